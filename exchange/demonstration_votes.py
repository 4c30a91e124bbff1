"""The collective view of a conversation of the demonstration: statements, and what fictional people voted."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from exchange.people.models import User
from forums.actions.conversations.opinions import keep_opinions
from forums.actions.conversations.statements import draw_statement
from forums.actions.conversations.voting import VotesAs, close_voting, open_voting, vote_on_statement
from forums.models import Conversation

VALUES = {"+": 1, "-": -1, "0": 0}  # anything else: not seen


def hold_vote(talk: Conversation, row: Mapping[str, Any], *, by: User, now: datetime) -> None:
    """Draw the row's statements, have its guests vote, and close: each of ``votes`` is a person's, a sign
    for each statement."""
    statements = [
        draw_statement(conversation=talk, text=text, by=by, now=now) for text in row.get("statements", ())
    ]
    if not statements:
        return
    open_voting(conversation=talk, is_public=True, now=now)
    for place, signs in enumerate(row["votes"]):
        guest = VotesAs(guest_key=uuid5(NAMESPACE_URL, f"{talk.slug}/{place}"))
        for statement, sign in zip(statements, signs, strict=True):
            if sign in VALUES:
                vote_on_statement(
                    statement=statement, by=guest, value=VALUES[sign], now=now + timedelta(days=1)
                )
    talk = close_voting(conversation=talk, now=now + timedelta(days=10))
    keep_opinions(talk, now=now + timedelta(days=10))
