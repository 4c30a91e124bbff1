"""Items of a draft: placed, taken out and brought back, taken over, made lessons, given results."""

import pytest

from casestudies.models import BriefSection, LessonKind
from forums.actions.commenting import comment_on_item
from forums.actions.quotations import withdraw_quotation
from forums.actions.reviewing import SuggestionsWait, submit_summary
from forums.actions.summaries import SummaryNotOpenForEditing, add_item, save_item, shorten_citation
from forums.actions.summarising.lessons import NothingToLearnFrom, make_lesson
from forums.actions.summarising.placing import ItemMovedMeanwhile, place_item, step_item
from forums.actions.summarising.removing import (
    ItemOfQuotationIsGone,
    NothingToBringBack,
    bring_back,
    take_out_citation,
    take_out_item,
)
from forums.actions.summarising.results import put_result
from forums.actions.summarising.taking_over import take_over, take_over_section
from forums.models import ItemComment, RemovedPart, SuggestedBy, SummaryItem
from forums.queries import items_in_brief_order
from tests.factories import NOW, agree, amina, ben, chloe, cite, make_summary, make_thread, minutes_later

pytestmark = pytest.mark.django_db

SAID = "Keep a torch ready. The traders know who sleeps there. We count them every Friday."
QUOTED = "The traders know who sleeps there."
WORKED, NEXT = BriefSection.WHAT_WORKED, BriefSection.WHAT_NEXT


@pytest.fixture
def summary():
    return make_summary(make_thread(author=agree(ben()), text=SAID))


@pytest.fixture
def post(summary):
    return summary.threads.get().posts.get()


def prose_of(summary):
    return [(item.section, item.prose) for item in items_in_brief_order(summary)]


def write(summary, section, *proses):
    return [add_item(summary=summary, section=section, prose=prose, is_own_view=True) for prose in proses]


# Placing ------------------------------------------------------------------------------------------
def test_an_item_is_put_before_another_one_also_in_another_section(summary):
    first, second, third = write(summary, WORKED, "1", "2", "3")
    [later] = write(summary, NEXT, "4")
    place_item(item=third, section=WORKED, before=first)
    place_item(item=first, section=NEXT, before=later, seen_section=WORKED)
    assert prose_of(summary) == [
        ("what_worked", "3"),
        ("what_worked", "2"),
        ("what_next", "1"),
        ("what_next", "4"),
    ]
    place_item(item=second, section=NEXT)
    place_item(item=second, section=NEXT)
    assert [prose for _section, prose in prose_of(summary)] == ["3", "1", "4", "2"]


def test_what_two_people_move_at_once_both_holds(summary):
    first, second, third = write(summary, WORKED, "1", "2", "3")
    place_item(item=third, section=WORKED, before=second)
    place_item(item=first, section=WORKED, before=None)  # Amina's page still shows 1 2 3
    assert [prose for _section, prose in prose_of(summary)] == ["3", "2", "1"]


def test_an_item_whose_neighbour_went_elsewhere_goes_to_the_end(summary):
    first, second = write(summary, WORKED, "1", "2")
    place_item(item=second, section=NEXT)
    place_item(item=first, section=WORKED, before=second)
    assert prose_of(summary) == [("what_worked", "1"), ("what_next", "2")]


def test_an_item_that_a_colleague_moved_elsewhere_meanwhile_stays_there(summary):
    [item] = write(summary, WORKED, "1")
    place_item(item=item, section=NEXT, seen_section=WORKED)
    with pytest.raises(ItemMovedMeanwhile, match="“What next”"):
        place_item(item=item, section=BriefSection.OPEN_QUESTIONS, seen_section=WORKED)
    assert prose_of(summary) == [("what_next", "1")]


def test_stepping_goes_through_a_section_and_on_into_the_next(summary):
    first, second = write(summary, WORKED, "1", "2")
    assert [prose for _s, prose in prose_of(summary)] == ["1", "2"]
    step_item(item=second, up=True)
    assert [prose for _s, prose in prose_of(summary)] == ["2", "1"]
    step_item(item=first, up=False)
    assert prose_of(summary) == [("what_worked", "2"), ("what_did_not_work", "1")]
    step_item(item=first, up=True)
    assert prose_of(summary) == [("what_worked", "2"), ("what_worked", "1")]
    for _ in range(9):
        step_item(item=second, up=True)
        step_item(item=first, up=False)
    assert prose_of(summary) == [("why_it_matters", "2"), ("what_next", "1")]


# Out and back -------------------------------------------------------------------------------------
def test_an_item_comes_back_as_it_was_with_its_citations_and_what_was_said_of_it(summary, post):
    item = cite(summary, post, QUOTED)
    cite(summary, post, "We count them every Friday.", item)
    item = save_item(item=item, seen_revision=1, prose="Ask who is there.")
    comment_on_item(item=item, by=chloe(), text="Where was that?", now=NOW)
    before = [item.pk, item.prose, item.revision, list(item.citations.values()), list(item.comments.values())]
    part = take_out_item(item=item, by=amina(), now=minutes_later(1))
    assert (summary.items.count(), ItemComment.objects.count()) == (0, 0)
    assert (part.label, part.removed_by, part.removed_at) == ("Ask who is there.", amina(), minutes_later(1))
    back = bring_back(part=part)
    assert [
        back.pk,
        back.prose,
        back.revision,
        list(back.citations.values()),
        list(back.comments.values()),
    ] == before
    assert RemovedPart.objects.count() == 0
    with pytest.raises(NothingToBringBack):
        bring_back(part=part)
    assert summary.items.count() == 1


def test_a_quotation_comes_back_into_its_item(summary, post):
    item = cite(summary, post, QUOTED)
    quotation = item.quotations.get()
    part = take_out_citation(citation=item.citations.get(), by=amina(), now=NOW)
    assert item.citations.count() == 0
    cite(summary, post, QUOTED, item)  # a colleague quoted it again meanwhile
    bring_back(part=part)
    assert item.quotations.get() == quotation


def test_a_quotation_of_an_item_that_is_gone_says_so(summary, post):
    item = cite(summary, post, QUOTED)
    part = take_out_citation(citation=item.citations.get(), by=amina())
    take_out_item(item=item, by=amina())
    with pytest.raises(ItemOfQuotationIsGone):
        bring_back(part=part)


def test_what_was_taken_out_holds_nobody_elses_words(summary, post):
    item = cite(summary, post, QUOTED)
    shorten_citation(citation=item.citations.get(), shortened="The traders know […] there.")
    parts = [take_out_citation(citation=item.citations.get(), by=amina())]
    cite(summary, post, QUOTED, item)
    parts.append(take_out_item(item=item, by=amina()))
    for part in parts:
        assert "traders" not in str(part.content)
    withdraw_quotation(quotation=post.revisions.get().quotations.get(), now=NOW)
    assert bring_back(part=parts[1]).citations.get().quotation.is_withdrawn


def test_a_dispute_comes_back_with_its_item(summary, post):
    item = cite(summary, post, QUOTED)
    ItemComment.objects.create(item=item, kind="dispute", text="I never said so.", by=ben(), said_at=NOW)
    bring_back(part=take_out_item(item=item, by=amina()))
    assert summary.items.get().comments.get().kind == "dispute"


# Suggestions --------------------------------------------------------------------------------------
def test_a_suggestion_is_one_until_a_person_takes_it_over(summary, post):
    item = cite(summary, post, QUOTED)
    other = cite(summary, post, "Keep a torch ready.", NEXT)
    summary.items.update(suggested_by=SuggestedBy.DRAFT)
    taken = take_over(item=item, by=amina(), now=NOW)
    assert (taken.is_suggestion, taken.taken_over_by, taken.taken_over_at) == (False, amina(), NOW)
    assert take_over(item=item, by=chloe(), now=minutes_later(1)).taken_over_by == amina()
    assert take_over_section(summary=summary, section=WORKED, by=chloe()) == 0
    assert take_over_section(summary=summary, section=NEXT, by=chloe(), now=NOW) == 1
    other.refresh_from_db()
    assert (other.is_suggestion, other.taken_over_by) == (False, chloe())


def test_a_summary_with_suggestions_that_wait_is_not_sent(summary, post):
    item = cite(summary, post, QUOTED)
    summary.items.update(suggested_by=SuggestedBy.ENDPOINT)
    with pytest.raises(SuggestionsWait, match="1 suggested item"):
        submit_summary(summary=summary, by=amina(), now=NOW)
    take_over(item=item, by=amina())
    assert submit_summary(summary=summary, by=amina(), now=NOW).state == "submitted"


# Lessons ------------------------------------------------------------------------------------------
def test_an_item_becomes_a_lesson_in_one_act(summary, post):
    item = cite(summary, post, QUOTED)
    made = make_lesson(item=item)
    assert (made.lesson_statement, made.lesson_kind, made.revision) == (QUOTED, LessonKind.WORKED, 2)
    other = add_item(summary=summary, section=BriefSection.OPEN_QUESTIONS, prose="Who pays? Nobody knows.")
    assert make_lesson(item=other).lesson_statement == "Who pays?"
    save_item(item=made, seen_revision=2, prose="", lesson_statement="Ask traders.", lesson_kind="caution")
    assert make_lesson(item=made).lesson_statement == "Ask traders."


def test_nothing_is_learned_from_an_empty_item(summary):
    with pytest.raises(NothingToLearnFrom):
        make_lesson(item=add_item(summary=summary, section=WORKED))


# Results ------------------------------------------------------------------------------------------
def test_a_result_stands_in_an_item_once(summary, post):
    item = put_result(summary=summary, target=WORKED, sentence="12 of 20 chose light.")
    assert (item.prose, item.is_own_view) == ("12 of 20 chose light.", True)
    put_result(summary=summary, target=item, sentence="12 of 20 chose light.")
    put_result(summary=summary, target=item, sentence="8 did not.")
    item.refresh_from_db()
    assert item.prose == "12 of 20 chose light.\n\n8 did not."
    quoted = cite(summary, post, QUOTED)
    assert not put_result(summary=summary, target=quoted, sentence="8 did not.").is_own_view


# A summary that was sent --------------------------------------------------------------------------
@pytest.mark.parametrize("act", [take_over, make_lesson, step_item, take_out_item, place_item])
def test_a_summary_that_was_sent_is_not_changed(summary, post, act):
    item = cite(summary, post, QUOTED)
    submit_summary(summary=summary, by=amina(), now=NOW)
    options = {
        take_over: {"by": amina()},
        take_out_item: {"by": amina()},
        step_item: {"up": True},
        place_item: {"section": NEXT},
    }
    with pytest.raises(SummaryNotOpenForEditing):
        act(item=item, **options.get(act, {}))
    assert SummaryItem.objects.get() == item
