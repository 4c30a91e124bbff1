import pytest
from django.urls import reverse

from forums.actions.posts import edit_post, withdraw_own_post
from forums.actions.quotations import withdraw_quotation
from forums.actions.reviewing import publish_summary, submit_summary
from forums.actions.summaries import save_item
from forums.models import Post, Quotation, Summary
from tests.factories import (
    NOW,
    agree,
    amina,
    ben,
    cite,
    dineo,
    make_conversation,
    make_engagement,
    make_summary,
    make_theme,
    make_thread,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db

SAID = "Keep a torch ready. The traders know who sleeps there. Ask number 14."
QUOTED = "The traders know who sleeps there."


@pytest.fixture
def quotation() -> Quotation:
    """Ben's words in a summary in the making."""
    thread = make_thread(author=agree(ben()), text=SAID)
    item = cite(make_summary(thread), thread.posts.get(), QUOTED)
    save_item(item=item, seen_revision=1, prose="Ask those who are there.")
    return item.quotations.get()


def publish() -> None:
    publish_summary(summary=submit_summary(summary=Summary.objects.get(), by=amina(), now=NOW), now=NOW)


def page_of(quotation: Quotation) -> str:
    return reverse("words", args=[quotation.public_id])


# Frozen words -------------------------------------------------------------------------------------
def test_words_are_private_until_a_publication_quotes_them(client, quotation):
    def answers() -> list[int]:
        found = []
        for person in (None, ben, amina, dineo):
            client.logout()
            if person:
                client.force_login(person())
            found.append(client.get(page_of(quotation)).status_code)
        return found

    assert answers() == [404, 404, 200, 200]
    submit_summary(summary=Summary.objects.get(), by=amina(), now=NOW)
    assert answers() == [404, 404, 200, 200]
    publish()
    assert answers() == [200, 200, 200, 200]


def test_words_stand_in_their_context_and_lead_there_and_to_what_was_learned(client, quotation):
    publish()
    response = client.get(page_of(quotation))
    page = Page(response)
    assert SAID in page.text
    assert f"<mark>{QUOTED}</mark>" in response.content.decode()
    assert quotation.attribution in page.text
    post = Post.objects.get()
    assert reverse("thread", args=[post.thread_id, post.thread.slug]) + "#post-1" in page.links
    assert reverse("learning", args=[Summary.objects.get().learning.slug]) in page.links


def test_words_stay_when_their_post_is_edited(client, quotation):
    publish()
    edit_post(post=Post.objects.get(), by=ben(), text="I was wrong.", seen_revision=1, now=NOW)
    text = Page(client.get(page_of(quotation))).text
    assert (SAID in text, "the post was edited since" in text, "I was wrong" in text) == (True, True, False)


@pytest.mark.parametrize("whole", [True, False])
def test_withdrawn_words_are_gone_and_their_address_says_so(client, quotation, whole):
    publish()
    if whole:
        withdraw_own_post(post=Post.objects.get(), by=ben(), now=NOW)
    else:
        withdraw_quotation(quotation=quotation, now=NOW)
    response = client.get(page_of(quotation))
    text = Page(response).text
    assert (response.status_code, QUOTED in text, "Ben" in text) == (200, False, False)
    assert "The person who said these words has withdrawn them." in text


def test_of_a_hidden_post_no_word_is_shown(client, quotation):
    publish()
    Post.objects.update(state="hidden")
    text = Page(client.get(page_of(quotation))).text
    assert (QUOTED in text, "Keep a torch" in text, "number 14" in text) == (False, False, False)


def test_words_that_are_not_there(client, quotation):
    publish()
    for public_id in ("missing", quotation.public_id[:-1], "x" * 500):
        assert client.get(f"/words/{public_id}/").status_code == 404


# Conversations ------------------------------------------------------------------------------------
def test_conversations_have_a_list_and_a_page(client):
    engagement = make_engagement()
    conversation = make_conversation(
        guiding_questions=["Who watches?", "Who pays?"], hosts="Amina", engagement=engagement
    )
    assert list(client.get("/conversations/").context["conversations"]) == [conversation]
    page = Page(client.get("/conversations/who-keeps-watch/"))
    assert (page.title, "Who watches?" in page.text) == (conversation.title, True)
    assert reverse("engagement", args=[engagement.slug]) in page.links
    assert client.get("/conversations/missing/").status_code == 404


def test_the_list_of_conversations_costs_the_same_with_one_and_with_three(client):
    make_conversation(engagement=make_engagement())
    cost = queries_of(client, "/conversations/")
    make_conversation("second", theme=make_theme("data"))
    make_conversation("third", engagement=make_engagement("autumn"))
    assert queries_of(client, "/conversations/") == cost
