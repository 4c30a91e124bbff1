"""Chooses what a draft cites: the best for each section, one voice once before anyone twice."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from forums.drafting.candidates import Candidate
from forums.drafting.cues import SECTIONS, WHERE_WE_DISAGREED
from forums.drafting.sources import Source

PER_SECTION = 3
FEWEST_CITATIONS = 12
MOST_OF_A_VOICE = 3
LOOKED_AT_OF_A_VOICE = 8  # in a section

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


Voice = tuple[bool, str]
Trait = Callable[[Source], str]
TRAITS: Mapping[str, Trait] = {
    "municipality": lambda source: source.municipality,
    "participant_kind": lambda source: source.participant_kind,
    "opinion_group": lambda source: source.opinion_group,
    "theme": lambda source: source.theme,
    "kind": lambda source: source.kind,
}
OWED = ("participant_kind", "opinion_group")


class Picking:
    """The choice so far. Candidates come in their order of value, so that equal ones are told apart."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._candidates = _best_of_each_voice(candidates)
        self._of_section = {
            section: [one for one in self._candidates if one.section == section] for section in SECTIONS
        }
        self._picks: list[Pick] = []
        self._cited = 0
        self._uses: Counter[Voice] = Counter()
        self._heard: set[tuple[str, str]] = set()
        self._repeated: dict[Candidate, float] = defaultdict(float)

    def pick(self) -> list[Pick]:
        """Sections in the order of a brief, in each what was chosen first comes first."""
        for _round in range(PER_SECTION):
            self._one_for_each_section(most_uses=1)
        for most_uses in range(1, MOST_OF_A_VOICE + 1):
            while self._cited < FEWEST_CITATIONS and self._one_for_each_section(most_uses=most_uses):
                pass
        self._give_what_is_owed()
        return sorted(self._picks, key=lambda pick: SECTIONS.index(pick.first.section))

    def _one_for_each_section(self, *, most_uses: int) -> bool:
        """One more item a section; those that few could speak in choose first, while these are free."""
        found = [self._one_more(section, most_uses) for section in self._scarcest_first()]
        return any(found)

    def _scarcest_first(self) -> list[str]:
        def fresh_voices(section: str) -> int:
            return len({one.voice for one in self._of_section[section] if not self._uses[one.voice]})

        return sorted(SECTIONS, key=fresh_voices)

    def _one_more(self, section: str, most_uses: int) -> bool:
        first = self._best(self._free(self._of_section[section], most_uses))
        if first is not None:
            self._take(first)
        return first is not None

    def _free(self, among: Iterable[Candidate], most_uses: int = 1) -> Iterator[Candidate]:
        """Those whose voice may still be cited, and that say something new."""
        for one in among:
            if self._uses[one.voice] < most_uses and self._repeated[one] < TOO_ALIKE:
                yield one

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
        self._picks.append(Pick(first, second, is_owed))

    def _beside(self, first: Candidate) -> Candidate | None:
        """What a disagreeing reply replies to, or else what is most like it in the same section."""
        contradicted = first.source.reply_to if first.section == WHERE_WE_DISAGREED else ""
        replied = [one for one in self._candidates if contradicted and one.source.key == contradicted]
        return self._likest(first, replied, ON_THE_SAME) or self._likest(
            first, self._of_section[first.section], ALSO_SAID
        )

    def _likest(self, first: Candidate, among: Iterable[Candidate], least: float) -> Candidate | None:
        """The one most like the first whose voice was not cited yet, if it is like enough."""
        alike = [
            (likeness, one)
            for one in among
            if not self._uses[one.voice] and (likeness := one.passage.likeness(first.passage)) >= least
        ]
        return max(alike, key=lambda pair: pair[0], default=(0.0, None))[1]

    def _note(self, candidate: Candidate) -> None:
        self._uses[candidate.voice] += 1
        self._heard.update(_traits(candidate.source))
        self._cited += 1
        for other in self._of_section[candidate.section]:  # in another, likeness may be contradiction
            self._repeated[other] = max(self._repeated[other], candidate.passage.likeness(other.passage))
        for other in self._candidates:
            if candidate.passage.overlaps(other.passage):
                self._repeated[other] = 1.0

    def _give_what_is_owed(self) -> None:
        """Each large group and kind of participant has a citation, if it said anything that can be cited."""
        for name, value in _large_groups(one.source for one in self._candidates):
            if (name, value) in self._heard:
                continue
            own = [one for one in self._free(self._candidates) if TRAITS[name](one.source) == value]
            best = self._best(own)
            if best is not None:
                self._take(best, is_owed=True)


def _best_of_each_voice(candidates: Iterable[Candidate]) -> list[Candidate]:
    """What is looked at: more from one voice in one section would never be chosen."""
    looked_at: Counter[tuple[Voice, str]] = Counter()
    kept = []
    for one in candidates:
        looked_at[one.voice, one.section] += 1
        if looked_at[one.voice, one.section] <= LOOKED_AT_OF_A_VOICE:
            kept.append(one)
    return kept


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
