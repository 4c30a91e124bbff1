"""What a draft is made from, and what comes of it: values that know no model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exchange.text import Span


class SourceKind(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"
    POST = "post"
    MINUTES = "minutes"
    SPEECH = "speech"
    CONTRIBUTION = "contribution"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Somebody's words, and how the others took them.

    ``voice``, ``municipality``, ``participant_kind`` and ``opinion_group`` are opaque: only whether two are
    the same counts, and an empty one is nobody's. ``quoted`` are spans of the text that are others' words.
    """

    key: str
    text: str
    kind: SourceKind
    voice: str = ""
    municipality: str = ""
    participant_kind: str = ""
    opinion_group: str = ""
    theme: str = ""
    reply_to: str = ""
    quoted: tuple[Span, ...] = ()
    votes: int = 0
    replies: int = 0
    reactions: Mapping[str, int] = field(default_factory=dict, hash=False)
    is_answered: bool = False
    is_starred: bool = False
    agreement: float | None = None
    """Of a statement: which share of those who voted on it agree."""


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """Whole sentences of a source, in code points of its plain text."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """A paragraph to be: what it rests on, and why this was chosen, to be shown beside it.

    ``prose`` is a language model's, and so empty in what was made offline.
    """

    section: str
    citations: tuple[CitedSpan, ...]
    reasons: tuple[str, ...] = ()
    prose: str = ""
    is_by_model: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    items: tuple[DraftItem, ...] = ()
    notes: tuple[str, ...] = ()
    """What the person who goes on with it should know, such as what a model said and we left out."""

    @property
    def citations(self) -> list[CitedSpan]:
        return [citation for item in self.items for citation in item.citations]

    def of_section(self, section: str) -> list[DraftItem]:
        return [item for item in self.items if item.section == section]
