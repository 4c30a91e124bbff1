"""What each audience is told of agenda, hands, minutes and captions."""

import pytest

from forums.actions.live.agenda import add_agenda_item, remove_agenda_item, start_agenda_item
from forums.actions.live.captions import Said, map_speaker, push_captions, remove_caption
from forums.actions.live.hands import call_hand, end_turn, raise_hand
from forums.actions.live.minutes import remove_minute, write_minute
from forums.live.groups import Audience
from forums.live.parts.agenda import AgendaPart
from forums.live.parts.captions import CaptionsPart
from forums.live.parts.hands import HandsPart
from forums.live.parts.minutes import MinutesPart
from forums.models import Caption, LiveSession, Participant, Speaker
from tests.factories import NOW, amina, ben, join, make_session

pytestmark = pytest.mark.django_db
ATTENDEES, FACILITATORS, SCREENS = Audience
AT = int(NOW.timestamp())


@pytest.fixture
def session():
    return make_session()


def push(session: LiveSession, text: str, speaker: str = "Ben J") -> Caption:
    [made] = push_captions(session=session, said=[Said(text, NOW, speaker)], now=NOW)
    return made


def test_a_phone_is_told_no_word_of_the_captions_and_nobody_but_the_desk_a_sources_name(session):
    caption = push(session, "Forty lamps.")
    key = str(caption.pk)
    words = {"id": key, "at": AT, "by": "Speaker 1", "text": "Forty lamps."}
    told = {ATTENDEES: {"id": key}, SCREENS: words, FACILITATORS: words | {"label": "Ben J"}}
    part = CaptionsPart()
    assert {audience: part.fold(session, audience) for audience in Audience} == {
        audience: [payload] for audience, payload in told.items()
    }
    assert {audience: part.changes(session, audience, [caption.pk]) for audience in Audience} == {
        audience: ([payload], []) for audience, payload in told.items()
    }


def test_a_voice_that_was_named_is_told_anew_and_a_removed_caption_is_gone(session):
    caption = push(session, "Forty lamps.")
    ben_here = join(session, ben())
    map_speaker(speaker=Speaker.objects.get(), participant=ben_here, by=amina(), now=NOW)
    assert session.events.get(seq=3).touched["captions"] == [caption.pk]
    assert CaptionsPart().fold(session, SCREENS)[0]["by"] == ben_here.record_name
    remove_caption(caption=caption, by=amina(), now=NOW)
    assert CaptionsPart().changes(session, SCREENS, [caption.pk]) == ([], [str(caption.pk)])
    assert CaptionsPart().fold(session, SCREENS) == []


@pytest.mark.parametrize("audience", Audience)
def test_a_hand_names_nobody_who_is_anonymous_and_tells_what_its_place_depends_on(session, audience):
    hand = raise_hand(participant=join(session, ben(), is_anonymous=True), now=NOW)
    told = {"id": str(hand.pk), "by": "", "at": AT, "seconds": 120, "heard": 0, "place_heard": False}
    assert HandsPart().fold(session, audience) == [told]
    call_hand(hand=hand, by=amina(), now=NOW)
    assert HandsPart().fold(session, audience) == [told | {"called": AT}]
    end_turn(hand=hand, by=amina(), now=NOW)
    assert HandsPart().changes(session, audience, [hand.pk]) == ([], [str(hand.pk)])


def test_a_turn_moves_the_hands_of_the_same_municipality(session):
    first, second, other = (join(session, guest_name=name) for name in ("Anele", "Boitumelo", "Carel"))
    Participant.objects.filter(pk__in=[first.pk, second.pk]).update(municipality_code="AAA")
    hands = [raise_hand(participant=person, now=NOW) for person in (first, second, other)]
    call_hand(hand=hands[0], by=amina(), now=NOW)
    told, _gone = HandsPart().changes(session, ATTENDEES, [hands[0].pk])
    assert {row["id"]: row["place_heard"] for row in told} == {
        str(hands[0].pk): False,
        str(hands[1].pk): True,
    }


@pytest.mark.parametrize("audience", Audience)
def test_agenda_and_minutes_are_for_everybody_and_what_was_taken_out_is_gone(session, audience):
    item = add_agenda_item(session=session, title="Welcome", presenter="Ben Jacobs", by=amina(), now=NOW)
    start_agenda_item(item=item, by=amina(), now=NOW)
    minute = write_minute(session=session, text="Noted.", by=amina(), now=NOW)
    assert AgendaPart().fold(session, audience) == [
        {
            "id": str(item.pk),
            "position": 1,
            "title": "Welcome",
            "minutes": 10,
            "presenter": "Ben Jacobs",
            "started": AT,
        }
    ]
    noted = {"id": str(minute.pk), "at": AT, "text": "Noted.", "revision": 1, "item": str(item.pk)}
    assert MinutesPart().fold(session, audience) == [noted]
    remove_minute(minute=minute, by=amina(), now=NOW)
    remove_agenda_item(item=item, by=amina(), now=NOW)
    assert MinutesPart().changes(session, audience, [minute.pk]) == ([], [str(minute.pk)])
    assert AgendaPart().changes(session, audience, [item.pk]) == ([], [str(item.pk)])
