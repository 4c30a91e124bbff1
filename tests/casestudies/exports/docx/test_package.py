from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from casestudies.exports import Item
from casestudies.exports.docx import to_docx
from casestudies.exports.docx.package import language_tag
from tests.casestudies.exports.values import SITE, document, quoted

NOW = datetime(2023, 9, 1, 14, 37, tzinfo=UTC)
# How ECMA-376 orders the properties of a paragraph, as far as we use them; Word refuses another order.
ORDER = "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind"
ORDER = [qn(f"w:{name}") for name in f"{ORDER} contextualSpacing jc outlineLvl rPr".split()]


def opened(content):
    return docx.Document(BytesIO(content))


def test_properties_name_the_publisher_and_no_person():
    whole = document(Item("x", (quoted("y"),)), facts=(("Facilitator", "Amina Dlamini"),))
    properties = opened(to_docx(whole)).core_properties
    assert properties.author == properties.last_modified_by == "Municipal Safety Exchange"
    assert properties.title == "What kept the rank safe"
    assert properties.subject == "Learning from Mbali Bay"
    assert properties.keywords == (
        "Demonstration, Brief, community safety, violence and crime prevention, municipalities"
    )
    assert properties.comments == ""
    assert properties.identifier == f"{SITE}/learning/rank/"
    with ZipFile(BytesIO(to_docx(whole))) as archive:
        around = sorted(name for name in archive.namelist() if name.startswith("docProps/"))
        assert around == ["docProps/app.xml", "docProps/core.xml"]
        assert b"Amina" not in b"".join(archive.read(name) for name in around)


def test_the_date_is_that_of_publication_else_of_now_else_none():
    day = opened(to_docx(document(), now=NOW)).core_properties
    assert day.created == day.modified == datetime(2023, 9, 14, tzinfo=UTC)
    draft = document(published_on=None)
    assert opened(to_docx(draft, now=NOW)).core_properties.created == datetime(2023, 9, 1, tzinfo=UTC)
    assert opened(to_docx(draft)).core_properties.created is None


def test_over_long_titles_are_shortened_only_in_the_properties():
    word = opened(to_docx(document(title="a" * 400, subtitle="b" * 400)))
    assert word.core_properties.title == "a" * 255
    assert [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Title"] == ["a" * 400]


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "en-ZA"), ("nso", "nso-ZA"), ("en-GB", "en-GB"), ("pt", "pt"), ("", "en-ZA")]
)
def test_language_is_ours_unless_it_says_where(language, tag):
    assert language_tag(language) == tag
    word = opened(to_docx(document(language=language)))
    assert [element.get(qn("w:val")) for element in word.styles.element.iter(qn("w:lang"))] == [tag]
    assert word.core_properties.language == tag


def test_the_zip_tells_no_time():
    with ZipFile(BytesIO(to_docx(document()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_the_page_is_a4():
    section = opened(to_docx(document())).sections[0]
    # Word counts in twentieths of a point.
    assert (section.page_width.twips, section.page_height.twips) == (Mm(210).twips, Mm(297).twips)


def test_paragraph_properties_stand_in_the_order_that_word_wants():
    word = opened(to_docx(document(Item("1. a\n2. b\n\nمرحبا", (quoted("مرحبا"),)))))
    header = word.sections[0].first_page_header
    for root in (word.element, word.styles.element, header._element):
        for properties in root.iter(qn("w:pPr")):
            places = [ORDER.index(child.tag) for child in properties]
            assert places == sorted(places)
