"""Votes on statements at the same moment: one of each voter on each, and none after the close."""

from collections.abc import Callable

import pytest

from forums.actions.conversations.voting import VotesAs, VotingClosed, close_voting
from forums.models import Statement, StatementVote, StatementVoter
from tests.factories import NOW, ben
from tests.factories.conversations import come, make_talk
from tests.factories.statements import draw, guest, put_to_vote, vote
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 8


def in_vote() -> list[Statement]:
    talk = make_talk()
    statements = draw(talk)
    put_to_vote(talk)
    for one in statements:
        one.refresh_from_db()
    return statements


def voting(statement: Statement, by: VotesAs, value: int) -> Callable[[], StatementVote]:
    return lambda: vote(statement, by, value)


def test_one_guest_who_votes_on_a_statement_many_times_at_once_has_one_vote():
    first, *_rest = in_vote()
    somebody = guest()
    cast = at_once(*(voting(first, somebody, value) for value in (1, -1) * (TIMES // 2)))
    assert len({one.pk for one in cast}) == 1
    assert (StatementVote.objects.count(), StatementVoter.objects.count()) == (1, 1)
    assert StatementVote.objects.get().value in {1, -1}


def test_one_guest_who_votes_on_many_statements_at_once_is_one_voter():
    statements = in_vote()[:TIMES]
    somebody = guest()
    at_once(*(voting(one, somebody, 1) for one in statements))
    assert (StatementVote.objects.count(), StatementVoter.objects.count()) == (TIMES, 1)


def test_one_member_at_two_devices_is_one_voter():
    first, *_rest = in_vote()
    seat = come(first.conversation, ben())
    ways = VotesAs(participant=seat), VotesAs(participant=seat, user=seat.user)
    at_once(*(voting(first, by, 1) for by in ways * (TIMES // 2)))
    assert (StatementVote.objects.count(), StatementVoter.objects.count()) == (1, 1)


def test_many_people_at_once_have_a_vote_each():
    first, *_rest = in_vote()
    at_once(*(voting(first, guest(), 1) for _person in range(TIMES)))
    assert list(StatementVote.objects.values_list("value", flat=True)) == [1] * TIMES
    assert StatementVoter.objects.values("number").distinct().count() == TIMES


def test_a_vote_stands_before_the_close_or_is_refused():
    first, *_rest = in_vote()

    def cast() -> bool:
        try:
            vote(first, guest(), 1)
        except VotingClosed:
            return False
        return True

    *counted, _closed = at_once(
        *[cast] * (TIMES - 1), lambda: close_voting(conversation=first.conversation, now=NOW)
    )
    assert StatementVote.objects.count() == sum(counted)
    with pytest.raises(VotingClosed):
        vote(first, guest(), 1)
