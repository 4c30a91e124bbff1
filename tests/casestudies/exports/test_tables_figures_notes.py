"""Tables, figures, notes, indexes and sections in sections, in the formats that are text."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from casestudies.exports import (
    Entry,
    Item,
    Reference,
    Section,
    Table,
    document_of_volume,
)
from casestudies.exports.html import to_html
from casestudies.exports.markdown import to_markdown
from casestudies.exports.plain import to_plain
from tests.casestudies.exports.pictures import figure, gone
from tests.casestudies.exports.test_html import Read
from tests.casestudies.exports.test_model import volume
from tests.casestudies.exports.values import SITE, document, quoted

TABLE = Table(
    ("Case", "Rand | cents"),
    (("Lights", "4"), ("A <b>field</b>",)),
    "In one table",
    ("start", "end"),
    (f"{SITE}/1/",),
)
AUDIT = Reference("The audit", f"{SITE}/audit/")
AUDITED = Item("We walked.", references=(AUDIT,))


def test_a_table_in_each_format():
    shown = document(Item("x", tables=(TABLE,)))
    assert (
        f"**In one table**\n\n| Case | Rand \\| cents |\n| --- | --: |\n| [Lights]({SITE}/1/) | 4 |\n"
        "| A \\<b>field\\</b> |  |\n"
    ) in to_markdown(shown)
    reader = MarkdownIt("commonmark").enable("table")
    assert '<th style="text-align:right">Rand | cents</th>' in reader.render(to_markdown(shown))
    assert f"*In one table*\n• Lights (Rand | cents: 4)\n{SITE}/1/\n• A <b>field</b>\n" in to_plain(shown)
    html = to_html(shown)
    assert '<caption dir="auto">In one table</caption>' in html
    assert '<th scope="col" class="end" dir="auto">Rand | cents</th>' in html
    assert f'<td dir="auto"><a href="{SITE}/1/">Lights</a></td><td class="end" dir="auto">4</td>' in html
    assert '<td dir="auto">A &lt;b&gt;field&lt;/b&gt;</td>' in html


def test_a_figure_in_each_format():
    shown = document(Item("x", figures=(figure(alt='Two "lamps" [at] dusk', url=f"{SITE}/media/1.jpg"),)))
    assert f'![Two "lamps" \\[at\\] dusk]({SITE}/media/1.jpg)\\\nThe rank. Photo: Ben\n' in to_markdown(shown)
    assert f'[Two "lamps" [at] dusk]\nThe rank. Photo: Ben\n{SITE}/media/1.jpg\n' in to_plain(shown)
    [picture] = [attributes for tag, attributes in Read(to_html(shown)).tags if tag == "img"]
    assert picture["alt"] == 'Two "lamps" [at] dusk'
    assert picture["src"].startswith("data:image/jpeg;base64,")
    assert (picture["width"], picture["height"]) == ("60", "40")
    assert "<figcaption>The rank. Photo: Ben</figcaption>" in to_html(shown)


def test_a_picture_that_is_gone_leaves_its_words():
    html = to_html(document(Item("x", figures=(replace(figure(), data=b"", read=gone),))))
    assert "<em>This picture could not be read. It shows:</em> Two lamps at dusk" in html
    assert "<img" not in html


def test_notes_are_numbered_through_and_a_source_keeps_its_number():
    silent = replace(quoted("In short.", "q2"), in_note=True)
    shown = document(
        AUDITED, Item("- so\n- [more](/x/)", (quoted("It worked."), silent), references=(AUDIT,))
    )
    markdown, plain, html = to_markdown(shown), to_plain(shown), to_html(shown)
    assert "We walked.[^1]\n" in markdown
    assert f"- [more]({SITE}/x/)[^1][^2]\n" in markdown
    assert "> — Ben (q1), urban safety officer[^3]\n" in markdown
    assert f"[^2]: “In short.” — Ben (q2), urban safety officer <{SITE}/words/q2/>\n" in markdown
    assert "> In short." not in markdown
    assert "We walked. [1]\n" in plain
    assert f"[2] “In short.” — Ben (q2), urban safety officer\n{SITE}/words/q2/\n" in plain
    read = Read(html)
    marks = [(each.get("id"), each["href"]) for tag, each in read.tags if each.get("role") == "doc-noteref"]
    assert marks == [
        ("mark-1", "#note-1"),
        (None, "#note-1"),
        ("mark-2", "#note-2"),
        ("mark-3", "#note-3"),
    ]
    assert [each["href"] for tag, each in read.tags if each.get("role") == "doc-backlink"] == [
        "#mark-1",
        "#mark-2",
        "#mark-3",
    ]
    assert '<a href="https://exchange.example.org/x/" rel="noopener nofollow">more</a><sup>' in html


def test_what_rests_on_no_citation_says_so():
    own = document(Item("We should go on.", is_own_view=True))
    assert "We should go on. *(The editor’s own view.)*" in to_markdown(own)
    assert "We should go on. (The editor’s own view.)" in to_plain(own)
    assert 'We should go on. <span class="own">(The editor’s own view.)</span></p>' in to_html(own)


def test_sections_in_sections_go_one_level_down():
    inner = Section("b", "Inside", (Item("# Head\n\ntext"),), facts=(("Stage", "pilot"),))
    shown = document(sections=(Section("a", "Outside", sections=(inner,)),))
    assert "## Outside\n\n### Inside\n\n- **Stage:** pilot\n\n#### Head\n\ntext" in to_markdown(shown)
    assert "*Outside*\n\n*Inside*\n\nStage: pilot\n\n*Head*\n\ntext" in to_plain(shown)
    levels = re.findall(r"<h(\d)[^>]*>(\w+)", to_html(shown))
    assert [level for level in levels if level[1] in {"Outside", "Inside", "Head"}] == [
        ("2", "Outside"),
        ("3", "Inside"),
        ("4", "Head"),
    ]
    assert "Nothing is recorded" not in to_plain(shown)


@pytest.mark.parametrize("write", [to_markdown, to_plain, to_html])
def test_a_volume_reads_from_the_foreword_to_the_colophon(write):
    written = write(document_of_volume(volume()))
    told = (
        "Foreword",
        "The mayor",
        "What we learned",
        "It worked.",
        "Go on with the discussion",
        f"{SITE}/threads/2/x/",
        "The case studies",
        "We tried.",
        "Index of lessons",
        "Keep a key.",
        "Vocabulary",
        "A walk.",
        "Set with care.",
        "How to cite and reuse this",
        "Notes",
    )
    start = written.rindex("The mayor") - 60  # behind the contents
    for words in told:
        start = written.index(words, start)


def test_an_index_leads_to_its_sections_and_the_contents_to_theirs():
    html = to_html(document_of_volume(volume()))
    read = Read(html)
    places = {attributes["id"] for _tag, attributes in read.tags if "id" in attributes}
    inside = {each["href"][1:] for tag, each in read.tags if tag == "a" and str(each["href"]).startswith("#")}
    assert inside <= places
    assert '<dt dir="auto">Keep a key.</dt><dd><a href="#brief-1">' in html
    assert {"foreword", "brief-1", "brief-2", "case-1", "lessons"} <= inside
    assert "• Keep a key. (What kept the rank safe, The rank)" in to_plain(document_of_volume(volume()))


def test_an_index_without_a_place_still_tells():
    shown = document(Item("", entries=(Entry("audit", "A walk.", ("nowhere",)),)))
    assert "- **audit**: A walk.\n" in to_markdown(shown)
    assert "• audit: A walk.\n" in to_plain(shown)
