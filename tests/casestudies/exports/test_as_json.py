"""A document that leaves as JSON comes back as it was."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudies.exports import Item, NotADocument, Section, document_from_json, document_to_json, render
from casestudies.exports.document import Document
from tests.casestudies.exports.pdf.test_write import whole
from tests.casestudies.exports.pictures import figure, gone, jpeg
from tests.casestudies.exports.values import HARD_WORDS, document, quoted


def changed(text: str, **fields: object) -> str:
    read = json.loads(text)
    read["document"] |= fields
    return json.dumps(read)


def test_a_document_with_everything_in_it_comes_back_equal():
    assert document_from_json(document_to_json(whole())) == whole()
    assert document_from_json(render(whole(), "json").content.decode()) == whole()


@settings(deadline=None)
@given(words=st.text(), title=st.text(), version=st.text())
def test_any_words_come_back(words, title, version):
    one = document(Item(words, (quoted(words),)), title=title, version=version)
    text = document_to_json(one)
    assert document_from_json(text.encode().decode()) == one


@pytest.mark.parametrize("words", [*HARD_WORDS, "half a letter: \ud83d"])
def test_the_exact_words_come_back(words):
    assert document_from_json(document_to_json(document(Item(words)))) == document(Item(words))


def test_pictures_travel_with_it_and_one_that_is_gone_stays_gone():
    read_later = replace(figure(alt="Later"), data=b"", read=jpeg)
    lost = replace(figure(alt="Lost"), data=b"", read=gone)
    one = document(Item("", figures=(read_later, lost)))
    back = document_from_json(document_to_json(one))
    assert back == one
    [section] = back.sections
    assert [shown.data for shown in section.items[0].figures] == [jpeg(), b""]


def test_sections_that_are_read_while_they_are_written_come_back_as_a_tuple():
    sections = (Section("post-1", "#1", (Item("Hello"),)),)
    back = document_from_json(document_to_json(document(sections=iter(sections))))
    assert back.sections == sections


def test_it_says_what_it_is():
    read = json.loads(document_to_json(whole()))
    assert (read["format"], read["version"]) == ("municipal-safety-exchange/document", 1)
    assert read["document"]["published_on"] == "2023-09-14"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a document"),
        ('{"format": "x"}', "not a document"),
        ('{"format": "municipal-safety-exchange/document", "version": 2}', "reads version 1"),
        ('{"format": "municipal-safety-exchange/document", "version": 1}', "document: an object is missing"),
        (changed(document_to_json(whole()), title=3), "document.title: 3 is not of the kind"),
        (changed(document_to_json(whole()), is_demonstration=0), "document.is_demonstration"),
        (changed(document_to_json(whole()), sections={}), "document.sections: a list is missing"),
        (changed(document_to_json(whole()), sections=[{"key": "a"}]), r"sections\[0\]: 'title' is missing"),
        (changed(document_to_json(whole()), kind="novel"), "document.kind: 'novel' is none of"),
        (changed(document_to_json(whole()), facts=[["one"]]), r"document.facts\[0\]: a list of 2"),
        (changed(document_to_json(whole()), published_on="yesterday"), "document.published_on"),
        (changed(document_to_json(whole()), read="/etc/passwd"), "nobody knows 'read'"),
        (
            changed(
                document_to_json(whole()),
                sections=[{"key": "a", "title": "b", "items": [{"prose": "", "figures": [{}]}]}],
            ),
            "'alt', 'media_type' is missing",
        ),
        (
            changed(
                document_to_json(whole()),
                sections=[
                    {
                        "key": "a",
                        "title": "b",
                        "items": [
                            {"prose": "", "figures": [{"alt": " ", "media_type": "image/png", "data": ""}]}
                        ],
                    }
                ],
            ),
            "needs an alternative text",
        ),
    ],
)
def test_what_is_no_document_is_refused_with_the_place_where_it_went_wrong(text, why):
    with pytest.raises(NotADocument, match=why):
        document_from_json(text)


def test_a_hand_written_document_needs_only_what_has_no_default():
    text = document_to_json(document(Item("Hello")))
    read = json.loads(text)
    for name in ("kind", "cover", "contents", "front_matter"):
        del read["document"][name]
    assert document_from_json(json.dumps(read)) == document(Item("Hello"))
    assert isinstance(document_from_json(text), Document)
