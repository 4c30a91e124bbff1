"""Words of fewer than three people name whoever said them: they come out only where a host is sure."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from forums.actions.conversations.contributing import withdraw_contribution
from forums.actions.conversations.rounds import (
    FewVoices,
    close_at_all_tables,
    close_round,
    move_rounds,
    open_round,
)
from forums.actions.conversations.setting_up import close_conversation
from forums.models import Conversation, Round, Terms
from forums.queries.conversations.voices import rounds_of_few_voices
from tests.factories import NOW, amina, ben, chloe, dineo
from tests.factories.conversations import come, first_round, give, make_talk

pytestmark = pytest.mark.django_db

WARNING = "fewer than three people"


def talk_of(voices: int, terms: Terms = Terms.CHATHAM_HOUSE, *, words_each: int = 2) -> Conversation:
    talk = make_talk(terms=terms)
    for person in (ben(), chloe(), dineo())[:voices]:
        seat = come(talk, person)
        for number in range(words_each):
            give(first_round(talk), seat, f"Word {number}.", terms=terms)
    return talk


def is_open(talk: Conversation) -> bool:
    return first_round(talk).is_open


# Who is warned ------------------------------------------------------------------------------------
@pytest.mark.parametrize("voices", [1, 2])
def test_a_round_of_one_or_two_voices_stays_open_until_its_host_is_sure(voices):
    talk = talk_of(voices)
    with pytest.raises(FewVoices, match=WARNING.capitalize()):
        close_round(round=first_round(talk), needs_voices=True, now=NOW)
    assert is_open(talk)
    close_round(round=first_round(talk), now=NOW)
    assert not is_open(talk)


@pytest.mark.parametrize(
    ("voices", "terms"),
    [(3, Terms.CHATHAM_HOUSE), (0, Terms.CHATHAM_HOUSE), (1, Terms.ATTRIBUTED), (1, Terms.ROLE)],
)
def test_where_nobody_is_named_by_it_a_round_closes_at_once(voices, terms):
    talk = talk_of(voices, terms)
    close_round(round=first_round(talk), needs_voices=True, now=NOW)
    assert not is_open(talk)


def test_one_voice_under_stricter_terms_than_the_others_counts_alone():
    talk = talk_of(3, Terms.ATTRIBUTED)
    give(first_round(talk), come(talk), "Between us.", terms=Terms.CHATHAM_HOUSE)
    assert rounds_of_few_voices(talk.rounds.all()) == [first_round(talk)]


def test_words_that_were_taken_back_are_no_voice():
    talk = talk_of(3, words_each=1)
    given = first_round(talk).contributions.latest("pk")
    withdraw_contribution(contribution=given, participant=given.participant, now=NOW)
    assert rounds_of_few_voices(talk.rounds.all()) == [first_round(talk)]


def test_a_conversation_stays_open_too():
    talk = talk_of(1)
    with pytest.raises(FewVoices):
        close_conversation(conversation=talk, needs_voices=True, now=NOW)
    talk.refresh_from_db()
    assert talk.is_open
    assert not close_conversation(conversation=talk, now=NOW).is_open


def test_at_tables_all_close_or_none():
    talk = talk_of(3)
    talk.rounds.update(title="Lights", table="A")
    other = Round.objects.get(conversation=talk, position=2)
    Round.objects.filter(pk=other.pk).update(table="B")
    open_round(round=other, now=NOW)
    give(Round.objects.get(pk=other.pk), come(talk, table="B"), "Alone.")
    with pytest.raises(FewVoices, match="Lights · B"):
        close_at_all_tables(round=first_round(talk), needs_voices=True, now=NOW)
    assert is_open(talk)


def test_its_time_does_not_close_it():
    talk = talk_of(2)
    Round.objects.filter(pk=first_round(talk).pk).update(closes_at=NOW)
    assert move_rounds(now=NOW + timedelta(minutes=1)) == "0 opened, 0 closed"
    give(first_round(talk), come(talk), "A third.")
    assert move_rounds(now=NOW + timedelta(minutes=2)) == "0 opened, 1 closed"


# Where the host closes it -------------------------------------------------------------------------
def host() -> Client:
    client = Client()
    client.force_login(amina())
    return client


def test_the_room_warns_the_host_and_nobody_else():
    talk = talk_of(2)
    url = reverse("take_part", args=[talk.slug])
    assert WARNING in host().get(url).content.decode()
    client = Client()
    client.force_login(ben())
    assert WARNING not in client.get(url).content.decode()
    give(first_round(talk), come(talk), "A third.")
    assert WARNING not in host().get(url).content.decode()


@pytest.mark.parametrize(
    ("name", "more", "closes"),
    [("run_round", [1, "close"], is_open), ("conversation_state", ["close"], lambda talk: talk.is_open)],
)
def test_a_page_from_before_is_answered_with_the_warning_and_a_way_on(name, more, closes):
    talk = talk_of(1)
    url = reverse(name, args=[talk.slug, *more])
    refused = host().post(url)
    assert refused.status_code == 409
    text = refused.content.decode()
    assert WARNING in text.lower()
    assert 'name="is_sure" value="1"' in text
    talk.refresh_from_db()
    assert closes(talk)
    assert host().post(url, {"is_sure": "1"}).status_code == 302
    talk.refresh_from_db()
    assert not closes(talk)
