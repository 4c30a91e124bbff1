"""Where one finds the live sessions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forums.models import LiveSession
from tests.factories import amina, ask, ben, close, join, make_case_study, make_session
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case_study():
    return make_case_study()


def planned(case_study, title, *, hours, **options):
    session = make_session(case_study, is_open=False, title=title, **options)
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now() + timedelta(hours=hours))
    return session


def lists_of(client):
    lists = client.get(reverse("live_sessions")).context["lists"]
    return tuple([session.title for session in part] for part in (lists.open, lists.coming, lists.past))


def test_sessions_are_open_coming_or_past(client, case_study):
    planned(case_study, "In a week", hours=168)
    planned(case_study, "Tomorrow", hours=24)
    planned(case_study, "Never opened", hours=-48)
    make_session(case_study, title="Open")
    close(make_session(case_study, title="Past"))
    assert lists_of(client) == (["Open"], ["Tomorrow", "In a week"], ["Past"])


def test_what_became_of_a_session_is_one_press_away(client, case_study):
    session = make_session(case_study, title="Past")
    ask(join(session, ben()))
    close(session)
    page = client.get(reverse("live_sessions"))
    (thread,) = session.threads.all()
    assert reverse("thread", args=[thread.pk, thread.slug]) in page.content.decode()


def test_rehearsals_are_in_no_list_feed_or_calendar(client, case_study):
    planned(case_study, "Secret try-out", hours=24, is_rehearsal=True)
    make_session(case_study, title="Secret open", is_rehearsal=True)
    client.force_login(amina())
    subject = reverse("case_study", args=[case_study.slug])
    places = [reverse(name) for name in ("live_sessions", "live_sessions_calendar", "feed_live_sessions")]
    for place in [*places, reverse("home"), subject, reverse("search") + "?q=Secret"]:
        answer = client.get(place)
        assert (place, answer.status_code) == (place, 200)
        assert ("Secret try-out" in answer.content.decode(), "Secret open" in answer.content.decode()) == (
            False,
            False,
        ), place


def test_a_rehearsal_is_reached_by_its_code(client, case_study):
    session = make_session(case_study, is_rehearsal=True)
    assert client.get(reverse("join_code") + f"?code={session.code}").status_code == 302


def test_sessions_to_come_are_in_the_calendar_and_the_feed_without_the_meetings_link(client, case_study):
    session = planned(case_study, "Tomorrow", hours=24, meeting_url="https://meet.example/secret")
    make_session(case_study, title="Open")
    calendar = client.get(reverse("live_sessions_calendar"))
    assert calendar["Content-Type"] == "text/calendar; charset=utf-8"
    text = calendar.content.decode()
    assert (text.count("BEGIN:VEVENT"), "Tomorrow" in text, "meet.example" in text) == (1, True, False)
    feed = client.get(reverse("feed_live_sessions")).content.decode()
    assert (session.slug in feed, "Open" in feed, "meet.example" in feed) == (True, True, False)


def test_without_sessions_the_page_says_so(client):
    assert "No live session is planned." in Page(client.get(reverse("live_sessions"))).text


def test_the_list_costs_the_same_with_one_session_and_with_three(client, case_study):
    def past(title):
        session = make_session(case_study, title=title)
        ask(join(session, ben()))
        close(session)

    past("One")
    cost = queries_of(client, reverse("live_sessions"))
    past("Two"), past("Three")
    planned(case_study, "Coming", hours=24)
    assert queries_of(client, reverse("live_sessions")) == cost
