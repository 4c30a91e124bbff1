"""What the files of a Polis export say, as values."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from forums.opinion.votes import Floats, Integers

OUT, WAITING, IN = -1, 0, 1  # how Polis numbers what a moderator did with a statement


@dataclass(frozen=True)
class Summary:
    """``groups`` is how many there are, ``comments`` how many statements."""

    topic: str
    url: str
    views: int
    voters: int
    voters_in_conversation: int
    commenters: int
    comments: int
    groups: int
    description: str


@dataclass(frozen=True)
class Comment:
    """A statement. ``author`` and ``number`` are numbers within the conversation, never ids of rows."""

    number: int
    author: int
    created_at: datetime
    agrees: int
    disagrees: int
    moderated: int
    text: str


@dataclass(frozen=True)
class Participant:
    """A row of the matrix; ``group`` is None for whoever is in none, ``votes`` has None where unseen."""

    number: int
    group: int | None
    comments: int
    votes: tuple[int | None, ...]


@dataclass(frozen=True)
class VoteTable:
    """Who voted what: ``statements`` are the numbers of the comments, one for each column."""

    statements: tuple[int, ...]
    participants: tuple[Participant, ...]

    @property
    def matrix(self) -> Floats:
        """(people, statements), as ``forums.opinion.find_groups`` takes it."""
        cells = [[np.nan if vote is None else vote for vote in row.votes] for row in self.participants]
        return np.array(cells, dtype=np.float64).reshape(len(self.participants), len(self.statements))

    @property
    def groups(self) -> Integers:
        """(people,): the groups that the file gives, -1 for none."""
        return np.array([-1 if row.group is None else row.group for row in self.participants], dtype=np.int64)
