import pytest

from exchange.text.links import LONGEST, is_allowed, split_bare_links
from exchange.text.sanitise import sanitise

REFUSED = [
    "",
    "javascript:alert(1)",
    "javascript:123",
    "JaVaScRiPt:123",
    "javascript://a.example/%0aalert(1)",
    "java\tscript:1",
    "java\nscript:1",
    " javascript:1",
    "\x01javascript:1",
    "https://a.example/\x7f",
    "data:text/html,x",
    "vbscript:1",
    "file:///etc/passwd",
    "ftp://a.example",
    "//evil.example",
    "/\\evil.example",
    "https:/\\evil.example",
    "https:\\\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "http://",
    "http://javascript:alert(1)",
    "http://a.example:99999",
    "http://[a.example",
    "https://bank.example@evil.example",
    "https://@evil.example",
    "https://exämple.example",
    "https://a.example/\u2028",
    "https://a.example/ b",
    'https://a.example/"onclick',
    "mailto:",
    "mailto:nobody",
    "mailto://a@b.example",
    "#fragment",
    "?query",
    "threads/1",
    "https://a.example/" + "x" * LONGEST,
]


@pytest.mark.parametrize("url", REFUSED)
def test_address_that_may_mislead_is_refused(url):
    assert not is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example",
        "HTTPS://A.example/",
        "https://a.example:8000/x_(y)?z=1&w=2#v",
        "https://[::1]/",
        "https://a.example/o'brien",
        "mailto:amina@demo.example?subject=Lights",
    ],
)
def test_absolute_web_and_mail_addresses_are_allowed(url):
    assert is_allowed(url)


@pytest.mark.parametrize(
    "url", [*REFUSED, "&#106;avascript:1", "jav&Tab;ascript:1", "javascript&colon;1", "&#47;/evil.example"]
)
def test_allow_list_drops_such_an_address_from_finished_html(url):
    quoted = url.replace('"', "&quot;")

    assert sanitise(f'<a href="{quoted}" onclick="x" style="y">a</a>') == "<a>a</a>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ('<img src="https://a.example/i.png">', ""),
        ('<p class="x" id="y">a</p>', "<p>a</p>"),
        ('<ol start="1x"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        ('<a rel="opener">a</a>', "<a>a</a>"),
        ("<svg><a href='https://a.example'>a</a></svg>", '<a href="https://a.example">a</a>'),
        ("<!-- a -->", ""),
    ],
)
def test_allow_list_keeps_what_it_names_and_no_more(html, expected):
    assert sanitise(html) == expected


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("none", []),
        ("https://a.example", ["https://a.example"]),
        ("at https://a.example/x, then http://b.example!", ["https://a.example/x", "http://b.example"]),
        ("(https://a.example/x_(y))", ["https://a.example/x_(y)"]),
        ("[https://a.example/].", ["https://a.example/"]),
        ("“https://a.example”", ["https://a.example"]),
        ("xhttps://a.example", []),
        ("https://", []),
        ("https://" + "a" * LONGEST, []),
    ],
)
def test_bare_addresses_end_where_the_sentence_goes_on(text, addresses):
    pieces = split_bare_links(text)

    assert [piece for piece, is_address in pieces if is_address] == addresses
    assert "".join(piece for piece, _ in pieces) == text
