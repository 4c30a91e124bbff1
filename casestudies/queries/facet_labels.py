"""What the values of each facet are called, in the order in which people look for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casestudies.content.choices import Direction, HowWeKnow
from casestudies.content.facets import VOCABULARY_OF_FACET, Facet
from casestudies.content.fields import Language
from casestudies.models import Municipality, MunicipalityCategory, Term, Theme
from casestudies.queries.facet_index import FacetIndex

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Names:
    """The labels of every facet's values, and the municipalities that a map shows."""

    labels: Labels
    municipalities: list[Municipality]

    def label(self, facet: str, value: str) -> str:
        return self.labels.get(facet, {}).get(value, value)

    def knows(self, facet: str, value: str) -> bool:
        return value in self.labels.get(facet, {})


def names_of_values(index: FacetIndex) -> Names:
    """Three queries, whatever is asked for. Years and retired terms are known where they are used."""
    municipalities = list(Municipality.objects.order_by("name", "code"))
    return Names(
        {
            Facet.THEME: dict(Theme.objects.order_by("order").values_list("slug", "title")),
            Facet.PROVINCE: {name: name for name in sorted({place.province for place in municipalities})},
            Facet.CATEGORY: _labels(MunicipalityCategory.choices),
            Facet.MUNICIPALITY: {
                place.code: str(place)
                for place in sorted(municipalities, key=lambda place: str(place).casefold())
            },
            Facet.DIRECTION: _labels(Direction.choices),
            Facet.EVIDENCE: _labels(HowWeKnow.choices),
            Facet.LANGUAGE: _labels(Language.choices),
            Facet.YEAR: {year: year for year in sorted(index.get(Facet.YEAR, ()), reverse=True)},
            **_terms(index),
        },
        municipalities,
    )


def _labels(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    return {value: str(label) for value, label in choices}


def _terms(index: FacetIndex) -> dict[str, dict[str, str]]:
    facets = {vocabulary.value: facet for facet, vocabulary in VOCABULARY_OF_FACET.items()}
    labels: dict[str, dict[str, str]] = {facet: {} for facet in facets.values()}
    rows = Term.objects.filter(vocabulary__in=facets).in_order()
    for vocabulary, key, label, is_retired in rows.values_list("vocabulary", "key", "label", "is_retired"):
        facet = facets[vocabulary]
        if not is_retired or key in index.get(facet, ()):
            labels[facet][key] = label
    return labels
