"""How to enter what members say to a lesson."""

from collections.abc import Callable
from typing import Any

from casestudies.models import CaseStudyStatus, Lesson, Trial, TrialWish
from exchange.permissions import WITHDRAWN, Part
from tests.exchange.visit import Visit
from tests.factories import chloe, make_full_case_study, make_trial, make_wish

REPORTING = {
    "municipality": "MBY",
    "tried_in": "2023-05",
    "what_changed": "We lit two ranks.",
    "result": "worked",
    "direction": "improved",
}
WISHING = {"municipality": "MBY", "message": "May we come and look?"}


def lesson_of(**options: Any) -> Lesson:
    """A lesson of a case study that Chloé writes."""
    return make_full_case_study(author=chloe(), **options).lessons.get()


def as_chloe(client: Any) -> None:
    client.force_login(chloe())


def on_lesson(status: str = CaseStudyStatus.PUBLISHED, **data: Any) -> Visit:
    return Visit({"lesson_id": lesson_of(status=status).pk}, data)


def on_trial() -> Visit:
    trial: Trial = make_trial(lesson_of(), by=chloe())
    kwargs = {"lesson_id": trial.lesson_id, "trial_id": trial.pk}
    return Visit(kwargs, {"reason": "It names a victim."}, {Part.AUTHOR: as_chloe})


def on_wish() -> Visit:
    wish: TrialWish = make_wish(lesson_of())
    return Visit({"wish_id": wish.pk}, {"answer": "Come on a Friday."}, {Part.CASE_AUTHOR: as_chloe})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("lesson", WITHDRAWN): lambda: on_lesson(CaseStudyStatus.WITHDRAWN),
    ("report_trial", ""): lambda: on_lesson(**REPORTING),
    ("report_trial", WITHDRAWN): lambda: on_lesson(CaseStudyStatus.WITHDRAWN, **REPORTING),
    ("withdraw_trial", ""): on_trial,
    ("send_wish", ""): lambda: on_lesson(**WISHING),
    ("case_wishes", ""): lambda: Visit(
        {"slug": lesson_of().case_study.slug}, parts={Part.CASE_AUTHOR: as_chloe}
    ),
    ("answer_wish", ""): on_wish,
}
