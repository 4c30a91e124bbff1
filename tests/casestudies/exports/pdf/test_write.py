"""PDFs read back by a program that did not write them."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudies.exports import (
    Contributor,
    Cover,
    Document,
    Entry,
    Item,
    Place,
    Reference,
    Section,
    Table,
    render,
)
from casestudies.exports.pdf import to_pdf
from casestudies.exports.pdf.files import Files
from casestudies.exports.pdf.letters import FONTS
from tests.casestudies.exports.pictures import figure, gone
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted
from tests.forums.payloads import PAYLOADS
from tests.pdf_words import words_of_pdf

POST = "> We count them.\n>\n> — Ben, #3\n\nSo do **we**: [how](/how/)\nDaily.\n\n- lamps\n\n3. poles"
TABLE = Table(
    ("Case", "Rand"), (("Lights", "4"), ("A field",)), "The cases", ("start", "end"), (f"{SITE}/1/",)
)
MARKUP = (
    '#read("/etc/passwd")',
    '#import "/etc/passwd": *',
    '#eval("1+1") #image("/etc/passwd")',
    "= Not a heading\n\n/ Term: no",
    "$ x^2 $ *bold* _it_ `raw` @ref <label> \\u{1F600} ~ --- // comment /* more",
    "#set page(width: 1cm)",
    "] #panic() [",
    '"; #panic(); "',
)
TURNED = "safe\u202eedistuo\u202c \u2066in\u2069 \u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u2060end"


def whole() -> Document:
    """One of everything."""
    item = Item(
        "We *agreed*:\n\n1. first\n   - inner\n2. then [more](/x/)\n\n# Later\n\nSo.",
        (quoted("It worked."), quoted("In short.", "q2"), quoted("gone", "q3", withdrawn=True)),
        references=(Reference("The audit", f"{SITE}/audit/"), Reference("A talk")),
        tables=(TABLE,),
        figures=(figure(), figure(b"not a picture", "A broken picture")),
        entries=(Entry("audit", "A walk.", ("worked",)),),
        is_own_view=True,
    )
    return document(
        sections=(
            Section("worked", "What worked", (item,), sections=(Section("inner", "In detail", (item,)),)),
            Section("post-4", "#4 Chloé", (Item(POST, as_said=True),), ("answers #3",), f"{SITE}/p/4/", 1),
        ),
        cover=Cover(
            "Public Spaces", "August 2023", (Place("Mbali Bay", -33.2, 27.6), Place("Nowhere", 80.0, 0.0))
        ),
        contents=True,
        content_note=("This page speaks of violence.",),
        contributors=(Contributor("Dineo Khumalo", "editor"),),
        licence_url="https://creativecommons.org/licenses/by-nc-sa/4.0/",
        discussion_url=f"{SITE}/threads/4/lights/",
    )


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """The structure that a screen reader walks, in its order."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += reversed(list(one))
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                found.append(one)
            if "/K" in one:
                waiting.append(one.K)
    return found


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    def titles(items):
        for item in items:
            yield item.title
            yield from titles(item.children)

    with pdf.open_outline() as outline:
        return list(titles(outline.root))


def addresses(pdf: pikepdf.Pdf) -> list[str]:
    links = (link.get("/A", {}) for page in pdf.pages for link in page.get("/Annots", ()))
    return [str(action.URI) for action in links if "/URI" in action]


# Accessible ---------------------------------------------------------------------------------------
def test_a_pdf_says_that_it_is_accessible_and_in_which_language_and_by_its_title():
    with opened(to_pdf(whole())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-ZA"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "What kept the rank safe"
            assert about["dc:creator"] == ["Municipal Safety Exchange, Dineo Khumalo"]
            assert about["dc:language"] == {"en-ZA"}
            assert "CC BY-NC-SA 4.0" in about["dc:description"]
        assert "Demonstration" in str(pdf.docinfo["/Keywords"])
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20230914")


def test_the_structure_names_headings_lists_tables_quotations_notes_and_pictures():
    with opened(to_pdf(whole())) as pdf:
        found = elements(pdf)
        kinds = [str(one.S) for one in found]
        pictures = [one for one in found if one.S == "/Figure"]
        assert {
            "/H1",
            "/H2",
            "/L",
            "/LI",
            "/Table",
            "/TH",
            "/TD",
            "/BlockQuote",
            "/Note",
            "/Link",
            "/TOC",
        } <= {*kinds}
        assert kinds.count("/H1") == 7
        assert [str(one.Alt) for one in pictures] == [
            "Map of South Africa, each municipality a dot; marked: Mbali Bay",
            "Two lamps at dusk",
            "Two lamps at dusk",
            f"QR code: {SITE}/threads/4/lights/",
        ]
        assert bookmarks(pdf)[:3] == ["What worked", "In detail", "#4 Chloé"]


def test_every_page_is_tagged_and_every_font_goes_with_the_file():
    with opened(to_pdf(whole())) as pdf:
        for page in pdf.pages:
            assert "/StructParents" in page
            for font in page.Resources.Font.values():
                inner = font.DescendantFonts[0].FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(inner.keys())
                assert "/ToUnicode" in font


# The same, each time ------------------------------------------------------------------------------
def test_the_same_document_gives_the_same_bytes_wherever_it_is_laid_out(tmp_path, monkeypatch):
    first = to_pdf(whole())
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.chdir(tmp_path)
    assert to_pdf(whole()) == first


# Nobody's words are markup ------------------------------------------------------------------------
@pytest.mark.parametrize("words", [*MARKUP, TURNED, *HARD_WORDS])
def test_words_are_printed_and_never_run(words):
    item = Item(words, (quoted(words),), tables=(Table((words, words), ((words, words),), words),))
    written = document(item, Item(words, as_said=True), title=words, subtitle=words, licence=words)
    content = to_pdf(replace(written, facts=((words, words),), credits=(words,), contents=True))
    assert "root:" not in words_of_pdf(content)
    runs_nothing(content)


def test_a_post_of_each_hostile_kind_is_printed():
    posts = (Item(payload, (quoted(payload),), as_said=True) for payload in PAYLOADS)
    runs_nothing(to_pdf(document(*posts)))


def runs_nothing(content: bytes) -> None:
    with opened(content) as pdf:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        for address in addresses(pdf):
            assert address.startswith(("https:", "http:", "mailto:"))


def test_markup_is_read_as_the_words_that_were_typed():
    content = to_pdf(document(Item("", (quoted('Look: #read("/etc/passwd") and *stars*'),))))
    assert 'Look: #read("/etc/passwd") and *stars*' in words_of_pdf(content)


def test_the_layout_reads_nowhere_but_in_its_own_folder(tmp_path):
    files = Files(tmp_path)
    files.main.write_text('#read("/etc/hostname")')
    with pytest.raises(typst.TypstError, match="file not found"):
        typst.compile(str(files.main), root=str(tmp_path), font_paths=[str(FONTS)])
    files.main.write_text('#read("../../../../../../etc/hostname")')
    with pytest.raises(typst.TypstError, match="access denied"):
        typst.compile(str(files.main), root=str(tmp_path), font_paths=[str(FONTS)])


@settings(deadline=None, max_examples=60)
@given(words=st.text(max_size=60), title=st.text(max_size=30))
def test_any_words_can_be_printed(words, title):
    item = Item(words, (quoted(words),), entries=(Entry(words, words),))
    assert to_pdf(document(item, Item(words, as_said=True), title=title, subtitle=words)).startswith(b"%PDF")


# What can go wrong --------------------------------------------------------------------------------
def test_a_word_of_a_hundred_thousand_letters_stays_on_its_pages():
    word = "w" * 100_000
    content = to_pdf(document(Item(word, (quoted(word),), tables=(Table((word[:5000], "b"), ()),))))
    with opened(content) as pdf:
        assert 20 < len(pdf.pages) < 120
    assert words_of_pdf(content).count("w") > 200_000


def test_a_picture_that_is_gone_or_broken_leaves_its_words():
    lost = figure(alt="The gate at night")
    lost = replace(lost, data=b"", read=gone)
    broken = figure(b"\xff\xd8\xff broken", "A plan of the rank")
    words = words_of_pdf(to_pdf(document(Item("x", figures=(lost, broken)))))
    assert words.count("This picture could not be read. It shows:") == 2
    assert "The gate at night" in words
    assert "A plan of the rank" in words


def test_a_table_goes_on_over_the_page_under_its_heads():
    long = Table(("Case", "Where"), tuple((f"Case {row}", "Mbali Bay") for row in range(120)))
    content = to_pdf(document(Item("x", tables=(long,))))
    with opened(content) as pdf:
        count = len(pdf.pages)
    assert count > 3
    assert words_of_pdf(content).count("Case Where") == count


def test_two_sections_of_one_name_and_links_of_every_kind():
    section = Section("post-4", "#4 Chloé", (Item(POST, as_said=True),), ("answers #3",), f"{SITE}/p/4/", 1)
    content = render(document(sections=(section, section)), "pdf").content
    with opened(content) as pdf:
        links = addresses(pdf)
    assert links.count(f"{SITE}/how/") == 2
    assert links.count(f"{SITE}/p/4/") == 2
    assert "Sodowe:how" in "".join(words_of_pdf(content).split())


def test_tshivenda_and_letters_from_right_to_left_are_printed():
    words = words_of_pdf(to_pdf(document(Item("Ṱhavha ya Ḓuvha, ḽiṅwe ṋamusi, !Kheis", (quoted("שלום"),)))))
    assert "Ṱhavha ya Ḓuvha, ḽiṅwe ṋamusi, !Kheis" in words
    assert "שלום" in words or "םולש" in words


def test_a_brief_of_fifteen_hundred_words_fits_on_four_pages():
    sections = [
        Section(f"s{part}", f"Part {part}", (Item("word " * 230, (quoted("It worked."),)),))
        for part in range(6)
    ]
    brief = document(sections=tuple(sections), kind="brief", cover=Cover("Public Spaces", "August 2023"))
    with opened(to_pdf(brief)) as pdf:
        assert len(pdf.pages) <= 4
