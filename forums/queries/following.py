"""How closely somebody follows a thread or what it stands on: the nearest word holds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from forums.models import THREAD_SUBJECT_FIELDS, Thread, Watch, WatchLevel

THREAD_LEVELS = (WatchLevel.EVERY_POST, WatchLevel.MENTIONS, WatchLevel.MUTED)
BOARD_LEVELS = (WatchLevel.EVERY_POST, WatchLevel.NEW_THREADS, WatchLevel.MENTIONS, WatchLevel.MUTED)


def scope_of(thing: models.Model) -> str:
    """``thread:12``, ``network:3``, ``case_study:7``: what a ``Watch`` is set on."""
    kind = thing._meta.model_name or ""
    return f"{'case_study' if kind == 'casestudy' else kind}:{thing.pk}"


def scopes_of(thread: Thread) -> Sequence[str]:
    """The thread's own scope, its room's, and that of what it is about, nearest first."""
    scopes = [f"thread:{thread.pk}"]
    if thread.room_id:
        scopes.append(f"room:{thread.room_id}")
    ids = ((field, getattr(thread, f"{field}_id")) for field in THREAD_SUBJECT_FIELDS)
    return [*scopes, *(f"{field}:{pk}" for field, pk in ids if pk)]


def level_set(user: Any, scope: str) -> str:
    """What somebody set on this very thing; empty if nothing."""
    if not getattr(user, "pk", None):
        return ""
    return Watch.objects.filter(user=user, scope=scope).values_list("level", flat=True).first() or ""


def level_of(user: Any, thread: Thread) -> str:
    """The level that holds for somebody in a thread; empty if nothing was set."""
    if not getattr(user, "pk", None):
        return ""
    scopes = scopes_of(thread)
    levels = dict(Watch.objects.filter(user=user, scope__in=scopes).values_list("scope", "level"))
    return next((levels[scope] for scope in scopes if scope in levels), "")


def levels_of(thread: Thread) -> Mapping[int, str]:
    """Whoever set a level for a thread or what it stands on, with the one that holds: one query."""
    scopes = scopes_of(thread)
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for user_id, scope, level in Watch.objects.filter(scope__in=scopes).values_list("user", "scope", "level"):
        found[user_id][scope] = level
    return {
        user_id: next(levels[scope] for scope in scopes if scope in levels)
        for user_id, levels in found.items()
    }


def is_told_of(level: str, *, opens_the_thread: bool) -> bool:
    """Whether somebody with this level is told of a post that is not meant for them."""
    return level == WatchLevel.EVERY_POST or (level == WatchLevel.NEW_THREADS and opens_the_thread)


@dataclass(frozen=True)
class Watching:
    """What the control of following shows: the level that holds, and those to choose from."""

    url: str
    level: str
    choices: Sequence[WatchLevel]

    @property
    def label(self) -> str:
        """Whoever set nothing is told of what is meant for them, and does not follow."""
        return str(WatchLevel(self.level).label) if self.level else ""


def watching_of(user: Any, watched: Any, level: str | None = None) -> Watching:
    """How closely somebody follows a thread (also by its board) or a board: one query, unless it is known."""
    if isinstance(watched, Thread):
        url = reverse("watch_thread", args=[watched.pk])
        level = level_of(user, watched) if level is None else level
        if level == WatchLevel.NEW_THREADS:  # said of the board; of this thread nothing was said
            level = ""
        return Watching(url, level, THREAD_LEVELS)
    kind, _colon, pk = scope_of(watched).partition(":")
    url = reverse("watch_board", args=[kind, pk])
    return Watching(url, level_set(user, f"{kind}:{pk}"), BOARD_LEVELS)
