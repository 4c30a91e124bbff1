from io import BytesIO

import docx

from casestudies.exports import Item
from casestudies.exports.docx import to_docx
from tests.casestudies.exports.values import SITE, document


def written(*prose):
    """The paragraphs that the prose became: those after the section's heading, before the closing."""
    word = docx.Document(BytesIO(to_docx(document(*map(Item, prose)))))
    names = [paragraph.style.name for paragraph in word.paragraphs]
    return word.paragraphs[names.index("Heading 1") + 1 : names.index("Closing Heading")]


def test_emphasis_becomes_runs_and_leaves_no_markup():
    (paragraph,) = written("Plain **bold *both*** *italic* `code`\nsame \\*line\\*  \nnext")
    assert paragraph.text == "Plain bold both italic code same *line*\nnext"
    loud = [(run.text, run.bold, run.italic) for run in paragraph.runs if run.bold or run.italic]
    assert loud == [("bold ", True, None), ("both", True, True), ("italic", None, True)]


def test_lists_become_lists_down_to_the_third_level():
    prose = "- a\n\n  more\n  - b\n    - c\n      - d\n\n1. e\n   1. f"
    assert [(paragraph.style.name, paragraph.text) for paragraph in written(prose)] == [
        ("List Bullet", "a"),
        ("List Continue", "more"),
        ("List Bullet 2", "b"),
        ("List Bullet 3", "c"),
        ("List Bullet 3", "d"),
        ("List Number", "e"),
        ("List Number 2", "f"),
    ]


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
