"""The workbench as its page's scripts use it: the state, the parts that are fetched, who else is there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casestudies.models import BriefSection
from forums.actions.summaries import save_item
from forums.models import Insight, SourceReading, SuggestedBy, SummaryPresence
from tests.factories import (
    agree,
    amina,
    ben,
    chloe,
    cite,
    close,
    join,
    make_member,
    make_poll,
    make_post,
    make_session,
    reply,
)
from tests.forums.views.summaries import PROSE, QUOTED, at
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db
WORKED = f"new:{BriefSection.WHAT_WORKED}"


def state_after(response):
    return response.json()["state"]


def items_of(state, section="what_worked"):
    [found] = [one["items"] for one in state["sections"] if one["key"] == section]
    return [pk for pk, _digest, _revision in found]


@pytest.fixture
def post(source_thread):
    return source_thread.posts.get()


# The state ----------------------------------------------------------------------------------------
def test_an_act_sent_by_a_script_is_answered_with_the_state_of_the_draft(aminas, summary, post):
    cited = aminas.post(
        at(summary, "cite"), {"post": post.pk, "words": QUOTED, "target": WORKED}, headers=JSON
    )
    item = summary.items.get()
    assert cited.json()["anchor"] == item.anchor
    assert (items_of(state_after(cited)), state_after(cited)["cited"]) == ([item.pk], [post.pk])
    gone = aminas.post(at(summary, "remove_item", item.pk), headers=JSON).json()
    assert (items_of(gone["state"]), gone["state"]["removed"]) == ([], 1)
    back = aminas.post(gone["undo"], headers=JSON)
    assert (items_of(state_after(back)), state_after(back)["removed"]) == ([item.pk], 0)
    again = aminas.post(gone["undo"], headers=JSON)
    assert (again.status_code, again.json()["error"]) == (404, "This is in the summary again already.")


def test_the_state_holds_no_words(aminas, summary, item, post):
    cite(summary, post, QUOTED, item)
    told = aminas.post(at(summary, "summary_here"), headers=JSON).content.decode()
    assert not any(words in told for words in ("traders", "keeper"))


def test_the_digest_of_an_item_moves_with_what_its_article_shows(aminas, summary, item, post):
    def digest():
        state = aminas.post(at(summary, "summary_here"), headers=JSON).json()["state"]
        return state["sections"][1]["items"][0][1]

    seen = [digest()]
    cite(summary, post, QUOTED, item)
    seen.append(digest())
    save_item(item=item, seen_revision=1, prose="Other words.")
    seen.append(digest())
    aminas.post(at(summary, "comment_on_item", item.pk), {"text": "Where?"})
    seen.append(digest())
    assert len(set(seen)) == 4
    assert digest() == seen[-1]


def test_a_stale_item_is_answered_with_both_versions_and_their_difference(aminas, item):
    save_item(item=item, seen_revision=1, prose="Lights need two keepers.")
    sent = {"prose": "Lights need a neighbour.", "seen_revision": 1}
    told = aminas.post(at(item.summary, "save_item", item.pk), sent, headers=JSON)
    answer = told.json()
    assert (told.status_code, answer["code"], answer["revision"]) == (409, "stale", 2)
    assert answer["saved"]["prose"] == "Lights need two keepers."
    assert "two keepers" in answer["difference"]
    assert "a neighbour" in answer["difference"]


def test_the_difference_is_escaped(aminas, item):
    save_item(item=item, seen_revision=1, prose="Other.")
    sent = {"prose": "<img src=x onerror=alert(1)>", "seen_revision": 1}
    told = aminas.post(at(item.summary, "save_item", item.pk), sent, headers=JSON)
    assert "<img" not in told.json()["difference"]


def test_a_suggestion_whose_words_a_person_changes_is_taken_over(aminas, item):
    item.suggested_by = SuggestedBy.DRAFT
    item.save()
    same = {"prose": PROSE, "is_own_view": "on", "seen_revision": 1}
    aminas.post(at(item.summary, "save_item", item.pk), same)
    item.refresh_from_db()
    assert item.is_suggestion
    aminas.post(at(item.summary, "save_item", item.pk), {**same, "prose": "Better."})
    item.refresh_from_db()
    assert (item.is_suggestion, item.taken_over_by) == (False, amina())


# Others at the workbench --------------------------------------------------------------------------
def test_colleagues_are_seen_at_their_item_until_they_leave(client, summary, item):
    other = make_member("Fikile Zulu", is_facilitator=True)
    client.force_login(other)
    client.post(at(summary, "summary_here"), {"item": item.pk}, headers=JSON)
    client.force_login(amina())
    here = client.post(at(summary, "summary_here"), headers=JSON)
    assert state_after(here)["people"] == [{"name": "Fikile Zulu", "item": item.pk}]
    assert "Fikile Zulu is here" in Page(client.get(at(summary))).text
    client.force_login(other)
    assert client.post(at(summary, "summary_here"), {"leave": "1"}).status_code == 204
    client.force_login(amina())
    assert state_after(client.post(at(summary, "summary_here"), headers=JSON))["people"] == []


def test_who_gave_no_sign_of_life_is_not_there(aminas, summary):
    long_ago = timezone.now() - timedelta(minutes=1)
    SummaryPresence.objects.create(
        summary=summary, user=make_member("Fikile Zulu", is_facilitator=True), seen_at=long_ago
    )
    assert state_after(aminas.post(at(summary, "summary_here"), headers=JSON))["people"] == []


# Parts that are fetched ---------------------------------------------------------------------------
def test_items_sources_and_panels_are_fetched_alone(aminas, summary, item, post):
    page = Page(aminas.get(at(summary, "summary_items"), {"item": [item.pk, "x"]}))
    assert (page.title, page.boxes["prose"]) == ("", [PROSE])
    page = Page(aminas.get(at(summary, "summary_sources"), {"words": "torch"}))
    assert page.boxes["source"] == [str(post.pk)]
    page = Page(aminas.get(at(summary, "summary_sources"), {"words": "nowhere", "votes": "x", "start": "-1"}))
    assert (page.boxes["source"], "No source is like that." in page.text) == ([], True)
    assert "Nobody dropped" in Page(aminas.get(at(summary, "summary_panels"))).text


def test_the_page_and_the_list_cost_the_same_with_one_source_and_with_many(aminas, summary, source_thread):
    pages = [at(summary), at(summary, "summary_sources"), at(summary, "summary_panels")]
    cost = [queries_of(aminas, page) for page in pages]
    for number in range(12):
        make_post(source_thread, agree(make_member(f"Voice{number}")), f"Number {number} was said.")
    assert [queries_of(aminas, page) for page in pages] == cost


def test_a_long_discussion_comes_a_page_at_a_time(aminas, summary, source_thread):
    for number in range(25):
        make_post(source_thread, ben(), f"Number {number} was said.")
    first = Page(aminas.get(at(summary)))
    [more] = [address for address in first.links if "start=" in address]
    second = Page(aminas.get(at(summary) + more.split("#")[0]))
    shown = [*first.boxes["source"], *second.boxes["source"]]
    assert (len(first.boxes["source"]), len(shown), len(set(shown))) == (20, 26, 26)


# Sources ------------------------------------------------------------------------------------------
def test_sources_are_noted_as_read_several_at_once_and_unread_again(aminas, summary, source_thread, post):
    other = make_post(source_thread, agree(chloe()))
    path = at(summary, "read_sources")
    told = aminas.post(path, {"source": [post.pk, other.pk], "reason": "Beside the topic"}, headers=JSON)
    assert state_after(told)["read"] == [post.pk, other.pk]
    page = Page(aminas.get(at(summary)))
    assert "read, not used: Beside the topic" in page.text
    aminas.post(at(summary, "unread_sources"), {"source": post.pk})
    assert SourceReading.objects.get().post == other
    shown = f"{post.pk} {other.pk} 999"
    aminas.post(path, {"all_shown": "1", "shown": shown, "reason": "", "own_reason": "Said in May."})
    assert set(SourceReading.objects.values_list("reason", flat=True)) == {"Said in May."}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"reason": "Beside the topic"}, "Tick the sources that you have read, then say why"),
        ({"all_shown": "1", "shown": "{post}"}, "Please say in a few words why these are not used."),
    ],
)
def test_what_is_missing_for_a_reading_is_said_at_the_bar(aminas, summary, post, fields, complaint):
    sent = {name: value.format(post=post.pk) for name, value in fields.items()}
    response = aminas.post(at(summary, "read_sources"), sent)
    assert response.status_code == 400
    assert [alert.startswith(complaint) for alert in Page(response).alerts] == [True]


def test_picked_words_become_an_insight(aminas, summary, post):
    aminas.post(at(summary, "note_insight"), {"post": post.pk, "words": QUOTED})
    assert (Insight.objects.get().quotation.words, summary.items.count()) == (QUOTED, 0)


def test_the_result_of_a_poll_goes_into_an_item(aminas):
    session = make_session()
    reply(make_poll(session), join(session, ben()), "Lights")
    summary = close(session)
    assert "1 result of polls and votes" in Page(aminas.get(at(summary))).text
    aminas.post(at(summary, "use_result"), {"tally": "poll:1", "target": WORKED})
    item = summary.items.get()
    assert (item.is_own_view, "What comes first?" in item.prose, "Lights" in item.prose) == (True, True, True)
    response = aminas.post(at(summary, "use_result"), {"tally": "poll:9", "target": WORKED})
    assert Page(response).alerts == ["This result is no longer there. Look at the list again."]


# The first draft ----------------------------------------------------------------------------------
def test_a_first_draft_is_made_marked_and_taken_over(aminas, summary, source_thread):
    words = "What worked for us was paying one neighbour to keep the lights."
    make_post(source_thread, agree(chloe()), words)
    response = aminas.post(at(summary, "make_first_draft"), follow=True)
    page = Page(response)
    assert ("Suggested by the first draft" in page.text, "because:" in page.text) == (True, True)
    for section in BriefSection:
        aminas.post(at(summary, "take_section_over", section))
    assert "Suggested by the first draft" not in Page(aminas.get(at(summary))).text


def test_a_model_is_offered_only_where_one_is_set_and_says_where_words_go(aminas, summary, settings):
    assert "Let a language model group it" not in Page(aminas.get(at(summary))).text
    settings.DRAFT_ENDPOINT_URL, settings.DRAFT_ENDPOINT_MODEL = "http://127.0.0.1:9/v1", "small"
    assert "is sent to http://127.0.0.1:9/v1, to the model small." in Page(aminas.get(at(summary))).text


def test_without_a_choice_nothing_is_sent_to_a_model(aminas, summary, source_thread, settings, monkeypatch):
    make_post(source_thread, agree(chloe()), "What worked for us was paying one neighbour to keep watch.")
    settings.DRAFT_ENDPOINT_URL = "http://127.0.0.1:9/v1"
    monkeypatch.setattr("forums.drafting.drafting.ask", lambda *_: pytest.fail("asked"))
    aminas.post(at(summary, "make_first_draft"))
    assert summary.items.exists()
