"""The collective view in files: a section of the conversation's document, and a Polis export."""

import csv
import io

import pytest

from casestudies.exports import render
from forums.models import StatementVoter
from forums.opinion.polis.reading import read_comments, read_summary, read_votes
from forums.presentation.conversations import document_of_conversation
from forums.presentation.polis import NotWorkedOut, TooFewForVotes, VotesAreForHosts, polis_file
from tests.factories.conversations import make_talk
from tests.factories.statements import SENTENCES, camps_vote, close_and_count, draw, put_to_vote

pytestmark = pytest.mark.django_db


def voted(sizes=(10, 8)):
    talk = make_talk()
    draw(talk)
    talk = put_to_vote(talk)
    camps_vote(talk, sizes)
    return talk


def text_of(talk):
    return render(document_of_conversation(talk, has_words=True), "md").content.decode()


def test_the_document_tells_the_collective_view_once_the_voting_has_closed():
    talk = voted()
    assert SENTENCES[1] not in text_of(talk)
    text = text_of(close_and_count(talk))
    assert "18 people voted on enough statements to be counted." in text
    assert "The groups are stable" in text
    assert "Group A: 10 people" in text
    assert f"{SENTENCES[0]} 100 % agree." in text
    assert "| A agrees" in text


def test_the_export_reads_back_as_a_polis_export_and_names_nobody():
    talk = close_and_count(voted())
    votes = read_votes(polis_file(talk, "participants-votes", may_run=True).encode())
    assert votes.matrix.shape == (18, len(SENTENCES))
    assert sorted(votes.groups.tolist()) == [0] * 10 + [1] * 8
    assert [row.number for row in votes.participants] == list(range(18))
    comments = read_comments(polis_file(talk, "comments", may_run=False).encode())
    assert [one.text for one in comments] == list(SENTENCES)
    assert (comments[0].agrees, comments[0].disagrees) == (18, 0)
    summary = read_summary(polis_file(talk, "summary", may_run=False).encode())
    assert (summary.voters, summary.groups, summary.comments) == (18, 2, len(SENTENCES))


def test_numbers_are_dealt_anew_for_each_file():
    talk = close_and_count(voted((12, 12)))

    def order():
        file = io.StringIO(polis_file(talk, "participants-votes", may_run=True))
        return [row["group-id"] for row in csv.DictReader(file)]

    dealt = [order() for _each in range(6)]
    assert any(one != dealt[0] for one in dealt)
    known = set(map(str, StatementVoter.objects.values_list("number", flat=True)))
    assert not known & {str(place) for place in range(24)}


def test_single_votes_are_for_hosts_and_for_fifteen_or_more():
    talk = voted((14,))
    with pytest.raises(NotWorkedOut):
        polis_file(talk, "comments", may_run=True)
    close_and_count(talk)
    with pytest.raises(VotesAreForHosts):
        polis_file(talk, "participants-votes", may_run=False)
    with pytest.raises(TooFewForVotes):
        polis_file(talk, "participants-votes", may_run=True)
