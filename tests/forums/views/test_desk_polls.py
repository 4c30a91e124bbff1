"""Polls at the desk, with and without JavaScript."""

import pytest
from django.urls import reverse

from forums.actions.live.polls import PollWords, show_results, words_of
from forums.models import Poll, PollKind, PollState, Wording
from tests.factories import amina, ben, join, make_poll, reply
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db

TYPED = {"kind": "single", "title": "What comes first?", "options": "Lights\r\nPatrols", "most_choices": "2"}


@pytest.fixture
def aminas(client):
    client.force_login(amina())
    return client


def desk_of(session) -> str:
    return reverse("desk", args=[session.slug])


def to(poll: Poll, verb: str) -> str:
    return reverse("poll_act", args=[poll.session.slug, poll.public_id, verb])


def test_a_poll_is_prepared_from_the_form(aminas, session):
    response = aminas.post(reverse("prepare_poll", args=[session.slug]), TYPED)
    poll = Poll.objects.get()
    assert response.url == f"{desk_of(session)}#poll-{poll.public_id}"
    assert words_of(poll) == PollWords(PollKind.SINGLE, "What comes first?", ["Lights", "Patrols"])
    assert "What comes first?" in Page(aminas.get(desk_of(session))).text


@pytest.mark.parametrize(("template", "kind"), [("sure", PollKind.RATING), ("try", PollKind.SINGLE)])
def test_a_poll_is_prepared_from_a_template(aminas, session, template, kind):
    aminas.post(reverse("prepare_poll", args=[session.slug]), {"template": template})
    poll = Poll.objects.get()
    assert (poll.kind, poll.state, poll.title != "") == (kind, PollState.DRAFT, True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"options": "Lights"}, "Please give at least two different options, one on each line."),
        ({"title": ""}, "Please write what you ask."),
    ],
)
def test_what_is_refused_comes_back_with_the_desk(aminas, session, change, words):
    response = aminas.post(reverse("prepare_poll", args=[session.slug]), TYPED | change)
    page = Page(response)
    assert (response.status_code, words in page.alerts) == (400, True)
    assert (TYPED | change)["options"].replace("\r\n", "\n") in [
        box.replace("\r\n", "\n") for box in page.boxes["options"]
    ]
    assert not Poll.objects.exists()
    told = aminas.post(reverse("prepare_poll", args=[session.slug]), TYPED | change, headers=JSON)
    assert (told.status_code, told.json()["error"]) == (400, words)


def test_a_draft_is_edited_on_a_page_of_its_own(aminas, session):
    poll = make_poll(session, is_open=False)
    address = reverse("edit_poll", args=[session.slug, poll.public_id])
    assert Page(aminas.get(address)).boxes["title"] == ["What comes first?"]
    refused = aminas.post(address, TYPED | {"title": "Other?", "options": ""})
    assert (refused.status_code, Page(refused).boxes["title"]) == (400, ["Other?"])
    aminas.post(address, TYPED | {"title": "Other?"})
    assert [row.title for row in Poll.objects.filter(state=PollState.DRAFT)] == ["Other?"]


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("close", PollState.CLOSED),
        ("remove", PollState.REMOVED),
        ("open", PollState.OPEN),
        ("up", PollState.OPEN),
    ],
)
def test_acts_lead_back_to_the_poll(aminas, session, verb, state):
    poll = make_poll(session)
    response = aminas.post(to(poll, verb))
    assert response.url == f"{desk_of(session)}#poll-{poll.public_id}"
    assert Poll.objects.get().state == state


def test_an_act_of_a_script_answers_with_every_poll_as_it_is_now(aminas, session):
    poll = make_poll(session)
    told = aminas.post(to(poll, "copy"), headers=JSON).json()
    assert [row["state"] for row in told["polls"]] == ["open", "draft"]


def test_an_act_that_does_not_fit_is_refused_in_words(aminas, session):
    poll = make_poll(session, is_open=False)
    words = "This poll was not opened yet, so there are no results to show."
    assert aminas.post(to(poll, "show-results"), headers=JSON).json()["error"] == words
    response = aminas.post(to(poll, "show-results"))
    assert (response.status_code, words in Page(response).alerts) == (409, True)


def test_words_are_taken_out_and_put_back(aminas, session):
    poll = make_poll(session, PollKind.WORDS)
    reply(poll, join(session, ben()), "Fear")
    pk = Wording.objects.get().pk
    args = [session.slug, poll.public_id, pk]
    aminas.post(reverse("wording_act", args=[*args, "take-out"]))
    assert Poll.objects.get().hidden_wordings == [pk]
    assert "Put back : Fear" in Page(aminas.get(desk_of(session))).text.replace("back:", "back :")
    aminas.post(reverse("wording_act", args=[*args, "put-back"]))
    assert Poll.objects.get().hidden_wordings == []


def test_another_polls_wording_is_not_there(aminas, session):
    poll, other = make_poll(session, PollKind.WORDS), make_poll(session, PollKind.WORDS)
    reply(poll, join(session, ben()), "Fear")
    address = reverse(
        "wording_act", args=[session.slug, other.public_id, Wording.objects.get().pk, "take-out"]
    )
    assert aminas.post(address).status_code == 404


def test_the_desk_offers_what_fits(aminas, session):
    make_poll(session, is_open=False)
    show_results(poll=make_poll(session), by=amina())
    html = aminas.get(desk_of(session)).content.decode().split("<template data-poll>")[0]
    offered = [
        verb
        for verb in ("open", "close", "show-results", "hide-results")
        for piece in html.split(f'data-poll-act="{verb}"')[1:]
        if not piece.split(">")[0].endswith("hidden")
    ]
    assert offered == ["open", "close", "hide-results"]


def test_the_desk_costs_no_more_for_more_polls(aminas, session):
    def add() -> None:
        for kind in (PollKind.SINGLE, PollKind.RATING, PollKind.RANKING):
            make_poll(session, kind)

    add()
    cost = queries_of(aminas, desk_of(session))
    add()
    assert queries_of(aminas, desk_of(session)) == cost
