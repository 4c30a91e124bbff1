import pytest

from casestudies.actions.recorded_learnings import (
    ItemToPublish,
    LessonLearned,
    NothingToPublish,
    Publication,
    QuotedWords,
    Subjects,
    publish_recorded_learning,
    redact_quotation,
)
from casestudies.models import (
    BriefSection,
    LearningItem,
    Lesson,
    LessonConfidence,
    LessonKind,
    PublishedQuotation,
    RecordedLearning,
)
from tests.factories import NOW, make_case_study, make_engagement, make_theme, minutes_later

pytestmark = pytest.mark.django_db

BEN = "Ben Jacobs, Urban safety officer"
CHLOE = "Chloé Petersen, Ward councillor"


def quoted(name: str = "q1", by: str = BEN, *, is_withdrawn: bool = False) -> QuotedWords:
    return QuotedWords(name, f"Words of {name}.", by, f"/words/{name}/", is_withdrawn)


def item(*quotations: QuotedWords, prose: str = "It worked.", **fields) -> ItemToPublish:
    return ItemToPublish(BriefSection.WHAT_WORKED, prose, quotations, **fields)


def lesson(statement: str = "Count the lights every week.") -> LessonLearned:
    return LessonLearned(statement, LessonKind.WORKED, "Where somebody owns the list.")


def publish(*items: ItemToPublish, source_key: str = "summary:1", **fields) -> RecordedLearning:
    publication = Publication("What kept the rank safe", source_key, items, **fields)
    return publish_recorded_learning(publication=publication, now=NOW)


def published_words(**of) -> list[tuple]:
    rows = PublishedQuotation.objects.filter(**of).order_by("item__position", "position")
    return list(rows.values_list("quotation_id", "words", "attribution", "url", "withdrawn_at"))


def test_publish_recorded_learning_keeps_the_values_it_was_given():
    subjects = Subjects(make_engagement(), make_case_study(), make_theme())
    learning = publish(
        item(quoted("q1"), quoted("q2", CHLOE), prose="They *all* came."),
        ItemToPublish(BriefSection.WHAT_NEXT, "Again in June."),
        subjects=subjects,
        credits=[BEN, CHLOE],
        is_demonstration=True,
    )
    learning.refresh_from_db()
    assert (learning.slug, learning.title) == ("what-kept-the-rank-safe", "What kept the rank safe")
    assert Subjects(learning.engagement, learning.case_study, learning.theme) == subjects
    assert (learning.credits, learning.published_at) == ([BEN, CHLOE], NOW)
    assert (learning.version, learning.is_demonstration) == ("1.0", True)
    items = learning.items.order_by("position").values_list("position", "section", "prose", "html")
    assert list(items) == [
        (1, BriefSection.WHAT_WORKED, "They *all* came.", "<p>They <em>all</em> came.</p>\n"),
        (2, BriefSection.WHAT_NEXT, "Again in June.", "<p>Again in June.</p>\n"),
    ]
    assert published_words() == [
        ("q1", "Words of q1.", BEN, "/words/q1/", None),
        ("q2", "Words of q2.", CHLOE, "/words/q2/", None),
    ]


def test_publish_recorded_learning_returns_the_first_for_the_same_source():
    first = publish(item(quoted(), lesson=lesson()))
    assert publish(item(prose="Something else.")) == first
    assert publish() == first
    assert (LearningItem.objects.count(), Lesson.objects.count()) == (1, 1)
    assert publish(item(), source_key="summary:2") != first


def test_publish_recorded_learning_refuses_what_has_no_items():
    with pytest.raises(NothingToPublish, match="write at least one item"):
        publish()
    assert RecordedLearning.objects.count() == 0


def test_two_learnings_of_one_title_have_addresses_of_their_own():
    slugs = [publish(item(), source_key=f"summary:{number}").slug for number in (1, 2, 3)]
    assert slugs == [
        "what-kept-the-rank-safe",
        "what-kept-the-rank-safe-2",
        "what-kept-the-rank-safe-3",
    ]


def test_a_title_without_letters_of_ours_still_has_an_address():
    publication = Publication("安全", "summary:1", [item()])
    assert publish_recorded_learning(publication=publication, now=NOW).slug == "learning"


def test_prose_is_published_as_safe_html():
    publish(item(prose="<script>alert(1)</script> [x](javascript:alert(1))"))
    assert LearningItem.objects.get().html == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))</p>\n"
    )


def test_a_lesson_leads_back_to_its_words():
    learning = publish(item(quoted("q1"), quoted("q2"), lesson=lesson()))
    found = Lesson.objects.get()
    assert (found.statement, found.kind) == ("Count the lights every week.", LessonKind.WORKED)
    assert (found.learning, found.conditions) == (learning, "Where somebody owns the list.")
    assert found.quotation_ids == ["q1", "q2"]


@pytest.mark.parametrize(
    ("signed", "confidence"),
    [
        ([], LessonConfidence.ONE_VOICE),
        ([BEN, BEN], LessonConfidence.ONE_VOICE),
        ([BEN, CHLOE], LessonConfidence.SEVERAL_VOICES),
    ],
)
def test_a_lesson_says_whether_several_voices_carry_it(signed, confidence):
    words = [quoted(f"q{place}", by) for place, by in enumerate(signed)]
    publish(item(*words, lesson=lesson()))
    assert Lesson.objects.get().confidence == confidence


def test_words_withdrawn_before_publication_are_not_published():
    publish(item(quoted("q1", is_withdrawn=True), quoted("q2"), lesson=lesson()))
    assert published_words() == [
        ("q1", "", "", "/words/q1/", NOW),
        ("q2", "Words of q2.", BEN, "/words/q2/", None),
    ]
    assert Lesson.objects.get().quotation_ids == ["q1", "q2"]


def test_redact_quotation_takes_the_words_out_of_every_publication_and_leaves_the_lesson():
    publish(item(quoted("q1"), quoted("q2"), lesson=lesson()), source_key="summary:1")
    publish(item(quoted("q1")), source_key="summary:2")
    assert redact_quotation(quotation_id="q1", now=minutes_later(5)) == 2
    assert published_words(quotation_id="q1") == [("q1", "", "", "/words/q1/", minutes_later(5))] * 2
    assert published_words(quotation_id="q2") == [("q2", "Words of q2.", BEN, "/words/q2/", None)]
    assert Lesson.objects.get().statement == "Count the lights every week."


def test_redact_quotation_twice_is_quiet():
    publish(item(quoted("q1")))
    assert redact_quotation(quotation_id="q1", now=NOW) == 1
    assert redact_quotation(quotation_id="q1", now=minutes_later(5)) == 0
    assert published_words() == [("q1", "", "", "/words/q1/", NOW)]


def test_redact_quotation_that_nobody_published_is_quiet():
    publish(item(quoted("q1")))
    assert redact_quotation(quotation_id="q2", now=NOW) == 0
    assert published_words() == [("q1", "Words of q1.", BEN, "/words/q1/", None)]
