"""What may be cited of a source, and what its writer asked or kept back."""

import pytest

from forums.drafting import first_draft
from forums.drafting.cues import WHAT_DID_NOT_WORK, asks_for_something, is_kept_back
from forums.drafting.passages import passages_of
from tests.forums.drafting.sources import cited_words, discussion, source


def words_of(text):
    return [passage.words for passage in passages_of(source("post-1", text))]


@pytest.mark.parametrize("mark", ["1.", "12)", "-", "•"])
def test_the_mark_of_a_list_is_not_cited(mark):
    text = f"We asked two things.\n{mark} What would you specify for the lamps today?"
    assert "What would you specify for the lamps today?" in words_of(text)
    assert not any(mark in words for words in words_of(text))


def test_a_number_within_a_sentence_stays():
    words = words_of("The camera room closed at 3. 14 people went home in the dark.")
    assert words[-1] == "14 people went home in the dark."


@pytest.mark.parametrize(
    "plea",
    [
        "Please don't quote that as proof: it was one bad month.",
        "Please do not quote me on the figures of the patrol.",
        "This is not for publication, and the ward knows it.",
        "That is between us, the councillor was never told of it.",
    ],
)
def test_a_paragraph_whose_writer_keeps_it_back_is_not_cited(plea):
    assert is_kept_back(plea)
    text = f"The patrols failed in the first winter. {plea}\nThe lamps were stolen within a week."
    assert words_of(text) == ["The lamps were stolen within a week."]


@pytest.mark.parametrize(
    "request_",
    [
        "I would be glad of anything on cable that was stolen twice.",
        "We'd appreciate hearing where the lamps failed as well.",
        "Please share what went wrong with your own contractor.",
    ],
)
def test_a_request_is_no_finding_about_what_failed(request_):
    assert asks_for_something(request_)
    sources = [*discussion(2), source("ask", request_)]
    assert request_ not in cited_words(first_draft(sources), sources).get(WHAT_DID_NOT_WORK, [])


@pytest.mark.parametrize(
    "told",
    [
        "We were glad that the lamps worked.",
        "Nobody quoted a price below two million rand.",
        "The trust between us and the police is gone.",
        "We were looking for funds without any experience.",
    ],
)
def test_what_is_told_is_neither_a_request_nor_kept_back(told):
    assert not asks_for_something(told)
    assert not is_kept_back(told)
