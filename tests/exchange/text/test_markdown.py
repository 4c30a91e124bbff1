import pytest

from exchange.text import LONGEST_MARKDOWN, RENDERER_VERSION, render
from exchange.text.markdown import MOST_ELEMENTS

LINK = '<a href="{0}" rel="nofollow noopener ugc">{1}</a>'


def html(source):
    return render(source).html


def test_render_gives_html_plain_text_and_version():
    rendered = render("Patrols **helped**.\n\n- lights\n- *paths*")

    assert rendered.html == (
        "<p>Patrols <strong>helped</strong>.</p>\n<ul>\n<li>lights</li>\n<li><em>paths</em></li>\n</ul>\n"
    )
    assert rendered.plain == "Patrols helped.\n\n• lights\n• paths"
    assert rendered.version == RENDERER_VERSION


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# One", "<h3>One</h3>\n"),
        ("## Two", "<h4>Two</h4>\n"),
        ("### Three", "<h5>Three</h5>\n"),
        ("###### Six", "<h5>Six</h5>\n"),
        ("Line\n---", "<p>Line</p>\n<hr>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("    indented", "<p>indented</p>\n"),
        ("one\n\n     indented", "<p>one</p>\n<p>indented</p>\n"),
        ("```python\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n"),
        ("`&lt;`", "<p><code>&amp;lt;</code></p>\n"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>\n"),
        ("3. third", '<ol start="3">\n<li>third</li>\n</ol>\n'),
        ("~~struck~~", "<p>~~struck~~</p>\n"),
        (
            "[sic]: https://a.example",
            f"<p>[sic]: {LINK.format('https://a.example', 'https://a.example')}</p>\n",
        ),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("<!-- hidden -->", "<p>&lt;!-- hidden --&gt;</p>\n"),
        ("", ""),
    ],
)
def test_markdown_is_shown_as_posts_need_it(source, expected):
    assert html(source) == expected


def test_bare_address_becomes_a_link_and_leaves_the_sentence_its_full_stop():
    assert html("See (https://a.example/x_(y)).") == (
        f"<p>See ({LINK.format('https://a.example/x_(y)', 'https://a.example/x_(y)')}).</p>\n"
    )


def test_address_with_accents_links_in_ascii_and_reads_as_typed():
    assert html("https://a.example/Khâi") == (
        f"<p>{LINK.format('https://a.example/Kh%C3%A2i', 'https://a.example/Khâi')}</p>\n"
    )


def test_query_of_an_address_keeps_its_ampersand():
    assert html("https://a.example/?a=1&lt=2") == (
        f"<p>{LINK.format('https://a.example/?a=1&amp;lt=2', 'https://a.example/?a=1&amp;lt=2')}</p>\n"
    )


def test_address_inside_a_link_stays_words():
    assert html("[see https://a.example](https://b.example)") == (
        f"<p>{LINK.format('https://b.example', 'see https://a.example')}</p>\n"
    )


def test_address_in_code_stays_words():
    assert html("`https://a.example`") == "<p><code>https://a.example</code></p>\n"


def test_title_of_a_link_is_left_out():
    assert (
        html('[report](https://a.example "Your bank")')
        == f"<p>{LINK.format('https://a.example', 'report')}</p>\n"
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("![the *new* lights](https://a.example/i.png)", "the new lights"),
        ("![](https://a.example/i.png)", "https://a.example/i.png"),
        ("![one ![two](https://b.example)](https://a.example/i.png)", "one two"),
    ],
)
def test_picture_becomes_a_link_with_its_description(source, words):
    assert html(source) == f"<p>{LINK.format('https://a.example/i.png', words)}</p>\n"
    assert render(source).plain == words


def test_picture_inside_a_link_gives_its_words_to_the_link():
    source = "[![lights](https://a.example/i.png)](https://b.example)"

    assert html(source) == f"<p>{LINK.format('https://b.example', 'lights')}</p>\n"


@pytest.mark.parametrize(
    "source",
    ["[x](javascript:1)", "[x](//evil.example)", "[x](/threads/1/)", "![x](data:image/png;base64,AAAA)"],
)
def test_link_that_is_not_allowed_stays_as_typed(source):
    assert html(source) == f"<p>{source}</p>\n"


def test_entity_does_not_bring_back_what_is_removed():
    assert render("a&#x202e;b&#x2028;c&#0;").plain == "ab\nc\ufffd"
    assert "\u202e" not in html("a&#x202e;b `\u202e`")


def test_accent_does_not_swallow_the_bracket_of_a_tag():
    assert html("*&#x338;x*") == "<p><em>\u0338x</em></p>\n"


@pytest.mark.parametrize("source", ["*a* <b>\n\nc\nd" + "x" * LONGEST_MARKDOWN, "`a` " * (MOST_ELEMENTS + 1)])
def test_source_too_long_or_too_tangled_is_shown_as_typed(source):
    rendered = render(source)

    assert rendered.plain == source.strip()
    assert "<em>" not in rendered.html
    assert rendered.html.replace("<br>\n", "\n").replace("</p>\n<p>", "\n\n") == (
        f"<p>{source.strip().replace('<b>', '&lt;b&gt;')}</p>"
    )
