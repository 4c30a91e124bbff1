import pytest

from exchange.people import places
from tests.factories import make_municipality

pytestmark = pytest.mark.django_db


def test_places_are_the_municipalities_in_the_order_in_which_one_looks_for_them():
    make_municipality("ZZZ", "Zandrif", "Limpopo")
    make_municipality("AAA", "emaKhaya", "Limpopo")
    make_municipality()
    assert list(places.choices()) == [
        ("AAA", "emaKhaya, Limpopo"),
        ("MBY", "Mbali Bay, Eastern Cape"),
        ("ZZZ", "Zandrif, Limpopo"),
    ]


def test_two_places_of_one_name_are_told_apart_by_their_province():
    make_municipality("EC1", "Emalahleni", "Eastern Cape")
    make_municipality("MP1", "Emalahleni", "Mpumalanga")
    assert (places.label("EC1"), places.label("MP1")) == (
        "Emalahleni, Eastern Cape",
        "Emalahleni, Mpumalanga",
    )


def test_a_place_that_became_part_of_another_is_no_longer_offered():
    whole = make_municipality()
    make_municipality("OLD", "Old Mbali", merged_into=whole)
    assert list(places.choices()) == [("MBY", "Mbali Bay, Eastern Cape")]
    assert places.label("OLD") == ""
