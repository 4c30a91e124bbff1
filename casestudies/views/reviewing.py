"""The review page: where a case study stands, what is said about it, and the next step of whoever looks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casestudies import access
from casestudies.actions import workflow
from casestudies.actions.comments import comment_on_section, settle_comment, unsettle_comment
from casestudies.actions.versions import html_of
from casestudies.content import FIELDS_BY_KEY
from casestudies.content.reading import read
from casestudies.forms.reviewing import (
    AskForm,
    CommentForm,
    DecideForm,
    NoteForm,
    PublishForm,
    ReturnForm,
    WithdrawForm,
)
from casestudies.models import CaseStudy, CaseStudyStatus, DraftState, Verdict
from casestudies.queries import head_of, labels_of, lacks_of
from casestudies.queries.reviewing import comments_by_field, public_notes_of, reviews_of
from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.people.access import member

STAGES = (
    (DraftState.WRITING, gettext_lazy("Draft")),
    (DraftState.SUBMITTED, gettext_lazy("Submitted")),
    (DraftState.IN_REVIEW, gettext_lazy("In review")),
    (DraftState.RESTING, gettext_lazy("Published")),
)


@require_safe
def case_review(request: HttpRequest, slug: str) -> HttpResponse:
    return review_page(request, access.case_study_at_work(request.user, slug))


def review_page(
    request: HttpRequest,
    case_study: CaseStudy,
    *,
    forms: dict[str, Any] | None = None,
    error: str = "",
    error_at: str = "",
    kept: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page for whoever looks. ``error_at`` names the form that was refused; ``kept`` is its comment."""
    user, head = member(request), head_of(case_study)
    reviews = reviews_of(head)
    states = [state for state, _label in STAGES]
    is_new_version = case_study.status == CaseStudyStatus.PUBLISHED
    context = {
        "case_study": case_study,
        "head": head,
        "stages": STAGES,
        "reached": states.index(DraftState(case_study.draft_state)),
        "lacks": lacks_of(head.content, case_study) if case_study.draft_state == DraftState.WRITING else [],
        "reviews": reviews,
        "own_review": next((review for review in reviews if review.reviewer_id == user.pk), None),
        "passed": sum(review.verdict == Verdict.PASSED for review in reviews),
        "needed": workflow.REVIEWERS_NEEDED,
        "groups": read(head.content, labels_of({**head.content, "precision": "site"}), html_of(head.content)),
        "comments": comments_by_field(case_study),
        "notes": [(FIELDS_BY_KEY[key], rows) for key, rows in public_notes_of(case_study).items()],
        "is_author": case_study.case_authors.filter(user=user).exists(),
        "may_write": access.may_write(user, case_study),
        "may_edit": user.can_edit,
        "decide_form": DecideForm(),
        "comment_form": CommentForm(),
        "error": error,
        "error_at": error_at,
        "kept": kept,
    }
    if user.can_edit:
        context |= {
            "ask_form": AskForm(case_study=case_study),
            "return_form": ReturnForm(prefix="return"),
            "publish_form": PublishForm(is_first=not is_new_version),
            "withdraw_form": WithdrawForm(prefix="withdraw"),
            "note_form": NoteForm(prefix="note"),
        }
    return render(request, "casestudies/review.html", {**context, **(forms or {})}, status=status)


def refused_page(
    request: HttpRequest, case_study: CaseStudy, refused: ActionError, at: str, **options: Any
) -> HttpResponse:
    return review_page(
        request,
        case_study,
        error=str(refused.message),
        error_at=at,
        status=refused.status,
        **options,
    )


def back(case_study: CaseStudy, anchor: str = "") -> HttpResponse:
    return redirect(reverse("case_review", args=[case_study.slug]) + anchor)


@require_POST
def submit_case_study(request: HttpRequest, slug: str) -> HttpResponse:
    case_study = access.case_study_to_write(request.user, slug)
    try:
        workflow.submit_case_study(case_study=case_study, by=member(request))
    except ActionError as refused:
        return refused_page(request, case_study, refused, "submit")
    messages.success(request, _("Submitted. An editor asks reviewers, or returns it to you with a reason."))
    return back(case_study)


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """An author takes the submission back."""
    case_study = access.case_study_to_take_back(request.user, slug)
    try:
        workflow.return_draft(case_study=case_study, by=member(request))
    except ActionError as refused:
        return refused_page(request, case_study, refused, "submit")
    messages.success(request, _("Taken back. You can write on."))
    return back(case_study)


@require_POST
def decide_review(request: HttpRequest, slug: str) -> HttpResponse:
    """A reviewer's verdict on the text as it stands."""
    case_study = access.case_study_to_review(request.user, slug)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return review_page(request, case_study, forms={"decide_form": form}, error_at="decide", status=400)
    try:
        review = case_study.reviews.filter(reviewer=member(request), revision=head_of(case_study)).first()
        if review is None:
            raise workflow.NotNow
        workflow.decide_review(
            review=review,
            verdict=Verdict(form.cleaned_data["verdict"]),
            remark=form.cleaned_data["remark"],
        )
    except ActionError as refused:
        return refused_page(request, case_study, refused, "decide", forms={"decide_form": form})
    messages.success(request, _("Thank you. The editor has been told."))
    return back(case_study)


@require_POST
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Authors, reviewers and editors comment on a field, or on the whole text."""
    case_study = access.case_study_at_work(request.user, slug)
    form = CommentForm(request.POST)
    at = request.POST.get("field", "")
    kept = request.POST.get("text", "")
    if not form.is_valid():
        return review_page(
            request, case_study, error=first_error(form), error_at=f"on-{at}", kept=kept, status=400
        )
    try:
        made = comment_on_section(
            case_study=case_study,
            field=form.cleaned_data["field"],
            author=member(request),
            text=form.cleaned_data["text"],
        )
    except ActionError as refused:
        at = at if at in FIELDS_BY_KEY else ""
        return refused_page(request, case_study, refused, f"on-{at}", kept=kept)
    return back(case_study, f"#comment-{made.pk}")


@require_POST
def settle(request: HttpRequest, slug: str, comment_id: int) -> HttpResponse:
    """Settle a comment, or open it again."""
    case_study = access.case_study_at_work(request.user, slug)
    shown = get_object_or_404(case_study.section_comments, pk=comment_id)
    if request.POST.get("open"):
        unsettle_comment(comment=shown)
    else:
        settle_comment(comment=shown, by=member(request))
    return back(case_study, f"#comment-{shown.pk}")
