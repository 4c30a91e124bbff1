"""Municipalities that are like one: whose case studies are likely to be of use there.

The same kind of municipality counts most, then the district and the province, then settings and approaches
that case studies of both have in common. Of equally like ones the nearer comes first. Each says why.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import hypot, inf
from typing import NamedTuple

from django.utils.translation import gettext as _

from casestudies.content.facets import Facet
from casestudies.dot_map import project
from casestudies.models import Municipality, MunicipalityCategory
from casestudies.queries.facet_index import Bits, FacetIndex, bits_of, kept_in

SAME_KIND, SAME_DISTRICT, SAME_PROVINCE, IN_COMMON = 4, 3, 3, 1
MOST_IN_COMMON = 3
SHARED = (Facet.SETTING, Facet.APPROACH)


class Alike(NamedTuple):
    """A municipality with public case studies (the newest first), how like it is, and in which ways."""

    municipality: Municipality
    score: int
    kind: str
    in_common: list[str]
    case_studies: list[int]


def places_like(
    place: Municipality,
    *,
    among: Iterable[Municipality],
    index: FacetIndex,
    public: Sequence[int],
    labels: Mapping[str, Mapping[str, str]],
    limit: int = 6,
) -> list[Alike]:
    """The most alike first; only such as have something in common, and public case studies. Asks nothing."""
    visible = bits_of(public)
    here = _cases(index, place) & visible
    ours = {facet: _values(index, facet, here) for facet in SHARED}
    alike = []
    for other in among:
        cases = _cases(index, other) & visible
        if not cases or other.pk == place.pk:
            continue
        shared = {facet: sorted(ours[facet] & _values(index, facet, cases)) for facet in SHARED}
        score = _score(place, other) + sum(min(len(keys), MOST_IN_COMMON) for keys in shared.values())
        if score:
            common = [
                labels.get(facet, {}).get(key, key)
                for facet in SHARED
                for key in shared[facet][:MOST_IN_COMMON]
            ]
            alike.append(((-score, _distance(place, other), other.name, other.code), other, cases, common))
    alike.sort(key=lambda entry: entry[0])
    return [
        Alike(other, -key[0], kind_of_likeness(place, other), common, kept_in(public, cases))
        for key, other, cases, common in alike[:limit]
    ]


def kind_of_likeness(place: Municipality, other: Municipality) -> str:
    """What the two have in common as municipalities, in words."""
    kinds = {
        MunicipalityCategory.METRO: (_("a metro in the same province"), _("a metro as well")),
        MunicipalityCategory.LOCAL: (
            _("a local municipality in the same province"),
            _("a local municipality as well"),
        ),
        MunicipalityCategory.DISTRICT: (_("a district in the same province"), _("a district as well")),
    }
    same_province, elsewhere = kinds[MunicipalityCategory(other.category)]
    if _in_one_district(place, other):
        return _("in the same district")
    if other.category == place.category:
        return same_province if other.province == place.province else elsewhere
    return _("in the same province") if other.province == place.province else ""


def _score(place: Municipality, other: Municipality) -> int:
    return (
        SAME_KIND * (place.category == other.category)
        + SAME_DISTRICT * _in_one_district(place, other)
        + SAME_PROVINCE * (place.province == other.province)
    )


def _in_one_district(place: Municipality, other: Municipality) -> bool:
    district = place.parent_id or place.pk
    return district == (other.parent_id or other.pk)


def _distance(place: Municipality, other: Municipality) -> float:
    ends = [
        project(end.latitude, end.longitude)
        for end in (place, other)
        if end.latitude is not None and end.longitude is not None
    ]
    return hypot(ends[0][0] - ends[1][0], ends[0][1] - ends[1][1]) if len(ends) == 2 else inf


def _cases(index: FacetIndex, place: Municipality) -> Bits:
    return index.get(Facet.MUNICIPALITY, {}).get(place.code, 0)


def _values(index: FacetIndex, facet: str, cases: Bits) -> set[str]:
    return {value for value, bits in index.get(facet, {}).items() if bits & cases}
