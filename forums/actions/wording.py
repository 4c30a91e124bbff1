"""From what somebody typed to what a page shows: words, the people they name, the words they quote."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from exchange.people.models import User
from exchange.text import Rendered, render
from forums.actions.erasing import erase_quotes_of
from forums.actions.quoting import mask_quotes_across, mask_quotes_of, quotes_for, rendered_with
from forums.models import Mention, Post, PostQuote, Thread, ThreadKind
from forums.queries.people import NamesIn

__all__ = [
    "Wording",
    "erase_quotes_of",
    "keep_references",
    "mask_quotes_across",
    "mask_quotes_of",
    "worded",
]


@dataclass(frozen=True)
class Wording:
    """A post's text as it will be stored, and what it refers to.

    ``plain`` holds all of its words, as its revision keeps them; ``rendered`` what may be shown now.
    """

    rendered: Rendered
    plain: str
    mentioned: Sequence[User] = ()
    quotes: Sequence[PostQuote] = ()


def worded(text: str, *, thread: Thread, post: Post | None = None) -> Wording:
    """Render what somebody wrote in this thread; ``post`` is the one that is edited.

    In the record of a conversation an @ names nobody: its terms say who is named.
    """
    names = NamesIn(thread)
    mentioned: dict[int, User] = {}

    def resolve(words: str) -> str:
        person = None if thread.kind == ThreadKind.CONVERSATION else names.person(words)
        if person is None:
            return ""
        mentioned[person.pk] = person
        return reverse("person", args=[person.handle])

    quotes = quotes_for(text, thread=thread, post=post) if ">" in text else []
    rendered = rendered_with(text, quotes, resolve)
    plain = render(text).plain if quotes else rendered.plain
    return Wording(rendered, plain, list(mentioned.values()), quotes)


def keep_references(*, post: Post, wording: Wording) -> None:
    """Keep whom a post names, in place of what its last wording did, and whom it quotes.

    What it quoted before it was edited is kept too: its history still shows that, and must stop to
    when the quoted words are hidden or taken back. Posts that quote this one say that it was edited.
    """
    named = {user.pk for user in wording.mentioned}
    post.mentions.exclude(user__in=named).delete()
    Mention.objects.bulk_create(
        [Mention(post=post, user=user) for user in wording.mentioned], ignore_conflicts=True
    )
    for row in wording.quotes:
        if row.pk is None:
            PostQuote.objects.get_or_create(post=post, source=row.source, start=row.start, end=row.end)
    if post.revision > 1:
        mask_quotes_of(post=post)
