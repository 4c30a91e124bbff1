import pytest

from casestudies.actions.case_studies import NoMunicipality, write_case_study
from casestudies.models import CaseStudy, CaseStudyStatus, Municipality, NarrativeKey, PlaceRole
from tests.factories import make_municipality, make_theme, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    make_municipality("MBY", "Mbali Bay")
    make_municipality("KLP", "Klipdrif")


def write(**changes) -> CaseStudy:
    return write_case_study(
        **{
            "slug": "the-taxi-rank",
            "title": "The taxi rank",
            "nutshell": "Traders and drivers lit the rank together.",
            "theme": make_theme(),
            "places": [("MBY", PlaceRole.LEAD), ("KLP", PlaceRole.OBSERVER)],
            "status": CaseStudyStatus.STUB,
            "sections": {"how": "They *counted*."},
            **changes,
        }
    )


def parts(case_study: CaseStudy) -> list[tuple]:
    return list(case_study.places.order_by("pk").values_list("municipality__code", "role"))


def test_write_case_study_keeps_its_places_and_sections():
    case_study = write()
    assert parts(case_study) == [("MBY", PlaceRole.LEAD), ("KLP", PlaceRole.OBSERVER)]
    section = case_study.sections.get()
    assert (section.key, section.source) == (NarrativeKey.HOW, "They *counted*.")
    assert section.html == "<p>They <em>counted</em>.</p>\n"
    assert list(CaseStudy.objects.visible_to(visitor()).matching("traders rank")) == [case_study]


def test_write_case_study_twice_is_quiet():
    assert write() == write()
    case_study = CaseStudy.objects.get()
    assert (len(parts(case_study)), case_study.sections.count()) == (2, 1)


def test_write_case_study_anew_changes_its_words():
    write()
    case_study = write(title="The rank", sections={"how": "They painted.", "who": "Traders."})
    assert str(CaseStudy.objects.get()) == "The rank"
    told = case_study.sections.order_by("pk").values_list("key", "source", "html")
    assert list(told) == [
        ("how", "They painted.", "<p>They painted.</p>\n"),
        ("who", "Traders.", "<p>Traders.</p>\n"),
    ]


def test_write_case_study_refuses_one_without_a_municipality():
    with pytest.raises(NoMunicipality) as refused:
        write(places=[])
    assert (refused.value.status, CaseStudy.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"places": [("MBY", PlaceRole.LEAD), ("XXX", PlaceRole.LEAD)]}, Municipality.DoesNotExist),
        ({"sections": {"how": "They counted.", "why": "Because."}}, ValueError),
    ],
)
def test_write_case_study_is_written_whole_or_not_at_all(wrong, error):
    with pytest.raises(error):
        write(**wrong)
    assert CaseStudy.objects.count() == 0
