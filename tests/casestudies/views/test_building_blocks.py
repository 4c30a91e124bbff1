import pytest

from casestudies.models import CaseStudyStatus
from tests.factories import full_content, make_building_block, make_case_study, make_full_case_study
from tests.pages import Page, queries_of

pytestmark = pytest.mark.django_db
LIST = "/building-blocks/"
BLOCK = "/building-blocks/safety-audit-walk/"


def test_the_list_counts_the_public_case_studies_of_each(client):
    assert "No building block is described yet." in Page(client.get(LIST)).text
    make_full_case_study("one")
    make_case_study("draft", status=CaseStudyStatus.DRAFT, content=full_content())
    make_building_block("unused", title="Unused")
    text = Page(client.get(LIST)).text
    assert (
        "Safety audit walk People walk a place together and mark where they feel unsafe. In 1 case study"
        in text
    )
    assert text.index("Safety audit walk") < text.index("Unused")
    assert "In 0 case studies" in text


def test_a_building_block_says_how_it_is_done_who_used_it_and_what_came_of_it(client):
    worked = {"uid": "worked", "statement": "Walk at night.", "kind": "worked"}
    failed = {"uid": "failed", "statement": "Nobody mended the lamps.", "kind": "did_not_work"}
    make_full_case_study("one", content={"lessons": [worked, failed]})
    page = Page(client.get(BLOCK))
    assert page.title == "Safety audit walk"
    for words in (
        "Walk at the hour of which people speak.",
        "Used here: Before planning.",
        "1 × improved",
        "Mbali Bay, Eastern Cape",
    ):
        assert words in page.text
    assert page.text.index("Nobody mended the lamps.") < page.text.index("Walk at night.")


def test_a_withdrawn_case_study_takes_its_use_and_its_lessons_along(client):
    make_full_case_study("gone", status=CaseStudyStatus.WITHDRAWN)
    page = Page(client.get(BLOCK))
    assert "No published case study uses it yet." in page.text
    assert "A light without a keeper goes out." not in page.text


def test_a_building_block_costs_the_same_with_one_use_and_with_three(client):
    make_full_case_study("one")
    cost = queries_of(client, BLOCK)
    make_full_case_study("two")
    make_full_case_study("three")
    assert queries_of(client, BLOCK) == cost


def test_a_building_block_that_is_not_there(client):
    assert client.get("/building-blocks/missing/").status_code == 404
    assert client.post(LIST).status_code == 405
