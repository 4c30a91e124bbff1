"""What somebody looks for in the library, as the address of a page says it.

``?q=lights&setting=township&setting=park&province=Limpopo`` is words, and values of facets: any of a
facet's values, all of the facets. The same choice has one address, so that it can be shared, kept and
fed: facets in the library's order, values by the alphabet, nothing that says what goes without saying.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, Self
from urllib.parse import urlencode

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.content.facets import Facet
from exchange.text import clean

LONGEST_QUERY = 200
LONGEST_VALUE = 60
MOST_VALUES = 100
LAST_PAGE = 100_000
QUERY, SORT, PAGE, LIKE = "q", "sort", "page", "like"


class Sort(models.TextChoices):
    RELEVANCE = "relevance", _("Best match")
    NEWEST = "newest", _("Newest")
    TITLE = "title", _("Title")


SORTS = frozenset(Sort.values)
PLACES = {facet: place for place, facet in enumerate(Facet.values)}


class Parameters(Protocol):
    """What a QueryDict offers: every value of every name."""

    def lists(self) -> Any: ...


@dataclass(frozen=True)
class Filters:
    """Words, chosen values by facet, the order, the page, and a place that others are like.

    ``left_out`` are the names and values that no page knows, for the page to say so.
    """

    query: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = Sort.NEWEST
    page: int = 1
    like: str = ""
    left_out: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, parameters: Parameters, *, facets: Collection[str] = tuple(Facet.values)) -> Self:
        """Read an address; never fails. ``facets`` are the names that this page filters by, in its order."""
        given = {
            clean(name): [clean(value).strip() for value in values] for name, values in parameters.lists()
        }
        query = " ".join(_last(given, QUERY).split())[:LONGEST_QUERY].strip()
        chosen: dict[str, tuple[str, ...]] = {}
        left_out: list[tuple[str, str]] = []
        for name in facets:
            values = sorted({value for value in given.get(name, ()) if value})
            room = MOST_VALUES - sum(map(len, chosen.values()))
            kept = [value for value in values if len(value) <= LONGEST_VALUE][:room]
            left_out += [(name, value[:LONGEST_VALUE]) for value in values if value not in kept]
            if kept:
                chosen[name] = tuple(kept)
        sort = _last(given, SORT)
        if sort and sort not in SORTS:
            left_out.append((SORT, sort[:LONGEST_VALUE]))
        known = {*facets, QUERY, SORT, PAGE, LIKE}
        left_out += [(name[:LONGEST_VALUE], "") for name in given if name not in known]
        return cls(
            query=query,
            chosen=chosen,
            sort=_sort(sort, query),
            page=_page(_last(given, PAGE)),
            like=_last(given, LIKE)[:LONGEST_VALUE],
            left_out=tuple(left_out[:MOST_VALUES]),
        )

    def query_string(self, *, page: int | None = None) -> str:
        """The one address of this choice, without "?"; the first page goes without saying."""
        return urlencode(list(self._pairs(page)))

    def _pairs(self, page: int | None) -> Iterator[tuple[str, str | int]]:
        if self.query:
            yield QUERY, self.query
        yield from self.pairs()
        if self.sort != self.usual_sort:
            yield SORT, self.sort
        if self.like:
            yield LIKE, self.like
        if page and page > 1:
            yield PAGE, page

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each chosen (facet, value)."""
        for facet, values in self.chosen.items():
            for value in values:
                yield facet, value

    def has(self, facet: str, value: str) -> bool:
        return value in self.chosen.get(facet, ())

    def toggled(self, facet: str, value: str) -> Self:
        """With the value where it was not chosen, without it where it was; from the first page on.

        Chosen facets keep the library's order.
        """
        values = set(self.chosen.get(facet, ())) ^ {value}
        chosen = {**self.chosen, facet: tuple(sorted(values))}
        order = {name: number for number, name in enumerate(Facet.values)}
        names = sorted(
            (name for name in chosen if chosen[name]), key=lambda name: order.get(name, len(order))
        )
        return replace(self, chosen={name: chosen[name] for name in names}, page=1)

    def without(self, facet: str) -> Self:
        """As if nothing of this facet had been chosen."""
        chosen = {name: values for name, values in self.chosen.items() if name != facet}
        return replace(self, chosen=chosen, page=1)

    def without_query(self) -> Self:
        return replace(self, query="", sort=_sort(self.sort, ""), page=1)

    @property
    def usual_sort(self) -> str:
        """The order that goes without saying."""
        return _sort("", self.query)

    @property
    def is_empty(self) -> bool:
        return not (self.query or self.chosen)

    @property
    def size(self) -> int:
        """How many values are chosen."""
        return sum(map(len, self.chosen.values()))


def _last(given: Mapping[str, list[str]], name: str) -> str:
    return (given.get(name) or [""])[-1]


def _sort(sort: str, query: str) -> str:
    """Best match needs words to match; with words it goes without saying."""
    if sort not in SORTS or (sort == Sort.RELEVANCE and not query):
        return Sort.RELEVANCE if query else Sort.NEWEST
    return sort


def _page(text: str) -> int:
    """A page's number; 1 for what is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    return min(max(number, 1), LAST_PAGE)
