"""A conversation as those in the room see it: what is open, whose turn it is, who has not been heard."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from forums.models import (
    Contribution,
    ContributionReaction,
    Conversation,
    ConversationParticipant,
    Round,
    Terms,
)
from forums.queries.conversations.people import in_the_room, is_speaker
from forums.queries.conversations.record import SaidWords, rounds_of, said_in
from forums.queries.conversations.voices import rounds_of_few_voices


@dataclass
class RoundNow:
    """An open round. ``unheard`` is empty under Chatham House: it would tell who has spoken.
    ``has_few_voices`` warns whoever closes it, and is told to nobody else.
    """

    round: Round
    speakers: list[ConversationParticipant]
    unheard: list[ConversationParticipant]
    waiting: int
    words: list[SaidWords]
    own: list[Contribution]
    is_my_turn: bool = False
    may_speak: bool = False
    has_few_voices: bool = False
    has_few_at_a_table: bool = False

    @property
    def turn_seconds(self) -> int:
        """What of the round's time falls to each, where it has one."""
        minutes = self.round.timed_minutes or 0
        return minutes * 60 // max(len(self.speakers), 1)


@dataclass
class RoomNow:
    open: list[RoundNow]
    coming: list[Round]
    past: list[Round]
    tables: list[str]
    people: list[ConversationParticipant] = field(default_factory=list)
    own: list[Contribution] = field(default_factory=list)
    """What somebody gave to rounds that are not open now; all that is still known to be theirs."""
    forgets_speakers: bool = False
    """Whether who spoke was forgotten: nobody can take those words back any more."""

    @property
    def shape(self) -> str:
        """Which rounds are open, and which have been: a page that shows others is to be loaded again."""
        return ",".join([*(str(now.round.pk) for now in self.open), "", *(str(one.pk) for one in self.past)])


def room_now(
    conversation: Conversation, participant: ConversationParticipant | None, *, sees_all: bool
) -> RoomNow:
    """What is on, at one's own table; for hosts and facilitators at every table."""
    rounds = rounds_of(conversation)
    people = in_the_room(conversation)
    table = participant.table if participant else ""
    near = [one for one in rounds if sees_all or one.table in {"", table}]
    for round in near:
        round.conversation = conversation
    opened = [one for one in near if one.is_open] if conversation.is_open else []
    own = _own(conversation, participant)
    now = _rounds_now(conversation, opened, people, participant, own)
    few = rounds_of_few_voices(one.round for one in now if one.waiting) if sees_all else []
    titles = {round.title for round in few}
    for one in now:
        one.has_few_voices = one.round in few
        one.has_few_at_a_table = one.round.title in titles
    return RoomNow(
        open=now,
        coming=[one for one in near if one.is_waiting] if not conversation.is_closed else [],
        past=[one for one in near if one.is_closed],
        tables=list(dict.fromkeys(one.table for one in rounds if one.table)),
        people=people,
        own=[one for one in own if one.round_id not in {round.pk for round in opened}],
        forgets_speakers=participant is not None and speakers_are_forgotten(conversation),
    )


def speakers_are_forgotten(conversation: Conversation) -> bool:
    """Whether who gave some of its words is known no more. Nothing is asked while it is open."""
    if conversation.is_open:
        return False
    nobodys = Contribution.objects.filter(conversation=conversation, participant=None)
    return nobodys.filter(withdrawn_at__isnull=True).exists()


def _rounds_now(
    conversation: Conversation,
    opened: Sequence[Round],
    people: Sequence[ConversationParticipant],
    participant: ConversationParticipant | None,
    own: Sequence[Contribution],
) -> list[RoundNow]:
    if not opened:
        return []
    by_pk = {one.pk: one for one in people}
    words = said_in(opened)
    heard = _heard(opened)
    waiting = _waiting(opened)
    found = []
    for round in opened:
        round.turn_of = by_pk.get(round.turn_of_id or 0)
        speakers = _speakers(round, people)
        seated = participant is not None and (participant.is_host or round.table in {"", participant.table})
        found.append(
            RoundNow(
                round,
                speakers,
                unheard=[]
                if conversation.is_chatham_house
                else [one for one in speakers if one.pk not in heard[round.pk]],
                waiting=waiting[round.pk],
                words=words[round.pk],
                own=[one for one in own if one.round_id == round.pk],
                is_my_turn=participant is not None and round.turn_of_id == participant.pk,
                may_speak=participant is not None and not participant.listens and seated,
            )
        )
    return found


def _heard(rounds: Sequence[Round]) -> dict[int, set[int]]:
    """Who is known to have been heard. What somebody said under Chatham House tells of nobody."""
    given = Contribution.objects.filter(
        round__in=rounds, withdrawn_at__isnull=True, participant__isnull=False
    ).exclude(terms=Terms.CHATHAM_HOUSE)
    heard: dict[int, set[int]] = defaultdict(set)
    for round, person in given.values_list("round_id", "participant_id"):
        heard[round].add(person)
    return heard


def _waiting(rounds: Sequence[Round]) -> Counter[int]:
    """How many contributions wait for the close."""
    given = Contribution.objects.filter(round__in=rounds, withdrawn_at__isnull=True, post=None)
    return Counter(given.values_list("round_id", flat=True))


def _own(conversation: Conversation, participant: ConversationParticipant | None) -> list[Contribution]:
    """What somebody gave and did not take back, with the words that still stand."""
    if participant is None:
        return []
    given = Contribution.objects.filter(
        conversation=conversation, participant=participant, withdrawn_at__isnull=True
    )
    rows = given.select_related("post", "round").order_by("pk")
    return [one for one in rows if (one.post.plain if one.post else one.text)]


def _speakers(round: Round, people: Sequence[ConversationParticipant]) -> list[ConversationParticipant]:
    """Those who may be heard in a round, in a lasting order: by name."""
    seated = [one for one in people if is_speaker(one) and (not round.table or one.table == round.table)]
    return sorted(seated, key=lambda one: (one.name.casefold(), one.pk))


def speakers_of(round: Round) -> list[ConversationParticipant]:
    return _speakers(round, in_the_room(round.conversation))


def heard_in(round: Round) -> set[int]:
    return _heard([round])[round.pk]


def reactions_by(participant: ConversationParticipant, words: Sequence[SaidWords]) -> set[tuple[int, str]]:
    """What somebody has said of these words already: the post and the kind of each reaction."""
    own = ContributionReaction.objects.filter(
        participant=participant, contribution__post__in=[said.post.pk for said in words]
    )
    return set(own.values_list("contribution__post_id", "kind"))
