"""The figures of a session's report: right, and never of a group under five."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.actions.live.desk import hide_question, start_answering
from forums.models import AgendaItem
from forums.presentation.live_figures import LEAST, in_words, people_count, report_of, without_small
from forums.queries.live_figures import people_figures, question_figures
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_municipality,
    make_poll,
    make_session,
    minutes_later,
    reply,
    vote,
)

GROUPS = st.lists(st.tuples(st.text(max_size=3), st.integers(0, 30)), max_size=8)


@given(GROUPS)
def test_no_group_under_five_is_shown_and_nobody_is_counted_twice_or_lost(rows):
    shown = without_small(rows, "Others")
    assert all(count == 0 or count >= LEAST for _label, count in shown)
    total = sum(count for _label, count in rows)
    assert sum(count for _label, count in shown) == (total if total >= LEAST else 0)


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (0, 20, "0"),
        (4, 20, "fewer than five"),
        (5, 20, "5"),
        (15, 20, "15"),
        (16, 20, "nearly all"),
        (20, 20, "20"),
        (3, 3, "fewer than five"),
    ],
)
def test_neither_a_small_group_nor_the_small_rest_of_one_is_told(count, of, said):
    assert people_count(count, of) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "a minute"), (60, "1 minute"), (3000, "50 minutes"), (9000, "2 hours"), (260000, "3 days")],
)
def test_a_delay_in_words(seconds, said):
    assert in_words(timedelta(seconds=seconds)) == said


pytestmark = pytest.mark.django_db


def values(figures) -> dict[str, str]:
    return {figure.label: figure.value for figure in figures}


def test_people_and_places_are_counted_once_each():
    session = make_session()
    ben_here, chloe_here = join(session, ben()), join(session, chloe())
    silent = join(session, guest_name="Zola")
    question = ask(ben_here)
    ask(ben_here, "And who counts?")
    vote(question, chloe_here, silent)
    found = people_figures(session)
    assert (found.joined, found.members, found.guests) == (3, 2, 1)
    assert (found.asked, found.voted, found.spoke) == (1, 2, 0)
    assert (found.places_there, found.places_heard, found.provinces_heard) == (2, 1, 1)
    assert found.by_province == {"Eastern Cape": 1, "Northern Cape": 1}


def test_who_is_anonymous_counts_for_no_place():
    session = make_session()
    ask(join(session, ben(), is_anonymous=True))
    ask(join(session, chloe()), is_anonymous=True)
    found = people_figures(session)
    assert (found.places_there, found.places_heard, found.by_province) == (1, 0, {"Northern Cape": 1})


def test_a_report_shows_no_small_group_of_people():
    session = make_session()
    place = make_municipality().code
    for number in range(6):
        person = join(session, guest_name=f"Guest {number}")
        person.municipality_code = place
        person.save()
    ask(join(session, chloe()))
    close(session)
    session.refresh_from_db()
    report = report_of(session)
    assert values(report.people) == {
        "People who joined": "7",
        "Asked": "fewer than five",
        "Voted": "0",
        "Answered a poll": "0",
        "Raised a hand": "0",
        "Spoke": "0",
        "Municipalities that were there": "2",
        "Municipalities that were heard": "1",
        "Provinces that were heard": "1",
    }
    [provinces] = [chart for chart in report.charts if chart.key == "provinces"]
    assert provinces.rows == (("Other provinces", 7),)


def test_questions_by_state_votes_share_and_delay():
    session = make_session()
    first, second, third = (ask(join(session, ben()), f"{number}?") for number in range(3))
    hidden = ask(join(session, chloe()), "Hidden?")
    hide_question(question=hidden, by=amina(), now=NOW)
    vote(first, *(join(session, guest_name=f"Guest {number}") for number in range(5)))
    start_answering(question=first, by=amina(), now=minutes_later(4))
    answer(first)
    answer(second, "")
    close(session)
    session.refresh_from_db()
    found = question_figures(session)
    assert (found.in_room, found.answered, found.answered_in_thread) == (3, 2, 0)
    assert found.delays == (timedelta(minutes=4), timedelta())
    report = report_of(session)
    assert values(report.questions)["Share answered"] == "67 %"
    assert values(report.questions)["Half of the answers came within"] == "2 minutes"
    charts = {chart.key: dict(chart.rows) for chart in report.charts}
    assert charts["states"] == {"In the room": 1, "Answered": 2}
    assert charts["votes"] == {"0": 2, "1–4": 0, "5–9": 1, "10–24": 0, "25–49": 0, "50 and more": 0}
    whole = {chart.key: dict(chart.rows) for chart in report_of(session, whole=True).charts}
    assert whole["states"] == {"In the room": 1, "Answered": 2, "Hidden": 1}
    assert third.text == "2?"


def test_parts_of_the_agenda_took_so_many_minutes():
    session = make_session()
    AgendaItem.objects.create(
        session=session, title="Lights", minutes=10, started_at=NOW, ended_at=minutes_later(12)
    )
    AgendaItem.objects.create(session=session, position=1, title="Talk", minutes=5)
    AgendaItem.objects.create(session=session, position=2, title="Gone", is_removed=True)
    [agenda] = [chart for chart in report_of(session).charts if chart.key == "agenda"]
    assert agenda.rows == (("Lights", 12, 10), ("Talk", "–", 5))


def test_a_poll_shows_groups_of_five_and_only_once_the_room_saw_it():
    session = make_session()
    poll = make_poll(session)
    for number in range(9):
        reply(poll, join(session, guest_name=f"Guest {number}"), "Lights" if number < 7 else "Patrols")
    assert report_of(session).polls == ()
    [chart] = report_of(session, whole=True).polls
    assert chart.rows == (("Clean-ups", 0), ("Other answers", 9))
    poll.shows_results = True
    poll.save()
    assert len(report_of(session).polls) == 1


def test_a_report_costs_the_same_queries_however_many_took_part(django_assert_max_num_queries):
    session = make_session()
    for number in range(6):
        answer(ask(join(session, guest_name=f"Guest {number}")))
    with django_assert_max_num_queries(12):
        report_of(session)
