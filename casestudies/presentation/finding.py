"""The library's page as somebody's filters have it: facets, chips, cards, and what to do when it is empty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.content.facets import Facet
from casestudies.content.filters import Filters
from casestudies.models import CaseStudy, CaseVersion, VersionStatus
from casestudies.queries.facet_index import facet_index, values_of
from casestudies.queries.facet_labels import Names, names_of_values
from casestudies.queries.finding import Found, find_case_studies
from exchange.search.highlight import is_found_in

SECTIONS = (
    (
        gettext_lazy("What it is about"),
        (Facet.THEME, Facet.APPROACH, Facet.POPULATION, Facet.TYPOLOGY, Facet.PREVENTION_LEVEL),
    ),
    (gettext_lazy("Where"), (Facet.PROVINCE, Facet.CATEGORY, Facet.MUNICIPALITY, Facet.SETTING)),
    (gettext_lazy("What came of it"), (Facet.STAGE, Facet.DIRECTION, Facet.DOMAIN, Facet.EVIDENCE)),
    (gettext_lazy("Time and means"), (Facet.YEAR, Facet.BUDGET, Facet.INSTRUMENT, Facet.LANGUAGE)),
    (gettext_lazy("National and international frames"), (Facet.ICVPS, Facet.NSP_GBVF, Facet.INSPIRE)),
)


class Choice(NamedTuple):
    value: str
    label: str
    total: int
    is_chosen: bool


class FacetGroup(NamedTuple):
    facet: str
    label: str
    choices: list[Choice]
    chosen: int


class Section(NamedTuple):
    label: str
    groups: list[FacetGroup]


class Chip(NamedTuple):
    """A part of the choice, and the address without it."""

    facet: str
    label: str
    address: str


class Card(NamedTuple):
    """What a result shows; ``words`` are from further down in the text, where the search found them."""

    case_study: CaseStudy
    stage: str
    directions: list[tuple[str, str]]
    words: str


@dataclass(frozen=True)
class Library:
    """All that the page needs."""

    filters: Filters
    found: Found
    names: Names
    sections: list[Section]
    chips: list[Chip]
    cards: list[Card]


def library(filters: Filters) -> Library:
    """Look it up; a value that no vocabulary knows is left out, and named in ``filters.left_out``."""
    index = facet_index()
    names = names_of_values(index)
    filters = without_unknown(filters, names)
    found = find_case_studies(filters, index=index)
    return Library(
        filters,
        found,
        names,
        _sections(filters, found, names),
        chips(filters, names),
        _cards(filters, found, names),
    )


def without_unknown(filters: Filters, names: Names) -> Filters:
    unknown = tuple(pair for pair in filters.pairs() if not names.knows(*pair))
    for facet, value in unknown:
        filters = replace(filters.toggled(facet, value), page=filters.page)
    return replace(filters, left_out=filters.left_out + unknown)


def _sections(filters: Filters, found: Found, names: Names) -> list[Section]:
    sections = (
        Section(
            str(label), [group for facet in facets if (group := _group(facet, filters, found, names)).choices]
        )
        for label, facets in SECTIONS
    )
    return [section for section in sections if section.groups]


def _group(facet: Facet, filters: Filters, found: Found, names: Names) -> FacetGroup:
    """Values that would find nothing are left out, unless they are chosen."""
    counts: Mapping[str, int] = found.counts.get(facet, {})
    choices = [
        Choice(value, label, counts.get(value, 0), filters.has(facet, value))
        for value, label in names.labels.get(facet, {}).items()
        if value in counts or filters.has(facet, value)
    ]
    return FacetGroup(facet.value, str(facet.label), choices, len(filters.chosen.get(facet, ())))


def chips(filters: Filters, names: Names) -> list[Chip]:
    return list(_chips(filters, names))


def _chips(filters: Filters, names: Names) -> Iterator[Chip]:
    if filters.query:
        yield Chip(_("Words"), f"“{filters.query}”", filters.without_query().query_string())
    for facet, value in filters.pairs():
        wider = filters.toggled(facet, value)
        yield Chip(str(Facet(facet).label), names.label(facet, value), wider.query_string())


def _cards(filters: Filters, found: Found, names: Names) -> list[Card]:
    texts = _texts(filters.query, found) if filters.query else {}
    directions = found.index.get(Facet.DIRECTION, {})
    return [
        Card(
            row,
            next((names.label(Facet.STAGE, key) for key in values_of(found.index, Facet.STAGE, row.pk)), ""),
            [
                (key, label)
                for key, label in names.labels[Facet.DIRECTION].items()
                if directions.get(key, 0) >> row.pk & 1
            ],
            texts.get(row.pk, ""),
        )
        for row in found.case_studies
    ]


def _texts(query: str, found: Found) -> dict[int, str]:
    """The whole text of those whose title and sentence do not hold the words."""
    without = [
        row.pk
        for row in found.case_studies
        if not any(is_found_in(part, query) for part in (row.title, row.nutshell))
    ]
    versions = CaseVersion.objects.filter(case_study__in=without, status=VersionStatus.CURRENT)
    return dict(versions.values_list("case_study", "words"))
