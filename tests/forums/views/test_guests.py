from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from forums.models import LiveSession, Participant, Question, Vote
from forums.views.guests import SALT, cookie_name
from tests.factories import amina, ask, ben, join, make_engagement, make_session
from tests.forums.views.attending import AS_GUEST, joining, page_of, to
from tests.pages import Page

pytestmark = pytest.mark.django_db


def come_in(client: Client, session: LiveSession) -> Participant:
    """Join as the guest Sipho, by the page's own form."""
    client.post(
        reverse("join_session", args=[session.slug]),
        {"guest_name": "Sipho", "shown_as": "name", "take_part": "on"},
    )
    return Participant.objects.get(session=session, guest_name="Sipho")


def has_joined(client: Client, session: LiveSession) -> bool:
    return client.get(reverse("live_ticket", args=[session.slug])).json()["joined"]


def act(client: Client, question: Question, verb: str) -> int:
    path = reverse("question_act", args=[question.session.slug, question.public_id, verb])
    return client.post(path, {"client_id": uuid4()}).status_code


def test_a_guest_stays_joined_in_this_browser_only(client):
    session = make_session()
    come_in(client, session)
    assert (has_joined(client, session), has_joined(Client(), session)) == (True, False)


@pytest.mark.parametrize("tamper", ["another's key", "not signed", "garbage", "empty"])
def test_a_cookie_that_we_did_not_sign_is_nobody(client, tamper):
    session = make_session()
    guest = come_in(client, session)
    name = cookie_name(session)
    honest = client.cookies[name].value
    client.cookies[name] = {
        "another's key": honest.replace(str(guest.guest_key), str(join(session).guest_key)),
        "not signed": str(guest.guest_key),
        "garbage": "::::\x7f",
        "empty": "",
    }[tamper]
    assert not has_joined(client, session)
    assert "guest_name" in Page(client.get(page_of(session))).boxes
    path = reverse("ask_question", args=[session.slug])
    assert client.post(path, {"text": "Who keeps the lights on?"}).status_code == 403
    client.cookies[name] = honest
    assert has_joined(client, session)


def test_a_cookie_of_one_session_is_nobody_in_another(client):
    session, other = make_session(), make_session(make_engagement("another"), title="Another")
    guest = come_in(client, session)
    signer = signing.get_cookie_signer(salt=cookie_name(other) + SALT)
    client.cookies[cookie_name(other)] = signer.sign(str(guest.guest_key))
    assert not has_joined(client, other)
    client.cookies[cookie_name(other)] = client.cookies[cookie_name(session)].value
    assert not has_joined(client, other)


def test_a_guest_who_logs_in_becomes_the_member(client):
    session = make_session()
    guest = come_in(client, session)
    own, other = ask(guest), ask(join(session, amina()), "Who pays?")
    act(client, other, "vote")
    client.force_login(ben())
    page = Page(client.get(page_of(session)))
    assert "You take part as Ben Jacobs." in page.text
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.asker.user, own.room_name) == (ben(), "Ben Jacobs")
    assert [vote.voter.user for vote in Vote.objects.all()] == [ben()]
    assert not Participant.objects.filter(pk=guest.pk).exists()
    assert act(client, own, "withdraw") == 302


def test_a_vote_cast_as_guest_and_as_member_counts_once(client):
    session = make_session()
    question = ask(join(session, amina()))
    come_in(client, session)
    act(client, question, "vote")
    client.force_login(ben())
    client.get(page_of(session))
    act(client, question, "vote")
    question.refresh_from_db()
    assert question.vote_count == Vote.objects.count() == 1


def test_who_logs_in_and_out_again_is_no_guest_any_more(client):
    session = make_session()
    come_in(client, session)
    cookie = client.cookies[cookie_name(session)].value
    client.force_login(ben())
    client.get(page_of(session))
    client.logout()
    client.cookies[cookie_name(session)] = cookie
    assert not has_joined(client, session)


# Votes that do not count ---------------------------------------------------------------------------
def test_where_only_members_votes_count_a_guest_is_told_and_sees_their_own(client, session):
    LiveSession.objects.update(votes_by_members_only=True)
    question = ask(join(session, ben()))
    client.post(joining(session), AS_GUEST)
    client.post(to(question, "vote"))
    question.refresh_from_db()
    assert (question.vote_count, question.votes.count()) == (0, 1)
    response = client.get(page_of(session))
    assert "they count once you log in" in Page(response).text
    assert 'aria-pressed="true"' in response.content.decode().split("<template data-question")[0]


def test_guests_who_come_at_once_from_one_address_are_seen_by_the_join_page(client, session):
    path = joining(session)
    for number in range(101):
        Client(REMOTE_ADDR="196.25.1.9").post(path, {**AS_GUEST, "guest_name": f"Guest {number}"})
    burst = session.bursts.get()
    assert burst.size == 101
    client.force_login(amina())
    desk = reverse("desk", args=[session.slug])
    assert "101 guests" in Page(client.get(desk)).text
    client.post(reverse("burst_act", args=[session.slug, burst.pk, "let-count"]))
    assert "Their votes count" in Page(client.get(desk)).text
    burst.refresh_from_db()
    assert burst.counts


def test_behind_a_proxy_the_address_is_the_last_that_it_wrote(client, session, settings):
    settings.BEHIND_PROXY = True
    path = joining(session)
    for number in range(3):
        forwarded = f"10.0.0.{number}, 196.25.1.9"
        Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": forwarded}).post(
            path, {**AS_GUEST, "guest_name": f"Guest {number}"}
        )
    keys = set(Participant.objects.values_list("address_key", flat=True))
    assert len(keys) == 1
    assert keys != {""}
