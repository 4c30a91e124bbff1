"""Which threads somebody's words and filters find, and how many there are under each value.

Everything begins with ``Thread.objects.visible_to`` and ``Post.objects.visible_to``: what one may not see
is neither found nor counted.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from casestudies.content.filters import Sort
from forums.models import Post, ReadState, Thread, ThreadKind, Watch, WatchLevel
from forums.queries.reading import new_to
from forums.queries.thread_filters import Standing, ThreadFacet, ThreadFilters

FOLLOWING = (WatchLevel.EVERY_POST, WatchLevel.NEW_THREADS)
ON_BOARDS = ("network", "room", "case_study", "engagement", "conversation", "lesson", "question")
MOST_POSTS_LOOKED_AT = 300

COLUMNS: Mapping[str, str] = {
    ThreadFacet.KIND: "kind",
    ThreadFacet.THEME: "theme__slug",
    ThreadFacet.NETWORK: "network__slug",
    ThreadFacet.TAG: "tags__slug",
    ThreadFacet.CASE_STUDY: "case_study__slug",
    ThreadFacet.ENGAGEMENT: "engagement__slug",
    ThreadFacet.CONVERSATION: "conversation__slug",
    ThreadFacet.LESSON: "lesson",
    ThreadFacet.QUESTION: "question__public_id",
}
COUNTED = (ThreadFacet.KIND, ThreadFacet.THEME, ThreadFacet.NETWORK, ThreadFacet.TAG)


def threads_found(
    filters: ThreadFilters, *, user: Any, without: Collection[str] = ()
) -> "QuerySet[Thread, Any]":
    """Threads that a person may see and that match, in no order; the facets ``without`` choose nothing."""
    found = Thread.objects.visible_to(user)
    if filters.query:
        in_posts = Post.objects.visible_to(user).matching(filters.query).values("thread")
        found = found.filter(Q(pk__in=by_title(filters.query)) | Q(pk__in=in_posts))
    for facet, values in filters.chosen.items():
        if facet not in without:
            found = found.filter(_condition(facet, values, filters, user))
    return found


def by_title(query: str) -> Any:
    return Thread.objects.matching(query).values("pk")


def in_order(found: Any, filters: ThreadFilters) -> Any:
    """Words in a title go before words further down; the liveliest first."""
    if filters.sort == Sort.RELEVANCE and filters.query:
        in_title = When(pk__in=by_title(filters.query), then=Value(0))
        place = Case(in_title, default=Value(1), output_field=IntegerField())
        return found.order_by(place, "-last_posted_at", "-pk")
    return found.latest_first()


def best_posts(query: str, threads: Iterable[Thread], *, user: Any) -> Mapping[int, Post]:
    """For each thread the post that fits the words best, if one does: one query."""
    posts = Post.objects.visible_to(user).filter(thread__in=[thread.pk for thread in threads])
    rows = posts.best_first(query).only("thread_id", "number", "plain")
    found: dict[int, Post] = {}
    for post in rows[:MOST_POSTS_LOOKED_AT]:
        found.setdefault(post.thread_id, post)
    return found


def counts_of(filters: ThreadFilters, *, user: Any) -> Mapping[str, Mapping[str, int]]:
    """By facet and value: what choosing it would find, given the other facets. One query each."""
    counts: dict[str, Mapping[str, int]] = {}
    for facet in COUNTED:
        found = threads_found(filters, user=user, without=[facet])
        rows = Thread.objects.filter(pk__in=found.values("pk")).order_by().values_list(COLUMNS[facet])
        counts[facet] = {value: count for value, count in rows.annotate(count=Count("pk")) if value}
    found = threads_found(filters, user=user, without=[ThreadFacet.STATE])
    totals = {name: Count("pk", filter=condition, distinct=True) for name, condition in STANDING.items()}
    counts[ThreadFacet.STATE] = found.aggregate(**totals)
    return counts


STANDING: Mapping[str, Q] = {
    Standing.OPEN_QUESTION.value: Q(
        kind=ThreadKind.QUESTION, answer__isnull=True, archived_at__isnull=True, locked_at__isnull=True
    ),
    Standing.ANSWERED.value: Q(answer__isnull=False),
    Standing.LOCKED.value: Q(locked_at__isnull=False),
    Standing.ARCHIVED.value: Q(archived_at__isnull=False),
}


def _condition(facet: str, values: Collection[str], filters: ThreadFilters, user: Any) -> Q:
    match facet:
        case ThreadFacet.STATE:
            condition = Q()
            for value in values:
                condition |= STANDING[value] if value in STANDING else OF_PERSON[value](user)
            return condition
        case ThreadFacet.TAG:  # a subquery: a thread with two of the tags is found once
            return Q(pk__in=Thread.objects.filter(tags__slug__in=values).values("pk"))
        case ThreadFacet.MUNICIPALITY:
            here = Thread.objects.filter(case_study__municipalities__code__in=values).values("pk")
            return Q(pk__in=here) | Q(opened_by__municipality_code__in=values)
        case ThreadFacet.PERSON:
            said = Post.objects.visible_to(user).filter(author__handle__in=values)
            return Q(pk__in=said.values("thread"))
        case ThreadFacet.SINCE:
            return Q(last_posted_at__gte=_midnight(filters, facet, days=0))
        case ThreadFacet.UNTIL:
            return Q(opened_at__lt=_midnight(filters, facet, days=1))
    return Q(**{f"{COLUMNS[facet]}__in": values})


def _midnight(filters: ThreadFilters, facet: str, *, days: int) -> datetime:
    """When a day begins here, or so many days after it."""
    day = filters.day(facet)
    here = ZoneInfo(settings.TIME_ZONE)
    if day is None:
        return datetime.min.replace(tzinfo=UTC)
    try:
        return datetime.combine(day + timedelta(days=days), time(), here).astimezone(UTC)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


# What a thread is to somebody ---------------------------------------------------------------------
def written_in_by(user: Any) -> Q:
    return Q(opened_by=user.pk) | Q(pk__in=Post.objects.filter(author=user.pk).values("thread"))


def followed_by(user: Any) -> Q:
    """Threads that somebody follows, or whose board they follow unless they said otherwise of the thread."""
    by_kind: dict[str, dict[int, str]] = defaultdict(dict)
    for scope, level in Watch.objects.filter(user=user.pk).values_list("scope", "level"):
        kind, _colon, pk = scope.partition(":")
        if pk.isdecimal():
            by_kind[kind][int(pk)] = level
    own = by_kind["thread"]
    boards = Q(pk__in=[])
    for kind in ON_BOARDS:
        boards |= Q(**{f"{kind}__in": [pk for pk, level in by_kind[kind].items() if level in FOLLOWING]})
    quieter_room = Q(room__in=[pk for pk, level in by_kind["room"].items() if level not in FOLLOWING])
    follows = Q(pk__in=[pk for pk, level in own.items() if level in FOLLOWING])
    return follows | (boards & ~quieter_room & ~Q(pk__in=[*own]))


def new_for(user: Any) -> Q:
    """Threads that somebody opened before, follows, or that stand on their networks' boards, with something
    unread; of the latest few hundred (see ``forums.queries.reading``)."""
    opened = ReadState.objects.filter(user=user.pk).values("thread")
    of_networks = Q(network__memberships__user=user.pk, network__memberships__state="standing")
    theirs = Thread.objects.filter(Q(pk__in=opened) | of_networks | followed_by(user)).values("pk")
    rows = new_to(user, Thread.objects.visible_to(user).filter(pk__in=theirs))
    return Q(pk__in=[thread.pk for thread in rows])


OF_PERSON: Mapping[str, Callable[[Any], Q]] = {
    Standing.MINE: written_in_by,
    Standing.FOLLOWED: followed_by,
    Standing.UNREAD: new_for,
}
