import pytest
from django.apps import apps

from casestudies.actions.programme import load_programme
from casestudies.models import CaseStudy, CaseStudyStatus, Engagement, HelpLine, Municipality, Partner, Theme
from exchange.people import places

pytestmark = pytest.mark.django_db


def rows() -> dict[str, list[dict]]:
    """Everything the library holds, without the time at which it was saved."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name != "changed_at"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in apps.get_app_config("casestudies").get_models(include_auto_created=True)
    }


def test_load_programme_loads_what_the_programme_has():
    assert load_programme() == {
        "municipalities": 257,
        "aims": 8,
        "partners": Partner.objects.count(),
        "help lines": HelpLine.objects.count(),
        "themes": 7,
        "vocabulary terms": 113,
        "engagements": 8,
        "case study stubs": 3,
    }
    categories = Municipality.objects.values_list("category", flat=True)
    assert [list(categories).count(category) for category in "ABC"] == [8, 205, 44]
    assert Municipality.objects.filter(category="B", parent__category="C").count() == 205


def test_load_programme_twice_is_quiet():
    load_programme()
    before = rows()
    load_programme()
    assert rows() == before


def test_load_programme_puts_back_what_the_files_say():
    load_programme()
    before = rows()
    Theme.objects.update(about="Something else.")
    Municipality.objects.filter(code="EKU").update(name="Elsewhere")
    load_programme()
    assert rows() == before


def test_load_programme_leaves_a_stub_that_became_a_full_study_to_its_writers():
    load_programme()
    ours, stub = CaseStudy.objects.order_by("pk")[:2]
    for case_study in (ours, stub):
        case_study.title = "As its writers tell it"
        case_study.save()
    CaseStudy.objects.filter(pk=ours.pk).update(status=CaseStudyStatus.DRAFT)
    load_programme()
    ours.refresh_from_db()
    stub.refresh_from_db()
    assert (ours.title, ours.status) == ("As its writers tell it", CaseStudyStatus.DRAFT)
    assert stub.title != "As its writers tell it"


def test_the_first_engagement_presents_the_stubs_each_with_a_municipality():
    load_programme()
    first = Engagement.objects.in_order().first()
    assert set(first.case_studies.all()) == set(CaseStudy.objects.filter(status=CaseStudyStatus.STUB))
    assert CaseStudy.objects.filter(municipalities__isnull=True).count() == 0


def test_names_of_click_letters_are_found_and_twins_told_apart():
    load_programme()
    assert [str(found) for found in Municipality.objects.matching("kheis")] == ["!Kheis, Northern Cape"]
    twins = [label for _code, label in places.choices() if label.startswith("Emalahleni")]
    assert twins == ["Emalahleni, Eastern Cape", "Emalahleni, Mpumalanga"]
