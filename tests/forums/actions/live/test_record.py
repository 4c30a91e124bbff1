from datetime import timedelta

import pytest

from forums.actions.live.agenda import add_agenda_item, start_agenda_item
from forums.actions.live.captions import Said, map_speaker, paste_captions, remove_caption
from forums.actions.live.minutes import correct_minute, remove_minute, write_minute
from forums.actions.live.record import turns_of
from forums.actions.live.recording import ClockTooFar, correct_recording_clock, set_recording
from forums.actions.live.undo import last_act_of, undo_act
from forums.actions.quotations import NoConsentToQuote
from forums.models import Caption, PostState, Speaker, Summary, Thread
from forums.queries.summaries import sources_of
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_session,
    minutes_later,
    pick,
    reopen,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def say(session, *lines: tuple[str, str], minute: int = 0) -> list[Caption]:
    said = [
        Said(text, minutes_later(minute) + timedelta(seconds=4 * place), speaker)
        for place, (speaker, text) in enumerate(lines)
    ]
    return paste_captions(session=session, said=said, by=amina(), now=NOW)


def note(session, text: str, minute: int):
    return write_minute(session=session, text=text, by=amina(), now=minutes_later(minute))


def record(session) -> Thread:
    return Thread.objects.get(live_session=session, is_record=True)


def posts(session, *fields: str) -> list:
    rows = record(session).posts.order_by("number")
    return list(rows.values_list(*fields, flat=len(fields) == 1))


def test_minutes_become_a_post_for_each_part_of_the_agenda(session):
    for title, minute in (("Welcome", 0), ("The rank", 10)):
        item = add_agenda_item(session=session, title=title, by=amina(), now=NOW)
        start_agenda_item(item=item, by=amina(), now=minutes_later(minute))
        note(session, f"{title} began.", minute + 1)
        note(session, f"*{title}* went on.", minute + 2)
    close(session)
    said = posts(session, "kind", "byline", "posted_at")
    signed = ("minutes", "Minutes, noted by Amina Dlamini")
    assert said == [(*signed, minutes_later(1)), (*signed, minutes_later(11))]
    first, second = posts(session, "plain")
    assert first.startswith("Welcome\n")
    assert first.endswith("*Welcome* went on.")
    assert "The rank began." in second
    assert record(session).title == "Record of the session: Safer streets"


def test_captions_become_a_post_for_each_turn_with_its_time(session):
    say(session, ("A", "One."), ("A", "Two."), ("B", "Three."), ("A", "Four."))
    close(session)
    assert posts(session, "kind", "byline", "plain") == [
        ("speech", "Speaker 1", "One. Two."),
        ("speech", "Speaker 2", "Three."),
        ("speech", "Speaker 1", "Four."),
    ]
    assert posts(session, "posted_at")[1] == minutes_later(0) + timedelta(seconds=8)


def test_a_long_pause_or_a_long_text_begins_another_turn():
    def one(seconds: int, text: str = "Words.") -> Caption:
        return Caption(speaker="A", text=text, starts_at=NOW + timedelta(seconds=seconds))

    assert [len(turn) for turn in turns_of([one(0), one(100), one(300)])] == [2, 1]
    assert [len(turn) for turn in turns_of([one(0, "a" * 900), *[one(2, "b" * 900)] * 8])] == [6, 3]


def test_the_record_stands_beside_the_questions_and_the_summary_may_quote_both(session):
    answer(ask(join(session, ben())))
    note(session, "Noted.", 1)
    say(session, ("A", "Said."))
    summary = close(session)
    assert {post.kind for post in sources_of(summary, amina())} == {"question", "answer", "minutes", "speech"}
    said = {post.kind: pick(post, post.plain.split(" ")[-1]) for post in sources_of(summary, amina())}
    assert said["minutes"].attribution == "Minutes, noted by Amina Dlamini"
    assert said["speech"].attribution == "Speaker 1"


def test_without_minutes_and_captions_there_is_no_record(session):
    close(session)
    assert not Thread.objects.filter(live_session=session).exists()


def test_closing_again_after_a_reopening_brings_the_record_up_to_date(session):
    minute = note(session, "First.", 1)
    gone = note(session, "Gone.", 2)
    _first, second = say(session, ("A", "One."), ("B", "Two."))
    close(session)
    reopen(session)
    correct_minute(minute=minute, text="Corrected.", by=amina(), seen_revision=1, now=NOW)
    remove_minute(minute=gone, by=amina(), now=NOW)
    remove_caption(caption=second, by=amina(), now=NOW)
    say(session, ("A", "More."), minute=1)
    close(session)
    minutes, *speech = sorted(posts(session, "kind", "state", "plain"))
    assert minutes[1] == "visible"
    assert "Corrected." in minutes[2]
    assert "Gone." not in minutes[2]
    assert speech == [("speech", "hidden", "Two."), ("speech", "visible", "One. More.")]
    close(session)
    assert len(posts(session, "pk")) == 3


def test_what_is_pasted_after_the_closing_is_in_the_record_at_once_and_undo_takes_it_out(session):
    close(session)
    say(session, ("A", "Late words."))
    assert posts(session, "plain", "state") == [("Late words.", "visible")]
    assert list(Summary.objects.get().threads.all()) == [record(session)]
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    assert posts(session, "state") == [PostState.HIDDEN]


def test_a_name_stands_in_the_record_while_its_person_agrees(session):
    say(session, ("Ben", "My words."))
    ben_here = join(session, ben())
    close(session)
    map_speaker(speaker=Speaker.objects.get(), participant=ben_here, by=amina(), now=NOW)
    assert posts(session, "byline") == [ben_here.record_name]
    join(session, ben(), be_named=False)
    assert posts(session, "byline") == ["Speaker 1"]


def test_who_did_not_agree_to_be_quoted_is_not_quoted_from_the_captions(session):
    say(session, ("Chloé", "My words."))
    map_speaker(
        speaker=Speaker.objects.get(),
        participant=join(session, chloe(), be_quoted=False),
        by=amina(),
        now=NOW,
    )
    close(session)
    with pytest.raises(NoConsentToQuote):
        pick(record(session).posts.get(), "My words.")


def test_signs_of_markdown_stay_signs_in_the_record(session):
    note(session, "1. *Not* a [list](x)", 1)
    close(session)
    assert posts(session, "plain")[0].endswith("1. *Not* a [list](x)")


def test_the_recording_and_its_clock_are_set_corrected_and_undone(session):
    set_recording(session=session, url="https://v.example/a.mp4", starts_at=NOW, by=amina(), now=NOW)
    correct_recording_clock(session=session, seconds=-12, by=amina(), now=NOW)
    session.refresh_from_db()
    assert session.recording_correction == -12
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    session.refresh_from_db()
    assert (session.recording_correction, session.recording_starts_at) == (0, NOW)
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    session.refresh_from_db()
    assert (session.recording_url, session.recording_starts_at) == ("", None)
    with pytest.raises(ClockTooFar):
        correct_recording_clock(session=session, seconds=90_000, by=amina())
