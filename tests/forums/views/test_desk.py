import pytest
from django.urls import reverse

from casestudies.models import CaseStudyStatus
from exchange.live import tickets
from forums.actions.live.desk import hide_question, start_answering
from forums.actions.live.questions import withdraw_question
from forums.models import ANSWER_LENGTH, LiveSession, Question, Summary
from tests.factories import (
    NOW,
    administrator,
    amina,
    answer,
    ask,
    ben,
    chloe,
    close,
    join,
    make_case_study,
    make_session,
    vote,
)
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db

QUESTION, ANSWER = "Who keeps the lights on?", "The traders do."
CLOSED = "This session has closed. You can continue in its discussion."


@pytest.fixture
def session():
    return make_session(is_moderated=True)


@pytest.fixture
def aminas(client):
    """Amina's browser."""
    client.force_login(amina())
    return client


def desk_of(session: LiveSession) -> str:
    return reverse("desk", args=[session.slug])


def question_of(session: LiveSession, text: str = QUESTION, **options) -> Question:
    return ask(join(session, ben()), text, **options)


def to(question: Question, verb: str) -> str:
    return reverse("desk_act", args=[question.session.slug, question.public_id, verb])


# The desk -----------------------------------------------------------------------------------------
def test_the_desk_shows_each_question_in_its_lane(aminas, session):
    waiting, shown = question_of(session), question_of(session, is_let_through=True)
    wanted = vote(question_of(session, is_let_through=True), join(session, chloe()))
    now = start_answering(question=question_of(session, is_let_through=True), by=amina(), now=NOW)
    done = answer(question_of(session, is_let_through=True))
    hidden = hide_question(question=question_of(session), by=amina(), reason="Twice.", now=NOW)
    response = aminas.get(desk_of(session))
    assert response.context["lanes"] == {
        "waiting": [waiting],
        "published": [wanted, shown],
        "answering": [now],
        "answered": [done],
        "hidden": [hidden],
    }
    assert "no-store" in response["Cache-Control"]


def test_a_withdrawn_question_is_not_on_the_desk(aminas, session):
    question = question_of(session)
    withdraw_question(question=question, by=question.asker, now=NOW)
    assert not any(aminas.get(desk_of(session)).context["lanes"].values())


def test_the_desk_does_not_tell_who_asks_anonymously(aminas, session):
    question_of(session, is_anonymous=True)
    text = Page(aminas.get(desk_of(session))).text
    assert (QUESTION in text, "Ben" in text) == (True, False)


def test_the_desk_costs_the_same_with_one_question_and_with_three(aminas, session):
    question_of(session, is_let_through=True)  # what undo would set back is asked for
    question_of(session)
    cost = queries_of(aminas, desk_of(session))
    ask(join(session), "From a guest?", is_let_through=True)
    answer(ask(join(session, chloe()), "From Chloé?", is_let_through=True))
    assert queries_of(aminas, desk_of(session)) == cost


@pytest.mark.parametrize("route", ["desk", "desk_ticket"])
def test_the_desk_of_no_session_and_for_no_facilitator(client, session, route):
    client.force_login(ben())
    assert client.get(reverse(route, args=[session.slug])).status_code == 403
    assert client.get(reverse(route, args=["missing"])).status_code == 404
    client.force_login(amina())
    assert client.get(reverse(route, args=["missing"])).status_code == 404


def test_a_refusal_answers_a_script_in_its_own_tongue(client, session):
    client.force_login(ben())
    told = client.get(reverse("desk_ticket", args=[session.slug]), headers=JSON)
    assert (told.status_code, told["Content-Type"], list(told.json())) == (403, "application/json", ["error"])


def test_the_desks_ticket_is_for_facilitators(aminas, session):
    told = aminas.get(reverse("desk_ticket", args=[session.slug])).json()
    assert tickets.check(told["ticket"]) == tickets.Ticket(f"{session.pk}:facilitators", "")


# Acts ---------------------------------------------------------------------------------------------
def test_each_act_moves_the_question(aminas, session):
    question = question_of(session)
    for verb, data, state in [
        ("let-through", {}, "published"),
        ("answering", {}, "answering"),
        ("stop-answering", {}, "published"),
        ("answered", {"answer": ANSWER}, "answered"),
        ("take-back", {}, "published"),
        ("hide", {"reason": "Twice."}, "hidden"),
    ]:
        response = aminas.post(to(question, verb), data)
        assert response["Location"] == f"{desk_of(session)}#q-{question.public_id}"
        question.refresh_from_db()
        assert (verb, question.state) == (verb, state)
    assert (question.hidden_reason, question.answer) == ("Twice.", ANSWER)


def test_a_script_is_told_the_questions_new_form(aminas, session):
    question = question_of(session, is_let_through=True)
    told = aminas.post(to(question, "answered"), {"answer": ANSWER}, headers=JSON).json()["question"]
    assert (told["id"], told["state"], told["answer"]) == (question.public_id, "answered", ANSWER)


def test_an_answer_that_is_too_long_stays_in_its_box(aminas, session):
    question = question_of(session, is_let_through=True)
    words = "a" * (ANSWER_LENGTH + 1)
    response = aminas.post(to(question, "answered"), {"answer": words})
    page = Page(response)
    assert (response.status_code, page.alerts) == (
        400,
        ["Ensure this value has at most 4000 characters (it has 4001)."],
    )
    assert words in page.boxes["answer"]
    assert aminas.post(to(question, "answered"), {"answer": words}, headers=JSON).status_code == 400


def test_an_answer_to_a_closed_session_stays_in_its_box(aminas, session):
    question = question_of(session, is_let_through=True)
    close(session)
    response = aminas.post(to(question, "answered"), {"answer": ANSWER})
    page = Page(response)
    assert (response.status_code, page.alerts, ANSWER in page.boxes["answer"]) == (409, [CLOSED], True)
    assert "kept-words" not in page.boxes
    assert aminas.post(to(question, "answered"), {"answer": ANSWER}, headers=JSON).status_code == 409


@pytest.mark.parametrize("how", ["withdrawn", "hidden", "waiting"])
def test_an_answer_whose_question_has_no_box_any_more_is_given_back(aminas, session, how):
    question = question_of(session, is_let_through=how != "waiting")
    if how == "withdrawn":
        withdraw_question(question=question, by=question.asker, now=NOW)
    if how == "hidden":
        hide_question(question=question, by=amina(), now=NOW)
    response = aminas.post(to(question, "answered"), {"answer": ANSWER})
    page = Page(response)
    assert (response.status_code, page.boxes["kept-words"]) == (409, [ANSWER])
    assert page.alerts[0].startswith("Somebody changed this question meanwhile")


def test_a_reason_that_could_not_be_given_is_given_back(aminas, session):
    question = question_of(session)
    withdraw_question(question=question, by=question.asker, now=NOW)
    response = aminas.post(to(question, "hide"), {"reason": "It names somebody."})
    assert (response.status_code, Page(response).boxes["kept-words"]) == (409, ["It names somebody."])


def test_an_act_or_a_question_that_does_not_exist(aminas, session):
    question = question_of(session)
    assert aminas.post(to(question, "hide").replace("/hide/", "/burn/")).status_code == 404
    assert aminas.post(to(question, "hide").replace(question.public_id, "missing")).status_code == 404


# Opening and closing ------------------------------------------------------------------------------
def test_a_session_opens_closes_into_its_summary_and_opens_again(aminas):
    session = make_session(is_open=False)
    opening, closing = (reverse(route, args=[session.slug]) for route in ("open_session", "close_session"))
    assert aminas.post(opening)["Location"] == desk_of(session)
    assert aminas.post(opening).status_code == 302
    locations = {aminas.post(closing)["Location"] for _ in range(2)}
    assert locations == {reverse("summary", args=[Summary.objects.get().pk])}
    aminas.post(opening)
    session.refresh_from_db()
    assert session.is_open
    assert list(session.events.order_by("seq").values_list("kind", flat=True)) == [
        "session_opened",
        "session_closed",
        "session_reopened",
    ]


def test_a_session_that_never_opened_is_not_closed(aminas):
    session = make_session(is_open=False)
    response = aminas.post(reverse("close_session", args=[session.slug]))
    page = Page(response)
    assert (response.status_code, page.title) == (409, session.title)
    assert page.alerts == ["This session has not been opened yet, so there is nothing to close."]


# Planning -----------------------------------------------------------------------------------------
PLAN = {"title": "Safer streets", "starts_at": "2027-09-15T10:00", "is_moderated": "on"}


def planning(subject, kind: str = "case-study") -> str:
    return reverse("schedule_session", args=[kind, subject.slug])


def test_a_facilitator_plans_a_session(aminas):
    subject = make_case_study()
    assert Page(aminas.get(planning(subject))).boxes["title"] == [subject.title]
    response = aminas.post(planning(subject), PLAN)
    session = LiveSession.objects.get()
    assert response["Location"] == desk_of(session)
    assert (session.subject, session.created_by, session.state) == (subject, amina(), "scheduled")
    assert (session.is_moderated, session.allows_guests, session.allows_anonymous) == (True, False, False)
    assert session.starts_at.isoformat() == "2027-09-15T08:00:00+00:00"


def test_two_sessions_of_one_title_have_addresses_of_their_own(aminas):
    subject = make_case_study()
    assert (
        aminas.post(planning(subject), PLAN)["Location"] != aminas.post(planning(subject), PLAN)["Location"]
    )


@pytest.mark.parametrize(
    "change", [{"title": ""}, {"title": "a" * 121}, {"starts_at": "soon"}, {"starts_at": ""}]
)
def test_a_refused_plan_stays_typed(aminas, change):
    response = aminas.post(planning(make_case_study()), {**PLAN, **change})
    page = Page(response)
    assert (response.status_code, len(page.alerts)) == (400, 1)
    typed = {**PLAN, **change}
    assert (page.boxes["title"], page.boxes["starts_at"]) == ([typed["title"]], [typed["starts_at"]])
    assert LiveSession.objects.count() == 0


def test_planning_is_not_for_members_and_not_on_what_is_not_there(client):
    subject, draft = make_case_study(), make_case_study("draft", status=CaseStudyStatus.DRAFT)
    client.force_login(ben())
    assert client.get(planning(subject)).status_code == 403
    client.force_login(amina())
    assert client.post(planning(draft), PLAN).status_code == 404
    assert client.get("/live/new/engagement/missing/").status_code == 404
    client.force_login(administrator())  # sees the draft, but a session on it would be public
    assert client.get(planning(draft)).status_code == 404
