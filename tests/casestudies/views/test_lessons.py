"""Lessons in a browser: found with failures beside successes; a page that answers back."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.actions.versions import make_version
from casestudies.actions.workflow import withdraw_case_study
from casestudies.models import Lesson, LessonKind, Trial, TrialWish
from casestudies.queries import head_of
from tests.factories import (
    NOW,
    ben,
    chloe,
    dineo,
    full_content,
    make_full_case_study,
    make_municipality,
    make_theme,
    make_trial,
    make_wish,
    minutes_later,
)
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db

REPORT = {
    "municipality": "MBY",
    "tried_in": "May 2023",
    "what_changed": "We lit two ranks.",
    "result": "worked",
    "direction": "improved",
}


def make_lesson(statement: str = "Name a keeper.", kind: str = LessonKind.WORKED, **fields) -> Lesson:
    return Lesson.objects.create(statement=statement, kind=kind, **fields)


def of_case(**fields) -> Lesson:
    return make_full_case_study(author=chloe(), **fields).lessons.get()


def page_of(client, lesson: Lesson) -> Page:
    return Page(client.get(f"/lessons/{lesson.pk}/"))


# Finding ------------------------------------------------------------------------------------------
def test_what_worked_and_what_did_not_stand_side_by_side_with_their_counts(client):
    make_lesson()
    for number in range(2):
        make_lesson(f"Lights went out, {number}.", LessonKind.DID_NOT_WORK)
    page = Page(client.get("/lessons/?q=lights"))
    ways_in = ["?q=lights&kind=worked", "?q=lights&kind=did_not_work"]
    told = [" ".join(page.links[address].split()) for address in ways_in]
    assert told == ["What worked 0 lessons", "What did not work 2 lessons"]
    page = Page(client.get("/lessons/?kind=did_not_work"))
    assert "2 lessons" in page.text
    assert "Name a keeper." not in page.text


def test_an_address_with_what_nobody_knows_says_so_and_shows_the_rest(client):
    make_lesson()
    page = Page(client.get("/lessons/?kind=worked&kind=%21&province=Nowhere&colour=red&page=99"))
    assert "The filter colour is not known; it was left out." in page.text
    assert "The filter province: “Nowhere” is not known; it was left out." in page.text
    assert page.links["?kind=worked"] == "The address without it"
    assert "Name a keeper." in page.text


def test_nothing_found_offers_the_next_steps(client):
    make_lesson()
    page = Page(client.get("/lessons/?q=xylophone&kind=worked"))
    assert page.links["?q=xylophone"] == "Without Kind: Worked"
    assert page.links["/lessons/"] != ""


def test_a_page_of_24_costs_the_same_as_a_page_of_one(client):
    make_trial(make_lesson(theme=make_theme()))
    cost = queries_of(client, "/lessons/")
    for number in range(30):
        make_lesson(f"Lesson {number}.", theme=make_theme())
    make_trial(Lesson.objects.latest("pk"))
    assert (queries_of(client, "/lessons/"), cost) == (8, 8)
    response = client.get("/lessons/?page=2")
    assert len(response.context["page"].cards) == 7


# The page -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("attribution", "told", "hidden"),
    [
        ("role_and_municipality", "the person is not named.", ""),
        ("chatham_house", "Said under the Chatham House Rule", "Urban safety officer"),
        ("withheld", "is known to the editors and not published.", "Urban safety officer"),
    ],
)
def test_whose_experience_it_is_is_said_as_far_as_it_may_be(client, attribution, told, hidden):
    rows = [{**full_content()["lessons"][0], "attribution": attribution}]
    lesson = of_case(content={"lessons": rows})
    Lesson.objects.filter(pk=lesson.pk).update(attributed_to="Urban safety officer, Mbali Bay")
    page = page_of(client, lesson)
    assert told in page.text
    assert not hidden or hidden not in page.text


def test_a_lesson_leads_to_the_version_that_says_it_and_a_later_one_without_it_retires_it(client):
    case_study = make_full_case_study()
    lesson = case_study.lessons.get()
    version = f"/case-studies/{case_study.slug}/v/1.0/#lessons"
    assert version in page_of(client, lesson).links
    revision = head_of(case_study)
    revision.content["lessons"] = []
    revision.save()
    make_version(revision=revision, by=None, now=minutes_later(5))
    page = page_of(client, lesson)
    assert "This lesson is no longer part of version 1.1 of its case study." in page.text
    assert version in page.links
    assert "Log in to report that you tried it" not in page.text
    client.force_login(ben())
    response = client.post(f"/lessons/{lesson.pk}/trials/", REPORT)
    assert (response.status_code, Page(response).alerts) == (
        409,
        ["This lesson is no longer part of its case study, so nothing is added to it any more."],
    )


def test_a_lesson_of_a_withdrawn_case_study_leaves_a_mark_and_none_of_its_words(client):
    lesson = of_case()
    withdraw_case_study(case_study=lesson.case_study, reason="It named a child.", by=None, now=NOW)
    response = client.get(f"/lessons/{lesson.pk}/")
    text = Page(response).text
    assert (response.status_code, lesson.statement in text, lesson.case_study.title in text) == (
        410,
        False,
        False,
    )
    assert "This lesson was withdrawn" in text


def test_lessons_that_went_the_other_way_stand_beside_it(client):
    theme = make_theme()
    lesson = make_lesson(theme=theme)
    contrary = make_lesson("A keeper fell asleep.", LessonKind.DID_NOT_WORK, theme=theme)
    make_lesson("Name two keepers.", theme=theme)
    make_lesson("Elsewhere it failed.", LessonKind.DID_NOT_WORK, theme=make_theme("youth"))
    assert list(client.get(f"/lessons/{lesson.pk}/").context["related"]) == [contrary]


def test_the_words_of_a_content_note_stand_before_the_lesson(client):
    lesson = of_case(content={"content_notes": ["gender_based_violence"]})
    assert "This page speaks about: gender-based violence" in page_of(client, lesson).text


def test_the_page_costs_the_same_with_one_report_and_with_three(client):
    lesson = of_case()
    make_trial(lesson)
    make_wish(lesson)
    cost = queries_of(client, f"/lessons/{lesson.pk}/")
    klip = make_municipality("KLP", "Klipdrif", "Northern Cape")
    for _number in range(2):
        make_trial(lesson, municipality=klip)
        make_wish(lesson, municipality=klip)
    assert queries_of(client, f"/lessons/{lesson.pk}/") == cost


# We tried this ------------------------------------------------------------------------------------
def test_a_member_reports_and_the_picture_says_what_its_sentence_says(client):
    lesson = of_case()
    make_trial(lesson, by=chloe(), result="did_not_work", is_named=True)
    client.force_login(ben())
    response = client.post(
        f"/lessons/{lesson.pk}/trials/", {**REPORT, "client_id": str(uuid4())}, follow=True
    )
    assert response.redirect_chain == [(f"/lessons/{lesson.pk}/#trials", 302)]
    text = Page(response).text
    assert "1 municipality tried this, in 2 reports: 1 worked, 1 did not work." in text
    assert "We lit two ranks." in text
    assert ("Chloé Petersen, Ward councillor" in text, "Ben Jacobs, Urban" in text) == (True, False)
    dots = response.context["picture"].dots
    assert [(dot.result, dot.x) for dot in dots] == [("worked", 6), ("did_not_work", 18)]
    make_trial(lesson, municipality=make_municipality("KLP", "Klipdrif", "Northern Cape"), result="mixed")
    make_trial(lesson, result="mixed")
    sentence = (
        "2 municipalities tried this, in 4 reports: 1 worked, 2 partly, or too early to say, 1 did not work."
    )
    assert sentence in page_of(client, lesson).text


def test_a_report_that_did_not_go_through_keeps_its_words(client):
    lesson = of_case()
    client.force_login(ben())
    response = client.post(f"/lessons/{lesson.pk}/trials/", {**REPORT, "tried_in": "2099", "is_named": "on"})
    page = Page(response)
    assert response.status_code == 400
    assert page.alerts == [
        "This lies in the future. Report it once you have tried it; until then, say that you wish to."
    ]
    assert (page.boxes["what_changed"], page.boxes["tried_in"]) == (["We lit two ranks."], ["2099"])
    response = client.post(f"/lessons/{lesson.pk}/trials/", {**REPORT, "what_changed": "a" * 2001})
    assert "2001" in Page(response).alerts[0]
    answer = client.post(f"/lessons/{lesson.pk}/trials/", {**REPORT, "result": ""}, headers=JSON)
    assert (answer.status_code, answer.json()) == (400, {"error": "Please say whether it worked."})
    assert Trial.objects.count() == 0


def test_a_visitor_reads_reports_and_gets_back_what_they_typed(client):
    lesson = of_case()
    make_trial(lesson)
    page = page_of(client, lesson)
    assert f"/accounts/login/?next=/lessons/{lesson.pk}/%23trials" in page.links
    response = client.post(f"/lessons/{lesson.pk}/trials/", REPORT)
    assert response.status_code == 403
    assert Page(response).boxes["what_changed"] == [REPORT["what_changed"]]
    assert client.get(f"/lessons/{lesson.pk}/trials/").status_code in {302, 405}


def test_one_takes_ones_own_report_back_and_an_editor_takes_it_down_with_a_reason(client):
    lesson = of_case()
    own, other = make_trial(lesson), make_trial(lesson, by=chloe())
    path = f"/lessons/{lesson.pk}/trials/%s/withdraw/"
    client.force_login(ben())
    assert "Take your report back?" in Page(client.get(path % own.pk)).text
    assert client.post(path % own.pk).status_code == 302
    client.force_login(dineo())
    response = client.post(path % other.pk, {"reason": ""})
    assert (response.status_code, Page(response).alerts) == (
        400,
        ["Please say why the report is taken down; its author will see it."],
    )
    client.post(path % other.pk, {"reason": "It names a victim."})
    assert Trial.objects.filter(what_changed="", withdrawn_at__isnull=False).count() == 2
    client.force_login(chloe())
    assert "was taken down by the editors: It names a victim." in page_of(client, lesson).text
    assert client.get(path % 404).status_code == 404


# We would like to try this ------------------------------------------------------------------------
def test_a_wish_is_read_and_answered_by_the_team_and_read_by_who_wished(client):
    lesson = of_case()
    client.force_login(ben())
    wish = {"municipality": "MBY", "message": "May we come?", "client_id": str(uuid4())}
    for _time in range(2):
        assert client.post(f"/lessons/{lesson.pk}/wishes/", wish).status_code == 302
    assert TrialWish.objects.count() == 1
    client.force_login(chloe())
    path = f"/case-studies/{lesson.case_study.slug}/wishes/"
    assert path in page_of(client, lesson).links
    page = Page(client.get(path))
    assert ("May we come?" in page.text, ben().email in page.text) == (True, False)
    answer = f"/lessons/wishes/{TrialWish.objects.get().pk}/answer/"
    response = client.post(answer, {"answer": "x" * 2001})
    assert (response.status_code, Page(response).boxes["answer"]) == (400, ["x" * 2001])
    assert client.post(answer, {"answer": "On a Friday."}).status_code == 302
    response = client.post(answer, {"answer": "Never."})
    assert (response.status_code, Page(response).boxes["answer"]) == (409, ["Never."])
    client.force_login(ben())
    assert "On a Friday." in page_of(client, lesson).text
    client.logout()
    text = page_of(client, lesson).text
    assert "1 municipality would like to try this." in text
    assert [words in text for words in ("May we come?", "On a Friday.", "Among them")] == [False] * 3


def test_the_sixth_wish_of_a_day_waits_with_its_words(client):
    lesson = of_case()
    client.force_login(ben())
    for _number in range(5):
        make_wish(lesson, now=None)
    response = client.post(f"/lessons/{lesson.pk}/wishes/", {"municipality": "MBY", "message": "And this?"})
    page = Page(response)
    assert (response.status_code, page.alerts, page.boxes["message"]) == (
        429,
        ["You have sent five of these within a day. Please send the next one tomorrow."],
        ["And this?"],
    )


def test_editors_answer_for_lessons_without_a_case_study(client):
    wish = make_wish(make_lesson())
    make_wish(of_case())
    client.force_login(dineo())
    with CaptureQueriesContext(connection) as asked:
        response = client.get("/lessons/wishes/")
    assert [row for row, _form in response.context["rows"]] == [wish]
    assert len(asked) < 8
