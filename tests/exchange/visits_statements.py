"""How to enter the voting on a conversation's statements."""

from collections.abc import Callable

from exchange.permissions import PUBLIC_VOTING
from forums.actions.conversations.opinions import keep_opinions
from forums.actions.conversations.voting import close_voting
from forums.models import Conversation
from tests.exchange.visit import Visit
from tests.exchange.visits_conversations import in_talk
from tests.factories import NOW
from tests.factories.statements import draw, put_to_vote


def in_vote(data: dict | None = None, *, is_public: bool = False, is_over: bool = False, **kwargs) -> Visit:
    visit = in_talk(data, **kwargs)
    talk = Conversation.objects.get(slug=visit.kwargs["slug"])
    draw(talk)
    talk = put_to_vote(talk, is_public=is_public)
    if is_over:
        keep_opinions(close_voting(conversation=talk, now=NOW), now=NOW)
    return visit


def in_preparation(data: dict | None = None, **kwargs) -> Visit:
    visit = in_talk(data, **kwargs)
    draw(Conversation.objects.get(slug=visit.kwargs["slug"]))
    return visit


DRAWN = {"text": "We should ask the traders."}
VISITS: dict[tuple[str, str], Callable[[], Visit]] = {
    ("statements", ""): in_vote,
    ("statements", PUBLIC_VOTING): lambda: in_vote(is_public=True),
    ("vote_on_statement", ""): lambda: in_vote({"vote": "agree"}, number=1),
    ("vote_on_statement", PUBLIC_VOTING): lambda: in_vote({"vote": "agree"}, number=1, is_public=True),
    ("statements_file", ""): lambda: in_vote(name="comments", is_over=True),
    ("draw_statements", ""): lambda: in_preparation(DRAWN),
    ("reword_statement", ""): lambda: in_preparation(
        {**DRAWN, "seen": "Wardens should be paid after five."}, number=1
    ),
    ("statement_act", ""): lambda: in_preparation({"reason": "Said twice."}, number=1, verb="take-out"),
    ("conversation_voting", ""): lambda: in_preparation(verb="open"),
}
