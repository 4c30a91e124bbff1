"""From what somebody typed to what a page shows: words, the people they name, the words they quote."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.people.models import User
from exchange.text import Rendered, render
from forums.models import Post, Thread


@dataclass(frozen=True)
class Wording:
    """A post's text as it will be stored, and what it refers to."""

    rendered: Rendered
    mentioned: Sequence[User] = ()


def worded(text: str, *, thread: Thread) -> Wording:
    """Render what somebody wrote in this thread."""
    return Wording(render(text))


def keep_references(*, post: Post, wording: Wording) -> None:
    """Keep whom a post names and whom it quotes, in place of what its last wording did."""


def mask_quotes_of(*, post: Post) -> None:
    """Render anew the posts that quote this one: its words show only while it is visible."""


def erase_quotes_of(*, post: Post) -> None:
    """Take the words of a post that is being withdrawn out of whatever quotes it, revisions included."""
