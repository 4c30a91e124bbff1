"""The review queue: what waits for somebody who looks after it, oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from exchange.people.models import Membership, MembershipState, Network
from forums.access import facilitated_by, facilitated_networks
from forums.models import Attachment, Flag, LiveSession, Post, PostState, QuestionState, ScanState
from forums.queries.word_list import words_that_hold

KINDS = {
    "posts": _("Posts that wait"),
    "flags": _("Flagged posts"),
    "questions": _("Live questions"),
    "files": _("Files"),
    "members": _("Requests to join"),
}
MOST_SHOWN = 50  # of a kind
FILES_STAY = timedelta(days=14)  # a file that was refused is on the list for so long


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, with what is needed to decide about it."""

    kind: str
    since: datetime
    post: Post | None = None
    flags: Sequence[Flag] = ()
    words: Sequence[str] = ()  # listed ones that held the post: for facilitators alone
    session: LiveSession | None = None
    count: int = 0
    attachment: Attachment | None = None
    membership: Membership | None = None


@dataclass
class ReviewQueue:
    items: list[Waiting] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def review_queue(user: Any, *, now: datetime, network: Network | None = None, kind: str = "") -> ReviewQueue:
    """What waits for this person; of one network or of one kind, if asked. A fixed number of queries."""
    threads = facilitated_by(user)
    networks = facilitated_networks(user)
    if network:
        threads, networks = threads.filter(network=network), networks.filter(pk=network.pk)
    posts = Post.objects.filter(thread__in=threads).select_related("author", "thread__network")
    found = {
        "posts": posts.filter(state=PostState.HELD).order_by("posted_at", "pk"),
        "flags": _flagged(posts),
        "questions": _sessions(user, network),
        "files": _files(threads, now),
        "members": Membership.objects.filter(state=MembershipState.ASKED, network__in=networks)
        .select_related("user", "network")
        .order_by("since", "pk"),
    }
    queue = ReviewQueue(counts={name: rows.count() for name, rows in found.items()})
    for name, rows in found.items():
        if kind in ("", name) and queue.counts[name]:
            queue.items += [_waiting(name, row) for row in rows[:MOST_SHOWN]]
    queue.items.sort(key=lambda item: item.since)
    return queue


def _flagged(posts: Any) -> Any:
    is_open = Q(flags__settled_at__isnull=True, flags__pk__isnull=False)
    flags = Flag.objects.filter(settled_at__isnull=True).select_related("by").order_by("flagged_at", "pk")
    return (
        posts.filter(flags__settled_at__isnull=True, flags__pk__isnull=False)
        .annotate(flagged_at=Min("flags__flagged_at", filter=is_open))
        .prefetch_related(Prefetch("flags", flags, to_attr="open_flags"))
        .order_by("flagged_at", "pk")
    )


def _sessions(user: Any, network: Network | None) -> Any:
    """Live sessions in which questions wait: they are let through at their desk."""
    if network or not user.can_facilitate:
        return LiveSession.objects.none()
    waits = Q(questions__state=QuestionState.WAITING)
    return (
        LiveSession.objects.filter(waits)
        .annotate(waiting=Count("questions", filter=waits), since=Min("questions__asked_at", filter=waits))
        .order_by("since", "pk")
    )


def _files(threads: Any, now: datetime) -> Any:
    return (
        Attachment.objects.filter(
            post__thread__in=threads, post__state__in=[PostState.VISIBLE, PostState.HELD]
        )
        .filter(Q(scan=ScanState.WAITING) | Q(scan=ScanState.REFUSED, uploaded_at__gt=now - FILES_STAY))
        .select_related("post__thread", "uploaded_by")
        .order_by("uploaded_at", "pk")
    )


def _waiting(kind: str, row: Any) -> Waiting:
    match kind:
        case "posts":
            words = words_that_hold(f"{row.thread.title}\n{row.source}", row.thread.network)
            return Waiting(kind, row.posted_at, post=row, words=words)
        case "flags":
            return Waiting(kind, row.flagged_at, post=row, flags=row.open_flags)
        case "questions":
            return Waiting(kind, row.since, session=row, count=row.waiting)
        case "files":
            return Waiting(kind, row.uploaded_at, post=row.post, attachment=row)
    return Waiting(kind, row.since, membership=row)
