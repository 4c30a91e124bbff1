import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudies.imports import Outline, Unplaced, read_outline
from casestudies.imports.refusals import (
    NotAnOutline,
    OutlineBroken,
    OutlineEmpty,
    OutlineIsLocked,
    OutlineIsOldWord,
    OutlineIsOtherOffice,
    OutlineTooLong,
)
from exchange.storage.uploads import FileTooLarge
from exchange.text import clean


def read(text: str | bytes) -> Outline:
    content = text if isinstance(text, bytes) else text.encode()
    return read_outline(BytesIO(content), "outline.md")


def test_an_outline_becomes_a_title_and_sections_in_their_order():
    assert read(
        "# Lighting the paths\n\nBy Demonstration Municipality\n\n"
        "## 4. Results\n\nFewer people stay at home.\n\n### Numbers\n\n- one\n  - two\n\n"
        "## Background\n\nIt was *dark*.\n\nSite visits\n-----------\n\nThree.\n\n"
        "## Impact\n\nMore shops.\n"
    ) == Outline(
        title="Lighting the paths",
        sections={
            "problem_and_context": "It was *dark*.",
            "what_changed": (
                "Fewer people stay at home.\n\n### Numbers\n\n- one\n  - two\n\n### Impact\n\nMore shops."
            ),
        },
        unplaced=[
            Unplaced("", "By Demonstration Municipality"),
            Unplaced("Site visits", "Three."),
        ],
        notes=[],
    )


def test_a_heading_below_a_section_stays_in_it_unless_it_names_one():
    outline = read("# Results\n\na\n\n## Challenges\n\nb\n\n## Shops\n\nc\n\n# Annex\n\n## Table\n\nd\n")
    assert outline.sections == {"what_changed": "a\n\n### Shops\n\nc", "what_did_not_work": "b"}
    assert outline.unplaced == [Unplaced("Annex", "### Table\n\nd")]
    assert outline.title == ""


def test_a_heading_about_two_sections_is_placed_once_and_said():
    outline = read("## Challenges and lessons learnt\n\nBoth.")
    assert outline.sections == {"what_did_not_work": "Both."}
    assert outline.notes == [
        "“Challenges and lessons learnt” names two sections; all of it is in “What did not work”."
    ]


def test_only_a_heading_is_a_heading():
    inside = (
        "```\n# Results\n```\n\n> # Results\n\n- # Results\n\n    # Results\n\n"
        "\\# Results\n\n<!-- # Results -->"
    )
    assert read(f"# Background\n\n{inside}").sections == {"problem_and_context": inside}


def test_html_is_kept_as_text_and_pictures_are_counted():
    outline = read("# Results\n\n<script>alert(1)</script>\n\n![a](x.png) ![b](y.png) `![c](z)`")
    assert outline.sections["what_changed"].startswith("<script>alert(1)</script>")
    assert outline.notes == ["2 pictures are not taken over: upload them in the step Pictures."]


def test_front_matter_gives_the_title_and_is_kept():
    outline = read('---\ntitle: "The rank"\nauthor: Demonstration\n---\n# Results\n\nx\n')
    assert (outline.title, outline.sections) == ("The rank", {"what_changed": "x"})
    assert outline.unplaced == [Unplaced("", "author: Demonstration")]


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        ("\ufeff# How\r\n\r\nKhâi-Ma".encode(), 0),
        ("# How\n\nKhâi-Ma".encode("utf-16"), 0),
        ("# How\n\nKhâi-Ma".encode("cp1252"), 1),
    ],
)
def test_any_editors_encoding_is_read(content, notes):
    outline = read(content)
    assert (outline.sections, len(outline.notes)) == ({"how": "Khâi-Ma"}, notes)


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "a.md", OutlineEmpty),
        (b" \n\n", "a.md", OutlineEmpty),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument", "a.docx", OutlineIsOldWord),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a.docx", OutlineIsLocked),
        (b"%PDF-1.7", "a.docx", OutlineIsOtherOffice),
        (b"{\\rtf1 Background}", "a.doc", OutlineIsOtherOffice),
        (b"Background", "a.docx", OutlineBroken),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a.md", NotAnOutline),
        (b"\xff\xfe\x00", "a.md", NotAnOutline),
        (b"words \x01\x02\x03\x04", "a.md", NotAnOutline),
        (b"x" * (5 * 1024 * 1024 + 1), "a.md", FileTooLarge),
        (b"x " * 250_000, "a.md", OutlineTooLong),
        (b"# a\n" * 1_001, "a.md", OutlineTooLong),
        (b"* a\n" * 20_001, "a.md", OutlineTooLong),
    ],
)
def test_what_is_no_outline_is_refused_in_words(content, name, refusal):
    with pytest.raises(refusal) as refused:
        read_outline(BytesIO(content), name)
    assert (str(refused.value)[-1], refused.value.status) in {(".", 400), (".", 413)}


@pytest.mark.parametrize(
    "piece", ["> ", "- ", "* a\n", "|a|b|\n", "```\n", "[a]: b\n", "1. a\n\n", "[[", "# a\n"]
)
@pytest.mark.timeout(10)
def test_tangled_text_is_read_or_refused_in_seconds(piece):
    most = 999 if piece == "# a\n" else 19_000 // max(1, piece.count("\n"))
    assert read(piece * most) is not None


HEADINGS = st.sampled_from(
    ["# Title", "## Background", "### Detail", "Results\n===", "# Annex", "- # x", ">", "```", ""]
)
TEXTS = st.text(alphabet="ab1 \n\t*_`~#>-+=.)([]<!&;:|\\/\"'0\u00e9\x01\u2028", max_size=40)


@settings(deadline=None)
@given(st.lists(st.tuples(HEADINGS, TEXTS), max_size=8))
def test_every_word_comes_out_again(parts):
    text = "\n\n".join(f"{heading}\n\n{words}" for heading, words in parts)
    try:
        outline = read(text)
    except (OutlineEmpty, NotAnOutline):
        return
    came_out = " ".join(
        [
            outline.title,
            *outline.sections.values(),
            *(f"{one.heading} {one.text}" for one in outline.unplaced),
        ]
    )
    # A heading that named a section has done its work.
    wanted = set(re.findall(r"\w+", clean(text))) - {"Background", "Results"}
    assert wanted - set(re.findall(r"\w+", came_out)) == set()
