"""Who comes into a live session that is held under Chatham House, and what its pages say to those who do."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from forums import access
from forums.access.conversations import link_of
from forums.models import LiveSession, Participant, Terms
from forums.views.conversations.seats import cookie_name
from tests.factories import amina, ask, ben, chloe, close, join, make_session
from tests.factories.conversations import come, make_talk

pytestmark = pytest.mark.django_db

CONSENT = {"take_part": "on", "client_id": str(uuid4())}


@pytest.fixture
def session() -> LiveSession:
    return make_session(make_talk(terms=Terms.CHATHAM_HOUSE), is_moderated=False)


def inside(session: LiveSession) -> Client:
    """Ben, who was invited to its conversation."""
    come(session.conversation, ben())
    client = Client()
    client.force_login(ben())
    return client


def room(session: LiveSession, name: str = "live_session", **more: object) -> str:
    return reverse(name, kwargs={"slug": session.slug, **more})


def outsiders() -> list[Client]:
    member = Client()
    member.force_login(chloe())
    return [Client(), member]


@pytest.mark.parametrize(
    "name", ["live_session", "live_ticket", "captions", "similar_questions", "your_part"]
)
def test_whoever_is_not_in_its_conversation_does_not_come_in(session, name):
    for client in outsiders():
        response = client.get(room(session, name))
        assert response.status_code == 403
        assert "held under Chatham House" in response.content.decode()


@pytest.mark.parametrize("name", ["join_session", "ask_question"])
def test_whoever_is_not_in_its_conversation_sends_nothing(session, name):
    for client in outsiders():
        assert client.post(room(session, name), {**CONSENT, "text": "Who?"}).status_code == 403
    assert not Participant.objects.filter(session=session).exists()


def test_who_takes_part_in_its_conversation_joins_without_a_name(session):
    client = inside(session)
    page = client.get(room(session)).content.decode()
    assert "You join without a name." in page
    assert [name for name in ("shown_as", "municipality", "be_named") if f'name="{name}"' in page] == []
    assert client.post(room(session, "join_session"), CONSENT).status_code == 302
    assert Participant.objects.get(session=session).room_name == ""
    assert "You take part anonymously." in client.get(room(session)).content.decode()


def test_so_does_somebody_by_the_link_of_the_conversation(session):
    client = Client()
    client.cookies[cookie_name(session.conversation.slug)] = link_of(come(session.conversation))
    assert client.post(room(session, "join_session"), CONSENT).status_code == 302
    assert Participant.objects.get(session=session).guest_name == ""
    assert client.get(room(session)).status_code == 200


def test_the_link_of_a_conversation_is_kept_where_it_is_held_live(session):
    client = Client()
    client.get(reverse("conversation_link", args=[link_of(come(session.conversation))]))
    assert client.cookies[cookie_name(session.conversation.slug)]["path"] == "/"


def test_how_one_takes_part_can_be_changed_without_a_name(session):
    client = inside(session)
    join(session, ben())
    assert client.post(room(session, "your_part"), {"take_part": "on", "be_quoted": "on"}).status_code == 302
    assert Participant.objects.get(session=session).may_be_quoted


def test_a_session_of_another_conversation_is_open_to_everybody():
    session = make_session(make_talk(terms=Terms.ROLE))
    assert Client().get(room(session)).status_code == 200


def test_the_link_of_its_screen_is_good_until_it_closes(session):
    url = f"{room(session, 'screen')}?key={access.screen_key(session)}"
    assert Client().get(url).status_code == 200
    close(session)
    assert Client().get(url).status_code == 404
    assert Client().get(url.replace("screen/", "screen/ticket/")).status_code == 404


def test_no_thread_is_opened_on_one_of_its_questions(session):
    question = ask(join(session, ben()))
    client = inside(session)
    url = reverse("new_thread", args=["question", question.public_id])
    assert client.get(url).status_code == 404


def test_its_desk_asks_for_no_name(session):
    client = Client()
    client.force_login(amina())
    assert 'name="name"' not in client.get(room(session, "desk")).content.decode()
    page = client.get(room(session, "agenda")).content.decode()
    assert "presenter" not in page
    asked = client.post(room(session, "enter_question"), {"text": "Who?", "heard_in": "aloud"})
    assert asked.status_code == 302
