"""Splitting a branch into a thread of its own, and putting it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.changes import lock_thread, save_change
from forums.actions.facilitating.acts import UndoNotPossible, cleaned_reason, keep_act, mark_undone
from forums.actions.facilitating.carrying import carry_reading, carry_watches, scope_of
from forums.actions.facilitating.pointers import point_back, point_onward
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
from forums.actions.posts import locked
from forums.actions.threads import checked_title
from forums.models import (
    THREAD_SUBJECT_FIELDS,
    Act,
    ActKind,
    MovedPost,
    Post,
    PostKind,
    ReadState,
    Thread,
    ThreadState,
    Watch,
)


class NothingToSplit(ActionError):
    message = _(
        "A thread begins with its first post, and a pointer stays where it is: choose a reply that "
        "everyone can see."
    )


@transaction.atomic
def split_branch(*, post: Post, title: str, by: User, reason: str, now: datetime | None = None) -> Thread:
    """Move a post and all that answers it into a new thread, with pointers both ways.

    Ids stay, so quotes, notices and bookmarks hold; numbers and paths are new, and the old ones lead on.
    Raises NothingToSplit, TitleMissing, TitleTooLong, ReasonMissing, ReasonTooLong.
    """
    now, reason, title = now or timezone.now(), cleaned_reason(reason), checked_title(title)
    thread, root = locked(post)
    if root.number == 1 or root.kind == PostKind.POINTER or not (root.is_visible and thread.is_visible):
        raise NothingToSplit
    branch = branch_of([root.pk], places_in(thread))
    last, answer_id = thread.last_post_number, thread.answer_id
    opened = _opened_beside(thread, root=root, title=title)
    numbers = {place.pk: rank for rank, place in enumerate(branch, start=1)}
    earlier = {place.pk: place.number for place in branch}
    parent = Post.objects.get(pk=root.parent_id) if root.parent_id else None
    relocate(branch, to=opened, numbers=numbers, parents={root.pk: None})
    keep_earlier_places(thread, earlier)
    if answer_id in numbers:
        thread.answer = None
    for changed, at_least in ((thread, last), (opened, 0)):
        count_anew(changed, at_least=at_least)
    opened.last_posted_at = last_word_in(opened)
    save_change(opened, "last_post_number", "unshown", "last_posted_at")
    save_change(thread, "unshown", "answer")
    onward = point_onward(thread=thread, to=opened, parent=parent, now=now)
    back = point_back(thread=opened, to=thread, now=now)
    renumbering = Renumbering.of((earlier[pk], number) for pk, number in numbers.items())
    carry_reading(source=thread, target=opened, renumbering=renumbering)
    carry_watches(source=thread, target=opened, now=now)
    keep_act(
        kind=ActKind.SPLIT,
        by=by,
        thread=thread,
        reason=reason,
        now=now,
        before={
            "other": opened.pk,
            "root": root.pk,
            "parent": root.parent_id,
            "last": last,
            "answer": answer_id,
            "pointers": [onward.pk, back.pk],
        },
    )
    return opened


def _opened_beside(thread: Thread, *, root: Post, title: str) -> Thread:
    """A thread without posts, about the same subject and in the same place."""
    opened = Thread.objects.create(
        **{f"{field}_id": getattr(thread, f"{field}_id") for field in (*THREAD_SUBJECT_FIELDS, "room")},
        title=title,
        theme_id=thread.theme_id,
        opened_by=root.author,
        opened_at=root.posted_at,
        last_posted_at=root.posted_at,
        split_from=thread,
        is_demonstration=thread.is_demonstration,
    )
    opened.tags.set(thread.tags.all())
    return opened


@transaction.atomic
def undo_split(*, act: Act, by: User, now: datetime | None = None) -> Thread:
    """Put a branch back exactly where it stood; what was posted meanwhile comes along behind it.

    The emptied thread's address leads on to the first one. Raises UndoNotPossible.
    """
    now, before = now or timezone.now(), act.before
    first, second = (lock_thread(pk) for pk in sorted([act.thread_id or 0, before["other"]]))
    thread, opened = (first, second) if first.pk == act.thread_id else (second, first)
    stood = MovedPost.objects.filter(thread=thread, post__thread=opened)
    numbers = dict(stood.values_list("post_id", "number"))
    if opened.state == ThreadState.MERGED or before["root"] not in numbers:
        raise UndoNotPossible
    onward, back = (Post.objects.filter(pk=pk).first() for pk in before["pointers"])
    for pointer in (onward, back):
        if pointer:
            adopt(pointer=pointer, by_post_id=before["root"])
            pointer.delete()
    places = places_in(opened)
    next_number = thread.last_post_number + 1
    for place in places:
        if place.pk not in numbers:
            numbers[place.pk] = next_number
            next_number += 1
    parents: dict[int, int | None] = {place.pk: before["root"] for place in places if place.parent_id is None}
    parents[before["root"]] = before["parent"]
    relocate(places, to=thread, numbers=numbers, parents=parents)
    MovedPost.objects.filter(thread=thread, post__thread=thread).delete()
    keep_earlier_places(opened, {place.pk: place.number for place in places})
    rebuild_paths(thread)
    renumbering = Renumbering.of((place.number, numbers[place.pk]) for place in places)
    carry_reading(source=opened, target=thread, renumbering=renumbering)
    ReadState.objects.filter(thread=opened).delete()
    Watch.objects.filter(scope=scope_of(opened)).delete()
    count_anew(thread, at_least=before["last"])
    count_anew(opened, at_least=opened.last_post_number)
    if thread.answer_id is None and before["answer"] in numbers:
        thread.answer_id = before["answer"]
    thread.last_posted_at = last_word_in(thread)
    opened.state, opened.merged_into = ThreadState.MERGED, thread
    save_change(thread, "last_post_number", "unshown", "answer", "last_posted_at")
    save_change(opened, "state", "merged_into", "unshown")
    mark_undone(act, by=by, now=now)
    return thread
