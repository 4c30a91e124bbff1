from uuid import uuid4

import pytest
from django.urls import reverse

from exchange.live import tickets
from forums.actions.live.desk import hide_question
from forums.actions.live.questions import QUESTIONS_IN_A_WHILE
from forums.models import QUESTION_LENGTH, LiveSession, Question, Vote
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
from tests.forums.views.attending import asking, page_of, to
from tests.pages import BROKEN, JSON, Page, queries_of, send_broken

pytestmark = pytest.mark.django_db

QUESTION = "Who keeps the lights on?"
EMPTY = "Please write your question first."
TOO_LONG = "A question can have 500 characters; yours has 501."


def question_of(session: LiveSession, text: str = QUESTION, **options) -> Question:
    return ask(join(session, chloe()), text, **options)


# Seeing -------------------------------------------------------------------------------------------
def test_whoever_has_not_joined_sees_the_way_in_and_no_question(client, session):
    question_of(session)
    for person in (None, ben(), amina()):
        if person:
            client.force_login(person)
        page = Page(client.get(page_of(session)))
        assert (page.title, "take_part" in page.boxes) == (session.title, True)
        assert QUESTION not in page.text


def test_a_participant_sees_the_room_by_votes_with_answers(bens, session):
    plain, wanted = question_of(session, "Plain?"), question_of(session, "Wanted?")
    vote(wanted, join(session, amina()))
    answer(wanted, "The traders do.")
    response = bens.get(page_of(session))
    assert list(response.context["questions"]) == [wanted, plain]
    text = Page(response).text
    assert text.index("Wanted?") < text.index("The traders do.") < text.index("Plain?")


def test_one_sees_ones_own_waiting_and_hidden_questions_and_nobody_elses(client):
    session = make_session(is_moderated=True)
    own, hidden = ask(join(session, ben()), "Mine?"), ask(join(session, ben()), "My number plate?")
    hide_question(question=hidden, by=amina(), reason="It names somebody.", now=NOW)
    question_of(session, "Not mine?")
    client.force_login(ben())
    response = client.get(page_of(session))
    assert (list(response.context["questions"]), list(response.context["own_questions"])) == (
        [],
        [own, hidden],
    )
    text = Page(response).text
    assert ("It names somebody." in text, "Not mine?" in text) == (True, False)


def test_an_anonymous_question_bears_no_name(bens, session):
    question_of(session, is_anonymous=True)
    text = Page(bens.get(page_of(session))).text
    assert ("Anonymous" in text, "Chloé" in text) == (True, False)


def test_a_page_without_javascript_may_reload_itself_but_not_under_ones_typing(bens, session):
    response = bens.get(page_of(session) + "?reload")
    assert (response["Refresh"], "text" in Page(response).boxes) == ("20", False)
    response = bens.get(page_of(session))
    assert ("Refresh" in response, "text" in Page(response).boxes) == (False, True)


def test_nothing_of_a_session_is_kept_in_a_shared_cache(bens, session):
    for path in (page_of(session), reverse("live_ticket", args=[session.slug])):
        assert "no-store" in bens.get(path)["Cache-Control"]


def test_a_closed_session_leads_to_its_threads(bens, session):
    question_of(session)
    close(session)
    thread = session.threads.get()
    page = Page(bens.get(page_of(session)))
    assert reverse("thread", args=[thread.pk, thread.slug]) in page.links
    assert "text" not in {name for name, values in page.boxes.items() if values != [""]}


def test_a_session_costs_the_same_with_one_question_and_with_three(bens, session):
    question_of(session)
    cost = queries_of(bens, page_of(session))
    ask(join(session), "From a guest?")
    vote(ask(join(session, amina()), "From Amina?"), join(session, ben()))
    assert queries_of(bens, page_of(session)) == cost


def test_a_closed_session_costs_the_same_with_one_thread_and_with_three(client):
    rank, gate, street = (make_case_study(slug) for slug in ("the-rank", "the-gate", "the-street"))
    session = make_session(make_engagement(case_studies=[rank, gate, street]))
    join(session, ben())
    client.force_login(ben())
    question_of(session, "About it all?")
    close(session)
    cost = queries_of(client, page_of(session))
    other = make_session(
        make_engagement("another", case_studies=[rank, gate, street]), title="Another session"
    )
    join(other, ben())
    for subject in (None, rank, gate):
        question_of(other, f"About {subject}?", case_study=subject)
    close(other)
    assert other.threads.count() == 3
    assert queries_of(client, page_of(other)) == cost


# Asking -------------------------------------------------------------------------------------------
def test_a_question_is_in_the_room_at_once_where_nobody_moderates(bens, session):
    response = bens.post(asking(session), {"text": QUESTION, "client_id": uuid4()})
    question = Question.objects.get()
    assert (question.text, question.asker.user, question.state) == (QUESTION, ben(), "published")
    assert response["Location"] == f"{page_of(session)}#q-{question.public_id}"


def test_a_script_gets_its_own_question_back(client):
    session = make_session(is_moderated=True)
    join(session, ben())
    client.force_login(ben())
    told = client.post(asking(session), {"text": QUESTION}, headers=JSON).json()["question"]
    question = Question.objects.get()
    assert (told["id"], told["state"], told["mine"]) == (question.public_id, "waiting", True)


def test_a_question_is_about_a_case_that_the_session_presents(client):
    rank, other = make_case_study(), make_case_study("the-school-gate")
    session = make_session(make_engagement(case_studies=[rank]))
    join(session, ben())
    client.force_login(ben())
    client.post(asking(session), {"text": QUESTION, "case_study": rank.pk})
    assert Question.objects.get().case_study == rank
    response = client.post(asking(session), {"text": "Another?", "case_study": other.pk})
    assert (response.status_code, Page(response).boxes["text"]) == (400, ["Another?"])


def test_a_question_sent_twice_exists_once(bens, session):
    data = {"text": QUESTION, "client_id": uuid4()}
    page, told = bens.post(asking(session), data), bens.post(asking(session), data, headers=JSON)
    assert page["Location"].endswith(told.json()["question"]["id"])
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("", EMPTY), (" \n ", EMPTY), ("a" * (QUESTION_LENGTH + 1), TOO_LONG)],
)
def test_a_refused_question_stays_typed(bens, session, text, complaint):
    response = bens.post(asking(session), {"text": text})
    page = Page(response)
    assert (response.status_code, page.alerts, page.boxes["text"]) == (400, [complaint], [text])
    told = bens.post(asking(session), {"text": text}, headers=JSON)
    assert (told.status_code, told.json()["error"]) == (400, complaint)
    assert Question.objects.count() == 0


def test_broken_characters_are_refused_and_shown(bens, session):
    page = Page(send_broken(bens, asking(session), text="Chloÿ?"))
    assert (page.alerts, page.boxes["text"]) == ([BROKEN], ["Chlo�?"])


def test_before_a_session_opens_a_question_stays_typed(client):
    session = make_session(is_open=False)
    session.takes_early_questions = False
    session.save()
    join(session, ben())
    client.force_login(ben())
    response = client.post(asking(session), {"text": QUESTION})
    page = Page(response)
    assert (response.status_code, page.boxes["text"]) == (409, [QUESTION])
    assert page.alerts == ["This session is not open yet. Your words are kept here; send them when it opens."]


def test_after_a_session_closed_a_question_is_given_back(bens, session):
    close(session)
    response = bens.post(asking(session), {"text": QUESTION})
    page = Page(response)
    assert (response.status_code, page.boxes["text"]) == (409, [QUESTION])
    assert page.alerts == ["This session has closed. You can continue in its discussion."]
    told = bens.post(asking(session), {"text": QUESTION}, headers=JSON)
    assert (told.status_code, told.json()["error"]) == (409, page.alerts[0])


def test_somebody_in_a_hurry_is_asked_to_wait_and_keeps_the_question(bens, session):
    for number in range(QUESTIONS_IN_A_WHILE):
        bens.post(asking(session), {"text": f"Question {number}?"})
    response = bens.post(asking(session), {"text": QUESTION})
    assert (response.status_code, Page(response).boxes["text"]) == (429, [QUESTION])


def test_a_script_in_a_question_is_only_words(bens, session):
    response = bens.post(asking(session), {"text": "<script>alert(1)</script>"}, follow=True)
    assert "<script>alert" not in response.content.decode()
    assert "<script>alert(1)</script>" in Page(response).text


# Voting and withdrawing ---------------------------------------------------------------------------
def test_a_vote_and_its_taking_back(bens, session):
    question = question_of(session)
    response = bens.post(to(question, "vote"), {"client_id": uuid4()})
    assert response["Location"] == f"{page_of(session)}#q-{question.public_id}"
    told = bens.post(to(question, "vote"), headers=JSON).json()
    assert told == {"done": True, "id": question.public_id, "votes": 1, "voted": True}
    told = bens.post(to(question, "unvote"), headers=JSON).json()
    assert told == {"done": True, "id": question.public_id, "votes": 0, "voted": False}
    assert Vote.objects.count() == 0


def test_a_vote_sent_twice_counts_once(bens, session):
    question, data = question_of(session), {"client_id": uuid4()}
    for _ in range(2):
        bens.post(to(question, "vote"), data)
    bens.post(to(question, "vote"), {"client_id": uuid4()})
    question.refresh_from_db()
    assert question.vote_count == Vote.objects.count() == 1


def test_withdrawing_a_question_takes_its_words_away(bens, session):
    question = ask(join(session, ben()), QUESTION)
    response = bens.post(to(question, "withdraw"))
    assert response["Location"] == page_of(session)
    question.refresh_from_db()
    assert (question.text, question.state) == ("", "withdrawn")
    told = bens.post(to(question, "withdraw"), headers=JSON).json()
    assert told == {"done": True, "id": question.public_id, "withdrawn": True}


def test_nobody_withdraws_anothers_question(bens, session):
    question = question_of(session)
    response = bens.post(to(question, "withdraw"))
    assert response.status_code == 403
    assert Page(response).alerts == ["Only the person who asked a question can change or withdraw it."]
    assert bens.post(to(question, "withdraw"), headers=JSON).status_code == 403
    question.refresh_from_db()
    assert question.text == QUESTION


def test_a_question_that_waits_is_not_there_for_others(client):
    session = make_session(is_moderated=True)
    question = question_of(session)
    join(session, ben())
    client.force_login(ben())
    for verb in ("vote", "unvote", "withdraw"):
        assert client.post(to(question, verb)).status_code == 404


def test_voting_in_a_closed_session_is_refused_where_one_is(bens, session):
    question = question_of(session)
    close(session)
    response = bens.post(to(question, "vote"))
    assert response.status_code == 409
    assert Page(response).alerts == ["This session has closed. You can continue in its discussion."]
    assert bens.post(to(question, "vote"), headers=JSON).status_code == 409


def test_an_act_or_a_question_that_does_not_exist(bens, session):
    question = question_of(session)
    other = make_session(make_engagement("another"), title="Another")
    assert bens.post(to(question, "vote").replace("vote", "burn")).status_code == 404
    assert bens.post(to(question, "vote").replace(question.public_id, "missing")).status_code == 404
    join(other, ben())
    assert bens.post(to(question, "vote").replace(session.slug, other.slug)).status_code == 404


# Tickets ------------------------------------------------------------------------------------------
def test_a_ticket_lets_a_participant_hear_the_attendees_room(bens, session):
    told = bens.get(reverse("live_ticket", args=[session.slug])).json()
    ticket = tickets.check(told["ticket"])
    assert (told["joined"], ticket.room) == (True, f"{session.pk}:attendees")
    assert ticket.key == f"p{session.participants.get().pk}"
    assert len(told["csrf"]) > 20


def test_who_has_not_joined_gets_no_ticket(client, session):
    told = client.get(reverse("live_ticket", args=[session.slug])).json()
    assert told == {"done": True, "joined": False}


def test_the_page_starts_where_the_log_is(bens, session):
    question_of(session, now=minutes_later(1))
    session.refresh_from_db()
    content = bens.get(page_of(session)).content.decode()
    assert f'data-after="{session.last_seq}"' in content
