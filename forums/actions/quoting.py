"""Words of one post in another: found when they are written, hidden and erased with their source."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from exchange.text import Checked, Quote, Rendered, places, quotes_in, render, whole_words
from exchange.text.mentions import Resolver
from forums.actions.changes import lock_thread, save_change
from forums.models import MovedPost, Post, PostQuote, Thread
from forums.queries.people import NamesIn, name_key
from forums.queries.quoting import (
    Standing,
    held_back_in,
    held_back_note,
    is_of,
    is_open_from,
    pairs_in,
    rows_of,
    with_held_back,
)
from forums.queries.shown import short_name

OLDER_REVISIONS = 20
"""How far back in a post's history quoted words are looked for."""


def quotes_for(text: str, *, thread: Thread, post: Post | None = None) -> list[PostQuote]:
    """What somebody's words in a locked thread quote: rows that exist, and new ones, not yet saved.

    A quote is believed if the post that it names is visible, is by whom it says, and has these words,
    now or before it was edited. Any other is an ordinary block quote.
    """
    kept = rows_of([post]) if post else []
    found: list[PostQuote] = []
    for quote in quotes_in(text):
        if not quote.number:
            continue
        row = next((row for row in kept if is_of(quote, row)), None) or _found(quote, thread, post)
        if row:
            found.append(row)
    return found


def _found(quote: Quote, thread: Thread, quoting: Post | None) -> PostQuote | None:
    source = post_numbered(thread, quote.number)
    if source is None or source == quoting or name_key(quote.name) not in _names_of(source):
        return None
    for revision in source.revisions.order_by("-number")[:OLDER_REVISIONS]:
        for span in places(revision.plain, quote.words):
            if whole_words(revision.plain, span) == span:  # nobody said half a word
                revision.post = source
                # Where there is no post yet, its thread is all that is asked of it.
                return PostQuote(
                    post=quoting or Post(thread=thread), source=revision, start=span.start, end=span.end
                )
    return None


def post_numbered(thread: Thread, number: int) -> Post | None:
    """The visible post that readers of a thread know by a number, also if it was moved elsewhere."""
    posts = Post.objects.select_related("author", "thread__network")
    source = posts.filter(thread=thread, number=number).first()
    if source is None:
        moved = MovedPost.objects.filter(thread=thread, number=number).first()
        # Its own thread is not locked: nobody may hide it between our look and our commit.
        source = posts.select_for_update(of=("self",)).get(pk=moved.post_id) if moved else None
    if source is None or not source.is_visible or not is_open_from(thread, source.thread):
        return None
    return source


def _names_of(post: Post) -> set[str]:
    """How the last line of a quote may name whose words these are."""
    return {name_key(post.signature), name_key(short_name(post))} - {""}


def rendered_with(
    text: str, rows: Sequence[PostQuote], resolve: Resolver, standing: Standing | None = None
) -> Rendered:
    """The text as a page shows it now, with links to the people and the posts that it names."""
    standing = standing or Standing()
    checked = {
        (quote.words, quote.name, quote.number): _checked(row)
        for quote, row in pairs_in(text, rows)
        if standing.is_shown(row)
    }
    return render(
        with_held_back(text, rows, standing),
        resolve=resolve,
        check=lambda quote: checked.get((quote.words, quote.name, quote.number)),
    )


def _checked(row: PostQuote) -> Checked:
    source = row.source.post
    url = f"{reverse('thread_by_id', args=[source.thread_id])}posts/{source.number}/"
    is_current = source.revision == row.source.number
    return Checked(url, _("✓ as written") if is_current else _("✓ as written then; edited since"))


def renew(post: Post, *, standing: Standing | None = None) -> bool:
    """Render a locked post again from its source; true if it shows something else now."""
    names = NamesIn(post.thread, among=[mention.user for mention in post.mentions.select_related("user")])

    def resolve(words: str) -> str:
        person = names.person(words)
        return reverse("person", args=[person.handle]) if person else ""

    rendered = rendered_with(post.source, rows_of([post]), resolve, standing)
    if (post.html, post.plain) == (rendered.html, rendered.plain):
        return False
    post.html, post.plain, post.renderer_version = rendered.html, rendered.plain, rendered.version
    post.save(update_fields=["html", "plain", "renderer_version"])
    return True


def with_words_back(text: str, *, post: Post) -> str:
    """What an author sends who edits a post whose quotes are held back: the notes that the form showed in
    their place are those quotes again."""
    held = held_back_in(post.source, rows_of([post]), Standing()) if ">" in text else []
    lines, original = text.split("\n"), post.source.split("\n")
    for note in reversed(quotes_in(text) if held else []):
        meant = [quote for quote in held if note.words == held_back_note(quote)]
        if meant:
            first, end = note.lines
            lines[first:end] = original[slice(*meant[-1].lines)]
            held.remove(meant[-1])
    return "\n".join(lines)


def mask_quotes_of(*, post: Post) -> None:
    """Render anew the posts that quote this one: its words show only while it is visible."""
    renew_all(quoting(post), locked_thread=post.thread_id)


def mask_quotes_across(*, thread: Thread) -> None:
    """A thread was hidden, shown again or moved: what it quotes of others, and they of it, follows."""
    rows = PostQuote.objects.select_related("source__post").filter(source__post__thread=thread)
    of_it = {pk for row in rows.exclude(post__thread=thread) for pk in (row.post_id, *quoting(row.post))}
    by_it = PostQuote.objects.filter(post__thread=thread).exclude(source__post__thread=thread)
    renew_all(of_it.union(by_it.values_list("post_id", flat=True)), locked_thread=thread.pk)


def quoting(post: Post) -> set[int]:
    """The ids of all posts that quote this one, or quote what quotes it, and so on."""
    found: set[int] = set()
    layer = {post.pk}
    while layer:
        rows = PostQuote.objects.filter(source__post__in=layer).values_list("post_id", flat=True)
        layer = set(rows) - found - {post.pk}
        found |= layer
    return found


def renew_all(ids: Iterable[int], *, locked_thread: int) -> None:
    """Render posts anew, locked in the order of their ids. Their threads' rows are not locked, for two
    who hide posts in each other's threads would wait for each other: open pages hear after the commit."""
    standing = Standing()
    posts = Post.objects.select_for_update(of=("self",)).select_related("thread__network")
    rows = posts.filter(pk__in=set(ids)).order_by("pk")
    changed = {post.thread_id for post in rows if renew(post, standing=standing)}
    for thread_id in sorted(changed - {locked_thread}):
        _ring_after_commit(thread_id)


def _ring_after_commit(thread_id: int) -> None:
    def ring() -> None:  # no partial: Django asks a robust callback that failed for its name
        with transaction.atomic():
            save_change(lock_thread(thread_id))

    transaction.on_commit(ring, robust=True)
