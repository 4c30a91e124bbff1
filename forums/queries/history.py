"""What a post said, save by save, and what each save changed."""

from dataclasses import dataclass

from casestudies.content.changes import Piece, words_changed
from forums.models import Post, PostRevision
from forums.queries.quoting import shown_source

REVISIONS_A_PAGE = 10


@dataclass(frozen=True)
class ShownRevision:
    """``pieces`` is what it said, with what it took from the one before it."""

    row: PostRevision
    source: str
    pieces: list[Piece]
    is_first: bool
    by_facilitator: bool


@dataclass(frozen=True)
class History:
    revisions: list[ShownRevision]
    earlier: int | None  # ?before= this number


def history_of(post: Post, *, before: int | None = None) -> History:
    """A page of a post's revisions, the newest first. Words that were quoted and are hidden stay hidden."""
    rows = post.revisions.select_related("saved_by").order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[: REVISIONS_A_PAGE + 1])
    for row in found:
        row.post = post
    sources = [shown_source(row) for row in found]
    shown = [
        _shown(post, row, sources[place], sources[place + 1] if place + 1 < len(sources) else None)
        for place, row in enumerate(found[:REVISIONS_A_PAGE])
    ]
    more = len(found) > REVISIONS_A_PAGE
    return History(shown, shown[-1].row.number if more else None)


def _shown(post: Post, row: PostRevision, source: str, before: str | None) -> ShownRevision:
    return ShownRevision(
        row=row,
        source=source,
        pieces=[Piece("", source)] if before is None else words_changed(before, source),
        is_first=before is None,
        by_facilitator=bool(row.saved_by_id) and row.saved_by_id != post.author_id,
    )
