"""Statements drawn from a conversation, put to the vote, and what the votes come to."""

import json
from datetime import timedelta

import pytest

from exchange.errors import ActionError
from forums.actions.conversations import statements as acts
from forums.actions.conversations import voting
from forums.actions.conversations.opinions import find_opinions, keep_opinions
from forums.actions.conversations.statements import draw_statement
from forums.actions.conversations.voting import VotesAs, close_voting, close_votings, open_voting
from forums.actions.quotations import withdraw_quotation
from forums.models import OpinionResult, StatementState, StatementVote, StatementVoter
from forums.queries.conversations.collective import collective_view
from tests.factories import NOW, amina, ben, minutes_later, run_jobs
from tests.factories.conversations import come, first_round, give, make_talk
from tests.factories.statements import camps_vote, close_and_count, draw, guest, put_to_vote, vote

pytestmark = pytest.mark.django_db


def in_vote(**options):
    talk = make_talk()
    statements = draw(talk)
    talk = put_to_vote(talk, **options)
    for one in statements:
        one.refresh_from_db()
    return talk, statements


def result_of(talk):
    return collective_view(talk, is_open=False).opinions


# Drawing ------------------------------------------------------------------------------------------
def test_a_statement_rests_on_words_of_the_record():
    talk = make_talk()
    post = give(first_round(talk), come(talk), "We watch the rank until nine. Then nobody does.").post
    drawn = draw_statement(
        conversation=talk,
        text="  After nine\nnobody watches. ",
        by=amina(),
        post=post,
        words="Then nobody does.",
        now=NOW,
    )
    assert (drawn.number, drawn.text, drawn.state) == (
        1,
        "After nine nobody watches.",
        StatementState.PROPOSED,
    )
    assert drawn.quotation.words == "Then nobody does."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (" \n ", acts.StatementEmpty),
        ("x" * 241, acts.StatementTooLong),
        ("WARDENS should be paid after five.", acts.StatementThere),
    ],
)
def test_what_is_no_statement_is_refused(text, error):
    talk = make_talk()
    draw(talk)
    with pytest.raises(error):
        draw(talk, text)


def test_one_that_is_drawn_while_people_vote_is_put_to_them_at_once():
    talk, _statements = in_vote()
    assert draw(talk, "One more.")[0].state == StatementState.OPEN


def test_words_change_until_somebody_has_voted_on_them_and_no_colleague_is_overwritten():
    _talk, (first, second, *_rest) = in_vote()
    acts.reword_statement(statement=first, text="Pay the wardens.", seen=first.text)
    with pytest.raises(acts.StatementChangedMeanwhile):
        acts.reword_statement(statement=first, text="Pay them.", seen=first.text)
    vote(second, guest(), 1)
    with pytest.raises(acts.StatementHasVotes):
        acts.reword_statement(statement=second, text="Something else.", seen=second.text)


def test_taking_out_needs_a_reason_and_can_be_undone_with_all_votes():
    _talk, (first, *_rest) = in_vote()
    vote(first, guest(), 1)
    with pytest.raises(acts.ReasonMissing):
        acts.take_out_statement(statement=first, reason=" ")
    taken = acts.take_out_statement(statement=first, reason="Two thoughts.")
    assert (taken.state, taken.reason) == (StatementState.TAKEN_OUT, "Two thoughts.")
    with pytest.raises(voting.StatementNotOpen):
        vote(first, guest(), 1)
    back = acts.put_back_statement(statement=first)
    assert (back.state, back.reason, back.votes.count()) == (StatementState.OPEN, "", 1)


def test_a_statement_whose_words_were_withdrawn_stays_out():
    talk = make_talk()
    post = give(first_round(talk), come(talk), "Nobody watches after nine at all.").post
    drawn = draw_statement(
        conversation=talk, text=post.plain, by=amina(), post=post, words=post.plain, now=NOW
    )
    withdraw_quotation(quotation=drawn.quotation, now=NOW)
    drawn.refresh_from_db()
    assert drawn.is_taken_out
    assert "after nine" not in drawn.text
    with pytest.raises(acts.WordsWithdrawn):
        acts.put_back_statement(statement=drawn)


# Voting -------------------------------------------------------------------------------------------
def test_the_last_vote_of_each_counts_and_two_at_once_are_one_voters():
    _talk, (first, second, *_rest) = in_vote()
    somebody = guest()
    for statement, value in ((first, 1), (first, -1), (second, 0)):
        vote(statement, somebody, value)
    votes = StatementVote.objects.order_by("statement__number").values_list("value", flat=True)
    assert (list(votes), StatementVoter.objects.count()) == ([-1, 0], 1)


def test_participants_by_link_and_members_vote_under_random_numbers():
    talk, (first, *_rest) = in_vote(is_public=False)
    by_link, member = come(talk), come(talk, ben())
    vote(first, VotesAs(participant=by_link), 1)
    vote(first, VotesAs(participant=member, user=member.user), 1)
    numbers = set(StatementVoter.objects.values_list("number", flat=True))
    assert len(numbers) == 2
    assert numbers != {1, 2}
    for stranger in (guest(), VotesAs(user=amina())):
        with pytest.raises(voting.NotAVoter):
            vote(first, stranger, 1)


def test_a_guest_who_logs_in_is_the_same_voter():
    _talk, (first, *_rest) = in_vote()
    somebody = guest()
    vote(first, somebody, 1)
    vote(first, VotesAs(user=ben(), guest_key=somebody.guest_key), -1)
    voter = StatementVoter.objects.get()
    assert (voter.user, voter.votes.get().value) == (ben(), -1)
    vote(first, somebody, 1)  # whoever uses the browser next is somebody else
    assert StatementVoter.objects.count() == 2


def test_a_vote_before_the_opening_or_after_the_close_is_refused_and_says_why():
    talk = make_talk()
    first, *_rest = draw(talk)
    with pytest.raises(voting.VotingNotOpen):
        vote(first, guest(), 1)
    open_voting(conversation=talk, is_public=True, closes_at=minutes_later(5), now=NOW)
    vote(first, guest(), 1)
    with pytest.raises(voting.VotingClosed) as refused:  # the minute's job has not been by yet
        voting.vote_on_statement(statement=first, by=guest(), value=1, now=minutes_later(5))
    assert "was not counted" in str(refused.value.message)
    assert close_votings(now=minutes_later(6)) == 1
    assert close_votings(now=minutes_later(7)) == 0
    assert StatementVote.objects.count() == 1


def test_voting_opens_with_statements_alone_and_closes_later_than_now():
    talk = make_talk()
    with pytest.raises(voting.NothingToVoteOn):
        open_voting(conversation=talk, now=NOW)
    draw(talk)
    with pytest.raises(voting.ClosesInThePast):
        open_voting(conversation=talk, closes_at=NOW - timedelta(minutes=1), now=NOW)
    assert issubclass(voting.ClosesInThePast, ActionError)


# The result ---------------------------------------------------------------------------------------
def test_two_camps_are_found_with_what_they_share_and_what_divides_them():
    talk, statements = in_vote()
    camps_vote(talk, (10, 8))
    found = result_of(close_and_count(talk))
    assert [(group.letter, group.size) for group in found.groups] == [("A", 10), ("B", 8)]
    assert [one.voted.statement for one in found.consensus] == [statements[0]]
    assert {one.voted.statement for one in found.divides} == set(statements[1:-1])
    assert [one.voted.statement for one in found.uncertain] == [statements[-1]]
    assert found.is_stable
    assert len(found.dots) == 18
    assert all(group.known_by for group in found.groups)


def test_there_is_no_result_while_people_vote_and_none_that_is_older_than_the_votes():
    talk, statements = in_vote()
    camps_vote(talk)
    assert not keep_opinions(talk, now=NOW)
    close_voting(conversation=talk, now=NOW)
    run_jobs()
    talk.refresh_from_db()
    assert result_of(talk)
    assert find_opinions(conversation_id=talk.pk) == "nothing new"
    acts.take_out_statement(statement=statements[1], reason="Said twice.")
    assert result_of(talk) is None
    run_jobs()
    assert statements[1] not in [one.statement for one in result_of(talk).statements]
    put_to_vote(talk)
    run_jobs()
    talk.refresh_from_db()
    assert not OpinionResult.objects.exists()
    assert result_of(talk) is None


def test_nothing_is_told_of_four_people_and_no_map_drawn_of_fourteen():
    talk, _statements = in_vote()
    camps_vote(talk, (4,))
    assert not result_of(close_and_count(talk)).groups
    put_to_vote(talk)
    camps_vote(talk, (10,))
    found = result_of(close_and_count(talk))
    assert (found.counted, found.dots) == (14, [])


def test_what_is_told_names_no_voter():
    talk, _statements = in_vote()
    camps_vote(talk, (10, 8))
    close_and_count(talk)
    told = json.loads(json.dumps(OpinionResult.objects.get().result))
    told.pop("labels")
    numbers = map(str, StatementVoter.objects.values_list("number", flat=True))
    assert not any(number in json.dumps(told) for number in numbers)
