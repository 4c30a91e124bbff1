"""The demonstration's conversations: one whose words are signed, one under the Chatham House Rule."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from casestudies.models import Engagement, Theme
from exchange.demonstration_votes import hold_vote
from exchange.notices.models import Notice
from exchange.people.models import User
from forums.actions.conversations.contributing import contribute, react_to
from forums.actions.conversations.harvesting import note_harvest
from forums.actions.conversations.inviting import invite_participant, join_conversation
from forums.actions.conversations.rounds import close_round, open_round
from forums.actions.conversations.setting_up import (
    close_conversation,
    open_conversation,
    open_words,
    prepare_conversation,
)
from forums.actions.conversations.telling import INVITED, ROUND_OPENED, SAY_MORE
from forums.models import Contribution, Conversation, ConversationParticipant, Round
from forums.queries.conversations.words import PLAIN_FORM

Row = Mapping[str, Any]
People = Mapping[str, ConversationParticipant]


def hold_conversation(row: Row, members: Mapping[str, User]) -> None:
    """Prepare it, invite, open, hear everybody round by round; one that has closed is read by all."""
    now = datetime.fromisoformat(row["opened_at"])
    talk = prepare_conversation(
        slug=row["slug"],
        title=row["title"],
        theme=Theme.objects.get(slug=row["theme"]),
        engagement=Engagement.objects.filter(slug=row.get("engagement", "")).first(),
        purpose=row["purpose"],
        hosts=row["hosts"],
        terms=row["terms"],
        held=row["held"],
        questions=row["guiding_questions"],
        by=members[row["facilitator"]],
        is_demonstration=True,
        now=now - timedelta(days=7),
    )
    people = {one.get("person") or one["key"]: _come(talk, one, members, now) for one in row["people"]}
    talk = open_conversation(conversation=talk, now=now)
    rounds = talk.rounds.order_by("position")
    for days, (round, told) in enumerate(zip(rounds, row["rounds"], strict=False)):
        _hear(round, told, people, now + timedelta(days=7 * days))
    if row["is_closed"]:
        end = now + timedelta(days=30)
        talk = close_conversation(conversation=talk, now=end)
        hold_vote(talk, row, by=members[row["facilitator"]], now=end + timedelta(days=1))
        open_words(conversation=talk, now=end + timedelta(days=14))
    Notice.objects.filter(source__in=(INVITED, ROUND_OPENED, SAY_MORE)).delete()  # long ago, as it were


def _come(
    talk: Conversation, row: Row, members: Mapping[str, User], now: datetime
) -> ConversationParticipant:
    member = members.get(row.get("person", ""))
    invited = invite_participant(
        conversation=talk,
        user=member,
        name=row.get("name", ""),
        kind=row["kind"],
        part=row.get("part", ""),
        role=row.get("role", ""),
        affiliation=row.get("affiliation", ""),
        municipality_code=row.get("municipality", ""),
        now=now - timedelta(days=6),
    )
    return join_conversation(participant=invited, agrees=True, now=now)


def _hear(round: Round, row: Row, people: People, now: datetime) -> None:
    open_round(round=round, now=now)
    given = [
        contribute(
            round=round,
            participant=people[key],
            text=text,
            client_id=uuid5(NAMESPACE_URL, f"{round.pk}/{place}"),
            now=now + timedelta(hours=3 * place + 2),
        )
        for place, (key, text) in enumerate(row["said"])
    ]
    if row["state"] == "closed":
        close_round(round=round, now=now + timedelta(days=6))
    if row.get("harvest"):
        note_harvest(round=round, notes={PLAIN_FORM[0]["key"]: row["harvest"]}, seen={})
    for place, key, kind in row.get("reactions", ()):
        post = Contribution.objects.select_related("post").get(pk=given[place].pk).post
        if post:
            react_to(post=post, participant=people[key], kind=kind, on=True, now=now + timedelta(days=6))
