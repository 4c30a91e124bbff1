"""Whoever closes their account leaves no name in conversations, sessions and what was made of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from exchange.people.actions.closing import close_account
from exchange.people.models import Consent, User
from forums.actions.consents import agree
from forums.actions.consents.silence import end_waiting
from forums.models import (
    Citation,
    ConsentState,
    ConversationParticipant,
    Participant,
    Post,
    PostKind,
    Question,
    Quotation,
    Silence,
    Terms,
)
from tests.factories import NOW, administrator, make_member
from tests.factories.conversations import come, first_round, give, make_talk
from tests.forums.chatham_house import NAMES, ORGANISATIONS, addresses, answered, identities_of, tell
from tests.forums.consenting import asked
from tests.forums.elsewhere import bring_in, vtt

pytestmark = pytest.mark.django_db


def test_a_name_goes_from_every_page_file_feed_and_index():
    told = tell(Terms.ATTRIBUTED)
    gone, others = told.people[0], told.people[1:]
    mine = identities_of(gone)
    quiet = identities_of(others[0]) | identities_of(others[1])
    urls = list(addresses(told))
    before = {url for url in urls if any(one in answered(Client(), url).casefold() for one in mine - quiet)}
    assert f"/conversations/{told.talk.slug}/" in before
    assert f"/learning/{told.summary.learning.slug}.docx" in before
    close_account(user=gone, now=NOW)
    assert not User.objects.filter(pk=gone.pk).exists()
    names = {NAMES[0].casefold(), ORGANISATIONS[0].casefold()}
    still = {url for url in before if any(one in answered(Client(), url).casefold() for one in names)}
    assert still == set()
    page = answered(Client(), f"/conversations/{told.talk.slug}/")
    assert "A former participant" in page
    assert NAMES[1] in page


def test_a_seat_keeps_nothing_of_who_sat_there():
    talk = make_talk()
    person = make_member("Themba Nkosi")
    seat = come(talk, person, affiliation="Kasi Watch", role="Warden", municipality_code="NMA")
    give(first_round(talk), seat, "We light it.")
    close_account(user=person, now=NOW)
    row = ConversationParticipant.objects.values().get(pk=seat.pk)
    kept = [
        row[name] for name in ("user_id", "affiliation", "role", "municipality_code", "voices", "link_nonce")
    ]
    assert kept == [None, "", "", "", [], ""]
    assert (row["name"], row["left_at"]) == ("A former participant", NOW)
    assert Post.objects.get(kind=PostKind.CONTRIBUTION).byline == "A former participant"


def test_others_of_the_same_role_keep_their_line():
    talk = make_talk(terms=Terms.ROLE)
    person = make_member("Themba Nkosi")
    seats = [come(talk, person, role="Warden"), come(talk, make_member("Naledi Botha"), role="Warden")]
    for seat in seats:
        give(first_round(talk), seat, f"From {seat.pk}.")
    close_account(user=person, now=NOW)
    lines = (
        Post.objects.filter(kind=PostKind.CONTRIBUTION).order_by("number").values_list("byline", flat=True)
    )
    assert list(lines) == ["A former participant", "Warden"]


def test_a_voice_of_a_transcript_is_a_number_again():
    talk = make_talk()
    person = make_member("Themba Nkosi")
    bring_in(talk, {"Themba": come(talk, person)}, vtt([("Themba", "We light it."), ("Pieter", "So do we.")]))
    close_account(user=person, now=NOW)
    said = Post.objects.filter(kind=PostKind.SPEECH).order_by("number").values_list("byline", flat=True)
    assert [line for line in said if "Themba" in line] == []


@pytest.mark.parametrize("terms", [Terms.ATTRIBUTED, Terms.ROLE])
def test_what_waits_for_their_answer_is_a_no_even_where_silence_agrees(terms):
    person = make_member("Themba Nkosi")
    asking = asked(person, silence=Silence.AGREES, terms=terms)
    close_account(user=person, now=NOW)
    assert asking.request.state == ConsentState.DECLINED
    assert not Citation.objects.exists()
    end_waiting(now=NOW + timedelta(days=99))
    assert asking.request.state == ConsentState.DECLINED


def test_what_they_agreed_to_stays_agreed():
    person = make_member("Themba Nkosi")
    asking = asked(person)
    agree(request=asking.request, now=NOW)
    close_account(user=person, now=NOW)
    assert asking.request.state == ConsentState.AGREED


def test_an_administrator_closes_the_account_of_somebody_who_asked_in_a_session():
    told = tell(Terms.ATTRIBUTED)
    client = Client()
    client.force_login(administrator())
    gone = told.people[0]
    url = reverse("admin:people_user_delete", args=[gone.pk])
    assert "would require deleting the following protected" not in client.get(url).content.decode()
    assert client.post(url, {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=gone.pk).exists()
    assert Question.objects.filter(asker__user=None, session=told.session).exists()
    assert Participant.objects.filter(session=told.session).count() == 4
    assert not Quotation.objects.filter(attribution__contains=NAMES[0]).exists()
    assert Consent.objects.filter(setting=f"live:{told.session.slug}", user=None).exists()
