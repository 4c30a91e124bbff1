from datetime import UTC, datetime

import pytest

from exchange.notices.models import Pace
from exchange.notices.pacing import Due, due

# Wednesday; the site is two hours ahead of UTC.
BEFORE_SEVEN = datetime(2027, 9, 15, 4, 59, tzinfo=UTC)
AT_SEVEN = datetime(2027, 9, 15, 5, 0, tzinfo=UTC)
MONDAY_EARLY = datetime(2027, 9, 20, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pace", "now", "expected"),
    [
        (Pace.AT_ONCE, AT_SEVEN, Due(datetime(2027, 9, 15, 5, 1, 30, tzinfo=UTC))),
        (Pace.DAILY, BEFORE_SEVEN, Due(AT_SEVEN, is_digest=True)),
        (Pace.DAILY, AT_SEVEN, Due(datetime(2027, 9, 16, 5, 0, tzinfo=UTC), is_digest=True)),
        (Pace.WEEKLY, AT_SEVEN, Due(datetime(2027, 9, 20, 5, 0, tzinfo=UTC), is_digest=True)),
        (Pace.WEEKLY, MONDAY_EARLY, Due(datetime(2027, 9, 20, 5, 0, tzinfo=UTC), is_digest=True)),
        (Pace.NEVER, AT_SEVEN, Due(None)),
    ],
)
def test_mail_is_due_by_the_clock_of_the_site(pace, now, expected):
    assert due(pace, now) == expected
