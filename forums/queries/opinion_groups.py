"""Which opinion groups of a conversation appear in a summary of it."""

from collections.abc import Collection
from dataclasses import dataclass

from forums.models import Summary

SMALLEST_GROUP = 5  # people; smaller ones are not told apart
SMALLEST_SHARE = 0.1  # of those who voted


@dataclass(frozen=True)
class Represented:
    """A kind of people, a place or a group: how much they said, and how much of it is cited."""

    label: str
    sources: int
    cited: int
    appears: bool


def groups_of(summary: Summary, cited: Collection[int]) -> list[Represented]:
    return []
