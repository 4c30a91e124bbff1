"""The parts of the projector's screen, and at the desk what it shows."""

from typing import Any

from django import template

from forums import access
from forums.live.groups import Audience
from forums.live.parts.captions import speaker_names, words_of
from forums.live.parts.hands import HandsPart
from forums.models import AgendaItem, Hand, LiveSession, ScreenView
from forums.presentation.screens import length_of, screen_links

register = template.Library()
register.filter(length_of)

Context = dict[str, Any]
CAPTIONS_SHOWN = 3


def agenda_of(session: LiveSession) -> list[AgendaItem]:
    items = session.agenda_items.filter(is_removed=False).select_related("case_study", "presenter")
    return list(items.order_by("position", "pk"))


@register.inclusion_tag("forums/live/_screen_agenda.html", takes_context=True)
def screen_agenda(context: Context) -> Context:
    """What the session goes through, where it is, and whose turn it is to speak."""
    session: LiveSession = context["session"]
    items = agenda_of(session)
    hands = list(Hand.objects.up().filter(session=session).in_turn().select_related("participant__user"))
    speaking = next((hand for hand in hands if hand.called_at), None)
    part = HandsPart()
    return {
        "stage": context["stage"],
        "hands": [part.payload(hand, Audience.SCREENS) for hand in hands],
        "items": items,
        "on": next((item for item in items if item.is_on), None),
        "speaking": speaking,
        "waiting": len(hands) - (speaking is not None),
    }


@register.inclusion_tag("forums/live/_screen_captions.html", takes_context=True)
def screen_captions(context: Context) -> Context:
    """The latest of what was said, where the desk put captions on the screen."""
    session: LiveSession = context["session"]
    shown = session.screen_has_captions
    said = session.captions.filter(removed_at__isnull=True).order_by("-starts_at", "-pk")[:CAPTIONS_SHOWN]
    names = speaker_names(session) if shown else {}
    return {"is_shown": shown, "captions": [words_of(row, names) for row in reversed(said)] if shown else []}


@register.inclusion_tag("forums/live/_desk_screen.html", takes_context=True)
def desk_screen(context: Context) -> Context:
    """What the screen shows, to be changed; the links to it."""
    session: LiveSession = context["session"]
    return {
        "session": session,
        "views": ScreenView.choices,
        "links": screen_links(session, access.screen_key(session)),
        "csrf_token": context["csrf_token"],
    }
