import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from casestudies.imports import Unplaced, read_outline
from casestudies.imports.refusals import (
    OutlineBroken,
    OutlineHasMacros,
    OutlineIsLocked,
    OutlineIsOtherOffice,
    OutlineTooLong,
    OutlineUnpacksTooLarge,
)
from exchange.text import clean, render
from tests.casestudies.imports.documents import document, read, rewritten, xml


def test_headings_lists_tables_and_emphasis_become_markdown():
    def build(word):
        word.add_heading("Lighting the paths", 0)
        word.add_paragraph("By Demonstration Municipality")
        word.add_heading("1. Background", 1)
        told = word.add_paragraph("It was ")
        told.add_run("very ").bold = True
        told.add_run("dark").bold = True
        told.add_run(" and ")
        told.add_run("cold").italic = True
        told.add_run(".")
        for text, style in [
            ("one", "List Bullet"),
            ("under one", "List Bullet 2"),
            ("two", "List Bullet"),
            ("first", "List Number"),
            ("second", "List Number"),
        ]:
            word.add_paragraph(text, style=style)
        word.add_heading("Where", 2)
        table = word.add_table(2, 2)
        for cell, text in zip(table._cells, ["Place", "Lamps", "Rank | stop", "3"], strict=True):
            cell.text = text
        word.add_heading("Annex", 1)
        word.add_paragraph("More.")

    outline = read(build)
    assert outline.title == "Lighting the paths"
    assert outline.sections == {
        "problem_and_context": "It was **very dark** and *cold*.\n\n"
        "- one\n  - under one\n- two\n1. first\n2. second\n\n"
        "### Where\n\n| Place | Lamps |\n| --- | --- |\n| Rank \\| stop | 3 |"
    }
    assert outline.unplaced == [Unplaced("", "By Demonstration Municipality"), Unplaced("Annex", "More.")]
    assert outline.notes == []


@pytest.mark.parametrize(
    ("name", "level"), [("Überschrift 1", ""), ("Kop 2", ""), ("Opskrif 1", ""), ("Own style", "0")]
)
def test_headings_are_known_in_other_languages_and_by_their_outline_level(name, level):
    def build(word):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if level:
            element = OxmlElement("w:outlineLvl")
            element.set(qn("w:val"), level)
            style.element.get_or_add_pPr().append(element)
        word.add_paragraph("Results", style=style)
        word.add_paragraph("Fewer.")

    assert read(build).sections == {"what_changed": "Fewer."}


def test_short_bold_lines_are_headings_where_nobody_used_styles():
    def build(word):
        for text in ("The rank", "Results", "Challenges"):
            word.add_paragraph().add_run(text).bold = True
            word.add_paragraph(f"About {text}.")

    outline = read(build)
    assert (outline.title, outline.sections) == (
        "The rank",
        {"what_changed": "About Results.", "what_did_not_work": "About Challenges."},
    )

    def build_with_styles(word):
        word.add_heading("Results", 1)
        word.add_paragraph().add_run("Challenges").bold = True

    assert read(build_with_styles).sections == {"what_changed": "**Challenges**"}


def test_a_form_with_our_headings_at_the_left_is_read_as_sections():
    def build(word):
        table = word.add_table(2, 2)
        for cell, text in zip(table._cells, ["Background", "Dark.", "Results", "Light."], strict=True):
            cell.text = text
        word.add_table(1, 1).cell(0, 0).text = "In a frame"

    assert read(build).sections == {"problem_and_context": "Dark.", "what_changed": "Light.\n\nIn a frame"}


def test_links_lead_only_where_our_pages_may_link():
    def build(word):
        word.add_heading("Results", 1)
        told = word.add_paragraph()
        for address in (
            "https://example.org/a_(b)",
            "mailto:a@example.org",
            "javascript:alert(1)",
            "file:///etc",
        ):
            relation = word.part.relate_to(
                address,
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
                is_external=True,
            )
            xml(
                told,
                f'<w:hyperlink r:id="{relation}"><w:r><w:t>here</w:t></w:r></w:hyperlink><w:r><w:br/></w:r>',
            )
        xml(
            told,
            '<w:r><w:fldChar w:fldCharType="begin"/>'
            '<w:instrText> HYPERLINK "https://example.org/f" </w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:t>field</w:t>'
            '<w:fldChar w:fldCharType="end"/><w:t> x</w:t></w:r>',
        )

    assert read(build).sections["what_changed"] == (
        "[here](https://example.org/a_%28b%29)\n[here](mailto:a@example.org)\nhere\nhere\n"
        "[field](https://example.org/f) x"
    )


def test_what_was_struck_out_in_tracking_is_gone_and_what_was_inserted_stays():
    def build(word):
        word.add_heading("Results", 1)
        xml(
            word.add_paragraph("Crime "),
            '<w:del w:id="1"><w:r><w:delText>rose</w:delText></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>fell</w:t></w:r></w:ins>'
            '<w:moveFrom w:id="3"><w:r><w:t> gone</w:t></w:r></w:moveFrom>'
            '<w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> by half</w:t></w:r></w:sdtContent></w:sdt>',
        )

    assert read(build).sections == {"what_changed": "Crime fell by half"}


def test_footnotes_stand_at_the_end_of_their_section():
    def build(word):
        word.add_heading("Results", 1)
        xml(word.add_paragraph("Fell"), '<w:r><w:footnoteReference w:id="7"/></w:r>')
        word.add_paragraph("More.")
        word.add_heading("How", 1)
        word.add_paragraph("Slowly.")

    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="7"><w:p><w:r><w:t>By *our* count</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    file = document(build)
    with ZipFile(file) as old:
        kinds = old.read("[Content_Types].xml").replace(
            b"</Types>",
            b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
            b'officedocument.wordprocessingml.footnotes+xml"/></Types>',
        )
        relations = old.read("word/_rels/document.xml.rels").replace(
            b"</Relationships>",
            b'<Relationship Id="rIdF" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
        )
    target = BytesIO()
    with ZipFile(file) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            replaced = {"[Content_Types].xml": kinds, "word/_rels/document.xml.rels": relations}
            new.writestr(name, replaced.get(name) or old.read(name))
        new.writestr("word/footnotes.xml", notes)
    assert read_outline(target, "a.docx").sections == {
        "how": "Slowly.",
        "what_changed": "Fell\\[1\\]\n\nMore.\n\n\\[1\\] By \\*our\\* count",
    }


def test_pictures_are_counted_and_words_in_boxes_are_kept():
    picture = BytesIO()
    Image.new("RGB", (80, 80)).save(picture, "PNG")

    def build(word):
        word.add_heading("Results", 1)
        for _again in range(3):
            word.add_picture(picture)
        xml(
            word.add_paragraph("Beside"),
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>",
        )

    outline = read(build)
    assert outline.sections == {"what_changed": "Beside\n\nIn a box"}
    assert outline.notes == ["3 pictures are not taken over: upload them in the step Pictures."]


# Hostile files -------------------------------------------------------------------------------------
def plain(word):
    word.add_heading("Results", 1)


def zipped(*members: tuple[str, bytes]) -> BytesIO:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name, content in members:
            new.writestr(name, content)
    return target


def lying(file: BytesIO, size: int) -> BytesIO:
    """The last member's directory entry says another size than it has."""
    content = bytearray(file.getvalue())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", size)
    return BytesIO(bytes(content))


def locked(file: BytesIO) -> BytesIO:
    content = bytearray(file.getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return BytesIO(bytes(content))


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/'
    b'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>'
)
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (lambda: zipped(("word/document.xml", b"\0" * 31 * MEGABYTE)), OutlineUnpacksTooLarge),
        (lambda: zipped(*((f"{n}", bytes(MEGABYTE)) for n in range(61))), OutlineUnpacksTooLarge),
        (lambda: zipped(("word/document.xml", b"\0" * 4 * MEGABYTE)), OutlineUnpacksTooLarge),
        (lambda: zipped(*((f"{n}", b"") for n in range(2001))), OutlineUnpacksTooLarge),
        (lambda: lying(zipped(("word/document.xml", b"\0" * 40 * MEGABYTE)), 100), OutlineBroken),
        (lambda: rewritten(document(plain), word__document=BOMB), OutlineBroken),
        (lambda: rewritten(document(plain), word__document=BOMB.decode().encode("utf-16")), OutlineBroken),
        (lambda: rewritten(document(plain), word__styles=BOMB), OutlineBroken),
        (lambda: rewritten(document(plain), word__document=None), OutlineBroken),
        (lambda: rewritten(document(plain), word__document=b"<w:document"), OutlineBroken),
        (lambda: rewritten(document(plain), word__document=b"<html/>"), OutlineBroken),
        (lambda: zipped(("mimetype", b"application/vnd.oasis.opendocument.text")), OutlineIsOtherOffice),
        (lambda: locked(document(plain)), OutlineIsLocked),
        (lambda: BytesIO(document(plain).getvalue()[:5000]), OutlineBroken),
        (lambda: BytesIO(b"PK\x03\x04 and no more"), OutlineBroken),
    ],
)
def test_a_hostile_or_broken_document_is_refused_in_words(file, refusal):
    with pytest.raises(refusal) as refused:
        read_outline(file(), "outline.docx")
    assert (str(refused.value)[-1], refused.value.status) == (".", 400)


def test_a_book_is_refused_before_it_is_read():
    words = "".join(f"{number} " for number in range(80_000))
    with pytest.raises(OutlineTooLong):
        read(lambda word: word.add_paragraph(words))


def test_a_document_with_macros_is_never_looked_into():
    file = document(plain)
    with ZipFile(file) as old:
        kinds = old.read("[Content_Types].xml").replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )
    target = BytesIO()
    with ZipFile(file) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, kinds if name == "[Content_Types].xml" else old.read(name))
    with pytest.raises(OutlineHasMacros):
        read_outline(target, "outline.docx")


RUNS = st.lists(
    st.tuples(
        st.text(alphabet="ab1 *_`~#>-+=.)([]<!&;:|\\/\"'0é", max_size=20), st.booleans(), st.booleans()
    ),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, max_examples=40)
@given(st.lists(RUNS, min_size=1, max_size=5))
def test_our_pages_show_exactly_the_words_that_stood_in_word(paragraphs):
    def build(word):
        word.add_heading("Results", 1)
        word.add_paragraph("First")
        for runs in paragraphs:
            paragraph = word.add_paragraph()
            for text, bold, italic in runs:
                run = paragraph.add_run(text)
                run.bold, run.italic = bold, italic

    shown = render(read(build).sections["what_changed"]).plain
    meant = clean("First\n\n" + "\n\n".join("".join(text for text, *_ in runs) for runs in paragraphs))
    assert shown.split() == meant.split()
