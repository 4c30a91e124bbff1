"""Answering polls on the session's page: what it shows of them, with and without JavaScript."""

import pytest
from django.urls import reverse

from forums.actions.live.polls import close_poll, remove_poll, show_results
from forums.models import LiveSession, Poll, PollAnswer, PollKind
from tests.factories import amina, ben, chloe, close, join, make_poll, make_session, reply
from tests.forums.views.attending import page_of
from tests.pages import BROKEN, JSON, Page, queries_of, send_broken

pytestmark = pytest.mark.django_db


def answering(poll: Poll) -> str:
    return reverse("answer_poll", args=[poll.session.slug, poll.public_id])


def pks(poll: Poll) -> list[str]:
    return [str(option.pk) for option in poll.options.all()]


def kept() -> list[tuple[list[str], int | None, str]]:
    return [
        ([choice.option.text for choice in answer.choices.all()], answer.rating, answer.text)
        for answer in PollAnswer.objects.order_by("pk")
    ]


def sent(poll: Poll, *places: int) -> dict[str, str]:
    return {f"place_{pk}": str(place) for pk, place in zip(pks(poll), places, strict=True)}


# Answering ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "data", "answer"),
    [
        (PollKind.SINGLE, lambda poll: {"choice": pks(poll)[1]}, (["Patrols"], None, "")),
        (PollKind.MULTIPLE, lambda poll: {"choice": pks(poll)[:2]}, (["Lights", "Patrols"], None, "")),
        (PollKind.RATING, lambda poll: {"rating": "4"}, ([], 4, "")),
        (PollKind.RANKING, lambda poll: sent(poll, 3, 1, 2), (["Patrols", "Clean-ups", "Lights"], None, "")),
        (PollKind.WORDS, lambda poll: {"text": "Hope"}, ([], None, "Hope")),
        (PollKind.TEXT, lambda poll: {"text": "More light."}, ([], None, "More light.")),
    ],
)
def test_an_answer_is_kept_and_leads_back_to_its_poll(bens, session, kind, data, answer):
    poll = make_poll(session, kind, most_choices=2)
    response = bens.post(answering(poll), data(poll))
    assert (response.status_code, response.url) == (302, f"{page_of(session)}#poll-{poll.public_id}")
    assert kept() == [answer]
    text = Page(bens.get(page_of(session))).text
    assert "You have answered" in text
    assert "Change my answer" in text


def test_a_script_gets_json(bens, session):
    poll = make_poll(session)
    response = bens.post(answering(poll), {"choice": pks(poll)[0]}, headers=JSON)
    assert response.json() == {"done": True, "id": poll.public_id}
    refused = bens.post(answering(poll), {}, headers=JSON)
    assert (refused.status_code, refused.json()["error"]) == (
        400,
        "Please choose or write your answer first.",
    )


@pytest.mark.parametrize(
    ("kind", "data", "words", "typed"),
    [
        (PollKind.SINGLE, {}, "Please choose or write your answer first.", {}),
        (
            PollKind.RATING,
            {"rating": "9"},
            "That is none of this poll's options. Please load the page again.",
            {},
        ),
        (
            PollKind.TEXT,
            {"text": "x" * 281},
            "An answer to this poll can have 280 characters; yours has 281.",
            {"text": "x" * 281},
        ),
        (
            PollKind.WORDS,
            {"text": "y" * 41},
            "An answer to this poll can have 40 characters; yours has 41.",
            {"text": "y" * 41},
        ),
    ],
)
def test_what_is_refused_comes_back_with_the_page(bens, session, kind, data, words, typed):
    poll = make_poll(session, kind)
    response = bens.post(answering(poll), data)
    page = Page(response)
    assert (response.status_code, page.alerts) == (400, [words])
    for name, value in typed.items():
        assert value in page.boxes[name]
    assert kept() == []


def test_a_ranking_with_two_of_one_place_comes_back_as_it_was_sent(bens, session):
    poll = make_poll(session, PollKind.RANKING)
    response = bens.post(answering(poll), sent(poll, 1, 1, 3))
    assert Page(response).alerts == ["Please give each option a place of its own, from 1 to 3."]
    assert response.content.decode().count('<option value="1" selected>') == 2


def test_words_that_arrived_broken_are_refused(bens, session):
    poll = make_poll(session, PollKind.TEXT)
    response = send_broken(bens, answering(poll), text="Caf\u00ff")
    assert (response.status_code, Page(response).alerts) == (400, [BROKEN])


def test_a_closed_poll_says_so(bens, session):
    poll = close_poll(poll=make_poll(session), by=amina())
    response = bens.post(answering(poll), {"choice": pks(poll)[0]}, headers=JSON)
    assert response.status_code == 409
    assert response.json()["error"] == "This poll is not open for answers now. Your answer was not counted."


def test_a_draft_and_a_removed_poll_are_not_there(bens, session):
    for poll in (make_poll(session, is_open=False), remove_poll(poll=make_poll(session), by=amina())):
        assert bens.post(answering(poll), {"choice": pks(poll)[0]}).status_code == 404


def test_another_sessions_poll_is_not_there(bens, session):
    poll = make_poll(make_session(subject=session.subject, title="Another"))
    address = reverse("answer_poll", args=[session.slug, poll.public_id])
    assert bens.post(address, {"choice": pks(poll)[0]}).status_code == 404


def test_whoever_has_not_joined_is_led_in_with_what_they_wrote(client, session):
    poll = make_poll(session, PollKind.TEXT)
    response = client.post(answering(poll), {"text": "More light."})
    page = Page(response)
    assert (response.status_code, "take_part" in page.boxes) == (403, True)
    assert "More light." in page.boxes["text"]
    assert client.get(answering(poll)).status_code == 405


# What the page shows ------------------------------------------------------------------------------
def test_ones_own_answer_stands_in_the_form_and_after_closing_in_words(bens, session):
    poll = make_poll(session, PollKind.RANKING)
    reply(poll, session.participants.get(user=ben()), "Clean-ups", "Lights", "Patrols")
    html = bens.get(page_of(session)).content.decode()
    assert [html.count(f'<option value="{place}" selected>') for place in (1, 2, 3)] == [1, 1, 1]
    close_poll(poll=poll, by=amina())
    assert "Your answer: 1. Clean-ups, 2. Lights, 3. Patrols" in Page(bens.get(page_of(session))).text


@pytest.mark.parametrize(
    ("kind", "given", "shown"),
    [
        (PollKind.SINGLE, ("Patrols",), "Patrols 1 100 %"),
        (PollKind.RATING, (4,), "On average 4.0 of 5"),
        (PollKind.RANKING, ("Patrols", "Lights", "Clean-ups"), "Patrols 2 1.0"),
        (PollKind.WORDS, ("Secret",), "Secret 1"),
        (PollKind.TEXT, ("Secret",), "Secret"),
    ],
)
def test_results_are_on_the_page_only_while_they_are_shown(bens, session, kind, given, shown):
    poll = make_poll(session, kind)
    reply(poll, join(session, chloe()), *given)
    html = bens.get(page_of(session)).content.decode()
    assert "1 person has answered" in html
    assert ("Secret" in html, "<table" in html) == (False, False)
    assert shown not in Page(bens.get(page_of(session))).text
    show_results(poll=poll, by=amina())
    assert shown in Page(bens.get(page_of(session))).text


def test_results_stay_on_the_closed_sessions_page(bens, session):
    shown, hidden = make_poll(session, title="Shown?"), make_poll(session, title="Hidden?")
    for poll in (shown, hidden):
        reply(poll, join(session, chloe()), "Patrols")
    show_results(poll=shown, by=amina())
    close(session)
    response = bens.get(page_of(session))
    text = Page(response).text
    assert text.count("Patrols 1 100 %") == 1
    assert "The results are not shown." in text
    html = response.content.decode().split("<template data-poll>")[0]
    assert html.count("data-poll-form hidden>") == html.count("data-poll-form") == 2


def test_what_people_answered_is_text_and_never_markup(bens, session):
    poll = make_poll(session, PollKind.WORDS)
    reply(poll, join(session, chloe()), "<b>Bold</b>")
    show_results(poll=poll, by=amina())
    html = bens.get(page_of(session)).content.decode()
    assert "<b>Bold" not in html
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html


def test_a_guest_is_told_where_only_members_answers_count(client):
    session = make_session()
    LiveSession.objects.update(votes_by_members_only=True)
    make_poll(session)
    client.post(
        reverse("join_session", args=[session.slug]),
        {"guest_name": "Sipho", "shown_as": "name", "take_part": "on"},
    )
    assert "In this session members' answers count." in Page(client.get(page_of(session))).text
    client.force_login(ben())
    join(session, ben())
    assert "In this session members' answers count." not in Page(client.get(page_of(session))).text


def test_the_page_costs_no_more_for_more_polls(bens, session):
    def add() -> None:
        for kind in (PollKind.SINGLE, PollKind.RATING, PollKind.RANKING):
            poll = show_results(poll=make_poll(session, kind), by=amina())
            given = {"single": ("Lights",), "rating": (3,), "ranking": ("Lights", "Patrols", "Clean-ups")}[
                kind
            ]
            reply(poll, session.participants.get(user=ben()), *given)

    add()
    cost = queries_of(bens, page_of(session))
    add()
    assert queries_of(bens, page_of(session)) == cost
