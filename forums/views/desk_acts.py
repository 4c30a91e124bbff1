"""The acts of facilitators at the desk. Each is a form that works without a script."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.http import done, invalid, refusal, wants_json
from exchange.people.access import member
from exchange.people.models import User
from forums import access
from forums.actions.live import desk as acts
from forums.actions.live import marking
from forums.actions.live.editing import edit_at_desk
from forums.actions.live.entering import enter_question
from forums.actions.live.merging import merge, unmerge
from forums.actions.live.soft_locks import hold, let_go, names_at
from forums.actions.live.undo import NothingToUndo, last_act_of, undo_act
from forums.forms.desk import DeskEditForm, EnterForm
from forums.forms.live import AnswerForm
from forums.live.groups import Audience
from forums.live.payloads import question_payload, questions_for
from forums.models import HeardIn, LiveEvent, LiveSession, Question
from forums.presentation.desk_acts import last_act_in_words
from forums.queries.desk import TO_MERGE_INTO, presenters_of, questions_at_desk, similar_to
from forums.views.desk import desk_page

MOST_LIKELY = 8
MOST_OTHERS = 200


@dataclass(frozen=True)
class Asked:
    """What a facilitator wants done with one question, and what they typed for it."""

    question: Question
    by: User
    typed: QueryDict

    @property
    def on(self) -> dict[str, Any]:
        return {"question": self.question, "by": self.by}

    @property
    def seen(self) -> str:
        return self.typed.get("seen", "")


def _answer(asked: Asked) -> Question:
    form = AnswerForm(asked.typed)
    if not form.is_valid():
        raise _refused(form)
    began_from = asked.typed.get("began_from")
    return acts.answer_question(
        **asked.on, answer=form.cleaned_data["answer"], began_from=began_from, seen=asked.seen
    )


def _edit(asked: Asked) -> Question:
    form = DeskEditForm(asked.typed)
    if not form.is_valid():
        raise _refused(form)
    return edit_at_desk(**asked.on, text=form.cleaned_data["text"], began_from=asked.typed.get("began_from"))


def _assign(asked: Asked) -> Question:
    wanted = asked.typed.get("presenter", "")
    here = {str(row.pk): row for row in presenters_of(asked.question.session)}
    if wanted and wanted not in here:
        raise marking.NotAPresenterHere
    return marking.assign(**asked.on, presenter=here.get(wanted))


def _merge_into(asked: Asked) -> Question:
    session = asked.question.session
    keep = Question.objects.filter(session=session, public_id=asked.typed.get("into", "")).first()
    if keep is None:
        raise Http404
    keep.session = session
    merge(keep=keep, questions=[asked.question], by=asked.by)
    return keep


Act = Callable[[Asked], Question]
FACILITATOR_ACTS: dict[str, Act] = {
    "let-through": lambda asked: acts.let_through(**asked.on, seen=asked.seen),
    "hide": lambda asked: acts.hide_question(
        **asked.on, reason=asked.typed.get("reason", ""), seen=asked.seen
    ),
    "answering": lambda asked: acts.start_answering(**asked.on, seen=asked.seen),
    "stop-answering": lambda asked: acts.stop_answering(**asked.on, seen=asked.seen),
    "answered": _answer,
    "take-back": lambda asked: acts.take_answer_back(**asked.on, seen=asked.seen),
    "edit": _edit,
    "pin": lambda asked: marking.pin(**asked.on),
    "unpin": lambda asked: marking.unpin(**asked.on),
    "star": lambda asked: marking.star(**asked.on),
    "unstar": lambda asked: marking.unstar(**asked.on),
    "assign": _assign,
    "merge": _merge_into,
    "unmerge": lambda asked: unmerge(**asked.on),
}
TYPED_FOR = {"hide": "reason", "answered": "answer", "edit": "text"}


def _refused(form: Any) -> ActionError:
    error = ActionError(first_error(form))
    error.status = 400
    return error


@require_POST
def desk_act(request: HttpRequest, slug: str, public_id: str, verb: str) -> HttpResponse:
    """One act of a facilitator on one question."""
    question = access.question_to_facilitate(request.user, slug, public_id)
    by = member(request)
    try:
        question = FACILITATOR_ACTS[verb](Asked(question, by, request.POST))
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        words = request.POST.get(TYPED_FOR.get(verb, ""), "")
        kept = (public_id if verb == "answered" else "", words)
        return desk_page(
            request, question.session, error=str(refused.message), kept=kept, status=refused.status
        )
    let_go(question=question, by=by)
    if wants_json(request):
        return told(question, by)
    return redirect(f"{reverse('desk', args=[slug])}#q-{question.public_id}")


def told(question: Question, by: User) -> HttpResponse:
    """A question as the desk shows it now, and what the next undo would set back."""
    fresh = questions_for(Audience.FACILITATORS).get(pk=question.pk)
    return done(
        question=question_payload(fresh, Audience.FACILITATORS), undo=last_act_in_words(fresh.session, by)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """What one's next undo would set back; and setting it back."""
    session = access.session_to_facilitate(request.user, slug)
    by = member(request)
    if request.method == "POST":
        try:
            undo_act(event=_own_act(session, by, request.POST.get("seq", "")), by=by)
        except ActionError as refused:
            if wants_json(request):
                return refusal(refused)
            return desk_page(request, session, error=str(refused.message), status=refused.status)
    if request.method == "POST" and not wants_json(request):
        return redirect("desk", slug)
    return done(undo=last_act_in_words(session, by))


def _own_act(session: LiveSession, by: User, seq: str) -> LiveEvent:
    """The act that the button named; without a name the latest."""
    event = (
        session.events.filter(by=by, seq=int(seq)).first()
        if re.fullmatch("[0-9]{1,18}", seq)
        else last_act_of(session.pk, by)
    )
    if event is None:
        raise NothingToUndo
    return event


@require_POST
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Note a question that was asked aloud, or in the meeting's chat."""
    session = access.session_to_facilitate(request.user, slug)
    by = member(request)
    form = EnterForm(request.POST, session=session)
    if not form.is_valid():
        if wants_json(request):
            return invalid(form)
        return desk_page(request, session, forms={"enter": form}, status=400)
    words = form.cleaned_data
    try:
        question = enter_question(
            session=session,
            by=by,
            text=words["text"],
            heard_in=HeardIn(words["heard_in"]),
            name=words.get("name", ""),
            waits=words["waits"],
            case_study=words.get("case_study"),
            presenter=words.get("presenter"),
            client_id=words["client_id"] or uuid4(),
        )
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        return desk_page(
            request, session, error=str(refused.message), forms={"enter": form}, status=refused.status
        )
    if wants_json(request):
        return told(question, by)
    return redirect(f"{reverse('desk', args=[slug])}#q-{question.public_id}")


# Merging ------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merging(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose which questions ask the same, and which one of them is kept."""
    session = access.session_to_facilitate(request.user, slug)
    if request.method == "POST":
        return _merge_chosen(request, session)
    public_id = request.GET.get("question", "")
    question = access.question_to_facilitate(request.user, slug, public_id) if public_id else None
    return merging_page(request, session, question)


def merging_page(
    request: HttpRequest,
    session: LiveSession,
    question: Question | None,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The questions that may be merged; where one began with one of them, the most alike first."""
    likely = similar_to(question, most=MOST_LIKELY) if question else []
    known = {row.pk for row in (question, *likely) if row}
    others = questions_at_desk(session).filter(state__in=TO_MERGE_INTO).exclude(pk__in=known)[:MOST_OTHERS]
    context = {
        "session": session,
        "question": question,
        "likely": likely,
        "others": others,
        "chosen": request.POST.getlist("merge"),
        "keep": request.POST.get("keep") or (question.public_id if question else ""),
        "error": error,
    }
    return render(request, "forums/live/merge.html", context, status=status)


def _merge_chosen(request: HttpRequest, session: LiveSession) -> HttpResponse:
    by = member(request)
    chosen = [request.POST.get("keep", ""), *request.POST.getlist("merge")]
    rows = {row.public_id: row for row in Question.objects.filter(session=session, public_id__in=chosen)}
    keep = rows.pop(chosen[0], None)
    if keep is None:
        raise Http404
    keep.session = session
    try:
        keep = merge(keep=keep, questions=list(rows.values()), by=by)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        began = access.question_to_facilitate(
            request.user, session.slug, request.POST.get("question") or keep.public_id
        )
        return merging_page(request, session, began, error=str(refused.message), status=refused.status)
    if wants_json(request):
        return told(keep, by)
    return redirect(f"{reverse('desk', args=[session.slug])}#q-{keep.public_id}")


@never_cache
@require_safe
def similar(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Questions that may ask the same as one that waits, as a part of the desk."""
    question = access.question_to_facilitate(request.user, slug, public_id)
    context = {"session": question.session, "question": question, "similar": similar_to(question, most=3)}
    return render(request, "forums/live/_similar.html", context)


# Who is at what -----------------------------------------------------------------------------------
@never_cache
@require_safe
def holds(request: HttpRequest, slug: str) -> HttpResponse:
    """Which colleagues write at which question just now."""
    session = access.session_to_facilitate(request.user, slug)
    return done(holds=names_at(session, but=member(request)))


@require_POST
def hold_question(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Say that one is writing at a question, or (``let_go``) that one is not any more."""
    question = access.question_to_facilitate(request.user, slug, public_id)
    act = let_go if "let_go" in request.POST else hold
    act(question=question, by=member(request))
    return done(holds=names_at(question.session, but=member(request)))
