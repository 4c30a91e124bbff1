"""The library's page: whatever the address says, it answers, with what there is and what to do next."""

import re

import pytest

from casestudies.models import CaseStudyStatus, Term
from tests.factories import (
    amina,
    ben,
    dineo,
    make_case_study,
    make_municipality,
    make_terms,
    make_theme,
    visitor,
)
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db

LIST = "/case-studies/"


def found(client, query: str = "") -> list[str]:
    return [row.slug for row in client.get(f"{LIST}?{query}").context["found"].case_studies]


def choices(client, query: str, facet: str) -> list[tuple[str, int, bool]]:
    """(label, how many, whether chosen) of each value that the page offers, in its order."""
    sections = client.get(f"{LIST}?{query}").context["library"].sections
    groups = [group for section in sections for group in section.groups if group.facet == facet]
    return [(label, total, chosen) for group in groups for _value, label, total, chosen in group.choices]


def test_what_is_public_is_found_by_everyone_and_nothing_else(client):
    make_case_study("published")
    make_case_study("stub", status=CaseStudyStatus.STUB)
    for status in (CaseStudyStatus.DRAFT, CaseStudyStatus.WITHDRAWN):
        make_case_study(status.value, status=status, title="Published elsewhere", author=ben())
    for person in (visitor, ben, amina, dineo):
        if person().is_authenticated:
            client.force_login(person())
        assert found(client) == ["stub", "published"]
        assert found(client, "q=published") == ["published"]


def test_a_page_costs_the_same_with_one_case_study_and_with_three(client):
    make_terms()
    content = {"setting": ["park"], "outcomes": [{"direction": "improved", "domain": "cost"}]}
    make_case_study("first", municipalities=[make_municipality()], content=content)
    paths = [LIST, f"{LIST}?q=rank&setting=park&like=MBY", f"{LIST}map/", "/municipalities/"]
    costs = [queries_of(client, path) for path in paths]
    for number in range(2):
        place = make_municipality(f"M{number}", province="Limpopo")
        make_case_study(f"more-{number}", theme=make_theme("data"), municipalities=[place], content=content)
    assert [queries_of(client, path) for path in paths] == costs
    assert max(costs) <= 10


def test_values_are_offered_with_their_counts_in_the_order_of_the_vocabulary(client):
    make_terms()
    make_case_study("a", content={"setting": ["park", "township"], "start": "2019-05"})
    make_case_study("b", content={"setting": ["park"], "start": "2021"})
    make_case_study("c", content={"setting": ["home"], "start": "2021"})

    assert choices(client, "", "setting") == [
        ("Township", 1, False),
        ("Park or open space", 2, False),
        ("Home", 1, False),
    ]
    assert choices(client, "", "year") == [("2021", 2, False), ("2019", 1, False)]
    both = "setting=park&year=2019"
    assert (choices(client, both, "setting"), choices(client, both, "year")) == (
        [("Township", 1, False), ("Park or open space", 1, True)],
        [("2021", 1, False), ("2019", 1, True)],
    )
    assert choices(client, "setting=park&year=2021&setting=school", "setting") == [
        ("School", 0, True),
        ("Park or open space", 1, True),
        ("Home", 1, False),
    ]
    Term.objects.filter(key__in=["home", "rural"]).update(is_retired=True)
    assert choices(client, "", "setting")[-1] == ("Home", 1, False)


def test_each_filter_is_taken_away_by_its_chip_and_all_by_one_link(client):
    make_terms()
    make_case_study(content={"setting": ["park"]})
    page = Page(client.get(f"{LIST}?setting=park&q=rank&setting=home"))
    chips = {address: words for address, words in page.links.items() if "remove this filter" in words}
    assert chips == {
        "?setting=home&setting=park": "Words: “rank” × (remove this filter)",
        "?q=rank&setting=park": "Setting: Home × (remove this filter)",
        "?q=rank&setting=home": "Setting: Park or open space × (remove this filter)",
    }
    assert page.links[LIST] == "Clear all"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("colour=red", "The filter colour is not known; it was left out."),
        ("province=Atlantis", "The filter province: “Atlantis” is not known; it was left out."),
        ("sort=loudest", "The filter sort: “loudest” is not known; it was left out."),
        ("setting=%3Cscript%3E%00", "The filter setting: “<script>” is not known; it was left out."),
        ("%27%20OR%201=1", "The filter ' OR 1 is not known; it was left out."),
    ],
)
def test_what_nobody_knows_is_left_out_and_named(client, query, words):
    make_case_study()
    response = client.get(f"{LIST}?{query}&page=%00&year=&like=NOWHERE")
    page = Page(response)
    assert (response.status_code, response.context["found"].total) == (200, 1)
    assert words in page.text
    assert "<script>" not in response.content.decode().replace('<script type="module"', "")


def test_pages_are_links_that_keep_the_choice(client):
    for number in range(25):
        make_case_study(f"case-{number}")
    first, last = (Page(client.get(f"{LIST}?q=case&page={page}")) for page in ("1", "99"))
    assert {address for address in first.links if "page=" in address} == {"?q=case&page=2"}
    assert "page 2 of 2" in last.text
    assert last.links["?q=case"] == "Previous"


def test_a_card_says_where_what_came_of_it_and_where_the_words_were_found(client):
    make_terms()
    outcome = {"domain": "cost", "statement": "Cheaper.", "how_we_know": "1"}
    make_case_study(
        municipalities=[make_municipality()],
        content={
            "stage": "pilot",
            "outcomes": [{**outcome, "direction": "worsened"}, {**outcome, "direction": "improved"}],
            "problem_and_context": "The <b>kiosk</b> was shut after the copper thieves came.",
        },
    )
    response = client.get(f"{LIST}?q=copper")
    text = Page(response).text
    assert "Mbali Bay, Eastern Cape · Pilot" in text
    assert re.search(r"Outcomes: Improved\s+Worsened", text)
    assert "after the <mark>copper</mark> thieves" in response.content.decode()


def test_a_stub_says_so_and_a_place_that_is_not_public_stays_so(client):
    make_case_study(
        status=CaseStudyStatus.STUB, municipalities=[make_municipality()], content={"precision": "withheld"}
    )
    text = Page(client.get(f"{LIST}?q=taxi")).text
    assert "Public spaces Stub" in text
    assert "Place not public" in text
    assert "Mbali Bay, Eastern Cape ·" not in text


# Nothing found ------------------------------------------------------------------------------------
def test_where_nothing_is_found_the_next_steps_are_offered(client):
    make_terms()
    make_municipality("NC084", "!Kheis", "Northern Cape")
    make_case_study("park", title="Lights", content={"setting": ["park"]})
    make_case_study("home", title="Lights", content={"setting": ["home"]})
    page = Page(client.get(f"{LIST}?q=lights+townshp+!kheiss&setting=park"))
    assert page.links["?setting=park"] == "Without the words “lights townshp !kheiss”"
    assert page.links["?setting=township"] == "Township"
    assert page.links["?municipality=NC084"] == "!Kheis, Northern Cape"
    assert "/search/?q=lights%20townshp%20%21kheiss" in page.links
    assert ("/case-studies/new/" in page.links, "/conversations/" in page.links) == (True, True)
    steps = client.get(f"{LIST}?q=lights&setting=park&stage=idea").context["next_steps"]
    assert [(offer.label, offer.total) for offer in steps.wider] == [("Idea", 1)]
    page = Page(client.get(f"{LIST}?q=!kheis"))
    assert page.links["/municipalities/NC084/#alike"] == "Places like !Kheis, Northern Cape"


# Places -------------------------------------------------------------------------------------------
def test_anyone_may_choose_a_place_and_a_member_has_one(client):
    mine = make_municipality("MINE", "Mine")
    place = make_municipality("KLP", "Klipdrif")
    make_case_study(municipalities=[place])
    page = Page(client.get(f"{LIST}?like={mine.code}"))
    assert "Places like Mine, Eastern Cape" in page.text
    assert page.links["/municipalities/KLP/"] == "Klipdrif"
    assert "a local municipality in the same province · 1 case study" in page.text
    member = ben()
    member.municipality_code = mine.code
    member.save()
    client.force_login(member)
    assert Page(client.get(LIST)).links["?like=MINE"] == "Places like mine"


def test_the_map_and_its_table_say_the_same(client):
    here = make_municipality(latitude=-33.0, longitude=27.0)
    there = make_municipality("KLP", "Klipdrif", "Limpopo", latitude=-24.0, longitude=29.0)
    fictional = make_municipality(
        "DEMO1", "Demonstration", is_demonstration=True, latitude=-30.0, longitude=25.0
    )
    make_municipality("NON", "Nowhere", "Gauteng")
    make_case_study("first", municipalities=[here, there])
    make_case_study("second", municipalities=[there])
    make_case_study("third", municipalities=[fictional])
    make_case_study("hidden", municipalities=[here], content={"precision": "province"})

    response = client.get(f"{LIST}map/?province=Limpopo&province=Eastern+Cape")

    drawn = response.context["map"]
    rows = [(row.municipality.code, row.total) for row in drawn.rows]
    assert rows == [("MBY", 1), ("KLP", 2), ("DEMO1", 1)]
    assert [dots.size for dots in drawn.sizes] == [1, 2]
    assert [dots.size for dots in drawn.fictional] == [1]
    page = Page(response)
    link = "/case-studies/?province=Eastern+Cape&province=Limpopo&municipality=KLP"
    assert page.links[link] == "2 from Klipdrif"
    assert "1 more is not on the map" in page.text
    assert "3 of them, in 2 provinces, have case studies." in response.content.decode()
    assert found(client, link.partition("?")[2]) == ["second", "first"]
    nothing = Page(client.get(f"{LIST}map/?q=nothing"))
    assert "No municipality has a case study like this." in nothing.text
