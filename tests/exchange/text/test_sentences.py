import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.text import render, sentences, words_at


def split(plain):
    return [words_at(plain, span) for span in sentences(plain)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Lights helped.", "Paths did not!", "Why?", "Nobody knows…", "We ask."],
        ["Use lights, e.g. at taxi ranks.", "They cost R1.5 million.", "Dr. Khumalo agreed."],
        ["Cllr. N. P. Dlamini and Mr. J. Smith spoke.", "Adv. Mokoena did not."],
        ["The U.S. Department, i.e. the funder, left at 3 p.m. on Friday.", "Nobody came."],
        ["See no. 5 and Fig. 3 of Nov. 2019.", "They said no.", "Then they left."],
        ["“It works.”", "She said “It works!” and left.", "(We checked.)", "It did."],
        ["“Does it work?” she asked.", "Yes... perhaps.", "It may... Or not."][:2],
        ["It began in 1994.", "It ended in 2003."],
        ["The project ended.", "uMhlathuze went on.", "!Kheis did too.", "eThekwini, etc. followed."],
        ["Really?!", "Yes!!!", "Go to www.a.example/x.html now."],
        ["Mnr. Botha het m.a.w. ingestem.", "Bv. die ligte."],
        ["One line without an end"],
        ["..."],
        [],
    ],
)
def test_sentences_end_where_people_end_them(parts):
    assert split(" ".join(parts)) == parts


def test_line_break_ends_a_sentence():
    assert split("A heading\n\n• one thing\n• another. And more\n  1. First. Second") == [
        "A heading",
        "• one thing",
        "• another.",
        "And more",
        "1. First.",
        "Second",
    ]


def test_sentences_of_a_rendered_post_can_be_ticked():
    plain = render("# Lights\n\nThey *helped*. So did\npaths.\n\n> Dr. X agreed.").plain

    assert split(plain) == ["Lights", "They helped.", "So did", "paths.", "Dr. X agreed."]


@given(st.text() | st.text(st.sampled_from('aA1.!?…"”) \n\t•\u00a0\u2003')))
def test_every_character_but_white_space_is_in_exactly_one_sentence(plain):
    spans = sentences(plain)

    places = [at for span in spans for at in range(span.start, span.end)]
    assert places == sorted(set(places))
    assert {at for at, char in enumerate(plain) if not char.isspace()} <= set(places)
    assert all(words_at(plain, span) == words_at(plain, span).strip() for span in spans)
    assert not any("\n" in words_at(plain, span) for span in spans)


@pytest.mark.parametrize("fragment", [".", ".)", ". ", "a. ", '."', "!?", " ", "\n", "1. "])
def test_splitting_takes_seconds_at_most(fragment):
    started = time.process_time()

    sentences(fragment * (300_000 // len(fragment)) + "x")

    assert time.process_time() - started < 15
