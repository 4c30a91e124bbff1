"""The agenda, hands, minutes and captions on the pages of a session: rendered whole, kept current."""

from typing import Any

from django import template
from django.utils import timezone

from forums import access
from forums.live.parts.captions import speaker_names
from forums.models import AgendaItem, Hand, LiveSession, Participant

register = template.Library()


def _agenda(session: LiveSession) -> list[AgendaItem]:
    items = session.agenda_items.filter(is_removed=False).select_related("case_study", "presenter")
    return list(items.order_by("position", "pk"))


def _shared(context: dict[str, Any]) -> dict[str, Any]:
    return {"session": context["session"], "now": timezone.now(), "csrf_token": context["csrf_token"]}


@register.inclusion_tag("forums/live/_agenda.html", takes_context=True)
def agenda_part(context: dict[str, Any]) -> dict[str, Any]:
    """What the session goes through, on the attendees' page."""
    items = _agenda(context["session"])
    return {**_shared(context), "items": items, "on": _on(items)}


@register.inclusion_tag("forums/live/_agenda.html", takes_context=True)
def desk_agenda(context: dict[str, Any]) -> dict[str, Any]:
    """The same with what a facilitator does there."""
    items = _agenda(context["session"])
    return {**_shared(context), "items": items, "on": _on(items), "is_desk": True}


def _on(items: list[AgendaItem]) -> AgendaItem | None:
    return next((item for item in items if item.is_on), None)


def _hands(session: LiveSession) -> list[Hand]:
    return list(Hand.objects.up().filter(session=session).in_turn().select_related("participant__user"))


@register.inclusion_tag("forums/live/_hands.html", takes_context=True)
def hands_part(context: dict[str, Any]) -> dict[str, Any]:
    """Raising one's hand, one's place, and who speaks."""
    participant: Participant = context["participant"]
    hands = _hands(context["session"])
    own = next((hand for hand in hands if hand.participant_id == participant.pk), None)
    waiting = [hand for hand in hands if hand.called_at is None]
    return {
        **_shared(context),
        "hands": hands,
        "own": own,
        "place": waiting.index(own) + 1 if own in waiting else 0,
    }


@register.inclusion_tag("forums/live/_hands.html", takes_context=True)
def desk_hands(context: dict[str, Any]) -> dict[str, Any]:
    return {**_shared(context), "hands": _hands(context["session"]), "is_desk": True}


@register.inclusion_tag("forums/live/_minutes.html", takes_context=True)
def minutes_part(context: dict[str, Any]) -> dict[str, Any]:
    """The minutes as they are written; to who takes them, the way to their page."""
    session: LiveSession = context["session"]
    rows = list(session.minutes.filter(removed_at__isnull=True).order_by("noted_at", "pk"))
    names = speaker_names(session) if any(row.speaker for row in rows) else {}
    return {
        **_shared(context),
        "minutes": [(row, names.get(row.speaker, "")) for row in rows],
        "takes_minutes": access.takes_minutes(context["request"].user, session),
    }


@register.inclusion_tag("forums/live/_captions.html", takes_context=True)
def captions_part(context: dict[str, Any]) -> dict[str, Any]:
    """Closed until somebody opens it: no word is fetched before that."""
    session: LiveSession = context["session"]
    return {**_shared(context), "has_captions": session.captions.filter(removed_at__isnull=True).exists()}


@register.inclusion_tag("forums/live/_record_links.html", takes_context=True)
def record_links(context: dict[str, Any]) -> dict[str, Any]:
    """From the desk to the pages of the agenda, the minutes and the record."""
    return {"session": context["session"]}
