"""Stuffing: many guests at once from one address do not move the order; a hall of people does."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from forums.actions.live.bursts import (
    KEPT_FOR,
    MOST_IN_A_WINDOW,
    WINDOW,
    address_key,
    forget_addresses,
    keep_burst_out,
    let_burst_count,
)
from forums.actions.live.participants import join_session, merge_guest
from forums.actions.live.undo import last_act_of, undo_act
from forums.actions.live.votes import VoteWrite, commit_votes
from forums.models import JoinBurst, Participant, Question
from tests.factories import NOW, amina, ask, ben, chloe, join, log_of, make_engagement, make_session, vote
from tests.factories.people import consents

pytestmark = pytest.mark.django_db

TOWN_HALL = "196.25.1.9"


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def question(session):
    return ask(join(session, ben()))


def come(session, count: int, *, within: timedelta, address: str = TOWN_HALL, since: datetime = NOW):
    """So many guests, evenly over a time."""
    return [
        join_session(
            session=session,
            guest_name=f"Guest {number}",
            address=address,
            consents=consents(),
            now=since + within * number / count,
        )
        for number in range(count)
    ]


def vote_all(question: Question, guests: list[Participant]) -> int:
    batch = [VoteWrite(question, guest, True, uuid4()) for guest in guests]
    return commit_votes(session=question.session, batch=batch, now=NOW)[question.pk]


def count(question: Question) -> int:
    return Question.objects.get(pk=question.pk).vote_count


def test_a_thousand_guests_within_a_minute_from_one_address_are_kept_out_of_the_order(session, question):
    guests = come(session, 1000, within=WINDOW)
    burst = session.bursts.get()
    assert (burst.size, burst.counts, burst.began_at) == (1000, False, NOW)
    assert burst.participants.count() == 1000
    other = ask(join(session, chloe()), "Who pays?")
    vote(other, join(session))
    assert vote_all(question, guests) == 0
    assert question.votes.count() == 1000  # kept, and shown to each as given
    assert list(session.questions.by_votes()) == [other, question]


def test_three_hundred_guests_over_ten_minutes_behind_one_address_are_not_touched(session, question):
    guests = come(session, 300, within=timedelta(minutes=10))
    assert not session.bursts.exists()
    assert vote_all(question, guests) == 300


def test_three_hundred_who_come_unevenly_are_not_touched_either(session, question):
    """Most come when it begins: three times as many in the fullest minute as in the others."""
    first = come(session, 90, within=WINDOW, since=NOW)
    rest = come(session, 210, within=timedelta(minutes=9), since=NOW + WINDOW)
    assert not session.bursts.exists()
    assert vote_all(question, first + rest) == 300


@pytest.mark.parametrize(("count", "bursts"), [(MOST_IN_A_WINDOW, 0), (MOST_IN_A_WINDOW + 1, 1)])
def test_the_limit_is_what_fits_into_a_minute(session, count, bursts):
    come(session, count, within=WINDOW)
    assert session.bursts.count() == bursts


def test_any_minute_counts_not_only_those_of_the_clock(session):
    """Sixty at the end of one minute and sixty at the beginning of the next are one burst."""
    come(session, 60, within=timedelta(seconds=20), since=NOW + timedelta(seconds=40))
    come(session, 60, within=timedelta(seconds=20), since=NOW + timedelta(seconds=60))
    assert session.bursts.get().size == 120


def test_addresses_are_told_apart_and_so_are_sessions(session):
    for number in range(5):
        come(session, 60, within=WINDOW, address=f"196.25.1.{number}")
    assert not session.bursts.exists()


def test_guests_whose_address_nobody_knows_are_no_burst(session):
    come(session, 150, within=WINDOW, address="")
    assert not session.bursts.exists()


def test_a_burst_goes_on_while_they_come_and_a_later_one_is_another(session):
    come(session, 300, within=2 * WINDOW)
    come(session, 150, within=WINDOW, since=NOW + timedelta(hours=1))
    assert list(session.bursts.order_by("pk").values_list("size", flat=True)) == [300, 150]


def test_those_who_voted_before_it_was_a_burst_are_taken_out_with_it(session, question):
    early = come(session, MOST_IN_A_WINDOW, within=WINDOW / 2)
    assert vote_all(question, early) == MOST_IN_A_WINDOW
    come(session, 1, within=WINDOW, since=NOW + WINDOW / 2)
    assert count(question) == 0
    event = session.events.order_by("seq").last()
    assert (event.kind, event.question_ids) == ("people_changed", [question.pk])
    assert event.touched["bursts"] == [session.bursts.get().pk]


def test_a_vote_that_does_not_count_is_no_step_of_the_log(session, question):
    guests = come(session, 101, within=WINDOW)
    before = log_of(session)
    assert vote_all(question, guests) == 0
    assert log_of(session) == before


def test_letting_a_burst_count_counts_its_votes_and_keeping_it_out_takes_them_off(session, question):
    guests = come(session, 120, within=WINDOW)
    vote_all(question, guests[:90])
    vote(question, join(session))
    burst = session.bursts.get()
    for _ in range(2):
        let_burst_count(burst=burst, by=amina(), now=NOW)
        assert count(question) == 91
    assert vote_all(question, guests[90:100]) == 101
    for _ in range(2):
        keep_burst_out(burst=burst, by=amina(), now=NOW)
        assert count(question) == 1
    assert log_of(session)[-3:] == ["people_changed", "votes_changed", "people_changed"]


def test_who_comes_after_it_was_let_count_counts_too(session, question):
    come(session, 120, within=WINDOW)
    let_burst_count(burst=session.bursts.get(), by=amina(), now=NOW)
    [late] = come(session, 1, within=WINDOW, since=NOW + WINDOW * 0.9)
    assert late.burst == session.bursts.get()
    assert vote_all(question, [late]) == 1


def test_letting_a_burst_count_can_be_undone(session, question):
    vote_all(question, come(session, 120, within=WINDOW))
    let_burst_count(burst=session.bursts.get(), by=amina(), now=NOW)
    event = undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    assert (count(question), session.bursts.get().counts) == (0, False)
    assert (event.question_ids, event.touched["bursts"]) == ([question.pk], [session.bursts.get().pk])


def test_the_desk_hears_of_a_burst_at_once_and_then_of_each_ten(session):
    come(session, 200, within=WINDOW)
    told = [kind for kind in log_of(session) if kind == "people_changed"]
    assert len(told) == 1 + 10


def test_a_guest_of_a_burst_who_logs_in_counts(session, question):
    guest = come(session, 101, within=WINDOW)[-1]
    assert vote_all(question, [guest]) == 0
    merge_guest(guest=Participant.objects.get(pk=guest.pk), user=chloe(), now=NOW)
    assert count(question) == 1


# Addresses ----------------------------------------------------------------------------------------
def test_an_address_is_kept_as_a_keyed_hash_for_a_day(session):
    [guest] = come(session, 1, within=WINDOW)
    assert TOWN_HALL not in guest.address_key
    assert len(guest.address_key) == 64
    assert forget_addresses(NOW + KEPT_FOR) == 0
    assert forget_addresses(NOW + KEPT_FOR + WINDOW) == 1
    guest.refresh_from_db()
    assert guest.address_key == ""


def test_the_hash_on_a_burst_is_forgotten_too(session):
    come(session, 101, within=WINDOW)
    forget_addresses(NOW + KEPT_FOR + 2 * WINDOW)
    assert JoinBurst.objects.get().address_key == ""


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("196.25.1.9", "196.25.1.9", True),
        ("196.25.1.9", "196.25.1.10", False),
        ("196.25.1.9", "::ffff:196.25.1.9", True),
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
    ],
)
def test_what_is_one_address(session, one, other, are_one):
    assert (address_key(session, one) == address_key(session, other)) == are_one


def test_one_address_has_another_hash_in_another_session(session):
    assert address_key(session, TOWN_HALL) != address_key(make_session(make_engagement("another")), TOWN_HALL)


@pytest.mark.parametrize("address", ["", "unix:", "garbage", "1.2.3"])
def test_what_is_no_address_has_no_hash(session, address):
    assert address_key(session, address) == ""
