"""Merging questions that ask the same into the one that is kept, and taking them apart again.

Votes stay where they were given: the one that is kept counts the people behind all of them, each once
(``forums.queries.counting``), so that taking apart brings back exactly what was there.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.live.acting import MoveNotPossible, locked_at_desk, require_as_seen, require_move
from forums.actions.live.log import append_event
from forums.actions.live.undo import Changes
from forums.actions.live.votes import recount
from forums.models import IN_THE_ROOM, EventKind, LiveEvent, LivePart, Question, QuestionState


class NothingToMerge(ActionError):
    message = _("Choose the question to keep, and at least one other that asks the same.")
    status = 400


class AnsweredIsKept(ActionError):
    message = _(
        "A question that is being answered or was answered is not merged into another. "
        "Choose it as the one to keep."
    )


@transaction.atomic
def merge(
    *, keep: Question, questions: Sequence[Question], by: User, seen: str = "", now: datetime | None = None
) -> Question:
    """Merge questions into the one to keep; returns that. What is merged already is quiet.

    They leave the room and lead their askers to it. If one of them was in the room, so is what is kept.
    ``seen`` is the state of ``keep`` on the page. Raises SessionClosed, NothingToMerge, AnsweredIsKept,
    MoveNotPossible.
    """
    now = now or timezone.now()
    session, keep = locked_at_desk(keep)
    pks = {question.pk for question in questions} - {keep.pk}
    rows = list(session.questions.filter(pk__in=pks).in_order_asked())
    if not rows:
        raise NothingToMerge
    merged = [question for question in rows if question.merged_into_id != keep.pk]
    if not merged:
        return keep
    require_as_seen(keep, seen, by=by)
    if keep.state not in {QuestionState.WAITING, *IN_THE_ROOM}:
        raise MoveNotPossible(keep, by=by)
    for question in merged:
        if question.state in {QuestionState.ANSWERING, QuestionState.ANSWERED}:
            raise AnsweredIsKept
        require_move(question, QuestionState.MERGED, by=by)
    changes = Changes()
    if keep.state == QuestionState.WAITING and any(question.is_in_the_room for question in merged):
        keep.let_through_at = keep.let_through_at or now
        keep.save(update_fields=["let_through_at"])
        changes.set(keep, state=QuestionState.PUBLISHED)
    earlier = list(session.questions.filter(merged_into__in=merged).in_order_asked())
    for question in merged:
        changes.set(question, state=QuestionState.MERGED, merged_into=keep)
    for question in earlier:  # so that nobody is led from one to the next
        changes.set(question, merged_into=keep)
    recount([keep.pk])
    append_event(
        session=session,
        kind=EventKind.QUESTIONS_MERGED,
        questions=[keep, *merged, *earlier],
        undo=changes.undo,
        by=by,
        now=now,
    )
    keep.refresh_from_db(fields=["vote_count"])
    return keep


@transaction.atomic
def unmerge(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Take a question out of the one it was merged into: it is again what it was. Twice is quiet.

    Raises SessionClosed.
    """
    now = now or timezone.now()
    session, question = locked_at_desk(question)
    kept = question.merged_into
    if question.state != QuestionState.MERGED or kept is None:
        return question
    changes = Changes()
    changes.set(question, state=_state_before(question), merged_into=None)
    recount([question.pk, kept.pk])
    append_event(
        session=session,
        kind=EventKind.QUESTIONS_MERGED,
        questions=[question, kept],
        undo=changes.undo,
        by=by,
        now=now,
    )
    question.refresh_from_db(fields=["vote_count"])
    return question


def release_merged(kept: Question) -> list[Question]:
    """What was merged into a question that goes for good is again what it was; returns those questions.

    Needs the session's lock; whoever takes the question away tells of them in their event.
    """
    merged = list(kept.merged_questions.in_order_asked())
    standing = [question for question in merged if question.state == QuestionState.MERGED]
    for question in merged:
        if question in standing:
            question.state = _state_before(question)
        question.merged_into = None
        question.save(update_fields=["state", "merged_into"])
    recount([question.pk for question in standing])
    return standing


def _state_before(question: Question) -> str:
    """What a merged question was before, as the log knows it."""
    events = LiveEvent.objects.filter(session=question.session_id, kind=EventKind.QUESTIONS_MERGED)
    for event in events.filter(undone_at=None).order_by("-seq"):
        noted = (event.undo or {}).get(LivePart.QUESTIONS, {}).get(str(question.pk), {})
        before, after = noted.get("state", ("", ""))
        if after == QuestionState.MERGED:
            return str(before)
    return QuestionState.PUBLISHED if question.let_through_at else QuestionState.WAITING
