"""Whatever is typed: the page stays ours, and every word on it can be quoted."""

import time
import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from exchange.text import WordsAmbiguous, clean, find, render, same_words, words_at
from tests.exchange.text.reading import Reader, anything, markdown

BARE = {"blockquote", "br", "code", "em", "h3", "h4", "h5", "hr", "li", "p", "pre", "strong", "ul"}
ALLOWED = {"a": {"href", "rel"}, "ol": {"start"}} | {tag: set() for tag in BARE}
COSTLY = (
    *("[", "![", "*", "_a*", "> ", ">", "- ", "`_", "<", "&", "![a](", "[a](<b", "a\n", "- ```\n", ">:\n\n"),
    *("\u0315\u0300", "\u0f73", "&#x300;", "https://a.example/)))", "[x](https://a.example) "),
    "1. ---\n:'~~~\n> ",
)


@settings(deadline=None, max_examples=400)
@given(anything)
def test_html_holds_only_what_the_allow_list_names(source):
    reader = Reader(render(source).html)

    assert reader.open == []
    assert reader.other == []
    for tag, attributes in reader.elements:
        assert set(attributes) <= ALLOWED[tag]
        if tag == "a":
            assert set(attributes) == {"href", "rel"}
            assert attributes["rel"] == "nofollow noopener ugc"
            assert urlsplit(attributes["href"]).scheme in {"http", "https", "mailto"}
            assert attributes["href"].startswith(("http://", "https://", "mailto:"))
            assert attributes["href"].isascii()


@settings(deadline=None, max_examples=400)
@given(anything)
def test_plain_text_is_clean_and_the_same_each_time(source):
    plain = render(source).plain

    assert clean(plain) == plain
    assert unicodedata.is_normalized("NFC", plain)
    assert render(source).plain == plain


@settings(deadline=None, max_examples=400)
@given(markdown)
def test_words_of_every_block_are_found_in_the_plain_text(source):
    rendered = render(source)

    for block in Reader(rendered.html).blocks:
        if block.strip():
            try:
                span = find(rendered.plain, block)
            except WordsAmbiguous:
                continue
            assert same_words(words_at(rendered.plain, span), clean(block))


@pytest.mark.parametrize("fragment", COSTLY)
@pytest.mark.parametrize("length", [90_000, 2_000_000])
def test_rendering_takes_seconds_at_most(fragment, length):
    started = time.process_time()

    render(fragment * (length // len(fragment)))

    assert time.process_time() - started < 15  # about one on a quiet machine


def test_deep_nesting_keeps_every_word():
    source = "\n".join(">" * depth + f" word{depth}\n" for depth in range(1, 40))

    plain = render(source).plain

    assert [f"word{depth}" in plain for depth in range(1, 40)] == [True] * 39


def test_nested_emphasis_is_flat():
    assert render("*" * 2000 + "a" + "*" * 2000).html == "<p><strong>a</strong></p>\n"
    assert render("*a **b *c* d** e*").html == "<p><em>a <strong>b c d</strong> e</em></p>\n"
