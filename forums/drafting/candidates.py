"""Which passage could stand in which section of a brief, and how well."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from forums.drafting import cues
from forums.drafting.passages import Passage, passages_of
from forums.drafting.relevance import relevance
from forums.drafting.signals import Signals, divides
from forums.drafting.sources import Source, SourceKind

MOST_BY_CUES = 1.2
NEAR_ITS_BEST = 0.8  # a passage stands where it fits best, or nearly so
COURTESY = 0.3  # a greeting is hardly ever what one quotes
REPLYING = 0.2  # who disagrees in a reply disagrees with somebody
TRIED = 0.2
OPEN, ASKED_IN_PASSING = 1.0, 0.4
DIVIDING = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    passage: Passage
    section: str
    value: float
    cue: str = ""

    @property
    def source(self) -> Source:
        return self.passage.source

    @property
    def voice(self) -> tuple[bool, str]:
        """Whose words they are; those of nobody known, such as minutes, are each their own."""
        source = self.passage.source
        return (True, source.voice) if source.voice else (False, source.key)


def candidates_of(sources: Sequence[Source], signals: Signals, *, about: str) -> list[Candidate]:
    """Everything that could be cited, the best first; signals, relevance and cues multiply."""
    near = relevance(sources, about)
    found = chain.from_iterable(
        _candidates(passage, worth=(1 + signals.strength(source)) * (0.5 + near[source.key]))
        for source in sources
        for passage in passages_of(source)
    )
    return sorted(found, key=_order)


def _order(one: Candidate) -> tuple[float, int, str, int]:
    return -one.value, cues.SECTIONS.index(one.section), one.source.key, one.passage.start


def _candidates(passage: Passage, *, worth: float) -> Iterator[Candidate]:
    found = cues.cues_in(passage.words)
    if cues.is_courtesy(passage.words):
        worth *= COURTESY
    if "?" in passage.words or cues.asks_for_something(passage.words):
        if openness := _openness(passage.source):
            yield Candidate(passage, cues.OPEN_QUESTIONS, worth * openness)
        return
    fits = _fits(passage.source, found)
    best = max(fits.values(), default=0)
    for section, fit in fits.items():
        if fit < NEAR_ITS_BEST * best:
            continue
        purity = (fit / sum(fits.values())) ** 0.5  # what says a bit of everything says little of each
        told_by = max(found.get(section, ()), key=lambda cue: (cue.weight, len(cue.words)), default=None)
        yield Candidate(passage, section, worth * fit * purity, told_by.words if told_by else "")


def _fits(source: Source, found: Mapping[str, Sequence[cues.Found]]) -> dict[str, float]:
    fits = {section: min(MOST_BY_CUES, sum(cue.weight for cue in hits)) for section, hits in found.items()}
    if divides(source):
        fits[cues.WHERE_WE_DISAGREED] = DIVIDING
    elif source.reply_to and cues.WHERE_WE_DISAGREED in fits:
        fits[cues.WHERE_WE_DISAGREED] += REPLYING
    if source.reactions.get("tried") and cues.WHAT_WORKED in fits:
        fits[cues.WHAT_WORKED] += TRIED
    return fits


def _openness(source: Source) -> float:
    if source.kind == SourceKind.QUESTION:
        return 0.0 if source.is_answered else OPEN
    return ASKED_IN_PASSING / (1 + source.replies)
