import pytest

from casestudies.models import CaseStudyStatus, Municipality, MunicipalityCategory
from tests.factories import (
    ben,
    chloe,
    dineo,
    make_case_study,
    make_municipality,
    make_theme,
    make_thread,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db

LIST = "/municipalities/"


def counts(client) -> dict[str, int]:
    provinces = client.get(LIST).context["provinces"]
    return {row.code: total for province in provinces for row, total in province["municipalities"]}


# The list -----------------------------------------------------------------------------------------
def test_the_list_goes_province_by_province_with_the_fictional_ones_last(client):
    make_municipality("KHK", "!Kheis", "Northern Cape")
    make_municipality("MBY", "Mbali Bay", "Eastern Cape")
    make_municipality("DEMO1", "Demonstration: Mzansi Bay", "Eastern Cape", is_demonstration=True)
    gone = make_municipality("OLD", "Old Town", "Eastern Cape")
    Municipality.objects.filter(pk=gone.pk).update(merged_into=Municipality.objects.get(code="MBY"))
    response = client.get(LIST)
    shown = [
        (row["name"], [municipality.code for municipality, _total in row["municipalities"]])
        for row in response.context["provinces"]
    ]
    assert shown == [("Eastern Cape", ["MBY"]), ("Northern Cape", ["KHK"]), ("Eastern Cape", ["DEMO1"])]
    assert "All 2 municipalities of South Africa" in Page(response).text


def test_a_draft_is_counted_for_nobody(client):
    place = make_municipality()
    make_case_study(municipalities=[place])
    make_case_study("draft", status=CaseStudyStatus.DRAFT, municipalities=[place])
    assert counts(client) == {"MBY": 1}
    client.force_login(dineo())
    assert counts(client) == {"MBY": 1}


def test_the_list_costs_the_same_with_one_municipality_and_with_three(client):
    make_case_study(municipalities=[make_municipality()])
    cost = queries_of(client, LIST)
    make_case_study("second", municipalities=[make_municipality("KLP", "Klipdrif", "Limpopo")])
    make_municipality("DRP", "Dorp", "Gauteng")
    assert queries_of(client, LIST) == cost


# A municipality -----------------------------------------------------------------------------------
def test_a_municipality_has_its_code_for_an_address(client):
    make_municipality("NC084", "!Kheis", "Northern Cape")
    page = Page(client.get("/municipalities/NC084/"))
    assert (page.title, "Local municipality · NC084" in page.text) == ("!Kheis", True)
    for path in ("/municipalities/nc084/", "/municipalities/404/"):
        assert client.get(path).status_code == 404
    assert client.post("/municipalities/NC084/").status_code == 405


def test_two_of_one_name_are_told_apart(client):
    make_municipality("EC136", "Emalahleni", "Eastern Cape")
    make_municipality("MP312", "Emalahleni", "Mpumalanga")
    links = Page(client.get("/search/?q=emalahleni")).links
    assert links["/municipalities/EC136/"] == "Emalahleni, Eastern Cape"
    assert links["/municipalities/MP312/"] == "Emalahleni, Mpumalanga"


def test_one_that_was_disestablished_leads_to_its_successor(client):
    successor = make_municipality()
    make_municipality("OLD", "Old Town", merged_into=successor)
    text = Page(client.get("/municipalities/OLD/")).text
    assert "Disestablished. It is now part of Mbali Bay, Eastern Cape ." in text
    assert "It includes what was Old Town ." in Page(client.get("/municipalities/MBY/")).text


def test_a_district_leads_to_its_locals_and_a_local_to_its_neighbours(client):
    district = make_municipality("DC1", "West Coast", category=MunicipalityCategory.DISTRICT)
    make_municipality("AAA", "Aloe", parent=district)
    make_municipality("BBB", "Baobab", parent=district)
    page = Page(client.get("/municipalities/DC1/"))
    assert (page.links["/municipalities/AAA/"], page.links["/municipalities/BBB/"]) == ("Aloe", "Baobab")
    page = Page(client.get("/municipalities/AAA/"))
    assert (page.links["/municipalities/DC1/"], page.links["/municipalities/BBB/"]) == (
        "West Coast",
        "Baobab",
    )


def test_a_municipality_shows_its_public_cases_and_their_threads(client):
    place = make_municipality()
    public = make_case_study(municipalities=[place])
    draft = make_case_study("draft", status=CaseStudyStatus.DRAFT, municipalities=[place])
    make_thread(draft, title="On a draft")
    make_thread(public, title="On the rank")
    response = client.get("/municipalities/MBY/")
    text = Page(response).text
    assert response.context["case_studies"] == [(public, ["Lead"])]
    assert ("On the rank" in text, "On a draft" in text) == (True, False)


def test_a_municipality_costs_the_same_with_one_of_everything_and_with_three(client):
    place = make_municipality()
    first = make_case_study(municipalities=[place])
    make_thread(first, ben())
    cost = queries_of(client, "/municipalities/MBY/")
    for number, author in enumerate([chloe(), dineo()]):
        more = make_case_study(
            f"more-{number}",
            theme=make_theme(f"theme-{number}"),
            municipalities=[place, make_municipality("KLP")],
        )
        make_thread(more, author)
    assert queries_of(client, "/municipalities/MBY/") == cost
