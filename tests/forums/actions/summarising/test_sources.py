"""Sources: read and not used, picked, and made a first draft of."""

import contextlib

import pytest

from casestudies.models import BriefSection
from forums.actions.posts import withdraw_own_post
from forums.actions.quotations import NoConsentToQuote, WordsNotInSource
from forums.actions.summaries import SummaryNotOpenForEditing, add_item
from forums.actions.summarising.first_draft import NothingToDraftFrom, in_words, make_first_draft
from forums.actions.summarising.picking import Picked, cite_picked, note_insights
from forums.actions.summarising.reading import NothingTicked, ReasonMissing, mark_read, mark_unread
from forums.models import Insight, Quotation, SourceReading, SuggestedBy, Summary
from forums.queries import items_in_brief_order
from tests.factories import NOW, agree, amina, ben, chloe, make_member, make_post, make_summary, make_thread

pytestmark = pytest.mark.django_db

SAID = "Keep a torch ready. The traders know who sleeps there. We count them every Friday."
WORKED = "What worked for us was paying one neighbour to keep the lights in the evening."
FAILED = "The tall lamps did not work because their copper was stolen within a month."


@pytest.fixture
def thread():
    return make_thread(author=agree(ben()), text=SAID)


@pytest.fixture
def summary(thread):
    return make_summary(thread)


@pytest.fixture
def post(thread):
    return thread.posts.get()


# Read and not used --------------------------------------------------------------------------------
def test_several_sources_are_noted_as_read_with_a_reason_and_unread_again(summary, thread, post):
    other = make_post(thread, agree(chloe()))
    assert (
        mark_read(summary=summary, posts=[post, other], reason=" Said  elsewhere. ", by=amina(), now=NOW) == 2
    )
    assert set(SourceReading.objects.values_list("post", "reason", "read_by")) == {
        (one.pk, "Said elsewhere.", amina().pk) for one in (post, other)
    }
    mark_read(summary=summary, posts=[post], reason="Beside the topic.", by=chloe(), now=NOW)
    assert SourceReading.objects.get(post=post).reason == "Beside the topic."
    assert [mark_unread(summary=summary, posts=[post]) for _ in range(2)] == [1, 0]
    assert SourceReading.objects.get().post == other


def test_a_source_is_not_dropped_without_a_reason(summary, post):
    with pytest.raises(ReasonMissing):
        mark_read(summary=summary, posts=[post], reason=" ", by=amina())
    with pytest.raises(NothingTicked):
        mark_read(summary=summary, posts=[], reason="Said elsewhere.", by=amina())
    assert SourceReading.objects.count() == 0


def test_a_summary_that_was_sent_takes_no_more_readings(summary, post):
    Summary.objects.update(state="submitted")
    for act in (
        lambda: mark_read(summary=summary, posts=[post], reason="Said elsewhere.", by=amina()),
        lambda: mark_unread(summary=summary, posts=[post]),
    ):
        with pytest.raises(SummaryNotOpenForEditing):
            act()


# Picked -------------------------------------------------------------------------------------------
def test_what_was_picked_goes_under_one_item_or_not_at_all(summary, thread, post):
    silent = make_post(thread, agree(chloe(), be_quoted=False))
    picked = [Picked(post, "Keep a torch ready."), Picked(post, "We count them every Friday.")]
    with pytest.raises(NoConsentToQuote):
        cite_picked(
            summary=summary,
            target=BriefSection.WHAT_WORKED,
            picked=[*picked, Picked(silent, "every Friday")],
            by=amina(),
        )
    assert (summary.items.count(), Quotation.objects.count()) == (0, 0)
    item = cite_picked(summary=summary, target=BriefSection.WHAT_WORKED, picked=picked, by=amina(), now=NOW)
    assert [one.quotation.words for one in item.citations.order_by("position")] == [
        one.words for one in picked
    ]


def test_the_same_words_are_one_insight(summary, post):
    picked = [Picked(post, "Keep a torch ready.")]
    for _ in range(2):
        [insight] = note_insights(summary=summary, picked=picked, by=amina(), now=NOW)
    assert (insight.subject, insight.quotation.words, insight.made_by) == (
        summary.subject,
        "Keep a torch ready.",
        amina(),
    )
    with pytest.raises(WordsNotInSource):
        note_insights(summary=summary, picked=[Picked(post, "Nobody said this.")], by=amina())
    assert Insight.objects.count() == 1


# The first draft ----------------------------------------------------------------------------------
def test_a_first_draft_quotes_what_was_said_and_waits_to_be_taken_over(summary, thread):
    make_post(thread, agree(chloe()), WORKED)
    make_post(thread, agree(make_member("Ed")), FAILED)
    drafted = make_first_draft(summary=summary, by=amina(), now=NOW)
    items = items_in_brief_order(summary)
    assert {item.pk for item in items} == {item.pk for item in drafted.items}
    assert all(item.is_suggestion and item.why and item.citations.all() for item in items)
    assert {item.suggested_by for item in items} == {SuggestedBy.DRAFT}
    said = {(item.section, one.quotation.words) for item in items for one in item.citations.all()}
    assert {(BriefSection.WHAT_WORKED, WORKED), (BriefSection.WHAT_DID_NOT_WORK, FAILED)} <= said


def test_a_first_draft_keeps_what_people_wrote_and_suggests_nothing_twice(summary, thread):
    make_post(thread, agree(chloe()), WORKED)
    own = add_item(summary=summary, section=BriefSection.WHAT_WORKED, prose="Ours.", is_own_view=True)
    make_first_draft(summary=summary, by=amina(), now=NOW)
    own.refresh_from_db()
    assert (own.prose, own.revision, own.is_suggestion) == ("Ours.", 1, False)
    quoted = set(summary.items.values_list("citations__quotation", flat=True))
    with contextlib.suppress(NothingToDraftFrom):
        make_first_draft(summary=summary, by=amina(), now=NOW)
    again = list(summary.items.values_list("citations__quotation", flat=True))
    assert quoted <= set(again)
    assert len(again) == len(set(again))


def test_who_did_not_agree_is_left_out_of_the_draft_and_counted(summary, thread):
    make_post(thread, agree(chloe(), be_quoted=False), WORKED)
    make_post(thread, agree(make_member("Ed")), FAILED)
    drafted = make_first_draft(summary=summary, by=amina(), now=NOW)
    assert drafted.left_out == 1
    assert not Quotation.objects.filter(words__contains="neighbour").exists()
    assert "1 source was left out: who said it did not agree to be quoted." in in_words(drafted)


def test_a_draft_of_nothing_says_so(summary, post):
    withdraw_own_post(post=post, by=ben(), now=NOW)
    with pytest.raises(NothingToDraftFrom):
        make_first_draft(summary=summary, by=amina())
    assert summary.items.count() == 0


def test_a_summary_that_was_sent_gets_no_draft(summary):
    Summary.objects.update(state="submitted")
    with pytest.raises(SummaryNotOpenForEditing):
        make_first_draft(summary=summary, by=amina())
