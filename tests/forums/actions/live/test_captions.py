from datetime import timedelta

import pytest

from forums.access.captions import captions_token, is_captions_token
from forums.actions.live.captions import (
    MOST_PUSHED,
    CaptionsAtAnotherTime,
    CaptionsClosed,
    CaptionTooLong,
    NoCaptions,
    NotNamed,
    Said,
    TooManyCaptions,
    map_speaker,
    paste_captions,
    push_captions,
    remove_caption,
    renew_captions_token,
    revoke_captions_token,
)
from forums.actions.live.undo import last_act_of, undo_act
from forums.models import CAPTION_LENGTH, Caption, Speaker
from tests.factories import NOW, amina, ben, close, join, log_of, make_engagement, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


def said(text="Who keeps the lights on?", **options) -> Said:
    return Said(text=text, **{"starts_at": NOW, **options})


def push(session, *captions: Said) -> list[Caption]:
    return push_captions(session=session, said=captions, now=NOW)


def paste(session, *captions: Said) -> list[Caption]:
    return paste_captions(session=session, said=captions, by=amina(), now=NOW)


def shown(session) -> list[str]:
    return list(session.captions.filter(removed_at=None).values_list("text", flat=True))


def undo(session) -> None:
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)


def test_what_is_sent_twice_counts_once(session):
    push(session, said("One.", sent_key="a"), said("Two.", sent_key="b"))
    assert push(session, said("One.", sent_key="a")) == []
    push(session, said("Two.", sent_key="b"), said("Three.", sent_key="c"), said("Three.", sent_key="c"))
    assert shown(session) == ["One.", "Two.", "Three."]
    assert log_of(session) == ["session_opened", "captions_changed", "captions_changed"]


def test_what_has_no_key_counts_each_time(session):
    push(session, said(), said())
    assert len(shown(session)) == 2


def test_captions_are_refused_with_words(session):
    refusals = {
        NoCaptions: [said(" ")],
        TooManyCaptions: [said()] * (MOST_PUSHED + 1),
        CaptionTooLong: [said("a" * (CAPTION_LENGTH + 1))],
        CaptionsAtAnotherTime: [said(starts_at=NOW + timedelta(days=2))],
    }
    for refusal, captions in refusals.items():
        with pytest.raises(refusal):
            push(session, *captions)
    push(session, said(sent_key="a"))
    close(session)
    assert push(session, said(sent_key="a")) == []
    with pytest.raises(CaptionsClosed):
        push(session, said())
    assert shown(session) == ["Who keeps the lights on?"]


def test_a_long_paste_is_split_between_words_and_loses_none(session):
    words = " ".join(f"word{number}" for number in range(600)) + " " + "x" * (CAPTION_LENGTH + 7)
    paste(session, said(words))
    assert "".join(shown(session)).replace(" ", "") == words.replace(" ", "")
    assert max(map(len, shown(session))) <= CAPTION_LENGTH


def test_one_undo_takes_a_paste_out_and_a_removal_comes_back(session):
    first, _second = paste(session, said("One."), said("Two."))
    remove_caption(caption=first, by=amina(), now=NOW)
    assert shown(session) == ["Two."]
    undo(session)
    assert shown(session) == ["One.", "Two."]
    undo(session)
    assert shown(session) == []


def test_voices_are_numbers_until_a_facilitator_says_who_agreed_to_be_named(session):
    push(session, said(speaker="Ben J"), said(speaker="Room 2"), said(speaker="Ben J"))
    first, second = Speaker.objects.all()
    assert [(one.label, one.name) for one in (first, second)] == [
        ("Ben J", "Speaker 1"),
        ("Room 2", "Speaker 2"),
    ]
    ben_here = join(session, ben())
    assert map_speaker(speaker=first, participant=ben_here, by=amina(), now=NOW).name == ben_here.record_name
    undo(session)
    first.refresh_from_db()
    assert first.name == "Speaker 1"
    with pytest.raises(NotNamed):
        map_speaker(speaker=second, participant=join(session, be_named=False), by=amina())


def test_a_name_is_gone_at_once_when_its_person_no_longer_agrees(session):
    push(session, said(speaker="Ben J"))
    map_speaker(speaker=Speaker.objects.get(), participant=join(session, ben()), by=amina(), now=NOW)
    join(session, ben(), be_named=False)
    assert Speaker.objects.get().name == "Speaker 1"


def test_a_token_is_of_one_session_and_can_be_revoked_renewed_and_undone(session):
    assert captions_token(session) == ""
    assert not is_captions_token(session, "")
    session = renew_captions_token(session=session, by=amina(), now=NOW)
    token = captions_token(session)
    assert is_captions_token(session, token)
    other = renew_captions_token(session=make_session(make_engagement("another")), by=amina())
    assert not is_captions_token(other, token)
    session = revoke_captions_token(session=session, by=amina(), now=NOW)
    assert not is_captions_token(session, token)
    undo(session)
    session.refresh_from_db()
    assert is_captions_token(session, token)
    assert not is_captions_token(renew_captions_token(session=session, by=amina()), token)
