import pytest

from exchange.live.hub import Update
from forums.actions.live.desk import (
    answer_question,
    hide_question,
    let_through,
    start_answering,
    take_answer_back,
)
from forums.actions.live.questions import withdraw_question
from forums.live.groups import Audience, room_of
from forums.live.parts import PARTS
from forums.live.payloads import SessionReader, listener_key, own_questions, question_payload, session_state
from forums.models import LiveSession, Question, QuestionState
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_case_study,
    make_engagement,
    make_session,
    minutes_later,
    vote,
)

pytestmark = pytest.mark.django_db

ATTENDEES, FACILITATORS, SCREENS = Audience
OF_THE_ROOM = pytest.mark.parametrize("audience", [ATTENDEES, SCREENS])
READER = SessionReader()


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def ben_here(session):
    return join(session, ben())


def changes(session: LiveSession, audience: Audience, after: int = 0) -> Update:
    return READER.changes(room_of(session, audience), after)


def snapshot(session: LiveSession, audience: Audience) -> Update:
    return READER.snapshot(room_of(session, audience))


def head_of(session: LiveSession) -> int:
    session.refresh_from_db(fields=["last_seq"])
    return session.last_seq


def texts(shared) -> list[str]:
    return [question["text"] for question in shared.get("questions", [])]


def payload(question: Question, audience: Audience) -> dict:
    return question_payload(Question.objects.with_people().get(pk=question.pk), audience)


def test_a_question_payload_tells_what_the_room_may_know(session, ben_here):
    question = vote(ask(ben_here, "Who pays?", is_let_through=True, now=minutes_later(1)), join(session))
    told = {
        "id": question.public_id,
        "at": int(minutes_later(1).timestamp()),
        "text": "Who pays?",
        "state": "published",
        "votes": 1,
        "by": "Ben Jacobs",
        "answer": "",
    }
    assert [payload(question, audience) for audience in Audience] == [told, told, told]
    answer(question, "The traders do.")
    told |= {"state": "answered", "answer": "The traders do."}
    assert [payload(question, audience) for audience in Audience] == [told, told, told]


def test_a_question_payload_names_the_case_study_it_is_about():
    rank = make_case_study()
    session = make_session(make_engagement(case_studies=[rank]))
    assert payload(ask(join(session, ben()), case_study=rank), SCREENS)["about"] == "The taxi rank"


def test_nobody_is_told_who_asked_anonymously(session, ben_here):
    hidden_behind = [
        ask(ben_here, is_anonymous=True),
        ask(join(session, chloe(), is_anonymous=True)),
        ask(join(session, guest_name="Sipho", is_anonymous=True)),
    ]
    for audience in Audience:
        assert [payload(question, audience)["by"] for question in hidden_behind] == ["", "", ""]


def test_the_reason_for_hiding_is_for_the_desk_and_the_asker(session, ben_here):
    question = ask(ben_here, is_let_through=True)
    hide_question(question=question, by=amina(), reason="It names a child.", now=NOW)
    assert [payload(question, audience).get("reason") for audience in Audience] == [
        None,
        "It names a child.",
        None,
    ]
    assert [own["reason"] for own in own_questions(ben_here)] == ["It names a child."]


def test_an_answer_that_was_taken_back_stays_on_the_desk_only(session, ben_here):
    question = answer(ask(ben_here, is_let_through=True), "Wrong.")
    take_answer_back(question=question, by=amina(), now=NOW)
    for stop in (None, start_answering):
        if stop:
            stop(question=question, by=amina(), now=NOW)
        assert [payload(question, audience)["answer"] for audience in Audience] == ["", "Wrong.", ""]


@OF_THE_ROOM
def test_a_waiting_question_never_reaches_the_room(session, ben_here, audience):
    ask(ben_here, "It waits.")
    ask(ben_here, "It is in the room.", is_let_through=True)
    assert texts(session_state(session, audience)) == ["It is in the room."]
    assert texts(snapshot(session, audience).shared) == ["It is in the room."]
    assert texts(changes(session, audience).shared) == ["It is in the room."]
    assert "removed" not in changes(session, audience).shared
    assert texts(changes(session, FACILITATORS).shared) == ["It waits.", "It is in the room."]


@OF_THE_ROOM
@pytest.mark.parametrize("fate", ["hidden", "withdrawn"])
def test_what_left_the_queue_before_it_was_shown_is_not_even_a_removal(session, ben_here, audience, fate):
    question = ask(ben_here, "Never shown.")
    if fate == "hidden":
        hide_question(question=question, by=amina(), now=NOW)
    else:
        withdraw_question(question=question, by=ben_here, now=NOW)
    for after in range(4):
        assert set(changes(session, audience, after).shared) <= {"session"}
    assert session_state(session, audience)["questions"] == []
    assert snapshot(session, audience).shared["questions"] == []


@OF_THE_ROOM
def test_hiding_sends_a_removal_without_words(session, ben_here, audience):
    question = ask(ben_here, "Now you see it.", is_let_through=True)
    assert texts(changes(session, audience).shared) == ["Now you see it."]
    hide_question(question=question, by=amina(), now=NOW)
    assert changes(session, audience, 3).shared == {"removed": [question.public_id]}
    assert texts(changes(session, audience, 0).shared) == []
    assert texts(session_state(session, FACILITATORS)) == ["Now you see it."]
    let_through(question=question, by=amina(), now=NOW)
    assert texts(changes(session, audience, 4).shared) == ["Now you see it."]


@pytest.mark.parametrize("audience", Audience)
def test_a_withdrawn_question_leaves_every_audience(session, ben_here, audience):
    question = ask(ben_here, is_let_through=True)
    withdraw_question(question=question, by=ben_here, now=NOW)
    assert changes(session, audience, 3).shared == {"removed": [question.public_id]}
    assert session_state(session, audience)["questions"] == []


def test_a_step_that_is_read_late_tells_the_latest_form_only(session, ben_here):
    question = ask(ben_here, is_let_through=True)
    answer(question, "First.")
    answer_question(question=question, by=amina(), answer="Corrected.", now=NOW)
    assert [told["answer"] for told in changes(session, SCREENS, 3).shared["questions"]] == ["Corrected."]
    withdraw_question(question=question, by=ben_here, now=NOW)
    assert changes(session, SCREENS, 3).shared == {"removed": [question.public_id]}


@pytest.mark.parametrize("audience", Audience)
def test_of_a_question_that_was_voted_for_the_count_alone_is_told(session, ben_here, audience):
    question = ask(ben_here)
    let_through(question=question, by=amina(), now=minutes_later(1))
    before = head_of(session)
    vote(question, join(session, guest_name="Thandi"), join(session, guest_name="Sipho"))
    told = changes(session, audience, before)
    assert (told.shared, told.private) == ({"votes": {question.public_id: 2}}, {})


def test_what_changed_beside_its_votes_is_told_whole(session, ben_here):
    question = ask(ben_here)
    let_through(question=question, by=amina(), now=minutes_later(1))
    vote(question, join(session, guest_name="Thandi"))
    told = changes(session, ATTENDEES).shared
    assert ([row["votes"] for row in told["questions"]], "votes" in told) == ([1], False)


def test_the_votes_of_what_was_hidden_meanwhile_are_not_told(session, ben_here):
    question = ask(ben_here)
    let_through(question=question, by=amina(), now=minutes_later(1))
    before = head_of(session)
    vote(question, join(session, guest_name="Thandi"))
    Question.objects.filter(pk=question.pk).update(state=QuestionState.HIDDEN)  # no event yet
    assert changes(session, ATTENDEES, before).shared == {"removed": [question.public_id]}


def test_a_waiting_question_goes_to_its_own_asker_in_a_private_frame(session, ben_here):
    sipho = join(session)
    mine, other = ask(ben_here, "Mine."), ask(sipho, "Sipho's.")
    for update in (changes(session, ATTENDEES), snapshot(session, ATTENDEES)):
        told = {key: texts(part) for key, part in update.private.items()}
        assert told == {listener_key(ben_here): ["Mine."], listener_key(sipho): ["Sipho's."]}
    [own] = changes(session, ATTENDEES).private[listener_key(ben_here)]["questions"]
    assert own == {**payload(mine, ATTENDEES), "reason": "", "mine": True}
    assert (own["state"], own_questions(ben_here)) == (QuestionState.WAITING, [own])
    assert [row["id"] for row in own_questions(sipho)] == [other.public_id]


@pytest.mark.parametrize("audience", [FACILITATORS, SCREENS])
def test_private_frames_are_for_attendees(session, ben_here, audience):
    ask(ben_here)
    assert changes(session, audience).private == snapshot(session, audience).private == {}


def test_a_question_in_the_room_is_nobodys_private_matter(session, ben_here):
    ask(ben_here, is_let_through=True)
    assert changes(session, ATTENDEES).private == snapshot(session, ATTENDEES).private == {}
    assert own_questions(ben_here) == []


def test_its_asker_is_told_privately_that_a_question_was_withdrawn_before_it_was_shown(session, ben_here):
    question = ask(ben_here)
    withdraw_question(question=question, by=ben_here, now=NOW)
    for update in (changes(session, ATTENDEES), snapshot(session, ATTENDEES)):
        assert update.private == {listener_key(ben_here): {"questions": [], "removed": [question.public_id]}}


def test_changes_tell_from_where_to_where_and_nothing_twice(session, ben_here):
    ask(ben_here, is_let_through=True)
    update = changes(session, SCREENS, 1)
    assert (update.after, update.to, update.is_whole, set(update.shared)) == (1, 3, False, {"questions"})
    assert changes(session, SCREENS, 3) == Update(after=3, to=3, shared={})
    assert READER.head(room_of(session, SCREENS)) == 3


@pytest.mark.parametrize("audience", Audience)
def test_opening_and_closing_reach_every_audience(session, ben_here, audience):
    assert changes(session, audience).shared == {"session": {"state": "open"}}
    close(session)
    assert changes(session, audience, 1).shared == {"session": {"state": "closed"}}
    assert session_state(LiveSession.objects.get(), audience)["session"] == {"state": "closed"}


@pytest.mark.parametrize("audience", Audience)
def test_a_snapshot_is_the_whole_state(session, ben_here, audience):
    vote(ask(ben_here, is_let_through=True), join(session))
    ask(ben_here)
    whole = snapshot(session, audience)
    assert (whole.after, whole.to, whole.is_whole) == (-1, 5, True)
    assert whole.shared == session_state(LiveSession.objects.get(), audience)


def test_one_session_tells_nothing_of_another(session, ben_here):
    ask(ben_here, is_let_through=True)
    other = make_session(make_engagement("another"))
    for audience in Audience:
        leader = {"desk": [{"id": str(other.pk), "leader": ""}]} if audience is FACILITATORS else {}
        assert session_state(other, audience) == {"session": {"state": "open"}, "questions": [], **leader}
        assert changes(other, audience).shared == {"session": {"state": "open"}}


@pytest.mark.parametrize("audience", Audience)
def test_reading_costs_the_same_for_1_question_as_for_3(session, audience, django_assert_num_queries):
    guests = [join(session, guest_name=name) for name in ("Sipho", "Zola", "Amahle")]
    for asked in (guests[:1], guests[1:]):
        for guest in asked:
            ask(guest, is_let_through=True)
        with django_assert_num_queries({ATTENDEES: 4, FACILITATORS: 4, SCREENS: 3}[audience]):
            changes(session, audience)
        parts = [part for part in PARTS if audience in part.audiences]
        with django_assert_num_queries(
            1 + (audience is FACILITATORS) + len(parts)
        ):  # the desk: what was merged
            session_state(session, audience)


def test_a_listener_without_a_participant_has_no_key(ben_here):
    assert (listener_key(None), listener_key(ben_here)) == ("", f"p{ben_here.pk}")
