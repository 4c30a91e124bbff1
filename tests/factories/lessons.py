"""What members say to a lesson, through our own actions."""

from typing import Any

from casestudies.actions.trials import report_trial
from casestudies.actions.wishes import send_wish
from casestudies.content import Direction, TrialDirection
from casestudies.models import Lesson, Trial, TrialWish
from exchange.people.models import User
from tests.factories.library import make_municipality
from tests.factories.people import ben
from tests.factories.time import NOW


def make_trial(lesson: Lesson, *, by: User | None = None, **fields: Any) -> Trial:
    return report_trial(
        lesson=lesson,
        by=by or ben(),
        **{
            "municipality": make_municipality(),
            "tried_in": "2023-05",
            "what_changed": "We lit two ranks, and paid a keeper.",
            "result": TrialDirection.WORKED,
            "direction": Direction.IMPROVED,
            "now": NOW,
            **fields,
        },
    )


def make_wish(lesson: Lesson, *, by: User | None = None, **fields: Any) -> TrialWish:
    return send_wish(
        lesson=lesson,
        by=by or ben(),
        **{
            "municipality": make_municipality(),
            "message": "May we come and look?",
            "now": NOW,
            **fields,
        },
    )
