"""Visits to the workflow of a case study: Chloé writes it, Thandi was asked to review it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.test import Client

from casestudies.models import CaseStudy, CaseStudyStatus, DraftState, Review
from casestudies.queries import head_of
from exchange.people.models import User
from exchange.permissions import DRAFT, WITHDRAWN, Part
from tests.exchange.visit import Visit
from tests.factories import NOW, chloe, dineo, make_case_study, make_member


def thandi() -> User:
    """She reviews."""
    return make_member("Thandi Nkosi", role_line="Planner")


def written(
    state: str = DraftState.IN_REVIEW, status: str = CaseStudyStatus.DRAFT, **options: Any
) -> CaseStudy:
    """A case study by Chloé that Thandi was asked to review."""
    case_study = make_case_study(author=chloe(), status=status, **options)
    Review.objects.create(
        case_study=case_study,
        revision=head_of(case_study),
        reviewer=thandi(),
        asked_by=dineo(),
        asked_at=NOW,
    )
    case_study.draft_state = state
    case_study.save()
    return case_study


def logged_in(person: User) -> Callable[[Client], None]:
    return lambda client: client.force_login(person)


def at_work(case_study: CaseStudy, data: Mapping[str, Any] | None = None, **kwargs: Any) -> Visit:
    parts = {Part.CASE_AUTHOR: logged_in(chloe()), Part.REVIEWER: logged_in(thandi())}
    return Visit({"slug": case_study.slug, **kwargs}, data or {}, parts)


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("case_study", DRAFT): lambda: at_work(written()),
    ("case_study", WITHDRAWN): lambda: at_work(written(status=CaseStudyStatus.WITHDRAWN)),
}
