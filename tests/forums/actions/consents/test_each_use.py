"""A yes is for the summary that asked; whoever wants the same words for another one asks again."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client

from forums.actions.consents import agree, ask_for_consents, correct, decline, withdraw_consent
from forums.actions.consents.silence import end_waiting
from forums.models import ConsentRequest, ConsentState, Silence, Summary, Terms
from forums.queries.consents import consents_of, missing_consents, requests_needed
from tests.factories import NOW, amina, ben, cite, make_summary
from tests.forums.consenting import WORDS, Asking, asked, link_in_letter, send_letters

pytestmark = pytest.mark.django_db


def another(asking: Asking) -> Summary:
    """A second summary that quotes the same words."""
    summary = make_summary(asking.post.thread, title="Lights of the province")
    cite(summary, asking.post, WORDS)
    return summary


def ask_again(summary: Summary) -> int:
    people = ask_for_consents(summary=summary, by=amina(), now=NOW)
    send_letters()
    return people


def is_quoted(summary: Summary) -> bool:
    return summary.items.filter(quotations__isnull=False).exists()


def test_a_yes_for_one_summary_is_none_for_another():
    asking = asked()
    agree(request=asking.request, now=NOW)
    other = another(asking)
    (missing,) = missing_consents(other)
    assert missing.words == f"Whoever said “{WORDS}” has not been asked yet."
    assert missing_consents(asking.summary) == []
    assert (len(mail.outbox), ask_again(other), len(mail.outbox)) == (1, 1, 2)
    assert ask_again(other) == 0


def test_the_letter_shows_the_summary_that_wants_the_words_and_no_other():
    asking = asked()
    agree(request=asking.request, now=NOW)
    ask_again(another(asking))
    page = Client().get(link_in_letter()).content.decode()
    assert "It would stand in the summary “Lights of the province”" in page
    assert asking.summary.title not in page


def test_a_yes_to_every_use_is_a_yes_for_the_next_one_too():
    asking = asked()
    Client().post(link_in_letter(), {"place": "1", "answer": "agree", "every_use": "1"})
    other = another(asking)
    assert (missing_consents(other), requests_needed(other)) == ([], [])
    (shown,) = consents_of(other).asked
    assert shown.request == asking.request
    assert "Other summaries may use them as well." in Client().get(link_in_letter()).content.decode()


def test_so_is_a_correction_that_says_so():
    asking = asked()
    correct(request=asking.request, words="We light it ourselves.", every_use=True, now=NOW)
    other = make_summary(asking.post.thread, title="Lights of the province")
    asking.post.refresh_from_db()
    cite(other, asking.post, "We light it ourselves.")
    assert missing_consents(other) == []


def test_a_plain_yes_tells_on_its_page_that_one_is_asked_again():
    asking = asked()
    agree(request=asking.request, now=NOW)
    assert "you are asked again" in Client().get(link_in_letter()).content.decode()


def test_a_no_for_the_second_leaves_the_first_as_it_was():
    asking = asked()
    agree(request=asking.request, now=NOW)
    other = another(asking)
    ask_again(other)
    decline(request=ConsentRequest.objects.get(summary=other), now=NOW)
    assert (is_quoted(other), is_quoted(asking.summary)) == (False, True)
    assert missing_consents(asking.summary) == []


def test_a_no_is_not_asked_again():
    asking = asked()
    decline(request=asking.request, now=NOW)
    other = another(asking)
    (missing,) = missing_consents(other)
    assert "did not agree to its use" in missing.words
    assert ask_again(other) == 0


def test_no_answer_is_an_answer_for_its_own_summary_alone():
    asking = asked(silence=Silence.AGREES)
    end_waiting(now=NOW + timedelta(days=30))
    assert missing_consents(asking.summary) == []
    other = another(asking)
    assert len(missing_consents(other)) == 1
    assert ask_again(other) == 1


def test_taking_words_back_takes_them_from_every_summary():
    asking = asked()
    agree(request=asking.request, now=NOW)
    other = another(asking)
    ask_again(other)
    agree(request=ConsentRequest.objects.get(summary=other), now=NOW)
    withdraw_consent(request=asking.request, now=NOW)
    assert set(ConsentRequest.objects.values_list("state", flat=True)) == {ConsentState.WITHDRAWN}
    assert set(asking.post.revisions.values_list("quotations__words", flat=True)) <= {"", None}


def test_under_role_terms_somebody_is_asked_again_though_their_answer_tells_of_nobody():
    asking = asked(ben(), terms=Terms.ROLE)
    agree(request=asking.request, now=NOW)
    assert asking.request.participant is None
    assert ask_again(another(asking)) == 1


# What was asked before uses were told apart ------------------------------------------------------
def test_an_answer_from_before_is_for_the_summaries_that_used_the_words_then():
    asking = asked()
    agree(request=asking.request, now=NOW)
    ConsentRequest.objects.update(summary=None)
    migration = import_module("forums.migrations.0020_consent_for_each_use")
    migration.tell_uses_apart(apps, None)
    assert (asking.request.covers_every_use, missing_consents(asking.summary)) == (False, [])
    other = another(asking)
    ConsentRequest.objects.update(summary=None)
    migration.tell_uses_apart(apps, None)
    assert (missing_consents(asking.summary), missing_consents(other)) == ([], [])
