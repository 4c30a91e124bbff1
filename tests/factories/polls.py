"""Polls of a live session, prepared by Amina."""

from collections.abc import Sequence
from typing import Any

from forums.actions.live.poll_answers import AnswerWrite, answer_poll
from forums.actions.live.polls import PollWords, open_poll, prepare_poll
from forums.models import LiveSession, Participant, Poll, PollAnswer, PollKind
from tests.factories.people import amina
from tests.factories.time import NOW

OPTIONS = ("Lights", "Patrols", "Clean-ups")


def make_poll(
    session: LiveSession,
    kind: PollKind = PollKind.SINGLE,
    title: str = "What comes first?",
    *,
    options: Sequence[str] = OPTIONS,
    is_open: bool = True,
    **more: Any,
) -> Poll:
    """A poll that is open, unless told otherwise; ``more`` of PollWords."""
    words = PollWords(kind, title, options, **more)
    poll = prepare_poll(session=session, words=words, by=amina(), now=NOW)
    return open_poll(poll=poll, by=amina(), now=NOW) if is_open else poll


def reply(poll: Poll, participant: Participant, *answer: str | int, now: Any = NOW) -> PollAnswer:
    """Somebody answers: with options by their text, in their order, with a rating, or with words."""
    given: dict[str, Any] = {}
    if poll.has_options:
        pks = {option.text: option.pk for option in poll.options.all()}
        given["choices"] = tuple(pks[str(text)] for text in answer)
    elif poll.kind == PollKind.RATING:
        [given["rating"]] = answer
    else:
        [given["text"]] = answer
    return answer_poll(write=AnswerWrite(poll, participant, **given), now=now)
