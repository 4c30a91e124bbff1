"""Who is in a conversation: inviting, changing what is known of them, other links, taking out."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exchange.errors import ActionError
from exchange.people import places
from forums.access.conversations import Seat, link_of, seat_to_run
from forums.actions.conversations import inviting as acts
from forums.forms.conversations import InviteForm, KnownPersonForm
from forums.models import ConversationParticipant
from forums.queries.conversations.people import members_called, people_in
from forums.views.conversations.seats import seat


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was invited; a POST invites. ``find`` looks for members by name; ``invited`` was just invited, and
    their own link is shown at once."""
    at = seat(request, slug, seat_to_run)
    if request.method != "POST":
        return people_page(request, at)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return people_page(request, at, form=form, status=400)
    try:
        invited = acts.invite_participant(conversation=at.conversation, **form.answers())
    except ActionError as refused:
        return people_page(request, at, form=form, error=str(refused.message), status=refused.status)
    messages.success(request, _("%(name)s is invited.") % {"name": invited.name})
    url = reverse("conversation_people", args=[slug])
    return redirect(f"{url}?invited={invited.public_id}#own-link" if invited.link_nonce else url)


def people_page(
    request: HttpRequest, at: Seat, *, form: InviteForm | None = None, error: str = "", status: int = 200
) -> HttpResponse:
    found = members_called(request.GET.get("find", ""))
    handle = request.GET.get("invite", "")
    people = people_in(at.conversation)
    invited = people.filter(public_id=request.GET.get("invited", "")).first()
    form = form or InviteForm(initial={"handle": handle, "part": "speaker"})
    context = {
        "seat": at,
        "conversation": at.conversation,
        "people": people,
        "invited": invited,
        "link": own_link(invited) if invited else "",
        "form": form,
        "find": request.GET.get("find", ""),
        "found": found,
        "municipalities": places.choices(),
        "error": error,
    }
    return render(request, "forums/conversations/people.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """What is known of one of them, and their own link where they have no account."""
    at = seat(request, slug, seat_to_run)
    shown = _person(at, public_id)
    form = KnownPersonForm.of(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.change_participant(participant=shown, **form.answers())
        except ActionError as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("conversation_people", slug)
    return person_page(request, at, shown, form, status=400 if form.errors else 200)


def person_page(
    request: HttpRequest,
    at: Seat,
    shown: ConversationParticipant,
    form: KnownPersonForm,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "conversation": at.conversation,
        "participant": shown,
        "form": form,
        "link": own_link(shown),
        "municipalities": places.choices(),
        "error": error,
    }
    return render(request, "forums/conversations/person.html", context, status=status)


def own_link(participant: ConversationParticipant) -> str:
    """Where somebody without an account takes part; empty for who has one."""
    token = link_of(participant)
    return settings.SITE_URL + reverse("conversation_link", args=[token]) if token else ""


PERSON_ACTS: Mapping[str, Callable[[ConversationParticipant], object]] = {
    "renew": lambda person: acts.renew_link(participant=person),
    "take-out": lambda person: acts.take_out(participant=person),
}


@require_POST
def person_act(request: HttpRequest, slug: str, public_id: str, verb: str) -> HttpResponse:
    """Give somebody another link, or take them out."""
    at = seat(request, slug, seat_to_run)
    shown = _person(at, public_id)
    try:
        PERSON_ACTS[verb](shown)
    except ActionError as refused:
        return person_page(
            request, at, shown, KnownPersonForm.of(shown), error=str(refused.message), status=refused.status
        )
    if verb == "renew":
        messages.success(request, _("There is another link now; the earlier one is dead."))
        return redirect("conversation_person", slug, public_id)
    messages.success(request, _("%(name)s is no longer in it.") % {"name": shown.name})
    return redirect("conversation_people", slug)


def _person(at: Seat, public_id: str) -> ConversationParticipant:
    rows = ConversationParticipant.objects.select_related("conversation", "user")
    return get_object_or_404(rows, conversation=at.conversation, public_id=public_id, left_at=None)
