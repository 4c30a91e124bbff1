"""Chooses what a draft cites: the best for each section, one voice once before anyone twice."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forums.drafting.candidates import Candidate
from forums.drafting.cues import SECTIONS, WHERE_WE_DISAGREED
from forums.drafting.sources import Source

PER_SECTION = 3
FEWEST_CITATIONS = 12
MOST_OF_A_VOICE = 3

TOO_ALIKE = 0.7
REPETITION = 0.8  # how much of a candidate's value goes where it says what was said already
ALSO_SAID = 0.3  # from here on a passage of somebody else goes beside the first
ON_THE_SAME = 0.1  # and of what it replies to already from here
NEWS = 0.2  # a municipality, a kind of participant, a group, a theme that was not heard yet

GROUP_SHARE, GROUP_SIZE = 0.1, 5
"""A group of at least this share and so many people is not left out while it has something to cite."""


@dataclass(frozen=True, slots=True)
class Pick:
    first: Candidate
    second: Candidate | None = None
    """What somebody else said of the same."""
    is_owed: bool = False
    """Whether it was taken because it speaks for a group not heard yet."""

    @property
    def candidates(self) -> list[Candidate]:
        return [self.first] if self.second is None else [self.first, self.second]


Trait = Callable[[Source], str]
TRAITS: Mapping[str, Trait] = {
    "municipality": lambda source: source.municipality,
    "participant_kind": lambda source: source.participant_kind,
    "opinion_group": lambda source: source.opinion_group,
    "theme": lambda source: source.theme,
    "kind": lambda source: source.kind,
}
OWED = ("participant_kind", "opinion_group")


@dataclass
class Picking:
    """The choice so far. Candidates come in their order of value, so that equal ones are told apart."""

    candidates: Sequence[Candidate]
    picks: list[Pick] = field(default_factory=list)
    _uses: Counter[str] = field(default_factory=Counter)
    _heard: set[tuple[str, str]] = field(default_factory=set)
    _cited: int = 0
    _repeated: dict[Candidate, float] = field(default_factory=lambda: defaultdict(float))

    def pick(self) -> list[Pick]:
        """Sections in the order of a brief, in each what was chosen first comes first."""
        for _round in range(PER_SECTION):
            self._one_for_each_section(most_uses=1)
        for most_uses in range(1, MOST_OF_A_VOICE + 1):
            while self._cited < FEWEST_CITATIONS and self._one_for_each_section(most_uses=most_uses):
                pass
        self._give_what_is_owed()
        return sorted(self.picks, key=lambda pick: SECTIONS.index(pick.first.section))

    def _one_for_each_section(self, *, most_uses: int) -> bool:
        """One more item a section; those that few could speak in choose first, while these are free."""
        found = [self._one_more(section, most_uses) for section in self._scarcest_first()]
        return any(found)

    def _scarcest_first(self) -> list[str]:
        voices: dict[str, set[str]] = {section: set() for section in SECTIONS}
        for candidate in self.candidates:
            if not self._uses[candidate.voice]:
                voices[candidate.section].add(candidate.voice)
        return sorted(SECTIONS, key=lambda section: (len(voices[section]), SECTIONS.index(section)))

    def _one_more(self, section: str, most_uses: int) -> bool:
        first = self._best(one for one in self._free(most_uses) if one.section == section)
        if first is not None:
            self._take(first)
        return first is not None

    def _free(self, most_uses: int = 1) -> Iterable[Candidate]:
        """Those whose voice may still be cited, and that say something new."""
        return (
            one
            for one in self.candidates
            if self._uses[one.voice] < most_uses and self._repeated[one] < TOO_ALIKE
        )

    def _best(self, candidates: Iterable[Candidate]) -> Candidate | None:
        """Maximal marginal relevance: worth, less what was said already, more for those not heard yet."""
        return max(candidates, key=self._marginal, default=None)

    def _marginal(self, candidate: Candidate) -> float:
        news = sum((name, value) not in self._heard for name, value in _traits(candidate.source))
        return candidate.value * (1 - REPETITION * self._repeated[candidate]) * (1 + NEWS * news)

    def _take(self, first: Candidate, *, is_owed: bool = False) -> None:
        self._note(first)
        second = self._beside(first)
        if second is not None:
            self._note(second)
        self.picks.append(Pick(first, second, is_owed))

    def _beside(self, first: Candidate) -> Candidate | None:
        """What a disagreeing reply replies to, or else what is most like it in the same section."""
        contradicted = first.source.reply_to if first.section == WHERE_WE_DISAGREED else ""
        others = (one for one in self.candidates if not self._uses[one.voice])
        alike = [(one.passage.likeness(first.passage), one) for one in others]
        replied = [pair for pair in alike if pair[1].source.key == contradicted and pair[0] >= ON_THE_SAME]
        also = [pair for pair in alike if pair[1].section == first.section and pair[0] >= ALSO_SAID]
        return max(replied or also, key=lambda pair: pair[0], default=(0.0, None))[1]

    def _note(self, candidate: Candidate) -> None:
        self._uses[candidate.voice] += 1
        self._heard.update(_traits(candidate.source))
        self._cited += 1
        for other in self.candidates:
            repeated = self._repetition(candidate, other)
            self._repeated[other] = max(self._repeated[other], repeated)

    @staticmethod
    def _repetition(cited: Candidate, other: Candidate) -> float:
        """How much of the one the other says again; in two sections likeness may be contradiction."""
        if cited.passage.overlaps(other.passage):
            return 1.0
        return cited.passage.likeness(other.passage) if cited.section == other.section else 0.0

    def _give_what_is_owed(self) -> None:
        """Each large group and kind of participant has a citation, if it said anything that can be cited."""
        for name, value in _large_groups(one.source for one in self.candidates):
            if (name, value) in self._heard:
                continue
            own = [one for one in self._free() if TRAITS[name](one.source) == value]
            best = self._best(own)
            if best is not None:
                self._take(best, is_owed=True)


def _traits(source: Source) -> list[tuple[str, str]]:
    return [(name, value) for name, trait in TRAITS.items() if (value := trait(source))]


def _large_groups(sources: Iterable[Source]) -> list[tuple[str, str]]:
    voices: dict[tuple[str, str], set[str]] = defaultdict(set)
    everybody: set[str] = set()
    for source in sources:
        if source.voice:
            everybody.add(source.voice)
            for name in OWED:
                voices[name, TRAITS[name](source)].add(source.voice)
    enough = max(GROUP_SIZE, GROUP_SHARE * len(everybody))
    return sorted(group for group, members in voices.items() if group[1] and len(members) >= enough)
