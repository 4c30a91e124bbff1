"""What somebody has not read: counted from numbers, never by looking at posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from exchange.people.models import Membership, MembershipRole, User
from forums.models import PostDraft, Ranges, ReadState, Thread, Watch, up_to
from forums.queries.following import scopes_of

SCANNED = 500  # threads; older news than that is found on the boards


@dataclass(frozen=True)
class Reader:
    """What one person is to one thread. A visitor is nothing to any."""

    ranges: Ranges | None = None  # None: never opened it
    began: datetime | None = None  # their account, or their membership
    is_member: bool = False  # of its network
    is_network_facilitator: bool = False
    watch_level: str = ""  # of the thread, or of what it stands on
    has_draft: bool = False  # of an answer to the thread


def reader_of(user: Any, thread: Thread) -> Reader:
    """All of it in one query: a thread's page asks for it first."""
    if not getattr(user, "pk", None):
        return Reader()
    read = ReadState.objects.filter(user=OuterRef("pk"), thread=thread)
    standing = Membership.objects.standing().filter(user=OuterRef("pk"), network=thread.network_id or 0)
    watches = Watch.objects.filter(user=OuterRef("pk"))
    drafts = PostDraft.objects.filter(user=OuterRef("pk"), scope=f"thread:{thread.pk}")
    found = User.objects.filter(pk=user.pk).values_list(
        Subquery(read.values("ranges")[:1]),
        Subquery(standing.values("role")[:1]),
        Subquery(standing.values("since")[:1]),
        Exists(drafts),
        *(Subquery(watches.filter(scope=scope).values("level")[:1]) for scope in scopes_of(thread)),
    )
    for stored, role, since, has_draft, *levels in found:
        return Reader(
            ranges=None if stored is None else Ranges.of(stored),
            began=max(since, user.date_joined) if since else user.date_joined,
            is_member=bool(role),
            is_network_facilitator=role == MembershipRole.FACILITATOR,
            watch_level=next(filter(None, levels), ""),
            has_draft=has_draft,
        )
    return Reader()


def read_by(reader: Reader, thread: Thread) -> Ranges:
    """The numbers that somebody has read. What was over before they came counts as read."""
    if reader.ranges is not None:
        return reader.ranges
    if reader.began is None or thread.last_posted_at < reader.began:
        return up_to(thread.last_post_number)
    return Ranges()


def unread_in(thread: Thread, read: Ranges) -> Ranges:
    """The numbers of posts that others read here and this person has not."""
    return up_to(thread.last_post_number).without(read).without(Ranges.of(thread.unshown))


def unread_of(user: Any, threads: Iterable[Thread]) -> dict[int, int]:
    """How many posts of each of these threads somebody has not read: two queries for a whole list."""
    rows = list(threads)
    if not getattr(user, "pk", None) or not rows:
        return {}
    stored = dict(
        ReadState.objects.filter(user=user, thread__in=[thread.pk for thread in rows]).values_list(
            "thread_id", "ranges"
        )
    )
    since: dict[int, datetime] = {}
    if networks := {thread.network_id for thread in rows if thread.network_id}:
        standing = Membership.objects.standing().filter(user=user, network__in=networks)
        since = dict(standing.values_list("network_id", "since"))
    counts = {}
    for thread in rows:
        joined = since.get(thread.network_id or 0)
        reader = Reader(
            ranges=Ranges.of(stored[thread.pk]) if thread.pk in stored else None,
            began=max(joined, user.date_joined) if joined else user.date_joined,
        )
        counts[thread.pk] = len(unread_in(thread, read_by(reader, thread)))
    return counts


def with_unread(user: Any, threads: Iterable[Thread]) -> list[Thread]:
    """The same threads as a list, each with its ``unread`` for templates/forums/_thread_rows.html."""
    rows = list(threads)
    counts = unread_of(user, rows)
    for thread in rows:
        thread.unread = counts.get(thread.pk, 0)  # type: ignore[attr-defined]
    return rows


def new_to(user: Any, threads: QuerySet[Thread]) -> list[Thread]:
    """Those of some threads that hold something unread, the liveliest first, of the latest ``SCANNED``."""
    latest = threads.order_by("-last_posted_at", "-pk")[:SCANNED]
    return [thread for thread in with_unread(user, latest) if thread.unread]  # type: ignore[attr-defined]


def unread_in_boards(user: Any, threads: QuerySet[Thread], board: str = "network_id") -> dict[int, int]:
    """How many unread posts each board has: by ``network_id``, ``room_id`` and so on."""
    counts: dict[int, int] = {}
    slim = threads.only("last_post_number", "last_posted_at", "unshown", "network_id", board)
    for thread in with_unread(user, slim.order_by("-last_posted_at", "-pk")[:SCANNED]):
        key = getattr(thread, board)
        if key is not None:
            counts[key] = counts.get(key, 0) + thread.unread  # type: ignore[attr-defined]
    return counts
