"""Words that were taken back leave every post, revision and draft that quotes them."""

from collections.abc import Sequence

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.text import Quote, clean, places, quotes_in, render, with_notes
from forums.actions.quotations import withdraw_quotation
from forums.actions.quoting import renew
from forums.models import Post, PostDraft, PostQuote, PostRevision, Quotation
from forums.queries.quoting import overlap, pairs_in

FAR = 10_000_000
"""Beyond any text: rows that move stand here meanwhile, so that no two meet."""


def taken_back_note(_quote: Quote | None = None) -> str:
    return _("The words that stood here were taken back by the person who wrote them.")


def erase_quotes_of(*, post: Post) -> None:
    """Take the words of a post that is being withdrawn out of whatever quotes it, revisions included.

    Called while the post's own revisions still have them: they tell which words they are.
    """
    rows = PostQuote.objects.filter(source__post=post).select_related("source")
    take_out(list(rows.order_by("pk")))
    plains = list(post.revisions.values_list("plain", flat=True))
    for draft in PostDraft.objects.select_for_update().filter(_may_quote(post)).order_by("pk"):
        _take_out_of_draft(draft, plains)


def take_out(rows: Sequence[PostQuote]) -> None:
    """Take the words of these rows out of their posts, and out of what quotes those in its turn."""
    further: list[PostQuote] = []
    posts = Post.objects.select_for_update(of=("self",)).select_related("thread__network")
    for post in posts.filter(pk__in={row.post_id for row in rows}).order_by("pk"):
        gone = [row for row in rows if row.post_id == post.pk]
        for revision in post.revisions.order_by("number"):
            quotes = [quote for quote, _row in pairs_in(revision.source, gone)]
            if quotes:
                further += _cut(revision, quotes)
            if revision.number == post.revision and post.source:
                post.source = revision.source
        PostQuote.objects.filter(pk__in=[row.pk for row in gone]).delete()
        post.save(update_fields=["source"])
        renew(post)
    if further:
        take_out(further)


def _cut(revision: PostRevision, quotes: Sequence[Quote]) -> list[PostQuote]:
    """Put a note in place of these quotes. What others quote of the rest keeps its words at another
    place; the rows that held cut words are returned, with the text as it stood."""
    rows = list(PostQuote.objects.filter(source=revision).select_related("source").order_by("pk"))
    frozen = list(Quotation.objects.filter(revision=revision, withdrawn_at__isnull=True).order_by("pk"))
    revision.source = with_notes(revision.source, quotes, taken_back_note)
    revision.plain = render(revision.source).plain
    revision.save(update_fields=["source", "plain"])
    note = len(render(f"> {taken_back_note()}").plain)
    cut = [row for row in rows if any(overlap(quote.span, row) for quote in quotes)]
    PostQuote.objects.filter(source=revision).update(start=F("start") + FAR, end=F("end") + FAR)
    for row in rows:
        if row not in cut:
            start = _moved(row.start, quotes, note)
            PostQuote.objects.filter(pk=row.pk).update(start=start, end=start + row.end - row.start)
    for quotation in frozen:
        start = _moved(quotation.start, quotes, note)
        end = start + quotation.end - quotation.start
        Quotation.objects.filter(pk=quotation.pk).update(start=start, end=end)
        if revision.plain[start:end] != quotation.words:
            withdraw_quotation(quotation=quotation, now=timezone.now())
    return cut


def _moved(start: int, quotes: Sequence[Quote], note: int) -> int:
    before = [quote.span for quote in quotes if quote.span.end <= start]
    return start + sum(note - (span.end - span.start) for span in before)


def _may_quote(post: Post) -> Q:
    """Drafts of posts in the thread, of new ones and of edits."""
    scope = f"thread:{post.thread_id}"
    return Q(scope=scope) | Q(scope__startswith=f"{scope}:") | Q(scope__startswith="post:")


def _take_out_of_draft(draft: PostDraft, plains: Sequence[str]) -> None:
    fields = {name: _without(value, plains) for name, value in draft.fields.items()}
    if fields != draft.fields:
        draft.fields = fields
        draft.version += 1
        draft.save(update_fields=["fields", "version"])


def _without(value: object, plains: Sequence[str]) -> object:
    if not isinstance(value, str) or ">" not in value:
        return value
    value = clean(value)  # its lines are counted
    quotes = [
        quote
        for quote in quotes_in(value)
        if quote.number and any(places(plain, quote.words) for plain in plains if plain)
    ]
    return with_notes(value, quotes, taken_back_note) if quotes else value
