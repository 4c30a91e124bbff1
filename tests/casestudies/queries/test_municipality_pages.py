from datetime import date

import pytest
from django.utils import timezone

from casestudies.content import Direction, TrialDirection
from casestudies.models import CaseStudyStatus, Lesson, MunicipalityCategory, Trial
from casestudies.queries.municipality_pages import around
from tests.factories import make_case_study, make_engagement, make_municipality, visitor

pytestmark = pytest.mark.django_db

TODAY = date(2027, 8, 15)


def known(place):
    return around(place, user=visitor(), today=TODAY)


def make_lesson(case_study, statement: str, kind: str = "worked", **fields) -> Lesson:
    return Lesson.objects.create(case_study=case_study, statement=statement, kind=kind, **fields)


def test_the_district_is_near_and_a_metro_has_its_province():
    district = make_municipality("DC1", "West Coast", category=MunicipalityCategory.DISTRICT)
    local, sibling = (make_municipality(code, code, parent=district) for code in ("AAA", "BBB"))
    metro = make_municipality("MET", "Metro", category=MunicipalityCategory.METRO)
    fictional = make_municipality("DEMO1", "Demonstration", is_demonstration=True)
    both = make_case_study("both", municipalities=[local, sibling])
    next_door = make_case_study("next-door", municipalities=[sibling])
    make_case_study("fictional", municipalities=[fictional])
    make_case_study("gone", municipalities=[sibling], status=CaseStudyStatus.WITHDRAWN)

    assert (known(local).here, known(local).near) == ([both], [next_door])
    assert (known(district).here, known(district).near) == ([], [next_door, both])
    assert (known(metro).here, known(metro).near) == ([], [next_door, both])
    assert [place.code for place in known(metro).neighbours] == ["DC1"]
    assert [place.code for place in known(local).neighbours] == ["BBB", "DC1"]


def test_lessons_come_by_turns_failures_as_readily_as_successes():
    here, elsewhere = make_municipality(), make_municipality("ELS", "Elsewhere")
    case_study = make_case_study(municipalities=[here])
    for number in range(5):
        make_lesson(case_study, f"worked {number}")
    make_lesson(case_study, "failed", "did_not_work")
    make_lesson(case_study, "retired", "did_not_work", retired_at=timezone.now())
    far = make_case_study("far", municipalities=[elsewhere])
    make_lesson(far, "from a place like it")

    found = known(here)

    assert [lesson.statement for lesson in found.lessons_here] == [
        "failed",
        "worked 4",
        "worked 3",
        "worked 2",
    ]
    assert [lesson.statement for lesson in found.lessons_alike] == ["from a place like it"]


def test_engagements_to_come_that_present_a_case_from_here():
    here = make_municipality()
    case_study = make_case_study(municipalities=[here])
    listed = make_engagement("listed", case_studies=[case_study])
    in_a_slot = make_engagement("in-a-slot")
    in_a_slot.slots.create(title="The rank", case_study=case_study)
    in_a_slot.slots.create(title="The rank, continued", case_study=case_study)
    make_engagement("over", case_studies=[case_study], month=date(2027, 7, 1))
    make_engagement("another", case_studies=[make_case_study("elsewhere")])

    assert known(here).engagements == [listed, in_a_slot]


def test_reports_from_here_on_lessons_that_stand():
    here = make_municipality()
    standing = make_lesson(make_case_study(), "stands")
    retired = make_lesson(make_case_study("second"), "retired", retired_at=timezone.now())

    def report(lesson, **fields):
        return Trial.objects.create(
            lesson=lesson,
            municipality=here,
            tried_in="2026",
            result=TrialDirection.WORKED,
            direction=Direction.IMPROVED,
            made_at=timezone.now(),
            **fields,
        )

    shown = report(standing)
    report(standing, withdrawn_at=timezone.now())
    report(retired)

    assert known(here).trials == [shown]
