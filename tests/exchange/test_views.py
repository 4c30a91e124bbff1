from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casestudies.models import CaseStudyStatus, Lesson, RecordedLearning
from forums.models import LiveSession, Post, Question
from tests.factories import (
    NOW,
    amina,
    ask,
    ben,
    chloe,
    dineo,
    join,
    make_case_study,
    make_conversation,
    make_engagement,
    make_municipality,
    make_post,
    make_session,
    make_theme,
    make_thread,
    minutes_later,
)
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db


# Home ---------------------------------------------------------------------------------------------
def test_home_answers_before_anything_is_loaded(client):
    response = client.get("/")
    assert (response.status_code, Page(response).boxes["code"]) == (200, [""])
    assert client.post("/").status_code == 405


def test_home_leads_to_what_is_open_and_what_is_new(client):
    case_study = make_case_study(municipalities=[make_municipality()])
    session, thread = make_session(make_engagement()), make_thread(case_study)
    ahead = make_engagement("ahead")
    planned = make_session(ahead, title="Planned", is_open=False)
    LiveSession.objects.filter(pk=planned.pk).update(starts_at=timezone.now() + timedelta(days=1))
    rehearsal = make_session(ahead, title="Try-out", is_rehearsal=True)
    draft = make_thread(make_case_study("draft", status=CaseStudyStatus.DRAFT))
    links = Page(client.get("/")).links
    for shown in (
        reverse("case_study", args=[case_study.slug]),
        reverse("live_session", args=[session.slug]),
        reverse("live_session", args=[planned.slug]),
        reverse("live_sessions"),
        reverse("thread", args=[thread.pk, thread.slug]),
    ):
        assert shown in links
    for hidden in (
        reverse("case_study", args=["draft"]),
        reverse("live_session", args=[rehearsal.slug]),
        reverse("thread", args=[draft.pk, draft.slug]),
    ):
        assert hidden not in links


def test_home_costs_the_same_with_one_of_everything_and_with_three(client):
    def add(number: int, author) -> None:
        theme = make_theme(f"theme-{number}")
        case_study = make_case_study(
            f"case-{number}", theme=theme, municipalities=[make_municipality(f"M{number}")]
        )
        engagement = make_engagement(f"engagement-{number}", theme=theme)
        make_session(engagement, title=f"Session {number}")
        make_thread(case_study, author, now=minutes_later(number))
        learning = RecordedLearning.objects.create(
            slug=f"learning-{number}",
            title="What we learned",
            published_at=NOW,
            source_key=f"summary:{number}",
        )
        Lesson.objects.create(statement="Count.", kind="worked", learning=learning)

    add(1, ben())
    cost = queries_of(client, "/")
    add(2, chloe())
    add(3, amina())
    assert queries_of(client, "/") == cost


# Search -------------------------------------------------------------------------------------------
def found_by(client: Client, query: str) -> dict[str, list[str]]:
    """Labels of the kinds found, each with its rows."""
    found = client.get("/search/", {"q": query}).context["found"]
    return {kind.label: [str(row) for row in kind.rows] for kind in found}


def test_search_looks_in_titles_and_texts_of_every_kind(client):
    theme = make_theme("lights", title="Lights")
    case_study = make_case_study("lights-case", title="Lights at the rank")
    make_municipality("LGT", "Lights", "Limpopo")
    make_engagement("lights-engagement", title="Lights, discussed", theme=theme)
    make_conversation("lights-conversation", title="Lights, heard", theme=theme)
    make_post(make_thread(case_study, title="Lights?", text="Asked."), text="Count the lights.")
    Lesson.objects.create(statement="Name a keeper of lights.", kind="worked")
    RecordedLearning.objects.create(
        slug="lights", title="Lights, learned", published_at=NOW, source_key="summary:1"
    )
    assert found_by(client, "lights") == {
        "Case studies": ["Lights at the rank"],
        "Lessons": ["Name a keeper of lights."],
        "Recorded learning": ["Lights, learned"],
        "Engagements": ["Lights, discussed"],
        "Threads": ["Lights?"],
        "Posts": ["#2"],
        "Conversations": ["Lights, heard"],
        "Themes": ["Lights"],
        "Municipalities": ["Lights, Limpopo"],
    }


@pytest.mark.parametrize("query", ["khai ma", "Khâi-Ma", "KHAI-MA", "!Khâi", "khai!ma", "  khai\nma "])
def test_search_knows_a_place_however_it_is_typed(client, query):
    make_municipality("NC067", "!Khâi-Ma", "Northern Cape")
    assert found_by(client, query) == {"Municipalities": ["!Khâi-Ma, Northern Cape"]}


def test_every_word_has_to_be_there(client):
    make_case_study("one", title="Lights at the rank")
    make_case_study("two", title="Lights at the school")
    assert found_by(client, "school lights") == {"Case studies": ["Lights at the school"]}
    assert found_by(client, "school lights torch") == {}


def test_what_one_may_not_see_is_neither_found_nor_counted(client):
    draft = make_case_study("a-draft", title="Torches", status=CaseStudyStatus.DRAFT)
    make_post(make_thread(draft, title="Torches?"), text="More torches.")
    open_thread = make_thread(make_case_study(), title="Something else")
    Post.objects.filter(pk=make_post(open_thread, text="Hidden torches.").pk).update(state="hidden")
    question = ask(join(make_session(make_engagement("e")), ben()), "Waiting torches?")
    Question.objects.filter(pk=question.pk).update(state="waiting")
    for person in (None, ben, amina):
        if person:
            client.force_login(person())
        assert found_by(client, "torches") == {}
    client.force_login(dineo())
    assert found_by(client, "torches") == {
        "Case studies": ["Torches"],
        "Threads": ["Torches?"],
        "Posts": ["#2"],
    }


@pytest.mark.parametrize("query", ["", "   ", "!", "\x00", "%", "_", "'", '"', "\\", "a" * 1000, "🚨"])
def test_nothing_found_is_said_and_nothing_breaks(client, query):
    make_case_study(title="Lights at the rank")
    response = client.get("/search/", {"q": query})
    page = Page(response)
    assert (response.status_code, response.context["found"]) == (200, [])
    said = "Nothing here holds all of the words" in page.text
    assert said == bool(page.boxes["q"][0])


def test_the_words_looked_for_stay_in_the_box(client):
    response = client.get("/search/", {"q": '"><script>alert(1)</script>'})
    assert Page(response).boxes["q"] == ['"><script>alert(1)</script>']
    assert "<script>alert" not in response.content.decode()


def test_the_best_of_a_kind_come_first_and_the_page_says_how_many_there_are(client):
    in_text = [Lesson(statement=f"Lesson {n}", conditions="Lights.", kind="worked") for n in range(21)]
    Lesson.objects.bulk_create([*in_text, Lesson(statement="Lights!", kind="worked")])
    make_theme("lights", title="Lights")
    response = client.get("/search/", {"q": "lights"})
    lessons, themes = response.context["found"]
    assert (lessons.rows[0].statement, len(lessons.rows), lessons.in_all) == ("Lights!", 20, 22)
    assert (len(themes.rows), themes.in_all) == (1, 1)
    content = response.content.decode()
    assert content.count("best 20 of 22") == content.count(" of ") - content.count(" of the ") == 1
    assert "<mark>Lights</mark>!" in content


def test_search_costs_the_same_with_one_row_of_a_kind_and_with_three(client):
    def add(number: int, author) -> None:
        theme = make_theme(f"lights-{number}")
        case_study = make_case_study(f"lights-{number}", theme=theme)
        make_engagement(f"lights-{number}", theme=theme)
        make_conversation(f"lights-{number}", theme=theme)
        make_municipality(f"L{number}", "Lights")
        make_thread(case_study, author, title="Lights", text="Lights.")
        learning = RecordedLearning.objects.create(
            slug=f"lights-{number}", title="Lights", published_at=NOW, source_key=f"summary:{number}"
        )
        Lesson.objects.create(statement="Lights.", kind="worked", learning=learning)

    add(1, ben())
    cost = queries_of(client, "/search/?q=lights")
    add(2, chloe())
    add(3, amina())
    assert queries_of(client, "/search/?q=lights") == cost
    assert {len(rows) for rows in found_by(client, "lights").values()} == {3}


# Is it there? -------------------------------------------------------------------------------------
@pytest.mark.parametrize(("path", "words"), [("/healthz", b"ok\n"), ("/readyz", b"ready\n")])
def test_a_probe_hears_that_all_is_well(client, path, words):
    response = client.get(path)
    assert (response.status_code, response.content, response["Content-Type"]) == (200, words, "text/plain")
    assert "no-store" in response["Cache-Control"]


def test_without_a_database_the_process_lives_but_is_not_ready(client, monkeypatch):
    def refuse(*args: object) -> None:
        raise DatabaseError("no route to host")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")
    assert client.get("/healthz").status_code == 200


# A form that came too late ------------------------------------------------------------------------
WORDS = "Typed for an hour."


@pytest.fixture
def strict():
    """A browser whose forms are checked, with a token that is no good."""
    return Client(enforce_csrf_checks=True, headers={"Referer": "http://testserver/threads/"})


def test_an_expired_form_gives_back_what_was_typed(strict):
    thread = make_thread()
    strict.force_login(ben())
    path, sent = reverse("reply", args=[thread.pk]), uuid4()
    response = strict.post(path, {"text": WORDS, "client_id": sent, "csrfmiddlewaretoken": "old"})
    page = Page(response)
    assert (response.status_code, page.title) == (403, "Please send this again")
    assert (page.boxes["text"], page.boxes["client_id"]) == ([WORDS], [str(sent)])
    again = {name: values[-1] for name, values in page.boxes.items()}
    assert strict.post(path, again).status_code == 302
    assert thread.posts.get(number=2).source == WORDS


def test_every_value_of_a_name_comes_back(strict):
    make_thread()
    strict.force_login(ben())
    page = Page(strict.post("/summaries/1/cite/", {"sentence": ["0-4", "5-9"], "words": "<b>"}))
    assert (page.boxes["sentence"], page.boxes["words"]) == (["0-4", "5-9"], ["<b>"])


def test_a_password_never_comes_back(strict):
    data = {
        "login": "ben@people.example",
        "email": "ben@people.example",
        "password": "secret words",
        "password1": "secret words",
        "oldpassword": "secret words",
        "display_name": "Ben",
    }
    for path in ("/accounts/login/", "/accounts/signup/", "/administration/login/", "/people/me/"):
        response = strict.post(path, data)
        assert response.status_code == 403
        assert "secret words" not in response.content.decode()
    assert Page(strict.post("/people/me/", data)).boxes["display_name"] == ["Ben"]
    assert "email" not in Page(strict.post("/accounts/login/", data)).boxes


def test_where_nothing_was_typed_one_is_led_back_to_the_page_of_the_form(strict):
    path = reverse("open_session", args=[make_session(is_open=False).slug])
    assert Page(strict.post(path)).links["http://testserver/threads/"] == "Open the page again"
    for referer in ("http://elsewhere.example/", "javascript:alert(1)", ""):
        page = Page(strict.post(path, headers={"Referer": referer}))
        assert page.links["/"] == "Open the page again"


def test_a_script_is_told_to_renew_its_token(strict):
    response = strict.post(reverse("reply", args=[make_thread().pk]), {"text": WORDS}, headers=JSON)
    assert (response.status_code, response.json()["code"]) == (403, "csrf")


# A login that ended -------------------------------------------------------------------------------
def test_who_was_logged_out_while_writing_gets_the_words_back(client):
    response = client.post(reverse("reply", args=[make_thread().pk]), {"text": WORDS, "password": "secret"})
    page = Page(response)
    assert (response.status_code, page.boxes["text"]) == (403, [WORDS])
    assert "You are logged out." in page.text
    assert page.links["/accounts/login/"] == "Log in (opens a new window)"
    assert "secret" not in response.content.decode()


def test_a_script_is_told_that_one_is_logged_out(client):
    response = client.post(reverse("reply", args=[make_thread().pk]), {"text": WORDS}, headers=JSON)
    assert (response.status_code, response.json()) == (
        403,
        {"error": "You are logged out. Your words are kept here: log in, then send them.", "code": "login"},
    )


def test_a_page_for_members_leads_through_the_log_in_and_back(client):
    path = reverse("new_thread", args=["case-study", make_case_study().slug])
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={path}")


def test_a_log_in_never_leads_back_to_an_address_that_only_takes_forms(client):
    links = Page(client.post(reverse("reply", args=[make_thread().pk]), {"text": WORDS})).links
    assert not any(quote("/reply/") in link for link in links)


# What is not there and what one may not do --------------------------------------------------------
def test_a_page_that_is_not_there_offers_the_search(client):
    response = client.get("/nowhere/")
    page = Page(response)
    assert (response.status_code, page.title) == (404, "This page is not here")
    assert page.links["/search/"] == "Search"


def test_what_one_may_not_do_is_said_in_the_browsers_tongue(client):
    client.force_login(ben())
    response = client.get("/summaries/")
    assert (response.status_code, Page(response).title) == (403, "You may not do this")
    told = client.get("/summaries/", headers=JSON)
    assert (told.status_code, list(told.json())) == (403, ["error"])


# What every page carries --------------------------------------------------------------------------
def test_every_page_says_what_a_browser_may_load(client):
    for path in ("/", "/nowhere/", "/accounts/login/"):
        policy = client.get(path)["Content-Security-Policy"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert (rules["default-src"], rules["script-src"], rules["style-src"]) == (
            "'none'",
            "'self'",
            "'self'",
        )
        assert {rules[name] for name in ("frame-ancestors", "base-uri")} == {"'none'"}


def test_a_page_carries_a_preview_for_those_whom_it_is_sent_to(client):
    content = client.get(reverse("case_study", args=[make_case_study().slug])).content.decode()
    for name in ("og:title", "og:description", "og:url", "og:image"):
        assert content.count(f'property="{name}" content="') == 1
    assert 'property="og:title" content="The taxi rank"' in content
