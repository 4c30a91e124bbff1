"""How posts are called after they moved: numbers, paths, and what was noted by number."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self

from django.db import connection, models

from forums.models import (
    DEEPEST,
    PATH_WIDTH,
    MovedPost,
    Post,
    PostKind,
    PostState,
    Ranges,
    Thread,
    up_to,
)


class Place(NamedTuple):
    """Where a post stands: all that moving it needs, and small, for a thread may hold 100,000."""

    pk: int
    parent_id: int | None
    number: int
    path: str
    state: str


def places_in(thread: Thread) -> list[Place]:
    """Every post of a thread by its number, so that a post comes after what it answers."""
    rows = thread.posts.order_by("number").values_list("pk", "parent_id", "number", "path", "state")
    return [Place(*row) for row in rows.iterator(chunk_size=5000)]


def branch_of(root_ids: Iterable[int], places: Sequence[Place]) -> list[Place]:
    """These posts and all below them. By what answers what, for a path ends at the deepest step."""
    inside = set(root_ids)
    branch = []
    for place in places:
        if place.pk in inside or place.parent_id in inside:
            inside.add(place.pk)
            branch.append(place)
    return branch


def relocate(
    places: Sequence[Place],
    *,
    to: Thread,
    numbers: Mapping[int, int],
    parents: Mapping[int, int | None] | None = None,
) -> None:
    """Put posts into a thread under free numbers; ``parents`` tells of those that answer another now.

    A path ends in its post's number, so that paths are free where numbers are. One statement with
    many rows: a hundred thousand posts take seconds.
    """
    parents = parents or {}
    paths = dict(to.posts.filter(pk__in={pk for pk in parents.values() if pk}).values_list("pk", "path"))
    rows = []
    for place in sorted(places, key=lambda place: numbers[place.pk]):
        parent, number = parents.get(place.pk, place.parent_id), numbers[place.pk]
        paths[place.pk] = path_below(paths.get(parent, "") if parent else "", number)
        rows.append((to.pk, parent, number, paths[place.pk], place.pk))
    _write(rows)


def rebuild_paths(thread: Thread) -> None:
    """After some posts answer another post than before: the paths of all that stand below them."""
    paths: dict[int, str] = {}
    rows = []
    for place in places_in(thread):
        above = paths.get(place.parent_id, "") if place.parent_id else ""
        paths[place.pk] = path_below(above, place.number)
        if paths[place.pk] != place.path:
            rows.append((thread.pk, place.parent_id, place.number, paths[place.pk], place.pk))
    _write(rows)


def path_below(above: str, number: int) -> str:
    return above[: PATH_WIDTH * (DEEPEST - 1)] + str(number).zfill(PATH_WIDTH)


def _write(rows: list[tuple[int, int | None, int, str, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Post._meta.db_table} SET thread_id = %s, parent_id = %s, number = %s, path = %s"  # noqa: S608
            " WHERE id = %s",
            rows,
        )


def adopt(*, pointer: Post, by_post_id: int) -> None:
    """Let what answered a pointer answer another post instead."""
    Post.objects.filter(parent=pointer).update(parent_id=by_post_id)


def last_word_in(thread: Thread) -> datetime:
    """When somebody last said something in it; pointers are nobody's words."""
    said = thread.posts.exclude(kind=PostKind.POINTER).aggregate(last=models.Max("posted_at"))["last"]
    return said or thread.opened_at


def count_anew(thread: Thread, *, at_least: int) -> None:
    """The thread's last number and its list of unshown ones, from the posts that stand in it."""
    places = places_in(thread)
    shown = Ranges().with_numbers(place.number for place in places if place.state == PostState.VISIBLE)
    thread.last_post_number = max([at_least, *(place.number for place in places[-1:])])
    thread.unshown = up_to(thread.last_post_number).without(shown).stored()


def keep_earlier_places(thread: Thread, numbers: Mapping[int, int]) -> None:
    """Let links to these numbers of the thread lead to the posts that stood there."""
    MovedPost.objects.bulk_create(
        [MovedPost(thread=thread, number=number, post_id=pk) for pk, number in numbers.items()],
        update_conflicts=True,
        unique_fields=["thread", "number"],
        update_fields=["post"],
        batch_size=300,
    )


@dataclass(frozen=True)
class Renumbering:
    """Old numbers and new ones, both rising, as runs: ``(first, last, what the first became)``."""

    runs: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Self:
        runs: list[tuple[int, int, int]] = []
        for old, new in sorted(pairs):
            if runs and old == runs[-1][1] + 1 and new == runs[-1][2] + old - runs[-1][0]:
                runs[-1] = (runs[-1][0], old, runs[-1][2])
            else:
                runs.append((old, old, new))
        return cls(tuple(runs))

    def carried(self, ranges: Ranges) -> Ranges:
        """What these numbers are called now; those that did not move are left out."""
        found: list[tuple[int, int]] = []
        for first, last in ranges.pairs:
            start = max(bisect_right(self.runs, first, key=lambda run: run[0]) - 1, 0)
            for run_first, run_last, became in self.runs[start:]:
                if run_first > last:
                    break
                low, high = max(first, run_first), min(last, run_last)
                if low <= high:
                    found.append((became + low - run_first, became + high - run_first))
        return Ranges.of(found)
