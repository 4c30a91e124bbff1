"""Which public case studies somebody's words and filters find, and how many each other choice would."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, NamedTuple

from django.db.models import F

from casestudies.content.facets import Facet
from casestudies.content.filters import Filters, Sort
from casestudies.models import CaseFacet, CaseStudy
from casestudies.models.case_study import CaseStudyQuerySet
from casestudies.queries.cases import with_places
from casestudies.queries.facet_index import Bits, FacetIndex, bits_of, facet_index, kept_in, keys_of

PAGE_SIZE = 24
FEW = 500  # keys that a query may name one by one


@dataclass(frozen=True)
class Found:
    """A page of what was found; ``counts`` are exact, by facet and value.

    What is chosen of a facet does not narrow that facet's own counts: they say how many each of its values
    would bring. ``places`` counts by municipality what was found itself, ``unplaced`` what names none.
    """

    total: int
    page: int
    pages: int
    case_studies: list[CaseStudy]
    counts: Mapping[str, Mapping[str, int]]
    places: Mapping[str, int]
    unplaced: int
    index: FacetIndex


class Removal(NamedTuple):
    """The choice without one part of it, and what it would find."""

    filters: Filters
    facet: str
    value: str
    total: int


def filtered(case_studies: CaseStudyQuerySet, filters: Filters) -> CaseStudyQuerySet:
    """The public ones among them that match the words and, of each chosen facet, any of its values.

    In no order: pages and feeds have their own.
    """
    found = case_studies.public()
    if filters.query:
        found = found.matching(filters.query)
    for facet, values in filters.chosen.items():
        under = CaseFacet.objects.filter(facet=facet, value__in=values)
        found = found.filter(pk__in=under.values("case_study"))
    return found


def find_case_studies(
    filters: Filters, *, index: FacetIndex | None = None, page_size: int = PAGE_SIZE
) -> Found:
    """One page in the order asked for; a page that is too high gives the last one."""
    index = facet_index() if index is None else index
    matching = _bits_of_matching(filters)
    chosen = {facet: _under(index, facet, values) for facet, values in filters.chosen.items()}
    found = _all_of(chosen, matching)
    placed = found & _under(index, Facet.MUNICIPALITY, tuple(index.get(Facet.MUNICIPALITY, ())))
    pks = _found_in_order(filters, found)
    pages = max(ceil(len(pks) / page_size), 1)
    page = min(filters.page, pages)
    return Found(
        total=len(pks),
        page=page,
        pages=pages,
        case_studies=in_this_order(pks[(page - 1) * page_size : page * page_size]),
        counts=dict(_counts(index, chosen, matching)),
        places=_of_facet(index, Facet.MUNICIPALITY, found),
        unplaced=len(pks) - placed.bit_count(),
        index=index,
    )


def removals(filters: Filters) -> list[Removal]:
    """What each part of the choice keeps from being found: the words, and each value."""
    index = facet_index()
    matching = _bits_of_matching(filters)
    offers: list[Removal] = []
    if filters.query:
        wider = filters.without_query()
        offers.append(Removal(wider, "", "", _total(index, wider, _bits_of_matching(wider))))
    for facet, value in filters.pairs():
        wider = filters.toggled(facet, value)
        offers.append(Removal(wider, facet, value, _total(index, wider, matching)))
    return offers


def public_case_studies() -> list[int]:
    """The primary keys of all that is public, the newest first."""
    return _in_order(Filters())


def case_studies_of_places() -> dict[str, int]:
    """How many public case studies each municipality has, by code."""
    return _of_facet(facet_index(), Facet.MUNICIPALITY, bits_of(public_case_studies()))


def in_this_order(pks: list[int]) -> list[CaseStudy]:
    """Case studies with what a card shows."""
    rows = {row.pk: row for row in with_places(CaseStudy.objects.filter(pk__in=pks))} if pks else {}
    return [rows[pk] for pk in pks if pk in rows]


def _bits_of_matching(filters: Filters) -> Bits:
    """All public case studies that match the words; the facets are still to be applied."""
    rows = CaseStudy.objects.public()
    rows = rows.matching(filters.query, others_first=True) if filters.query else rows
    return bits_of(rows.values_list("pk", flat=True))


def _found_in_order(filters: Filters, found: Bits) -> list[int]:
    """What was found, in order. To say how well each fits is dear, so few are asked for by name."""
    if found.bit_count() <= FEW:
        return _in_order(filters, keys_of(found))
    return kept_in(_in_order(filters), found)


def _in_order(filters: Filters, found: list[int] | None = None) -> list[int]:
    """Public case studies in order: what was found, or else all that match the words."""
    rows: Any = CaseStudy.objects.public()
    if found is not None:
        rows = rows.best_of(filters.query, found) if filters.query else rows.filter(pk__in=found)
    elif filters.query:
        rows = rows.best_first(filters.query, others_first=True)
    if filters.sort == Sort.TITLE:
        rows = rows.order_by("title", "pk")
    elif filters.sort == Sort.NEWEST:
        rows = rows.order_by(F("first_published_at").desc(nulls_last=True), "-pk")
    return list(rows.values_list("pk", flat=True))


def _under(index: FacetIndex, facet: str, values: tuple[str, ...]) -> Bits:
    """Case studies under any of the values."""
    found: Bits = 0
    for value in values:
        found |= index.get(facet, {}).get(value, 0)
    return found


def _all_of(chosen: Mapping[str, Bits], matching: Bits) -> Bits:
    for bits in chosen.values():
        matching &= bits
    return matching


def _total(index: FacetIndex, filters: Filters, matching: Bits) -> int:
    chosen = {facet: _under(index, facet, values) for facet, values in filters.chosen.items()}
    return _all_of(chosen, matching).bit_count()


def _counts(
    index: FacetIndex, chosen: Mapping[str, Bits], matching: Bits
) -> Iterator[tuple[str, dict[str, int]]]:
    narrowed = _all_of(chosen, matching)
    for facet in index:
        others = {name: bits for name, bits in chosen.items() if name != facet}
        yield facet, _of_facet(index, facet, _all_of(others, matching) if facet in chosen else narrowed)


def _of_facet(index: FacetIndex, facet: str, among: Bits) -> dict[str, int]:
    counted = {value: (among & bits).bit_count() for value, bits in index.get(facet, {}).items()}
    return {value: count for value, count in counted.items() if count}
