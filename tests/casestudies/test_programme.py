from collections import Counter
from typing import Any

import pytest
from django.apps import apps

from casestudies.actions.drafts import save_fields
from casestudies.actions.programme import load_programme
from casestudies.actions.versions import make_version
from casestudies.models import (
    Aim,
    CaseStudy,
    CaseStudyStatus,
    DateStatus,
    Engagement,
    HelpLine,
    Municipality,
    Theme,
)
from exchange.people import places
from tests.factories import ben

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of the library but for the time at which it was last saved."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name != "changed_at"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in apps.get_app_config("casestudies").get_models()
    }


def test_loading_twice_changes_nothing_and_adds_nothing():
    counts = load_programme()
    before = everything()
    assert load_programme() == counts
    assert everything() == before
    assert counts == {
        "municipalities": 257,
        "aims": 8,
        "partners": 3,
        "help lines": len(before["HelpLine"]),
        "themes": 7,
        "vocabulary terms": 113,
        "engagements": 8,
        "case study stubs": 3,
    }


def test_loading_again_brings_back_what_the_files_say_and_leaves_what_people_wrote():
    load_programme()
    Theme.objects.filter(slug="data").update(title="Something else")
    Municipality.objects.filter(code="NC084").update(name="Kheis")
    written = CaseStudy.objects.get(municipalities__code="NMA")
    values = {"title": "Written by its own team", "theme": "policy"}
    saved = save_fields(case_study=written, values=values, by=ben(), seen=1)
    make_version(revision=saved.revision, by=None)
    load_programme()
    assert Theme.objects.get(slug="data").title == "Data"
    assert Municipality.objects.get(code="NC084").name == "!Kheis"
    written.refresh_from_db()
    assert (written.title, written.status, written.theme.slug) == (
        "Written by its own team",
        "published",
        "policy",
    )


def test_all_257_municipalities_are_there_and_told_apart():
    load_programme()
    rows = list(Municipality.objects.all())
    assert Counter(row.category for row in rows) == {"A": 8, "B": 205, "C": 44}
    assert len({str(row) for row in rows}) == len({row.code for row in rows}) == 257
    assert sorted(str(row) for row in rows if row.name == "Emalahleni") == [
        "Emalahleni, Eastern Cape",
        "Emalahleni, Mpumalanga",
    ]
    assert {row.name for row in rows} >= {"!Kheis", "Khâi-Ma"}
    assert len({row.province for row in rows}) == 9
    assert all(3 <= len(row.code) <= 6 for row in rows)
    assert [row for row in rows if row.is_demonstration or row.latitude is None] == []


def test_every_local_municipality_has_its_district():
    load_programme()
    locals_ = Municipality.objects.filter(category="B").select_related("parent")
    assert {row.parent.category for row in locals_ if row.parent} == {"C"}
    assert not locals_.filter(parent__isnull=True).exists()
    assert not Municipality.objects.exclude(category="B").filter(parent__isnull=False).exists()


def test_people_choose_among_them_by_label():
    load_programme()
    assert places.label("MP312") == "Emalahleni, Mpumalanga"
    assert len(places.choices()) == 257


def test_eight_engagements_of_which_none_is_in_december():
    load_programme()
    engagements = list(Engagement.objects.in_order())
    months = [engagement.month.strftime("%Y-%m") for engagement in engagements]
    assert months == sorted(months)
    assert months[:7] == ["2023-08", "2023-09", "2023-10", "2023-11", "2024-01", "2024-02", "2024-03"]
    assert "12" not in {month[-2:] for month in months}
    assert [engagement.theme.order for engagement in engagements[:7]] == [1, 2, 3, 4, 5, 6, 7]
    assert [engagement.kind for engagement in engagements] == ["virtual"] * 7 + ["in_person"]
    launch = engagements[7]
    assert (launch.theme, launch.date_status, bool(launch.date_note)) == (None, DateStatus.EXPECTED, True)


def test_eight_aims_and_seven_themes_each_with_its_month():
    load_programme()
    assert list(Aim.objects.order_by("order").values_list("order", flat=True)) == list(range(1, 9))
    assert list(Theme.objects.order_by("order").values_list("title", flat=True)) == [
        "Public Spaces",
        "Children and Youth",
        "Community-Driven",
        "Data",
        "Safety Journeys",
        "Policy",
        "Collective Thinking",
    ]


def test_three_stubs_name_their_source_and_nothing_is_made_up_about_them():
    load_programme()
    stubs = list(CaseStudy.objects.order_by("pk"))
    assert sorted(code for stub in stubs for code in stub.municipalities.values_list("code", flat=True)) == [
        "KZN292",
        "NC091",
        "NMA",
    ]
    for stub in stubs:
        assert stub.status == CaseStudyStatus.STUB
        (source,) = stub.current.content["sources"]
        assert "saferspaces.org.za" in source["url"]
        assert source["title"]
        assert not stub.is_demonstration
        assert (stub.current.html, stub.lessons.count(), stub.recorded_learnings.count()) == ({}, 0, 0)
        assert [engagement.month.isoformat() for engagement in stub.engagements.all()] == ["2023-08-01"]


def test_help_lines_are_data_that_somebody_can_verify():
    load_programme()
    numbers = set(HelpLine.objects.values_list("number", flat=True))
    assert {"0800 428 428", "10111", "116"} <= numbers
