import pytest

from casestudies.models import BriefSection
from forums.actions.posts import withdraw_own_post
from forums.models import Quotation, Summary
from tests.factories import (
    NOW,
    agree,
    ben,
    chloe,
    cite,
    make_engagement,
    make_post,
    make_summary,
    make_thread,
)
from tests.forums.views.summaries import QUOTED, SAID, SENT, at, submitted
from tests.pages import Page

pytestmark = pytest.mark.django_db


# Quoting ------------------------------------------------------------------------------------------
def citing(summary: Summary, **fields: object) -> dict[str, object]:
    """What is sent with words of the first post; ``{post}`` in a sentence stands for it."""
    post = summary.threads.get().posts.get(number=1)
    if isinstance(fields.get("sentence"), str):
        fields["sentence"] = str(fields["sentence"]).replace("{post}", str(post.pk))
    return {"post": post.pk, "target": f"new:{BriefSection.WHAT_WORKED}", **fields}


def test_selected_words_are_frozen_under_a_new_item_or_an_old_one(aminas, summary):
    response = aminas.post(at(summary, "cite"), citing(summary, words=QUOTED))
    item = summary.items.get()
    assert response["Location"] == f"{at(summary)}#item-{item.pk}"
    aminas.post(at(summary, "cite"), citing(summary, words="Keep a torch ready.", target=item.pk))
    assert {quotation.words for quotation in item.quotations.all()} == {QUOTED, "Keep a torch ready."}


def test_ticked_sentences_that_stand_together_are_one_quotation_and_those_apart_are_two(aminas, summary):
    first, second, third = Page(aminas.get(at(summary))).boxes["sentence"]
    aminas.post(at(summary, "cite"), citing(summary, sentence=[second, first]))
    assert Quotation.objects.get().words == f"Keep a torch ready. {QUOTED}"
    aminas.post(at(summary, "cite"), citing(summary, sentence=[third, first]))
    apart = summary.items.order_by("pk").last()
    assert [one.quotation.words for one in apart.citations.order_by("position")] == [
        "Keep a torch ready.",
        "We count them every Friday.",
    ]


def test_sentences_of_several_sources_go_under_one_item(aminas, summary, source_thread):
    make_post(source_thread, agree(chloe()), "The copper was gone by Monday.")
    values = Page(aminas.get(at(summary))).boxes["sentence"]
    aminas.post(at(summary, "cite"), citing(summary, sentence=[values[1], values[3]]))
    said = {one.quotation.revision.post.author for one in summary.items.get().citations.all()}
    assert said == {ben(), chloe()}


def test_where_one_of_several_may_not_be_quoted_nothing_is(aminas, summary, source_thread):
    make_post(source_thread, agree(chloe(), be_quoted=False), "The copper was gone by Monday.")
    page = Page(aminas.get(at(summary)))
    assert "Not to be quoted: whoever said it did not agree." in page.text
    values = page.boxes["sentence"]
    response = aminas.post(at(summary, "cite"), citing(summary, sentence=[values[1], values[3]]))
    assert (response.status_code, summary.items.count(), Quotation.objects.count()) == (403, 0, 0)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 409),
        ({"words": "  "}, 409),
        ({"sentence": "x-y"}, 409),
        ({"sentence": "{post}:900-1000"}, 409),
        ({"sentence": "{post}:9-2"}, 409),
        ({"sentence": "{post}:0-99999999999"}, 409),
        ({"sentence": "0:0-5"}, 409),
        ({"words": QUOTED, "target": "²"}, 409),
        ({"words": QUOTED, "target": "new:elsewhere"}, 409),
        ({"words": QUOTED, "target": 10**30}, 409),
        ({"words": QUOTED, "post": ""}, 409),
        ({"words": "Words that nobody said."}, 400),
    ],
)
def test_a_refused_quotation_says_why_and_makes_no_item(aminas, summary, fields, status):
    response = aminas.post(at(summary, "cite"), citing(summary, **fields))
    assert (response.status_code, len(Page(response).alerts)) == (status, 1)
    assert (summary.items.count(), Quotation.objects.count()) == (0, 0)


def test_who_did_not_agree_is_not_quoted(aminas):
    summary = make_summary(make_thread(author=agree(chloe(), be_quoted=False), text=SAID))
    response = aminas.post(at(summary, "cite"), citing(summary, words=QUOTED))
    assert response.status_code == 403
    assert Page(response).alerts == [
        "The person who said this did not agree to be quoted. You can put it in your own words."
    ]


def test_words_taken_back_meanwhile_are_not_quoted_and_it_is_said(aminas, summary, source_thread):
    withdraw_own_post(post=source_thread.posts.get(), by=ben(), now=NOW)
    response = aminas.post(at(summary, "cite"), citing(summary, words=QUOTED))
    assert (response.status_code, Page(response).alerts) == (409, ["These words are no longer there."])


def test_a_source_of_another_summary_is_not_quoted(aminas, summary):
    other = make_thread(make_engagement(), agree(chloe()), text=SAID)
    response = aminas.post(at(summary, "cite"), citing(summary, post=other.posts.get().pk, words=QUOTED))
    assert (response.status_code, Quotation.objects.count()) == (409, 0)


def test_quoting_in_a_sent_summary_says_why_not(aminas, summary):
    submitted(summary)
    response = aminas.post(at(summary, "cite"), citing(summary, words=QUOTED))
    assert (response.status_code, Page(response).alerts) == (409, [SENT])


def test_a_quotation_is_taken_out_of_its_item(aminas, summary, source_thread):
    item = cite(summary, source_thread.posts.get(), QUOTED)
    citation = item.citations.get()
    path = at(summary, "remove_citation", citation.pk)
    assert aminas.post(path)["Location"] == f"{at(summary)}#item-{item.pk}"
    assert (item.citations.count(), Quotation.objects.count()) == (0, 1)
    assert aminas.post(path).status_code == 404


# Shortening ---------------------------------------------------------------------------------------
def test_a_short_form_that_changes_what_was_said_is_refused_beside_its_box_with_the_difference(
    aminas, summary, source_thread
):
    citation = cite(summary, source_thread.posts.get(), QUOTED).citations.get()
    path = at(summary, "shorten_citation", citation.pk)
    response = aminas.post(path, {"shortened": "The traders know."})
    page = Page(response)
    assert (response.status_code, page.boxes["shortened"]) == (400, ["The traders know."])
    assert len(page.alerts) == 1
    assert "The traders know [taken away: who sleeps there ] ." in page.text
    citation.refresh_from_db()
    assert citation.shortened == ""
    taken = aminas.post(path, {"shortened": "The traders know […]."})
    assert taken["Location"] == f"{at(summary)}#{citation.item.anchor}"


def test_a_short_form_for_a_summary_in_review_is_given_back(aminas, summary, source_thread):
    citation = cite(summary, source_thread.posts.get(), QUOTED).citations.get()
    submitted(summary)
    response = aminas.post(at(summary, "shorten_citation", citation.pk), {"shortened": "The traders know."})
    page = Page(response)
    assert (response.status_code, page.alerts, page.boxes["kept-words"]) == (
        409,
        [SENT],
        ["The traders know."],
    )
