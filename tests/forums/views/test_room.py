"""In the room: orders, what was asked already, one's own words."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forums.actions.live.desk import hide_question, let_through
from forums.models import LiveSession, Participant, Presenter, Question
from tests.factories import (
    NOW,
    amina,
    answer,
    ask,
    ben,
    chloe,
    join,
    make_engagement,
    make_municipality,
    make_session,
    minutes_later,
    vote,
)
from tests.forums.views.attending import asking, page_of, texts, to
from tests.pages import JSON, Page

pytestmark = pytest.mark.django_db

LIGHTS = "Who keeps the street lights on at the taxi rank?"
ALIKE = "Who keeps the street lights at the rank on?"


# Asking ---------------------------------------------------------------------------------------------
def test_a_question_may_go_to_a_presenter_and_says_its_language(bens, session):
    thandi = Presenter.objects.create(session=session, name="Thandi Mbeki")
    bens.post(asking(session), {"text": "Ngubani obhatalayo?", "presenter": thandi.pk, "language": "zu"})
    question = Question.objects.get()
    assert (question.presenter, question.language) == (thandi, "zu")
    html = bens.get(page_of(session)).content.decode()
    assert '<p class="question-text" data-field="text" lang="zu">Ngubani obhatalayo?</p>' in html
    assert "Thandi Mbeki" in html
    assert '<option value="zu" selected>' in html  # the next one is likely to be in it too


def test_what_was_asked_already_is_shown_before_a_question_is_sent_without_script(bens, session):
    first = ask(join(session, chloe()), LIGHTS)
    page = Page(bens.post(asking(session), {"text": ALIKE}))
    assert "Has somebody asked this already?" in page.text
    assert session.questions.count() == 1
    bens.post(asking(session), {"text": ALIKE, "send_mine": "yes"})
    assert set(session.questions.values_list("text", flat=True)) == {first.text, ALIKE}


def test_a_script_is_not_stopped_by_what_it_has_shown(bens, session):
    ask(join(session, chloe()), LIGHTS)
    assert bens.post(asking(session), {"text": ALIKE}, headers=JSON).json()["question"]["text"] == ALIKE


def test_similar_questions_are_those_of_the_room_and_not_ones_own(bens):
    session = make_session(make_engagement("moderated"), is_moderated=True)
    ben_here = join(session, ben())
    ask(join(session, chloe()), LIGHTS)
    ask(ben_here, LIGHTS, is_let_through=True)
    path = reverse("similar_questions", args=[session.slug])
    assert bens.get(path, {"text": ALIKE}).json() == {"questions": []}
    shown = let_through(question=Question.objects.earliest("pk"), by=amina(), now=NOW)
    vote(shown, ben_here)
    found = {"id": shown.public_id, "text": LIGHTS, "votes": 1, "voted": True}
    assert bens.get(path, {"text": ALIKE}).json() == {"questions": [found]}
    assert bens.get(path, {"text": "Who"}).json() == {"questions": []}


def test_looking_for_similar_questions_costs_the_same_for_any_number(
    bens, session, django_assert_num_queries
):
    people = [join(session, guest_name=f"Guest {number}") for number in range(4)]
    path = reverse("similar_questions", args=[session.slug])
    for count in (1, 4):
        for person in people[:count]:
            ask(person, LIGHTS)
        with django_assert_num_queries(7):
            bens.get(path, {"text": ALIKE})


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"is_asking_paused": True}, "Asking is paused for a moment."),
        ({"slow_seconds": 60}, "60 seconds lie between two of yours"),
        ({"is_voting_paused": True}, "Voting is paused for a moment."),
    ],
)
def test_what_is_paused_is_said_where_one_types(bens, session, settings, words):
    LiveSession.objects.update(**settings)
    html = bens.get(page_of(session)).content.decode()
    told = re.findall(r'<p class="note" role="status"[^>]*?(?<! hidden)>([^<]*)</p>', html)
    assert [line for line in told if words in line] == told
    assert len(told) == 1


def test_a_refused_question_of_a_blocked_guest_says_why_and_stays(bens, session):
    Participant.objects.update(blocked_at=NOW, blocked_reason="Insults.")
    response = bens.post(asking(session), {"text": LIGHTS})
    page = Page(response)
    assert (response.status_code, page.boxes["text"]) == (403, [LIGHTS])
    assert "Insults." in page.alerts[0]


# One's own words ------------------------------------------------------------------------------------
def test_ones_own_question_is_corrected_and_added_to(bens, session):
    question = ask(join(session, ben()))
    bens.post(to(question, "edit"), {"words": "Who pays?"})
    bens.post(to(question, "add-context"), {"words": "At the rank."})
    text = Page(bens.get(page_of(session))).text
    assert "Who pays?" in text
    assert "At the rank." in text
    assert "edited" in text


def test_words_that_are_refused_stay_typed_in_their_place(bens, session):
    question = ask(join(session, ben()))
    response = bens.post(to(question, "edit"), {"words": "x" * 501})
    assert response.status_code == 400
    assert Page(response).alerts == ["A question can have 500 characters; yours has 501. Please shorten it."]
    assert f">{'x' * 501}</textarea>" in response.content.decode()


def test_a_script_gets_the_question_as_it_is_now(bens, session):
    question = ask(join(session, ben()))
    told = bens.post(to(question, "edit"), {"words": "Who pays?"}, headers=JSON).json()["question"]
    assert (told["text"], told["edited"], told["mine"]) == ("Who pays?", True, True)


def test_the_reason_for_hiding_is_shown_to_the_asker(bens, session):
    question = ask(join(session, ben()))
    hide_question(question=question, by=amina(), reason="Name nobody.", now=NOW)
    assert "Name nobody." in Page(bens.get(page_of(session))).text


# The reader's order ---------------------------------------------------------------------------------
def seed_orders(session: LiveSession) -> None:
    """Chloé asks twice and is answered once; a guest of another place asks once, later, without a vote."""
    chloe_here, sipho = join(session, chloe()), join(session)
    Participant.objects.filter(pk=chloe_here.pk).update(municipality_code="KLP")
    Participant.objects.filter(pk=sipho.pk).update(municipality_code=make_municipality().code)
    for here in (chloe_here, sipho):
        here.refresh_from_db()
    answer(ask(chloe_here, "Answered."))
    vote(ask(chloe_here, "Most votes.", now=minutes_later(1)), sipho)
    ask(sipho, "Newest.", now=minutes_later(2))


def test_the_reader_chooses_the_order_and_it_is_remembered(bens, session):
    seed_orders(session)
    by_votes = ["Most votes.", "Answered.", "Newest."]
    newest = ["Newest.", "Most votes.", "Answered."]
    heard = ["Newest.", "Answered.", "Most votes."]
    assert texts(bens, session) == by_votes
    assert texts(bens, session, "?order=newest") == newest
    assert texts(bens, session) == newest
    assert texts(bens, session, "?order=heard") == heard
    assert texts(bens, session, "?order=nonsense") == by_votes
    assert texts(bens, session) == heard


def test_the_page_costs_the_same_for_1_question_as_for_3(bens, session):
    counts = []
    for number in range(3):
        ask(join(session, guest_name=f"Guest {number}"), f"Question {number}?")
        bens.get(page_of(session))
        with CaptureQueriesContext(connection) as captured:
            bens.get(page_of(session))
        counts.append(len(captured))
    assert counts[0] == counts[2]
