"""Places like mine: the same kind first, then the district and province, then what their cases share."""

import pytest

from casestudies.models import MunicipalityCategory
from casestudies.queries.facet_index import facet_index
from casestudies.queries.facet_labels import names_of_values
from casestudies.queries.finding import public_case_studies
from casestudies.queries.likeness import Alike, places_like
from tests.factories import make_case_study, make_municipality, make_terms

pytestmark = pytest.mark.django_db


def alike(place, **options) -> list[Alike]:
    index = facet_index()
    names = names_of_values(index)
    return places_like(
        place,
        among=names.municipalities,
        index=index,
        public=public_case_studies(),
        labels=names.labels,
        **options,
    )


def in_words(place) -> list[tuple[str, str, list[str]]]:
    return [(entry.municipality.code, entry.kind, entry.in_common) for entry in alike(place)]


def place_with_a_case(code: str, *, content=None, status="published", **fields):
    place = make_municipality(code, f"Place {code}", **fields)
    make_case_study(f"case-{code.lower()}", municipalities=[place], content=content, status=status)
    return place


def test_kind_district_and_province_are_put_into_words_most_alike_first():
    district = place_with_a_case("DC1", category=MunicipalityCategory.DISTRICT)
    mine = make_municipality("MINE", "Mine", parent=district)
    place_with_a_case("LIMP", province="Limpopo")
    place_with_a_case("NEAR", parent=district)
    place_with_a_case("PROV")
    place_with_a_case("METR", category=MunicipalityCategory.METRO)
    place_with_a_case("FAR", province="Limpopo", category=MunicipalityCategory.METRO)
    make_municipality("NONE", "Without a case", parent=district)

    assert in_words(mine) == [
        ("NEAR", "in the same district", []),
        ("PROV", "a local municipality in the same province", []),
        ("DC1", "in the same district", []),
        ("LIMP", "a local municipality as well", []),
        ("METR", "in the same province", []),
    ]


def test_settings_and_approaches_of_both_count_and_are_named():
    make_terms()
    content = {"setting": ["township", "park"], "approach": ["cpted"]}
    mine = place_with_a_case("MINE", content=content, category=MunicipalityCategory.METRO)
    place_with_a_case("SAME", content=content, province="Limpopo")
    place_with_a_case("PARK", content={"setting": ["park"]}, province="Gauteng")

    assert in_words(mine) == [
        ("SAME", "", ["Park or open space", "Township", "Environmental design (CPTED)"]),
        ("PARK", "", ["Park or open space"]),
    ]


def test_of_equally_like_places_the_nearer_comes_first():
    mine = make_municipality("MINE", "Mine", latitude=-26.0, longitude=28.0)
    place_with_a_case("A", latitude=-33.0, longitude=19.0)
    place_with_a_case("B", latitude=-26.1, longitude=28.1)
    place_with_a_case("C")

    assert [entry.municipality.code for entry in alike(mine)] == ["B", "A", "C"]
    assert [entry.municipality.code for entry in alike(mine, limit=1)] == ["B"]


def test_a_place_whose_only_case_is_withdrawn_or_hides_where_it_was_is_like_nobody():
    mine = make_municipality("MINE", "Mine")
    place_with_a_case("GONE", status="withdrawn")
    place_with_a_case("HIDE", content={"precision": "province"})

    assert alike(mine) == []
