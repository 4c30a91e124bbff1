"""The page of threads that a summary draws on, and the asking that a conversation's words bring with them."""

import pytest
from django.urls import reverse

from exchange.people.models import NetworkAccess
from tests.factories import (
    agree,
    amina,
    chloe,
    cite,
    make_network,
    make_thread,
)
from tests.factories.conversations import come, make_talk
from tests.forums.consenting import WORDS, leave_address, post_of
from tests.forums.views.summaries import QUOTED, at, submitted
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(source_thread):
    said = "Nobody guards the guards."
    return make_thread(source_thread.subject, agree(chloe()), title="Who guards the guards", text=said)


def test_a_thread_is_found_added_and_its_words_are_sources(aminas, summary, other):
    page = Page(aminas.get(at(summary, "summary_threads")))
    assert f"Add : {other}" in page.text
    response = aminas.post(at(summary, "add_summary_thread", other.pk))
    assert response["Location"] == f"{at(summary)}?thread={other.pk}#sources"
    page = Page(aminas.get(response["Location"].split("#")[0]))
    assert "Nobody guards the guards." in page.text
    assert QUOTED not in page.text
    assert "Added. What was said in “Who guards the guards” is shown here." in page.text


def test_one_looks_for_a_thread_by_its_words(aminas, summary, other):
    path = at(summary, "summary_threads")
    assert f"Add : {other}" in Page(aminas.get(path, {"words": "guards"})).text
    for words in ("nowhere", "!", "x" * 101):
        assert aminas.get(path, {"words": words}).status_code == 200
    assert (
        "No thread that could be added holds these words." in Page(aminas.get(path, {"words": "lamp"})).text
    )


def test_a_thread_that_is_not_quoted_is_taken_out_again(aminas, summary, other, source_thread):
    aminas.post(at(summary, "add_summary_thread", other.pk))
    cite(summary, source_thread.posts.get(), QUOTED)
    refused = aminas.post(at(summary, "remove_summary_thread", source_thread.pk))
    assert refused.status_code == 409
    assert Page(refused).alerts == [
        "The summary quotes this thread. Remove those quotations first, then the thread."
    ]
    gone = aminas.post(at(summary, "remove_summary_thread", other.pk))
    assert gone["Location"] == at(summary, "summary_threads")
    assert list(summary.threads.all()) == [source_thread]
    assert aminas.post(at(summary, "remove_summary_thread", other.pk)).status_code == 404


def test_a_private_thread_that_one_reads_is_neither_offered_nor_taken(aminas, summary):
    inside = make_thread(make_network("Inside", NetworkAccess.PRIVATE), amina(), title="Among ourselves")
    assert aminas.get(reverse("thread", args=[inside.pk, inside.slug])).status_code == 200
    for query in ({}, {"words": "ourselves"}):
        assert "Among ourselves" not in Page(aminas.get(at(summary, "summary_threads"), query)).text
    assert aminas.post(at(summary, "add_summary_thread", inside.pk)).status_code == 404
    assert summary.threads.count() == 1


def test_in_review_nothing_is_added(aminas, summary, other):
    submitted(summary)
    assert f"Add : {other}" not in Page(aminas.get(at(summary, "summary_threads"))).text
    assert aminas.post(at(summary, "add_summary_thread", other.pk)).status_code == 409
    assert summary.threads.count() == 1


def test_the_page_costs_the_same_with_one_thread_and_with_several(aminas, summary, source_thread):
    subject = source_thread.subject
    make_thread(subject)
    cost = queries_of(aminas, at(summary, "summary_threads"))
    for _number in range(3):
        aminas.post(at(summary, "add_summary_thread", make_thread(subject).pk))
        make_thread(subject)
    assert queries_of(aminas, at(summary, "summary_threads")) == cost


# Words of a conversation in the summary of something else -------------------------------------------
@pytest.fixture
def record_post():
    person = come(make_talk())
    leave_address(person, "sipho@traders.example")
    return post_of(person)


def test_whoever_spoke_in_a_conversation_is_asked_also_for_another_summary(aminas, summary, record_post):
    aminas.post(at(summary, "add_summary_thread", record_post.thread.pk))
    panels = at(summary, "summary_panels")
    assert "Consent of those who are quoted" not in Page(aminas.get(panels)).text
    told = aminas.post(
        at(summary, "cite"),
        {"post": record_post.pk, "words": WORDS, "target": "new:what_worked"},
        headers=JSON,
    )
    assert told.status_code == 200
    for path in (panels, at(summary)):
        assert "Ask one person" in Page(aminas.get(path)).text
    aminas.post(at(summary, "ask_for_consents"))
    assert "Waiting" in Page(aminas.get(panels)).text


def test_an_editor_sees_where_the_asking_stands(dineos, summary, record_post):
    summary.threads.add(record_post.thread)
    cite(summary, record_post, WORDS)
    submitted(summary)
    page = Page(dineos.get(at(summary)))
    assert "Not asked yet" in page.text
    assert "Ask one person" not in page.text
