import pytest
from django.urls import reverse

from exchange.people.models import Consent
from forums.models import Participant
from forums.views.guests import KEPT_FOR_SECONDS, cookie_name
from tests.factories import ben, make_engagement, make_session
from tests.forums.views.attending import AS_GUEST, joining, page_of
from tests.pages import JSON, Page

pytestmark = pytest.mark.django_db

AS_MEMBER = {"shown_as": "name", "take_part": "on", "be_named": "on"}
QUESTION = "Who keeps the lights on?"


# Joining ------------------------------------------------------------------------------------------
def test_a_guest_joins_with_a_cookie_for_this_session_alone(client):
    session = make_session()
    response = client.post(joining(session), AS_GUEST)
    assert (response.status_code, response["Location"]) == (302, page_of(session))
    guest = Participant.objects.get()
    assert (guest.user, guest.name, guest.may_be_quoted, guest.may_be_named) == (None, "Sipho", True, False)
    cookie = response.cookies[cookie_name(session)]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        page_of(session),
        True,
        "Lax",
        KEPT_FOR_SECONDS,
    )
    assert "sessionid" not in response.cookies
    assert Page(client.get(page_of(session))).boxes["text"] == [""]


def test_a_guest_may_be_anonymous_without_a_name(client):
    session = make_session()
    client.post(joining(session), {"shown_as": "anonymous", "take_part": "on"})
    assert (Participant.objects.get().is_anonymous, Participant.objects.get().room_name) == (True, "")


def test_a_member_joins_under_their_own_name_and_consents(client):
    session = make_session()
    client.force_login(ben())
    response = client.post(joining(session), {**AS_MEMBER, "guest_name": "Somebody Else"})
    assert cookie_name(session) not in response.cookies
    member = Participant.objects.get()
    assert (member.user, member.name, member.may_be_quoted, member.may_be_named) == (
        ben(),
        "Ben Jacobs",
        False,
        True,
    )
    given = Consent.objects.filter(user=ben(), setting=f"live:{session.slug}").values_list(
        "purpose", "is_given"
    )
    assert dict(given) == {
        "take_part": True,
        "be_recorded": False,
        "be_quoted": False,
        "be_named": True,
    }


def test_a_member_who_joins_again_changes_what_they_agreed_to(client):
    session = make_session()
    client.force_login(ben())
    client.post(joining(session), AS_MEMBER)
    client.post(joining(session), {**AS_MEMBER, "be_quoted": "on"})
    assert Participant.objects.get().may_be_quoted


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"guest_name": ""}, "Please give a name, or choose to appear anonymously."),
        ({"guest_name": "  \n "}, "Please give a name, or choose to appear anonymously."),
        ({"take_part": ""}, "To take part, please agree that what you write is kept."),
        ({"shown_as": "else"}, "Select a valid choice. else is not one of the available choices."),
    ],
)
def test_a_refused_joining_keeps_what_was_typed(client, change, complaint):
    session = make_session()
    response = client.post(joining(session), {**AS_GUEST, **change, "text": QUESTION})
    page = Page(response)
    assert (response.status_code, page.alerts[0]) == (400, complaint)
    name = {**AS_GUEST, **change}["guest_name"]
    assert (page.boxes["guest_name"], page.boxes["text"]) == ([name], [QUESTION])
    assert Participant.objects.count() == 0


def test_a_name_that_is_too_long_is_refused(client):
    page = Page(client.post(joining(make_session()), {**AS_GUEST, "guest_name": "a" * 81}))
    assert page.alerts[0] == "Ensure this value has at most 80 characters (it has 81)."
    assert page.boxes["guest_name"] == ["a" * 81]


def test_a_session_for_members_takes_no_guest_and_keeps_their_words(client):
    session = make_session(allows_guests=False)
    response = client.post(joining(session), {**AS_GUEST, "text": QUESTION})
    page = Page(response)
    assert response.status_code == 403
    assert page.alerts == ["This session is for members. Please log in or make an account, then join again."]
    assert page.boxes["kept-words"] == [QUESTION]
    assert page.links[f"/accounts/login/?next={page_of(session)}"] == "Log in"
    assert Participant.objects.count() == 0


def test_where_everyone_has_a_name_nobody_joins_anonymously(client):
    session = make_session(allows_anonymous=False)
    assert "shown_as" not in Page(client.get(page_of(session))).boxes
    client.post(joining(session), {**AS_GUEST, "shown_as": "anonymous"})
    assert not Participant.objects.get().is_anonymous


def test_a_question_typed_before_joining_is_still_there_afterwards(client):
    session = make_session()
    asking = client.post(reverse("ask_question", args=[session.slug]), {"text": QUESTION})
    page = Page(asking)
    assert (asking.status_code, page.boxes["text"]) == (403, [QUESTION])
    response = client.post(joining(session), {**AS_GUEST, "text": page.boxes["text"]}, follow=True)
    assert f"Your question, to be sent now: {QUESTION}" in Page(response).text
    assert "sessionid" not in client.cookies


def test_from_the_way_in_a_log_in_leads_back_to_the_session(client):
    session = make_session()
    page = Page(client.post(joining(session), {}))
    assert page.links[f"/accounts/login/?next={page_of(session)}"] == "I have an account"
    assert all("next=" not in link or page_of(session) in link for link in page.links)
    assert not any(joining(session) in link for link in page.links)


def test_a_script_is_told_to_join_first(client):
    answer = client.post(
        reverse("ask_question", args=[make_session().slug]), {"text": QUESTION}, headers=JSON
    )
    assert (answer.status_code, answer.json()["error"]) == (
        403,
        "Please join the session first; your words are kept.",
    )


def test_a_session_that_is_not_there(client):
    for path in ("/live/missing/", "/live/missing/ticket/", "/live/missing/screen/"):
        assert client.get(path).status_code == 404
    for path in ("/live/missing/join/", "/live/missing/questions/"):
        assert client.post(path, AS_GUEST).status_code == 404


# By code ------------------------------------------------------------------------------------------
def test_the_code_leads_to_its_session_however_it_is_typed(client):
    session = make_session()
    for typed in (session.code, session.code.lower(), f" {session.code[:3]} {session.code[3:]} "):
        response = client.get("/j/", {"code": typed})
        assert (response.status_code, response["Location"]) == (302, page_of(session))
        assert client.get(f"/j/{session.code.lower()}/")["Location"] == page_of(session)


def test_the_page_for_codes_asks_for_one(client):
    response = client.get("/j/")
    assert (response.status_code, Page(response).boxes["code"]) == (200, [""])


def test_a_wrong_code_is_told_and_stays_typed(client):
    make_session()
    response = client.get("/j/", {"code": "ZZZZZZ"})
    page = Page(response)
    assert (response.status_code, page.boxes["code"]) == (404, ["ZZZZZZ"])
    assert page.alerts == ["No session has the code “ZZZZZZ”. A code has six signs, never 0, O, 1, I or L."]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Please type the code that the session shows."),
        ("  ", "Please type the code that the session shows."),
        ("\x00", "Please type the code that the session shows."),
        ("a" * 13, "A code has six signs. Please type the one that the session shows."),
    ],
)
def test_what_is_no_code_is_told(client, typed, words):
    response = client.get("/j/", {"code": typed})
    assert (response.status_code, Page(response).alerts) == (404, [words])


def test_a_wrong_short_link_asks_for_the_code(client):
    response = client.get("/j/zzzzzz/", follow=True)
    assert (response.status_code, Page(response).boxes["code"]) == (404, ["ZZZZZZ"])
    assert client.get("/j/-/", follow=True).status_code == 404


# The QR code --------------------------------------------------------------------------------------
def test_the_qr_code_is_a_picture_without_script_or_style(client):
    response = client.get(reverse("qr", args=[make_session().code]))
    svg = response.content.decode()
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" ')
    assert [word for word in ("<script", "style=", "<style", "onload") if word in svg] == []


@pytest.mark.parametrize("code", ["ZZZZZZ", "-", "A" * 3000])
def test_there_is_a_qr_code_only_for_a_session(client, code):
    make_session()
    assert client.get(f"/j/{code}/qr.svg").status_code == 404


def test_the_subject_leads_to_its_session_and_back(client):
    subject = make_engagement("autumn-engagement")
    session = make_session(subject)
    assert page_of(session) in Page(client.get("/engagements/autumn-engagement/")).links
    assert "/engagements/autumn-engagement/" in Page(client.get(page_of(session))).links
