"""What may be cited: whole sentences, with those beside them without which they would mislead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exchange.text import Span, sentences, words_at
from forums.drafting.cues import is_kept_back
from forums.drafting.sources import Source
from forums.drafting.terms import terms_of

FEWEST_WORDS = 5
MOST_WORDS = 80
MOST_CHARACTERS = 900
MOST_SENTENCES = 5

# Who begins so speaks of what was said before; who goes on so takes part of it back.
_LEANS_BACK = re.compile(
    r"\W{0,3}(?:this|that|these|those|it|they|he|she|and|so|but|or|also|which|because|then|there|such|dit|hulle|maar|en)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\W{0,3}(?:but|however|except|although|though|unfortunately|yet|still|only|unless|maar|egter)\b",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"(?:\d{1,3}[.)]|[-*•–])\s+")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w")


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    source: Source
    start: int
    end: int
    terms: frozenset[str]

    @property
    def words(self) -> str:
        return self.source.text[self.start : self.end]

    def overlaps(self, other: "Passage") -> bool:
        return self.source.key == other.source.key and self.start < other.end and other.start < self.end

    def likeness(self, other: "Passage") -> float:
        """From 0 to 1: the share of their terms that both have (Dice)."""
        together = len(self.terms) + len(other.terms)
        return 2 * len(self.terms & other.terms) / together if together else 0.0


def passages_of(source: Source) -> Iterator[Passage]:
    """The passages of a source that can stand alone; others' words in it, and addresses, are left out, and a
    paragraph whose writer asks not to be quoted."""
    spans = [_unmarked(source.text, span) for span in sentences(source.text)]
    kept_back = [
        _paragraph_of(source.text, span) for span in spans if is_kept_back(words_at(source.text, span))
    ]
    seen: set[Span] = set()
    for place in range(len(spans)):
        span = _grown(source.text, spans, place)
        if span is None or span in seen or not _can_stand(source, span):
            continue
        if any(span.start < block.end and block.start < span.end for block in kept_back):
            continue
        seen.add(span)
        terms = frozenset(terms_of(source.text[span.start : span.end]))
        if terms:
            yield Passage(source, span.start, span.end, terms)


def _unmarked(text: str, span: Span) -> Span:
    """A sentence without the mark of the list in which it stands."""
    mark = _LIST_MARK.match(text, span.start, span.end)
    begins_a_line = not text[text.rfind("\n", 0, span.start) + 1 : span.start].strip()
    return Span(mark.end(), span.end) if mark and begins_a_line and mark.end() < span.end else span


def _paragraph_of(text: str, span: Span) -> Span:
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def _grown(text: str, spans: list[Span], place: int) -> Span | None:
    """The sentence with the one that it leans on and those that take part of it back; None if it is long."""
    first = last = place
    if first > 0 and _LEANS_BACK.match(text, spans[first].start) and _same_block(text, spans, first - 1):
        first -= 1
    while last + 1 < len(spans) and _takes_back(text, spans, last + 1):
        last += 1
        if last - first == MOST_SENTENCES:
            return None
    return Span(spans[first].start, spans[last].end)


def _takes_back(text: str, spans: list[Span], place: int) -> bool:
    return bool(_TAKES_BACK.match(text, spans[place].start)) and _same_block(text, spans, place - 1)


def _same_block(text: str, spans: list[Span], place: int) -> bool:
    """Whether the sentence and the next stand in one paragraph."""
    return "\n" not in text[spans[place].end : spans[place + 1].start]


def _can_stand(source: Source, span: Span) -> bool:
    if span.end - span.start > MOST_CHARACTERS:
        return False
    words = source.text[span.start : span.end]
    if any(span.start < other.end and other.start < span.end for other in source.quoted):
        return False
    return FEWEST_WORDS <= len(words.split()) <= MOST_WORDS and not _ADDRESS.search(words)
