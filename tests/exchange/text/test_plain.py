import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.text import clean, excerpt, render
from exchange.text.characters import MOST_MARKS
from tests.exchange.text.reading import anything


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Lights helped. \n", "Lights helped."),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\x0btwo\x0cthree\x85four\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\tb", "a\tb"),
        ("a\x00b\x1bc\x7fd\x9fe", "abcde"),
        ("Kha\u0302i-Ma", "Khâi-Ma"),
        ("pay \u202e001\u202c now \u2066x\u2069", "pay 001 now x"),
        ("half \ud83d here", "half \ufffd here"),
        ("whole \ud83d\ude00 here", "whole 😀 here"),
        ("no XML \ufffe\uffff", "no XML"),
        ("e\u202e\u0301", "é"),
        ("👩\u200d🚒 \u200fשלום", "👩\u200d🚒 \u200fשלום"),
        (" \x00 ", ""),
    ],
)
def test_clean_keeps_words_and_removes_what_is_not(typed, stored):
    assert clean(typed) == stored


def test_clean_cuts_a_pile_of_marks():
    assert clean("a" + "\u0301\u0316" * 50_000) == "á" + "\u0316" * (MOST_MARKS // 2) + "\u0301" * (
        MOST_MARKS // 2 - 1
    )


@given(anything)
def test_clean_text_stays_as_it_is_and_fits_every_store(typed):
    stored = clean(typed)

    assert clean(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    ElementTree.fromstring(f"<a>{escape(stored)}</a>")  # noqa: S314 - our own text
    assert "\x00" not in stored.encode().decode()


@given(st.text(st.sampled_from("a\u0300\u0315\u0344\u0345\u0f73\u0fb5")), st.integers(1, 50))
def test_clean_is_stable_for_piles_of_marks(pile, times):
    stored = clean(pile * times)

    assert clean(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("Lights helped.", 14, "Lights helped."),
        ("Lights helped.", 13, "Lights…"),
        ("Lights helped.", 7, "Lights…"),
        ("Lights\n\n• helped", 99, "Lights • helped"),
        ("Lights, paths and more", 9, "Lights…"),
        ("Lights", 4, "Lig…"),
        ("Lx\u0323yz", 3, "L…"),
        ("Lights", 1, "…"),
        ("Lights", 0, ""),
        ("", 5, ""),
    ],
)
def test_excerpt_ends_on_a_word(text, length, expected):
    assert excerpt(text, length) == expected


@given(st.text(), st.integers(0, 60))
def test_excerpt_is_never_too_long(text, length):
    assert len(excerpt(text, length)) <= length


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("# Title\nOne *two*\nthree\n\nFour", "Title\n\nOne two\nthree\n\nFour"),
        ("Before\n\n- a\n- b\n\nAfter", "Before\n\n• a\n• b\n\nAfter"),
        ("- a\n\n- b\n\n  more\n- c", "• a\n• b\nmore\n• c"),
        ("- a\n  1. b\n  2. c\n- d", "• a\n  1. b\n  2. c\n• d"),
        ("9. a\n9. b", "9. a\n10. b"),
        ("- a\n\n* b", "• a\n\n• b"),
        ("- - a", "• • a"),
        ("-\n- a", "• a"),
        ("> said [here](https://a.example) `so`", "said here so"),
        ("```\nx = 1\n\ny = 2\n```", "x = 1\n\ny = 2"),
        ("a  \nb\\\nc", "a\nb\nc"),
        ("&amp; \\* &eacute;", "& * é"),
        ("---", ""),
        ("> ", ""),
        ("```\n```", ""),
    ],
)
def test_plain_text_reads_as_the_page_does(source, plain):
    assert render(source).plain == plain
