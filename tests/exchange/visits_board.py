"""How to enter the board of a conversation's insights, and the code book."""

from collections.abc import Callable

from forums.actions.code_book import add_code
from forums.actions.insights import add_cluster, make_insight
from forums.models import Conversation, ConversationParticipant
from tests.exchange.visit import Visit
from tests.exchange.visits_conversations import Seats, in_talk
from tests.factories import NOW, amina
from tests.factories.conversations import first_round, give

SEEN = {"seen_revision": "1"}


def _insight(talk: Conversation, people: Seats) -> dict[str, int]:
    post = _said(talk, people["speaker"])
    return {"pk": make_insight(subject=talk, post=post, words="Mine.", by=amina(), now=NOW).pk}


def _said(talk: Conversation, by: ConversationParticipant):
    return give(first_round(talk), by, "Mine.").post


def _cluster(talk: Conversation, people: Seats) -> dict[str, int]:
    return {"pk": add_cluster(subject=talk, title="Nights").pk}


def _code() -> Visit:
    code = add_code(name="Night", by=amina(), now=NOW)
    return Visit({"pk": code.pk, "verb": "rename"}, {"name": "Night", "meaning": "", "seen": "Night"})


def _board() -> Visit:
    """Of the record, the first post is the question, the second what was said to it."""
    return in_talk({"words": "Mine.", "from": 2}, lambda talk, people: _said(talk, people["speaker"]) and {})


VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("insights", ""): _board,
    ("insight_act", ""): lambda: in_talk({"text": "Seen.", **SEEN}, _insight, verb="change"),
    ("add_cluster", ""): lambda: in_talk({"title": "Nights"}),
    ("cluster_act", ""): lambda: in_talk({"title": "Days", **SEEN}, _cluster, verb="change"),
    ("code_book", ""): lambda: Visit({}, {"name": "Night"}),
    ("code_act", ""): _code,
}
