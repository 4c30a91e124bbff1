"""A conversation whose statements thirty-eight people have voted on, in two camps."""

import json
from uuid import uuid4

from casestudies.models import Theme
from forums.actions.conversations.contributing import contribute
from forums.actions.conversations.inviting import invite_participant, join_conversation
from forums.actions.conversations.rounds import open_round
from forums.actions.conversations.setting_up import open_conversation, prepare_conversation
from forums.actions.conversations.statements import draw_statement
from forums.actions.conversations.voting import VotesAs, open_voting, vote_on_statement
from forums.models import Conversation
from tests.e2e.stored_talk import person
from tests.factories.statements import SENTENCES

SAID = "Traders see more than cameras do, and nobody pays them for it."


def seed() -> None:
    """Prints where it is."""
    amina = person("amina")
    talk = prepare_conversation(
        title=f"Who sees what {uuid4().hex[:6]}",
        theme=Theme.objects.get(slug="collective-thinking"),
        purpose="To hear what traders see.",
        by=amina,
        questions=["Who sees what happens?"],
    )
    open_conversation(conversation=talk)
    round = talk.rounds.get()
    open_round(round=round)
    sipho = invite_participant(conversation=talk, name="Sipho Mabaso")
    join_conversation(participant=sipho, agrees=True)
    contribute(round=round, participant=sipho, text=SAID, client_id=uuid4())
    for text in SENTENCES:
        draw_statement(conversation=talk, text=text, by=amina)
    open_voting(conversation=talk, is_public=True)
    camps_vote(talk)
    print(json.dumps({"slug": talk.slug}))  # noqa: T201 - for the test that asked


def camps_vote(talk: Conversation) -> None:
    """Twenty for every other statement, eighteen for the rest; all for the first; one in ten by whim."""
    statements = list(talk.statements.order_by("number"))
    for place in range(38):
        by = VotesAs(guest_key=uuid4())
        for at, statement in enumerate(statements):
            value = 1 if at == 0 or at % 2 == place % 2 else -1
            is_whim = at > 0 and (place * 7 + at * 3) % 10 == 0
            vote_on_statement(statement=statement, by=by, value=-value if is_whim else value)
