from datetime import UTC, datetime
from uuid import uuid4

import pytest

from casestudies.actions.trials import (
    LessonRetired,
    NeedsReason,
    NotYet,
    SaysNothing,
    SentByAnother,
    TooLong,
    take_down_trial,
    withdraw_trial,
)
from casestudies.actions.trials import NoMonth as NoMonthGiven
from casestudies.models import Lesson, LessonKind, Trial
from casestudies.queries.trials import Tally, tallies_of, trials_of
from exchange.people.models import Consent
from tests.factories import NOW, ben, chloe, make_municipality, make_trial, minutes_later

pytestmark = pytest.mark.django_db


def make_lesson(**fields) -> Lesson:
    return Lesson.objects.create(statement="Name a keeper.", kind=LessonKind.WORKED, **fields)


def tried(lesson: Lesson) -> int:
    return Lesson.objects.get(pk=lesson.pk).tried


def test_a_report_sent_twice_is_one_report():
    lesson, client_id = make_lesson(), uuid4()
    first = make_trial(lesson, client_id=client_id)
    again = make_trial(lesson, client_id=client_id, what_changed="Something else.", now=minutes_later(1))
    assert (again, again.what_changed, Trial.objects.count()) == (first, first.what_changed, 1)
    with pytest.raises(SentByAnother):
        make_trial(lesson, client_id=client_id, by=chloe())


def test_who_reports_is_named_only_by_consent():
    unnamed, named = make_trial(make_lesson()), make_trial(make_lesson(), is_named=True)
    assert (unnamed.byline, named.byline) == ("", "Ben Jacobs, Urban safety officer, Mbali Bay, Eastern Cape")
    answers = dict(Consent.objects.filter(purpose="be_named").values_list("setting", "is_given"))
    assert answers == {f"trial:{unnamed.pk}": False, f"trial:{named.pk}": True}


@pytest.mark.parametrize(
    ("given", "kept"),
    [("2023", "2023"), ("2023-05", "2023-05"), ("May 2023", "2023-05"), ("9/2027", "2027-09")],
)
def test_when_is_kept_as_a_year_or_a_month(given, kept):
    assert make_trial(make_lesson(), tried_in=given).tried_in == kept


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"tried_in": "2027-10"}, NotYet),
        ({"tried_in": "2028"}, NotYet),
        ({"tried_in": "last winter"}, NoMonthGiven),
        ({"tried_in": ""}, NoMonthGiven),
        ({"what_changed": " \n "}, SaysNothing),
        ({"what_changed": "a" * 2001}, TooLong),
    ],
)
def test_what_cannot_be_a_report_is_refused(fields, refusal):
    with pytest.raises(refusal):
        make_trial(make_lesson(), **fields)
    assert Trial.objects.count() == 0


def test_the_month_is_that_of_the_country():
    """At ten in the evening in Greenwich the next month has begun in Johannesburg."""
    evening = datetime(2027, 9, 30, 22, 30, tzinfo=UTC)
    assert make_trial(make_lesson(), tried_in="2027-10", now=evening).tried_in == "2027-10"


def test_how_long_a_text_is_and_may_be_is_told():
    with pytest.raises(TooLong, match=r"This has 2003 characters; at most 2000 fit\."):
        make_trial(make_lesson(), what_changed="a" * 2003)


def test_a_lesson_that_left_its_case_study_takes_no_more_reports():
    with pytest.raises(LessonRetired):
        make_trial(make_lesson(retired_at=NOW))


def test_a_report_that_is_taken_back_leaves_no_words_and_counts_no_more():
    lesson = make_lesson()
    trial = make_trial(lesson, is_named=True)
    make_trial(lesson, result="mixed", by=chloe())
    assert tried(lesson) == 3
    withdraw_trial(trial=trial, now=minutes_later(1))
    withdraw_trial(trial=trial, now=minutes_later(2))
    kept = Trial.objects.get(pk=trial.pk)
    assert (kept.what_changed, kept.byline, kept.withdrawn_at) == ("", "", minutes_later(1))
    assert (tried(lesson), tallies_of([lesson])) == (2, {lesson.pk: Tally(mixed=1, municipalities=1)})
    standing = Consent.objects.get(setting=f"trial:{trial.pk}", replaced_at=None)
    assert standing.is_given is False


def test_an_editor_says_why_a_report_is_taken_down():
    trial = make_trial(make_lesson())
    with pytest.raises(NeedsReason):
        take_down_trial(trial=trial, reason="  ")
    with pytest.raises(TooLong):
        take_down_trial(trial=trial, reason="a" * 201)
    take_down_trial(trial=trial, reason="It names a victim.", now=NOW)
    kept = Trial.objects.get(pk=trial.pk)
    assert (kept.what_changed, kept.withdrawn_reason) == ("", "It names a victim.")


def test_reports_are_counted_by_result_and_municipality_and_listed_latest_first():
    lesson, other = make_lesson(), make_lesson()
    klip = make_municipality("KLP", "Klipdrif", "Northern Cape")
    first = make_trial(lesson, tried_in="2021")
    second = make_trial(lesson, tried_in="2022-07", municipality=klip, result="did_not_work")
    third = make_trial(lesson, tried_in="2022-08", by=ben())
    counts = Tally(worked=2, mixed=0, did_not_work=1, municipalities=2)
    assert tallies_of([lesson, other]) == {lesson.pk: counts}
    assert list(trials_of(lesson)) == [third, second, first]
