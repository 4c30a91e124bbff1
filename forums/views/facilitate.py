"""What facilitators do with a thread and with a post: one page of forms for each, and the log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from exchange.errors import ActionError
from exchange.http import client_id_of, done, invalid, refusal, wants_json
from exchange.people.access import member
from exchange.people.models import Network, User
from forums import access
from forums.actions.facilitating import merging, nudging, outcomes, placing, splitting, standing
from forums.actions.facilitating.reach import readers_of
from forums.actions.facilitating.undoing import UNDOABLE, undo_act
from forums.actions.moderation import people as people_acts
from forums.actions.moderation import posts as post_acts
from forums.forms import facilitating as forms_of
from forums.models import Act, Post, Thread
from forums.queries import url_of_post
from forums.queries.quoting import shown_source
from forums.queries.word_list import words_that_hold
from forums.views.threads import url_of

ACTS_A_PAGE = 50
Doing = Callable[..., Any]


class NotToBeFound(ActionError):
    message = gettext_lazy("There is no such thread or place, or it is not yours to look after. Check it.")
    status = 400


@dataclass(frozen=True)
class Verb:
    """One act: its form, what it calls, and its button. ``fits`` tells whether it is offered now."""

    form: type[forms.Form]
    do: Doing
    button: str | Promise
    fits: Callable[[Any], bool] = lambda _thing: True


# Threads ------------------------------------------------------------------------------------------
def _move(*, thread: Thread, by: User, to: tuple[str, str, str], reason: str) -> Thread:
    kind, slug, room_slug = to
    subject = access.subject_to_discuss(by, kind, slug)
    room = access.room_to_read(by, subject, room_slug) if room_slug and isinstance(subject, Network) else None
    return placing.move_thread(thread=thread, subject=subject, room=room, by=by, reason=reason)


def _merge(*, thread: Thread, by: User, into: int, reason: str) -> Thread:
    return merging.merge_thread(
        thread=thread, into=access.thread_to_facilitate(by, into), by=by, reason=reason
    )


THREAD_VERBS: Mapping[str, Verb] = {
    "closing-note": Verb(
        forms_of.ClosingNoteForm, outcomes.write_closing_note, gettext_lazy("Save the closing note")
    ),
    "prompt": Verb(
        forms_of.PromptForm,
        outcomes.post_prompt,
        gettext_lazy("Post the prompt"),
        lambda thread: thread.takes_posts,
    ),
    "nudge": Verb(
        forms_of.BareForm,
        nudging.nudge_thread,
        gettext_lazy("Remind who follows it that it waits"),
        lambda thread: thread.takes_posts and thread.nudged_at is None,
    ),
    "unmark-answer": Verb(
        forms_of.BareForm,
        outcomes.unmark_answer,
        gettext_lazy("No longer answered"),
        lambda thread: thread.answer_id is not None,
    ),
    "pin": Verb(
        forms_of.MaybeReasonForm,
        standing.pin_thread,
        gettext_lazy("Pin"),
        lambda thread: thread.pinned_at is None,
    ),
    "unpin": Verb(
        forms_of.BareForm,
        standing.unpin_thread,
        gettext_lazy("Unpin"),
        lambda thread: thread.pinned_at is not None,
    ),
    "rename": Verb(forms_of.RenameForm, placing.rename_thread, gettext_lazy("Rename")),
    "move": Verb(forms_of.MoveForm, _move, gettext_lazy("Move")),
    "merge": Verb(forms_of.MergeForm, _merge, gettext_lazy("Merge"), lambda thread: thread.is_visible),
    "lock": Verb(
        forms_of.ReasonForm,
        standing.lock_against_posts,
        gettext_lazy("Lock"),
        lambda thread: thread.locked_at is None,
    ),
    "unlock": Verb(
        forms_of.BareForm,
        standing.unlock_thread,
        gettext_lazy("Unlock"),
        lambda thread: thread.locked_at is not None,
    ),
    "archive": Verb(
        forms_of.MaybeReasonForm,
        standing.archive_thread,
        gettext_lazy("Archive"),
        lambda thread: thread.archived_at is None,
    ),
    "unarchive": Verb(
        forms_of.BareForm,
        standing.unarchive_thread,
        gettext_lazy("Take out of the archive"),
        lambda thread: thread.archived_at is not None,
    ),
    "hide": Verb(
        forms_of.ReasonForm,
        standing.hide_thread,
        gettext_lazy("Hide the thread"),
        lambda thread: thread.state in {"visible", "held"},
    ),
    "unhide": Verb(
        forms_of.BareForm,
        standing.unhide_thread,
        gettext_lazy("Show the thread"),
        lambda thread: thread.state == "hidden",
    ),
}


@require_safe
def facilitate_thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    return _thread_desk(request, access.thread_to_facilitate(request.user, thread_id))


@require_POST
def facilitate_thread_act(request: HttpRequest, thread_id: int, verb: str) -> HttpResponse:
    thread = access.thread_to_facilitate(request.user, thread_id)
    return _act(request, verb, THREAD_VERBS[verb], {"thread": thread}, url_of(thread), _thread_desk, thread)


def _thread_desk(
    request: HttpRequest, thread: Thread, bound: Mapping[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    initial = {"text": thread.closing_source, "title": thread.title}
    context = {
        "thread": thread,
        "rows": _rows(request, THREAD_VERBS, thread, initial, bound or {}),
        "act_base": reverse("facilitate_thread", args=[thread.pk]),
        "readers": readers_of(subject=thread.subject, room=thread.room),
    }
    return render(request, "forums/thread_facilitate.html", context, status=status)


# Posts --------------------------------------------------------------------------------------------
def _warn(*, post: Post, by: User, reason: str) -> None:
    if post.author:
        people_acts.warn_person(person=post.author, post=post, by=by, reason=reason)


def _is_reply(post: Post) -> bool:
    return post.is_visible and post.number > 1 and post.kind != "pointer"


POST_VERBS: Mapping[str, Verb] = {
    "approve": Verb(
        forms_of.MaybeReasonForm,
        post_acts.approve_post,
        gettext_lazy("Let through"),
        lambda post: post.state in {"held", "hidden", "removed"},
    ),
    "keep": Verb(
        forms_of.MaybeReasonForm,
        post_acts.keep_post,
        gettext_lazy("Keep it as it is"),
        lambda post: bool(post.open_flags),
    ),
    "mark-answer": Verb(
        forms_of.BareForm, outcomes.mark_answer, gettext_lazy("Mark as the answer"), _is_reply
    ),
    "split": Verb(
        forms_of.SplitForm,
        splitting.split_branch,
        gettext_lazy("Split off with its replies"),
        _is_reply,
    ),
    "edit": Verb(
        forms_of.WordsForm,
        post_acts.edit_for_author,
        gettext_lazy("Save the words"),
        lambda post: post.state != "withdrawn",
    ),
    "hide": Verb(
        forms_of.ReasonForm,
        post_acts.hide_post,
        gettext_lazy("Hide"),
        lambda post: post.state in {"visible", "held", "removed"},
    ),
    "remove": Verb(
        forms_of.ReasonForm,
        post_acts.remove_post,
        gettext_lazy("Remove"),
        lambda post: post.state in {"visible", "held", "hidden"},
    ),
    "warn": Verb(
        forms_of.ReasonForm,
        _warn,
        gettext_lazy("Warn its author"),
        lambda post: post.author_id is not None,
    ),
}


@require_safe
def facilitate_post(request: HttpRequest, thread_id: int, number: int) -> HttpResponse:
    return _post_desk(request, access.post_to_moderate(request.user, thread_id, number))


@require_POST
def facilitate_post_act(request: HttpRequest, thread_id: int, number: int, verb: str) -> HttpResponse:
    post = access.post_to_moderate(request.user, thread_id, number)
    return _act(request, verb, POST_VERBS[verb], {"post": post}, url_of_post(post), _post_desk, post)


def _post_desk(
    request: HttpRequest, post: Post, bound: Mapping[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    flags = list(post.flags.filter(settled_at__isnull=True).select_related("by").order_by("flagged_at", "pk"))
    post.open_flags = flags  # type: ignore[attr-defined]  # as the queue has them
    initial = {"text": shown_source(post), "seen_revision": post.revision}
    context = {
        "post": post,
        "thread": post.thread,
        "flags": flags,
        "held_by": words_that_hold(post.source, post.thread.network) if post.is_held else [],
        "rows": _rows(request, POST_VERBS, post, initial, bound or {}),
        "act_base": reverse("facilitate_post", args=[post.thread_id, post.number]),
    }
    return render(request, "forums/post_facilitate.html", context, status=status)


# Both ---------------------------------------------------------------------------------------------
def _rows(
    request: HttpRequest,
    verbs: Mapping[str, Verb],
    thing: Any,
    initial: Mapping[str, Any],
    bound: Mapping[str, forms.Form],
) -> list[dict[str, Any]]:
    """Each act that is offered now, with its form; one that was refused keeps what was typed."""
    rows = []
    for name, verb in verbs.items():
        if name in bound or verb.fits(thing):
            form = bound.get(name) or verb.form(
                auto_id=f"{name}-%s", initial={**initial, "client_id": client_id_of(request)}
            )
            rows.append({"name": name, "form": form, "button": verb.button, "is_open": name in bound})
    return rows


def _act(
    request: HttpRequest,
    name: str,
    verb: Verb,
    what: Mapping[str, Any],
    url: str,
    desk: Callable[..., HttpResponse],
    thing: Any,
) -> HttpResponse:
    """Do it and go on; or show the desk again, with the refusal and all that was typed."""
    form = verb.form(request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        return invalid(form) if wants_json(request) else desk(request, thing, {name: form}, 400)
    given = {key: value for key, value in form.cleaned_data.items() if key != "client_id"}
    if "client_id" in form.fields:
        given["client_id"] = client_id_of(request)
    try:
        result = _done(verb, by=member(request), **what, **given)
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        form.add_error(None, str(refused.message))
        return desk(request, thing, {name: form}, refused.status)
    if name in {"split", "merge"} and isinstance(result, Thread):
        url = url_of(result)
    if wants_json(request):
        return done(url=url)
    messages.success(request, _("Done. It stands in the log, where it can be undone."))
    return redirect(reverse("moderation") if request.POST.get("back") == "queue" else url)


def _done(verb: Verb, **given: Any) -> Any:
    """What was typed may name a thread or a place that is not there, or not theirs: that is no lost page."""
    try:
        return verb.do(**given)
    except (Http404, PermissionDenied) as error:
        raise NotToBeFound from error


# The log ------------------------------------------------------------------------------------------
@require_safe
def thread_log(request: HttpRequest, thread_id: int) -> HttpResponse:
    thread = access.thread_to_facilitate(request.user, thread_id)
    acts = access.acts_to_see(request.user)
    about = acts.filter(thread=thread) | acts.filter(before__other=thread.pk)
    return log_page(request, about, thread=thread)


def log_page(request: HttpRequest, acts: Any, *, form_status: int = 200, **context: Any) -> HttpResponse:
    rows = acts.select_related("by", "undone_by", "thread", "post", "person", "network", "attachment")
    page = Paginator(rows.order_by("-done_at", "-pk"), ACTS_A_PAGE).get_page(request.GET.get("page"))
    for act in page.object_list:
        act.can_be_undone = act.kind in UNDOABLE and act.undone_at is None
    template = "forums/person_moderate.html" if "about" in context else "forums/act_log.html"
    return render(request, template, {"acts": page, **context}, status=form_status)


@require_POST
def undo(request: HttpRequest, act_id: int) -> HttpResponse:
    act = access.act_to_undo(request.user, act_id)
    try:
        undo_act(act=act, by=member(request))
    except ActionError as refused:
        if wants_json(request):
            return refusal(refused)
        messages.error(request, str(refused.message))
    else:
        if wants_json(request):
            return done()
        messages.success(request, _("Undone."))
    return redirect(_log_of(act))


def _log_of(act: Act) -> str:
    return reverse("thread_log", args=[act.thread_id]) if act.thread_id else reverse("moderation_log")
