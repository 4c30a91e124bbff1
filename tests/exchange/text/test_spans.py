import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exchange.text import (
    Span,
    WordsAmbiguous,
    WordsNotFound,
    clean,
    find,
    render,
    same_words,
    whole_words,
    words_at,
)

PLAIN = "The lights helped.\n\n• The lights were paid for\n• by shops\n\nThe lights stayed. 😀 Khâi-Ma too."


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ("lights were paid", "lights were paid"),
        ("  lights were paid\n", "lights were paid"),
        ("The\u00a0lights   stayed.", "The lights stayed."),
        ("helped.\nThe lights were", "helped.\n\n• The lights were"),
        ("paid for\n\nby shops\tThe lights stayed", "paid for\n• by shops\n\nThe lights stayed"),
        ("paid for\n• by shops", "paid for\n• by shops"),
        ("😀 Kha\u0302i-Ma", "😀 Khâi-Ma"),
        ("ights wer", "ights wer"),
    ],
)
def test_find_takes_words_as_a_browser_sends_them(selected, expected):
    assert words_at(PLAIN, find(PLAIN, selected)) == expected


def test_span_counts_code_points():
    assert find(PLAIN, "Khâi-Ma") == Span(PLAIN.index("Khâi"), PLAIN.index("Khâi") + 7)


@pytest.mark.parametrize("selected", ["shops paid", "", "  ", "•", "thelights"])
def test_find_refuses_words_that_are_not_there(selected):
    with pytest.raises(WordsNotFound, match="select them again"):
        find("1. The lights", selected)


@pytest.mark.parametrize(
    ("before", "after", "which"),
    [
        ("", " helped. The", 0),
        ("helped.\nThe ", "", 1),
        ("The", "were paid", 1),
        ("helped.\nThe", "were paid for\nby shops", 1),
        ("by shops\nThe ", "", 2),
        ("unlike all of it. The ", "stayed", 2),
    ],
)
def test_context_chooses_between_occurrences(before, after, which):
    starts = [at for at in range(len(PLAIN)) if PLAIN.startswith("lights", at)]

    assert find(PLAIN, "lights", before=before, after=after).start == starts[which]


def test_context_may_begin_with_what_looks_like_a_list_mark():
    plain = "level 1. Then, level 2. Then"

    assert find(plain, "level", after=" 2. Then").start == 15


@pytest.mark.parametrize(("before", "after"), [("", ""), ("The ", ""), ("7", "7")])
def test_words_that_stand_there_twice_need_context(before, after):
    with pytest.raises(WordsAmbiguous, match="more than once"):
        find("The lights and the lights. The lights", "lights", before=before, after=after)


def test_selection_across_a_numbered_list_is_found_without_its_numbers():
    plain = render("1. Ask first\n2. Then act\n   - slowly").plain

    assert words_at(plain, find(plain, "first\nThen act\nslowly")) == "first\n2. Then act\n  • slowly"


def test_number_that_begins_a_line_can_be_selected():
    plain = "It began in\n1994. Then it grew."

    assert words_at(plain, find(plain, "in 1994. Then")) == "in\n1994. Then"


def test_words_at_refuses_a_span_beyond_the_text():
    with pytest.raises(WordsNotFound):
        words_at("short", Span(2, 6))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_span_is_never_empty_or_turned_around(start, end):
    with pytest.raises(ValueError, match="no span"):
        Span(start, end)


def test_words_that_stand_there_thousands_of_times_are_ambiguous_in_any_context():
    started = time.process_time()

    with pytest.raises(WordsAmbiguous):
        find("a" * 100_000, "a" * 50_000, before="b", after="a")

    assert time.process_time() - started < 15


def test_list_mark_itself_is_found_by_its_context():
    assert find("• 1. •", "•", after=" 1. •") == Span(0, 1)


texts = st.text(st.sampled_from("ab .\n•1é😀\u0323\u00a0")) | st.text()


@given(texts.map(clean), st.data())
def test_find_gives_back_the_words_of_any_span(plain, data):
    assume(plain)
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start + 1, len(plain)))
    words = words_at(plain, Span(start, end))
    assume(words.strip())

    try:
        found = find(plain, words)
    except WordsAmbiguous:
        found = find(plain, words, before=plain[:start], after=plain[end:])
        assert plain[found.start : found.end] == words.strip()
        assert start <= found.start
        assert found.end <= end

    assert same_words(words_at(plain, found), words)


@given(st.text(st.characters(categories=None)), st.text(st.characters(categories=None)), st.text())
def test_find_answers_or_refuses_whatever_is_sent(plain, words, context):
    try:
        span = find(clean(plain), words, before=context, after=context)
    except (WordsNotFound, WordsAmbiguous):
        return
    assert same_words(words_at(clean(plain), span), clean(words))


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("rank be", "rank between"),
        ("o is at", "Who is at"),
        ("Who is at the rank between eight", "Who is at the rank between eight"),
        ("eight?", "eight?"),
        ("af", "café"),
    ],
)
def test_a_selection_that_cuts_a_word_grows_to_the_whole_word(cut, whole):
    plain = "Who is at the rank between eight? The café closed."
    assert words_at(plain, whole_words(plain, find(plain, cut))) == whole
