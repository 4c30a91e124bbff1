"""Visits to the workflow of a case study: Chloé writes it, Thandi was asked to review it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.test import Client

from casestudies.actions.comments import comment_on_section
from casestudies.actions.notes import add_note
from casestudies.models import CaseStudy, CaseStudyStatus, DraftState, Review, Verdict
from casestudies.queries import head_of
from exchange.people.models import User
from exchange.permissions import DRAFT, WITHDRAWN, Part
from tests.exchange.visit import Visit
from tests.factories import NOW, ben, chloe, dineo, full_content, make_case_study, make_member


def thandi() -> User:
    """She reviews."""
    return make_member("Thandi Nkosi", role_line="Planner")


def sipho() -> User:
    """So does he."""
    return make_member("Sipho Maseko", role_line="Trader")


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


def published(status: str = CaseStudyStatus.PUBLISHED) -> CaseStudy:
    return written(DraftState.RESTING, status)


def complete(state: str) -> CaseStudy:
    """Nothing is missing."""
    return written(state, content=full_content())


def passed() -> CaseStudy:
    """Thandi and another have passed it."""
    case_study = complete(DraftState.IN_REVIEW)
    first = case_study.reviews.get()
    Review.objects.create(
        case_study=case_study, revision=first.revision, reviewer=sipho(), asked_by=dineo(), asked_at=NOW
    )
    case_study.reviews.update(verdict=Verdict.PASSED)
    return case_study


def noted() -> Visit:
    case_study = published()
    note = add_note(case_study=case_study, field="title", text="Disputed.", by=dineo(), now=NOW)
    return at_work(case_study, note_id=note.pk)


def commented() -> Visit:
    case_study = written()
    comment = comment_on_section(case_study=case_study, field="title", author=chloe(), text="Why?", now=NOW)
    return at_work(case_study, comment_id=comment.pk)


REDACTING = {"words": "Traders and drivers", "reason": "They asked us to."}
WRITING = DraftState.WRITING

VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("case_study", DRAFT): lambda: at_work(written()),
    ("case_study", WITHDRAWN): lambda: at_work(published(CaseStudyStatus.WITHDRAWN)),
    ("case_history", ""): lambda: at_work(published()),
    ("case_history", DRAFT): lambda: at_work(written()),
    ("case_revision", DRAFT): lambda: at_work(written(), number=1),
    ("restore_revision", DRAFT): lambda: at_work(written(WRITING), number=1),
    ("case_review", ""): lambda: at_work(published()),
    ("case_review", DRAFT): lambda: at_work(written()),
    ("submit_case_study", DRAFT): lambda: at_work(complete(WRITING)),
    ("take_back", DRAFT): lambda: at_work(written()),
    ("decide_review", DRAFT): lambda: at_work(written(), {"verdict": Verdict.PASSED}),
    ("comment_on_section", DRAFT): lambda: at_work(written(), {"field": "title", "text": "Why?"}),
    ("settle_comment", DRAFT): commented,
    ("ask_reviewers", DRAFT): lambda: at_work(written(), {"email": ben().email}),
    ("return_to_authors", DRAFT): lambda: at_work(written(), {"return-reason": "Say where."}),
    ("publish_case_study", DRAFT): lambda: at_work(passed()),
    ("withdraw_case_study", ""): lambda: at_work(published(), {"withdraw-reason": "Its team asked."}),
    ("reinstate_case_study", WITHDRAWN): lambda: at_work(published(CaseStudyStatus.WITHDRAWN)),
    ("add_note", ""): lambda: at_work(published(), {"note-field": "title", "note-text": "Disputed."}),
    ("lift_note", ""): noted,
    ("redact_words", ""): lambda: at_work(published(), REDACTING),
    ("still_true", ""): lambda: at_work(published()),
}
