import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casestudies.exports import Item, Section
from casestudies.exports.characters import printable
from casestudies.exports.markdown import to_markdown
from tests.casestudies.exports.values import HARD_WORDS, SITE, document, quoted

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = st.text(alphabet="ab1 \n\t*_`~#>-+=.)([]<!&;:|\\/\"'0", max_size=60)


def read(markdown: str) -> tuple[list[str], list[str], list[str]]:
    """Headings, quoted paragraphs and kinds of raw blocks, as another reader of Markdown sees them."""
    headings, quotes, raw = [], [], []
    depth = 0
    previous = None
    for token in READER.parse(markdown):
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if token.type in ("html_block", "fence", "code_block", "table_open"):
            raw.append(token.content.strip() or token.type)
        if token.type == "inline":
            text = "".join(
                {"hardbreak": "\n", "softbreak": " "}.get(part.type, part.content)
                for part in token.children or []
            )
            if previous == "heading_open":
                headings.append(text)
            elif depth:
                quotes.append(text)
        previous = token.type
    return headings, quotes, raw


def lines(text: str) -> list[str]:
    return [squeezed(line) for line in text.split("\n") if line.strip()]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_whole_document():
    item = Item("We *agreed*:\n\n- first\n- then [more](/x/)", (quoted("It worked."),))
    assert to_markdown(document(item)) == (
        "**Demonstration.** The municipality, the people and their words in this document are made up.\n\n"
        "# What kept the rank safe\n\n*Learning from Mbali Bay*\n\n"
        "Brief · Approved · Version 1.2 · Published 14 September 2023\n\n"
        "- **Engagement:** Public Spaces\n- **Municipality:** Mbali Bay (fictional)\n\n"
        f"<{SITE}/learning/rank/>\n\n## What worked\n\n"
        f"We *agreed*:\n\n- first\n- then [more]({SITE}/x/)\n\n"
        "> It worked.\n>\n> — Ben (q1), urban safety officer[^1]\n\n"
        "## Who took part\n\nAmina Dlamini, facilitator; a shop owner (role only)\n\n"
        "## How to cite and reuse this\n\nMunicipal Safety Exchange (2023). What kept the rank safe.\n\n"
        "CC BY-NC-SA 4.0\n\n## About the quotations\n\nEach quotation leads to the words as they were said, "
        "with what was said around them. The address keeps answering, also after words are withdrawn.\n\n"
        f"## Notes\n\n[^1]: — Ben (q1), urban safety officer <{SITE}/words/q1/>\n"
    )


@pytest.mark.parametrize("words", HARD_WORDS)
def test_a_reader_of_the_markdown_sees_the_exact_words_and_their_address(words):
    written = to_markdown(document(Item("", (quoted(words),)), credits=(), licence=""))
    headings, quotes, raw = read(written)
    assert lines("\n".join(quotes[:-1])) == lines(words)
    assert quotes[-1] == "— Ben (q1), urban safety officer[^1]"
    assert written.endswith(f"[^1]: — Ben (q1), urban safety officer <{SITE}/words/q1/>\n")
    assert headings == [
        "What kept the rank safe",
        "What worked",
        "How to cite and reuse this",
        "About the quotations",
        "Notes",
    ]
    assert raw == []


@settings(deadline=None)
@given(words=MARKUP.filter(str.strip), prose=MARKUP, title=MARKUP.filter(str.strip))
def test_nobodys_text_passes_for_structure(words, prose, title):
    # Lists and prose headings are the writer's own to make; sections, quotations and HTML are not.
    whole = document(Item(prose, (quoted(words),)), Item("last"), title=title, subtitle=title, licence=prose)
    headings, quotes, raw = read(to_markdown(whole))
    assert squeezed(" ".join(quotes)) == squeezed(f"{words} — Ben (q1), urban safety officer[^1]")
    assert headings[0] == squeezed(title)
    assert [heading for heading in headings[1:] if heading in ("What worked", "Who took part")] == [
        "What worked",
        "Who took part",
    ]
    assert raw == []


@settings(deadline=None)
@given(prose=MARKUP)
def test_prose_written_out_reads_the_same_again(prose):
    once = to_markdown(document(Item(prose)))
    body = once.split("## What worked\n\n")[1].split("\n\n## Who took part")[0]
    assert squeezed(READER.render(to_markdown(document(Item(body))))) == squeezed(READER.render(once))


def test_lists_of_two_items_stay_two_lists():
    written = to_markdown(document(Item("1. one"), Item("1. again")))
    assert "1. one\n\n<!-- -->\n\n1. again" in written


def test_a_withdrawn_quotation_says_so():
    written = to_markdown(document(Item("So:", (quoted("the secret", withdrawn=True),))))
    assert "> *Words withdrawn by the person who said them.*[^1]\n" in written
    assert f"[^1]: — Words withdrawn by the person who said them. <{SITE}/words/q1/>\n" in written
    assert "secret" not in written
    assert "Ben" not in written


def test_a_section_without_items_says_so_and_a_real_document_has_no_banner():
    written = to_markdown(document(sections=(Section("x", "What next"),), is_demonstration=False))
    assert written.startswith("# What kept the rank safe\n")
    assert "## What next\n\nNothing is recorded under this heading.\n" in written
    assert "Demonstration" not in written
    assert printable(written) == written
