"""The projector's screen: by its signed link, at each stage, and chosen at the desk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.live import tickets
from forums import access
from forums.actions.live.desk import start_answering
from forums.models import LiveSession, Question, ScreenView
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_case_study,
    make_session,
)
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def aminas(client):
    client.force_login(amina())
    return client


def screen_of(session: LiveSession, key: str | None = None, **query: str) -> str:
    query = {"key": access.screen_key(session) if key is None else key, **query}
    return reverse("screen", args=[session.slug], query=query)


def question_of(session: LiveSession, text: str = "Who keeps the lights on?", **options) -> Question:
    return ask(join(session, ben()), text, **options)


def act(session: LiveSession, verb: str) -> str:
    return reverse("screen_act", args=[session.slug, verb])


def shown(page: Page, *words: str) -> list[str]:
    return [word for word in words if word in page.text]


# The link -----------------------------------------------------------------------------------------
def test_the_signed_link_shows_the_screen_without_a_login(client, session):
    assert Page(client.get(screen_of(session))).title.strip() == session.title
    key = access.screen_key(session)
    told = client.get(reverse("screen_ticket", args=[session.slug]), {"key": key}).json()
    assert tickets.check(told["ticket"]) == tickets.Ticket(f"{session.pk}:screens", "")


def test_any_other_key_shows_nothing(client, session):
    other = make_session(make_case_study(), title="Another")
    for key in ("", "x", access.screen_key(other), access.screen_key(session)[:-1], "\x00"):
        for route in ("screen", "screen_ticket"):
            assert client.get(reverse(route, args=[session.slug]), {"key": key}).status_code == 404


def test_a_new_link_made_at_the_desk_leaves_the_old_one_dark(aminas, client, session):
    old = screen_of(session)
    told = aminas.post(act(session, "new-link"), headers=JSON).json()
    session.refresh_from_db()
    assert told["links"]["screen"] == screen_of(session)
    client.logout()
    assert client.get(old).status_code == 404
    assert client.get(screen_of(session)).status_code == 200
    told = client.get(
        reverse("screen_ticket", args=[session.slug]), {"key": access.screen_key(session)}
    ).json()
    assert tickets.check(told["ticket"]).room == f"{session.pk}:screens:{session.screen_nonce}"


# The stages ---------------------------------------------------------------------------------------
def test_the_question_stage_has_the_one_being_answered_and_then_pinned_ones_first(client, session):
    now = start_answering(question=question_of(session, "Now?", is_let_through=True), by=amina(), now=NOW)
    question_of(session, "Waiting?")
    answer(question_of(session, "Answered?", is_let_through=True))
    question_of(session, "Next?", is_let_through=True)
    pinned = question_of(session, "Pinned?", is_let_through=True)
    Question.objects.filter(pk=pinned.pk).update(pinned_at=NOW)
    response = client.get(screen_of(session))
    assert response.context["current"] == now
    assert [question.text for question in response.context["next"]] == ["Pinned?", "Next?"]
    page = Page(response)
    assert shown(page, "Waiting?", "Answered?", session.code) == [session.code]


def test_before_it_opens_there_are_the_time_and_the_way_in(client):
    session = make_session(is_open=False)
    LiveSession.objects.filter(pk=session.pk).update(starts_at=timezone.now() + timedelta(hours=2))
    page = Page(client.get(screen_of(session)))
    assert shown(page, "It begins", session.code, "Ask from your phone") == ["It begins", session.code]


def test_after_it_has_closed_there_is_the_way_to_where_the_talk_goes_on(client, session):
    question_of(session, is_let_through=True)
    close(session)
    session.refresh_from_db()
    thread = session.threads.get()
    page = Page(client.get(screen_of(session)))
    assert shown(page, "The talk goes on", f"/threads/{thread.pk}/", session.code) == [
        "The talk goes on",
        f"/threads/{thread.pk}/",
    ]


def test_without_a_question_the_closed_screen_leads_to_the_sessions_page(client, session):
    close(session)
    page = Page(client.get(screen_of(session)))
    assert shown(page, "Thank you for coming", f"/live/{session.slug}/") == [
        "Thank you for coming",
        f"/live/{session.slug}/",
    ]


@pytest.mark.parametrize("view", ScreenView.values)
def test_each_view_that_the_desk_chooses_is_the_stage(aminas, client, session, view):
    assert (
        aminas.post(act(session, view))["Location"] == reverse("desk", args=[session.slug]) + "#desk-screen"
    )
    response = client.get(screen_of(session))
    assert response.context["stage"] == view


def test_captions_are_on_the_screen_once_the_desk_puts_them_there(aminas, client, session):
    session.captions.create(text="We begin with the rank.", starts_at=NOW, speaker="")
    assert shown(Page(client.get(screen_of(session))), "We begin") == []
    aminas.post(act(session, "captions"))
    assert shown(Page(client.get(screen_of(session))), "We begin") == ["We begin"]


def test_the_screen_reloads_by_itself_where_there_is_no_script(client, session):
    assert '<noscript><meta http-equiv="refresh" content="10">' in client.get(screen_of(session)).text


def test_the_screen_costs_the_same_with_one_question_and_with_three(client, session):
    path = screen_of(session)
    question_of(session, is_let_through=True)
    cost = queries_of(client, path)
    ask(join(session), is_let_through=True)
    ask(join(session, chloe()), is_let_through=True, client_id=uuid4())
    assert queries_of(client, path) == cost


# Who chooses --------------------------------------------------------------------------------------
def test_who_only_has_the_link_chooses_nothing(client, session):
    response = client.post(act(session, "blank"), query_params={"key": access.screen_key(session)})
    assert response.status_code == 403
    session.refresh_from_db()
    assert session.screen_shows == ScreenView.QUESTION


def test_a_view_that_is_none_is_not_there(aminas, session):
    assert aminas.post(act(session, "blank").replace("blank", "cinema")).status_code == 404
