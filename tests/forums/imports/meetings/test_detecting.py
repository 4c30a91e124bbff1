"""Which file it is, by what is in it, and refusals that say what to do with all others."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.imports.meetings import (
    Kind,
    Meeting,
    MeetingUnreadable,
    detect,
    meeting_as_data,
    meeting_from_data,
    read_meeting,
)
from forums.imports.meetings.refusals import NotAccountedFor
from forums.imports.meetings.report import Reason, Report, Tally
from tests.forums.imports.meetings.files import FOLDER, content, document

TURN = "Naledi Demo   0:04\nWelcome."
KINDS = {
    "questions_en.csv": Kind.ZOOM_QUESTIONS,
    "chat_recorded.txt": Kind.ZOOM_CHAT,
    "chat_saved.txt": Kind.ZOOM_CHAT,
    "zoom.vtt": Kind.ZOOM_TRANSCRIPT,
    "teams.vtt": Kind.TEAMS_TRANSCRIPT,
}
EVERY = {**{name: content(name) for name in KINDS}, "teams.docx": document(TURN)}


def packed(**members: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, inside in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", inside)
    return file.getvalue()


def test_every_file_beside_the_tests_is_looked_at():
    assert {path.name for path in FOLDER.iterdir()} == set(KINDS)


@pytest.mark.parametrize("name", ["x", "x.txt", "x.vtt", "x.csv", "GMT20260416-075800_Recording.mp4"])
def test_the_content_tells_the_kind_whatever_the_name(name):
    for file, kind in KINDS.items():
        assert detect(name, content(file)) == kind
        assert read_meeting(name, content(file)).kind == kind
    assert detect(name, EVERY["teams.docx"]) == Kind.TEAMS_DOCUMENT


def test_everybody_who_is_named_is_known_once():
    assert read_meeting("x", EVERY["questions_en.csv"]).people == [
        "Ben Demo", "Chloé Demo", "Guest 3", "Naledi Demo", "Sipho Demo",
    ]  # fmt: skip
    assert read_meeting("x", EVERY["chat_saved.txt"]).people == [
        "Ben Demo", "Guest 3", "Lerato Demo", "Naledi Demo", "Sipho Demo",
    ]  # fmt: skip
    assert read_meeting("x", EVERY["teams.vtt"]).people == ["Chloé Demo (Guest)", "Naledi Demo", "Sipho Demo"]


@pytest.mark.parametrize("name", EVERY)
def test_a_meeting_comes_back_from_json(name):
    meeting = read_meeting(name, EVERY[name])
    assert meeting_from_data(json.loads(json.dumps(meeting_as_data(meeting)))) == meeting


@pytest.mark.parametrize("name", EVERY)
def test_keys_are_each_their_own_and_the_same_each_time(name):
    meeting = read_meeting(name, EVERY[name])
    keys = [part.key for part in (*meeting.questions, *meeting.messages, *meeting.cues)]
    assert len(set(keys)) == len(keys) > 0
    assert all(len(key) == 32 for key in keys)
    again = read_meeting("other", EVERY[name])
    assert keys == [part.key for part in (*again.questions, *again.messages, *again.cues)]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "There are no words in this file"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t\n", "There are no words in this file"),
        ("a.txt", "\ufeff".encode("utf-16"), "There are no words in this file"),
        ("a.vtt", b"x" * (90 * 1024 * 1024), "A file of a meeting can have 5 MB"),
        ("a.vtt", b"<!DOCTYPE html>\n<html><body>WEBVTT</body></html>", "This is a web page"),
        ("a.vtt", b"\n<html lang='en'><head>", "This is a web page"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is a picture, a recording"),
        ("a.vtt", b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 8, "The letters of this|This is a picture"),
        ("a.txt", b"%PDF-1.7 \xe2", "This is no file of a meeting"),
        ("a.txt", b"We met at ten.\nIt rained.\n", "This is no file of a meeting"),
        ("a.md", b"10:00 Welcome: Amina\n10:30 Tea: all\n", "This is no file of a meeting"),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "These are subtitles of another kind"),
        ("a.csv", b"Name,Email,Join Time\nThandi,t@d.example,10:00\n", "This table has no questions"),
        ("a.csv", b"#,Question,Asker Name,Answer(s)\n", "The file was read, and there is nothing in it"),
        ("a.csv", b'#,Question,Asker Name,Answer(s)\n1,"open?,Ben,\n2,B?,Ben,\n', "breaks off at line 2"),
        ("a.txt", "WEBVTT\n\nПривет".encode("cp1251") * 9, "The letters of this file can't be made out"),
        ("a.csv", "質問,回答\n".encode("shift_jis") * 9, "The letters of this file can't be made out"),
        ("a.txt", b"\xff\xfeW\0E", "The letters of this file|This is no file"),
        ("a.txt", b"10:00:00 From A B to C D:\n\tsecret", "nobody wrote to everyone"),
        ("a.docx", b"Amina Demo   0:03", "This is no Word document"),
        ("a.docx", b"PK\x03\x04 broken", "The document is broken"),
        ("a.doc", b"\xd0\xcf\x11\xe0 old", "This is a document of an old Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("a.docx", packed(content=b"<a/>"), "This is no Word document"),
        ("a.docx", packed(word__document=b"0" * (31 * 1024 * 1024)), "This document unpacks to far more"),
        ("a.docx", packed(word__document=b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "The document is broken"),
        ("a.docx", document(), "This document is no transcript"),
        ("a.docx", document("Ben Demo   0:03"), "nobody says a word"),
    ],
    ids=range(28),
)  # fmt: skip
def test_what_is_no_meeting_is_refused_with_what_to_do(name, data, words):
    with pytest.raises(MeetingUnreadable, match=words):
        read_meeting(name, data)


def test_a_cut_letter_in_utf_8_is_not_read_as_windows_letters():
    meeting = read_meeting("x", "WEBVTT\n\n00:01.000 --> 00:02.000\nḓ ḽ ṋ ê".encode()[:-1])
    assert meeting.cues[0].text == "ḓ ḽ ṋ �"
    assert [(note.point.value, note.about) for note in meeting.report.notes][:1] == [("damaged_letters", "1")]


def test_a_report_that_does_not_add_up_refuses():
    tally = Tally(found=3, kept=1, folded=1)
    with pytest.raises(NotAccountedFor):
        tally.report()
    tally.leave_out("line 4", Reason.EMPTY)
    report = tally.report()
    assert report == Report(found=3, kept=1, folded=1, left_out=report.left_out)
    assert report.left_out_by_reason() == {Reason.EMPTY: ["line 4"]}


def read_or_refused(data: bytes) -> Meeting | None:
    try:
        return read_meeting("file", data)
    except NotAccountedFor:
        raise
    except MeetingUnreadable:
        return None


@given(st.data())
def test_any_bytes_are_read_or_refused(data):
    before = data.draw(st.sampled_from([b"", *EVERY.values()]))
    cut = data.draw(st.integers(0, len(before)))
    after = data.draw(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
    meeting = read_or_refused(before[:cut] + after + before[cut:])
    if meeting:
        assert meeting_from_data(json.loads(json.dumps(meeting_as_data(meeting)))) == meeting
        assert meeting.report.kept > 0


@given(st.lists(st.sampled_from(b"".join(list(EVERY.values())[:-1]).decode().split("\n")), max_size=30))
def test_lines_in_any_order_are_accounted_for(lines):
    meeting = read_or_refused("\n".join(lines).encode())
    if meeting:
        report = meeting.report
        assert report.found == report.kept + report.folded + len(report.left_out)
