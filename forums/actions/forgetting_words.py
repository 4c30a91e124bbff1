"""Words that leave a post for good: its earlier revisions are emptied, what was quoted of them moves on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from exchange.prepared.actions.forgetting import forget_prepared_files
from exchange.search.upkeep import forget_deleted_words
from exchange.text import Span, places, words_at
from forums.actions.erasing import take_out
from forums.actions.quotations import withdraw_quotation
from forums.actions.refreezing import freeze_anew
from forums.models import Post, PostQuote, PostRevision, Quotation


@dataclass(frozen=True, order=True)
class Change:
    """What stands at a span of a text gets other words."""

    span: Span
    words: str

    @property
    def growth(self) -> int:
        return len(self.words) - (self.span.end - self.span.start)

    def touches(self, span: Span) -> bool:
        return self.span.start < span.end and span.start < self.span.end


def applied(plain: str, changes: Iterable[Change]) -> str:
    """A text with its changes made; they do not overlap."""
    for change in sorted(changes, reverse=True):
        plain = plain[: change.span.start] + change.words + plain[change.span.end :]
    return plain


def moved(span: Span, changes: Iterable[Change]) -> Span:
    """Where words stand once the changes were made; with all of the new words where these touch them."""
    start, end = span.start, span.end
    for change in sorted(changes):
        if change.span.end <= span.start:
            start, end = start + change.growth, end + change.growth
        elif change.touches(span):
            shift = start - span.start
            start = min(start, change.span.start + shift)
            end = max(end, change.span.end + end - span.end) + change.growth
    return Span(start, end)


@transaction.atomic
def forget_earlier_words(
    *, post: Post, before: PostRevision, changes: Sequence[Change], withdraws: bool, now: datetime
) -> None:
    """Empty all revisions of a locked post but the standing one, which came after ``before``."""
    mover = _Mover(post, before, changes)
    quotations = Quotation.objects.filter(revision__post=post, withdrawn_at__isnull=True)
    for quotation in quotations.exclude(revision=mover.standing).select_related("revision").order_by("pk"):
        span = mover.place_of(quotation.revision, Span(quotation.start, quotation.end))
        if span is None or (withdraws and mover.is_touched(quotation)):
            withdraw_quotation(quotation=quotation, now=now)
        else:
            freeze_anew(quotation=quotation, revision=mover.standing, span=span)
    lost = []
    rows = PostQuote.objects.filter(source__post=post).exclude(source=mover.standing)
    for row in rows.select_related("source").order_by("pk"):
        span = mover.place_of(row.source, Span(row.start, row.end))
        if span is None or mover.is_touched(row):
            lost.append(row)
        else:
            row.source, row.start, row.end = mover.standing, span.start, span.end
            row.save(update_fields=["source", "start", "end"])
    if lost:
        take_out(lost)
    post.revisions.exclude(pk=mover.standing.pk).update(source="", plain="")
    forget_prepared_files("thread", post.thread_id)
    transaction.on_commit(partial(forget_deleted_words, Post), robust=True)


class _Mover:
    """Where what was quoted of earlier revisions stands in the new one."""

    def __init__(self, post: Post, before: PostRevision, changes: Sequence[Change]) -> None:
        self.standing = post.revisions.get(number=post.revision)
        self.before = before
        self.changes = changes
        self.is_as_told = applied(before.plain, changes) == self.standing.plain

    def place_of(self, revision: PostRevision, span: Span) -> Span | None:
        if revision.pk == self.before.pk and self.is_as_told:
            return moved(span, self.changes)
        found = places(self.standing.plain, words_at(revision.plain, span))
        return found[0] if len(found) == 1 else None

    def is_touched(self, row: Quotation | PostQuote) -> bool:
        revision = row.revision_id if isinstance(row, Quotation) else row.source_id
        span = Span(row.start, row.end)
        return revision == self.before.pk and any(change.touches(span) for change in self.changes)
