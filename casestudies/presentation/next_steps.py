"""What one may do where nothing was found."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from casestudies.content.facets import Facet
from casestudies.content.filters import Filters
from casestudies.models import Municipality
from casestudies.queries.facet_labels import Names
from casestudies.queries.finding import removals
from exchange.search.fold import fold

MOST_NAMES = 4
LIKE_ENOUGH = 0.75
SHORTEST_WORD = 4


class Wider(NamedTuple):
    """The search without one part of it; ``facet`` is empty where the part is the words."""

    facet: str
    label: str
    total: int
    address: str


class Name(NamedTuple):
    """A place or a term that is spelled nearly so, and the address that filters by it."""

    facet: str
    label: str
    address: str


class NextSteps(NamedTuple):
    wider: list[Wider]
    names: list[Name]
    places: list[Municipality]


def next_steps(filters: Filters, names: Names) -> NextSteps:
    return NextSteps(
        sorted(_wider(filters, names), key=lambda offer: -offer.total),
        list(_near_names(filters, names)) if filters.query else [],
        _places(filters, names),
    )


def _wider(filters: Filters, names: Names) -> Iterator[Wider]:
    for offer in removals(filters):
        if offer.total:
            label = str(Facet(offer.facet).label) if offer.facet else ""
            value = names.label(offer.facet, offer.value) if offer.facet else filters.query
            yield Wider(label, value, offer.total, offer.filters.query_string())


def _near_names(filters: Filters, names: Names) -> Iterator[Name]:
    """Names of places and terms like the words, or like one of them."""
    named: dict[str, tuple[str, str]] = {}
    for facet, values in names.labels.items():
        if facet not in {Facet.YEAR, Facet.LANGUAGE, Facet.EVIDENCE}:
            for value, label in values.items():
                for spelling in _spellings(label.partition(",")[0]):
                    named.setdefault(spelling, (facet, value))
    query = fold(filters.query)
    seen: set[tuple[str, str]] = set()
    for word in dict.fromkeys([query, *(word for word in query.split() if len(word) >= SHORTEST_WORD)]):
        for match in get_close_matches(word, named, n=MOST_NAMES, cutoff=LIKE_ENOUGH):
            facet, value = named[match]
            if (facet, value) not in seen and len(seen) < MOST_NAMES:
                seen.add((facet, value))
                address = Filters(chosen={facet: (value,)}).query_string()
                yield Name(str(Facet(facet).label), names.label(facet, value), address)


def _spellings(label: str) -> list[str]:
    folded = fold(label)
    return [folded, *(word for word in folded.split() if len(word) >= SHORTEST_WORD)]


def _places(filters: Filters, names: Names) -> list[Municipality]:
    """Municipalities that were chosen or typed: others are like them."""
    query = fold(filters.query)
    return [
        place
        for place in names.municipalities
        if filters.has(Facet.MUNICIPALITY, place.code) or (query and fold(place.name) == query)
    ][:MOST_NAMES]
