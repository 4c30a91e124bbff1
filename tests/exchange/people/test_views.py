import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from exchange.people.models import Consent, Organisation, User
from tests.factories import administrator, ben, chloe, make_member, make_municipality
from tests.pages import BROKEN, Page, send_broken

pytestmark = pytest.mark.django_db

ME = "/people/me/"
PASSWORD = "seventeen green parrots"
SIGNING_UP = {
    "display_name": "Thandi Nkosi",
    "email": "Thandi@people.example",
    "password1": PASSWORD,
    "role_line": "Ward councillor",
    "organisation": "Rank Watch",
    "municipality_code": "MBY",
    "take_part": "on",
    "be_named": "on",
    "is_adult": "on",
}


@pytest.fixture(autouse=True)
def _fresh_cache(settings):
    """Allauth counts tries in the cache; hashing a password well takes long."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    make_municipality()
    yield
    cache.clear()


def page_of(user: User) -> str:
    return reverse("person", args=[user.handle])


# A person -----------------------------------------------------------------------------------------
def test_members_see_each_other_but_no_address(client):
    client.force_login(ben())
    response = client.get(page_of(chloe()))
    page = Page(response)
    assert (page.title, "Ward councillor, Klipdrif, Northern Cape" in page.text) == ("Chloé Petersen", True)
    assert "@people.example" not in response.content.decode()
    assert ME not in page.links


def test_ones_own_page_leads_to_what_one_can_change(client):
    client.force_login(ben())
    links = set(Page(client.get(page_of(ben()))).links)
    assert {ME, "/accounts/email/", "/accounts/password/change/", "/accounts/logout/"} <= links
    assert "/administration/" not in links
    client.force_login(administrator())
    assert "/administration/" in Page(client.get(page_of(administrator()))).links


def test_a_visitor_logs_in_first(client):
    for path in (page_of(chloe()), ME):
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_a_person_who_is_not_there_or_was_suspended(client):
    client.force_login(ben())
    make_member("Gone", is_active=False)
    for path in ("/people/missing/", page_of(make_member("Gone")), f"/people/{chloe().pk}/"):
        assert client.get(path).status_code == 404
    assert client.post(page_of(chloe())).status_code == 405


# One's own profile --------------------------------------------------------------------------------
def test_one_changes_how_one_appears(client):
    client.force_login(ben())
    assert Page(client.get(ME)).boxes["display_name"] == ["Ben Jacobs"]
    response = client.post(
        ME, {"display_name": "Benjamin", "role_line": "Planner", "organisation": "Rank Watch"}, follow=True
    )
    assert response.redirect_chain == [(page_of(ben()), 302)]
    page = Page(response)
    assert (page.title, "Saved." in page.text) == ("Benjamin", True)
    user = User.objects.get(pk=ben().pk)
    assert (user.role_line, user.organisation, user.municipality_code) == (
        "Planner",
        Organisation.objects.get(),
        "",
    )


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"display_name": ""}, "This field is required."),
        ({"display_name": "a" * 81}, "Ensure this value has at most 80 characters (it has 81)."),
        (
            {"municipality_code": "XXX"},
            "Select a valid choice. XXX is not one of the available choices.",
        ),
    ],
)
def test_a_refused_profile_stays_typed(client, change, complaint):
    client.force_login(ben())
    sent = {"display_name": "Benjamin", "role_line": "Planner", "organisation": "Rank Watch", **change}
    response = client.post(ME, sent)
    page = Page(response)
    assert (response.status_code, page.alerts) == (400, [complaint])
    for name in ("display_name", "role_line", "organisation"):
        assert page.boxes[name] == [sent[name]]
    assert User.objects.get(pk=ben().pk).display_name == "Ben Jacobs"


def test_broken_characters_are_refused_and_shown(client):
    client.force_login(ben())
    page = Page(send_broken(client, ME, display_name="Chloÿ"))
    assert (page.alerts, page.boxes["display_name"]) == ([BROKEN], ["Chlo�"])


def test_no_role_is_changed_by_a_form(client):
    client.force_login(ben())
    client.post(ME, {"display_name": "Ben", "is_facilitator": "on", "is_editor": "on", "is_superuser": "on"})
    user = User.objects.get(pk=ben().pk)
    assert (user.display_name, user.can_facilitate, user.can_edit, user.is_superuser) == (
        "Ben",
        False,
        False,
        False,
    )


# Signing up and logging in ------------------------------------------------------------------------
def test_signing_up_makes_a_member_with_a_name_a_place_and_consents(client):
    response = client.post("/accounts/signup/", SIGNING_UP)
    assert (response.status_code, response["Location"]) == (302, "/")
    user = User.objects.get(email__iexact="thandi@people.example")
    assert user.byline == "Thandi Nkosi, Ward councillor, Mbali Bay, Eastern Cape"
    assert (user.can_facilitate, user.can_edit, user.is_staff) == (False, False, False)
    given = Consent.objects.filter(user=user, setting="account").values_list("purpose", "is_given")
    assert dict(given) == {"take_part": True, "be_quoted": False, "be_named": True}
    assert client.get(ME).status_code == 200
    assert [message.to for message in mail.outbox] == [[user.email]]


@pytest.mark.parametrize("missing", ["display_name", "email", "password1", "take_part", "is_adult"])
def test_a_refused_sign_up_keeps_what_was_typed_but_the_password(client, missing):
    response = client.post("/accounts/signup/", {**SIGNING_UP, missing: ""})
    page = Page(response)
    assert (response.status_code, len(page.alerts), User.objects.count()) == (200, 1, 0)
    for name in {"display_name", "email", "role_line", "organisation"} - {missing}:
        assert page.boxes[name] == [SIGNING_UP[name]]
    assert PASSWORD not in response.content.decode()


def test_an_address_has_one_account(client):
    client.post("/accounts/signup/", SIGNING_UP)
    client.logout()
    again = {**SIGNING_UP, "email": "THANDI@people.example", "display_name": "Somebody Else"}
    page = Page(client.post("/accounts/signup/", again))
    assert page.alerts == ["A user is already registered with this email address."]
    assert page.boxes["display_name"] == ["Somebody Else"]
    assert User.objects.get().display_name == "Thandi Nkosi"


def test_where_addresses_are_verified_signing_up_does_not_tell_who_has_an_account(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    answers = []
    for name in ("Thandi Nkosi", "Somebody Else"):
        response = client.post("/accounts/signup/", {**SIGNING_UP, "display_name": name})
        answers.append((response.status_code, response["Location"]))
        client.logout()
    assert answers == [(302, "/accounts/confirm-email/")] * 2
    assert User.objects.get().display_name == "Thandi Nkosi"


def test_logging_in_leads_back_to_where_one_came_from(client):
    client.post("/accounts/signup/", SIGNING_UP)
    client.logout()
    entering = {"login": "thandi@PEOPLE.example", "password": PASSWORD, "next": "/threads/"}
    assert client.post("/accounts/login/", entering)["Location"] == "/threads/"
    client.logout()
    elsewhere = {**entering, "next": "https://elsewhere.example/"}
    assert client.post("/accounts/login/", elsewhere)["Location"] == "/"


def test_a_wrong_password_keeps_the_address_and_gives_nothing_away(client):
    client.post("/accounts/signup/", SIGNING_UP)
    client.logout()
    answers = []
    for login in ("thandi@people.example", "nobody@people.example"):
        page = Page(client.post("/accounts/login/", {"login": login, "password": "wrong"}))
        assert page.boxes["login"] == [login]
        answers.append(page.alerts)
    assert answers == [["The email address and/or password you specified are not correct."]] * 2


def test_who_guesses_often_has_to_wait(client):
    client.post("/accounts/signup/", SIGNING_UP)
    client.logout()
    for _ in range(10):
        client.post("/accounts/login/", {"login": SIGNING_UP["email"], "password": "wrong"})
    response = client.post("/accounts/login/", {"login": SIGNING_UP["email"], "password": PASSWORD})
    assert response.status_code == 200
    assert Page(response).alerts == ["Too many failed login attempts. Try again later."]
