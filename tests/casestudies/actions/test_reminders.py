from datetime import timedelta

import pytest
from django.core import mail

from casestudies.actions.reminders import confirm_reviewed, remind_owners
from casestudies.actions.workflow import NotNow
from casestudies.models import CaseStudyStatus
from tests.factories import NOW, ben, chloe, dineo, make_case_study

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def remind(django_capture_on_commit_callbacks):
    """To whom the reminders went that were due at a time."""

    def at(now):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            remind_owners(now)
        return [letter.to[0].partition("@")[0] for letter in mail.outbox]

    return at


def test_the_owner_is_reminded_after_a_year_and_every_ninety_days_until_somebody_looks(remind, settings):
    settings.SITE_URL = "https://exchange.example"
    case_study = make_case_study(author=chloe())
    case_study.case_authors.create(user=ben())
    make_case_study("stub", author=ben(), status=CaseStudyStatus.STUB)
    make_case_study("gone", author=ben(), status=CaseStudyStatus.WITHDRAWN)
    make_case_study("draft", author=ben(), status=CaseStudyStatus.DRAFT)
    days = [YEAR - timedelta(days=1), YEAR, YEAR + timedelta(days=89), YEAR + timedelta(days=90)]
    assert [remind(NOW + after) for after in days] == [[], ["chloe"], [], ["chloe"]]
    (letter,) = mail.outbox
    assert letter.subject == "Is it still true? The taxi rank"
    links = [line for line in letter.body.splitlines() if line.startswith("https:")]
    assert links == [
        "https://exchange.example/case-studies/the-taxi-rank/still-true/",
        "https://exchange.example/case-studies/the-taxi-rank/write/",
    ]
    confirm_reviewed(case_study=case_study, now=NOW + 2 * YEAR)
    assert [remind(NOW + 3 * YEAR - timedelta(days=1)), remind(NOW + 3 * YEAR)] == [[], ["chloe"]]


def test_where_no_owner_is_left_the_editors_hear(remind):
    dineo()
    make_case_study()
    owned = make_case_study("another", author=ben())
    owned.case_authors.update(is_owner=False)
    assert remind(NOW + YEAR) == ["dineo", "dineo"]


def test_confirming_sets_the_day_and_the_next():
    case_study = confirm_reviewed(case_study=make_case_study(), now=NOW + YEAR)
    assert (case_study.reviewed_on, case_study.review_due) == ((NOW + YEAR).date(), (NOW + 2 * YEAR).date())
    with pytest.raises(NotNow):
        confirm_reviewed(case_study=make_case_study("draft", status=CaseStudyStatus.DRAFT))
