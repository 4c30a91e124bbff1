"""What each audience is told of polls: never a result to the room before it is shown."""

import json

import pytest

from forums.actions.live.participants import merge_guest
from forums.actions.live.polls import (
    close_poll,
    edit_poll,
    hide_results,
    open_poll,
    remove_poll,
    show_results,
    take_wording_out,
    words_of,
)
from forums.actions.live.undo import last_act_of, undo_act
from forums.live.groups import Audience, room_of
from forums.live.parts.polls import PollsPart
from forums.live.payloads import SessionReader
from forums.live.poll_results import TEXTS_SHOWN, WORDS_SHOWN, size_of
from forums.models import EventKind, JoinBurst, Participant, PollKind, PollState, Wording
from tests.factories import NOW, amina, ben, chloe, join, make_poll, make_session, minutes_later, reply

pytestmark = pytest.mark.django_db(transaction=True)

ATTENDEES, FACILITATORS, SCREENS = Audience
OF_THE_ROOM = pytest.mark.parametrize("audience", [ATTENDEES, SCREENS])
EACH_KIND = pytest.mark.parametrize(
    ("kind", "given"),
    [
        (PollKind.SINGLE, ("Patrols",)),
        (PollKind.MULTIPLE, ("Patrols", "Lights")),
        (PollKind.RATING, (4,)),
        (PollKind.RANKING, ("Patrols", "Lights", "Clean-ups")),
        (PollKind.WORDS, ("Secret",)),
        (PollKind.TEXT, ("Secret",)),
    ],
)


@pytest.fixture
def session():
    return make_session()


def told(session, audience):
    return PollsPart().fold(session, audience)


def changes(session, audience, after=0):
    return SessionReader().changes(room_of(session, audience), after).shared


def results(session, audience=FACILITATORS):
    return told(session, audience)[0]["results"]


def guests(session, count, **options):
    return [join(session, guest_name=f"Guest {n}", **options) for n in range(count)]


# Who sees what ------------------------------------------------------------------------------------
@OF_THE_ROOM
def test_a_draft_is_for_facilitators(session, audience):
    poll = make_poll(session, is_open=False)
    edit_poll(
        poll=poll, words=words_of(make_poll(session, PollKind.TEXT, "Another?", is_open=False)), by=amina()
    )
    assert told(session, audience) == []
    assert set(changes(session, audience)) <= {"session"}
    assert [row["state"] for row in told(session, FACILITATORS)] == ["draft", "draft"]


@OF_THE_ROOM
@EACH_KIND
def test_results_reach_the_room_only_while_they_are_shown(session, audience, kind, given):
    poll = make_poll(session, kind, most_choices=2)
    reply(poll, join(session, ben()), *given)
    for row in (told(session, audience), changes(session, audience)["polls"]):
        assert "results" not in row[0]
        assert row[0]["people"] == 1
        assert "Secret" not in json.dumps(row)
        assert not {"shown", "taken_out"} & set(row[0])
    assert results(session)
    show_results(poll=poll, by=amina(), now=NOW)
    assert results(session, audience) == results(session)
    hide_results(poll=poll, by=amina(), now=NOW)
    assert "results" not in told(session, audience)[0]
    assert "results" not in changes(session, audience)["polls"][0]


@OF_THE_ROOM
def test_what_the_room_is_told_of_an_open_poll(session, audience):
    poll = make_poll(session, PollKind.MULTIPLE, most_choices=2)
    assert told(session, audience) == [
        {
            "id": poll.public_id,
            "position": 0,
            "kind": "multiple",
            "title": "What comes first?",
            "state": "open",
            "most": 2,
            "highest": 5,
            "options": [{"id": str(option.pk), "text": option.text} for option in poll.options.all()],
            "opened": int(NOW.timestamp()),
            "people": 0,
        }
    ]


@OF_THE_ROOM
def test_the_room_hears_that_a_poll_has_gone_if_it_was_there(session, audience):
    poll, draft = make_poll(session), make_poll(session, is_open=False)
    seq = session.events.count()
    remove_poll(poll=draft, by=amina(), now=NOW)
    assert changes(session, audience, seq) == {}
    remove_poll(poll=poll, by=amina(), now=NOW)
    assert changes(session, audience, seq) == {"gone": {"polls": [poll.public_id]}}
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    assert [row["id"] for row in told(session, audience)] == [poll.public_id]


@OF_THE_ROOM
def test_undoing_the_opening_takes_the_poll_out_of_the_room(session, audience):
    poll = make_poll(session)
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)
    assert changes(session, audience) == {"session": {"state": "open"}, "gone": {"polls": [poll.public_id]}}


def test_words_that_were_taken_out_are_for_facilitators(session):
    poll = make_poll(session, PollKind.WORDS)
    for name, word in zip(guests(session, 3), ("Rude", "RUDE!", "Hope"), strict=True):
        reply(poll, name, word)
    show_results(poll=poll, by=amina(), now=NOW)
    rude = Wording.objects.get(answers__text="Rude")
    take_wording_out(wording=rude, by=amina(), now=NOW)
    reply(poll, join(session, ben()), "rude")  # whoever says it later
    for audience in Audience:
        assert [word["text"] for word in results(session, audience)["words"]] == ["Hope"]
    for audience in (ATTENDEES, SCREENS):
        assert "rude" not in json.dumps([told(session, audience), changes(session, audience)]).casefold()
    [out] = told(session, FACILITATORS)[0]["taken_out"]
    assert (out["id"], out["count"]) == (str(rude.pk), 3)


# What is counted ----------------------------------------------------------------------------------
def test_choices_are_counted_by_people(session):
    poll = make_poll(session, PollKind.MULTIPLE, most_choices=2)
    for person, given in zip(
        guests(session, 3), (("Lights",), ("Lights", "Patrols"), ("Patrols",)), strict=True
    ):
        reply(poll, person, *given)
    assert [(row["text"], row["count"], row["percent"]) for row in results(session)["rows"]] == [
        ("Lights", 2, 67),
        ("Patrols", 2, 67),
        ("Clean-ups", 0, 0),
    ]


def test_a_rating_has_every_step_and_a_mean(session):
    poll = make_poll(session, PollKind.RATING, highest_rating=3)
    for person, rating in zip(guests(session, 3), (3, 3, 1), strict=True):
        reply(poll, person, rating)
    found = results(session)
    assert [(row["text"], row["count"], row["percent"]) for row in found["rows"]] == [
        ("1", 1, 33),
        ("2", 0, 0),
        ("3", 2, 67),
    ]
    assert found["mean"] == "2.3"


def test_a_ranking_is_by_points_with_the_average_place(session):
    poll = make_poll(session, PollKind.RANKING)
    orders = (
        ("Patrols", "Lights", "Clean-ups"),
        ("Patrols", "Clean-ups", "Lights"),
        ("Lights", "Patrols", "Clean-ups"),
    )
    for person, order in zip(guests(session, 3), orders, strict=True):
        reply(poll, person, *order)
    rows = [(row["text"], row["count"], row["percent"], row["place"]) for row in results(session)["rows"]]
    assert rows == [("Patrols", 5, 83, "1.3"), ("Lights", 3, 50, "2.0"), ("Clean-ups", 1, 17, "2.7")]


def test_nobody_has_answered_yet(session):
    for kind in PollKind:
        make_poll(session, kind)
    by_kind = {row["kind"]: row["results"] for row in told(session, FACILITATORS)}
    assert by_kind["rating"]["mean"] == ""
    assert {row["place"] for row in by_kind["ranking"]["rows"]} == {""}
    assert (by_kind["words"], by_kind["text"]) == ({"words": []}, {"texts": []})


def test_a_frame_has_the_commonest_words_and_the_newest_texts(session):
    words, texts = make_poll(session, PollKind.WORDS), make_poll(session, PollKind.TEXT)
    for number, person in enumerate(guests(session, WORDS_SHOWN + 2)):
        reply(words, person, "Hope" if number < 2 else f"word{number:03}")
        reply(texts, person, f"Text {number}", now=minutes_later(number))
    cloud, said = [row["results"] for row in told(session, FACILITATORS)]
    assert (len(cloud["words"]), cloud["words"][0]["text"], cloud["words"][0]["size"]) == (
        WORDS_SHOWN,
        "Hope",
        5,
    )
    assert [text["text"] for text in said["texts"]] == [f"Text {n}" for n in range(61, 61 - TEXTS_SHOWN, -1)]


@pytest.mark.parametrize(("count", "most", "size"), [(1, 1, 3), (1, 9, 1), (5, 9, 3), (9, 9, 5)])
def test_words_stand_in_five_sizes(count, most, size):
    assert size_of(count, most) == size


# Whose answers count ------------------------------------------------------------------------------
def people(session):
    return told(session, ATTENDEES)[0]["people"], sum(row["count"] for row in results(session)["rows"])


def test_a_burst_and_whoever_is_blocked_do_not_count(session):
    poll = make_poll(session)
    burst = JoinBurst.objects.create(session=session, address_key="x", began_at=NOW, last_at=NOW, size=2)
    one, other, blocked, member = [*guests(session, 3), join(session, ben())]
    Participant.objects.filter(pk__in=[one.pk, other.pk]).update(burst=burst)
    for person in (one, other, blocked, member):
        reply(poll, person, "Lights")
    Participant.objects.filter(pk=blocked.pk).update(blocked_at=NOW)
    assert people(session) == (1, 1)
    JoinBurst.objects.update(counts=True)
    assert people(session) == (3, 3)
    type(session).objects.update(votes_by_members_only=True)
    assert people(session) == (1, 1)


@pytest.mark.parametrize("kind", [EventKind.PEOPLE_CHANGED, EventKind.SESSION_CHANGED, EventKind.UNDONE])
def test_polls_are_told_anew_when_who_counts_may_be_others(session, kind):
    poll = make_poll(session)
    event = session.events.create(seq=session.events.count() + 1, kind=kind, happened_at=NOW)
    type(session).objects.update(last_seq=event.seq)
    assert [row["id"] for row in changes(session, ATTENDEES, event.seq - 1)["polls"]] == [poll.public_id]


def test_a_guest_who_logs_in_takes_their_answer_along(session):
    poll = make_poll(session)
    guest = join(session)
    reply(poll, guest, "Lights")
    type(session).objects.update(votes_by_members_only=True)
    session.refresh_from_db()
    assert people(session) == (0, 0)
    merge_guest(guest=Participant.objects.get(pk=guest.pk), user=chloe(), now=NOW)
    assert people(session) == (1, 1)


def test_what_a_frame_costs_does_not_grow_with_answers_or_polls(session, django_assert_num_queries):
    def cost(count: int) -> None:
        with django_assert_num_queries(5):
            assert len(told(session, FACILITATORS)) == count

    first = [
        make_poll(session, kind, most_choices=2)
        for kind in (PollKind.SINGLE, PollKind.RANKING, PollKind.RATING)
    ]
    cost(3)
    for person in guests(session, 5):
        reply(first[0], person, "Lights")
        reply(first[1], person, "Lights", "Patrols", "Clean-ups")
        reply(first[2], person, 2)
    for kind in (PollKind.SINGLE, PollKind.RANKING, PollKind.RATING):
        close_poll(poll=make_poll(session, kind), by=amina(), now=NOW)
    cost(6)


def test_a_poll_of_last_year_is_not_another_sessions(session):
    make_poll(session)
    other = make_session(title="Another", subject=session.subject)
    assert told(other, FACILITATORS) == []
    poll = make_poll(other, is_open=False)
    open_poll(poll=poll, by=amina(), now=NOW)
    assert [row["state"] for row in told(other, SCREENS)] == [PollState.OPEN]
