"""The questions of a session as files: what they say, to whom, and safely."""

import csv
import io
import json
import zipfile

import pytest
from docx import Document

from casestudies.exports import UnknownFormat
from forums.actions.live.blocking import block_participant
from forums.actions.live.desk import hide_question, start_answering
from forums.actions.live.merging import merge
from forums.models import LiveSession, PollKind
from forums.presentation import live_files
from forums.presentation.live_files import FORMATS, file_of_questions, is_long, name_of_file
from forums.presentation.live_questions import said_questions
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_poll,
    make_session,
    minutes_later,
    reply,
    vote,
)

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://x.example","Click")'


@pytest.fixture
def session():
    return make_session(is_moderated=True)


def rows(session: LiveSession, **options) -> list[dict[str, str]]:
    text = file_of_questions(session, "csv", **options).content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def told(session: LiveSession) -> LiveSession:
    """Ben's question with an answer, a guest's without, one that waits and one that was hidden."""
    question = ask(join(session, ben()), "Who pays?", is_let_through=True)
    vote(answer(question, "The traders do."), join(session, chloe()))
    ask(join(session, guest_name="Zola", be_named=False), "Who counts?", is_let_through=True)
    ask(join(session, chloe()), "It waits.")
    hidden = ask(join(session, chloe()), "It was hidden.", is_let_through=True)
    hide_question(question=hidden, by=amina(), reason="Names somebody.", now=NOW)
    close(session)
    session.refresh_from_db()
    return session


def test_everybody_gets_what_was_in_the_room_with_names_as_agreed(session):
    said = [(row["question"], row["asker"], row["votes"], row["answer"]) for row in rows(told(session))]
    assert said == [
        ("Who pays?", "Ben Jacobs, Urban safety officer, Mbali Bay, Eastern Cape", "1", "The traders do."),
        ("Who counts?", "Asked anonymously", "0", ""),
    ]


def test_facilitators_get_the_queue_with_states_marked_as_not_for_publication(session):
    said = {
        row["question"]: (row["state"], row["for_publication"], row["reason"])
        for row in rows(told(session), whole=True)
    }
    assert said == {
        "Who pays?": ("answered", "yes", ""),
        "Who counts?": ("published", "yes", ""),
        "It waits.": ("waiting", "no", ""),
        "It was hidden.": ("hidden", "no", "Names somebody."),
    }
    assert name_of_file(session, whole=True) == "safer-streets-not-for-publication"


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_file_of_each_format_is_made_twice_the_same(session, fmt):
    told(session)
    assert file_of_questions(session, fmt).content == file_of_questions(session, fmt).content
    assert file_of_questions(session, fmt, whole=True).content


def test_another_format_is_unknown(session):
    with pytest.raises(UnknownFormat):
        file_of_questions(session, "exe")


def test_nothing_of_a_blocked_person_is_for_everybody(session):
    asker = join(session, guest_name="Zola")
    ask(asker, "Buy now!", is_let_through=True)
    block_participant(participant=asker, reason="Advertises.", by=amina(), now=NOW)
    close(session)
    session.refresh_from_db()
    assert rows(session) == []
    [row] = rows(session, whole=True)
    assert (row["question"], row["for_publication"]) == ("Buy now!", "no")


def test_merged_questions_are_counted_by_their_askers_under_the_one_that_is_kept(session):
    kept = ask(join(session, ben()), "Who pays?", is_let_through=True)
    zola = join(session, guest_name="Zola")
    others = [ask(zola, "Who's paying?"), ask(zola, "Paid by whom?"), ask(join(session, ben()), "And who?")]
    merge(keep=kept, questions=others, by=amina(), now=NOW)
    close(session)
    session.refresh_from_db()
    [said] = said_questions(session)
    assert (said.text, said.also_asked) == ("Who pays?", 1)


def test_a_moment_leads_to_the_second_of_the_recording(session):
    session.recording_url = "https://media.example/session.mp4"
    session.recording_starts_at = NOW
    session.save()
    question = ask(join(session, ben()), is_let_through=True)
    start_answering(question=question, by=amina(), now=minutes_later(2))
    close(session, now=minutes_later(3))
    session.refresh_from_db()
    [row] = rows(session)
    assert row["moments"] == "0:02:00 https://media.example/session.mp4#t=120"


# Safe to open -------------------------------------------------------------------------------------
def test_no_cell_is_a_formula(session):
    ask(join(session, guest_name=FORMULA), FORMULA, is_let_through=True)
    close(session)
    session.refresh_from_db()
    [row] = rows(session)
    assert (row["question"], row["asker"]) == (f"'{FORMULA}", f"'{FORMULA}")
    packed = zipfile.ZipFile(io.BytesIO(file_of_questions(session, "xlsx").content))
    sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert "HYPERLINK" in packed.read("xl/sharedStrings.xml").decode()
    assert 'quotePrefix="1"' in packed.read("xl/styles.xml").decode()


def test_json_says_who_it_is_for_and_has_no_field_of_facilitators(session):
    public = json.loads(file_of_questions(told(session), "json").content)
    assert (public["schema"], public["for_publication"]) == (
        "municipal-safety-exchange/live-questions/1",
        True,
    )
    assert not {"reason", "owner", "due_on", "for_publication"} & set(public["questions"][0])
    whole = json.loads(file_of_questions(session, "json", whole=True).content)
    assert (len(whole["questions"]), whole["for_publication"]) == (4, False)


def test_a_word_file_has_each_question_with_its_answer(session):
    content = file_of_questions(told(session), "docx").content
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    assert "1. Who pays?" in words
    assert "The traders do." in words
    assert "2. Who counts?" in words
    assert "Not answered yet" in words
    assert "It waits." not in words


def test_a_session_of_many_questions_is_long(session, monkeypatch):
    told(session)
    assert not is_long(session)
    monkeypatch.setattr(live_files, "AT_ONCE", 1)
    assert is_long(session)


def test_polls_that_few_answered_are_for_facilitators_alone(session):
    few = make_poll(session, title="Few?")
    many = make_poll(session, title="Many?")
    people = [join(session, guest_name=f"Guest {number}") for number in range(6)]
    for person in people:
        reply(many, person, "Lights")
    reply(few, people[0], "Patrols")
    session.polls.update(shows_results=True)
    close(session)
    session.refresh_from_db()
    assert many.kind == PollKind.SINGLE
    told_to = [
        [poll["title"] for poll in json.loads(file.content)["polls"]]
        for file in (file_of_questions(session, "json"), file_of_questions(session, "json", whole=True))
    ]
    assert told_to == [["Many?"], ["Few?", "Many?"]]


def test_a_file_costs_the_same_queries_with_one_question_and_with_five(
    session, django_assert_max_num_queries
):
    ask(join(session, ben()), is_let_through=True)
    for number in range(4):
        answer(ask(join(session, guest_name=f"Guest {number}"), is_let_through=True))
    close(session)
    session.refresh_from_db()
    with django_assert_max_num_queries(6):
        file_of_questions(session, "csv")
