"""All posts of a thread as anybody who reads it may take them along, a few hundred at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet

from forums.models import Post, Thread
from forums.queries.attachments import files_of
from forums.queries.quoting import shown_sources
from forums.queries.reactions import counts_of
from forums.queries.shown import Order

PIECE = 250
UNNEEDED = ("html", "plain", "search_title", "search_text")
ROW_OF = {Order.TREE: "path", Order.STREAM: "number"}


@dataclass(frozen=True)
class TakenPost:
    """A post with what belongs to it; without words where others read none."""

    post: Post
    parent: int | None
    text: str = ""
    signature: str = ""
    reactions: dict[str, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()


def taken_posts(
    thread: Thread, *, order: Order = Order.TREE, after: int = 0, limit: int | None = None
) -> Iterator[TakenPost]:
    """The same for whoever may read the thread: nobody takes along what only they see on its page.

    What waits for a facilitator is left out, also its author's own; what is hidden, removed or withdrawn
    keeps its place. ``after`` is a number, for the order of numbers. A few queries for each few hundred.
    """
    column = ROW_OF[order]
    posts: QuerySet[Post] = thread.posts.shown_to(AnonymousUser()).select_related("author").defer(*UNNEEDED)
    posts = posts.annotate(parent_number=F("parent__number"), parent_state=F("parent__state"))
    signatures: dict[object, str] = {}
    last: object = after if order is Order.STREAM else ""
    left = limit
    while left is None or left > 0:
        size = PIECE if left is None else min(PIECE, left)
        rows = list(posts.filter(**{f"{column}__gt": last}).order_by(column)[:size])
        yield from _filled(rows, signatures)
        if len(rows) < size:
            return
        last = getattr(rows[-1], column)
        left = None if left is None else left - size


def _filled(rows: Sequence[Post], signatures: dict[object, str]) -> Iterator[TakenPost]:
    readable = [post for post in rows if post.is_visible]
    sources = shown_sources(readable)
    reactions = counts_of([post.pk for post in readable], None)
    files = files_of(readable, None)
    for post in rows:
        parent = getattr(post, "parent_number", None)
        if getattr(post, "parent_state", None) == "held":
            parent = None  # nobody is told that something waits there
        if not post.is_visible:
            yield TakenPost(post, parent)
            continue
        by = post.byline or post.author_id
        if by not in signatures:  # a byline asks for a municipality's label: once a person
            signatures[by] = post.signature
        yield TakenPost(
            post,
            parent,
            text=sources[post.pk],
            signature=signatures[by],
            reactions={kind: count for kind, (count, _own) in reactions.get(post.pk, {}).items()},
            files=tuple(file.row.name for file in files.get(post.pk, ()) if not file.is_waiting),
        )
