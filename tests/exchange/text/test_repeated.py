import pytest

from exchange.text.repeated import without_repeated

WORDS = "We light the rank ourselves, it costs R40 a month."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("They said they light the rank ourselves.", "They said they [gone]."),
        ("WE LIGHT\nthe rank, ourselves and nobody pays", "[gone] and nobody pays"),
        ("We light candles. The rank is dark.", "We light candles. The rank is dark."),
        ("it costs R40 a month and we light the rank", "[gone] and [gone]"),
        ("", ""),
        ("Nothing of it.", "Nothing of it."),
    ],
)
def test_a_run_of_the_words_gives_way_to_a_note(text, left):
    assert without_repeated(text, WORDS, "[gone]") == left


def test_few_words_count_where_all_of_them_stand_together():
    assert (
        without_repeated("So: lights work. Lights do.", "Lights work", "[gone]") == "So: [gone]. Lights do."
    )


def test_no_words_take_nothing_out():
    assert without_repeated("Anything at all.", "…", "[gone]") == "Anything at all."


def test_apostrophes_of_both_kinds_are_the_same():
    assert without_repeated("and don’t ask the mayor", "don't ask the mayor", "[gone]") == "and [gone]"
