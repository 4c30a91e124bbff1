"""The page of threads as somebody's filters have it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from casestudies.models import CaseStudy, Engagement, Lesson, Municipality, Theme
from casestudies.presentation.finding import Chip, Choice, FacetGroup
from exchange.people.models import Network, User
from forums.models import Conversation, Question, Tag, Thread, ThreadKind
from forums.queries.finding import COUNTED, best_posts, counts_of, in_order, threads_found
from forums.queries.reading import with_unread
from forums.queries.thread_filters import OWN, Standing, ThreadFacet, ThreadFilters

THREADS_A_PAGE = 30
LAST_PAGE = 100  # further back the filters find it
MOST_OFFERED = 20


@dataclass(frozen=True)
class ThreadList:
    filters: ThreadFilters
    threads: list[Thread]  # with ``unread``, and ``words``: the post that fits best
    total: int
    pages: int
    groups: list[FacetGroup]
    chips: list[Chip]
    own: list[tuple[str, str, bool]]  # address, label, whether it is chosen
    hidden: list[tuple[str, str]]  # chosen values that the form has no box for

    @property
    def page(self) -> int:
        return self.filters.page


def thread_list(filters: ThreadFilters, *, user: Any) -> ThreadList:
    """Look it up; a value that names nothing one may see is left out, and named in ``filters.left_out``."""
    is_member = bool(getattr(user, "pk", None))
    if not is_member:
        filters = filters.for_visitor()
    labels = labels_of(filters, user)
    for facet, known in labels.items():
        filters = filters.keeping(facet, known.keys())
    found = threads_found(filters, user=user)
    total = found.count()
    pages = min(max(ceil(total / THREADS_A_PAGE), 1), LAST_PAGE)
    start = (min(filters.page, pages) - 1) * THREADS_A_PAGE
    rows = in_order(found, filters).with_subject().select_related("opened_by")
    threads = with_unread(user, rows[start : start + THREADS_A_PAGE])
    if filters.query and threads:
        words = best_posts(filters.query, threads, user=user)
        for thread in threads:
            thread.words = words.get(thread.pk)  # type: ignore[attr-defined]
    counts = counts_of(filters, user=user)
    labels = {**labels, **offered(counts, labels)}
    return ThreadList(
        filters=filters,
        threads=threads,
        total=total,
        pages=pages,
        groups=[group for group in _groups(filters, counts, labels) if group.choices],
        chips=list(_chips(filters, labels)),
        own=list(_own(filters)) if is_member else [],
        hidden=[(facet, value) for facet, value in filters.pairs() if facet not in IN_FORM],
    )


IN_FORM = (*COUNTED, ThreadFacet.STATE, ThreadFacet.MUNICIPALITY, ThreadFacet.SINCE, ThreadFacet.UNTIL)


def labels_of(filters: ThreadFilters, user: Any) -> dict[str, Mapping[str, str]]:
    """What the chosen values are called: a query for each facet that names things."""
    labels: dict[str, Mapping[str, str]] = {}
    sources: dict[str, tuple[Any, str, str]] = {
        ThreadFacet.THEME: (Theme.objects, "slug", "title"),
        ThreadFacet.NETWORK: (Network.objects.read_by(user), "slug", "name"),
        ThreadFacet.MUNICIPALITY: (Municipality.objects, "code", "name"),
        ThreadFacet.TAG: (
            Tag.objects.filter(threads__in=Thread.objects.visible_to(user).values("pk")),
            "slug",
            "label",
        ),
        ThreadFacet.PERSON: (User.objects.filter(is_active=True), "handle", "display_name"),
        ThreadFacet.CASE_STUDY: (CaseStudy.objects.visible_to(user), "slug", "title"),
        ThreadFacet.ENGAGEMENT: (Engagement.objects, "slug", "title"),
        ThreadFacet.CONVERSATION: (Conversation.objects, "slug", "title"),
        ThreadFacet.QUESTION: (
            Question.objects.filter(let_through_at__isnull=False),
            "public_id",
            "text",
        ),
    }
    for facet, (rows, key, label) in sources.items():
        if chosen := filters.chosen.get(facet):
            labels[facet] = dict(rows.filter(**{f"{key}__in": chosen}).values_list(key, label))
    if chosen := filters.chosen.get(ThreadFacet.LESSON):
        numbers = [value for value in chosen if value.isascii() and value.isdigit() and len(value) < 15]
        lessons = Lesson.objects.filter(pk__in=numbers, retired_at__isnull=True)
        labels[ThreadFacet.LESSON] = {str(pk): said for pk, said in lessons.values_list("pk", "statement")}
    return labels


def offered(
    counts: Mapping[str, Mapping[str, int]], labels: Mapping[str, Mapping[str, str]]
) -> dict[str, Mapping[str, str]]:
    """What the values are called that there are threads under; of many the ones with most threads."""
    named: dict[str, Mapping[str, str]] = {
        ThreadFacet.KIND: {value: str(label) for value, label in ThreadKind.choices},
        ThreadFacet.STATE: {value: str(label) for value, label in Standing.choices},
    }
    for facet, model, label in (
        (ThreadFacet.THEME, Theme, "title"),
        (ThreadFacet.NETWORK, Network, "name"),
        (ThreadFacet.TAG, Tag, "label"),
    ):
        most = sorted(counts[facet], key=lambda value: (-counts[facet][value], value))[:MOST_OFFERED]
        rows: Any = model._default_manager.filter(slug__in=most)
        named[facet] = {
            **dict(rows.order_by(label, "pk").values_list("slug", label)),
            **labels.get(facet, {}),
        }
    return named


def _groups(
    filters: ThreadFilters,
    counts: Mapping[str, Mapping[str, int]],
    labels: Mapping[str, Mapping[str, str]],
) -> Iterator[FacetGroup]:
    """Values that would find nothing are left out, unless they are chosen."""
    for facet in (ThreadFacet.KIND, ThreadFacet.STATE, *COUNTED[1:]):
        choices = [
            Choice(value, label, counts[facet].get(value, 0), filters.has(facet, value))
            for value, label in labels[facet].items()
            if value not in OWN and (counts[facet].get(value) or filters.has(facet, value))
        ]
        yield FacetGroup(facet.value, str(facet.label), choices, len(filters.chosen.get(facet, ())))


def _chips(filters: ThreadFilters, labels: Mapping[str, Mapping[str, str]]) -> Iterator[Chip]:
    if filters.query:
        yield Chip(_("Words"), f"“{filters.query}”", filters.without_query().query_string())
    for facet, value in filters.pairs():
        label = labels.get(facet, {}).get(value, value)
        yield Chip(str(ThreadFacet(facet).label), label, filters.toggled(facet, value).query_string())


def _own(filters: ThreadFilters) -> Iterator[tuple[str, str, bool]]:
    for standing in OWN:
        address = filters.toggled(ThreadFacet.STATE, standing.value).query_string()
        yield address, str(standing.label), filters.has(ThreadFacet.STATE, standing.value)
