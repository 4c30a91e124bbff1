import pytest

from forums.imports.meetings.same_person import likeliest

PEOPLE = ["Nomsa Dube", "Thandiwe Mokoena", "Pieter van der Merwe", "Sipho Dube", "Chloé Petersen"]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Nomsa Dube", "Nomsa Dube"),
        ("DUBE, Nomsa", "Nomsa Dube"),
        ("N. Dube", "Nomsa Dube"),
        ("Nomsa", "Nomsa Dube"),
        ("Cllr Thandiwe Mokoena (Mbali Bay)", "Thandiwe Mokoena"),
        ("Mokoena T", "Thandiwe Mokoena"),
        ("Pieter v d Merwe", "Pieter van der Merwe"),
        ("Chloe Petersen - Klipdrif", "Chloé Petersen"),
        ("Dube", None),  # there are two
        ("Nomsa Ndlovu", None),
        ("iPhone", None),
        ("Speaker 3", None),
        ("", None),
        ("T", None),
    ],
)
def test_a_name_is_somebodys_by_the_parts_that_both_have(name, person):
    place = likeliest(name, PEOPLE)
    assert (None if place is None else PEOPLE[place]) == person


def test_among_nobody_there_is_nobody():
    assert likeliest("Nomsa", []) is None
