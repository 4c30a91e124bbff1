"""The lobby: what is seen and can be done before a session opens."""

import pytest

from forums.models import LiveSession, Question
from tests.factories import ben, join, make_engagement, make_session
from tests.forums.views.attending import AS_GUEST, asking, joining, page_of
from tests.pages import Page

pytestmark = pytest.mark.django_db

LIGHTS = "Who keeps the street lights on at the taxi rank?"


def scheduled(**settings) -> LiveSession:
    session = make_session(is_open=False)
    LiveSession.objects.filter(pk=session.pk).update(**settings)
    session.refresh_from_db()
    return session


def test_the_lobby_says_when_it_begins_before_and_after_joining(client):
    session = scheduled()
    for joined in (False, True):
        if joined:
            client.post(joining(session), AS_GUEST)
        html = client.get(page_of(session)).content.decode()
        assert 'datetime="2027-09-15T10:00:00Z">Wednesday 15 September 2027, 12:00</time>' in html
        assert 'data-to="2027-09-15T10:00:00Z"' in html
    assert "text" in Page(client.get(page_of(session))).boxes


def test_a_question_sent_early_is_seen_by_its_asker_and_waits(client):
    session = scheduled()
    client.force_login(ben())
    join(session, ben())
    client.post(asking(session), {"text": LIGHTS})
    assert Question.objects.get().state == "waiting"
    assert "Only you see this: it waits for the facilitator" in Page(client.get(page_of(session))).text


def test_where_no_early_questions_are_taken_the_lobby_reloads_without_script(client):
    session = scheduled(takes_early_questions=False)
    client.force_login(ben())
    join(session, ben())
    page = client.get(page_of(session))
    assert '<noscript><meta http-equiv="refresh"' in page.content.decode()
    assert "text" not in Page(page).boxes
    LiveSession.objects.update(takes_early_questions=True)
    assert "http-equiv" not in client.get(page_of(session)).content.decode()


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("https://us02web.zoom.us/j/123", "Zoom"),
        ("https://teams.microsoft.com/l/meetup-join/1", "Microsoft Teams"),
        ("https://meet.jit.si/room", "Jitsi"),
        ("https://jitsi.uct.example/room", "Jitsi"),
        ("https://meet.example/room", "the meeting"),
        ("https://zoom.us.evil.example/room", "the meeting"),
    ],
)
def test_the_meeting_services_own_link_stands_beside_it(bens, session, url, service):
    LiveSession.objects.update(meeting_url=url)
    assert Page(bens.get(page_of(session))).links[url] == f"See and hear it: {service}"


def test_without_a_link_of_its_own_a_session_has_its_engagements(client):
    engagement = make_engagement()
    engagement.join_url = "https://zoom.us/j/9"
    engagement.save()
    session = make_session(engagement)
    assert "https://zoom.us/j/9" not in Page(client.get(page_of(session))).links
    join(session, ben())
    client.force_login(ben())
    assert "https://zoom.us/j/9" in Page(client.get(page_of(session))).links
