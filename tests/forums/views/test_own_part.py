"""One's own part in a session: said at joining, changed later, taken up again elsewhere."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from exchange.people.actions.consents import standing_consents
from forums.actions.live.participants import setting_of
from forums.models import LiveSession, Participant, ParticipantContact, Question
from tests.factories import amina, ask, ben, close, join, make_engagement, make_municipality, make_session
from tests.factories.people import consents
from tests.forums.views.attending import AS_GUEST, joining, page_of, texts
from tests.pages import Page

pytestmark = pytest.mark.django_db


# Joining --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("anonymity", "words"), [("nobody", "nobody is shown who you are"), ("facilitator", "you answer to them")]
)
def test_what_anonymous_means_is_said_at_joining(client, session, anonymity, words):
    LiveSession.objects.update(anonymity=anonymity)
    assert words in Page(client.get(page_of(session))).text


def test_an_anonymous_asker_is_told_to_facilitators_only_where_the_session_says_so(bens, session):
    question = ask(join(session, ben(), is_anonymous=True))
    for anonymity, is_told in (("nobody", False), ("facilitator", True)):
        LiveSession.objects.update(anonymity=anonymity)
        client = Client()
        client.force_login(amina())
        assert ("Ben Jacobs" in Page(client.get(reverse("desk", args=[session.slug]))).text) == is_told
        assert "Ben Jacobs" not in texts(bens, session)[0]
    assert question.room_name == ""


@pytest.mark.parametrize("typed", ["Mbali Bay, Eastern Cape", "mbali", "MBL"])
def test_a_guest_says_their_municipality_by_name(client, session, typed):
    place = make_municipality()
    typed = place.code if typed == "MBL" else typed
    client.post(joining(session), {**AS_GUEST, "municipality": typed})
    assert Participant.objects.get().municipality_code == place.code


def test_a_municipality_that_nobody_knows_is_refused_and_stays_typed(client, session):
    make_municipality()
    response = client.post(joining(session), {**AS_GUEST, "municipality": "Atlantis"})
    assert (response.status_code, Page(response).boxes["municipality"]) == (400, ["Atlantis"])


def test_the_municipality_stands_beside_a_name_and_never_beside_none(bens, session):
    place = make_municipality()
    here = join(session, ben())
    Participant.objects.filter(pk=here.pk).update(municipality_code=place.code)
    ask(here, "By name.")
    assert str(place) in Page(bens.get(page_of(session))).text
    Question.objects.update(is_anonymous=True)
    assert str(place) not in Page(bens.get(page_of(session))).text


# Later ----------------------------------------------------------------------------------------------
def own_part(session: LiveSession) -> str:
    return reverse("your_part", args=[session.slug])


def test_what_was_said_at_joining_can_be_changed_later(client, session):
    client.post(joining(session), AS_GUEST)
    guest = Participant.objects.get()
    assert Page(client.get(own_part(session))).boxes["guest_name"] == ["Sipho"]
    ask(guest)
    changed = {"guest_name": "Sipho Nkosi", "shown_as": "anonymous", "take_part": "on", "be_recorded": "on"}
    response = client.post(own_part(session), changed)
    assert response["Location"] == page_of(session)
    guest.refresh_from_db()
    assert (guest.is_anonymous, guest.may_be_quoted, guest.guest_name) == (True, False, "Sipho Nkosi")
    standing = standing_consents(setting=setting_of(session), guest_key=guest.guest_key)
    assert standing == {**consents(be_quoted=False, be_named=False), "be_recorded": True}
    assert session.events.order_by("seq").last().kind == "asker_changed"


def test_a_change_that_is_refused_stays_typed(client, session):
    client.post(joining(session), AS_GUEST)
    response = client.post(own_part(session), {**AS_GUEST, "guest_name": "Zola", "take_part": ""})
    assert (response.status_code, Page(response).boxes["guest_name"]) == (400, ["Zola"])


def test_a_name_that_is_taken_back_leaves_the_posts_of_a_closed_session(client, session):
    client.force_login(ben())
    join(session, ben())
    question = ask(join(session, ben()))
    close(session)
    question.refresh_from_db()
    assert question.post.byline.startswith("Ben Jacobs")
    client.post(own_part(session), {"shown_as": "name", "take_part": "on"})
    question.post.refresh_from_db()
    assert question.post.byline == "Asked anonymously"


def test_a_guest_comes_back_by_their_own_link_as_the_same_guest(client, session):
    client.post(joining(session), AS_GUEST)
    ask(Participant.objects.get())
    link = re.search(r"/live/[\w-]+/back/[^<\s]+/", client.get(own_part(session)).content.decode()).group()
    elsewhere = Client()
    assert "guest_name" in Page(elsewhere.get(page_of(session))).boxes
    assert elsewhere.get(link)["Location"] == page_of(session)
    assert "You take part as Sipho." in Page(elsewhere.get(page_of(session))).text
    assert session.participants.count() == 1


def test_a_link_back_that_we_did_not_sign_leads_to_the_way_in(client, session):
    guest, other = join(session), make_session(make_engagement("another"))
    client.post(joining(other), AS_GUEST)
    foreign = re.search(r"/back/([^<\s]+)/", client.get(own_part(other)).content.decode()).group(1)
    for token in (str(guest.guest_key), f"{guest.guest_key}:x", "x", foreign):
        page = Page(Client().get(reverse("come_back", args=[session.slug, token]), follow=True))
        assert "guest_name" in page.boxes


def test_an_address_is_kept_apart_and_shown_nowhere(client, session):
    client.post(joining(session), {**AS_GUEST, "email": "sipho@mail.example"})
    assert ParticipantContact.objects.get().email == "sipho@mail.example"
    for path in (page_of(session), own_part(session)):
        assert "sipho@mail.example" not in client.get(path).content.decode()
    client.post(own_part(session), {**AS_GUEST, "forget_email": "on"})
    assert not ParticipantContact.objects.exists()


def test_an_address_stays_where_nothing_is_said_of_it(client, session):
    client.post(joining(session), {**AS_GUEST, "email": "sipho@mail.example"})
    client.post(own_part(session), AS_GUEST)
    assert ParticipantContact.objects.exists()
