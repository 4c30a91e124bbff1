"""Votes for the bench of opinion groups: made up with known groups, and of real conversations."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from forums.opinion.finding import IN_NONE
from forums.opinion.polis.reading import read_comments, read_votes
from forums.opinion.polis.rows import OUT
from forums.opinion.votes import Booleans, Floats, Integers

BESIDE_US = Path(__file__).resolve().parents[2] / "shared" / "data" / "practice"
POLIS = Path(os.environ.get("PRACTICE_DATA", BESIDE_US)) / "polis"


@dataclass(frozen=True)
class Practice:
    """A conversation as Polis left it: ``groups`` are what it exported, -1 for none."""

    name: str
    votes: Floats
    groups: Integers
    left_out: Booleans

    @property
    def k(self) -> int:
        return len(np.unique(self.groups[self.groups != IN_NONE]))


def conversations() -> list[Practice]:
    """Every export with groups that stands among the practice data."""
    return [read_export(at.parent) for at in sorted(POLIS.glob("*/participants-votes.csv"))]


def read_export(folder: Path) -> Practice:
    table = read_votes((folder / "participants-votes.csv").read_bytes())
    comments = read_comments((folder / "comments.csv").read_bytes())
    taken_out = {comment.number for comment in comments if comment.moderated == OUT}
    left_out = np.array([number in taken_out for number in table.statements], dtype=np.bool_)
    return Practice(folder.name, table.matrix, table.groups, left_out)


def recorded_mathematics(folder: Path) -> tuple[Practice, dict]:
    """A conversation whose votes and results were recorded from Polis' interface, with those results."""
    recorded = json.loads((folder / "math-pca2.json").read_text())
    votes = np.full((recorded["n"], recorded["n-cmts"]), np.nan)
    for vote in json.loads((folder / "votes.json").read_text()):
        votes[vote["participant_id"], vote["statement_id"]] = vote["vote"]
    groups = np.full(len(votes), IN_NONE)
    bases = dict(zip(recorded["base-clusters"]["id"], recorded["base-clusters"]["members"], strict=True))
    for group in recorded["group-clusters"]:
        for base in group["members"]:
            groups[bases[base]] = group["id"]
    left_out = np.isin(np.arange(votes.shape[1]), recorded["mod-out"])
    return Practice(folder.name, votes, groups, left_out), recorded


def planted(
    people: int, statements: int, k: int, *, noise: float, missing: float, seed: int
) -> tuple[Floats, Integers]:
    """Votes of two to four groups that are each of one mind, with their groups.

    Four are the answers to two questions that have nothing to do with each other: two components can't tell
    four minds apart that differ in three directions. A share ``noise`` of the votes is by chance, a share
    ``missing`` is not there.
    """
    chance = np.random.default_rng(seed)
    minds = chance.choice([-1.0, 1.0], (k, statements))
    if k == 4:
        about_first = np.arange(statements) % 2 == 0
        minds = np.array(
            [minds[0] * np.where(about_first, one, other) for one in (1, -1) for other in (1, -1)]
        )
    groups = chance.permutation(np.arange(people) % k)
    votes = np.where(
        chance.random((people, statements)) < noise,
        structureless(people, statements, seed=seed),
        minds[groups],
    )
    votes[chance.random(votes.shape) < missing] = np.nan
    return votes, groups


def structureless(people: int, statements: int, *, seed: int, missing: float = 0.0) -> Floats:
    """Votes that each fall by chance."""
    chance = np.random.default_rng(seed + 1)
    votes = chance.choice([-1.0, 0.0, 1.0], (people, statements))
    votes[chance.random(votes.shape) < missing] = np.nan
    return votes
