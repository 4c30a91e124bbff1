"""The rounds of a conversation: laid out, changed, opened and closed by hand or by their times."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.work.jobs import job
from forums.actions.conversations.carrying import carry_waiting, put_question
from forums.actions.conversations.changing import ConversationNotOpen, lock_conversation, lock_round, touch
from forums.actions.conversations.telling import tell_of_round
from forums.models import (
    Contribution,
    Conversation,
    ConversationFormat,
    ConversationState,
    Round,
    RoundState,
)
from forums.queries.conversations.voices import rounds_of_few_voices

MOST_ROUNDS = 60
FAR = 10_000
"""Beyond any place: rounds that change places stand there meanwhile."""


class TooManyRounds(ActionError):
    message = _("A conversation can have %(limit)s rounds, counted at each table.")
    status = 400

    def __init__(self) -> None:
        super().__init__(self.message % {"limit": MOST_ROUNDS})


class RoundHasWords(ActionError):
    message = _("Something has been said in this round, so it stays. You can close it.")


class FewVoices(ActionError):
    code = "few_voices"
    message = _(
        "Fewer than three people have given words to “%(round)s” under Chatham House: once they come out, "
        "whoever was there can tell whose they are. Wait for more voices, or close it all the same."
    )

    def __init__(self, round: Round) -> None:
        title = f"{round.title} · {round.table}" if round.table else round.title
        super().__init__(self.message % {"round": title})


class RoundMoved(ActionError):
    message = _("The rounds were changed meanwhile. Please look again.")


def lay_out_rounds(
    conversation: Conversation,
    *,
    format: ConversationFormat | None,
    questions: Sequence[str] = (),
    tables: Sequence[str] = (),
) -> None:
    """Make the rounds of a conversation that is being prepared. Raises TooManyRounds.

    Where people sit at tables, each has every round, but for those that are held together. Over days a
    round takes no minutes, and goes as the format says of writing.
    """
    planned = list(_planned(format, questions, over_days=conversation.is_over_days))
    seats = list(dict.fromkeys(filter(None, tables))) if format is None or format.has_tables else []
    rounds = [
        {**row, "table": table}
        for is_together, row in planned
        for table in ([""] if is_together or not seats else seats)
    ]
    if len(rounds) > MOST_ROUNDS:
        raise TooManyRounds
    Round.objects.bulk_create(
        Round(conversation=conversation, position=place, **row) for place, row in enumerate(rounds, start=1)
    )


def _planned(
    format: ConversationFormat | None, questions: Sequence[str], *, over_days: bool
) -> Iterable[tuple[bool, dict[str, Any]]]:
    if format is None:
        for number, question in enumerate(questions, start=1):
            yield False, {"title": _t("Round %(number)s") % {"number": number}, "prompt": question}
        return
    own = iter(questions)
    for row in format.rounds:
        fields = {name: row.get(name) or "" for name in ("title", "prompt", "instructions", "listeners")}
        minutes = None if over_days else row.get("minutes")
        if over_days and row.get("in_writing"):
            fields["instructions"] = row["in_writing"]
        asks = bool(fields["prompt"])
        yield (
            bool(row.get("is_together")),
            {
                **fields,
                "prompt": (next(own, "") or fields["prompt"]) if asks else "",
                "minutes": int(minutes) if minutes else None,
            },
        )
    for question in own:
        yield False, {"title": _t("One more question"), "prompt": question}


@transaction.atomic
def add_round(*, conversation: Conversation, fields: Mapping[str, Any]) -> Round:
    """Put a round behind the others. Raises TooManyRounds."""
    conversation = lock_conversation(conversation.pk)
    last = conversation.rounds.aggregate(last=Max("position"))["last"] or 0
    if conversation.rounds.count() >= MOST_ROUNDS:
        raise TooManyRounds
    made = Round.objects.create(conversation=conversation, position=last + 1, **fields)
    touch(conversation)
    return made


@transaction.atomic
def change_round(*, round: Round, fields: Mapping[str, Any], now: datetime | None = None) -> Round:
    """Change a round; its question in the record follows."""
    round = lock_round(round.pk)
    for name, value in fields.items():
        setattr(round, name, value)
    round.save(update_fields=list(fields))
    if round.post_id:
        put_question(round, now=now or timezone.now())
    touch(round.conversation)
    return round


@transaction.atomic
def move_round(*, round: Round, up: bool) -> None:
    """Let a round change places with its neighbour; at the end it is quiet."""
    round = lock_round(round.pk)
    others = round.conversation.rounds
    if up:
        other = others.filter(position__lt=round.position).order_by("-position").first()
    else:
        other = others.filter(position__gt=round.position).order_by("position").first()
    if other is None:
        return
    here, there = round.position, other.position
    Round.objects.filter(pk=round.pk).update(position=FAR)
    Round.objects.filter(pk=other.pk).update(position=here)
    Round.objects.filter(pk=round.pk).update(position=there)
    touch(round.conversation)


@transaction.atomic
def remove_round(*, round: Round) -> None:
    """Take out a round in which nothing was said. Raises RoundHasWords."""
    round = lock_round(round.pk)
    if round.post_id or Contribution.objects.filter(round=round).exists():
        raise RoundHasWords
    round.delete()
    touch(round.conversation)


@transaction.atomic
def open_round(*, round: Round, now: datetime | None = None) -> Round:
    """Open a round, or open it again: its question stands in the record. Doing it twice is quiet.

    Raises ConversationNotOpen.
    """
    now = now or timezone.now()
    round = lock_round(round.pk)
    if round.is_open:
        return round
    if not round.conversation.is_open:
        raise ConversationNotOpen(_("Open the conversation first, then its rounds."))
    if round.closes_at and round.closes_at <= now:
        round.closes_at = None  # opened again by hand, it stays open until it is closed
    round.state, round.opened_at, round.closed_at = RoundState.OPEN, now, None
    round.save(update_fields=["state", "opened_at", "closed_at", "closes_at"])
    put_question(round, now=now)
    touch(round.conversation)
    tell_of_round(round, now=now)
    return round


@transaction.atomic
def close_round(*, round: Round, needs_voices: bool = False, now: datetime | None = None) -> Round:
    """Close a round: what waited is carried into the record. Doing it twice is quiet.

    Where it ``needs_voices`` and few wait, nobody's words come out: raises FewVoices.
    """
    round = lock_round(round.pk)
    if needs_voices:
        require_voices([round])
    end_round(round, now=now or timezone.now())
    return round


@transaction.atomic
def open_at_all_tables(*, round: Round, now: datetime | None = None) -> list[Round]:
    """Open a round at each table that has it and has not opened it. Raises ConversationNotOpen."""
    waiting = _at_tables(round).filter(state=RoundState.WAITING)
    return [open_round(round=one, now=now) for one in waiting]


@transaction.atomic
def close_at_all_tables(
    *, round: Round, needs_voices: bool = False, now: datetime | None = None
) -> list[Round]:
    """Close a round at each table where it is open; at all, or at none. Raises FewVoices."""
    opened = _at_tables(round).filter(state=RoundState.OPEN)
    return [close_round(round=one, needs_voices=needs_voices, now=now) for one in opened]


def require_voices(rounds: Iterable[Round]) -> None:
    """Raises FewVoices."""
    for round in rounds_of_few_voices(rounds):
        raise FewVoices(round)


def _at_tables(round: Round) -> QuerySet[Round]:
    same = Round.objects.filter(conversation=round.conversation_id, title=round.title)
    return same.exclude(table="").order_by("position")


def end_round(round: Round, *, now: datetime) -> None:
    """Close a round of a locked conversation."""
    if not round.is_open:
        return
    round.state, round.closed_at = RoundState.CLOSED, now
    round.turn_of, round.turn_began_at = None, None
    round.save(update_fields=["state", "closed_at", "turn_of", "turn_began_at"])
    carry_waiting(round, now=now)
    touch(round.conversation)


@job()
def move_rounds_on_time() -> str:
    """Each minute: open the rounds whose time has come, close those whose time is over.

    One whose words would name whoever said them stays open, for its host to decide.
    """
    return move_rounds(now=timezone.now())


def move_rounds(*, now: datetime) -> str:
    in_open = Round.objects.filter(conversation__state=ConversationState.OPEN).order_by("position")
    ending = list(in_open.filter(state=RoundState.OPEN, closes_at__lte=now))
    few = rounds_of_few_voices(ending)
    over = [round for round in ending if round not in few]
    for round in over:
        close_round(round=round, now=now)
    due = list(in_open.filter(state=RoundState.WAITING, opens_at__lte=now).exclude(closes_at__lte=now))
    for round in due:
        open_round(round=round, now=now)
    return f"{len(due)} opened, {len(over)} closed"
