"""Which words of a post are quoted from another, and whether they may be shown now.

A ``PostQuote`` says that a post, as it stands or as it once stood, quotes certain words. Which of the
block quotes of a text that is, the words themselves tell: numbers change when threads are split.
"""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from exchange.text import Quote, Span, places, quotes_in, render, with_notes
from forums.models import Post, PostQuote, PostRevision, Thread

Pairs = list[tuple[Quote, PostQuote]]


def rows_of(posts: Iterable[Post]) -> list[PostQuote]:
    """What these posts quote, or did before they were edited."""
    rows = PostQuote.objects.filter(post__in=list(posts))
    return list(rows.select_related("post__thread", "source__post__thread__network").order_by("pk"))


def words_of(row: PostQuote) -> str:
    return row.source.plain[row.start : row.end]


def pairs_in(text: str, rows: Sequence[PostQuote]) -> Pairs:
    """The quotes of a text that hold the words of these rows."""
    if not rows:
        return []
    found: Pairs = []
    for quote in quotes_in(text):
        row = next((row for row in rows if quote.number and is_of(quote, row)), None)
        if row:
            found.append((quote, row))
    return found


def is_of(quote: Quote, row: PostQuote) -> bool:
    words = words_of(row)
    return bool(words) and Span(0, len(words)) in places(words, quote.words)


class Standing:
    """Which quotes may be shown, asked many times: what was found out is remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int, int], bool] = {}
        self._open: dict[tuple[int, int], bool] = {}

    def is_shown(self, row: PostQuote) -> bool:
        """Whether readers of the quoting post may read the words: their post is visible to them, and so
        is whatever these words quote in their turn."""
        key = row.post.thread_id, row.source_id, row.start, row.end
        if key not in self._known:
            self._known[key] = True  # a circle of quotes ends here
            source = row.source.post
            self._known[key] = (
                source.is_visible
                and self._is_open(row.post.thread, source.thread)
                and all(self.is_shown(inner) for inner in self._inside(row))
            )
        return self._known[key]

    def _inside(self, row: PostQuote) -> Iterable[PostQuote]:
        source = row.source
        if ">" not in source.source:
            return []
        pairs = pairs_in(source.source, rows_of([source.post]))
        inner = [inner for quote, inner in pairs if overlap(quote.span, row)]
        for each in inner:
            each.post = row.post  # it is read where the outer quote stands
        return inner

    def _is_open(self, here: Thread, there: Thread) -> bool:
        key = here.pk, there.pk
        if key not in self._open:
            self._open[key] = is_open_from(here, there)
        return self._open[key]


def is_open_from(here: Thread, there: Thread) -> bool:
    """Whether everybody who reads the one thread reads the other."""
    if here.pk == there.pk:
        return True
    if not there.is_visible:
        return False
    if here.network_id and (here.network_id, here.room_id) == (there.network_id, there.room_id):
        return True
    return Thread.objects.visible_to(AnonymousUser()).filter(pk=there.pk).exists()


def overlap(span: Span, row: PostQuote) -> bool:
    return span.start < row.end and row.start < span.end


def held_back_note(quote: Quote) -> str:
    return _("Words of #%(number)s are not shown here while that post is not visible.") % {
        "number": quote.number
    }


def held_back_in(text: str, rows: Sequence[PostQuote], standing: Standing) -> list[Quote]:
    """The quotes of a text that may not be shown now."""
    return [quote for quote, row in pairs_in(text, rows) if not standing.is_shown(row)]


def with_held_back(text: str, rows: Sequence[PostQuote], standing: Standing) -> str:
    """The text with a note in place of what may not be shown now."""
    held = held_back_in(text, rows, standing)
    return with_notes(text, held, held_back_note) if held else text


def shown_source(said: Post | PostRevision) -> str:
    """The Markdown of a post or of a revision as anybody may read it now, its author too: pages,
    histories, differences, exports and the API take it from here, never from ``source``."""
    post = said if isinstance(said, Post) else said.post
    return with_held_back(said.source, rows_of([post]) if ">" in said.source else [], Standing())


def shown_plain(said: Post | PostRevision) -> str:
    """The words of a revision as anybody may read them now. A post's own ``plain`` is that already."""
    if isinstance(said, Post):
        return said.plain
    source = shown_source(said)
    return said.plain if source == said.source else render(source).plain


def shown_sources(posts: Sequence[Post]) -> dict[int, str]:
    """``shown_source`` of many posts, by their ids, in a few queries."""
    rows, standing = rows_of(post for post in posts if ">" in post.source), Standing()
    return {
        post.pk: with_held_back(post.source, [row for row in rows if row.post_id == post.pk], standing)
        for post in posts
    }
