from io import BytesIO

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudies.exports import Item, Section
from casestudies.exports.characters import printable
from casestudies.exports.docx import to_docx
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted


def opened(whole):
    return docx.Document(BytesIO(to_docx(whole)))


def styled(word, style):
    return [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == style]


def links(word):
    relations = word.part.rels.values()
    return {link.target_ref for link in relations if link.reltype == RELATIONSHIP_TYPE.HYPERLINK}


def test_every_quotation_has_its_exact_words_its_speaker_and_its_address():
    items = [Item("Prose", (quoted(words, f"q{place}"),)) for place, words in enumerate(HARD_WORDS)]
    word = opened(document(*items))
    assert styled(word, "Quote") == list(HARD_WORDS)
    addresses = [f"{SITE}/words/q{place}/" for place in range(len(HARD_WORDS))]
    assert styled(word, "Quotation Source") == [
        f"— Ben (q{place}), urban safety officer\n{address}" for place, address in enumerate(addresses)
    ]
    shown = [
        [(link.text, link.address) for link in paragraph.hyperlinks]
        for paragraph in word.paragraphs
        if paragraph.style.name == "Quotation Source"
    ]
    assert shown == [[(address, address)] for address in addresses]
    assert links(word) == {*addresses, f"{SITE}/learning/rank/"}


@settings(max_examples=30, deadline=None)
@given(words=st.text(max_size=80), prose=st.text(max_size=80))
def test_any_text_gives_a_document_that_opens_with_the_words_in_it(words, prose):
    word = opened(document(Item(prose, (quoted(words),))))
    assert styled(word, "Quote") == [printable(words)]


def test_two_quotations_are_two_boxes_also_across_items():
    two = Item("", (quoted("a"), quoted("b", "q2")))
    word = opened(document(two, Item("", (quoted("c", "q3"),)), Item("Prose", (quoted("d", "q4"),))))
    names = [paragraph.style.name for paragraph in word.paragraphs]
    start = names.index("Quote")
    box, gap = ["Quote", "Quotation Source"], ["Between Quotations"]
    assert names[start : start + 11] == [*box, *gap, *box, *gap, *box, "Normal", *box]


def test_title_headings_and_closing_have_real_styles():
    word = opened(document(Item("# Inside\n\ntext", (quoted("a"),)), language="af"))
    assert styled(word, "Title") == ["What kept the rank safe"]
    assert styled(word, "Subtitle") == ["Learning from Mbali Bay"]
    assert styled(word, "Kind") == ["Brief"]
    assert styled(word, "Standing") == ["Approved · Version 1.2 · Published 14 September 2023"]
    assert styled(word, "Heading 1") == ["What worked"]
    assert styled(word, "Heading 2") == ["Inside"]
    closing = ["Who took part", "How to cite and reuse this", "About the quotations"]
    assert styled(word, "Closing Heading") == closing
    assert word.styles["Closing Heading"].base_style.name == "Heading 1"


def test_facts_are_a_table_that_ends_with_the_address():
    (table,) = opened(document()).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Engagement", "Public Spaces"],
        ["Municipality", "Mbali Bay (fictional)"],
        ["Read it online", f"{SITE}/learning/rank/"],
    ]


def test_a_demonstration_says_so_first_and_on_every_page():
    word = opened(document())
    assert word.paragraphs[0].style.name == "Demonstration"
    assert word.paragraphs[0].text.startswith("Demonstration. The municipality, the people and their words")
    assert word.sections[0].header.paragraphs[0].text == "Demonstration · What kept the rank safe\tBrief"
    real = opened(document(is_demonstration=False))
    assert real.paragraphs[0].style.name == "Kind"
    assert real.sections[0].header.paragraphs[0].text == "What kept the rank safe\tBrief"


def test_every_page_is_numbered():
    section = opened(document()).sections[0]
    assert section.different_first_page_header_footer
    for footer in (section.footer, section.first_page_footer):
        fields = footer.paragraphs[0]._p.iter(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_a_withdrawn_quotation_says_so():
    word = opened(document(Item("So:", (quoted("the secret", withdrawn=True),))))
    assert styled(word, "Withdrawn Quotation") == ["Words withdrawn by the person who said them."]
    assert styled(word, "Withdrawn Source") == [f"{SITE}/words/q1/"]
    assert styled(word, "Quote") == []


def test_a_section_without_items_says_so():
    word = opened(document(sections=(Section("x", "What next"),)))
    place = styled(word, "Small Print")
    assert place[0] == "Nothing is recorded under this heading."


@pytest.mark.parametrize(("words", "turned"), [("مرحبا", True), ("Hello مرحبا", False)])
def test_words_from_right_to_left_are_laid_out_so(words, turned):
    word = opened(document(Item("", (quoted(words),))))
    (said,) = [paragraph for paragraph in word.paragraphs if paragraph.style.name == "Quote"]
    assert (said._p.pPr.find(qn("w:bidi")) is not None) is turned
    assert bool(said.runs[0].font.rtl) is turned
