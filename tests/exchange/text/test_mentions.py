import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.text import as_markdown, render
from exchange.text.mentions import MOST_PEOPLE, Mentions

PEOPLE = {
    "ben": "/people/b1/",
    "ben jacobs": "/people/b2/",
    "chloé petersen": "/people/c1/",
    "ǃxóõ /kheis": "/people/x1/",
    "ben jacobs (johannesburg)": "/people/b3/",
    "<b>bold</b": "/people/h1/",  # a closing sign is no part of a name, as the full stop of a sentence
}


def resolve(words: str) -> str:
    return PEOPLE.get(words.casefold(), "")


def named(text: str) -> list[str]:
    return [piece for piece, url in Mentions(resolve).split(text) if url]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Ben Jacobs, thank you", ["@Ben Jacobs"]),
        ("@ben is not @Ben Jacobsen", ["@ben", "@Ben"]),
        ("(@Chloé Petersen).", ["@Chloé Petersen"]),
        ("@ǃXóõ /Kheis asked", ["@ǃXóõ /Kheis"]),
        (
            "@Ben Jacobs (Johannesburg) and @Ben Jacobs (Durban)",
            ["@Ben Jacobs (Johannesburg)", "@Ben Jacobs"],
        ),
        ("write to me@ben.example or x.@Ben or a@Ben", []),
        ("@ Ben, @@Ben, @nobody", []),
        ("@Benjamin", []),
    ],
)
def test_the_longest_name_behind_an_at_names_a_person(text, expected):
    assert named(text) == expected


def test_nobody_is_named_in_code_in_links_or_in_a_quote():
    html = render("`@Ben` and [@Ben](https://a.example)\n\n> @Ben\n\n    @Ben", resolve=resolve).html
    assert html.count('class="mention"') == 1
    assert html.endswith('<p><a href="/people/b1/" class="mention">@Ben</a></p>\n')


def test_a_name_full_of_markup_is_words():
    html = render(f"@{as_markdown('<b>bold</b>')}", resolve=resolve).html
    assert html == '<p><a href="/people/h1/" class="mention">@&lt;b&gt;bold&lt;/b</a>&gt;</p>\n'


def test_nobody_types_a_link_that_looks_like_a_mention():
    assert "<a" not in render('[Ben](/people/b1/) <a class="mention" href="/people/b1/">Ben</a>').html


def test_a_text_names_a_limited_number_of_people():
    everybody = "".join(f"@p{number} " for number in range(3 * MOST_PEOPLE))
    pieces = Mentions(lambda words: "" if " " in words else f"/people/{words}/").split(
        everybody + "@p0 again @x"
    )
    urls = [url for _piece, url in pieces if url]
    assert len(set(urls)) == MOST_PEOPLE


@given(st.text(alphabet="@Ben Jacobs()<b>&*_`[]>.é!ǃ\n", max_size=80))
def test_mentions_change_no_word_and_let_no_markup_out(text):
    assert "".join(piece for piece, _url in Mentions(resolve).split(text)) == text
    plain, linked = render(text), render(text, resolve=resolve)
    assert linked.plain == plain.plain
    assert (
        re.sub(r'<a href="/people/[a-z0-9]+/" class="mention">([^<]*)</a>', r"\1", linked.html) == plain.html
    )
