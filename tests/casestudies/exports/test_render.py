from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casestudies.exports import FORMATS, Item, NothingToExport, Quoted, Section, UnknownFormat, render
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted

NOW = datetime(2023, 9, 1, 14, 37, tzinfo=UTC)


def test_render_writes_each_format():
    assert FORMATS == ("md", "txt", "html", "json", "docx", "odt", "epub", "pdf")
    exports = {fmt: render(document(Item("Hello")), fmt) for fmt in FORMATS}
    assert {fmt: export.extension for fmt, export in exports.items()} == {fmt: fmt for fmt in FORMATS}
    assert exports["md"].content_type == "text/markdown; charset=utf-8"
    assert exports["txt"].content_type == "text/plain; charset=utf-8"
    assert exports["docx"].content_type.endswith("wordprocessingml.document")
    assert exports["docx"].content.startswith(b"PK")
    assert exports["html"].content.startswith(b"<!doctype html>")
    assert exports["pdf"].content.startswith(b"%PDF-")


@pytest.mark.parametrize("fmt", ["rtf", "", "MD", "../md"])
def test_render_refuses_a_format_that_nobody_writes(fmt):
    with pytest.raises(UnknownFormat, match="^" + fmt.replace(".", r"\.") + "$"):
        render(document(), fmt)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_document_gives_the_same_bytes(fmt):
    items = [Item("One\n\n1. two", (quoted(words),)) for words in HARD_WORDS]
    whole = document(*items, published_on=None)
    later = NOW.replace(hour=23, second=9)
    assert render(whole, fmt, now=NOW) == render(whole, fmt, now=later)


def test_a_withdrawn_quotation_keeps_neither_words_nor_name():
    taken_back = quoted("I saw who did it", "q9", withdrawn=True)
    assert taken_back == Quoted("q9", "", "", f"{SITE}/words/q9/", withdrawn=True)


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_stands_empty_values_and_illegal_characters(fmt):
    bad = "\x00\x08\x0b\x0c\x1b\x9f\ud800\ufffe\uffff"
    item = Item(f"a{bad}b &#12; &#x1F;", (Quoted("q", f"c{bad}d", bad, f"{SITE}/words/q/{bad}"),))
    whole = document(
        item,
        title=f"t{bad}",
        subtitle=bad,
        credits=(bad,),
        facts=((bad, bad), ("Place", f"p{bad}")),
        version=bad,
    )
    assert render(whole, fmt).content
    bare = document(
        Item("x"), title="", subtitle="", kind_label="", url="", status_line="", version="", language=""
    )
    assert render(bare, fmt).content


@pytest.mark.parametrize("fmt", FORMATS)
def test_an_export_of_nothing_is_refused_with_what_to_do(fmt):
    hollow = Section("a", "Briefs", sections=(Section("b", "A brief"),))
    for nothing in (document(), document(sections=()), document(sections=(hollow,))):
        with pytest.raises(NothingToExport, match="Write something first"):
            render(nothing, fmt)
    assert render(document(sections=(replace(hollow, notes=("a line",)),)), fmt).content
