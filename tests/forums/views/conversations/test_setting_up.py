"""Preparing a conversation and inviting to it, as whoever does it sees it."""

import pytest
from django.urls import reverse

from forums.access.conversations import link_of
from forums.actions.conversations.formats import load_formats
from forums.models import Conversation, ConversationParticipant, HowHeld, Terms
from tests.factories import amina, ben, chloe, make_theme
from tests.factories.conversations import come, make_talk
from tests.pages import Page

pytestmark = pytest.mark.django_db
NEW = "/conversations/new/"


def typed(**more) -> dict[str, str]:
    return {
        "title": "Who keeps watch",
        "purpose": "To hear each other.\n\nAnd to say so.",
        "theme": str(make_theme().pk),
        "hosts": "The Long Table",
        "questions": "Who?\nWhy?",
        "tables": "Lights\nMoney",
        "held": HowHeld.LIVE,
        "starts_at": "2027-03-04T10:30",
        "terms": Terms.ROLE,
        "silence": "declines",
        "consent_days": "21",
        **more,
    }


# Preparing ----------------------------------------------------------------------------------------
def test_taking_a_format_keeps_whatever_was_typed(client):
    load_formats()
    client.force_login(amina())
    sent = typed(consent_days="many", title="")  # not finished, and not to be complained of yet
    for slug in ("world-cafe", "round-table", ""):
        answer = client.post(NEW, {**sent, "format": slug, "take": "1"})
        assert answer.status_code == 200
        form = answer.context["form"]
        assert {name: str(form[name].value()) for name in sent} == sent
        assert not form["allows_own_terms"].value()
        assert not form.errors
        assert not Conversation.objects.exists()
    assert 'value="2027-03-04T10:30"' in answer.text
    assert "To hear each other.\n\nAnd to say so.</textarea>" in answer.text


def test_the_format_that_is_chosen_stands_with_its_rounds_and_is_prepared(client):
    load_formats()
    client.force_login(amina())
    page = client.post(NEW, typed(format="round-table", take="1"))
    assert '<option value="round-table" selected>' in page.text
    assert "What we take home" in page.text
    assert client.post(NEW, typed(format="round-table")).status_code == 302
    talk = Conversation.objects.get()
    assert (talk.format.slug, talk.title) == ("round-table", "Who keeps watch")
    assert not talk.rounds.exclude(table="").exists()  # its form has no tables: what was typed of them waits


def test_what_is_wrong_is_said_once_it_is_to_be_prepared(client):
    client.force_login(amina())
    answer = client.post(NEW, typed(title=""))
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() == {"title"}


# Inviting -----------------------------------------------------------------------------------------
def test_the_link_of_somebody_without_an_account_is_shown_at_once(client, settings):
    talk = make_talk()
    client.force_login(amina())
    people = reverse("conversation_people", args=[talk.slug])
    page = client.post(people, {"name": "Zanele", "kind": "practitioner", "part": "speaker"}, follow=True)
    invited = ConversationParticipant.objects.get(name="Zanele")
    link = settings.SITE_URL + reverse("conversation_link", args=[link_of(invited)])
    assert f'<p class="to-copy own-link">{link}</p>' in page.text
    assert "js/copy-text" in page.text
    own = client.get(reverse("conversation_person", args=[talk.slug, invited.public_id])).text
    assert f'<p class="to-copy own-link">{link}</p>' in own
    assert "to-copy" not in client.get(people).text


def test_a_member_who_is_invited_has_no_link(client):
    talk = make_talk()
    client.force_login(amina())
    people = reverse("conversation_people", args=[talk.slug])
    page = client.post(
        people, {"handle": ben().handle, "kind": "practitioner", "part": "speaker"}, follow=True
    )
    assert "is invited" in Page(page).text
    assert "to-copy" not in page.text


def test_nobody_but_whoever_runs_it_is_shown_a_link(client):
    talk = make_talk()
    sipho = come(talk)
    come(talk, chloe())
    client.force_login(chloe())
    url = f"{reverse('conversation_people', args=[talk.slug])}?invited={sipho.public_id}"
    assert client.get(url).status_code == 403
    client.force_login(amina())
    another = make_talk("another")
    url = f"{reverse('conversation_people', args=[another.slug])}?invited={sipho.public_id}"
    assert "to-copy" not in client.get(url).text
