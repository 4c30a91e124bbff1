"""The demonstration's polls: one with its results shown, one open, and drafts that wait."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from exchange.people.models import User
from forums.actions.live.poll_answers import AnswerWrite, answer_poll
from forums.actions.live.polls import PollWords, close_poll, open_poll, prepare_poll, show_results
from forums.models import LiveSession, Participant, Poll, PollKind

Row = Mapping[str, Any]


def hold_polls(
    session: LiveSession, rows: list[Row], participants: Mapping[str, Participant], by: User, now: datetime
) -> None:
    for row in rows:
        _hold(session, row, participants, by, now + timedelta(minutes=row["minute"]))


def _hold(
    session: LiveSession, row: Row, participants: Mapping[str, Participant], by: User, now: datetime
) -> None:
    words = PollWords(PollKind(row["kind"]), row["title"], row.get("options", ()), row.get("most", 1))
    poll = prepare_poll(session=session, words=words, by=by, now=now)
    if row.get("is_draft"):
        return
    open_poll(poll=poll, by=by, now=now)
    for key, answer in row["answers"].items():
        answer_poll(write=_write(poll, participants[key], answer), now=now)
    if not row.get("is_open"):
        close_poll(poll=poll, by=by, now=now)
        show_results(poll=poll, by=by, now=now)


def _write(poll: Poll, participant: Participant, answer: str | list[str]) -> AnswerWrite:
    if isinstance(answer, str):
        return AnswerWrite(poll, participant, text=answer)
    pks = {option.text: option.pk for option in poll.options.all()}
    return AnswerWrite(poll, participant, choices=tuple(pks[text] for text in answer))
