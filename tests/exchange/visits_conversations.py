"""How to enter a conversation: by who hosts it, speaks in it with an account or by a link, listens to it."""

import io
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.test import Client

from exchange.people.models import User
from exchange.permissions import CHATHAM_HOUSE, PREPARED, Part
from forums.access.conversations import link_of
from forums.actions.conversations.formats import copy_format
from forums.actions.conversations.inviting import invite_participant
from forums.actions.conversations.recordings import SoundFile
from forums.actions.conversations.setting_up import close_conversation
from forums.models import Conversation, ConversationFormat, ConversationParticipant, Terms
from forums.views.conversations.seats import cookie_name
from tests.exchange.visit import Visit
from tests.factories import NOW, amina, make_conversation, make_member, make_session, make_theme
from tests.factories.conversations import come, first_round, give, make_talk

MP3 = b"ID3\x03" + b"\x00" * 200
ROUND = {"title": "One more", "prompt": "What else?"}
PERSON = {"name": "Sipho Mabaso", "kind": "practitioner", "part": "speaker"}
SETTINGS: Mapping[str, Any] = {
    "title": "Who keeps watch",
    "purpose": "To hear each other.",
    "held": "written",
    "terms": "attributed",
    "silence": "declines",
    "consent_days": 14,
}


def host() -> User:
    """She hosts it, and has no role on the site."""
    return make_member("Lerato Khumalo")


def gugu() -> User:
    """She facilitates the site, and prepared it."""
    return make_member("Gugu Nkosi", is_facilitator=True)


def speaker() -> User:
    return make_member("Themba Nkosi")


def listener() -> User:
    return make_member("Naledi Botha")


def seated(talk: Conversation) -> dict[str, ConversationParticipant]:
    come(talk, listener(), part="listener")
    return {"host": come(talk, host(), part="host"), "speaker": come(talk, speaker()), "by_link": come(talk)}


def parts(talk: Conversation, by_link: ConversationParticipant) -> dict[Part, Callable[[Client], None]]:
    def with_link(client: Client) -> None:
        client.cookies[cookie_name(talk.slug)] = link_of(by_link)

    return {
        Part.HOST: lambda client: client.force_login(host()),
        Part.SPEAKER: lambda client: client.force_login(speaker()),
        Part.SPEAKER_BY_LINK: with_link,
        Part.LISTENER: lambda client: client.force_login(listener()),
    }


def in_talk(
    data: Mapping[str, Any] | None = None,
    more: Callable[[Conversation, dict[str, ConversationParticipant]], Mapping[str, Any]] | None = None,
    *,
    is_open: bool = True,
    is_closed: bool = False,
    **kwargs: Any,
) -> Visit:
    """A route about a conversation with everybody in it; ``more`` are arguments that what is in it gives."""
    talk = make_talk(by=gugu(), is_open=is_open)
    people = seated(talk)
    named = more(talk, people) if more else {}
    if is_closed:
        close_conversation(conversation=talk, now=NOW)
    return Visit({"slug": talk.slug, **kwargs, **named}, data or {}, parts(talk, people["by_link"]))


def held_live(data: Mapping[str, Any] | None = None) -> Visit:
    """A live session on a Chatham House conversation with everybody in it."""
    talk = make_talk(by=gugu(), terms=Terms.CHATHAM_HOUSE)
    return Visit({"slug": make_session(talk).slug}, data or {}, parts(talk, seated(talk)["by_link"]))


Seats = dict[str, ConversationParticipant]


def _recording(talk: Conversation, people: Seats) -> dict[str, Any]:
    given = give(first_round(talk), people["speaker"], "Hear me.", sound=SoundFile(io.BytesIO(MP3)))
    return {"public_id": given.audio.public_id if given.audio else ""}


def _own(talk: Conversation, people: Seats) -> dict[str, Any]:
    return {"public_id": give(first_round(talk), people["speaker"], "Mine.").public_id}


def _said(talk: Conversation, people: Seats) -> dict[str, Any]:
    post = give(first_round(talk), people["speaker"], "Mine.").post
    return {"number": post.number if post else 0}


def _someone(talk: Conversation, people: Seats) -> dict[str, Any]:
    return {"public_id": people["by_link"].public_id}


def _to_another_table() -> Visit:
    visit = in_talk({"table": "Lights"})
    Conversation.objects.get(slug=visit.kwargs["slug"]).rounds.filter(position=3).update(table="Lights")
    return visit


def _settings(*, with_questions: bool = False) -> Mapping[str, Any]:
    theme = make_theme()
    more = {"questions": "Who keeps watch?"} if with_questions else {}
    return {**SETTINGS, "theme": theme.pk, **more}


def _by_link() -> Visit:
    participant = invite_participant(conversation=make_talk(by=gugu()), name="Sipho Mabaso", now=NOW)
    return Visit({"token": link_of(participant)}, {"agrees": "on"})


def _at_settings() -> Visit:
    visit = in_talk()
    return Visit(visit.kwargs, _settings(), visit.parts)


def _format() -> ConversationFormat:
    return ConversationFormat.objects.create(slug="circle", name="Circle", purpose="To hear all.")


def _own_format() -> Visit:
    rounds = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-title": "Opening"}
    return Visit({"slug": copy_format(format=_format(), by=amina()).slug}, {"name": "My circle", **rounds})


def _opened() -> Visit:
    return Visit({"slug": make_conversation().slug})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("conversation", ""): _opened,
    ("conversation", PREPARED): lambda: in_talk(is_open=False),
    ("conversation_file", ""): lambda: Visit({**_opened().kwargs, "extension": "txt"}),
    ("conversation_file", PREPARED): lambda: in_talk(is_open=False, extension="txt"),
    ("conversation_recording", ""): lambda: in_talk(more=_recording),
    ("conversation_link", ""): _by_link,
    ("take_part", ""): in_talk,
    ("take_part", PREPARED): lambda: in_talk(is_open=False),
    ("conversation_now", ""): in_talk,
    ("join_conversation", ""): lambda: in_talk({"agrees": "on"}),
    ("contribute", ""): lambda: in_talk({"text": "We do.", "client_id": uuid4()}, position=1),
    ("own_contribution", ""): lambda: in_talk({"text": "Ours."}, _own),
    ("react_to_words", ""): lambda: in_talk({"react": "holds_here:on"}, _said),
    ("pass_turn_on", ""): lambda: in_talk(position=1),
    ("sit_at_table", ""): _to_another_table,
    ("run_round", ""): lambda: in_talk(position=2, verb="open"),
    ("round_harvest", ""): lambda: in_talk({"came": "Lights."}, position=1),
    ("new_conversation", ""): lambda: Visit({}, _settings(with_questions=True)),
    ("prepare_conversation", ""): in_talk,
    ("prepare_conversation", PREPARED): lambda: in_talk(is_open=False),
    ("conversation_settings", ""): _at_settings,
    ("conversation_state", ""): lambda: in_talk(verb="close"),
    ("open_words", ""): lambda: in_talk(is_closed=True),
    ("keep_format", ""): lambda: in_talk({"name": "Mine"}),
    ("add_round", ""): lambda: in_talk(ROUND),
    ("edit_round", ""): lambda: in_talk(ROUND, position=2),
    ("place_round", ""): lambda: in_talk(position=2, verb="up"),
    ("conversation_people", ""): lambda: in_talk({**PERSON, "name": "Zodwa"}),
    ("conversation_person", ""): lambda: in_talk(PERSON, _someone),
    ("person_act", ""): lambda: in_talk(None, _someone, verb="renew"),
    ("conversation_format", ""): lambda: Visit({"slug": _format().slug}),
    ("change_format", ""): _own_format,
    ("copy_format", ""): lambda: Visit({"slug": _format().slug}),
    ("live_session", CHATHAM_HOUSE): held_live,
    ("join_session", CHATHAM_HOUSE): lambda: held_live({"take_part": "on"}),
    ("live_ticket", CHATHAM_HOUSE): held_live,
    ("captions", CHATHAM_HOUSE): held_live,
}
