"""Pinning, locking and archiving a thread, hiding it; and each of them back again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.changes import lock_thread, save_change
from forums.actions.facilitating.acts import cleaned_reason, keep_act, mark_last_undone
from forums.actions.facilitating.published_words import release_words_of, withhold_words_of
from forums.actions.wording import mask_quotes_across
from forums.models import ActKind, Thread, ThreadState

_FIELD_OF = {ActKind.PIN: "pinned_at", ActKind.LOCK: "locked_at", ActKind.ARCHIVE: "archived_at"}


class ThreadWentOn(ActionError):
    message = _("This thread was merged into another one. Do it there, or undo the merge first.")


def pin_thread(*, thread: Thread, by: User, reason: str = "", now: datetime | None = None) -> Thread:
    """Keep a thread on top of its board."""
    return _set(ActKind.PIN, thread, by, cleaned_reason(reason, is_needed=False), now)


def unpin_thread(*, thread: Thread, by: User, now: datetime | None = None) -> Thread:
    return _clear(ActKind.PIN, thread, by, now)


def lock_against_posts(*, thread: Thread, by: User, reason: str, now: datetime | None = None) -> Thread:
    """Take no more posts. Raises ReasonMissing, ReasonTooLong."""
    return _set(ActKind.LOCK, thread, by, cleaned_reason(reason), now)


def unlock_thread(*, thread: Thread, by: User, now: datetime | None = None) -> Thread:
    return _clear(ActKind.LOCK, thread, by, now)


def archive_thread(*, thread: Thread, by: User, reason: str = "", now: datetime | None = None) -> Thread:
    """Keep a thread for reading only, below what is alive."""
    return _set(ActKind.ARCHIVE, thread, by, cleaned_reason(reason, is_needed=False), now)


def unarchive_thread(*, thread: Thread, by: User, now: datetime | None = None) -> Thread:
    return _clear(ActKind.ARCHIVE, thread, by, now)


@transaction.atomic
def _set(kind: ActKind, thread: Thread, by: User, reason: str, now: datetime | None) -> Thread:
    now = now or timezone.now()
    thread, field = lock_thread(thread.pk), _FIELD_OF[kind]
    if getattr(thread, field) is None:
        setattr(thread, field, now)
        save_change(thread, field)
        keep_act(kind=kind, by=by, thread=thread, reason=reason, now=now)
    return thread


@transaction.atomic
def _clear(kind: ActKind, thread: Thread, by: User, now: datetime | None) -> Thread:
    thread, field = lock_thread(thread.pk), _FIELD_OF[kind]
    if getattr(thread, field) is not None:
        setattr(thread, field, None)
        save_change(thread, field)
        mark_last_undone(kind=kind, thread=thread, by=by, now=now or timezone.now())
    return thread


@transaction.atomic
def hide_thread(*, thread: Thread, by: User, reason: str, now: datetime | None = None) -> Thread:
    """Take a whole thread out of sight: its posts, and what was quoted from them in publications.

    Doing it twice is quiet. Raises ReasonMissing, ReasonTooLong, ThreadWentOn.
    """
    now, reason = now or timezone.now(), cleaned_reason(reason)
    thread = lock_thread(thread.pk)
    if thread.state == ThreadState.HIDDEN:
        return thread
    if thread.state == ThreadState.MERGED:
        raise ThreadWentOn
    before = {"state": thread.state}
    thread.state = ThreadState.HIDDEN
    save_change(thread, "state")
    keep_act(
        kind=ActKind.HIDE_THREAD,
        by=by,
        thread=thread,
        person=thread.opened_by,
        reason=reason,
        before=before,
        now=now,
    )
    withhold_words_of(thread)
    mask_quotes_across(thread=thread)
    return thread


@transaction.atomic
def unhide_thread(*, thread: Thread, by: User, now: datetime | None = None) -> Thread:
    """Show it again, as it stood before: a thread that was held waits again."""
    now = now or timezone.now()
    thread = lock_thread(thread.pk)
    if thread.state != ThreadState.HIDDEN:
        return thread
    acts = thread.acts.filter(kind=ActKind.HIDE_THREAD, undone_at__isnull=True).order_by("-done_at", "-pk")
    act = acts.first()
    thread.state = act.before.get("state", ThreadState.VISIBLE) if act else ThreadState.VISIBLE
    save_change(thread, "state")
    mark_last_undone(kind=ActKind.HIDE_THREAD, thread=thread, by=by, now=now)
    release_words_of(thread)
    mask_quotes_across(thread=thread)
    return thread
