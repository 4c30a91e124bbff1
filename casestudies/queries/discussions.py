"""Where publications were talked about. The library does not know; an app above it registers who does."""

from collections.abc import Callable, Collection, Mapping

from casestudies.models import RecordedLearning

Paths = Callable[[Collection[RecordedLearning]], Mapping[int, str]]
_paths: list[Paths] = []


def lead_to_discussions(paths: Paths) -> None:
    """Registers what tells, by the pk of a publication, the path of the discussion that it came from."""
    if paths not in _paths:
        _paths.append(paths)


def discussions_of(learnings: Collection[RecordedLearning]) -> dict[int, str]:
    """By the pk of a publication, the path of the discussion that it came from; without those unknown."""
    found: dict[int, str] = {}
    for paths in _paths:
        found = {**paths(learnings), **found}
    return found
