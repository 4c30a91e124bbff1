import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from forums.models import ConsentState, Quotation, Terms
from forums.views.consent import MOST_WRONG_LINKS
from tests.factories import amina, ben, chloe, dineo
from tests.forums.consenting import WORDS, asked, link_in_letter, quoted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_wrong_links_yet():
    cache.clear()


def answer(client, url, place="1", **data):
    return client.post(url, {"place": place, **data})


def test_the_link_shows_the_words_in_context_how_signed_and_where(client):
    asked()
    page = client.get(link_in_letter())
    assert page.status_code == 200
    assert f"<mark>{WORDS}</mark> It costs us R40" in page.text
    assert "Signed: Sipho Mabaso, Street Traders&#x27; Forum" in page.text
    assert "What kept the rank safe" in page.text
    assert "Without an answer the words are not used." in page.text
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in page["Cache-Control"]


def test_looking_at_it_answers_nothing(client):
    asking = asked()
    client.get(link_in_letter())
    assert asking.request.state == ConsentState.WAITING


def test_agreeing_leads_back_to_the_words_with_the_answer(client):
    asking = asked()
    url = link_in_letter()
    response = answer(client, url, answer="agree")
    assert (response.status_code, response["Location"]) == (302, f"{url}#words-1")
    assert asking.request.state == ConsentState.AGREED
    assert "Take these words back" in client.get(url).text


def test_a_link_used_twice_shows_the_answer_that_stands(client):
    asking = asked()
    url = link_in_letter()
    answer(client, url, answer="decline", note="Not me.")
    page = client.post(url, {"place": "1", "answer": "agree"}, follow=True)
    assert page.status_code == 200
    assert "This answer stands" in page.text
    assert asking.request.state == ConsentState.DECLINED


def test_signing_differently_and_correcting(client):
    asking = asked()
    url = link_in_letter()
    corrected = "We light it ourselves."
    answer(client, url, answer="correct", words=corrected, terms=Terms.ROLE)
    quotation = Quotation.objects.get()
    assert (quotation.words, asking.request.terms) == (corrected, Terms.ROLE)
    assert "corrected by you" in client.get(url).text


def test_a_correction_that_is_too_long_comes_back_as_typed(client):
    asked()
    typed = "word " * 300
    page = answer(client, link_in_letter(), answer="correct", words=typed)
    assert page.status_code == 400
    assert "Please shorten it" in page.text
    assert typed.strip() in page.text


def test_taking_words_back_says_what_became_of_them(client):
    asked()
    url = link_in_letter()
    answer(client, url, answer="agree")
    page = client.post(url, {"place": "1", "answer": "withdraw"}, follow=True)
    assert "have been taken out of everything" in page.text
    assert WORDS not in page.text


@pytest.mark.parametrize("token", ["x", "a" * 32, "---", "0" * 500])
def test_a_forged_link_is_a_page_that_says_what_to_do(client, token):
    asked()
    page = client.get(reverse("consent", args=[token]))
    assert page.status_code == 404
    assert "Open the link in our letter again" in page.text
    assert "Sipho" not in page.text


def test_guessing_links_comes_to_an_end_also_for_the_right_one(client):
    asked()
    for number in range(MOST_WRONG_LINKS):
        assert client.get(f"/consent/guess-{number}/").status_code == 404
    page = client.get(link_in_letter())
    assert page.status_code == 429
    assert "in ten minutes" in page.text


@pytest.mark.parametrize("data", [{"place": "2", "answer": "agree"}, {"place": "1", "answer": "delete"}, {}])
def test_what_is_no_answer_changes_nothing(client, data):
    asking = asked()
    assert client.post(link_in_letter(), data).status_code == 200
    assert asking.request.state == ConsentState.WAITING


def test_a_member_answers_on_their_own_page_and_nobody_else_sees_it(client):
    asking = asked(ben())
    client.force_login(chloe())
    assert WORDS not in client.get("/consent/").text
    client.force_login(ben())
    assert WORDS in client.get("/consent/").text
    answer(client, "/consent/", answer="agree")
    assert asking.request.state == ConsentState.AGREED


def test_the_facilitator_asks_and_sees_where_it_stands(client):
    asking = quoted()
    client.force_login(amina())
    page = f"/summaries/{asking.summary.pk}/"
    assert "Ask one person" in client.get(page).text
    response = client.post(f"{page}consents/")
    shown = client.get(page).text
    assert "Waiting for an answer" in shown
    assert "Sipho" not in shown.partition('id="consents"')[2].partition("</section>")[0]
    assert response["Location"] == f"/summaries/{asking.summary.pk}/#consents"
    assert asking.request.asked_by == amina()


def test_notices_say_what_is_asked_and_what_was_answered(client):
    asked(ben())
    client.force_login(ben())
    assert "May we use your words?" in client.get("/notices/").text
    answer(Client(), link_in_letter(), answer="decline", note="I was tired.")
    assert "May we use your words?" not in client.get("/notices/").text
    client.force_login(amina())
    page = client.get("/notices/").text
    assert "An answer about quoted words: Declined" in page
    assert "I was tired." in page
    assert "Ben Jacobs" not in page


def test_an_editor_does_not_ask(client):
    asking = quoted()
    client.force_login(dineo())
    assert client.post(f"/summaries/{asking.summary.pk}/consents/").status_code == 403


def test_the_form_is_taken_from_a_browser_that_checks_where_it_came_from():
    asking = asked()
    client, url = Client(enforce_csrf_checks=True), link_in_letter()
    token = client.get(url).context["csrf_token"]
    forms = client.get(url).text.count("csrfmiddlewaretoken")
    assert forms == 4
    assert answer(client, url, answer="agree", csrfmiddlewaretoken=str(token)).status_code == 302
    assert asking.request.state == ConsentState.AGREED
