"""Preparing a conversation: what it is, how its words may be used, when it opens and closes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exchange.errors import ActionError
from exchange.forms import first_error
from exchange.people.access import member
from forums import access
from forums.access.conversations import Seat, seat_to_run
from forums.actions.conversations import setting_up as acts
from forums.actions.conversations.formats import keep_as_format
from forums.forms.conversations import NameForm, PrepareForm, RoundForm, SettingsForm
from forums.models import Conversation, ConversationFormat, RoundState
from forums.queries.conversations.namings import notes_that_name, texts_that_name
from forums.queries.conversations.people import people_in
from forums.queries.conversations.voices import rounds_of_few_voices
from forums.views.conversations.seats import seat


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin to prepare one, from a format or from nothing. Taking a format keeps all that was typed."""
    access.require_facilitator(request.user)
    asked = request.POST if request.method == "POST" else request.GET
    format = ConversationFormat.objects.filter(slug=asked.get("format", "")).first()
    initial = {
        "title": "",
        "theme": _pk(PrepareForm, "theme", asked.get("theme", "collective-thinking")),
        "engagement": _pk(PrepareForm, "engagement", asked.get("engagement", "")),
        "hosts": member(request).byline,
    }
    takes_format = "take" in request.POST
    if takes_format:
        initial |= PrepareForm.typed_in(request.POST)
    form = PrepareForm(None if takes_format else request.POST or None, format=format, initial=initial)
    if form.is_bound and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            made = acts.prepare_conversation(
                by=member(request), format=format, tables=fields.pop("tables", []), **fields
            )
        except ActionError as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("prepare_conversation", made.slug)
    context = {
        "form": form,
        "format": format,
        "formats": ConversationFormat.objects.order_by("owner__pk", "name", "pk"),
    }
    return render(request, "forums/conversations/new.html", context, status=400 if form.errors else 200)


def _pk(form: type[PrepareForm], name: str, slug: str) -> int | None:
    model: Any = form.base_fields[name].queryset.model  # type: ignore[attr-defined]
    found: int | None = model.objects.filter(slug=slug).values_list("pk", flat=True).first()
    return found


@never_cache
@require_safe
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of it in one place, for hosts and facilitators."""
    return prepare_page(request, seat(request, slug, seat_to_run))


def prepare_page(
    request: HttpRequest, at: Seat, *, form: RoundForm | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    conversation = at.conversation
    rounds = conversation.rounds.order_by("position")
    context = {
        "seat": at,
        "conversation": conversation,
        "rounds": rounds,
        "few_voices": rounds_of_few_voices(rounds),
        "people": people_in(conversation),
        "naming": len(texts_that_name(conversation)) + len(notes_that_name(conversation)),
        "form": form or RoundForm(),
        "name_form": NameForm(auto_id="keep-%s", initial={"name": conversation.title[:80]}),
        "error": error,
    }
    return render(request, "forums/conversations/prepare.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    at = seat(request, slug, seat_to_run)
    form = SettingsForm(request.POST or None, conversation=at.conversation)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_conversation(conversation=at.conversation, settings=form.cleaned_data)
        except ActionError as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("prepare_conversation", slug)
    context = {"conversation": at.conversation, "form": form}
    return render(request, "forums/conversations/settings.html", context, status=400 if form.errors else 200)


STATE_ACTS: Mapping[str, Callable[..., Conversation]] = {
    "open": acts.open_conversation,
    "close": acts.close_conversation,
}


@require_POST
def state(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Open it, close it, open it again."""
    at = seat(request, slug, seat_to_run)
    try:
        sure = {"needs_voices": "is_sure" not in request.POST} if verb == "close" else {}
        STATE_ACTS[verb](conversation=at.conversation, **sure)
    except ActionError as refused:
        return prepare_page(request, at, error=str(refused.message), status=refused.status)
    if verb == "open":
        messages.success(request, _opened(at.conversation))
    else:
        messages.success(request, _("The conversation is closed. Its words stand in its record."))
    return redirect("prepare_conversation", slug)


def _opened(conversation: Conversation) -> str:
    """What is to be done next: a round is opened by its button among the rounds, or by its time."""
    waiting = conversation.rounds.filter(state=RoundState.WAITING)
    if waiting.count() < conversation.rounds.count():
        return _("The conversation is open again. Open whichever of its rounds goes on, in the room.")
    if waiting.filter(opens_at__isnull=False).exists():
        return _("The conversation is open. Its rounds open at their times, or by you, below.")
    return _("The conversation is open. Now open its first round, below.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_words(request: HttpRequest, slug: str) -> HttpResponse:
    """What becomes public, and the button; or who reads it again, and the button for that."""
    at = seat(request, slug, seat_to_run)
    if not getattr(at.user, "can_facilitate", False):
        raise PermissionDenied
    error, status = "", 200
    if request.method == "POST":
        try:
            if "shut" in request.POST:
                acts.shut_words(conversation=at.conversation)
            else:
                acts.open_words(conversation=at.conversation)
        except ActionError as refused:
            error, status = str(refused.message), refused.status
        else:
            return redirect("conversation", slug)
    context = {
        "conversation": at.conversation,
        "texts": [] if at.conversation.words_opened_at else texts_that_name(at.conversation),
        "error": error,
    }
    return render(request, "forums/conversations/open_words.html", context, status=status)


@require_POST
def keep_format(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep its rounds as a format of one's own."""
    at = seat(request, slug, seat_to_run)
    access.require_facilitator(request.user)
    form = NameForm(request.POST)
    if not form.is_valid():
        return prepare_page(request, at, error=first_error(form), status=400)
    made = keep_as_format(conversation=at.conversation, by=member(request), **form.cleaned_data)
    return redirect("conversation_format", made.slug)
