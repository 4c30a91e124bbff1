"""Transcripts of Zoom and Teams as WebVTT: every cue with words, once, by whom, in order."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.imports.meetings import Cue, Kind, Meeting, MeetingUnreadable, read_meeting
from tests.forums.imports.meetings.files import content, counted, left_out, noted, read_file, read_words


def said(meeting: Meeting) -> list[tuple[str, str]]:
    return [(cue.name, cue.text) for cue in meeting.cues]


def times(cue: Cue) -> tuple[float, float]:
    assert cue.end is not None
    return cue.start.total_seconds(), cue.end.total_seconds()


def vtt(*cues: str) -> str:
    """One second for each."""
    blocks = [f"00:00:{place:02}.000 --> 00:00:{place + 1:02}.000\n{cue}\n" for place, cue in enumerate(cues)]
    return "\n".join(["WEBVTT\n", *blocks])


def test_a_transcript_of_zoom_is_read_whole():
    meeting = read_file("zoom.vtt")
    assert meeting.kind == Kind.ZOOM_TRANSCRIPT
    assert said(meeting) == [
        ("Naledi Demo", "Welcome: to the safe route."),
        ("thabo m", "It rained."),
        ("thabo m", "Twice."),
        ("thabo m", "And then: nothing."),
        ("", "the question is: who pays?"),
        ("Lerato Demo", "<i> is no tag – but this is  one"),
        ("Naledi Demo", "No empty line before this one."),
    ]
    assert [times(cue) for cue in meeting.cues] == [
        (2.0, 4.5), (5.0, 7.0), (6.0, 8.0), (8.0, 9.0), (11.0, 11.0), (13.25, 14.5), (15.0, 16.0),
    ]  # fmt: skip
    assert counted(meeting) == (11, 7, 0, 4)
    assert left_out(meeting) == [
        ("line 5", "not_speech"),
        ("line 12", "not_speech"),
        ("line 28", "empty"),
        ("line 36", "no_time"),
    ]
    assert noted(meeting) == [("line 32", "ends_before_start", ""), ("line 32", "no_voice", "1")]


def test_a_transcript_of_teams_is_read_in_the_order_of_its_times():
    meeting = read_file("teams.vtt")
    assert meeting.kind == Kind.TEAMS_TRANSCRIPT
    assert said(meeting) == [
        ("Chloé Demo (Guest)", "First & foremost,\n3 < 4 and 5 --> 6."),
        ("Naledi Demo", "Second."),
        ("Naledi Demo", "One."),
        ("Sipho Demo", "Two."),
        ("", "Three."),
        ("", "Name: no tag, no voice"),
    ]
    assert counted(meeting) == (6, 4, 0, 2)
    assert left_out(meeting) == [("line 3", "not_speech"), ("line 19", "empty")]
    assert noted(meeting) == [
        ("line 15", "several_voices", ""),
        ("line 15", "address_in_name", ""),
        ("line 15", "no_voice", "2"),
    ]
    assert "@demo.example" not in repr(meeting)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize("name", ["zoom.vtt", "teams.vtt"])
def test_letters_and_line_ends_make_no_difference(name, line_end, encoding):
    text = content(name).decode().replace("\n", line_end)
    assert read_meeting(name, text.encode(encoding)) == read_file(name)


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        ("00:01.000 --> 00:02.000", (1.0, 2.0)),
        ("0:00:01.5 --> 0:00:02", (1.5, 2.0)),
        ("01:00:01.000 --> 120:00:02.000", (3601.0, 432002.0)),
        ("00:00:01.000-->00:00:02.000", (1.0, 2.0)),
        ("  00:00:01.000   -->   00:00:02.000   line:0 position:20% size:60% align:start", (1.0, 2.0)),
        ("00:00:01,000 --> 00:00:02,000", (1.0, 2.0)),
    ],
)
def test_times_are_read_with_and_without_hours_and_settings(timing, expected):
    (cue,) = read_words(f"WEBVTT\n\n{timing}\nHello\n").cues
    assert times(cue) == expected


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("<v Amina Demo>Hello</v>", [("Amina Demo", "Hello")]),
        ("<v Amina Demo>Hello", [("Amina Demo", "Hello")]),
        ("<v.loud.first Amina Demo>Hello</v>", [("Amina Demo", "Hello")]),
        ("<v Demo, Amina (KZN &amp; FS)>Hello</v>", [("Demo, Amina (KZN & FS)", "Hello")]),
        ("<v>Hello</v>", [("", "Hello")]),
        (
            "<v Amina Demo><c.red>He</c><00:00:00.500>llo <lang en>you</lang></v>",
            [("Amina Demo", "Hello you")],
        ),
        ("<v Amina Demo>a &lt;b&gt; &#xe9; &amp;amp; &lrm;c</v>", [("Amina Demo", "a <b> é &amp; c")]),
        ("<v Amina Demo>1 < 2 > 0 <3</v>", [("Amina Demo", "1 < 2 > 0 <3")]),
        ("<v Amina Demo>One</v>\n<v Ben Demo>Two</v>", [("Amina Demo", "One"), ("Ben Demo", "Two")]),
        ("Amina Demo: One: two", [("Amina Demo", "One: two")]),
        ("uMama Demo (she/her): One", [("uMama Demo (she/her)", "One")]),
        ("Note: it is closed", [("", "Note: it is closed")]),
        ("At 10:30 we meet", [("", "At 10:30 we meet")]),
        ("See https://demo.example", [("", "See https://demo.example")]),
        ("we know this: it works", [("", "we know this: it works")]),
        ("李 明：你好", [("李 明", "你好")]),
    ],
)
def test_voices_are_told_by_tags_or_by_names(cue, expected):
    assert said(read_words(vtt(cue))) == expected


def test_a_single_word_is_a_name_where_the_file_begins_its_cues_with_names():
    assert said(read_words(vtt("Thandi: Yes", "Sipho: No", "Lights: on"))) == [
        ("Thandi", "Yes"),
        ("Sipho", "No"),
        ("Lights", "on"),
    ]
    assert said(read_words(vtt("It rained.", "We waited.", "Lights: on"))) == [
        ("", "It rained."),
        ("", "We waited."),
        ("", "Lights: on"),
    ]


def test_a_cue_without_a_tag_may_begin_with_a_voice_that_others_name():
    assert said(read_words(vtt("<v Amina Demo>One</v>", "Amina Demo: Two", "Ben Demo: Three"))) == [
        ("Amina Demo", "One"),
        ("Amina Demo", "Two"),
        ("", "Ben Demo: Three"),
    ]


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\n", vtt(""), vtt("<v Ben></v>"), "WEBVTT\n\nNOTE a\n"])
def test_a_transcript_without_a_word_is_refused(text):
    with pytest.raises(MeetingUnreadable, match="no cue has words"):
        read_words(text)


names = st.from_regex(r"[A-Z][a-zé]{1,8} [A-Z][a-z]{1,8}", fullmatch=True)
texts = st.lists(
    st.text(st.sampled_from("abcXYZ 019:;,.!?()'\"=@#ḓé👍-<>&"), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool),
    min_size=1,
    max_size=3,
).map("\n".join)
cues = st.lists(
    st.tuples(st.integers(0, 10**7), st.integers(0, 10**5), names, texts), min_size=1, max_size=12
)


def stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(cues)
def test_what_was_written_comes_back_with_tags_and_with_names(cues):
    tagged, named = "WEBVTT\n", "WEBVTT\n"
    for place, (start, length, name, text) in enumerate(cues):
        timing = f"{stamp(start)} --> {stamp(start + length)}"
        tagged += f"\nid/{place}-0\n{timing} align:start\n<v {name}>{escaped(text)}</v>\n"
        named += f"\n{place}\n{timing}\n{name}: {escaped(text)}\n"
    expected = sorted(
        (
            (timedelta(milliseconds=at), timedelta(milliseconds=at + long), name, text)
            for at, long, name, text in cues
        ),
        key=lambda cue: cue[0],
    )
    for text in (tagged, named):
        meeting = read_words(text)
        assert [(cue.start, cue.end, cue.name, cue.text) for cue in meeting.cues] == expected
        assert counted(meeting) == (len(cues), len(cues), 0, 0)
