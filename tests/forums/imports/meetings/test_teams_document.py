"""Transcripts of Teams as Word documents: turns by their voices, and what is no speech."""

from datetime import UTC, datetime, timedelta

import pytest

from forums.imports.meetings import Kind, Meeting, MeetingUnreadable, Told, read_meeting
from tests.forums.imports.meetings.files import counted, document, left_out, noted

TITLE = "Demonstration: The safe route-20260416_095812-Meeting Transcript"
IN_UTC = datetime(2026, 4, 16, 7, 58, tzinfo=UTC)


def read(*paragraphs: str, name: str = "transcript.docx") -> Meeting:
    return read_meeting(name, document(*paragraphs))


def said(meeting: Meeting) -> list[tuple[int, str, str]]:
    return [(int(cue.start.total_seconds()), cue.name, cue.text) for cue in meeting.cues]


def test_a_document_is_read_whole():
    meeting = read(
        TITLE,
        "April 16, 2026, 7:58AM",
        "1h 11m 5s",
        "Naledi Demo started transcription",
        "Naledi Demo   0:04\nWelcome.\nWe meet at 10:30",
        "Guest 3   1:02",
        "In a paragraph of its own.",
        "And a second one: at 0:30",
        "Sipho Demo (Guest)\t59:58\nWe stopped transcription once.",
        "Lerato Demo   1:00:01",
        "Naledi Demo   1:00:03\n",
        "Naledi Demo stopped transcription",
    )
    assert (meeting.kind, meeting.title) == (Kind.TEAMS_DOCUMENT, "Demonstration: The safe route")
    assert meeting.start.at == datetime(2026, 4, 16, 7, 58, 12, tzinfo=UTC)
    assert (meeting.start.told, meeting.duration) == (
        Told.DOCUMENT,
        timedelta(hours=1, minutes=11, seconds=5),
    )
    assert said(meeting) == [
        (4, "Naledi Demo", "Welcome.\nWe meet at 10:30"),
        (62, "Guest 3", "In a paragraph of its own.\nAnd a second one: at 0:30"),
        (3598, "Sipho Demo (Guest)", "We stopped transcription once."),
    ]
    assert counted(meeting) == (7, 3, 0, 4)
    assert left_out(meeting) == [
        ("paragraph 4", "not_speech"),
        ("paragraph 12", "not_speech"),
        ("paragraph 10", "empty"),
        ("paragraph 11", "empty"),
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Amina Demo   0:03\nHello.", "Ben Demo   0:09\nHi: 5 to 10:30"),
        ("Amina Demo\t0:03", "Hello.", "Ben Demo\t0:09", "Hi: 5 to 10:30"),
        ("Amina Demo 0:03\nHello.", "Ben Demo 0:09\nHi: 5 to 10:30"),
        ("Amina Demo 00:00:03", "Hello.", "Ben Demo 00:00:09", "Hi: 5 to 10:30"),
        ("Amina Demo", "0:03", "Hello.", "Ben Demo", "0:09", "Hi: 5 to 10:30"),
        ("Amina Demo\n0:03\nHello.", "Ben Demo\n0:09\nHi: 5 to 10:30"),
        ("Amina Demo   0:03\nHello.", "Ben Demo   0:05", "Amina Demo\n0:05", "Ben Demo 0:09\nHi: 5 to 10:30"),
        (
            "00:00:03.110 --> 00:00:06.420\nAmina Demo\nHello.",
            "0:0:9.0 --> 0:0:10.5\nBen Demo\nHi: 5 to 10:30",
        ),
        (
            "00:00:03.110 --> 00:00:06.420", "Amina Demo", "Hello.",
            "0:0:9.0 --> 0:0:10.5", "Ben Demo", "Hi: 5 to 10:30",
        ),
    ],
    ids=range(9),
)  # fmt: skip
def test_heads_are_read_with_the_time_inside_and_apart(paragraphs):
    meeting = read(TITLE, *paragraphs)
    assert said(meeting) == [(3, "Amina Demo", "Hello."), (9, "Ben Demo", "Hi: 5 to 10:30")]


@pytest.mark.parametrize(
    "line",
    [
        "Ben Demo stopped transcription", "Ben Demo hat die Transkription beendet",
        "Ben Demo a arrêté la transcription", "Ben Demo detuvo la transcripción",
        "Ben Demo interrompeu a transcrição", "Ben Demo ha interrotto la trascrizione",
        "Ben Demo heeft de transcriptie gestopt", "Ben Demo het die transkripsie gestop",
        "Ben Demoさんが文字起こしを停止しました", "Somebody Else stopped transcription",
        "Transcription ended",
    ],
)  # fmt: skip
def test_the_closing_line_is_no_speech(line):
    meeting = read("Ben Demo   0:03\nHello.", line)
    assert said(meeting) == [(3, "Ben Demo", "Hello.")]
    assert left_out(meeting) == [("paragraph 2", "not_speech")]


@pytest.mark.parametrize(
    "line", ["then we stopped transcription", "The clerk stopped transcription, and it rained.", "I stopped"]
)
def test_people_who_speak_of_stopping_are_heard(line):
    meeting = read("Ben Demo   0:03", line, "Amina Demo   0:09", "Yes.")
    assert said(meeting) == [(3, "Ben Demo", line), (9, "Amina Demo", "Yes.")]


@pytest.mark.parametrize(
    ("lines", "name", "start", "told"),
    [
        (("Lights", "April 16, 2026, 7:58AM"), "x", IN_UTC, Told.DOCUMENT),
        (("Lights", "16 April 2026, 07:58"), "x", IN_UTC, Told.DOCUMENT),
        (("Lights", "16. April 2026, 07:58"), "x", IN_UTC, Told.DOCUMENT),
        (("Lights-20260416_095812-x",), "x", IN_UTC.replace(second=12), Told.FILE_NAME_HERE),
        (("Lights",), "Lights-20260416_095812.docx", IN_UTC.replace(second=12), Told.FILE_NAME_HERE),
        (("Lights",), "x", None, Told.NOT),
    ],
)  # fmt: skip
def test_when_it_began_is_told_by_the_line_the_title_or_the_name(lines, name, start, told):
    meeting = read(*lines, "Ben Demo   0:03\nHello.", name=name)
    assert (meeting.title, meeting.start.at, meeting.start.told) == ("Lights", start, told)


def test_words_that_end_with_a_time_are_no_voice():
    meeting = read("Ben Demo   0:03", "We meet again at the gate, at  10:30", "thabo m   0:09\nAt one  11:00")
    assert said(meeting) == [
        (3, "Ben Demo", "We meet again at the gate, at  10:30"),
        (9, "thabo m", "At one  11:00"),
    ]


def test_times_that_go_back_are_said_and_the_turns_put_in_order():
    meeting = read("Ben Demo   0:09\nTwo.", "Amina Demo   0:03\nOne.")
    assert [cue.text for cue in meeting.cues] == ["One.", "Two."]
    assert noted(meeting) == [("paragraph 2", "time_goes_back", "")]


def test_what_else_stands_above_the_first_voice_is_left_out_and_said():
    meeting = read("Lights", "Transcript", "Ben Demo   0:09\nTwo.")
    assert left_out(meeting) == [("paragraph 2", "not_speech")]
    assert counted(meeting) == (2, 1, 0, 1)


@pytest.mark.parametrize("paragraphs", [(), ("Minutes", "We met at 10:30."), ("Agenda   for all", "One")])
def test_another_document_is_refused(paragraphs):
    with pytest.raises(MeetingUnreadable, match="This document is no transcript of Teams"):
        read(*paragraphs)
