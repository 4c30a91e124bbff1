"""A thread's page as a value: what it shows, read in bulk, so that no post costs a query."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.models import Post, PostState, Ranges, ReactionKind, Thread
from forums.queries.reacted import Reacted

DEEPEST_INDENT = 4


class Order(StrEnum):
    """The same rows in two orders."""

    TREE = "tree"
    STREAM = "stream"


@dataclass(frozen=True)
class PageAt:
    """Where in a thread a page is asked for, by the number of a post; nothing is the thread's beginning."""

    after: int | None = None
    before: int | None = None
    around: int | None = None  # this post, with some that stand before it
    is_unread: bool = False  # around the first that is not read


@dataclass(frozen=True)
class Pointed:
    """A post that another one names in a line: what it answers, what stands above."""

    number: int
    url: str
    name: str  # empty where its words are not shown
    excerpt: str = ""


@dataclass
class ShownPost:
    """One post on a page, with all that the page says of it. Templates know it as ``shown``.

    Each part of the site has fields of its own here, with a default, and fills them for all posts of a
    page at once in a function of ``forums.queries.thread_page.PARTS``.
    """

    post: Post
    base: str  # /threads/<id>/posts/<number>/, under which a post's acts are
    signature: str
    has_words: bool  # it is visible, or it waits for a facilitator and is this person's to see
    has_hidden_words: bool = False  # out of sight, but for who may put them back
    is_own: bool = False
    is_new: bool = False  # not read yet
    begins_new: bool = False  # the first that is new: the divider stands above it
    is_answer: bool = False  # marked as the answer
    answers: Pointed | None = None  # none too where this person does not see it
    names_answered: bool = False  # what it answers is not where the eye finds it: say it
    files: Sequence[Any] = ()  # what came with it (forums.queries.attachments.ShownFile)

    reactions: Sequence[Reacted] = ()
    may_react: bool = False
    is_kept: bool = False  # bookmarked

    @property
    def number(self) -> int:
        return self.post.number

    @property
    def short_name(self) -> str:
        return short_name(self.post)

    @property
    def has_reactions(self) -> bool:
        return any(reacted.count for reacted in self.reactions)

    @property
    def says_tried(self) -> bool:
        return any(reacted.is_own and reacted.kind == ReactionKind.TRIED for reacted in self.reactions)

    @property
    def has_files(self) -> bool:
        return bool(getattr(self.post, "has_files", True))

    @property
    def version(self) -> str:
        """What an open page compares, to know that a post changed."""
        return f"{self.post.revision}{self.post.state[:2]}"


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
    above: Sequence[Pointed] = ()  # in the tree: the ancestors of the page's first post
    answer: Pointed | None = None  # the post that was marked as the answer
    previous: int | None = None  # ?before= this number
    next: int | None = None  # ?after= this number
    asked: int | None = None  # the number that a permalink names
    tags: Sequence[Any] = ()
    watch_level: str = ""  # how closely this person follows the thread
    has_draft: bool = False  # they began to answer it

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
    def has_files(self) -> bool:
        return any(shown.files for shown in self.posts)

    @property
    def is_for_all(self) -> bool:
        """Whether a visitor reads the thread as well."""
        return self.thread.is_visible and self.thread.is_within_reach_of(AnonymousUser())

    @property
    def is_tree(self) -> bool:
        return self.order is Order.TREE

    @property
    def is_first(self) -> bool:
        return self.previous is None

    @property
    def unread_count(self) -> int:
        return len(self.unread)

    @property
    def first_unread(self) -> int | None:
        return self.unread.first

    @property
    def numbers(self) -> str:
        """The page's posts as ``1-50,53``, to be marked as read."""
        return as_text(Ranges().with_numbers(shown.number for shown in self.posts))

    @property
    def last_number(self) -> int:
        return max((shown.number for shown in self.posts), default=0)


def as_text(ranges: Ranges) -> str:
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in ranges.pairs)


def base_of_posts(thread_id: int) -> str:
    """``/threads/<id>/posts/``: asked of the routes once a page, not three times a post."""
    return f"{reverse('thread_by_id', args=[thread_id])}posts/"


def url_of_post(post: Post) -> str:
    """Where a post is read, however long its thread is."""
    return f"{base_of_posts(post.thread_id)}{post.number}/#post-{post.number}"


def short_name(post: Post) -> str:
    """A first word for who said it, where there is a line to name it; empty if its words are not shown."""
    if post.state not in {PostState.VISIBLE, PostState.HELD}:
        return ""
    if post.byline:
        return post.byline.split(",")[0]
    return post.author.display_name if post.author else _("A former member")


def pointed_at(post: Post, base: str) -> Pointed:
    """A post as another one names it; needs ``lean`` rows with ``excerpt`` to show words as well."""
    excerpt = getattr(post, "excerpt", "") if post.is_visible else ""
    return Pointed(
        number=post.number,
        url=f"{base}{post.number}/#post-{post.number}",
        name=short_name(post) if post.is_visible else "",
        excerpt=excerpt,
    )
