import pytest

from casestudies.models import BriefSection, LessonKind
from forums.actions.quotations import WordsNotInSource
from forums.actions.reviewing import publish_summary, return_summary, submit_summary
from forums.actions.summaries import (
    LESSON_LENGTH,
    PROSE_LENGTH,
    ItemChangedMeanwhile,
    LessonIncomplete,
    LessonTooLong,
    ProseTooLong,
    SummaryNotOpenForEditing,
    add_item,
    cite_words,
    open_summary,
    save_item,
)
from forums.models import Citation, Post, Quotation, Summary, SummaryItem
from forums.queries import items_in_brief_order
from tests.factories import (
    NOW,
    agree,
    amina,
    ben,
    cite,
    close,
    dineo,
    make_session,
    make_summary,
    make_thread,
    minutes_later,
)

pytestmark = pytest.mark.django_db

WORKED, NEXT = BriefSection.WHAT_WORKED, BriefSection.WHAT_NEXT


@pytest.fixture
def summary():
    return make_summary(make_thread(author=agree(ben()), text="We counted them. Every Friday."))


@pytest.fixture
def post(summary):
    return Post.objects.get(thread__summaries=summary)


def save(item: SummaryItem, seen_revision: int = 1, prose: str = "It worked.", **lesson: str) -> SummaryItem:
    return save_item(item=item, seen_revision=seen_revision, prose=prose, **lesson)


def prose_in_order(summary: Summary) -> list[str]:
    return [item.prose for item in items_in_brief_order(summary)]


def test_open_summary_opens_a_draft_on_threads():
    thread = make_thread()
    summary = open_summary(
        subject=thread.subject, title="x" * 200, by=amina(), threads=[thread], now=minutes_later(5)
    )
    assert (summary.subject, summary.title, summary.is_draft) == (thread.case_study, "x" * 120, True)
    assert (summary.opened_by, summary.opened_at) == (amina(), minutes_later(5))
    assert list(summary.threads.all()) == [thread]


def test_open_summary_of_a_session_is_one_for_good_and_takes_in_later_threads():
    session = make_session()
    summary = close(session)
    thread = make_thread()
    again = open_summary(
        subject=session.subject, title="Other", by=dineo(), threads=[thread], live_session=session, now=NOW
    )
    assert (again, again.title, again.opened_by) == (summary, "Safer streets", amina())
    assert list(summary.threads.all()) == [thread]


def test_open_summary_of_a_thread_may_be_opened_again():
    thread = make_thread()
    assert make_summary(thread) != make_summary(thread)


def test_add_item_comes_last_in_its_section(summary):
    for section, prose in ((NEXT, "next"), (WORKED, "first"), (WORKED, " second\r\n")):
        add_item(summary=summary, section=section, prose=prose)
    assert prose_in_order(summary) == ["first", "second", "next"]


def test_save_item_keeps_prose_and_lesson(summary):
    item = save(
        add_item(summary=summary, section=WORKED),
        prose=" They *counted*.\r\n",
        lesson_statement=" Count \n every week. ",
        lesson_kind=LessonKind.WORKED,
        lesson_conditions="Where somebody owns the list.",
    )
    item.refresh_from_db()
    assert (item.prose, item.revision) == ("They *counted*.", 2)
    assert (item.lesson_statement, item.lesson_kind) == ("Count every week.", LessonKind.WORKED)
    assert item.lesson_conditions == "Where somebody owns the list."


def test_save_item_with_the_same_words_is_quiet_even_from_a_stale_form(summary):
    item = add_item(summary=summary, section=WORKED)
    save(item, 1)
    assert (save(item, 1).revision, save(item, 2).revision) == (2, 2)


def test_save_item_refuses_other_words_from_a_stale_form(summary):
    item = add_item(summary=summary, section=WORKED)
    save(item, 1, prose="Amina's words.")
    with pytest.raises(ItemChangedMeanwhile) as refused:
        save(item, 1, prose="A colleague's words.")
    item.refresh_from_db()
    assert (refused.value.status, item.prose) == (409, "Amina's words.")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"prose": "x" * (PROSE_LENGTH + 1)}, ProseTooLong),
        ({"lesson_statement": "Count."}, LessonIncomplete),
        ({"lesson_kind": LessonKind.WORKED}, LessonIncomplete),
        (
            {"lesson_statement": "x" * (LESSON_LENGTH + 1), "lesson_kind": LessonKind.WORKED},
            LessonTooLong,
        ),
    ],
)
def test_save_item_refuses_what_is_incomplete_or_too_long(summary, words, refusal):
    item = add_item(summary=summary, section=WORKED, prose="Before.")
    with pytest.raises(refusal) as refused:
        save(item, **words)
    item.refresh_from_db()
    assert (refused.value.status, item.prose, item.lesson_statement) == (400, "Before.", "")


def test_add_item_refuses_prose_that_is_too_long(summary):
    with pytest.raises(ProseTooLong, match="can have 4000 characters; this one has 4001"):
        add_item(summary=summary, section=WORKED, prose="x" * (PROSE_LENGTH + 1))
    assert summary.items.count() == 0


def test_cite_words_puts_them_under_a_new_item_or_one_that_is_there(summary, post):
    item = cite(summary, post, "We counted them.")
    assert (item.section, item.summary) == (WORKED, summary)
    assert cite(summary, post, "Every Friday.", item) == item
    quoted = item.citations.order_by("position").values_list("position", "quotation__words")
    assert list(quoted) == [(1, "We counted them."), (2, "Every Friday.")]


def test_cite_words_twice_stands_once(summary, post):
    item = cite(summary, post, "We counted them.")
    assert cite(summary, post, "We counted them.", item) == item
    assert (Citation.objects.count(), Quotation.objects.count()) == (1, 1)


def test_cite_words_that_are_not_there_makes_no_item(summary, post):
    with pytest.raises(WordsNotInSource):
        cite(summary, post, "We never said this.")
    assert summary.items.count() == 0


@pytest.mark.parametrize("state", ["submitted", "published"])
def test_what_was_sent_for_approval_cannot_be_edited(summary, post, state):
    item = cite(summary, post, "We counted them.")
    save(item)
    submit_summary(summary=summary, by=amina(), now=NOW)
    if state == "published":
        publish_summary(summary=summary, now=NOW)
    item.refresh_from_db()
    for edit in (
        lambda: add_item(summary=summary, section=WORKED),
        lambda: save(item, 2, prose="Other."),
        lambda: cite_words(summary=summary, target=item, post=post, words="Every", by=amina(), now=NOW),
    ):
        with pytest.raises(SummaryNotOpenForEditing):
            edit()
    assert prose_in_order(summary) == ["It worked."]
    assert list(item.citations.values_list("quotation__words", flat=True)) == ["We counted them."]


def test_what_an_editor_returned_can_be_edited_again(summary):
    item = save(add_item(summary=summary, section=WORKED), is_own_view=True)
    submit_summary(summary=summary, by=amina(), now=NOW)
    return_summary(summary=summary, note="Who counted?")
    assert save(item, 2, prose="The traders counted.").prose == "The traders counted."
