"""Undoing any act of the log."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from exchange.people.models import User
from forums.actions.facilitating.acts import UndoNotPossible
from forums.actions.facilitating.merging import undo_merge
from forums.actions.facilitating.outcomes import undo_closing_note, undo_mark_answer
from forums.actions.facilitating.placing import undo_move, undo_rename
from forums.actions.facilitating.splitting import undo_split
from forums.actions.facilitating.standing import (
    unarchive_thread,
    unhide_thread,
    unlock_thread,
    unpin_thread,
)
from forums.actions.moderation.people import undo_suspension
from forums.actions.moderation.posts import undo_edit, undo_keep, undo_post_move
from forums.models import Act, ActKind

_BY_THREAD: dict[str, Callable[..., Any]] = {
    ActKind.PIN: unpin_thread,
    ActKind.LOCK: unlock_thread,
    ActKind.ARCHIVE: unarchive_thread,
    ActKind.HIDE_THREAD: unhide_thread,
}
_BY_ACT: dict[str, Callable[..., Any]] = {
    ActKind.SPLIT: undo_split,
    ActKind.MERGE: undo_merge,
    ActKind.RENAME: undo_rename,
    ActKind.MOVE: undo_move,
    ActKind.MARK_ANSWER: undo_mark_answer,
    ActKind.CLOSING_NOTE: undo_closing_note,
    ActKind.APPROVE: undo_post_move,
    ActKind.HIDE: undo_post_move,
    ActKind.REMOVE: undo_post_move,
    ActKind.EDIT: undo_edit,
    ActKind.KEEP: undo_keep,
    ActKind.SUSPEND: undo_suspension,
}
UNDOABLE = frozenset({*_BY_THREAD, *_BY_ACT})
"""What was said to people (a prompt, a nudge, a warning) was said."""


@transaction.atomic
def undo_act(*, act: Act, by: User, now: datetime | None = None) -> Act:
    """Undo what an act of the log did. Doing it twice is quiet. Raises UndoNotPossible."""
    now = now or timezone.now()
    act = Act.objects.select_for_update(of=("self",)).select_related("thread").get(pk=act.pk)
    if act.undone_at:
        return act
    if act.kind in _BY_THREAD:
        if act.thread is None:
            raise UndoNotPossible
        _BY_THREAD[act.kind](thread=act.thread, by=by, now=now)
    elif act.kind in _BY_ACT:
        _BY_ACT[act.kind](act=act, by=by, now=now)
    else:
        raise UndoNotPossible
    act.refresh_from_db()
    return act
