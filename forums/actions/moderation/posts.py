"""What facilitators do about a post: let it through, change it, hide it, remove it, or keep it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import User
from forums.actions.changes import save_change
from forums.actions.facilitating.acts import UndoNotPossible, cleaned_reason, keep_act, mark_undone
from forums.actions.moderation.flags import reopen_flags, settle_flags
from forums.actions.post_states import move_post
from forums.actions.posts import PostChangedMeanwhile, cleaned, locked, save_words
from forums.actions.quoting import with_words_back
from forums.models import Act, ActKind, Post, PostState, Thread, ThreadState


class CannotEdit(ActionError):
    message = _("There are no words to change: the post was taken back.")


def approve_post(*, post: Post, by: User, reason: str = "", now: datetime | None = None) -> Post:
    """Let a post through, or show again what was hidden or removed; its thread with it, if that waits."""
    reason = cleaned_reason(reason, is_needed=False)
    return _move(ActKind.APPROVE, post, PostState.VISIBLE, by, reason, now)


def hide_post(*, post: Post, by: User, reason: str, now: datetime | None = None) -> Post:
    """Take a post's words out of sight for now. Raises ReasonMissing, ReasonTooLong, PostMoveNotPossible."""
    return _move(ActKind.HIDE, post, PostState.HIDDEN, by, cleaned_reason(reason), now)


def remove_post(*, post: Post, by: User, reason: str, now: datetime | None = None) -> Post:
    """Take a post's words away for good, as far as others are concerned; its place says why.

    Raises ReasonMissing, ReasonTooLong, PostMoveNotPossible.
    """
    return _move(ActKind.REMOVE, post, PostState.REMOVED, by, cleaned_reason(reason), now)


@transaction.atomic
def _move(kind: ActKind, post: Post, state: PostState, by: User, reason: str, now: datetime | None) -> Post:
    now = now or timezone.now()
    thread, post = locked(post)
    if post.state == state:
        return post
    before = {
        "state": post.state,
        "reason": post.reason,
        "after": state,
        "thread_state": thread.state,
        "flags": settle_flags(post=post, by=by, now=now),
    }
    _let_thread_follow(thread, post, state)
    move_post(thread=thread, post=post, state=state, reason=_shown_reason(state, reason))
    keep_act(
        kind=kind, by=by, thread=thread, post=post, person=post.author, reason=reason, before=before, now=now
    )
    return post


def _shown_reason(state: PostState, reason: str) -> str:
    return "" if state == PostState.VISIBLE else reason


def _let_thread_follow(thread: Thread, post: Post, state: PostState) -> None:
    """A thread that waited goes where its first post goes."""
    if thread.state == ThreadState.HELD and post.number == 1:
        thread.state = ThreadState.VISIBLE if state == PostState.VISIBLE else ThreadState.HIDDEN
        save_change(thread, "state")


@transaction.atomic
def undo_post_move(*, act: Act, by: User, now: datetime | None = None) -> Post:
    """Back to the state, the reason and the flags that stood before. Raises UndoNotPossible."""
    now, before = now or timezone.now(), act.before
    if act.post is None:
        raise UndoNotPossible
    thread, post = locked(act.post)
    if post.state != before["after"]:
        raise UndoNotPossible
    move_post(thread=thread, post=post, state=PostState(before["state"]), reason=before["reason"])
    if before["thread_state"] == ThreadState.HELD and post.number == 1:
        thread.state = ThreadState.HELD
        save_change(thread, "state")
    reopen_flags(before["flags"])
    mark_undone(act, by=by, now=now)
    return post


@transaction.atomic
def keep_post(*, post: Post, by: User, reason: str = "", now: datetime | None = None) -> Post:
    """A flagged post may stay as it is. Without an open flag this is quiet."""
    now, reason = now or timezone.now(), cleaned_reason(reason, is_needed=False)
    thread, post = locked(post)
    settled = settle_flags(post=post, by=by, now=now)
    if settled:
        keep_act(
            kind=ActKind.KEEP,
            by=by,
            thread=thread,
            post=post,
            reason=reason,
            before={"flags": settled},
            now=now,
        )
    return post


def undo_keep(*, act: Act, by: User, now: datetime | None = None) -> None:
    reopen_flags(act.before["flags"])
    mark_undone(act, by=by, now=now or timezone.now())


@transaction.atomic
def edit_for_author(
    *, post: Post, by: User, text: str, seen_revision: int, reason: str, now: datetime | None = None
) -> Post:
    """Change somebody's words: marked as a facilitator's, the words before stay in the history.

    Raises CannotEdit, PostEmpty, PostTooLong, PostChangedMeanwhile, ReasonMissing, ReasonTooLong.
    """
    now, reason, text = now or timezone.now(), cleaned_reason(reason), cleaned(text)
    thread, post = locked(post)
    if post.state == PostState.WITHDRAWN:
        raise CannotEdit
    text = with_words_back(text, post=post)
    if text == post.source:
        return post
    if post.revision != seen_revision:
        raise PostChangedMeanwhile
    before = {"revision": post.revision, "after": post.revision + 1}
    post = save_words(thread=thread, post=post, text=text, saved_by=by, now=now)
    keep_act(
        kind=ActKind.EDIT,
        by=by,
        thread=thread,
        post=post,
        person=post.author,
        reason=reason,
        before=before,
        now=now,
    )
    return post


@transaction.atomic
def undo_edit(*, act: Act, by: User, now: datetime | None = None) -> Post:
    """Give the author's words back, as a further revision. Raises UndoNotPossible."""
    now = now or timezone.now()
    if act.post is None:
        raise UndoNotPossible
    thread, post = locked(act.post)
    words = post.revisions.filter(number=act.before["revision"]).values_list("source", flat=True).first()
    if post.revision != act.before["after"] or not words:
        raise UndoNotPossible
    post = save_words(thread=thread, post=post, text=words, saved_by=by, now=now)
    mark_undone(act, by=by, now=now)
    return post
