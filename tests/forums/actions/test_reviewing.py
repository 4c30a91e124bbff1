import pytest

from casestudies.models import BriefSection, LearningVersion, Lesson
from forums.actions.citing import ProseRestsOnNothing, QuotationDoesNotHold
from forums.actions.commenting import (
    CommentEmpty,
    CommentTooLong,
    NotYourWords,
    comment_on_item,
    dispute_quotation,
    settle_comment,
)
from forums.actions.post_states import move_post
from forums.actions.posts import edit_post, locked
from forums.actions.quotations import withdraw_quotation
from forums.actions.reviewing import (
    CorrectionNeedsNote,
    DisputeStands,
    MoveNotPossible,
    approve_summary,
    correct_summary,
    publish_summary,
    return_summary,
    submit_summary,
)
from forums.actions.summaries import SummaryNotOpenForEditing, add_item, save_item
from forums.models import ItemCommentKind, PostState, SummaryState
from tests.factories import (
    NOW,
    agree,
    amina,
    ben,
    chloe,
    cite,
    dineo,
    make_summary,
    make_thread,
    minutes_later,
)

pytestmark = pytest.mark.django_db
WORDS = "keep the lights on"


@pytest.fixture
def summary():
    """One item that rests on Ben's words, with a lesson."""
    thread = make_thread(author=agree(ben()))
    summary = make_summary(thread)
    save_item(
        item=cite(summary, thread.posts.get(), WORDS),
        seen_revision=1,
        prose="Lights need a keeper.",
        lesson_statement="Name a keeper.",
        lesson_kind="worked",
    )
    return summary


def sent(summary):
    return submit_summary(summary=summary, by=amina(), now=NOW)


def quotation_in(summary):
    return summary.items.get().quotations.get()


# Approved -----------------------------------------------------------------------------------------
def test_approval_freezes_a_version_without_words_and_with_a_digest(summary):
    version = approve_summary(summary=sent(summary), by=dineo(), now=minutes_later(5))
    summary.refresh_from_db()
    assert (summary.state, version.number, len(version.digest)) == (SummaryState.APPROVED, 1, 64)
    assert WORDS not in str(version.content)
    assert version.content["items"][0]["citations"] == [
        [quotation_in(summary).public_id, quotation_in(summary).words_hash]
    ]
    with pytest.raises(SummaryNotOpenForEditing):
        add_item(summary=summary, section=BriefSection.WHAT_NEXT)


def test_approving_twice_is_quiet_and_the_same_summary_has_the_same_digest(summary):
    first = approve_summary(summary=sent(summary), by=dineo())
    assert approve_summary(summary=summary, by=dineo()) == first
    return_summary(summary=summary, note="One more look.")
    second = approve_summary(summary=sent(summary), by=dineo())
    assert (second.number, second.digest) == (2, first.digest)


def test_a_draft_is_not_approved(summary):
    with pytest.raises(MoveNotPossible):
        approve_summary(summary=summary, by=dineo())


def test_prose_on_nobodys_words_is_not_sent_unless_it_says_so(summary):
    item = add_item(summary=summary, section=BriefSection.WHAT_NEXT, prose="Again in June.")
    with pytest.raises(ProseRestsOnNothing):
        sent(summary)
    save_item(item=item, seen_revision=1, prose="Again in June.", is_own_view=True)
    assert sent(summary).state == SummaryState.SUBMITTED


# Disputed -----------------------------------------------------------------------------------------
def test_only_whoever_said_it_disputes_it_and_it_holds_up_approval_until_it_is_settled(summary):
    sent(summary)
    quotation = quotation_in(summary)
    with pytest.raises(NotYourWords):
        dispute_quotation(quotation=quotation, by=chloe(), text="Not so.")
    [dispute] = dispute_quotation(quotation=quotation, by=ben(), text="I meant another rank.")
    assert dispute.kind == ItemCommentKind.DISPUTE
    with pytest.raises(DisputeStands, match="I meant another rank"):
        publish_summary(summary=summary, by=dineo())
    with pytest.raises(CommentEmpty):
        settle_comment(comment=dispute, by=amina())
    settle_comment(comment=dispute, by=amina(), settlement="The item names the rank now.")
    assert publish_summary(summary=summary, by=dineo()).version == "1.0"


def test_a_comment_is_settled_once_and_needs_no_words(summary):
    item = summary.items.get()
    comment = comment_on_item(item=item, by=dineo(), text=" Where? ", now=NOW)
    settled = settle_comment(comment=comment, by=amina(), now=NOW)
    again = settle_comment(comment=comment, by=dineo(), settlement="Later.", now=minutes_later(1))
    assert (comment.text, settled.settled_by, again.settlement) == ("Where?", amina(), "")


@pytest.mark.parametrize(("text", "error"), [("  ", CommentEmpty), ("x" * 1001, CommentTooLong)])
def test_a_comment_has_words_and_an_end(summary, text, error):
    with pytest.raises(error):
        comment_on_item(item=summary.items.get(), by=dineo(), text=text)


# Corrected ----------------------------------------------------------------------------------------
def test_a_correction_is_a_version_with_a_note_and_the_first_stands(summary):
    learning = publish_summary(summary=sent(summary), by=dineo(), now=NOW)
    correct_summary(summary=summary, note="The keeper was a ward committee.")
    summary.refresh_from_db()
    assert summary.is_draft
    item = summary.items.get()
    save_item(
        item=item,
        seen_revision=item.revision,
        prose="Lights need a keeper in the ward.",
        lesson_statement="Name a keeper in the ward.",
        lesson_kind="worked",
    )
    corrected = publish_summary(summary=sent(summary), by=dineo(), now=minutes_later(9))
    assert (corrected.pk, corrected.version, corrected.slug) == (learning.pk, "1.1", learning.slug)
    first, second = LearningVersion.objects.order_by("pk")
    assert [first.items.get().prose, second.items.get().prose] == [
        "Lights need a keeper.",
        "Lights need a keeper in the ward.",
    ]
    assert (first.note, second.note) == ("", "The keeper was a ward committee.")
    old, new = Lesson.objects.order_by("pk")
    assert (old.retired_at is None, new.retired_at is None) == (False, True)


def test_a_lesson_that_stays_as_it_was_keeps_its_page(summary):
    publish_summary(summary=sent(summary), by=dineo())
    correct_summary(summary=summary, note="A comma.")
    publish_summary(summary=sent(summary), by=dineo())
    lesson = Lesson.objects.get()
    assert (lesson.statement, lesson.retired_at) == ("Name a keeper.", None)


def test_a_correction_says_what_it_corrects_and_only_what_was_published_is_corrected(summary):
    with pytest.raises(MoveNotPossible):
        correct_summary(summary=sent(summary), note="The year.")
    publish_summary(summary=summary, by=dineo())
    with pytest.raises(CorrectionNeedsNote):
        correct_summary(summary=summary, note="  ")


def test_withdrawn_words_leave_every_version(summary):
    publish_summary(summary=sent(summary), by=dineo())
    correct_summary(summary=summary, note="A comma.")
    publish_summary(summary=sent(summary), by=dineo())
    withdraw_quotation(quotation=quotation_in(summary))
    words = [
        quotation.words
        for version in LearningVersion.objects.all()
        for quotation in version.items.get().quotations.all()
    ]
    assert words == ["", ""]


# Changed since ------------------------------------------------------------------------------------
def test_editing_a_source_flags_what_cites_it_and_saying_it_again_clears_the_flag(summary):
    learning = publish_summary(summary=sent(summary), by=dineo())
    post = quotation_in(summary).revision.post
    before = post.source
    edit_post(post=post, by=ben(), text="We count them.", seen_revision=1)
    published = learning.items.get().quotations.get()
    assert (quotation_in(summary).source_changed_at is None, published.source_changed_at is None) == (
        False,
        False,
    )
    post.refresh_from_db()
    edit_post(post=post, by=ben(), text=f"{before} Still.", seen_revision=2)
    published.refresh_from_db()
    assert (quotation_in(summary).source_changed_at, published.source_changed_at) == (None, None)


def test_what_is_quoted_from_a_hidden_post_is_not_sent(summary):
    thread, post = locked(quotation_in(summary).revision.post)
    move_post(thread=thread, post=post, state=PostState.HIDDEN, reason="Names a victim.")
    with pytest.raises(QuotationDoesNotHold, match="not visible"):
        sent(summary)
    assert quotation_in(summary).source_changed_at is not None
