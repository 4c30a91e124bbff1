"""The page to keep, read back as a browser reads it."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from casestudies.exports import Item, Section, render
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted
from tests.forums.payloads import PAYLOADS

POST = "> We count them.\n>\n> — Ben, #3\n\nSo do **we**: [how](/how/)\nDaily.\n\n- lamps\n\n3. poles"


class Read(HTMLParser):
    """Tags with their attributes, and all words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def html_of(*items: Item, **changes: object) -> Read:
    return Read(render(document(*items, **changes), "html").content.decode())


def test_a_post_keeps_its_quote_its_lines_and_its_place():
    section = Section("post-4", "#4 Chloé", (Item(POST, as_said=True),), ("answers #3",), f"{SITE}/p/4/", 9)
    written = render(document(sections=(section,)), "html").content.decode()
    assert '<section id="post-4" class="in-4"><h2 dir="auto">#4 Chloé</h2>' in written
    assert '<blockquote><p dir="auto">We count them.</p></blockquote>' in written
    assert (
        f'So do <strong>we</strong>: <a href="{SITE}/how/" rel="noopener nofollow">how</a><br>\nDaily.'
    ) in written
    assert '<ol start="3"><li dir="auto">poles</li></ol>' in written
    markdown = render(document(sections=(section,)), "md").content.decode()
    assert "answers #3" in markdown
    assert "> We count them.\n\n> — Ben, #3\n\nSo do **we**" in markdown
    plain = render(document(sections=(section,)), "txt").content.decode()
    assert "> We count them." in plain


@pytest.mark.parametrize("where", ["prose", "title", "quotation"])
def test_a_page_to_keep_runs_nothing_and_fetches_nothing(where):
    page = [
        "meta",
        "style",
        "title",
        "head",
        "html",
        "body",
        "main",
        "section",
        "h1",
        "h2",
        "h3",
        "p",
        "dl",
        "dt",
        "dd",
    ]
    allowed = {*page, "a", "strong", "em", "br", "ul", "ol", "li", "blockquote", "code", "sup"}
    for payload in [*HARD_WORDS, *PAYLOADS]:
        item = Item(payload, as_said=True) if where == "prose" else Item("", (quoted(payload),))
        read = html_of(item, **({"title": payload} if where == "title" else {}))
        assert {tag for tag, _attributes in read.tags} <= allowed
        for _tag, attributes in read.tags:
            assert not [name for name in attributes if name.startswith("on") or name in {"src", "style"}]
            href = attributes.get("href") or "https:"
            assert href.startswith(("https:", "http:", "mailto:", "#note-1", "#mark-1"))
    style = re.search("<style>(.*)</style>", render(document(Item("x")), "html").content.decode())
    policy = next(
        attributes["content"]
        for tag, attributes in html_of(Item("x")).tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    fingerprint = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{fingerprint}'; "
        "base-uri 'none'; form-action 'none'"
    )
