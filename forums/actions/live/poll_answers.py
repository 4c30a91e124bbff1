"""Answering polls. Rows under a unique constraint; a batch of answers is one event."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.search.fold import fold, joined, names
from exchange.text import clean
from forums.actions.live.admission import Blocked
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import require_open
from forums.models import (
    OPEN_TEXT_LENGTH,
    WORD_LENGTH,
    EventKind,
    LivePart,
    LiveSession,
    Participant,
    Poll,
    PollAnswer,
    PollChoice,
    PollKind,
    PollState,
    Wording,
)


class PollNotOpen(ActionError):
    message = _("This poll is not open for answers now. Your answer was not counted.")


class NothingAnswered(ActionError):
    message = _("Please choose or write your answer first.")
    status = 400


class NoSuchOption(ActionError):
    message = _("That is none of this poll's options. Please load the page again.")
    status = 400


class TooManyChoices(ActionError):
    message = _("You can choose %(limit)s at most; you chose %(count)s. Please take some away.")
    status = 400

    def __init__(self, limit: int, count: int) -> None:
        super().__init__(self.message % {"limit": limit, "count": count})


class RankingIncomplete(ActionError):
    message = _("Please give each option a place of its own, from 1 to %(places)s.")
    status = 400

    def __init__(self, places: int) -> None:
        super().__init__(self.message % {"places": places})


class AnswerTooLong(ActionError):
    message = _("An answer to this poll can have %(limit)s characters; yours has %(length)s.")
    status = 400

    def __init__(self, limit: int, length: int) -> None:
        super().__init__(self.message % {"limit": limit, "length": length})


@dataclass(frozen=True)
class AnswerWrite:
    """What one participant answers to one poll. ``choices`` are pks of options; their order is a ranking."""

    poll: Poll
    participant: Participant
    choices: tuple[int, ...] = ()
    rating: int | None = None
    text: str = ""


Outcome = PollAnswer | Exception


def answer_poll(*, write: AnswerWrite, now: datetime | None = None) -> PollAnswer:
    """Answer a poll, or answer it anew. Raises what ``commit_answers`` returns."""
    [outcome] = commit_answers(session=write.poll.session, batch=[write], now=now)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@transaction.atomic
def commit_answers(
    *, session: LiveSession, batch: Sequence[AnswerWrite], now: datetime | None = None
) -> list[Outcome]:
    """Write a batch of answers in one transaction with, if one of them changed something, one event.

    Returns for each the answer, or why it was refused: PollNotOpen, Blocked, NothingAnswered,
    NoSuchOption, TooManyChoices, RankingIncomplete, AnswerTooLong. Of two answers of one person to
    one poll the later one stands. Raises SessionNotOpen, SessionClosed.
    """
    now = now or timezone.now()
    session = lock_session(session)
    require_open(session)
    polls = Poll.objects.prefetch_related("options").in_bulk({write.poll.pk for write in batch})
    people = {write.participant.pk for write in batch}
    blocked = _blocked_among(people)
    outcomes: list[Outcome | None] = []
    accepted: dict[tuple[int, int], AnswerWrite] = {}
    for write in batch:
        try:
            if write.participant.pk in blocked:
                raise Blocked
            accepted[write.poll.pk, write.participant.pk] = _checked(polls[write.poll.pk], write)
            outcomes.append(None)
        except ActionError as refused:
            outcomes.append(refused)
    answers = _write(accepted, now)
    changed = {pk for (pk, _person), (_answer, is_changed) in answers.items() if is_changed}
    if changed:
        append_event(
            session=session,
            kind=EventKind.POLL_ANSWERED,
            touched={LivePart.POLLS: [polls[pk] for pk in sorted(changed)]},
            now=now,
        )
    return [
        outcome or answers[write.poll.pk, write.participant.pk][0]
        for write, outcome in zip(batch, outcomes, strict=True)
    ]


def _blocked_among(people: Collection[int]) -> set[int]:
    found = Participant.objects.filter(pk__in=people, blocked_at__isnull=False)
    return set(found.values_list("pk", flat=True))


# What may be answered -----------------------------------------------------------------------------
def _checked(poll: Poll, write: AnswerWrite) -> AnswerWrite:
    """The write as it is kept: only what the kind of the poll asks for."""
    if poll.state != PollState.OPEN:
        raise PollNotOpen
    return CHECKS[PollKind(poll.kind)](poll, write)


def _one_choice(poll: Poll, write: AnswerWrite) -> AnswerWrite:
    return AnswerWrite(poll, write.participant, choices=_choices(poll, write, most=1))


def _several_choices(poll: Poll, write: AnswerWrite) -> AnswerWrite:
    return AnswerWrite(poll, write.participant, choices=_choices(poll, write, most=poll.most_choices))


def _choices(poll: Poll, write: AnswerWrite, *, most: int) -> tuple[int, ...]:
    chosen = tuple(dict.fromkeys(write.choices))
    if not chosen:
        raise NothingAnswered
    if not set(chosen) <= {option.pk for option in poll.options.all()}:
        raise NoSuchOption
    if len(chosen) > most:
        raise TooManyChoices(most, len(chosen))
    return chosen


def _rating(poll: Poll, write: AnswerWrite) -> AnswerWrite:
    if write.rating is None:
        raise NothingAnswered
    if not 1 <= write.rating <= poll.highest_rating:
        raise NoSuchOption
    return AnswerWrite(poll, write.participant, rating=write.rating)


def _ranking(poll: Poll, write: AnswerWrite) -> AnswerWrite:
    options = [option.pk for option in poll.options.all()]
    if not write.choices:
        raise NothingAnswered
    if sorted(write.choices) != sorted(options):
        raise RankingIncomplete(len(options))
    return AnswerWrite(poll, write.participant, choices=write.choices)


def _words(poll: Poll, write: AnswerWrite) -> AnswerWrite:
    text = " ".join(clean(write.text).split())
    limit = WORD_LENGTH if poll.kind == PollKind.WORDS else OPEN_TEXT_LENGTH
    if not text:
        raise NothingAnswered
    if len(text) > limit:
        raise AnswerTooLong(limit, len(text))
    return AnswerWrite(poll, write.participant, text=text)


CHECKS: Mapping[PollKind, Callable[[Poll, AnswerWrite], AnswerWrite]] = {
    PollKind.SINGLE: _one_choice,
    PollKind.MULTIPLE: _several_choices,
    PollKind.RATING: _rating,
    PollKind.RANKING: _ranking,
    PollKind.WORDS: _words,
    PollKind.TEXT: _words,
}


# Writing ------------------------------------------------------------------------------------------
Key = tuple[int, int]  # of a poll and a participant


def _write(accepted: Mapping[Key, AnswerWrite], now: datetime) -> dict[Key, tuple[PollAnswer, bool]]:
    """Insert or replace; with each answer, whether it is another one than before."""
    standing = _standing(accepted)
    wordings = _wordings(list(accepted.values()))
    answers: dict[Key, tuple[PollAnswer, bool]] = {}
    for key, write in accepted.items():
        answer = standing.get(key) or PollAnswer(poll=write.poll, participant=write.participant)
        if answer.pk and _says_the_same(answer, write):
            answers[key] = answer, False
            continue
        answer.rating, answer.text, answer.answered_at = write.rating, write.text, now
        answer.wording = wordings[write.poll.pk, wording_key(write.poll, write.text)] if write.text else None
        answers[key] = answer, True
    changed = [answer for answer, is_changed in answers.values() if is_changed]
    new = [answer for answer in changed if not answer.pk]
    again = [answer for answer in changed if answer.pk]
    PollChoice.objects.filter(answer__in=again).delete()
    PollAnswer.objects.bulk_update(again, ["rating", "text", "wording", "answered_at"])
    PollAnswer.objects.bulk_create(new)
    PollChoice.objects.bulk_create(
        PollChoice(answer=answer, option_id=pk, place=place)
        for answer in changed
        for place, pk in enumerate(accepted[answer.poll_id, answer.participant_id].choices)
    )
    return answers


def _standing(accepted: Collection[Key]) -> dict[Key, PollAnswer]:
    polls, people = {poll for poll, _person in accepted}, {person for _poll, person in accepted}
    found = PollAnswer.objects.filter(poll__in=polls, participant__in=people).prefetch_related("choices")
    return {(answer.poll_id, answer.participant_id): answer for answer in found}


def _says_the_same(answer: PollAnswer, write: AnswerWrite) -> bool:
    chosen = tuple(choice.option_id for choice in answer.choices.all())
    if write.poll.kind != PollKind.RANKING:
        chosen, given = tuple(sorted(chosen)), tuple(sorted(write.choices))
    else:
        given = write.choices
    return (answer.rating, answer.text, chosen) == (write.rating, write.text, given)


def wording_key(poll: Poll, text: str) -> str:
    """The same for words that differ in spelling only; in a cloud also where one is written apart."""
    folded = fold(text) or text.casefold()
    if poll.kind == PollKind.WORDS:
        folded = as_one_word(text) or folded
    return salted_hmac("forums.poll_wording", f"{poll.pk} {folded}", algorithm="sha256").hexdigest()


def as_one_word(text: str) -> str:
    """ "Khâi-Ma", "khai ma" and "KHAIMA" are one word of a cloud."""
    return "".join(joined(name) for name in names(text))


def _wordings(writes: Sequence[AnswerWrite]) -> dict[tuple[int, str], Wording]:
    wanted = {(write.poll.pk, wording_key(write.poll, write.text)) for write in writes if write.text}
    if not wanted:
        return {}
    Wording.objects.bulk_create(
        [Wording(poll_id=poll, key=key) for poll, key in wanted], ignore_conflicts=True
    )
    keys = {key for _poll, key in wanted}  # of each poll other ones
    found = Wording.objects.filter(poll__in={poll for poll, _key in wanted}, key__in=keys)
    return {(wording.poll_id, wording.key): wording for wording in found}


# When a guest turns out to be a member ---------------------------------------------------------------
def hand_answers_over(*, guest: Participant, member: Participant) -> list[Poll]:
    """A guest's answers become the member's, who keeps their own where both answered; the polls concerned.

    Needs the session's lock; whoever merges the two tells of the polls in their event.
    """
    answers = PollAnswer.objects.filter(participant=guest)
    polls = list(Poll.objects.filter(answers__in=answers))
    answers.filter(poll__answers__participant=member).delete()
    PollAnswer.objects.filter(participant=guest).update(participant=member)
    return polls
