"""Giving a thread another title or another place."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from exchange.people.models import Room, User
from forums.actions.changes import lock_thread, save_change
from forums.actions.facilitating.acts import UndoNotPossible, cleaned_reason, keep_act, mark_undone
from forums.actions.facilitating.published_words import release_words_of, withhold_words_of
from forums.actions.facilitating.reach import require_not_read_by_more
from forums.actions.facilitating.standing import ThreadWentOn
from forums.actions.threads import checked_title, theme_of
from forums.actions.wording import mask_quotes_across
from forums.models import THREAD_SUBJECT_FIELDS, Act, ActKind, Thread, ThreadState, subject_field

PLACE_FIELDS = (*THREAD_SUBJECT_FIELDS, "room", "theme")


@transaction.atomic
def rename_thread(
    *, thread: Thread, title: str, by: User, reason: str = "", now: datetime | None = None
) -> Thread:
    """Give a thread another title; the same one is quiet. Raises TitleMissing, TitleTooLong."""
    now, title = now or timezone.now(), checked_title(title)
    reason = cleaned_reason(reason, is_needed=False)
    thread = lock_thread(thread.pk)
    if thread.title == title:
        return thread
    before = {"title": thread.title, "after": title}
    thread.title = title
    save_change(thread, "title")
    keep_act(kind=ActKind.RENAME, by=by, thread=thread, reason=reason, before=before, now=now)
    return thread


@transaction.atomic
def undo_rename(*, act: Act, by: User, now: datetime | None = None) -> Thread:
    """Raises UndoNotPossible."""
    thread = lock_thread(act.thread_id or 0)
    if thread.title != act.before["after"]:
        raise UndoNotPossible
    thread.title = act.before["title"]
    save_change(thread, "title")
    mark_undone(act, by=by, now=now or timezone.now())
    return thread


@transaction.atomic
def move_thread(
    *,
    thread: Thread,
    subject: Any,
    by: User,
    reason: str,
    room: Room | None = None,
    now: datetime | None = None,
) -> Thread:
    """Take a thread to another subject, network or room, with all who follow it. The same place is quiet.

    Raises WouldBeReadByMore, ThreadWentOn, ReasonMissing, ReasonTooLong.
    """
    now, reason = now or timezone.now(), cleaned_reason(reason)
    thread = lock_thread(thread.pk)
    if thread.state == ThreadState.MERGED:
        raise ThreadWentOn
    before = place_of(thread)
    if subject == thread.subject and room == thread.room:
        return thread
    require_not_read_by_more(thread=thread, subject=subject, room=room)
    for field in THREAD_SUBJECT_FIELDS:
        setattr(thread, field, None)
    for field, value in subject_field(subject).items():
        setattr(thread, field, value)
    thread.room, thread.theme = room, theme_of(subject) or thread.theme
    save_change(thread, *PLACE_FIELDS)
    mask_quotes_across(thread=thread)
    if not thread.is_public:
        withhold_words_of(thread)
    keep_act(
        kind=ActKind.MOVE,
        by=by,
        thread=thread,
        reason=reason,
        now=now,
        before={"place": before, "after": place_of(thread), "last": thread.last_post_number},
    )
    return thread


@transaction.atomic
def undo_move(*, act: Act, by: User, now: datetime | None = None) -> Thread:
    """Take it back to where it was, unless others would then read what was written meanwhile.

    Raises UndoNotPossible, WouldBeReadByMore.
    """
    thread = lock_thread(act.thread_id or 0)
    if place_of(thread) != act.before["after"]:
        raise UndoNotPossible
    place = act.before["place"]
    earlier = Thread(**{f"{field}_id": pk for field, pk in place.items()})
    if thread.last_post_number > act.before["last"]:
        require_not_read_by_more(thread=thread, subject=earlier.subject, room=earlier.room)
    for field, pk in place.items():
        setattr(thread, f"{field}_id", pk)
    save_change(thread, *PLACE_FIELDS)
    mask_quotes_across(thread=thread)
    if thread.is_public and thread.is_visible:
        release_words_of(thread)
    mark_undone(act, by=by, now=now or timezone.now())
    return thread


def place_of(thread: Thread) -> dict[str, int | None]:
    return {field: getattr(thread, f"{field}_id") for field in PLACE_FIELDS}
