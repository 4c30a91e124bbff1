"""Votes that come by the socket: each counts once, and each is answered after its commit."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from exchange.live.consumer import NOT_A_COMMAND
from forums.actions.live.desk import hide_question
from forums.actions.live.votes import cast_vote
from forums.live.groups import Audience
from forums.live.payloads import listener_key, participant_of_key
from forums.models import LiveEvent, Participant, Question, Vote
from tests.factories import amina, ask, ben, close, join, make_engagement, make_session
from tests.forums.live.pages import Page
from tests.forums.live.sockets import Socket, connected, do, head_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def ben_here(session):
    return join(session, ben())


@pytest.fixture
def question(session):
    return ask(join(session, guest_name="Sipho"), is_let_through=True)


async def answer_to(socket: Socket, **command: Any) -> dict[str, Any]:
    """What comes back for a command; frames of the room on the way are heard as a page hears them."""
    await socket.say(**command)
    while True:
        frame = json.loads(await socket.wire.receive_from(15))
        if frame["type"] in {"voted", "refused", "error"}:
            return frame
        socket.page.hear(frame)


def vote_for(question: Question, *, on: bool = True, client_id: Any = None) -> dict[str, Any]:
    return {
        "command": "vote",
        "question": question.public_id,
        "on": on,
        "client_id": str(client_id or uuid4()),
    }


async def test_a_vote_is_cast_and_taken_back(session, question, ben_here):
    async with connected(session, participant=ben_here) as socket:
        command = vote_for(question)
        head = await do(head_of, session)
        assert await answer_to(socket, **command) == {
            "type": "voted",
            "client_id": command["client_id"],
            "id": question.public_id,
            "votes": 1,
            "on": True,
            "seq": head + 1,
        }
        await socket.until(head + 1)
        assert socket.page.state["questions"][question.public_id]["votes"] == 1
        assert (await answer_to(socket, **vote_for(question, on=False)))["votes"] == 0
    assert not await do(Vote.objects.exists)


async def test_sent_again_it_counts_once_and_is_answered_as_the_first_was(session, question, ben_here):
    command = vote_for(question)
    async with connected(session, participant=ben_here) as socket:
        assert [(await answer_to(socket, **command))["votes"] for _time in range(3)] == [1, 1, 1]
    assert await do(Vote.objects.count) == 1


async def test_the_form_and_the_socket_count_a_client_id_once(session, question, ben_here):
    client_id = uuid4()
    await do(cast_vote, question=question, voter=ben_here, client_id=client_id)
    async with connected(session, participant=ben_here) as socket:
        assert (await answer_to(socket, **vote_for(question, client_id=client_id)))["votes"] == 1


async def test_votes_that_come_together_are_one_event(session, question):
    people = await do(lambda: [join(session, guest_name=f"Guest {number}") for number in range(5)])
    before = await do(LiveEvent.objects.count)
    sockets = [connected(session, participant=person) for person in people]
    opened = [await socket.__aenter__() for socket in sockets]
    answers = await asyncio.gather(*[answer_to(socket, **vote_for(question)) for socket in opened])
    for socket in sockets:
        await socket.__aexit__(None, None, None)
    assert {answer["votes"] for answer in answers} == {5}
    assert await do(LiveEvent.objects.count) == before + 1


async def test_what_cannot_be_voted_for_is_refused_in_words(session, question, ben_here):
    async with connected(session, participant=ben_here) as socket:
        assert (await answer_to(socket, command="vote", question="nowhere", on=True, client_id=str(uuid4())))[
            "words"
        ] == "This question is no longer open for votes."
        await do(hide_question, question=question, by=await do(amina))
        assert (await answer_to(socket, **vote_for(question)))["type"] == "refused"
        await do(close, session)
        answer = await answer_to(socket, **vote_for(question))
        assert answer["words"].startswith("This session has closed.")


async def test_a_question_of_another_session_is_not_there(question, ben_here):
    other = await do(lambda: make_session(make_engagement("another")))
    person = await do(join, other, guest_name="Zola")
    async with connected(other, participant=person) as socket:
        assert (await answer_to(socket, **vote_for(question)))["type"] == "refused"
    assert not await do(Vote.objects.exists)


async def test_who_was_blocked_is_told_so(session, question, ben_here):
    await do(Participant.objects.filter(pk=ben_here.pk).update, blocked_at=timezone.now())
    async with connected(session, participant=ben_here) as socket:
        answer = await answer_to(socket, **vote_for(question))
        assert answer["words"].startswith("A facilitator has taken you out")


async def test_too_many_votes_at_once_are_told_to_wait(session, question, ben_here):
    async with connected(session, participant=ben_here) as socket:
        answers = [await answer_to(socket, **vote_for(question, on=bool(turn % 2))) for turn in range(40)]
    assert {answer.get("code") for answer in answers} == {None, "too_often"}


@pytest.mark.parametrize("audience", [Audience.FACILITATORS, Audience.SCREENS])
async def test_only_attendees_vote(session, question, audience):
    async with connected(session, audience, page=Page(audience)) as socket:
        await socket.say(**vote_for(question))
        assert await socket.closed_with() == NOT_A_COMMAND


@pytest.mark.parametrize(
    "wrong", [{"on": "yes"}, {"question": 7}, {"client_id": "x"}, {"client_id": None}, {"question": None}]
)
async def test_half_a_ballot_is_none(session, question, ben_here, wrong):
    async with connected(session, participant=ben_here) as socket:
        await socket.say(**{**vote_for(question), **wrong})
        assert await socket.closed_with() == NOT_A_COMMAND


def test_a_key_leads_back_to_its_participant(ben_here):
    assert (participant_of_key(listener_key(ben_here)), participant_of_key("")) == (ben_here.pk, None)
