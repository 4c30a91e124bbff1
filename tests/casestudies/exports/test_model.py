"""What a document may be made of, and how its parts are counted and bound."""

from dataclasses import replace

import pytest

from casestudies.exports import (
    Cover,
    Entry,
    Figure,
    Item,
    PictureGone,
    Place,
    Reference,
    Section,
    Table,
    Volume,
    document_of_volume,
)
from casestudies.exports.cover_map import map_alt, map_svg
from casestudies.exports.notes import Notes
from casestudies.exports.pictures import picture_of
from casestudies.exports.prose import blocks
from casestudies.exports.structure import Cited, Listed, nested
from tests.casestudies.exports.pictures import figure, gone, jpeg
from tests.casestudies.exports.values import SITE, document, quoted


def test_a_figure_without_words_for_those_who_cannot_see_it_is_refused():
    for alt in ("", " \n"):
        with pytest.raises(ValueError, match="alternative text"):
            Figure(alt, "image/png")


def test_figures_are_equal_by_what_they_show():
    assert replace(figure(), data=b"", read=jpeg) == figure()
    assert replace(figure(), data=b"", read=gone) != figure()
    assert replace(figure(), data=b"", read=gone) == replace(figure(), data=b"")
    assert len({figure(), replace(figure(), data=b"", read=jpeg)}) == 1
    with pytest.raises(PictureGone):
        replace(figure(), data=b"", read=gone).content()


def test_a_picture_is_made_small_and_keeps_nothing_but_pixels():
    with_place = figure(jpeg(3200, 100, place=True))
    assert b"Mbali Bay" in with_place.content()
    picture = picture_of(with_place)
    assert (picture.width, picture.height, picture.media_type) == (1600, 50, "image/jpeg")
    assert b"Mbali Bay" not in picture.content
    assert picture.name == picture_of(with_place).name
    assert picture_of(figure(b"GIF89a broken")) is None


def test_a_table_is_as_wide_as_its_heads():
    table = Table(("a", "b"), (("1",), ("1", "2", "3")), columns=("end",), links=("https://x.example/",))
    assert table.sides == ("end", "start")
    assert table.linked_rows == ((("1", ""), "https://x.example/"), (("1", "2"), ""))


def test_a_source_keeps_its_number_when_it_is_cited_again():
    notes = Notes()
    cited = (quoted("one"), Reference("A report"), quoted("one"), quoted("two", "q2"), Reference("A report"))
    assert [notes.of(one).number for one in cited] == [1, 2, 1, 3, 2]
    assert [note.text for note in notes] == [
        "Ben (q1), urban safety officer",
        "A report",
        "Ben (q2), urban safety officer",
    ]


def test_withdrawn_words_are_in_no_note():
    notes = Notes()
    note = notes.of(replace(quoted("secret", withdrawn=True), in_note=True))
    assert (note.words, note.text) == ("", "Words withdrawn by the person who said them.")


def test_the_map_marks_places_and_leaves_out_what_lies_elsewhere():
    cover = Cover(places=(Place("Mbali Bay", -33.2, 27.6), Place("Berlin", 52.5, 13.4)))
    assert map_alt(cover) == "Map of South Africa, each municipality a dot; marked: Mbali Bay"
    assert map_svg(cover).count("m") > map_svg(Cover()).count("m")
    assert "Berlin" not in map_svg(cover)
    assert map_alt(Cover()) == "Map of South Africa, each municipality a dot"


# Lists of prose -----------------------------------------------------------------------------------
def shape(node):
    if isinstance(node, Listed):
        return (node.first if node.is_numbered else "-", *(list(map(shape, item)) for item in node.items))
    if isinstance(node, Cited):
        return {"cited": list(map(shape, node.nodes))}
    return "".join(token.content for token in node.inline)


@pytest.mark.parametrize(
    ("prose", "shapes"),
    [
        ("one\n\ntwo", ["one", "two"]),
        ("- a\n- b\n\nend", [("-", ["a"], ["b"]), "end"]),
        ("3. a\n4. b", [(3, ["a"], ["b"])]),
        ("- a\n\n  more\n- b", [("-", ["a", "more"], ["b"])]),
        ("- a\n  1. in\n  2. in 2\n- b", [("-", ["a", (1, ["in"], ["in 2"])], ["b"])]),
        ("- 2. deep", [("-", [(2, ["deep"])])]),
        ("- a\n\n1. b", [("-", ["a"]), (1, ["b"])]),
        ("- a\n\n* b", [("-", ["a"]), ("-", ["b"])]),
        ("> said\n>\n> - a\n\nso", [{"cited": ["said", ("-", ["a"])]}, "so"]),
    ],
)
def test_lists_and_quotes_are_nested_again(prose, shapes):
    assert list(map(shape, nested(blocks(prose, as_said=True)))) == shapes


# The volume ---------------------------------------------------------------------------------------
def volume(**changes: object) -> Volume:
    brief = document(Item("We agreed.", (quoted("It worked."),)), url=f"{SITE}/learning/one/", kind="brief")
    case = document(Item("We tried."), url=f"{SITE}/case-studies/rank/", title="The rank", kind="case")
    made = Volume(
        title="What Keeps Us Safe",
        subtitle="",
        url=f"{SITE}/learning/volume/",
        kind_label="Volume",
        published_on=None,
        version="1.0",
        language="en",
        licence="CC BY-NC-SA 4.0",
        how_to_cite="Cite.",
        is_demonstration=True,
        cover=Cover(),
        foreword=(Item("Welcome."),),
        foreword_by="The mayor",
        briefs=(brief, replace(brief, url=f"{SITE}/learning/two/", discussion_url=f"{SITE}/threads/2/x/")),
        cases=(case,),
        lessons=(Entry("Keep a key.", places=(brief.url, case.url, f"{SITE}/elsewhere/")),),
        vocabulary=(Entry("audit", "A walk."),),
        colophon=(Item("Set with care."),),
    )
    return replace(made, **changes)


def keys(sections: tuple[Section, ...]) -> list[str]:
    return [key for section in sections for key in (section.key, *keys(section.sections))]


def test_a_volume_binds_its_briefs_and_cases_and_leaves_out_what_is_empty():
    bound = document_of_volume(volume())
    assert [section.title for section in bound.sections] == [
        "Foreword",
        "What we learned",
        "The case studies",
        "Index of lessons",
        "Vocabulary",
        "Colophon",
    ]
    briefs = bound.sections[1].sections
    assert [brief.key for brief in briefs] == ["brief-1", "brief-2"]
    assert briefs[1].discussion_url == f"{SITE}/threads/2/x/"
    assert [inner.title for inner in briefs[0].sections] == [
        "What worked",
        "Who took part",
        "How to cite and reuse this",
    ]
    named = keys(bound.sections)
    assert len(named) == len(set(named))
    assert (bound.kind, bound.contents, bound.is_demonstration) == ("volume", True, True)


def test_an_index_leads_to_the_briefs_and_cases_that_are_in_the_volume():
    bound = document_of_volume(volume())
    [item] = bound.sections[3].items
    assert item.entries == (Entry("Keep a key.", places=("brief-1", "case-1")),)
