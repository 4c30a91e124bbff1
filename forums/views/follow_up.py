"""Questions that a session left open: who answers them, and which reply is the answer."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.people.access import member
from exchange.people.models import User
from forums import access
from forums.actions.live.follow_up import answer_by_post, give_question, open_again
from forums.forms.follow_up import FollowUpForm
from forums.models import LiveSession, Post, Question
from forums.queries.live_outcome import (
    answered_in_threads,
    people_to_answer,
    replies_to,
    unanswered_questions,
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Every unanswered question with its owner and its day; sent all at once."""
    session = access.session_to_facilitate(request.user, slug)
    forms = forms_for(session, request)
    if request.method != "POST":
        return page(request, session, forms)
    if not all(form.is_valid() for form in forms):
        return page(request, session, forms, error=_("Please look at the marked fields."), status=400)
    changed = [form for form in forms if form.has_changed()]
    try:
        for form in changed:
            give_question(
                question=form.question,
                owner=form.cleaned_data["owner"],
                due_on=form.cleaned_data["due_on"],
                by=member(request),
            )
    except ActionError as refused:
        return page(request, session, forms, error=str(refused.message), status=refused.status)
    saved = ngettext("%(count)s question changed.", "%(count)s questions changed.", len(changed))
    messages.success(request, saved % {"count": len(changed)})
    return redirect("follow_up", slug)


def forms_for(session: LiveSession, request: HttpRequest | None = None) -> list[FollowUpForm]:
    """With the values that were sent, where there are any for a question."""
    data = request.POST if request and request.method == "POST" else None
    people: dict[int | None, list[User]] = {}
    forms = []
    for question in unanswered_questions(session):
        lane = question.case_study_id
        if lane not in people:
            people[lane] = people_to_answer(session, case_study_id=lane)
        sent = data if data and f"{question.public_id}-due_on" in data else None
        forms.append(FollowUpForm(sent, question=question, people=people[lane]))
    return [form for form in forms if form.is_bound] if data is not None else forms


def page(
    request: HttpRequest,
    session: LiveSession,
    forms: Sequence[FollowUpForm],
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "session": session,
        "rows": [(form, form.question, replies_to(form.question)) for form in forms],
        "answered": answered_in_threads(session),
        "error": error,
    }
    return render(request, "forums/live/follow_up.html", context, status=status)


@require_POST
def mark_answer(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One of the replies in the thread is the answer."""
    question = access.question_to_facilitate(request.user, slug, public_id)
    number = request.POST.get("post", "")
    pk = int(number) if number.isdecimal() and len(number) < 19 else 0
    post = get_object_or_404(Post.objects.visible_to(request.user), pk=pk)
    try:
        answer_by_post(question=question, post=post, by=member(request))
    except ActionError as refused:
        return _refused(request, question, refused)
    messages.success(request, _("Marked as answered. Whoever asked is told."))
    return redirect("follow_up", slug)


@require_POST
def reopen(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """The reply that was marked is no answer."""
    question = access.question_to_facilitate(request.user, slug, public_id)
    try:
        open_again(question=question, by=member(request))
    except ActionError as refused:
        return _refused(request, question, refused)
    return redirect("follow_up", slug)


def _refused(request: HttpRequest, question: Question, refused: ActionError) -> HttpResponse:
    session = question.session
    return page(request, session, forms_for(session), error=str(refused.message), status=refused.status)
