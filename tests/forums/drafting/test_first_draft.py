from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudies.models import BriefSection
from exchange.text import Span, sentences
from forums.drafting import Draft, SourceKind, first_draft
from forums.drafting.cues import SECTIONS, cues_in
from tests.forums.drafting.sources import cited_words, discussion, source

WORKED = "The night patrols worked once residents chose the route."
FAILED = "The cameras failed because nobody repaired them."


def test_sections_are_those_of_a_brief_in_its_order():
    assert list(SECTIONS) == BriefSection.values


# What is chosen -----------------------------------------------------------------------------------
def test_there_are_items_for_each_section_and_at_least_twelve_citations():
    draft = first_draft(discussion())
    assert [section for section in SECTIONS if draft.of_section(section)] == list(SECTIONS)
    assert len(draft.citations) >= 12


def test_items_stand_in_the_order_of_a_brief():
    order = [SECTIONS.index(item.section) for item in first_draft(discussion()).items]
    assert order == sorted(order)


def test_the_same_discussion_gives_the_same_draft():
    assert first_draft(discussion()) == first_draft(discussion())


def test_citations_are_whole_sentences():
    sources = [source("a", f"We met in March. {WORKED} Then the rain came to town."), source("b", FAILED)]
    starts = {span.start for span in sentences(sources[0].text)}
    ends = {span.end for span in sentences(sources[0].text)}
    cited = [span for span in first_draft(sources).citations if span.source == "a"]
    assert cited
    assert all(span.start in starts and span.end in ends for span in cited)


def test_votes_stars_and_answers_come_first():
    many = [
        source(
            f"q-{number}", f"What did the {thing} cost each ward in winter?", SourceKind.QUESTION, votes=votes
        )
        for number, (thing, votes) in enumerate(
            [("lights", 1), ("cameras", 30), ("patrols", 2), ("gates", 3), ("radios", 0)]
        )
    ]
    first = first_draft(many).of_section("open_questions")[0]
    assert (first.citations[0].source, first.reasons[:2]) == ("q-1", ("30 votes", "not answered yet"))


def test_an_answered_question_is_not_open_and_lends_its_votes_to_the_answer():
    sources = [
        source("q", "What worked against robberies?", SourceKind.QUESTION, votes=12, is_answered=True),
        source("a", WORKED, SourceKind.ANSWER, reply_to="q"),
        source("p", "The radios worked once residents carried them."),
    ]
    draft = first_draft(sources)
    assert draft.of_section("open_questions") == []
    assert draft.items[0].citations[0].source == "a"
    assert draft.items[0].reasons[0] == "answers a question with 12 votes"


def test_a_statement_that_divides_is_a_disagreement_and_one_that_does_not_is_none():
    sources = [
        source("s", "Wards need gates at every entrance.", SourceKind.STATEMENT, agreement=0.5),
        source("t", "Wards need lights at every entrance.", SourceKind.STATEMENT, agreement=0.97),
    ]
    disagreed = first_draft(sources).of_section("where_we_disagreed")
    assert [item.citations[0].source for item in disagreed] == ["s"]
    assert disagreed[0].reasons[:2] == ("50% agree", "people are divided over it")


def test_a_disagreeing_reply_brings_what_it_replies_to():
    reply = "I disagree: the gates in Extension 4 only moved burglaries."
    sources = [
        source("claim", "The new gates worked and burglaries in Extension 4 dropped by half."),
        source("reply", reply, reply_to="claim", votes=9),
        *(source(one.key, one.text, votes=8) for one in discussion(7)),
    ]
    item = first_draft(sources).of_section("where_we_disagreed")[0]
    assert [span.source for span in item.citations] == ["reply", "claim"]
    assert "with what it replies to" in item.reasons


# Whose words --------------------------------------------------------------------------------------
def test_one_voice_once_before_anyone_twice():
    loud = [
        source(f"loud-{number}", one.text, voice="loud", votes=99) for number, one in enumerate(discussion(6))
    ]
    draft = first_draft([*loud, *discussion()])
    voices = Counter(span.source.partition("-")[0] for span in draft.citations)
    assert voices["loud"] == 1


def test_a_small_circle_is_heard_more_than_once():
    draft = first_draft([source(one.key, one.text, voice=one.key[-2:]) for one in discussion(6)])
    assert len(draft.citations) >= 12


@pytest.mark.parametrize(("size", "is_heard"), [(5, True), (4, False)])
def test_a_large_group_that_was_not_heard_is_added(size, is_heard):
    many = [source(one.key, one.text, opinion_group="A", votes=20) for one in discussion(7)]
    things = ["park benches", "church halls", "netball teams", "brass bands", "bees"][:size]
    few = [source(f"few-{thing}", f"The {thing} helped us in winter.", opinion_group="B") for thing in things]
    items = first_draft([*many, *few]).items
    of_the_few = [item for item in items if item.citations[0].source.startswith("few")]
    assert bool(of_the_few) is is_heard
    assert ["a group that was not heard yet" in item.reasons for item in of_the_few] == [True] * is_heard


def test_what_two_people_say_alike_is_one_item():
    sources = [
        source("a", "The night patrols worked once residents chose the route."),
        source("b", "Night patrols worked well, for residents chose the times."),
    ]
    (item,) = first_draft(sources).items
    assert {span.source for span in item.citations} == {"a", "b"}


# What must not be cited ---------------------------------------------------------------------------
def test_others_words_in_a_post_are_not_cited_as_its_authors():
    text = f"{WORKED}\n\n{FAILED}"
    quoting = source("a", text, quoted=(Span(0, len(WORKED)),))
    assert cited_words(first_draft([quoting]), [quoting]) == {"what_did_not_work": [FAILED]}


def test_a_sentence_is_cited_with_what_takes_it_back():
    text = "The patrols worked in the first year. But in the second year robberies rose again."
    assert cited_words(first_draft([source("a", text)]), [source("a", text)]) == {"what_worked": [text]}


def test_a_sentence_that_leans_on_another_brings_it():
    text = "We put guards at the crossings. That worked for the younger learners."
    assert cited_words(first_draft([source("a", text)]), [source("a", text)]) == {"what_worked": [text]}


def test_a_sentence_taken_back_too_often_is_not_cited():
    text = "The patrols worked in winter. " + "But then it rained for days. " * 9
    assert first_draft([source("a", text)]).citations == []


def test_addresses_are_not_cited():
    text = "The patrols worked, write to ben@example.org about it."
    assert first_draft([source("a", text)]).citations == []


@pytest.mark.parametrize("sources", [[], [source("a", "")], [source("a", "Thanks! Hello? 🙂")]])
def test_of_nothing_comes_an_empty_draft(sources):
    assert first_draft(sources) == Draft()


# Cues ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("The patrols worked.", "what_worked"),
        ("The patrols did not work.", "what_did_not_work"),
        ("The patrols didn’t work at all.", "what_did_not_work"),
        ("Complaints fell by 30 in a year.", "what_worked"),
        ("Die patrollies het gewerk.", "what_worked"),
        ("Dit het nie gewerk nie.", "what_did_not_work"),
        ("There was no budget to repair them.", "what_did_not_work"),
        ("I don’t agree with the mayor.", "where_we_disagreed"),
        ("We do not know how many came.", "open_questions"),
        ("The municipality will extend it.", "what_next"),
        ("Women are afraid of the footbridge.", "why_it_matters"),
    ],
)
def test_a_sentence_is_known_by_its_turns_of_phrase(sentence, section):
    assert list(cues_in(sentence)) == [section]


@pytest.mark.parametrize("sentence", ["We worked closely with the clinic.", "The gates are green.", ""])
def test_what_tells_nothing_has_no_cue(sentence):
    assert cues_in(sentence) == {}


def test_cues_are_shown_as_they_are_written():
    assert cues_in("It DIDN’T work")["what_did_not_work"][0].words == "DIDN’T work"


# Whatever people write ----------------------------------------------------------------------------
TEXTS = st.lists(
    st.sampled_from([WORKED, FAILED, "But no.", "Why us?", "\n", "İ", "R4.5 million", " x "]) | st.text()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS.map(" ".join), max_size=8))
def test_every_citation_stands_in_its_source_and_none_twice(texts):
    sources = [source(str(number), text) for number, text in enumerate(texts)]
    spans = first_draft(sources).citations
    assert all(0 <= span.start < span.end <= len(texts[int(span.source)]) for span in spans)
    assert all(texts[int(span.source)][span.start : span.end].strip() for span in spans)
    assert len(set(spans)) == len(spans)
