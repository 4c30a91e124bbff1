"""One place that puts a thread's page together."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from forums.models import Post, Thread
from forums.queries.attachments import files_of_page
from forums.queries.discussion import LAST, numbers_above, page_of_posts, posts_in_a_line, posts_to_list
from forums.queries.reactions import put_reactions
from forums.queries.reading import Reader, read_by, reader_of, unread_in
from forums.queries.shown import (
    DEEPEST_INDENT,
    Order,
    PageAt,
    Pointed,
    ShownPost,
    ThreadPage,
    base_of_posts,
    pointed_at,
)

PARTS: tuple[Callable[[ThreadPage], None], ...] = (files_of_page, put_reactions)
"""What other parts put on a page: reactions, bookmarks, attachments … One line each.

Each is called with the page after its posts are known, makes at most one query for all of them
(``page.post_ids``, none for a visitor where it is about one's own things), and sets fields of the
``ShownPost`` rows (``page.by_id``) or of the page."""


def thread_page(
    *,
    user: Any,
    thread: Thread,
    order: Order = Order.TREE,
    at: PageAt = PageAt(),  # noqa: B008 - frozen
) -> ThreadPage:
    """A page of a thread, for somebody who may read it."""
    reader = reader_of(user, thread)
    page = _empty_page(user, thread, order, reader)
    if at.is_unread:  # where nothing is, the thread's end
        first = page.first_unread
        at = PageAt(around=first) if first else PageAt(before=LAST)
    posts = posts_to_list(thread, user, facilitates=page.facilitates)
    rows, page.previous, page.next = page_of_posts(posts, thread, order, at)
    if not rows:  # a place that is not there, or not for this person
        rows, page.previous, page.next = page_of_posts(posts, thread, order, PageAt())
    page.posts = shown_posts(page, rows)
    put_lines(page)
    mark_new(page)
    for put in PARTS:
        put(page)
    if page.previous is None:  # a page in the middle has ancestors to ask for instead
        page.tags = list(thread.tags.order_by("label", "pk"))
    return page


def since_page(*, user: Any, thread: Thread, order: Order, after: int, numbers: Iterable[int]) -> ThreadPage:
    """What an open page has not got: posts behind ``after``, and those of ``numbers`` as they are now."""
    page = _empty_page(user, thread, order, reader_of(user, thread))
    posts = posts_to_list(thread, user, facilitates=page.facilitates)
    rows = list(posts.filter(number__in=list(numbers)).order_by("number")) if numbers else []
    new, _previous, page.next = page_of_posts(posts, thread, Order.STREAM, PageAt(after=after))
    page.posts = shown_posts(page, [*rows, *new])
    put_lines(page)
    mark_new(page)
    for put in PARTS:
        put(page)
    return page


def _empty_page(user: Any, thread: Thread, order: Order, reader: Reader) -> ThreadPage:
    read = read_by(reader, thread)
    return ThreadPage(
        user=user,
        thread=thread,
        order=order,
        posts=[],
        facilitates=looks_after(user, thread, reader),
        may_write=bool(getattr(user, "pk", None))
        and thread.takes_posts
        and (thread.network_id is None or reader.is_member),
        read=read,
        unread=unread_in(thread, read),
        watch_level=reader.watch_level,
        has_draft=reader.has_draft,
    )


def looks_after(user: Any, thread: Thread, reader: Reader) -> bool:
    """What ``forums.access.facilitates`` says, from what was read already."""
    of_site = bool(getattr(user, "can_facilitate", False))
    if thread.network is None:
        return of_site
    is_active = bool(getattr(user, "is_active", False))
    return (thread.network.is_open and of_site) or (is_active and reader.is_network_facilitator)


def shown_posts(page: ThreadPage, posts: Sequence[Post]) -> list[ShownPost]:
    thread, me = page.thread, getattr(page.user, "pk", None)
    base, signatures = base_of_posts(thread.pk), {}
    shown = []
    for post in posts:
        has_words = post.is_visible or post.is_held
        by = post.byline or post.author_id
        if by not in signatures:  # a byline asks for a municipality's label: once a person
            signatures[by] = post.signature
        shown.append(
            ShownPost(
                post=post,
                base=f"{base}{post.number}/",
                signature=signatures[by],
                has_words=has_words,
                has_hidden_words=page.facilitates and not has_words and bool(post.html),
                is_own=me is not None and post.author_id == me,
                is_answer=post.pk == thread.answer_id and post.is_visible,
            )
        )
    return shown


def put_lines(page: ThreadPage) -> None:
    """What posts answer, what stands above the first one, and the marked answer: in one query at most."""
    if not page.posts:
        return
    base = base_of_posts(page.thread.pk)
    first = page.posts[0].post
    above = numbers_above(first) if page.is_tree else []
    parents = {shown.post.parent_id for shown in page.posts if shown.post.parent_id}
    ids = parents - page.by_id.keys()
    if page.thread.answer_id:
        ids.add(page.thread.answer_id)
    listed = posts_to_list(page.thread, page.user, facilitates=page.facilitates)
    lines = posts_in_a_line(listed, numbers=above, ids=ids) if above or ids else []
    pointed: dict[int, Pointed] = {post.pk: pointed_at(post, base) for post in lines}
    page.above = [pointed[post.pk] for post in lines if post.number in set(above)]
    for post in lines:
        if post.pk == page.thread.answer_id and post.is_visible:
            page.answer = pointed[post.pk]
    for shown in page.posts:
        pointed[shown.post.pk] = pointed_at(shown.post, base)
    previous = None
    for shown in page.posts:
        if parent_id := shown.post.parent_id:
            shown.answers = pointed.get(parent_id)
            is_far = shown.post.depth > DEEPEST_INDENT or not page.is_tree
            shown.names_answered = is_far and parent_id != previous and shown.answers is not None
        previous = shown.post.pk


def mark_new(page: ThreadPage) -> None:
    """Mark what is not read yet, and where it begins."""
    has_begun = False
    for shown in page.posts:
        shown.is_new = shown.number in page.unread and not shown.is_own
        shown.begins_new = shown.is_new and not has_begun and page.read.first is not None
        has_begun = has_begun or shown.is_new
