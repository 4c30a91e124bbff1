from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudies.exports import Cover, Figure, Item, Place, Section, Table
from casestudies.exports.characters import printable
from casestudies.exports.pandoc import to_docx
from tests.casestudies.exports.pandoc.pictures import PICTURE
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted

NOW = datetime(2023, 9, 1, 14, 37, tzinfo=UTC)
# How ECMA-376 orders the properties of a paragraph, as far as we use them; Word refuses another order.
ORDER = "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs wordWrap bidi spacing ind"
ORDER = [qn(f"w:{name}") for name in f"{ORDER} contextualSpacing jc outlineLvl rPr".split()]


def opened(whole, **changes):
    return docx.Document(BytesIO(to_docx(whole, **changes)))


def styled(word, style):
    return [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == style]


def links(word):
    relations = word.part.rels.values()
    return {link.target_ref for link in relations if link.reltype == RELATIONSHIP_TYPE.HYPERLINK}


def notes(content):
    """The text of each note, in the order of their numbers."""
    with ZipFile(BytesIO(content)) as archive:
        root = docx.oxml.parse_xml(archive.read("word/footnotes.xml"))
    found = [note for note in root.iter(qn("w:footnote")) if note.get(qn("w:type")) is None]
    return ["".join(part.text for part in note.iter(qn("w:t"))).strip() for note in found]


def written(*prose):
    """The paragraphs that the prose became: those between the section's heading and the closing."""
    word = opened(document(*map(Item, prose)))
    texts = [paragraph.text for paragraph in word.paragraphs]
    return word.paragraphs[texts.index("What worked") + 1 : texts.index("Who took part")]


def test_every_quotation_has_its_exact_words_its_speaker_and_its_address():
    items = [Item("Prose", (quoted(words, f"q{place}"),)) for place, words in enumerate(HARD_WORDS)]
    whole = document(*items)
    word = opened(whole)
    assert styled(word, "Quote") == list(HARD_WORDS)
    assert styled(word, "Quotation Source") == [
        f"— Ben (q{place}), urban safety officer" for place in range(len(HARD_WORDS))
    ]
    assert notes(to_docx(whole)) == [
        f"Ben (q{place}), urban safety officer {SITE}/words/q{place}/" for place in range(len(HARD_WORDS))
    ]
    addresses = {f"{SITE}/words/q{place}/" for place in range(len(HARD_WORDS))}
    assert links(word) == {*addresses, f"{SITE}/learning/rank/"}


@settings(max_examples=8, deadline=None)
@given(words=st.text(min_size=1, max_size=80).filter(printable), prose=st.text(max_size=80))
def test_any_text_gives_a_document_that_opens_with_the_words_in_it(words, prose):
    word = opened(document(Item(prose, (quoted(words),))))
    assert styled(word, "Quote") == [printable(words)]


def test_two_quotations_are_two_boxes_also_across_items():
    two = Item("", (quoted("a"), quoted("b", "q2")))
    word = opened(document(two, Item("", (quoted("c", "q3"),)), Item("Prose", (quoted("d", "q4"),))))
    names = [paragraph.style.name for paragraph in word.paragraphs]
    start = names.index("Quote")
    box, gap = ["Quote", "Quotation Source"], ["Between Quotations"]
    assert names[start : start + 11] == [*box, *gap, *box, *gap, *box, "Body Text", *box]


def test_headings_are_real_and_lie_on_their_levels():
    inner = Section("inner", "Inside of it", (Item("# Deeper"),))
    sections = (Section("outer", "What worked", (Item("# A heading"),), sections=(inner,)),)
    word = opened(document(sections=sections, subtitle="Below it"))
    assert styled(word, "Title") == ["What kept the rank safe"]
    assert styled(word, "Subtitle") == ["Below it"]
    assert styled(word, "Kind") == ["Brief"]
    assert styled(word, "Standing") == ["Approved · Version 1.2 · Published 14 September 2023"]
    assert styled(word, "Heading 1") == ["What worked", "Who took part", "How to cite and reuse this"]
    assert styled(word, "Heading 2") == ["A heading", "Inside of it"]
    assert styled(word, "Heading 3") == ["Deeper"]
    for level in range(1, 7):
        outline = word.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)


def test_facts_are_a_table_that_ends_with_the_address():
    (table,) = opened(document()).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Engagement", "Public Spaces"],
        ["Municipality", "Mbali Bay (fictional)"],
        ["Read it online", f"{SITE}/learning/rank/"],
    ]


def test_a_table_has_its_caption_and_a_head_that_each_page_repeats():
    shown = Table(
        ("Case", "Votes"), (("A | <b>", "3"), ("Ṱhoho",)), "The cases", ("start", "end"), (f"{SITE}/a/",)
    )
    word = opened(document(Item("", tables=(shown,)), facts=(), url=""))
    (table,) = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Case", "Votes"],
        ["A | <b>", "3"],
        ["Ṱhoho", ""],
    ]
    heads = [row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert [row._tr for row in heads] == [table.rows[0]._tr]
    assert styled(word, "Table Caption") == ["The cases"]
    assert [(link.text, link.address) for link in table.cell(1, 0).paragraphs[0].hyperlinks] == [
        ("A | <b>", f"{SITE}/a/")
    ]


def test_a_picture_says_in_words_what_it_shows_and_one_that_is_gone_leaves_its_words():
    def lost():
        raise OSError("gone")

    shown = Figure("Lamps <over> the rank", "image/png", PICTURE, caption="At night", credit="Photo: Ben")
    broken = Figure("A broken one", "image/png", PICTURE[:60])
    word = opened(document(Item("", figures=(shown, Figure("The gate", "image/png", read=lost), broken))))
    (drawn,) = word.inline_shapes
    assert drawn._inline.docPr.get("descr") == "Lamps <over> the rank"
    assert {inside.get("descr") for inside in word.element.iter(qn("pic:cNvPr"))} == {"Lamps <over> the rank"}
    assert styled(word, "Image Caption") == ["At night · Photo: Ben"]
    assert styled(word, "Picture Gone") == [
        "This picture could not be read. It shows: The gate",
        "This picture could not be read. It shows: A broken one",
    ]


def test_a_cover_brings_its_map_in_words_too():
    word = opened(document(cover=Cover("Public Spaces", "2023", (Place("Mbali Bay", -33.2, 27.6),))))
    (drawn,) = word.inline_shapes
    assert drawn._inline.docPr.get("descr").endswith("marked: Mbali Bay")


def test_contents_are_links_to_the_headings():
    sections = (Section("a", "First", (Item("x"),), sections=(Section("b", "Second", (Item("y"),)),)),)
    word = opened(document(sections=sections, contents=True))
    begun = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    led = [
        link.get(qn("w:anchor")) for link in word.element.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))
    ]
    assert led == ["a", "b"]
    assert set(led) <= set(begun)


def test_a_demonstration_says_so_first_on_every_page_and_beside_the_text():
    word = opened(document())
    assert word.paragraphs[0].style.name == "Demonstration"
    assert word.paragraphs[0].text.startswith("Demonstration. The municipality, the people and their words")
    assert word.sections[0].header.paragraphs[0].text == "Demonstration · What kept the rank safe\tBrief"
    assert word.core_properties.comments.startswith("Demonstration. ")
    real = opened(document(is_demonstration=False))
    assert real.paragraphs[0].style.name == "Kind"
    assert real.sections[0].header.paragraphs[0].text == "What kept the rank safe\tBrief"
    assert "Demonstration" not in f"{real.core_properties.comments}{real.core_properties.keywords}"


def test_every_page_is_numbered():
    section = opened(document()).sections[0]
    assert section.different_first_page_header_footer
    for footer in (section.footer, section.first_page_footer):
        fields = footer.paragraphs[0]._p.iter(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_a_withdrawn_quotation_says_so_and_names_nobody():
    content = to_docx(document(Item("So:", (quoted("the secret", withdrawn=True),))))
    word = docx.Document(BytesIO(content))
    assert styled(word, "Withdrawn Quotation") == ["Words withdrawn by the person who said them."]
    assert styled(word, "Withdrawn Source") == [""]
    assert styled(word, "Quote") == []
    assert notes(content) == [f"Words withdrawn by the person who said them. {SITE}/words/q1/"]


def test_a_section_without_items_says_so():
    word = opened(
        document(Item("x"), sections=(Section("x", "What next"), Section("y", "Said", (Item("z"),))))
    )
    assert styled(word, "Small Print")[0] == "Nothing is recorded under this heading."


@pytest.mark.parametrize(("words", "turned"), [("مرحبا", True), ("Hello مرحبا", False)])
def test_words_from_right_to_left_are_laid_out_so(words, turned):
    word = opened(document(Item(words, (quoted(words),))))
    (said,) = [paragraph for paragraph in word.paragraphs if paragraph.style.name == "Quote"]
    (prose,) = [one for one in word.paragraphs if one.text == words and one.style.name != "Quote"]
    assert [one._p.pPr.find(qn("w:bidi")) is not None for one in (said, prose)] == [turned, turned]
    assert [bool(one.runs[0].font.rtl) for one in (said, prose)] == [turned, turned]


# Prose ----------------------------------------------------------------------------------------------
def test_a_note_runs_as_its_own_words_do_whatever_it_stands_in():
    content = to_docx(document(Item("Prose", (quoted("أضأنا الشارع معًا.", "q1"),))))
    with ZipFile(BytesIO(content)) as archive:
        assert b"<w:bidi/>" in archive.read("word/document.xml")
        assert b"<w:bidi" not in archive.read("word/footnotes.xml")


def test_each_chapter_of_a_volume_begins_on_a_page_of_its_own():
    chapters = tuple(Section(f"c{name}", f"Case {name}", (Item("Prose"),), role="case") for name in "12")
    foreword = Section("foreword", "Foreword", (Item("Prose"),), role="foreword")
    whole = Section("whole", "What we learned", (), role="part", sections=chapters)
    paragraphs = opened(document(sections=(foreword, whole))).paragraphs
    begun = [
        following.text
        for paragraph, following in pairwise(paragraphs)
        if paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None
    ]
    assert begun == ["Foreword", "What we learned", "Case 2"]


def test_emphasis_becomes_runs_and_leaves_no_markup():
    (paragraph,) = written("Plain **bold *both*** *italic* `code`\nsame \\*line\\*  \nnext")
    assert paragraph.text == "Plain bold both italic code same *line*\nnext"
    loud = [(run.text, run.bold, run.italic) for run in paragraph.runs if run.bold or run.italic]
    assert loud == [("bold ", True, None), ("both", True, True), ("italic", None, True)]


def test_lists_are_real_lists_on_their_levels():
    prose = "- a\n  - b\n    - c\n\n1. e\n   1. f"
    shown = [(one._p.pPr.numPr.ilvl.val, one.text) for one in written(prose)]
    assert shown == [(0, "a"), (1, "b"), (2, "c"), (0, "e"), (1, "f")]


def test_each_numbered_list_counts_for_itself_from_its_own_start():
    paragraphs = written("1. a\n2. b\n\ntext\n\n5. c", "1. d")
    counts = [paragraph._p.pPr.numPr.numId.val for paragraph in paragraphs if paragraph.text != "text"]
    assert len(set(counts)) == 3
    assert counts[0] == counts[1]
    numbering = paragraphs[0].part.numbering_part.element
    starts = [numbering.num_having_numId(count).lvlOverride_lst[0].startOverride.val for count in counts[1:]]
    assert starts == [1, 5, 1]


def test_links_are_real_and_those_that_lead_astray_are_text():
    (paragraph,) = written(
        "See [the *rank*](/x/), <https://y.example/>, [bad](ftp://z.example/) and [j](javascript:1)"
    )
    assert paragraph.text == "See the rank, https://y.example/, bad and [j](javascript:1)"
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [
        ("the rank", f"{SITE}/x/"),
        ("https://y.example/", "https://y.example/"),
    ]
    assert paragraph.hyperlinks[0].runs[1].italic


# Around the text ------------------------------------------------------------------------------------
def test_properties_name_the_publisher_and_no_person():
    whole = document(Item("x", (quoted("y"),)), facts=(("Facilitator", "Amina Dlamini"),))
    content = to_docx(whole)
    properties = docx.Document(BytesIO(content)).core_properties
    assert properties.author == properties.last_modified_by == "Municipal Safety Exchange"
    assert properties.title == "What kept the rank safe"
    assert properties.subject == "Learning from Mbali Bay"
    assert properties.keywords == (
        "Demonstration, Brief, community safety, violence and crime prevention, municipalities"
    )
    assert properties.identifier == f"{SITE}/learning/rank/"
    with ZipFile(BytesIO(content)) as archive:
        around = sorted(name for name in archive.namelist() if name.startswith("docProps/"))
        told = b"".join(archive.read(name) for name in around)
    assert around == ["docProps/app.xml", "docProps/core.xml", "docProps/custom.xml"]
    assert b"Amina" not in told
    assert b"Microsoft" not in told


def test_the_date_is_that_of_publication_else_of_now_else_none():
    day = opened(document(), now=NOW).core_properties
    assert day.created == day.modified == datetime(2023, 9, 14, tzinfo=UTC)
    draft = document(published_on=None)
    assert opened(draft, now=NOW).core_properties.created == datetime(2023, 9, 1, tzinfo=UTC)
    assert opened(draft).core_properties.created is None


def test_over_long_titles_are_shortened_only_in_the_properties():
    word = opened(document(title="a" * 400, subtitle="b" * 400))
    assert word.core_properties.title == "a" * 255
    assert styled(word, "Title") == ["a" * 400]


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "en-ZA"), ("nso", "nso-ZA"), ("en-GB", "en-GB"), ("pt", "pt"), ("", "en-ZA")]
)
def test_language_is_ours_unless_it_says_where(language, tag):
    word = opened(document(language=language))
    assert {element.get(qn("w:val")) for element in word.styles.element.iter(qn("w:lang"))} == {tag}
    assert word.core_properties.language == tag


def test_the_zip_tells_no_time():
    with ZipFile(BytesIO(to_docx(document()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_the_page_is_a4():
    section = opened(document()).sections[0]
    # Word counts in twentieths of a point.
    assert (section.page_width.twips, section.page_height.twips) == (Mm(210).twips, Mm(297).twips)


def test_paragraph_properties_stand_in_the_order_that_word_wants():
    word = opened(document(Item("1. a\n2. b\n\nمرحبا", (quoted("مرحبا"),))))
    header = word.sections[0].first_page_header
    for root in (word.element, word.styles.element, header._element):
        for properties in root.iter(qn("w:pPr")):
            places = [ORDER.index(child.tag) for child in properties]
            assert places == sorted(places)


def test_every_style_that_the_text_names_is_there():
    word = opened(document(Item("# a\n\n- b\n\n> c", (quoted("d"),), as_said=True)))
    known = {style.get(qn("w:styleId")) for style in word.styles.element.iter(qn("w:style"))}
    named = {
        element.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for element in word.element.iter(qn(tag))
    }
    assert named <= known
