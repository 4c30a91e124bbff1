"""Statements that are put to the vote, and votes on them."""

from collections.abc import Sequence
from uuid import uuid4

from forums.actions.conversations.opinions import keep_opinions
from forums.actions.conversations.statements import draw_statement
from forums.actions.conversations.voting import VotesAs, close_voting, open_voting, vote_on_statement
from forums.models import Conversation, Statement, StatementVote
from tests.factories.people import amina
from tests.factories.time import NOW

SENTENCES = (
    "Wardens should be paid after five.",
    "A lit street is a safe street.",
    "Volunteers need insurance before a vest.",
    "Guards of shops should watch the bus stop.",
    "The councillor's private number is the alarm.",
    "Two years of stipend are too few.",
    "Traders see more than cameras.",
    "A place is safe when children cross alone.",
    "Reports should have a page for what failed.",
    "Money should follow presence, not fences.",
)


def draw(conversation: Conversation, *sentences: str) -> list[Statement]:
    return [
        draw_statement(conversation=conversation, text=text, by=amina(), now=NOW)
        for text in sentences or SENTENCES
    ]


def guest() -> VotesAs:
    return VotesAs(guest_key=uuid4())


def vote(statement: Statement, by: VotesAs, value: int) -> StatementVote:
    return vote_on_statement(statement=statement, by=by, value=value, now=NOW)


def put_to_vote(conversation: Conversation, *, is_public: bool = True, **options: object) -> Conversation:
    return open_voting(conversation=conversation, is_public=is_public, now=NOW, **options)  # type: ignore[arg-type]


def camps_vote(conversation: Conversation, sizes: Sequence[int] = (10, 8)) -> None:
    """Camps of one mind vote: each agrees with the first statement, passes on the last, and is alone with
    its share of those between."""
    statements = list(conversation.statements.order_by("number"))
    for camp, size in enumerate(sizes):
        for _person in range(size):
            by = guest()
            for at, statement in enumerate(statements):
                is_last = at == len(statements) - 1
                vote(statement, by, 1 if at == 0 else 0 if is_last else 1 if at % len(sizes) == camp else -1)


def close_and_count(conversation: Conversation) -> Conversation:
    """As the worker does it, at once."""
    conversation = close_voting(conversation=conversation, now=NOW)
    keep_opinions(conversation, now=NOW)
    return conversation
