import re

from hypothesis import given
from hypothesis import strategies as st

from exchange.text import Checked, as_markdown, as_quote, clean, quotes_in, render, with_notes

SAID = "Before.\n\n> We *count* them.\n>\n> - lights\n>\n> — Ben Jacobs, #4\n\nAfter.\n\n> No source"

HOSTILE = st.lists(
    st.sampled_from(
        [
            "> ",
            ">> ",
            "— Ben, #4",
            "— <b>, #1",
            "\n",
            "\n\n",
            "words ",
            "- ",
            "1. ",
            "`",
            "```\n",
            "*",
            "@Ben",
            "é",
            "\\",
        ]
    ),
    max_size=25,
).map("".join)


def check(quote):
    return Checked(f"/threads/1/posts/{quote.number}/", "✓")


def test_a_quote_says_whose_words_it_holds_and_where_they_stand():
    named, unnamed = quotes_in(SAID)
    plain = render(SAID).plain
    assert (named.words, named.name, named.number) == ("We count them.\n\n• lights", "Ben Jacobs", 4)
    assert plain[named.span.start : named.span.end] == "We count them.\n\n• lights\n\n— Ben Jacobs, #4"
    assert SAID.split("\n")[slice(*named.lines)][0] == "> We *count* them."
    assert (unnamed.words, unnamed.number) == ("No source", 0)


def test_a_checked_quote_links_to_its_source_and_keeps_its_words():
    html = render("> Count.\n> — Ben & <b>Jo</b>, #4", check=check).html
    assert html == (
        '<blockquote class="checked">\n<p>Count.<br>\n— <a href="/threads/1/posts/4/" class="said-in">'
        "Ben &amp; &lt;b&gt;Jo&lt;/b&gt;, #4</a> <small>✓</small></p>\n</blockquote>\n"
    )


def test_a_note_stands_in_place_of_a_quote_and_the_rest_stays():
    named = quotes_in(SAID)[0]
    noted = with_notes(SAID, [named], lambda quote: f"Words of {quote.number}.")
    assert render(noted).plain == "Before.\n\nWords of 4.\n\nAfter.\n\nNo source"


@given(HOSTILE)
def test_quotes_are_found_in_any_text_and_change_no_word(text):
    source = clean(text)
    plain = render(source)
    checked = render(source, check=check)
    assert checked.plain == plain.plain
    for quote in quotes_in(source):
        assert quote.words in plain.plain[quote.span.start : quote.span.end] or quote.words.split()
    bare = re.sub(r' <small>✓</small>| class="checked"|</?a[^>]*>', "", checked.html)
    assert bare == re.sub(r"</?a[^>]*>", "", plain.html)
    noted = with_notes(source, quotes_in(source), lambda quote: "note")
    assert "note" in render(noted).plain or not quotes_in(source)


@given(st.text(alphabet="ab1.*_`[]()<>&!#+-=~\\@é \n", max_size=60))
def test_words_as_markdown_read_the_same(words):
    words = clean(words)
    assert render(as_markdown(words)).plain.split() == words.split()
    found = quotes_in(as_quote(words, name="Ben_*J*", number=7)) if words else []
    assert [(quote.words.split(), quote.name, quote.number) for quote in found] == (
        [(words.split(), "Ben_*J*", 7)] if words else []
    )
