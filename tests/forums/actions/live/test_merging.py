"""A guest who logs in: ``merge_guest``."""

from uuid import uuid4

import pytest

from forums.actions.live.participants import merge_guest
from forums.actions.live.questions import withdraw_question
from forums.actions.live.votes import cast_vote
from forums.models import LiveSession, Participant, QuestionState, Vote
from tests.factories import NOW, ask, ben, chloe, close, join, log_of, make_session, vote
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def question(session):
    return ask(join(session, chloe()))


def merge(guest: Participant) -> Participant:
    return merge_guest(guest=guest, user=ben(), now=NOW)


def last_event(session: LiveSession) -> tuple:
    event = session.events.order_by("seq").last()
    return event.kind, event.question_ids


def test_merge_guest_brings_questions_and_votes_to_the_member(session, question):
    guest = join(session)
    asked = ask(guest)
    vote(question, guest)
    member = merge(guest)
    asked.refresh_from_db()
    question.refresh_from_db()
    assert (asked.asker, question.vote_count) == (member, 1)
    assert list(Vote.objects.values_list("voter__user", flat=True)) == [ben().pk]
    assert list(session.participants.filter(user__isnull=True)) == []
    withdraw_question(question=asked, by=member, now=NOW)
    asked.refresh_from_db()
    assert asked.state == QuestionState.WITHDRAWN


def test_a_question_that_both_voted_for_loses_one_vote(session, question):
    member, guest = join(session, ben()), join(session)
    only_guest, neither = ask(join(session, chloe())), ask(join(session, chloe()))
    vote(question, member, guest)
    vote(only_guest, guest)
    vote(neither, join(session))
    merge(guest)
    for asked in (question, only_guest, neither):
        asked.refresh_from_db()
        assert (asked.vote_count, asked.votes.count()) == (1, 1)
    assert last_event(session) == ("asker_changed", [question.pk])


def test_merge_guest_names_each_question_once_in_its_event(session):
    member, guest = join(session, ben()), join(session)
    asked = ask(guest)
    vote(asked, member, guest)
    merge(guest)
    assert last_event(session) == ("asker_changed", [asked.pk])


def test_merge_guest_of_one_who_did_nothing_is_quiet(session):
    merge(join(session))
    assert log_of(session) == ["session_opened"]


def test_merge_guest_twice_is_quiet(session):
    guest = join(session)
    ask(guest)
    stale = Participant.objects.get(pk=guest.pk)
    member = merge(guest)
    before = log_of(session)
    assert merge(stale) == member
    assert (log_of(session), session.participants.count()) == (before, 1)


def test_a_write_that_arrives_again_after_the_merge_counts_once(session, question):
    guest, ask_id, vote_id = join(session), uuid4(), uuid4()
    asked = ask(guest, client_id=ask_id)
    cast_vote(question=question, voter=guest, client_id=vote_id, now=NOW)
    member = merge(guest)
    assert ask(member, client_id=ask_id) == asked
    assert cast_vote(question=question, voter=member, client_id=vote_id, now=NOW) == 1
    assert session.questions.count() == 2


def test_client_ids_that_both_used_do_not_collide(session, question):
    member, guest, client_id = join(session, ben()), join(session), uuid4()
    for voter in (member, guest):
        cast_vote(question=question, voter=voter, client_id=client_id, now=NOW)
    merge(guest)
    assert member.sent_writes.count() == 1


@pytest.mark.parametrize("was_here", [True, False])
def test_what_a_guest_asked_anonymously_stays_anonymous(session, was_here):
    if was_here:
        join(session, ben())
    guest = join(session, is_anonymous=True)
    asked = ask(guest)
    member = merge(guest)
    asked.refresh_from_db()
    assert (asked.room_name, asked.record_name) == ("", "")
    assert member.is_anonymous is not was_here


@pytest.mark.parametrize(
    ("member", "guest", "merged"),
    [
        ((True, True), (True, True), (True, True)),
        ((True, True), (False, False), (False, False)),
        ((False, False), (True, True), (False, False)),
        ((True, False), (False, True), (False, False)),
    ],
)
def test_the_narrower_consent_wins(session, member, guest, merged):
    join(session, ben(), be_quoted=member[0], be_named=member[1])
    here = merge(join(session, be_quoted=guest[0], be_named=guest[1]))
    here.refresh_from_db()
    assert (here.may_be_quoted, here.may_be_named) == merged


def test_a_member_who_had_not_joined_is_quoted_as_the_guest_agreed_and_not_named(session):
    here = merge(join(session, be_quoted=True, be_named=True))
    assert (here.may_be_quoted, here.may_be_named, here.joined_at) == (True, False, NOW)


def test_merge_guest_after_the_session_closed_leaves_the_record_as_it_was_signed(session):
    guest = join(session, guest_name="Sipho")
    asked = ask(guest)
    close(session)
    merge(guest)
    asked.refresh_from_db()
    assert asked.post.byline == "Sipho"


@pytest.mark.django_db(transaction=True)
def test_merge_guest_of_two_pages_at_once_happens_once(session, question):
    guest, user = join(session), ben()
    ask(guest)
    vote(question, guest)
    first, second = at_once(
        *[
            lambda found=found: merge_guest(guest=found, user=user, now=NOW)
            for found in (guest, Participant.objects.get(pk=guest.pk))
        ]
    )
    assert first == second
    question.refresh_from_db()
    assert (question.vote_count, question.votes.get().voter) == (1, first)
    assert log_of(session)[-2:] == ["votes_changed", "asker_changed"]


def test_the_members_own_questions_are_told_anew_where_their_place_or_number_changes(session):
    """Beside each stands where its asker is from, and how often they had asked before."""
    member, guest = join(session, ben()), join(session, municipality_code="CPT")
    own = ask(member)
    merge(guest)
    assert last_event(session) == ("asker_changed", [own.pk])
    again = join(session)
    later = ask(again)
    merge(again)
    assert last_event(session) == ("asker_changed", [own.pk, later.pk])
    merge(join(session, municipality_code="JHB"))  # the member's own answer stands
    assert Participant.objects.get(pk=member.pk).municipality_code == "CPT"
    assert log_of(session)[-1:] == ["asker_changed"]
    assert last_event(session) == ("asker_changed", [own.pk, later.pk])
