from random import Random
from uuid import UUID

import pytest

from forums.actions.live.acting import MoveNotPossible
from forums.actions.live.desk import hide_question, let_through, start_answering
from forums.actions.live.merging import AnsweredIsKept, NothingToMerge, merge, unmerge
from forums.actions.live.questions import SessionClosed, withdraw_question
from forums.actions.live.undo import ChangedSince, last_act_of, undo_act
from forums.actions.live.votes import cast_vote, take_back_vote
from forums.models import Question, Vote
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    dineo,
    join,
    log_of,
    make_engagement,
    make_session,
    vote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def people(session):
    return [join(session, ben()), join(session, chloe()), join(session), join(session, guest_name="Zanele")]


@pytest.fixture
def kept(people):
    return ask(people[0], "Who pays for the lights?", is_let_through=True)


@pytest.fixture
def other(people):
    return ask(people[1], "Who pays the street lights?", is_let_through=True)


def merged(keep: Question, *questions: Question) -> Question:
    return merge(keep=keep, questions=questions, by=amina(), now=NOW)


def undo(session) -> None:
    undo_act(event=last_act_of(session.pk, amina()), by=amina(), now=NOW)


def standing(*questions: Question) -> list[tuple[str, int | None, int]]:
    rows = [Question.objects.get(pk=question.pk) for question in questions]
    return [(row.state, row.merged_into_id, row.vote_count) for row in rows]


def test_people_behind_both_questions_count_once(kept, other, people):
    vote(kept, people[1], people[2])
    vote(other, people[2], people[3])
    assert merged(kept, other).vote_count == 3
    assert standing(kept, other)[1][:2] == ("merged", kept.pk)


def test_undo_brings_back_exactly_what_was_there(session, kept, other, people):
    vote(kept, people[1], people[2])
    vote(other, people[2], people[3])
    before, votes = standing(kept, other), set(Vote.objects.values_list("question", "voter"))
    merged(kept, other)
    undo(session)
    assert (standing(kept, other), set(Vote.objects.values_list("question", "voter"))) == (before, votes)
    assert log_of(session)[-2:] == ["questions_merged", "undone"]


def test_votes_that_come_meanwhile_stay_where_they_were_given(session, kept, other, people):
    vote(other, people[2])
    merged(kept, other)
    vote(kept, people[2], people[3])  # the first one's vote is there already
    assert standing(kept) == [("published", None, 2)]
    undo(session)
    assert standing(kept, other) == [("published", None, 1), ("published", None, 1)]


def test_a_vote_that_is_taken_back_is_taken_back_from_both(session, kept, other, people):
    vote(kept, people[2])
    vote(other, people[2])
    merged(kept, other)
    take_back_vote(question=kept, voter=people[2], client_id=people[2].guest_key, now=NOW)
    assert standing(kept) == [("published", None, 0)]
    undo(session)
    assert standing(kept, other) == [("published", None, 0), ("published", None, 0)]


def test_a_waiting_question_keeps_waiting_and_comes_back_waiting(session, kept, people):
    waiting = ask(people[1], "Who pays lights?")
    merged(kept, waiting)
    unmerge(question=waiting, by=dineo(), now=NOW)
    assert standing(waiting) == [("waiting", None, 0)]
    waiting.refresh_from_db()
    assert waiting.let_through_at is None


def test_what_is_kept_comes_into_the_room_with_what_was_there(session, other, people):
    waiting = ask(people[0], "Who pays for which street lights?")
    assert merged(waiting, other).is_in_the_room
    undo(session)
    assert [row[0] for row in standing(waiting, other)] == ["waiting", "published"]


def test_merging_what_others_were_merged_into_leads_everybody_to_the_last(session, kept, other, people):
    third = ask(people[2], "Lights?", is_let_through=True)
    vote(third, people[3])
    before = standing(kept, other, third)
    merged(other, third)
    merged(kept, other)
    assert [row[1] for row in standing(other, third)] == [kept.pk, kept.pk]
    assert standing(kept)[0][2] == 1
    undo(session)
    assert standing(other)[0][2] == 1
    undo(session)
    assert standing(kept, other, third) == before


def test_merging_twice_is_quiet(session, kept, other):
    for _ in range(2):
        merged(kept, other)
    assert log_of(session).count("questions_merged") == 1
    for _ in range(2):
        unmerge(question=other, by=amina(), now=NOW)
    assert log_of(session).count("questions_merged") == 2


def test_unmerging_can_be_undone(session, kept, other, people):
    vote(other, people[2])
    merged(kept, other)
    unmerge(question=other, by=amina(), now=NOW)
    undo(session)
    assert standing(kept) == [("published", None, 1)]
    assert standing(other)[0][:2] == ("merged", kept.pk)


def test_what_was_answered_is_kept_and_hidden_ones_are_left_alone(session, kept, other):
    answer(other)
    with pytest.raises(AnsweredIsKept):
        merged(kept, other)
    assert merged(other, kept).state == "answered"
    undo(session)
    hide_question(question=kept, by=dineo(), now=NOW)
    for keep, away in ((kept, other), (other, kept)):
        with pytest.raises(MoveNotPossible, match="it is now"):
            merged(keep, away)


def test_it_is_made_on_what_the_page_showed(kept, other):
    start_answering(question=kept, by=dineo(), now=NOW)
    with pytest.raises(MoveNotPossible, match=f"{dineo().display_name} changed this question meanwhile"):
        merge(keep=kept, questions=[other], by=amina(), seen="published", now=NOW)


def test_there_must_be_something_to_merge_in_this_session(session, kept):
    elsewhere = make_session(make_engagement("elsewhere"), title="Elsewhere")
    stranger = ask(join(elsewhere, ben()))
    for questions in ([], [kept], [stranger]):
        with pytest.raises(NothingToMerge):
            merged(kept, *questions)
    close(session)
    with pytest.raises(SessionClosed):
        merged(kept, stranger)


def test_a_kept_question_that_is_withdrawn_gives_the_others_back(session, kept, other, people):
    vote(other, people[2])
    merged(kept, other)
    withdraw_question(question=kept, by=people[0], now=NOW)
    assert standing(other) == [("published", None, 1)]
    assert session.events.order_by("seq").last().question_ids == [kept.pk, other.pk]
    with pytest.raises(ChangedSince):
        undo(session)


def test_a_merged_question_can_be_withdrawn_and_its_voters_still_want_to_hear(kept, other, people):
    vote(other, people[2])
    merged(kept, other)
    withdraw_question(question=other, by=people[1], now=NOW)
    assert standing(kept, other) == [("published", None, 1), ("withdrawn", kept.pk, 1)]


@pytest.mark.parametrize("seed", range(5))
def test_any_votes_and_merges_add_up_to_the_people_behind_them(session, people, seed):
    chance = Random(seed)  # noqa: S311
    people = [*people, *(join(session, guest_name=f"Guest {number}") for number in range(4))]
    questions = [ask(people[number % 4], f"Question {number}?", is_let_through=True) for number in range(5)]
    given: dict[int, set[int]] = {question.pk: set() for question in questions}
    for _ in range(60):
        throw = chance.random()
        question = chance.choice(questions)
        question.refresh_from_db()
        person = chance.choice(people)
        options = {
            "voter": person,
            "client_id": UUID(int=chance.getrandbits(128)),
            "now": NOW,
        }
        if throw < 0.5 and question.is_in_the_room:
            cast_vote(question=question, **options)
            if not any(person.pk in given[pk] for pk in group(question)):
                given[question.pk].add(person.pk)
        elif throw < 0.65 and question.is_in_the_room:
            take_back_vote(question=question, **options)
            for pk in group(question):
                given[pk].discard(person.pk)
        elif throw < 0.85:
            away = chance.choice([row for row in questions if row.pk != question.pk])
            away.refresh_from_db()
            if question.is_in_the_room and away.is_in_the_room:
                merged(question, away)
        else:
            unmerge(question=question, by=amina(), now=NOW)
        for row in questions:
            row.refresh_from_db()
            if row.is_in_the_room:
                assert row.vote_count == len(set().union(*(given[pk] for pk in group(row))))
    assert {
        pk: set(Vote.objects.filter(question=pk).values_list("voter", flat=True)) for pk in given
    } == given


def group(question: Question) -> list[int]:
    return [question.pk, *question.merged_questions.values_list("pk", flat=True)]


def test_a_merged_question_comes_back_by_taking_it_out_alone(kept, other):
    merged(kept, other)
    with pytest.raises(MoveNotPossible):
        let_through(question=other, by=amina(), now=NOW)
    assert standing(other)[0][:2] == ("merged", kept.pk)


def test_undoing_a_merge_tells_of_the_question_that_was_kept(session, kept, other):
    merged(kept, other)
    undo(session)
    assert set(session.events.order_by("-seq").first().question_ids) == {kept.pk, other.pk}
