from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree

from casestudies.exports import Cover, Figure, Item, Place, Section, Table
from casestudies.exports.pandoc import to_odt
from casestudies.exports.pandoc.writer_blank import NAMES
from tests.casestudies.exports.pandoc.pictures import PICTURE
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted

NOW = datetime(2023, 9, 1, 14, 37, tzinfo=UTC)

FOREWORD = (Section("foreword", "Foreword", (Item("Prose"),), role="foreword"),)
CHAPTERS = tuple(
    Section(f"case-{name}", f"Case {name}", (Item("Prose"),), role="case") for name in ("one", "two")
)


def part(content, name):
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def found(root, path):
    return root.xpath(path, namespaces=NAMES)


def said(element):
    """The text of a paragraph as a reader gets it: blanks and line breaks are elements in this format."""
    words = element.text or ""
    for inside in element:
        match etree.QName(inside).localname:
            case "s":
                words += " " * int(inside.get(f"{{{NAMES['text']}}}c", "1"))
            case "line-break":
                words += "\n"
            case "tab":
                words += "\t"
            case "note":
                pass
            case _:
                words += said(inside)
        words += inside.tail or ""
    return words


def styled(root, name):
    return [said(element) for element in found(root, f"//text:p[@text:style-name='{name}']")]


def test_every_quotation_has_its_exact_words_its_speaker_and_its_address():
    items = [Item("Prose", (quoted(words, f"q{place}"),)) for place, words in enumerate(HARD_WORDS)]
    root = part(to_odt(document(*items)), "content.xml")
    words = [said(one) for one in found(root, "//text:p[starts-with(@text:style-name, 'Quotations')]")]
    assert words == list(HARD_WORDS)
    notes = [said(one) for one in found(root, "//text:note-body/text:p")]
    assert notes == [
        f"Ben (q{place}), urban safety officer {SITE}/words/q{place}/" for place in range(len(HARD_WORDS))
    ]


def test_headings_are_real_and_lie_on_their_levels():
    inner = Section("inner", "Inside of it", (Item("# Deeper"),))
    sections = (Section("outer", "What worked", (Item("# A heading"),), sections=(inner,)),)
    root = part(to_odt(document(sections=sections)), "content.xml")
    level = f"{{{NAMES['text']}}}outline-level"
    assert [(one.get(level), said(one)) for one in found(root, "//text:h")] == [
        ("1", "What worked"),
        ("2", "A heading"),
        ("2", "Inside of it"),
        ("3", "Deeper"),
        ("1", "Who took part"),
        ("1", "How to cite and reuse this"),
    ]
    assert styled(root, "Title") == ["What kept the rank safe"]


def test_a_table_has_its_caption_and_a_head_that_each_page_repeats():
    shown = Table(("Case", "Votes"), (("A | <b>", "3"), ("Ṱhoho", "4")), "The cases")
    root = part(to_odt(document(Item("", tables=(shown,)), facts=(), url="")), "content.xml")
    assert [said(one) for one in found(root, "//table:table-header-rows//text:p")] == ["Case", "Votes"]
    rows = found(root, "//table:table/table:table-row")
    assert [[said(one) for one in found(row, ".//text:p")] for row in rows] == [
        ["A | <b>", "3"],
        ["Ṱhoho", "4"],
    ]
    assert styled(root, "TableCaption") == ["The cases"]


def test_numbers_end_where_their_column_does():
    shown = Table(("What", "Rand"), (("Lamps", "120"),), columns=("start", "end"))
    root = part(to_odt(document(Item("", tables=(shown,)))), "content.xml")
    assert [styled(root, f"Table_20_{kind}_20_End") for kind in ("Head", "Text")] == [["Rand"], ["120"]]


def test_the_number_of_a_note_stands_apart_from_its_words():
    styles = part(to_odt(document(Item("Prose", (quoted("Light.", "q1"),)))), "styles.xml")
    (notes,) = found(styles, "//text:notes-configuration[@text:note-class='footnote']")
    assert notes.get(f"{{{NAMES['style']}}}num-suffix") == " "


def test_each_chapter_of_a_volume_begins_on_a_page_of_its_own():
    parts = [Section("one", "What we learned", (), role="part", sections=CHAPTERS)]
    content = part(to_odt(document(sections=(*FOREWORD, *parts))), "content.xml")
    begun = found(content, "//text:p[@text:style-name='New_20_Page']/following-sibling::text:h[1]")
    assert [said(heading) for heading in begun] == ["Foreword", "What we learned", "Case two"]


def test_pictures_say_in_words_what_they_show():
    shown = Figure("Lamps <over> the rank", "image/png", PICTURE, caption="At night")
    gone = Figure("The gate", "image/png", PICTURE[:50])
    cover = Cover(places=(Place("Mbali Bay", -33.2, 27.6),))
    content = to_odt(document(Item("", figures=(gone, shown)), cover=cover))
    root = part(content, "content.xml")
    assert [one.text for one in found(root, "//draw:frame/svg:desc")] == [
        "Map of South Africa, each municipality a dot; marked: Mbali Bay",
        "Lamps <over> the rank",
    ]
    assert styled(root, "Picture_20_Gone") == ["This picture could not be read. It shows: The gate"]
    assert styled(root, "FigureCaption") == ["At night"]


@pytest.mark.parametrize(("words", "turned"), [("مرحبا", True), ("Hello مرحبا", False)])
def test_words_from_right_to_left_are_laid_out_so(words, turned):
    content = to_odt(document(Item("", (quoted(words),))))
    (shown,) = found(part(content, "content.xml"), "//text:p[starts-with(@text:style-name, 'Quotations')]")
    style = shown.get(f"{{{NAMES['text']}}}style-name")
    assert style == ("Quotations_20_RTL" if turned else "Quotations")
    ways = found(
        part(content, "styles.xml"),
        f"//style:style[@style:name='{style}']/style:paragraph-properties/@style:writing-mode",
    )
    assert ways == (["rl-tb"] if turned else [])


def test_every_style_that_the_text_names_is_there():
    whole = document(
        Item("# a\n\n- b\n\n> c\n\n`d`", (quoted("e"), quoted("f", "q2", withdrawn=True)), as_said=True),
        Item(
            "", tables=(Table(("x",), (("y",),)),), figures=(Figure("z", "image/png", PICTURE, caption="w"),)
        ),
        contents=True,
    )
    content = to_odt(whole)
    known = set()
    for name in ("content.xml", "styles.xml"):
        known |= set(found(part(content, name), "//@style:name"))
    named = set(found(part(content, "content.xml"), "//@text:style-name | //@table:style-name"))
    assert named <= known


def test_it_says_its_language_and_of_itself_only_what_it_is():
    whole = document(Item("x"), language="ve", facts=(("Facilitator", "Amina Dlamini"),))
    content = to_odt(whole)
    styles = part(content, "styles.xml")
    assert set(found(styles, "//@fo:language")) == {"ve"}
    assert set(found(styles, "//@fo:country")) == {"ZA"}
    told = {etree.QName(one).localname: one.text for one in part(content, "meta.xml")[0]}
    assert told["title"] == "What kept the rank safe"
    assert told["creator"] == told["initial-creator"] == told["generator"] == "Municipal Safety Exchange"
    assert told["language"] == "ve-ZA"
    assert told["date"] == "2023-09-14T00:00:00Z"
    assert told["keyword"].startswith("Demonstration, ")
    draft = part(to_odt(document(published_on=None), now=NOW), "meta.xml")
    assert found(draft, "string(//dc:date)") == "2023-09-01T00:00:00Z"


def test_a_demonstration_says_so_first_and_on_every_page():
    content = to_odt(document())
    first = found(part(content, "content.xml"), "//office:text/text:p")[0]
    assert said(first).startswith("Demonstration. ")
    assert said(found(part(content, "styles.xml"), "//style:header/text:p")[0]).startswith("Demonstration · ")
    real = to_odt(document(is_demonstration=False))
    with ZipFile(BytesIO(real)) as archive:
        written = b"".join(archive.read(name) for name in ("content.xml", "meta.xml"))
    assert b"Demonstration." not in written


def test_the_file_is_known_at_a_glance_and_lists_what_is_in_it():
    with ZipFile(BytesIO(to_odt(document()))) as archive:
        first = archive.infolist()[0]
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = set(found(manifest, "//@manifest:full-path"))
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        assert listed == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
