import pytest

from casestudies.models import CaseStudyStatus
from tests.factories import make_case_study, make_full_case_study
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db
COMPARE = "/case-studies/compare/"
CHOOSING = "Compare case studies"


def comparing(*slugs: str) -> str:
    return f"{COMPARE}?{'&'.join(f'case={slug}' for slug in slugs)}"


def chosen_in(response) -> list[str]:
    return [case_study.slug for case_study in response.context["chosen"]]


def test_two_case_studies_stand_side_by_side_field_by_field(client):
    make_full_case_study("full", title="Full")
    make_case_study("thin", title="Thin", content={"setting": ["suburb"]})
    response = client.get(comparing("full", "thin"))
    page = Page(response)
    assert page.title == "Side by side"
    for words in (
        "Setting Township Transport Suburb",
        "Mechanism More eyes. Not reported",
        "Direction: Improved",
        "Began July 2021 Not reported",
        "3 fields are the same in all, or reported by none",
    ):
        assert words in page.text
    cell = '<td role="cell" data-label="Thin">'
    assert response.content.decode().count(cell) == sum(
        len(group.fields) for group in response.context["groups"]
    )


def test_up_to_four_are_compared_and_each_once(client):
    slugs = ["one", "two", "three", "four"]
    for slug in slugs:
        make_case_study(slug)
    response = client.get(comparing(*slugs, "one"))
    assert [case_study.slug for case_study in response.context["case_studies"]] == slugs
    assert queries_of(client, comparing(*slugs)) == queries_of(client, comparing("one", "two"))


def test_with_fewer_than_two_one_chooses_and_what_is_chosen_stays(client):
    make_case_study("lights", title="Lights at the rank")
    make_case_study("khais", title="Shade at !Khais")
    make_case_study("draft", title="Draft lights", status=CaseStudyStatus.DRAFT)
    assert Page(client.get(COMPARE)).title == CHOOSING
    response = client.get(comparing("lights"))
    assert (response.status_code, chosen_in(response)) == (200, ["lights"])
    assert Page(response).boxes["case"] == ["lights", "khais"]
    assert "One is chosen." in Page(response).text
    response = client.get(f"{comparing('lights')}&q=khais&choose=1")
    assert Page(response).boxes == {"case": ["lights", "khais"], "q": ["khais"]}
    response = client.get(f"{comparing('lights')}&q=xylophone&choose=1")
    assert Page(response).boxes["case"] == ["lights"]
    assert "No other case study has these words." in Page(response).text
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("slug", ["nix", "draft", "!Kheis", "%00", "a%20b", "%3Cscript%3E"])
def test_a_slug_that_names_no_public_case_study_is_left_out_and_said(client, slug):
    make_case_study("one")
    make_case_study("two")
    make_case_study("draft", status=CaseStudyStatus.DRAFT)
    response = client.get(comparing("one", slug, "two"))
    page = Page(response)
    assert (response.status_code, page.title, chosen_in(response)) == (404, CHOOSING, ["one", "two"])
    assert "There is no public case study at" in page.alerts[0]
    assert "<script>" not in response.content.decode()


def test_five_are_too_many_and_the_page_says_what_to_do(client):
    slugs = [f"case-{number}" for number in range(5)]
    for slug in slugs:
        make_case_study(slug)
    response = client.get(comparing(*slugs))
    assert (response.status_code, chosen_in(response)) == (400, slugs)
    assert Page(response).alerts == [
        "5 case studies are too many to read side by side. Please untick some: four at most."
    ]
    assert client.get(f"{comparing(*slugs)}&choose=1").status_code == 200


def test_a_comparison_carries_the_content_note_of_each(client):
    make_case_study("one", content={"content_notes": ["gender_based_violence"]})
    make_case_study("two")
    page = Page(client.get(comparing("one", "two")))
    assert page.links["https://www.google.co.za/"] == "Exit this page"


def test_comparing_is_only_for_reading(client):
    assert client.post(COMPARE).status_code == 405
