"""A thread as a value: what its files, its feed and the API say of it. Made once, here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from casestudies.presentation import absolute
from forums.models import Thread
from forums.queries.shown import Order, base_of_posts
from forums.queries.whole_thread import TakenPost, taken_posts

NOT_SHOWN = gettext_lazy("A post that is not shown.")


@dataclass(frozen=True)
class SaidPost:
    """A post as it leaves the site; ``text`` is Markdown. One that is not shown has a place and no more."""

    number: int
    parent: int | None
    depth: int
    kind: str
    is_shown: bool
    author: str
    posted_at: datetime | None
    edited_at: datetime | None
    text: str
    reactions: dict[str, int]
    files: tuple[str, ...]
    is_answer: bool
    url: str


@dataclass(frozen=True)
class SaidThread:
    """A thread as it leaves the site, without its posts: see ``said_posts``."""

    id: int
    slug: str
    title: str
    kind: str
    kind_label: str
    about_kind: str
    about: str
    url: str
    is_demonstration: bool
    is_locked: bool
    is_archived: bool
    theme: str
    tags: tuple[str, ...]
    opened_at: datetime
    last_posted_at: datetime
    post_count: int
    closing_note: str
    answer: int | None


def said_thread(thread: Thread) -> SaidThread:
    """For whoever may read the thread; its subject and tags are asked for if they are not there."""
    answer = thread.answer
    return SaidThread(
        id=thread.pk,
        slug=thread.slug,
        title=thread.title,
        kind=thread.kind,
        kind_label=str(thread.get_kind_display()),
        about_kind=thread.subject._meta.model_name,
        about=str(thread.subject),
        url=absolute(reverse("thread", args=[thread.pk, thread.slug])),
        is_demonstration=thread.is_demonstration,
        is_locked=thread.locked_at is not None,
        is_archived=thread.archived_at is not None,
        theme=thread.theme.title if thread.theme else "",
        tags=tuple(sorted(tag.label for tag in thread.tags.all())),
        opened_at=localtime(thread.opened_at),
        last_posted_at=localtime(thread.last_posted_at),
        post_count=thread.visible_count,
        closing_note=thread.closing_source,
        answer=answer.number if answer and answer.is_visible and answer.thread_id == thread.pk else None,
    )


def said_posts(
    thread: Thread,
    *,
    order: Order = Order.TREE,
    after: int = 0,
    limit: int | None = None,
    only: int | None = None,
) -> Iterator[SaidPost]:
    """The posts one by one, however many there are; or ``only`` the one of a number."""
    base = absolute(base_of_posts(thread.pk))
    if only is not None:
        order, after, limit = Order.STREAM, only - 1, 1
    for taken in taken_posts(thread, order=order, after=after, limit=limit):
        yield _said(taken, thread, base)


def _said(taken: TakenPost, thread: Thread, base: str) -> SaidPost:
    post = taken.post
    is_shown = post.is_visible
    return SaidPost(
        number=post.number,
        parent=taken.parent,
        depth=post.depth,
        kind=post.kind if is_shown else "post",
        is_shown=is_shown,
        author=taken.signature,
        posted_at=localtime(post.posted_at) if is_shown else None,
        edited_at=localtime(post.edited_at) if is_shown and post.edited_at else None,
        text=taken.text,
        reactions=taken.reactions,
        files=taken.files,
        is_answer=is_shown and post.pk == thread.answer_id,
        url=f"{base}{post.number}/",
    )
