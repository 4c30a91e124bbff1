"""From what Markdown says to what our pages show: tokens are settled before they are rendered."""

from collections import Counter
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from exchange.text.characters import scrub
from exchange.text.links import REL, is_allowed, split_bare_links
from exchange.text.mentions import Mentions
from exchange.text.plain import inline_text

HEADINGS = {"h1": "h3", "h2": "h4"}
"""A post stands under its page's h1 and h2; every smaller heading of its own is an h5."""


def settle(
    tokens: Sequence[Token], *, normalise: Callable[[str], str], mentions: Mentions | None = None
) -> None:
    """Change the tokens in place. ``normalise`` makes an address ASCII; ``mentions`` finds people.

    Nobody is named in a quote: those are somebody else's words.

    Words are scrubbed here, token by token, because an entity may have brought in what the source
    was cleaned of. Normalising finished HTML would join its ">" with an accent that follows.
    """
    quotes = 0
    for token in tokens:
        if token.tag == "blockquote":
            quotes += token.nesting
        elif token.type.startswith("heading_"):
            token.tag = HEADINGS.get(token.tag, "h5")
        elif token.type == "fence":
            token.info = ""
            token.content = scrub(token.content)
        elif token.type == "inline":
            found = None if quotes else mentions
            token.children = _settle_inline(token.children or [], normalise, found)


def _settle_inline(
    children: Sequence[Token], normalise: Callable[[str], str], mentions: Mentions | None
) -> list[Token]:
    settled: list[Token] = []
    depth: Counter[str] = Counter()
    for token in children:
        if token.nesting:
            # A thousand nested emphases look like one, and choke parsers: keep the outermost.
            depth[token.tag] += max(token.nesting, 0)
            if depth[token.tag] == 1:
                settled.append(_linking(token) if token.type == "link_open" else token)
            depth[token.tag] += min(token.nesting, 0)
        elif token.type == "text":
            words = scrub(token.content)
            settled += [_text(words)] if depth["a"] else _with_links(words, normalise, mentions)
        elif token.type == "image":
            # No page fetches from a third party: a picture is a link, named by its description.
            url = str(token.attrs["src"])
            words = scrub(_described(token)) or url
            settled += [_text(words)] if depth["a"] else _link(url, words)
        else:
            token.content = scrub(token.content)
            settled.append(token)
    return settled


def _described(image: Token) -> str:
    children = image.children or ()
    return "".join(_described(child) if child.type == "image" else inline_text([child]) for child in children)


def _with_links(words: str, normalise: Callable[[str], str], mentions: Mentions | None = None) -> list[Token]:
    settled: list[Token] = []
    for piece, is_address in split_bare_links(words):
        url = normalise(piece) if is_address else ""
        if is_allowed(url):
            settled += _link(url, piece)
        else:
            settled += _with_people(piece, mentions) if mentions else [_text(piece)]
    return settled


def _with_people(words: str, mentions: Mentions) -> list[Token]:
    """Names lead to pages of our own, whatever the name looks like: it stays text."""
    settled: list[Token] = []
    for piece, url in mentions.split(words):
        if url:
            opening = Token("link_open", "a", 1, attrs={"href": url, "class": "mention"})
            settled += opening, _text(piece), Token("link_close", "a", -1)
        else:
            settled.append(_text(piece))
    return settled


def _link(url: str, words: str) -> list[Token]:
    return [
        _linking(Token("link_open", "a", 1, attrs={"href": url})),
        _text(words),
        Token("link_close", "a", -1),
    ]


def _linking(token: Token) -> Token:
    """Only where the link leads: a title of its own could say something else."""
    token.attrs = {"href": token.attrs["href"], "rel": REL}
    return token


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
