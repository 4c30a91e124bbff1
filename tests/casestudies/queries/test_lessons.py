"""Lessons by words and facets: what is found equals what was counted, whatever is chosen."""

import pytest
from django.http import QueryDict

from casestudies.actions.workflow import withdraw_case_study
from casestudies.content.lesson_filters import LessonFacet, LessonFilters
from casestudies.models import Lesson
from casestudies.queries.lessons import (
    LessonOffers,
    filtered_lessons,
    lesson_counts,
    lessons_in_order,
    page_of_lessons,
)
from tests.factories import (
    NOW,
    full_content,
    make_case_study,
    make_municipality,
    make_theme,
    make_trial,
)

pytestmark = pytest.mark.django_db


def row(uid: str, kind: str, *audience: str, **fields: str) -> dict:
    plain = full_content()["lessons"][0]
    return {
        **plain,
        "uid": uid,
        "kind": kind,
        "statement": f"{uid} is a lesson.",
        "audience": audience,
        **fields,
    }


def rich() -> None:
    """Six lessons of two case studies in two provinces and themes, with reports on two of them."""
    bay, klip = make_municipality(), make_municipality("KLP", "Klipdrif", "Northern Cape")
    make_case_study(
        "bay",
        municipalities=[bay],
        content={
            "lessons": [
                row("keeper", "did_not_work", "officials", "planners"),
                row("keys", "worked", "officials", confidence="evaluated"),
                row("poles", "worked", "ngos", conditions="Where lights fade."),
            ]
        },
    )
    make_case_study(
        "klip",
        municipalities=[klip],
        theme=make_theme("youth"),
        content={
            "theme": "youth",
            "lessons": [
                row("soccer", "worked", "schools"),
                row("camps", "did_not_work", "schools", "ngos"),
                row("grants", "open_question"),
            ],
        },
    )
    keys, camps = lesson("keys"), lesson("camps")
    make_trial(keys)
    make_trial(keys, result="did_not_work")
    make_trial(camps, result="mixed")


def lesson(uid: str) -> Lesson:
    return Lesson.objects.get(uid=uid)


def found(query: str) -> set[str]:
    return {lesson.uid for lesson in filtered_lessons(LessonFilters.parse(QueryDict(query)))}


FOUND = {
    "": {"keeper", "keys", "poles", "soccer", "camps", "grants"},
    "kind=worked&kind=open_question": {"keys", "poles", "soccer", "grants"},
    "theme=youth&audience=schools": {"soccer", "camps"},
    "audience=ngos&audience=planners": {"keeper", "poles", "camps"},
    "tried=worked": {"keys"},
    "tried=did_not_work&tried=mixed": {"keys", "camps"},
    "tried=nobody&kind=worked": {"poles", "soccer"},
    "province=Northern Cape&confidence=one_voice": {"soccer", "camps", "grants"},
    "q=fade": {"poles"},
    "q=fade&kind=did_not_work": set(),
}


def test_any_of_a_facets_values_and_all_of_the_facets():
    rich()
    assert {query: found(query) for query in FOUND} == FOUND


def test_each_count_is_what_choosing_that_value_would_find():
    rich()
    offers = LessonOffers()
    for query in (
        "",
        "kind=worked&tried=nobody",
        "audience=ngos&theme=youth",
        "q=lesson&province=Eastern Cape",
    ):
        filters = LessonFilters.parse(QueryDict(query))
        counts = lesson_counts(filters, offers)
        assert counts.total == filtered_lessons(filters).count() > 0
        told = {
            (facet, key): counts.by_facet[facet].get(key, 0)
            for facet in LessonFacet
            for key in offers.labels[facet]
        }
        assert told == {
            (facet, key): filtered_lessons(filters.only(facet, key)).count() for facet, key in told
        }


def test_pages_hold_every_lesson_once_the_newest_first():
    rich()
    pages = [page_of_lessons(LessonFilters(page=page), size=4) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [4, 2, 0]
    assert [row.pk for page in pages for row in page] == sorted(
        Lesson.objects.values_list("pk", flat=True), reverse=True
    )


def test_words_in_the_statement_come_before_words_in_the_conditions():
    rich()
    Lesson.objects.filter(uid="poles").get().save()
    other = lesson("grants")
    other.statement = "Lights without a grant go out."
    other.save()
    filters = LessonFilters.parse(QueryDict("q=lights"))
    assert [row.uid for row in lessons_in_order(filters)] == ["grants", "poles"]


def test_retired_lessons_and_those_of_a_withdrawn_case_study_are_neither_found_nor_counted():
    rich()
    Lesson.objects.filter(uid="keys").update(retired_at=NOW)
    withdraw_case_study(case_study=lesson("soccer").case_study, reason="Withdrawn.", by=None, now=NOW)
    assert found("") == {"keeper", "poles"}
    counts = lesson_counts(LessonFilters(), LessonOffers())
    assert (counts.total, dict(counts.by_facet["kind"])) == (2, {"did_not_work": 1, "worked": 1})


def test_a_value_that_names_nothing_is_left_out_and_said_so():
    make_municipality()
    filters = LessonFilters.parse(QueryDict("province=Nowhere&province=Eastern Cape&theme=dragons"))
    known = LessonOffers().known(filters)
    assert known.chosen == {"province": ("Eastern Cape",)}
    assert known.left_out == (("theme", "dragons"), ("province", "Nowhere"))
