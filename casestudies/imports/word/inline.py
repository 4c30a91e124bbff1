"""The words of one paragraph with what is marked in them, as Markdown."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from casestudies.imports.escaping import escaped, line_starts_escaped
from exchange.text.links import is_allowed


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    is_bold: bool = False
    is_italic: bool = False
    address: str = ""


def plain(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def to_markdown(spans: Iterable[Span]) -> str:
    """One paragraph, with its line breaks; empty where nothing can be read."""
    written = ""
    merged = _merged(spans)
    for index, (address, inside) in enumerate(merged):
        following = plain(merged[index + 1][1])[:1] if index + 1 < len(merged) else ""
        written += _linked(address, inside) if address else _marked(inside, before=written, after=following)
    return line_starts_escaped(written)


def _merged(spans: Iterable[Span]) -> list[tuple[str, list[Span]]]:
    """Neighbours of one kind as one, for Word cuts runs anywhere; grouped by where they link to."""
    kinds = groupby(spans, key=lambda span: (span.address, span.is_bold, span.is_italic))
    whole = [Span(plain(group), bold, italic, address) for (address, bold, italic), group in kinds]
    return [(address, list(group)) for address, group in groupby(whole, key=lambda span: span.address)]


def _linked(address: str, spans: list[Span]) -> str:
    """A link whose address is not one that we allow leaves its words."""
    text = plain(spans)
    words = " ".join(text.split())
    if not words or not is_allowed(address):
        return escaped(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    if words == address:
        return f"{before}{escaped(words)}{after}"  # pages link it by themselves
    target = address.replace("(", "%28").replace(")", "%29")
    return f"{before}[{escaped(words)}]({target}){after}"


def _marked(spans: list[Span], *, before: str, after: str) -> str:
    written = ""
    for index, span in enumerate(spans):
        following = spans[index + 1].text[:1] if index + 1 < len(spans) else after
        written += _emphasised(span, before=(before + written)[-1:], after=following)
    return written


def _emphasised(span: Span, *, before: str, after: str) -> str:
    """Stars stand right beside letters; where they would be read as stars, the words go without."""
    inside = span.text.strip()
    marker = "*" * (2 * span.is_bold + span.is_italic)
    if not marker or not inside or "\n" in inside:
        return escaped(span.text)
    start = span.text[: len(span.text) - len(span.text.lstrip())]
    end = span.text[len(span.text.rstrip()) :]
    opens = _is_letter(inside[0]) or _is_edge(start[-1:] or before)
    closes = _is_letter(inside[-1]) or _is_edge(end[:1] or after)
    if not opens or not closes or (start[-1:] or before) == "*":
        return escaped(span.text)
    return f"{start}{marker}{escaped(inside)}{marker}{end}"


def _is_letter(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char)[0] not in "PSZC"


def _is_edge(char: str) -> bool:
    return not char or not _is_letter(char)
