"""What could be a name, and what is only a few words before a colon."""

import pytest

from forums.imports.meetings.names import could_be_name, is_anonymous, leads_that_are_names, name_of


@pytest.mark.parametrize(
    "text",
    [
        "Amina Demo", "Thandi", "Guest 14", "Speaker 3", "Thandeka M (Demonstration)", "Cllr. Mokoena Demo",
        "Dr. T. van der Merwe", "uMama Demo", "ǃXóõ Demo", "Ben Demo / SAPS", "Demo, Amina [External]",
        "李 明", "Jean-Luc d'Arc", "Ben Demo (he/him)", "KZN292 Demo",
    ],
)  # fmt: skip
def test_these_could_be_names(text):
    assert could_be_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "the question is", "Note", "Yes", "Yes, Ben", "Is it so? Ben", "We waited. Then Ben",
        "One thing", "https://demo.example", "PS", "A name of very many words that nobody has", "10",
    ],
)  # fmt: skip
def test_these_are_none(text):
    assert not could_be_name(text)


def test_names_come_on_one_line_without_an_address():
    assert name_of(" Thandi\n Demo <thandi@demo.example> ") == "Thandi Demo"
    assert name_of("thandi@demo.example") == ""
    assert name_of('"Thandi Demo" (thandi@demo.example)') == "Thandi Demo"
    assert len(name_of("Thandi " * 100)) <= 120


def test_who_has_a_name_is_not_anonymous():
    assert not is_anonymous("Guest 14")
    assert not is_anonymous("Synonymous Demo")


def test_small_letters_are_a_name_that_comes_back_often():
    assert leads_that_are_names(["thabo m: a", "thabo m: b", "thabo m: c", "so far: d"]) == {"thabo m"}
