"""The state of a post, and everything that follows from it. Nothing else sets one."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.prepared.actions.forgetting import forget_prepared_files
from forums.actions.announcing import announce_post
from forums.actions.changed_sources import flag_changed_words
from forums.actions.changes import save_change
from forums.actions.live.follow_thread import follow_thread
from forums.actions.quotations import release_quotations_of, withhold_quotations_of
from forums.actions.wording import mask_quotes_of
from forums.models import POST_MOVES, Post, PostKind, PostState, Ranges, Thread


class PostMoveNotPossible(ActionError):
    message = _("Somebody changed this post meanwhile: it is now “%(state)s”. Please look again.")

    def __init__(self, post: Post) -> None:
        super().__init__(self.message % {"state": post.get_state_display()})


def move_post(*, thread: Thread, post: Post, state: PostState, reason: str = "") -> Post:
    """Give a post of a locked thread another state; the same one again is quiet.

    What others read, count, are told and find follows: the thread's count, open pages, quotes of it in
    other posts, quotations in summaries and in recorded learning. Raises PostMoveNotPossible.
    """
    if post.state == state:
        return post
    if state not in POST_MOVES[post.state]:
        raise PostMoveNotPossible(post)
    was_held = post.is_held
    post.state, post.reason = state, reason
    post.save(update_fields=["state", "reason"])
    note_unshown(thread, [post])
    save_change(thread, "unshown")
    mask_quotes_of(post=post)
    flag_changed_words(post=post, now=timezone.now())
    if post.kind in {PostKind.QUESTION, PostKind.ANSWER}:
        follow_thread.later(post_id=post.pk)
    if post.is_visible:
        release_quotations_of(post=post)
        if was_held:
            announce_post.later(post_id=post.pk)
    else:
        withhold_quotations_of(post=post)
        forget_prepared_files("thread", thread.pk)
    return post


def note_unshown(thread: Thread, posts: Iterable[Post]) -> None:
    """Bring the thread's list of numbers that others do not read up to date; the caller saves it."""
    unshown = Ranges.of(thread.unshown)
    for post in posts:
        one = Ranges().with_numbers([post.number])
        unshown = unshown.without(one) if post.is_visible else unshown.union(one)
    thread.unshown = unshown.stored()
