"""A summary's way to recorded learning: submit, return, publish, and what is taken out afterwards."""

import pytest

from casestudies.actions.recorded_learnings import NothingToPublish
from casestudies.models import BriefSection, Lesson, LessonKind, PublishedQuotation, RecordedLearning
from forums.actions.citing import QuotationDoesNotHold
from forums.actions.live.questions import withdraw_question
from forums.actions.posts import edit_post, withdraw_own_post
from forums.actions.quotations import withdraw_quotation
from forums.actions.reviewing import (
    MoveNotPossible,
    SummaryEmpty,
    publish_summary,
    return_summary,
    submit_summary,
)
from forums.actions.summaries import add_item, save_item
from forums.models import Participant, Post, PostRevision, Quotation, Summary, SummaryState, subject_field
from tests.factories import (
    NOW,
    agree,
    amina,
    answer,
    ask,
    ben,
    chloe,
    cite,
    close,
    join,
    make_case_study,
    make_conversation,
    make_engagement,
    make_session,
    make_summary,
    make_thread,
    minutes_later,
)
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db

BEN = "Ben Jacobs, Urban safety officer, Mbali Bay, Eastern Cape"
NOTED = "Answer in the session, noted by Amina Dlamini"


@pytest.fixture
def asker():
    return join(make_session(), ben())


@pytest.fixture
def summary(asker: Participant):
    """Of a closed session, with one item that quotes Ben's question and its answer, and a lesson."""
    answer(ask(asker, "Who keeps the lights on?"), "The traders do.")
    summary = close(asker.session)
    question, noted = Post.objects.order_by("number")
    item = cite(summary, question, "keeps the lights on")
    cite(summary, noted, "The traders do.", item)
    save_item(
        item=item,
        seen_revision=1,
        prose="Somebody *counts*.",
        lesson_statement="Count every week.",
        lesson_kind=LessonKind.WORKED,
    )
    return summary


def submit(summary: Summary) -> Summary:
    return submit_summary(summary=summary, by=amina(), now=NOW)


def publish(summary: Summary) -> RecordedLearning:
    return publish_summary(summary=submit(summary), now=minutes_later(5))


def published() -> list[tuple]:
    rows = PublishedQuotation.objects.order_by("item__position", "position")
    return list(rows.values_list("words", "attribution", "withdrawn_at"))


def test_submit_summary_twice_is_quiet(summary):
    for minute in (0, 5):
        sent = submit_summary(summary=summary, by=amina(), now=minutes_later(minute))
    assert (sent.state, sent.submitted_by, sent.submitted_at) == (SummaryState.SUBMITTED, amina(), NOW)


def test_submit_summary_refuses_one_without_prose():
    summary = make_summary()
    add_item(summary=summary, section=BriefSection.WHAT_WORKED)
    with pytest.raises(SummaryEmpty) as refused:
        submit(summary)
    summary.refresh_from_db()
    assert (refused.value.status, summary.is_draft) == (400, True)


def test_return_summary_brings_a_note_that_goes_when_it_is_sent_again(summary):
    submit(summary)
    for note in (" Who counted?\u202e ", "Said twice"):
        returned = return_summary(summary=summary, note=note)
    assert (returned.state, returned.note) == (SummaryState.DRAFT, "Who counted?")
    sent = submit(summary)
    assert (sent.state, sent.note) == (SummaryState.SUBMITTED, "")


def test_publish_summary_makes_recorded_learning_of_it(summary, asker):
    learning = publish(summary)
    summary.refresh_from_db()
    assert (summary.state, summary.learning) == (SummaryState.PUBLISHED, learning)
    assert (learning.title, learning.engagement, learning.published_at) == (
        "Safer streets",
        asker.session.engagement,
        minutes_later(5),
    )
    assert (learning.theme, learning.source_key) == (learning.engagement.theme, f"summary:{summary.pk}")
    assert [(item.section, item.prose) for item in learning.items.all()] == [
        (BriefSection.WHAT_WORKED, "Somebody *counts*.")
    ]
    assert published() == [("keeps the lights on", BEN, None), ("The traders do.", NOTED, None)]


def test_a_published_quotation_leads_back_to_its_frozen_words(summary):
    publish(summary)
    for shown in PublishedQuotation.objects.all():
        frozen = Quotation.objects.get(public_id=shown.quotation_id)
        assert (frozen.words, shown.url) == (shown.words, f"/words/{frozen.public_id}/")


def test_publish_summary_makes_lessons_that_hold_quotation_ids(summary):
    learning = publish(summary)
    lesson = Lesson.objects.get()
    assert (lesson.learning, lesson.statement) == (learning, "Count every week.")
    ids = Quotation.objects.order_by("citations__position").values_list("public_id", flat=True)
    assert lesson.quotation_ids == list(ids)


def test_publish_summary_twice_returns_the_first(summary):
    first = publish(summary)
    assert publish_summary(summary=summary, now=minutes_later(9)) == first
    assert RecordedLearning.objects.count() == 1


def test_credits_name_who_took_part_by_consent_and_nobody_else(asker):
    session = asker.session
    join(session, chloe(), be_named=False)
    join(session, amina(), is_anonymous=True)
    join(session, guest_name="Zola")
    join(session, guest_name="Sipho", be_named=False)
    summary = close(session)
    add_item(summary=summary, section=BriefSection.WHAT_NEXT, prose="Again in June.", is_own_view=True)
    assert publish(summary).credits == [BEN, "Zola"]


@pytest.mark.parametrize("make_subject", [make_case_study, make_engagement, make_conversation])
def test_the_learning_is_about_what_the_summary_is_about(make_subject):
    subject = make_subject()
    summary = make_summary(make_thread(subject))
    add_item(summary=summary, section=BriefSection.WHAT_NEXT, prose="Again in June.", is_own_view=True)
    learning = publish(summary)
    about = {"case_study": learning.case_study, "engagement": learning.engagement}
    known = {} if subject_field(subject).get("conversation") else subject_field(subject)
    assert about == {"case_study": None, "engagement": None, **known}
    assert (learning.theme, learning.credits) == (subject.theme, [])


@pytest.mark.parametrize("move", [publish_summary, return_summary, submit_summary])
def test_a_move_that_came_too_late_says_what_the_summary_is_now(summary, move):
    if move is publish_summary:
        state = SummaryState.DRAFT
    else:
        state = SummaryState.PUBLISHED
        publish(summary)
    options = {"by": amina()} if move is submit_summary else {}
    with pytest.raises(MoveNotPossible, match=f"“{state.label}” now") as refused:
        move(summary=summary, **options)
    summary.refresh_from_db()
    assert (refused.value.status, summary.state) == (409, state)


def test_a_summary_that_lost_its_items_is_not_published(summary):
    submit(summary)
    summary.items.all().delete()
    with pytest.raises(NothingToPublish):
        publish_summary(summary=summary, now=NOW)
    summary.refresh_from_db()
    assert (summary.state, RecordedLearning.objects.count()) == (SummaryState.SUBMITTED, 0)


def test_a_quotation_that_no_longer_equals_its_source_stops_submission_and_publication(summary):
    PostRevision.objects.filter(plain="The traders do.").update(plain="The drivers do.")
    with pytest.raises(QuotationDoesNotHold, match="The source says “The drivers do"):
        submit(summary)
    PostRevision.objects.filter(plain="The drivers do.").update(plain="The traders do.")
    submit(summary)
    Quotation.objects.filter(words="The traders do.").update(words="The traders don't.")
    with pytest.raises(QuotationDoesNotHold) as refused:
        publish_summary(summary=summary, now=NOW)
    summary.refresh_from_db()
    assert (refused.value.status, summary.state) == (409, SummaryState.SUBMITTED)
    assert RecordedLearning.objects.count() == 0


def test_an_edited_post_still_holds_for_its_earlier_words():
    thread = make_thread(author=agree(ben()), text="We counted them.")
    summary, post = make_summary(thread), thread.posts.get()
    item = cite(summary, post, "counted them")
    save_item(item=item, seen_revision=1, prose="They counted.")
    edit_post(post=post, by=ben(), text="We painted them.", seen_revision=1, now=NOW)
    publish(summary)
    assert published() == [("counted them", BEN, None)]
    withdraw_own_post(post=post, by=ben(), now=minutes_later(9))
    assert published() == [("", "", minutes_later(9))]


def test_words_withdrawn_before_publication_are_not_published(summary):
    submit(summary)
    withdraw_quotation(quotation=Quotation.objects.get(words="The traders do."), now=NOW)
    publish_summary(summary=summary, now=minutes_later(5))
    assert published() == [("keeps the lights on", BEN, None), ("", "", minutes_later(5))]


def test_withdraw_question_after_closing_erases_its_words_wherever_they_went(summary, asker):
    publish(summary)
    withdraw_question(question=asker.questions.get(), by=asker, now=minutes_later(9))
    for kept in (
        asker.questions.values_list("text", "answer"),
        Post.objects.values_list("source", "html", "plain", "search_text", "byline"),
        PostRevision.objects.values_list("source", "plain"),
        Quotation.objects.values_list("words", "attribution"),
        PublishedQuotation.objects.values_list("words", "attribution"),
    ):
        assert {words for row in kept for words in row} == {""}
    assert [row[2] for row in published()] == [minutes_later(9)] * 2
    assert (Lesson.objects.get().statement, RecordedLearning.objects.get().items.get().prose) == (
        "Count every week.",
        "Somebody *counts*.",
    )


@pytest.mark.django_db(transaction=True)
def test_publish_summary_of_two_editors_at_once_publishes_once(summary):
    submit(summary)
    first, second = at_once(*[lambda: publish_summary(summary=summary, now=NOW)] * 2)
    assert (first, RecordedLearning.objects.count(), Lesson.objects.count()) == (second, 1, 1)
