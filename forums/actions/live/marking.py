"""Marks that facilitators set on questions: pinned on top, starred for the summary, for a presenter."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.acting import locked_at_desk
from forums.actions.live.log import append_event
from forums.actions.live.undo import Changes
from forums.models import EventKind, Presenter, Question


class NotAPresenterHere(ActionError):
    message = _("This person does not present in this session any more. Please choose another.")
    status = 400


def pin(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Put a question on top of the room's list and the screen's."""
    now = now or timezone.now()
    return _mark(question, by, now, pinned_at=question.pinned_at or now)


def unpin(*, question: Question, by: User, now: datetime | None = None) -> Question:
    return _mark(question, by, now or timezone.now(), pinned_at=None)


def star(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Set a question aside for the summary. Only facilitators see it."""
    now = now or timezone.now()
    return _mark(question, by, now, starred_at=question.starred_at or now)


def unstar(*, question: Question, by: User, now: datetime | None = None) -> Question:
    return _mark(question, by, now or timezone.now(), starred_at=None)


def assign(
    *, question: Question, presenter: Presenter | None, by: User, now: datetime | None = None
) -> Question:
    """Say which presenter a question is for; nobody takes that away. Raises NotAPresenterHere."""
    if presenter and (presenter.session_id != question.session_id or presenter.is_removed):
        raise NotAPresenterHere
    return _mark(question, by, now or timezone.now(), presenter=presenter)


@transaction.atomic
def _mark(question: Question, by: User, now: datetime, **values: Any) -> Question:
    """Twice is quiet. Raises SessionClosed."""
    session, question = locked_at_desk(question)
    if all(bool(getattr(question, name)) == bool(value) for name, value in values.items()) and (
        "presenter" not in values or question.presenter == values["presenter"]
    ):
        return question
    changes = Changes()
    changes.set(question, **values)
    append_event(
        session=session,
        kind=EventKind.QUESTION_CHANGED,
        questions=[question],
        undo=changes.undo,
        by=by,
        now=now,
    )
    return question
