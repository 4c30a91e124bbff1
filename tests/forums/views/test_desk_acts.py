from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from forums.actions.live.desk import answer_question, hide_question, start_answering
from forums.actions.live.editing import edit_at_desk
from forums.actions.live.marking import star
from forums.actions.live.merging import merge
from forums.models import LiveSession, Presenter, Question
from tests.factories import (
    NOW,
    administrator,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    dineo,
    join,
    make_session,
    minutes_later,
)
from tests.pages import JSON, Page

pytestmark = pytest.mark.django_db

QUESTION = "Who pays for the lights?"


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def question(session):
    return ask(join(session, ben()), QUESTION, is_let_through=True)


@pytest.fixture
def other(session):
    return ask(join(session, chloe()), "Who pays the street lights?", is_let_through=True)


def to(question: Question, verb: str) -> str:
    return reverse("desk_act", args=[question.session.slug, question.public_id, verb])


def at(session: LiveSession, route: str, *rest: str) -> str:
    return reverse(route, args=[session.slug, *rest])


def state(question: Question) -> str:
    return Question.objects.get(pk=question.pk).state


def test_marks_words_and_presenters_are_set_and_taken_back(aminas, session, question):
    presenter = Presenter.objects.create(session=session, name="Thandi")
    for verb, data, field in [
        ("pin", {}, "pinned"),
        ("star", {}, "starred"),
        ("assign", {"presenter": presenter.pk}, "to"),
        ("edit", {"text": "Who pays?", "began_from": QUESTION}, "unagreed"),
    ]:
        told = aminas.post(to(question, verb), data, headers=JSON).json()
        assert field in told["question"]
        undone = aminas.post(at(session, "undo_desk_act"), {"seq": told["undo"]["seq"]}, headers=JSON)
        assert undone.status_code == 200
        fresh = aminas.post(to(question, "star"), headers=JSON).json()["question"]
        aminas.post(to(question, "unstar"))
        assert field == "starred" or field not in fresh


def test_an_act_on_what_a_colleague_changed_is_refused_with_who_did_what(aminas, question):
    hide_question(question=question, by=dineo(), now=NOW)
    told = aminas.post(to(question, "answering"), {"seen": "published"}, headers=JSON)
    assert (told.status_code, told.json()["code"]) == (409, "changed")
    assert told.json()["error"].startswith(f"{dineo().display_name} changed this question meanwhile")


def test_an_answer_typed_over_a_colleagues_is_given_back(aminas, question):
    answer(question, "The traders.")
    answer_question(question=question, by=dineo(), answer="The city.", now=NOW)
    response = aminas.post(
        to(question, "answered"),
        {"answer": "The province.", "began_from": "The traders.", "seen": "answered"},
    )
    page = Page(response)
    assert (response.status_code, "“The city.”" in page.alerts[0]) == (409, True)
    assert "The province." in page.boxes["answer"]


def test_undo_says_what_it_will_undo_and_undoes_only_ones_own(aminas, session, question):
    desk = Page(aminas.get(at(session, "desk"))).text
    assert f"let through: “{QUESTION}”" in desk
    star(question=question, by=dineo(), now=NOW)
    colleagues = session.events.latest("seq").seq
    refused = aminas.post(at(session, "undo_desk_act"), {"seq": colleagues})
    assert (refused.status_code, Page(refused).alerts) == (
        409,
        ["There is nothing of yours left to undo here."],
    )
    assert aminas.post(at(session, "undo_desk_act"))["Location"] == at(session, "desk")
    assert state(question) == "waiting"
    assert aminas.get(at(session, "undo_desk_act"), headers=JSON).json() == {"done": True, "undo": None}


def test_a_question_asked_aloud_is_entered(aminas, session):
    data = {"text": QUESTION, "heard_in": "chat", "name": "Mrs Mokoena", "client_id": str(uuid4())}
    for _ in range(2):
        aminas.post(at(session, "enter_question"), data)
    question = Question.objects.get()
    assert (question.state, question.heard_in, question.room_name) == ("published", "chat", "Mrs Mokoena")


def test_what_was_entered_and_refused_stays_typed(aminas, session):
    response = aminas.post(at(session, "enter_question"), {"text": "a" * 501, "heard_in": "aloud"})
    assert (response.status_code, Page(response).boxes["text"][0]) == (400, "a" * 501)
    close(session)
    response = aminas.post(at(session, "enter_question"), {"text": QUESTION, "heard_in": "aloud"})
    assert response.status_code == 409


def test_questions_are_merged_on_a_page_of_their_own(aminas, session, question, other):
    page = Page(aminas.get(at(session, "merge_questions"), {"question": question.public_id}))
    assert "May ask the same" in page.text
    data = {"question": question.public_id, "keep": other.public_id, "merge": [question.public_id]}
    response = aminas.post(at(session, "merge_questions"), data)
    assert response["Location"] == f"{at(session, 'desk')}#q-{other.public_id}"
    assert state(question) == "merged"
    told = aminas.post(to(question, "unmerge"), headers=JSON).json()["question"]
    assert (told["id"], told["state"]) == (question.public_id, "published")


def test_a_merge_that_is_refused_keeps_what_was_chosen(aminas, session, question, other):
    answer(question)
    data = {"question": question.public_id, "keep": other.public_id, "merge": [question.public_id]}
    response = aminas.post(at(session, "merge_questions"), data)
    assert (response.status_code, response.context["keep"]) == (409, other.public_id)
    told = aminas.post(at(session, "merge_questions"), data, headers=JSON)
    assert told.json()["error"].startswith("A question that is being answered or was answered")


def test_merging_into_something_that_is_not_here(aminas, session, question):
    assert aminas.post(to(question, "merge"), {"into": "missing"}).status_code == 404
    assert aminas.post(at(session, "merge_questions"), {"keep": "missing"}).status_code == 404


def test_beside_a_waiting_question_stands_what_may_ask_the_same(aminas, session, question):
    waiting = ask(join(session, chloe()), "Who pays the lights?")
    assert aminas.get(at(session, "desk")).context["lanes"]["waiting"][0].similar == [question]
    part = aminas.get(at(session, "similar_at_desk", waiting.public_id)).content.decode()
    assert (QUESTION in part, f'value="{question.public_id}"' in part) == (True, True)
    aminas.post(to(waiting, "merge"), {"into": question.public_id})
    assert state(waiting) == "merged"


def test_colleagues_see_who_writes_at_what(aminas, client, session, question):
    cache.clear()
    hold = at(session, "hold_question", question.public_id)
    assert aminas.post(hold).json()["holds"] == {}
    client.force_login(administrator())
    assert client.get(at(session, "desk_holds")).json()["holds"] == {
        question.public_id: [amina().display_name]
    }
    client.force_login(amina())
    client.post(hold, {"let_go": "1"})
    client.force_login(administrator())
    assert client.get(at(session, "desk_holds")).json()["holds"] == {}


def test_the_desk_is_filtered_by_case_study_and_brings_forward_who_was_not_heard(aminas, session):
    ben_here, chloe_here = join(session, ben()), join(session, chloe())
    for person, place in ((ben_here, "KZN292"), (chloe_here, "NMA")):
        person.municipality_code = place
        person.save(update_fields=["municipality_code"])
    answer(ask(ben_here, is_let_through=True))
    heard = ask(ben_here, is_let_through=True)
    unheard = ask(chloe_here, is_let_through=True, now=minutes_later(1))
    desk = at(session, "desk")
    assert aminas.get(desk).context["lanes"]["published"] == [heard, unheard]
    assert aminas.get(desk, {"unheard": "on"}).context["lanes"]["published"] == [unheard, heard]
    assert aminas.get(desk, {"about": "Elsewhere"}).context["lanes"]["published"] == []


def test_before_closing_a_page_says_what_will_happen(aminas, session, question, other):
    answer(question)
    start_answering(question=other, by=amina(), now=NOW)
    ask(join(session), "Waiting?")
    text = Page(aminas.get(at(session, "close_session"))).text
    for said in ("2 questions go to the discussion", "1 of them was not answered", "1 question still waits"):
        assert said in text
    assert aminas.post(at(session, "close_session")).status_code == 302
    assert "This session is closed already." in Page(aminas.get(at(session, "close_session"))).text


# The asker's side ---------------------------------------------------------------------------------
def test_an_asker_sees_both_versions_and_says_which_is_to_stand(client, session, question):
    edit_at_desk(question=question, text="Who pays?", by=amina(), now=NOW)
    client.force_login(ben())
    page = Page(client.get(at(session, "live_session")))
    assert all(
        words in page.text for words in ("Your words", QUESTION, "What the room reads now", "Who pays?")
    )
    response = client.post(at(session, "answer_edit", question.public_id, "put-back"))
    assert response["Location"] == f"{at(session, 'live_session')}#q-{question.public_id}"
    question.refresh_from_db()
    assert question.text == QUESTION


def test_another_participant_has_no_say(client, session, question):
    edit_at_desk(question=question, text="Who pays?", by=amina(), now=NOW)
    join(session, chloe())
    client.force_login(chloe())
    assert "Your words" not in Page(client.get(at(session, "live_session"))).text
    for verb in ("agree", "put-back"):
        path = at(session, "answer_edit", question.public_id, verb)
        assert client.post(path, headers=JSON).status_code == 403
    question.refresh_from_db()
    assert question.text == "Who pays?"


def test_an_asker_agrees_after_the_merge_of_their_question(client, session, question, other):
    edit_at_desk(question=question, text="Who pays?", by=amina(), now=NOW)
    merge(keep=other, questions=[question], by=amina(), now=NOW)
    client.force_login(ben())
    told = client.post(at(session, "answer_edit", question.public_id, "agree"), headers=JSON)
    assert told.json() == {"done": True, "id": question.public_id, "text": "Who pays?"}
