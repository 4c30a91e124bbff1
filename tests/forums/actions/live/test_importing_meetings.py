"""A meeting held elsewhere comes into a session: all of it, once, and as who said it."""

from datetime import timedelta

import pytest

from forums.actions.live.captions import map_speaker
from forums.actions.live.importing_meetings import MeetingFile, digest_of, undo_import
from forums.actions.live.participants import change_participation
from forums.imports.meetings import read_meeting
from forums.live.groups import Audience
from forums.live.payloads import session_state
from forums.models import (
    Caption,
    EventKind,
    HeardIn,
    Minute,
    Participant,
    Post,
    Question,
    QuestionState,
    Speaker,
)
from forums.queries.moments import moment_of
from tests.factories import NOW, amina, ben, close, join, log_of, make_engagement, make_session
from tests.factories.people import consents
from tests.forums.actions.live.meetings import (
    BEGAN,
    CHAT,
    RECORDED,
    REPORT,
    TEAMS,
    TRANSCRIPT,
    file_of,
    standing,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(make_engagement())


# What comes in ------------------------------------------------------------------------------------
def test_every_question_of_a_report_comes_in_with_its_answers_and_how_it_stood_there(session):
    file = file_of(REPORT)
    (taken,) = take(session, file)
    rows = session.questions.in_order_asked()
    assert [(row.text, row.state) for row in rows] == [
        ("Who walks with the children\nwhen it rains?", QuestionState.ANSWERED),
        ("@SUM(A1:A9) is what our budget says", QuestionState.PUBLISHED),
        ("Did a driver complain?", QuestionState.ANSWERED),
        ("Ke mang ya lefang? (š ê ô)", QuestionState.HIDDEN),
        ("What does a whistle; a vest: and a sign cost?", QuestionState.ANSWERED),
        ("Who walks with the children if it rains?", QuestionState.PUBLISHED),
    ]
    assert {row.heard_in for row in rows} == {HeardIn.IMPORTED}
    assert rows[0].context == "5 votes in the meeting."
    assert rows[2].context == "2 votes in the meeting.\nAnswered live in the meeting."
    assert rows[4].context.endswith("Answered live in the meeting.")
    assert rows[0].vote_count == 0  # nobody here voted
    assert (rows[2].answer, rows[4].answer) == ("", "About R90; a vest: R60.")
    assert (taken.brought.questions, taken.brought.answers) == (6, 4)
    assert taken.meeting_import.report["found"] == file.meeting.report.found


def test_answers_of_several_people_are_told_apart_by_numbers_and_name_nobody(session):
    take(session, file_of(REPORT))
    answer = session.questions.in_order_asked().first().answer
    assert answer == (
        "Speaker 1: The parents' rota, in pairs.\n\n"
        "Speaker 2: And the ward's warden;\nwho has a whistle.\n\n"
        "Speaker 3: In our ward too."
    )


def test_the_room_sees_names_as_they_were_there_and_the_record_none_of_them(session):
    take(session, file_of(REPORT))
    asked = session.questions.with_people().in_order_asked()
    assert [row.room_name for row in asked][:3] == ["Sipho Demo", "Guest 3", ""]
    assert {row.record_name for row in asked} == {""}
    close(session)
    bylines = Post.objects.values_list("byline", flat=True)
    assert not [byline for byline in bylines if "Demo" in byline]


def test_questions_of_a_chat_are_those_that_were_chosen_and_the_rest_are_lines_of_the_minutes(session):
    file = file_of(CHAT)
    place = next(n for n, message in enumerate(file.meeting.messages) if message.text.endswith("?"))
    (taken,) = take(session, file, questions=frozenset({place}))
    messages = len(file.meeting.messages)
    assert standing(session) == (1, messages - 1, 0)
    assert taken.brought.minutes == messages - 1
    question = session.questions.get()
    assert (question.text, question.asker.name) == ('Who said "whistle"?', "Sipho Demo")
    lines = {line.text: line for line in Minute.objects.all()}
    assert "Welcome to the safe route (👋🏽 1)" in lines  # how many, never who
    assert 'To “Who said "whistle"?”: I did: in the vests\' thread' in lines
    assert lines["Good day\nfrom Demo Valley"].noted_at == BEGAN + timedelta(seconds=62)


def test_other_messages_are_left_out_by_choice_and_counted(session):
    file = file_of(CHAT)
    (taken,) = take(session, file, questions=frozenset({1}), keeps_other_messages=False)
    assert standing(session) == (1, 0, 0)
    assert taken.brought.chosen_out == len(file.meeting.messages) - 1


def test_every_cue_is_a_caption_at_its_second_of_the_recording(session):
    file = file_of(TRANSCRIPT, RECORDED)
    take(session, file)
    captions = list(session.captions.all())
    assert len(captions) == len(file.meeting.cues)
    assert captions[0].text == "Welcome: to the safe route."
    session.refresh_from_db()
    session.recording_url = "https://files.example/meeting.mp4"
    assert (session.recording_starts_at, session.recording_correction) == (BEGAN, 0)
    assert moment_of(session, captions[0].starts_at).url == "https://files.example/meeting.mp4#t=2"


def test_a_recording_that_is_known_keeps_its_beginning(session):
    session.recording_starts_at = NOW
    session.save()
    take(session, file_of(TRANSCRIPT, RECORDED))
    session.refresh_from_db()
    assert session.recording_starts_at == NOW


def test_a_report_of_questions_does_not_say_when_the_recording_begins(session):
    take(session, file_of(REPORT))
    session.refresh_from_db()
    assert session.recording_starts_at is None


def test_an_answer_with_a_time_stamps_when_it_was_given(session):
    content = (
        b"Question,Asker Name,Question Time,Answered By,Answer,Answer Time\n"
        b'Who pays?,Sipho Demo,"Apr 16, 2026 10:04:10 AM",Ben Demo,The ward.,"Apr 16, 2026 10:06:00 AM"\n'
    )
    file = MeetingFile("report.csv", digest_of(content), read_meeting("report.csv", content))
    take(session, file)
    question = session.questions.get()
    span = question.answering_spans.get()
    assert span.started_at == span.ended_at == question.answered_at
    assert span.started_at - question.asked_at == timedelta(seconds=110)
    session.recording_starts_at = BEGAN
    assert moment_of(session, span.started_at).offset == "0:07:19"


@pytest.mark.parametrize("state", ["scheduled", "open", "closed"])
def test_meetings_come_into_a_session_in_each_state(state):
    session = make_session(make_engagement(), is_open=state != "scheduled")
    if state == "closed":
        close(session)
    take(session, file_of(REPORT), file_of(CHAT), file_of(TRANSCRIPT, RECORDED))
    assert [bool(count) for count in standing(session)] == [True, True, True]
    carried = [*session.minutes.exclude(post=None), *session.captions.exclude(post=None)]
    assert bool(carried) == (state == "closed")
    assert Question.objects.exclude(post=None).exists() == (state == "closed")


def test_words_that_are_too_long_for_a_question_go_on_beside_it_and_none_is_lost(session):
    words = " ".join(f"word{number}" for number in range(400))
    take(session, file_of("chat_saved.txt", more=f"10:03:00 From Ben Demo to Everyone:\n\t{words}?\n"))
    long = file_of("chat_saved.txt", more=f"10:04:00 From Ben Demo to Everyone:\n\t{words} so?\n")
    place = len(long.meeting.messages) - 1
    take(session, long, questions=frozenset({place}))
    question = session.questions.get()
    rest = session.minutes.filter(text__startswith="A question goes on").order_by("pk")
    told = [question.text, question.context, *(row.text.split(": ", 1)[1] for row in rest)]
    assert " ".join(told).split() == f"{words} so?".split()


# What is told of it -------------------------------------------------------------------------------
def test_events_hold_no_words_of_a_meeting(session):
    take(session, file_of(REPORT), file_of(CHAT), file_of(TEAMS))
    for event in session.events.filter(kind=EventKind.MEETING_IMPORTED):
        assert not [
            word for word in ("Demo", "children", "Welcome") if word in f"{event.touched}{event.undo}"
        ]


def test_phones_are_told_of_questions_and_chat_and_of_no_hidden_one(session):
    take(session, file_of(REPORT), file_of(CHAT), file_of(TEAMS))
    state = session_state(session, Audience.ATTENDEES)
    told = str(state)
    assert "Ke mang ya lefang" not in told  # dismissed there
    assert "thabo@demo.example" not in told
    assert "the projector is broken" not in told  # private
    assert all(set(row) == {"id"} for row in state["captions"])
    assert Caption.objects.count() >= len(state["captions"])


# Once ---------------------------------------------------------------------------------------------
def test_the_same_file_twice_counts_once(session):
    files = [file_of(REPORT), file_of(CHAT), file_of(TEAMS)]
    take(session, *files)
    before = standing(session), log_of(session)
    again = take(session, *files)
    assert [one.meeting_import for one in again] == [None, None, None]
    assert (standing(session), log_of(session)) == before


def test_a_longer_file_of_the_same_meeting_adds_what_is_new(session):
    take(session, file_of(TRANSCRIPT, RECORDED))
    before = standing(session)
    more = "\n\n10\n00:01:00.000 --> 00:01:02.000\nNaledi Demo: One more thing.\n"
    (taken,) = take(session, file_of(TRANSCRIPT, RECORDED, more=more))
    assert (taken.brought.captions, taken.brought.known) == (1, before[2])
    assert standing(session) == (0, 0, before[2] + 1)


def test_a_longer_report_adds_an_answer_to_a_question_that_is_here_and_undoing_takes_only_that(session):
    row = '2,"@SUM(A1:A9) is what our budget says",Guest 3,,No,"Apr 16, 2026 10:06:00 AM",0,Answered,"{}"\n'
    take(session, file_of(REPORT))
    question = session.questions.get(text__startswith="@SUM")
    (taken,) = take(session, file_of(REPORT, more=row.format("Naledi Demo: It is R90 each.")))
    question.refresh_from_db()
    assert (question.answer, question.state) == ("It is R90 each.", QuestionState.ANSWERED)
    assert (taken.brought.questions, taken.brought.answers) == (0, 1)
    undo_import(meeting_import=taken.meeting_import, by=amina(), now=NOW)
    question.refresh_from_db()
    assert (question.answer, question.state) == ("", QuestionState.PUBLISHED)


# Who is who ---------------------------------------------------------------------------------------
def test_a_name_is_matched_once_and_remembered_for_other_files(session):
    naledi = join(session, ben())
    take(session, file_of(TRANSCRIPT, RECORDED), people={"Naledi Demo": naledi})
    take(session, file_of(CHAT))
    assert Speaker.objects.get(label="Naledi Demo").participant == naledi
    told = session_state(session, Audience.FACILITATORS)["minutes"]
    assert told[0]["by"] == naledi.record_name
    assert told[1]["by"].startswith("Speaker ")


def test_somebody_who_did_not_agree_to_be_named_is_matched_to_nothing(session):
    private = join(session, ben(), be_named=False)
    take(session, file_of(TRANSCRIPT, RECORDED), people={"Naledi Demo": private})
    assert Speaker.objects.get(label="Naledi Demo").participant is None


def test_a_matched_asker_asks_under_their_own_name_and_consent(session):
    sipho = join(session, ben())
    take(session, file_of(REPORT), people={"Sipho Demo": sipho})
    assert session.questions.in_order_asked().first().asker == sipho
    assert not Participant.objects.filter(guest_name="Sipho Demo").exists()


def test_lines_of_a_chat_are_signed_anew_when_somebody_is_matched_or_takes_consent_back(session):
    naledi = join(session, ben())
    take(session, file_of(CHAT))
    close(session)
    post = Minute.objects.get(text__startswith="Welcome").post
    assert post.byline == "Speaker 1"
    map_speaker(speaker=Speaker.objects.get(label="Naledi Demo"), participant=naledi, by=amina(), now=NOW)
    post.refresh_from_db()
    assert post.byline == naledi.record_name
    change_participation(participant=naledi, consents=consents(be_named=False), now=NOW)
    post.refresh_from_db()
    assert post.byline == "Speaker 1"
