import time

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from exchange.search.fold import fold, terms
from exchange.search.highlight import highlight, is_found_in


def marked(text: str, query: str, length: int = 200) -> str:
    return "".join(
        f"[{words}]" if is_hit else words for words, is_hit in highlight(text, query, length=length)
    )


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("At Khâi-Ma, then !Kheis.", "khai kheis", "At [Khâi-Ma], then [!Kheis]."),
        ("At Khâi-Ma.", "khaima", "At [Khâi-Ma]."),
        ("The uMhlathuze and (eThekwini)", "mhla thekwini", "The [uMhlathuze] and ([eThekwini])"),
        ("Kha\u0302 and khan", "kha", "[Kha\u0302] and [khan]"),
        ("Lights, lighting; moonlight—light", "LIGHT", "[Lights], [lighting]; moonlight—[light]"),
        ("2019/20 and a_light.", "2019 light", "[2019/20] and [a_light]."),
        ("Two\nlines\tof words", "lines", "Two [lines] of words"),
        ("Durban", "D'Urban", "[Durban]"),
        ("Nothing of that", "torch", "Nothing of that"),
        ("Nothing asked", "!", "Nothing asked"),
        ("", "torch", ""),
    ],
)
def test_the_words_found_are_marked_in_their_own_letters(text, query, shown):
    assert marked(text, query) == shown


WORDS = st.lists(st.sampled_from(["lights", "Lighting", "Khâi-Ma", "uMhla", "A.", "x", "!", "ſk", "—", " "]))


@given(WORDS, st.sampled_from(["light", "khai mhla", "a x", "sk", "!"]))
def test_every_word_that_the_search_would_find_is_marked_and_no_other(words, query):
    text = " ".join(words)
    looked_for = tuple(terms(query))
    found = [any(word.startswith(looked_for) for word in fold(run).split()) for run in words]
    assert len([1 for _, is_hit in highlight(text, query) if is_hit]) == sum(found)
    assert is_found_in(text, query) == any(found)


def test_a_word_beyond_the_excerpt_is_found_too():
    assert is_found_in("Before " * 500 + "the lights", "lights")
    assert not is_found_in("Before " * 500 + "the moonlight", "lights")


def test_an_excerpt_stands_around_the_first_word_that_is_found():
    text = "Before " * 50 + "the lights " + "after " * 50
    assert marked(text, "lights", 40) == "…the [lights] after after after after…"
    assert marked("x" * 300 + "—lights " + "after " * 50, "lights", 30) == "…[lights] after after after…"
    assert marked("Lights " + "after " * 50, "lights", 20) == "[Lights] after after…"


@given(st.text(max_size=300), st.text(max_size=20), st.integers(2, 80))
def test_an_excerpt_is_short_and_says_nothing_that_the_text_does_not(text, query, length):
    pieces = highlight(text, query, length=length)
    shown = "".join(words for words, _ in pieces)
    assert len(shown) <= length
    assert shown.removeprefix("…").removesuffix("…") in " ".join(text.split())
    assert all(words for words, _ in pieces)


def test_a_page_shows_markup_of_the_text_as_it_was_typed():
    page = Template("{% load highlights %}{% highlighted text query 60 %}")
    shown = page.render(Context({"text": "<b>Lights</b> & <lights>", "query": "lights <b>"}))
    assert shown == (
        "&lt;<mark>b</mark>&gt;<mark>Lights</mark>&lt;<mark>/b</mark>&gt; &amp; &lt;<mark>lights</mark>&gt;"
    )


def test_a_long_text_is_highlighted_in_a_moment():
    started = time.process_time()
    for text in ("word " * 100_000, "-" * 400_000, "a" * 400_000, "a-" * 200_000):
        highlight(text, "torch")
    assert time.process_time() - started < 5
