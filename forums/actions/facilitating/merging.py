"""Merging a thread into another one, and taking it out again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.changes import lock_thread, save_change
from forums.actions.facilitating.acts import UndoNotPossible, cleaned_reason, keep_act, mark_undone
from forums.actions.facilitating.carrying import (
    carry_reading,
    carry_watches,
    forget_carried_watches,
    forget_reading,
)
from forums.actions.facilitating.pointers import point_to_merged
from forums.actions.facilitating.published_words import release_words_of, withhold_words_of
from forums.actions.facilitating.reach import require_not_read_by_more
from forums.actions.facilitating.renumbering import (
    Renumbering,
    adopt,
    branch_of,
    count_anew,
    keep_earlier_places,
    last_word_in,
    places_in,
    rebuild_paths,
    relocate,
)
from forums.models import Act, ActKind, MovedPost, Post, Ranges, Thread, ThreadState


class CannotMerge(ActionError):
    message = _("Choose another thread that everyone it is for can see. A live session's record stays apart.")


@transaction.atomic
def merge_thread(
    *, thread: Thread, into: Thread, by: User, reason: str, now: datetime | None = None
) -> Thread:
    """Append a thread's posts to another one; its address and the places of its posts lead there.

    Done twice it is quiet. Raises CannotMerge, WouldBeReadByMore, ReasonMissing, ReasonTooLong.
    """
    now, reason = now or timezone.now(), cleaned_reason(reason)
    if thread.pk == into.pk:
        raise CannotMerge
    source, target = _both(thread.pk, into.pk)
    if source.state == ThreadState.MERGED and source.merged_into_id == target.pk:
        return target
    if not (source.is_visible and target.is_visible) or source.live_session_id:
        raise CannotMerge
    require_not_read_by_more(thread=source, subject=target.subject, room=target.room)
    places, last = places_in(source), target.last_post_number
    pointer = point_to_merged(thread=target, now=now)
    numbers = {place.pk: rank for rank, place in enumerate(places, start=pointer.number + 1)}
    relocate(places, to=target, numbers=numbers)
    keep_earlier_places(source, {place.pk: place.number for place in places})
    renumbering = Renumbering.of((place.number, numbers[place.pk]) for place in places)
    carry_reading(source=source, target=target, renumbering=renumbering)
    carry_watches(source=source, target=target, now=now)
    before = {"other": source.pk, "last": last, "pointer": pointer.pk, "count": len(places)}
    target.last_posted_at = max(source.last_posted_at, target.last_posted_at)
    count_anew(target, at_least=pointer.number)
    count_anew(source, at_least=source.last_post_number)
    source.state, source.merged_into = ThreadState.MERGED, target
    save_change(target, "last_post_number", "unshown", "last_posted_at")
    save_change(source, "unshown", "state", "merged_into")
    if not target.is_public:
        withhold_words_of(target)
    keep_act(kind=ActKind.MERGE, by=by, thread=target, reason=reason, before=before, now=now)
    return target


@transaction.atomic
def undo_merge(*, act: Act, by: User, now: datetime | None = None) -> Thread:
    """Put the posts back into their own thread, under their numbers; what answers them goes along.

    Raises UndoNotPossible.
    """
    now, before = now or timezone.now(), act.before
    source, target = _both(before["other"], act.thread_id or 0)
    stood = MovedPost.objects.filter(thread=source, post__thread=target)
    numbers = dict(stood.values_list("post_id", "number"))
    if source.merged_into_id != target.pk or not numbers:
        raise UndoNotPossible
    pointer = Post.objects.filter(pk=before["pointer"]).first()
    if pointer:
        adopt(pointer=pointer, by_post_id=min(numbers, key=lambda pk: numbers[pk]))
        pointer.delete()
    there = places_in(target)
    going = branch_of(numbers, there)
    next_number = source.last_post_number + 1
    for place in going:
        if place.pk not in numbers:
            numbers[place.pk] = next_number
            next_number += 1
    is_exact = len(going) == before["count"] and there[-1].number == before["last"] + 1 + before["count"]
    relocate(going, to=source, numbers=numbers)
    rebuild_paths(source)
    MovedPost.objects.filter(thread=source, post__thread=source).delete()
    if not is_exact:  # else new posts take these numbers
        keep_earlier_places(target, {place.pk: place.number for place in going})
    renumbering = Renumbering.of((place.number, numbers[place.pk]) for place in going)
    carry_reading(source=target, target=source, renumbering=renumbering)
    count_anew(target, at_least=before["last"])
    gone = Ranges().with_numbers(place.number for place in going)
    forget_reading(thread=target, of=gone, last=target.last_post_number)
    forget_carried_watches(thread=target, at=act.done_at)
    source.state, source.merged_into = ThreadState.VISIBLE, None
    count_anew(source, at_least=source.last_post_number)
    source.last_posted_at, target.last_posted_at = last_word_in(source), last_word_in(target)
    save_change(source, "state", "merged_into", "last_post_number", "unshown", "last_posted_at")
    save_change(target, "last_post_number", "unshown", "last_posted_at")
    if source.is_public:
        release_words_of(source)
    mark_undone(act, by=by, now=now)
    return source


def _both(one_id: int, other_id: int) -> tuple[Thread, Thread]:
    """Two threads, locked, the lower id first, so that two merges never wait for each other."""
    locked = {pk: lock_thread(pk) for pk in sorted({one_id, other_id})}
    return locked[one_id], locked[other_id]
