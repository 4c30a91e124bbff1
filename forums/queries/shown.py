"""A thread's page as a value: what it shows, read in bulk, so that no post costs a query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.urls import reverse

from forums.models import Post, Ranges, Thread


class Order(StrEnum):
    """The same rows in two orders."""

    TREE = "tree"
    STREAM = "stream"


@dataclass
class ShownPost:
    """One post on a page, with all that the page says of it. Templates know it as ``shown``.

    Each part of the site has fields of its own here, with a default, and fills them for all posts of a
    page at once in a function of ``forums.queries.thread_page.PARTS``.
    """

    post: Post
    base: str  # /threads/<id>/posts/<number>/, under which a post's acts are
    has_words: bool  # may this person read them here: it is visible, or it waits and is theirs
    is_own: bool = False
    is_new: bool = False  # not read yet
    begins_new: bool = False  # the first that is new: the divider stands above it
    is_answer: bool = False  # marked as the answer
    answers: Post | None = None  # what it answers, where that does not stand right above
    reply_count: int = 0  # on this page, under it

    @property
    def number(self) -> int:
        return self.post.number


@dataclass
class ThreadPage:
    """One page of a thread for one person. Templates know it as ``page``."""

    user: Any
    thread: Thread
    order: Order
    posts: list[ShownPost]
    facilitates: bool = False
    may_write: bool = False
    read: Ranges = field(default_factory=Ranges)
    unread: Ranges = field(default_factory=Ranges)
    first_unread: int | None = None
    above: Sequence[Post] = ()  # in the tree: the ancestors of the page's first post
    previous: int | None = None  # ?before= this number
    next: int | None = None  # ?after= this number

    @cached_property
    def post_ids(self) -> list[int]:
        return [shown.post.pk for shown in self.posts]

    @cached_property
    def by_id(self) -> dict[int, ShownPost]:
        return {shown.post.pk: shown for shown in self.posts}

    @cached_property
    def url(self) -> str:
        return reverse("thread", args=[self.thread.pk, self.thread.slug])

    @property
    def is_tree(self) -> bool:
        return self.order is Order.TREE


def base_of_posts(thread_id: int) -> str:
    """``/threads/<id>/posts/``: asked of the routes once a page, not three times a post."""
    return f"{reverse('thread_by_id', args=[thread_id])}posts/"
