"""What facilitators do with polls: prepare, open, close, show, take out words. Each act can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from exchange.text import clean
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.questions import require_open
from forums.actions.live.undo import Changes
from forums.models import (
    HIGHEST_RATINGS,
    MOST_OPTIONS,
    OPTION_LENGTH,
    POLL_MOVES,
    EventKind,
    LivePart,
    LiveSession,
    Poll,
    PollKind,
    PollOption,
    PollState,
    Wording,
)

MOST_POLLS = 60


class PollMoveNotPossible(ActionError):
    message = _("Somebody changed this poll meanwhile: it is now “%(state)s”. Please look again.")

    def __init__(self, poll: Poll) -> None:
        super().__init__(self.message % {"state": poll.get_state_display()})


class PollNotADraft(ActionError):
    message = _("This poll was opened already, so its words stand. Copy it, and change the copy.")


class PollUntitled(ActionError):
    message = _("Please write what you ask.")
    status = 400


class TooFewOptions(ActionError):
    message = _("Please give at least two different options, one on each line.")
    status = 400


class TooManyOptions(ActionError):
    message = _("A poll can have %(limit)s options; this one has %(count)s. Please leave some out.")
    status = 400

    def __init__(self, count: int) -> None:
        super().__init__(self.message % {"limit": MOST_OPTIONS, "count": count})


class OptionTooLong(ActionError):
    message = _("An option can have %(limit)s characters. Please shorten “%(start)s …”.")
    status = 400

    def __init__(self, option: str) -> None:
        super().__init__(self.message % {"limit": OPTION_LENGTH, "start": option[:30]})


class RatingNotPossible(ActionError):
    message = _("The highest rating is a number from 3 to 10.")
    status = 400


class TooManyPolls(ActionError):
    message = _("This session has many polls already. Please remove one that is not needed.")


class ResultsNotThere(ActionError):
    message = _("This poll was not opened yet, so there are no results to show.")


@dataclass(frozen=True)
class PollWords:
    """What a poll asks, as a facilitator wrote it."""

    kind: PollKind
    title: str
    options: Sequence[str] = ()
    most_choices: int = 1
    highest_rating: int = 5

    def checked(self) -> "PollWords":
        """As it is kept. Raises the errors of wording above: untitled, too few options, and so on."""
        title = " ".join(clean(self.title).split())
        if not title:
            raise PollUntitled
        if self.kind == PollKind.RATING and self.highest_rating not in HIGHEST_RATINGS:
            raise RatingNotPossible
        with_options = self.kind in {PollKind.SINGLE, PollKind.MULTIPLE, PollKind.RANKING}
        options = _checked_options(self.options) if with_options else []
        most = max(1, min(self.most_choices, len(options))) if self.kind == PollKind.MULTIPLE else 1
        return PollWords(self.kind, title[:200], options, most, self.highest_rating)


def _checked_options(given: Sequence[str]) -> list[str]:
    cleaned = (" ".join(clean(option).split()) for option in given)
    options = list({option.casefold(): option for option in cleaned if option}.values())
    if len(options) < 2:
        raise TooFewOptions
    if len(options) > MOST_OPTIONS:
        raise TooManyOptions(len(options))
    for option in options:
        if len(option) > OPTION_LENGTH:
            raise OptionTooLong(option)
    return options


def words_of(poll: Poll) -> PollWords:
    return PollWords(
        PollKind(poll.kind),
        poll.title,
        [option.text for option in poll.options.all()],
        poll.most_choices,
        poll.highest_rating,
    )


# Preparing ----------------------------------------------------------------------------------------
@transaction.atomic
def prepare_poll(*, session: LiveSession, words: PollWords, by: User, now: datetime | None = None) -> Poll:
    """Add a draft behind the polls there are. Raises what ``PollWords.checked`` raises, TooManyPolls."""
    session = lock_session(session)
    words = words.checked()
    others = _polls_of(session)
    if len(others) >= MOST_POLLS:
        raise TooManyPolls
    position = others[-1].position + 1 if others else 0
    changes = Changes()
    poll = _new_draft(session, words, position, changes)
    _tell(session, [poll], changes, by, now)
    return poll


@transaction.atomic
def edit_poll(*, poll: Poll, words: PollWords, by: User, now: datetime | None = None) -> Poll:
    """Put a draft with other words in the place of a draft; returns the new one.

    Raises PollNotADraft and what ``PollWords.checked`` raises.
    """
    session, poll = _locked(poll)
    if poll.state != PollState.DRAFT:
        raise PollNotADraft
    words = words.checked()
    if words == words_of(poll):
        return poll
    changes = Changes()
    changes.set(poll, state=PollState.REMOVED)
    edited = _new_draft(session, words, poll.position, changes)
    _tell(session, [poll, edited], changes, by, now)
    return edited


@transaction.atomic
def copy_poll(*, poll: Poll, by: User, now: datetime | None = None) -> Poll:
    """Ask the same again: a draft behind the polls there are. Raises TooManyPolls."""
    return prepare_poll(session=poll.session, words=words_of(poll), by=by, now=now)


def _new_draft(session: LiveSession, words: PollWords, position: int, changes: Changes) -> Poll:
    """It begins as removed, so that undoing its making removes it."""
    poll = Poll.objects.create(
        session=session,
        position=position,
        kind=words.kind,
        title=words.title,
        most_choices=words.most_choices,
        highest_rating=words.highest_rating,
        state=PollState.REMOVED,
    )
    options = [
        PollOption(poll=poll, position=place, text=option) for place, option in enumerate(words.options)
    ]
    PollOption.objects.bulk_create(options)
    changes.set(poll, state=PollState.DRAFT)
    return poll


def move_poll_up(*, poll: Poll, by: User, now: datetime | None = None) -> Poll:
    return _move_by(poll, -1, by, now)


def move_poll_down(*, poll: Poll, by: User, now: datetime | None = None) -> Poll:
    return _move_by(poll, 1, by, now)


@transaction.atomic
def _move_by(poll: Poll, steps: int, by: User, now: datetime | None) -> Poll:
    """Change places with a neighbour; at either end nothing happens."""
    session, poll = _locked(poll)
    polls = _polls_of(session)
    place = next((place for place, other in enumerate(polls) if other.pk == poll.pk), None)
    if place is None:
        raise PollMoveNotPossible(poll)
    if not 0 <= place + steps < len(polls):
        return poll
    polls.insert(place + steps, polls.pop(place))
    changes = Changes()
    moved = [(row, position) for position, row in enumerate(polls) if row.position != position]
    for row, position in moved:
        changes.set(row, position=position)
    _tell(session, [row for row, _position in moved], changes, by, now)
    return next(row for row in polls if row.pk == poll.pk)


# In the room --------------------------------------------------------------------------------------
@transaction.atomic
def open_poll(*, poll: Poll, by: User, now: datetime | None = None) -> Poll:
    """The room may answer, for the first time or again. Raises SessionNotOpen, SessionClosed."""
    now = now or timezone.now()
    session, poll = _locked(poll)
    if poll.state == PollState.OPEN:
        return poll
    require_open(session)
    _require_move(poll, PollState.OPEN)
    # Not among what is undone: whoever saw the poll must hear that it has gone.
    poll.opened_at = now
    poll.save(update_fields=["opened_at"])
    changes = Changes()
    changes.set(poll, state=PollState.OPEN, closed_at=None)
    _tell(session, [poll], changes, by, now)
    return poll


@transaction.atomic
def close_poll(*, poll: Poll, by: User, now: datetime | None = None) -> Poll:
    """No more answers; ``open_poll`` opens it again."""
    now = now or timezone.now()
    session, poll = _locked(poll)
    if poll.state == PollState.CLOSED:
        return poll
    _require_move(poll, PollState.CLOSED)
    changes = Changes()
    changes.set(poll, state=PollState.CLOSED, closed_at=now)
    _tell(session, [poll], changes, by, now)
    return poll


@transaction.atomic
def remove_poll(*, poll: Poll, by: User, now: datetime | None = None) -> Poll:
    """Take a poll out of every page. Its answers are kept for undoing."""
    session, poll = _locked(poll)
    if poll.state == PollState.REMOVED:
        return poll
    _require_move(poll, PollState.REMOVED)
    changes = Changes()
    changes.set(poll, state=PollState.REMOVED)
    _tell(session, [poll], changes, by, now)
    return poll


def show_results(*, poll: Poll, by: User, now: datetime | None = None) -> Poll:
    """From now on the room sees the results, and sees them change. Raises ResultsNotThere."""
    return _set_shown(poll, by, now, shows_results=True)


def hide_results(*, poll: Poll, by: User, now: datetime | None = None) -> Poll:
    return _set_shown(poll, by, now, shows_results=False)


@transaction.atomic
def _set_shown(poll: Poll, by: User, now: datetime | None, *, shows_results: bool) -> Poll:
    session, poll = _locked(poll)
    if poll.shows_results == shows_results:
        return poll
    if poll.state == PollState.REMOVED:
        raise PollMoveNotPossible(poll)
    if not poll.was_opened:
        raise ResultsNotThere
    changes = Changes()
    changes.set(poll, shows_results=shows_results)
    _tell(session, [poll], changes, by, now)
    return poll


# Words that people answered -----------------------------------------------------------------------
def take_wording_out(*, wording: Wording, by: User, now: datetime | None = None) -> Poll:
    """These words leave the results, from whomever they come and however they are spelt."""
    return _set_hidden(wording, by, now, lambda hidden: hidden | {wording.pk})


def put_wording_back(*, wording: Wording, by: User, now: datetime | None = None) -> Poll:
    return _set_hidden(wording, by, now, lambda hidden: hidden - {wording.pk})


@transaction.atomic
def _set_hidden(
    wording: Wording, by: User, now: datetime | None, change: Callable[[set[int]], set[int]]
) -> Poll:
    session, poll = _locked(wording.poll)
    before = sorted(poll.hidden_wordings)
    after = sorted(change(set(before)))
    if before == after:
        return poll
    changes = Changes()
    changes.set(poll, hidden_wordings=after)
    _tell(session, [poll], changes, by, now)
    return poll


# --------------------------------------------------------------------------------------------------
def _locked(poll: Poll) -> tuple[LiveSession, Poll]:
    session = lock_session(poll.session)
    return session, Poll.objects.get(pk=poll.pk)


def _polls_of(session: LiveSession) -> list[Poll]:
    return list(Poll.objects.filter(session=session).exclude(state=PollState.REMOVED))


def _require_move(poll: Poll, state: PollState) -> None:
    if state not in POLL_MOVES[poll.state]:
        raise PollMoveNotPossible(poll)


def _tell(
    session: LiveSession, polls: Sequence[Poll], changes: Changes, by: User, now: datetime | None
) -> None:
    append_event(
        session=session,
        kind=EventKind.POLL_CHANGED,
        touched={LivePart.POLLS: polls},
        undo=changes.undo,
        by=by,
        now=now or timezone.now(),
    )
