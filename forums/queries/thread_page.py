"""One place that puts a thread's page together."""

from collections.abc import Callable
from typing import Any

from forums.access import facilitates, is_in
from forums.models import Post, Thread
from forums.queries.discussion import page_of_posts
from forums.queries.shown import Order, ShownPost, ThreadPage, base_of_posts

PARTS: tuple[Callable[[ThreadPage], None], ...] = ()
"""What other parts put on a page: reactions, bookmarks, attachments … One line each.

Each is called with the page after its posts are known, makes at most one query for all of them
(``page.post_ids``, none for a visitor where it is about one's own things), and sets fields of the
``ShownPost`` rows (``page.by_id``) or of the page."""


def thread_page(*, user: Any, thread: Thread, after: str = "") -> ThreadPage:
    """A page of a thread, for somebody who may read it."""
    posts, more = page_of_posts(thread, after)
    looks_after = facilitates(user, thread)
    page = ThreadPage(
        user=user,
        thread=thread,
        order=Order.TREE,
        posts=shown_posts(thread, posts, user=user, facilitates=looks_after),
        facilitates=looks_after,
        may_write=may_write(user, thread),
        next=int(more[-6:]) if more else None,
    )
    for put in PARTS:
        put(page)
    return page


def may_write(user: Any, thread: Thread) -> bool:
    if not getattr(user, "pk", None) or not thread.takes_posts:
        return False
    return thread.network_id is None or is_in(user, thread.network)


def shown_posts(thread: Thread, posts: list[Post], *, user: Any, facilitates: bool) -> list[ShownPost]:
    base, me = base_of_posts(thread.pk), getattr(user, "pk", None)
    return [
        ShownPost(
            post=post,
            base=f"{base}{post.number}/",
            has_words=post.is_visible or post.is_held,
            is_own=me is not None and post.author_id == me,
            is_answer=post.pk == thread.answer_id,
        )
        for post in posts
    ]
