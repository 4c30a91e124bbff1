"""The collective view: what the votes on a conversation's statements came to, as everybody may read it.

Counts are of those who voted enough to be in a group; nothing here is about one person. While people vote,
and until the job has been by, there is no result.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt
from typing import Any

from forums.models import Conversation, OpinionResult, Statement, StatementState
from forums.queries.conversations.statements import voters_in

LETTERS = "ABCDE"
WIDE, HIGH, MARGIN, DOT = 78, 44, 11, 4.4  # of the picture, which is 100 wide
GOLDEN = pi * (3 - sqrt(5))
AGREE, DISAGREE = "agree", "disagree"


@dataclass(frozen=True)
class Counts:
    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        return self.agree + self.disagree + self.passed

    @property
    def agree_percent(self) -> int:
        return round(100 * self.agree / self.seen) if self.seen else 0

    @property
    def disagree_percent(self) -> int:
        return round(100 * self.disagree / self.seen) if self.seen else 0

    @property
    def passed_percent(self) -> int:
        return round(100 * self.passed / self.seen) if self.seen else 0


@dataclass(frozen=True)
class Voted:
    """A statement with all votes on it that are told, and those of each group."""

    statement: Statement
    everyone: Counts
    groups: tuple[Counts, ...]


@dataclass(frozen=True)
class Sided:
    """A statement that is agreed on, or that people are against."""

    voted: Voted
    is_agreed: bool


@dataclass(frozen=True)
class Described:
    """A group of five people or more, and what tells it from the others."""

    place: int
    size: int
    known_by: tuple[tuple[Sided, Counts], ...]

    @property
    def letter(self) -> str:
        return LETTERS[self.place]


@dataclass(frozen=True)
class Division:
    voted: Voted
    agrees_most: Described
    agrees_least: Described

    @property
    def most(self) -> Counts:
        return self.voted.groups[self.agrees_most.place]

    @property
    def least(self) -> Counts:
        return self.voted.groups[self.agrees_least.place]


@dataclass(frozen=True)
class Unclear:
    voted: Voted
    has_few_votes: bool


@dataclass(frozen=True)
class Dot:
    """Where somebody stands on the picture, which is 100 wide."""

    x: float
    y: float
    letter: str


@dataclass(frozen=True)
class Opinions:
    voters: int
    counted: int
    is_stable: bool
    statements: list[Voted]
    groups: list[Described]
    consensus: list[Sided]
    divides: list[Division]
    uncertain: list[Unclear]
    dots: list[Dot] = field(default_factory=list)
    height: float = 0

    @property
    def has_groups(self) -> bool:
        return len(self.groups) > 1


@dataclass(frozen=True)
class CollectiveView:
    """``opinions`` is there once the voting has closed and the votes were worked out."""

    conversation: Conversation
    is_open: bool
    statements: int
    voters: int
    opinions: Opinions | None = None


def collective_view(conversation: Conversation, *, is_open: bool) -> CollectiveView | None:
    """None before anything was put to the vote."""
    if conversation.voting_opened_at is None:
        return None
    rows = Statement.objects.filter(conversation=conversation, state=StatementState.OPEN).order_by("number")
    statements = list(rows)
    kept = None
    if conversation.has_closed_votes:
        kept = OpinionResult.objects.filter(conversation=conversation).first()
    return CollectiveView(
        conversation,
        is_open,
        len(statements),
        voters_in(conversation),
        _opinions(kept.result, statements) if kept else None,
    )


def _opinions(result: dict[str, Any], statements: list[Statement]) -> Opinions:
    """What of a kept result is about statements that stand now: words withdrawn since are not told."""
    columns = {pk: at for at, pk in enumerate(result["statements"])}
    voted = {row.pk: _voted(result, row, columns[row.pk]) for row in statements if row.pk in columns}
    groups = [
        Described(
            place,
            size,
            tuple(
                (Sided(voted[pk], side == AGREE), voted[pk].groups[place])
                for pk, side in result["representative"][place]
                if pk in voted
            ),
        )
        for place, size in enumerate(result["sizes"])
    ]
    dots, height = _picture(result["dots"])
    return Opinions(
        voters=result["voters"],
        counted=result["counted"],
        is_stable=result["stability"]["is_stable"],
        statements=list(voted.values()) if groups else [],
        groups=groups,
        consensus=[Sided(voted[pk], side == AGREE) for pk, side in result["consensus"] if pk in voted],
        divides=[
            Division(voted[pk], groups[most], groups[least])
            for pk, most, least in result["divides"]
            if pk in voted
        ],
        uncertain=[Unclear(voted[pk], few) for pk, few in result["uncertain"] if pk in voted and groups],
        dots=dots,
        height=height,
    )


def _voted(result: dict[str, Any], statement: Statement, column: int) -> Voted:
    groups = tuple(
        Counts(agree[column], disagree[column], passed[column])
        for agree, disagree, passed in zip(result["agree"], result["disagree"], result["passed"], strict=True)
    )
    everyone = Counts(
        sum(one.agree for one in groups),
        sum(one.disagree for one in groups),
        sum(one.passed for one in groups),
    )
    return Voted(statement, everyone, groups)


def _picture(dots: list[tuple[float, float, int]] | None) -> tuple[list[Dot], float]:
    """Dots moved into a box that is 100 wide, with a margin for their size; and how high it is.

    Those who stand in one spot are laid around it, as the seeds of a sunflower, so that each is seen.
    """
    if not dots:
        return [], 0
    xs, ys = [dot[0] for dot in dots], [dot[1] for dot in dots]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = WIDE / max(wide, high * WIDE / HIGH, 1e-9)
    height = round(high * scale + 2 * MARGIN, 1)
    spots: Counter[tuple[int, int]] = Counter()
    found = []
    for x, y, group in dots:
        across, down = (x - min(xs)) * scale + MARGIN, height - MARGIN - (y - min(ys)) * scale
        spot = (round(across / DOT), round(down / DOT))
        seed = spots[spot]
        spots[spot] += 1
        away, turn = min(DOT * 0.55 * sqrt(seed), MARGIN - DOT / 2), seed * GOLDEN
        found.append(
            Dot(round(across + away * cos(turn), 1), round(down + away * sin(turn), 1), LETTERS[group])
        )
    return found, height
