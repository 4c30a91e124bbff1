"""How to enter what was said in a conversation elsewhere, and what names somebody in it."""

from collections.abc import Callable
from typing import Any

from forums.models import Conversation, MeetingImport, Terms
from tests.exchange.visit import Visit
from tests.exchange.visits_conversations import Seats, in_talk
from tests.exchange.visits_floor import AgainAndAgain
from tests.factories.conversations import first_round, give
from tests.forums.elsewhere import bring_in


def _turn() -> Visit:
    return in_talk(
        {"text": "We lit the rank ourselves. It costs us R40 a month.", "revision": 1},
        lambda talk, _people: {"post_id": bring_in(talk)[0].pk},
    )


def _import() -> Visit:
    def brought(talk: Conversation, _people: Seats) -> dict[str, Any]:
        bring_in(talk)
        return {"import_id": MeetingImport.objects.get(session__conversation=talk).pk, "verb": "undo"}

    return in_talk(None, brought)


def _naming() -> Visit:
    """Words that wait, and name somebody."""
    keys: dict[str, str] = {"start": "4"}

    def given(talk: Conversation, people: Seats) -> dict[str, Any]:
        said = give(first_round(talk), people["speaker"], "Ask Themba.", terms=Terms.CHATHAM_HOUSE)
        keys["key"] = f"waiting:{said.public_id}"
        return {}

    return in_talk(keys, given)


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("conversation_meeting", ""): lambda: in_talk({"meeting_files": AgainAndAgain()}),
    ("conversation_meeting_act", ""): _import,
    ("conversation_transcript", ""): in_talk,
    ("conversation_turn", ""): _turn,
    ("conversation_names", ""): _naming,
}
