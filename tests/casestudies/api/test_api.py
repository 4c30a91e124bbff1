"""What programs get, and what they are told when they ask for something else."""

from datetime import date

import pytest
from django.urls import reverse

from casestudies.actions.versions import make_version
from casestudies.actions.workflow import withdraw_case_study
from casestudies.content import FIELDS
from casestudies.models import CaseStudyStatus, Lesson
from casestudies.queries import head_of
from tests.factories import (
    administrator,
    dineo,
    make_case_study,
    make_engagement,
    make_full_case_study,
    make_municipality,
    make_theme,
)
from tests.pages import queries_of

pytestmark = pytest.mark.django_db
API = "/api/v1"


def read(client, path, status=200, **query):
    answer = client.get(f"{API}{path}", query)
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (status, "application/json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    return answer.json()


def slugs(listed):
    return [row["slug"] for row in listed["items"]]


def test_the_list_takes_the_librarys_words_and_facets_and_comes_in_pages(client):
    make_full_case_study("lights")
    make_case_study("dunes", municipalities=[make_municipality("KLP", "Klipdrif", "Northern Cape")])
    make_case_study("draft", status=CaseStudyStatus.DRAFT)
    make_case_study("gone", status=CaseStudyStatus.WITHDRAWN)
    assert slugs(read(client, "/case-studies")) == ["dunes", "lights"]
    assert slugs(read(client, "/case-studies", setting=["township", "park"])) == ["lights"]
    assert slugs(read(client, "/case-studies", province="Northern Cape")) == ["dunes"]
    assert slugs(read(client, "/case-studies", province="Northern Cape", setting="township")) == []
    assert slugs(read(client, "/case-studies", q="taxi")) == ["lights"]
    first = read(client, "/case-studies", limit=1)
    assert (first["count"], slugs(first)) == (2, ["dunes"])
    assert first["next"] == "http://127.0.0.1:8000/api/v1/case-studies?limit=1&offset=1"
    last = client.get(first["next"]).json()
    assert (last["next"], slugs(last)) == (None, ["lights"])


def test_a_list_costs_the_same_queries_whatever_its_length(client):
    make_full_case_study("one")
    paths = [f"{API}/case-studies", f"{API}/lessons", f"{API}/municipalities", f"{API}/building-blocks"]
    before = [queries_of(client, path) for path in paths]
    for slug in ("two", "three"):
        make_full_case_study(slug, content={"lessons": [{"uid": slug, "statement": slug, "kind": "worked"}]})
    assert [queries_of(client, path) for path in paths] == before


@pytest.mark.parametrize(
    ("path", "query", "detail"),
    [
        ("/case-studies", {"limit": "0"}, "“limit”: Input should be greater than or equal to 1."),
        ("/case-studies", {"limit": "101"}, "“limit”: Input should be less than or equal to 100."),
        ("/case-studies", {"offset": "-1"}, "“offset”: Input should be greater than or equal to 0."),
        ("/case-studies", {"offset": str(10**30)}, "“offset”: Input should be less than or equal to 100000."),
        ("/case-studies", {"limit": "many"}, None),
        ("/case-studies", {"theme": "x" * 61}, "“theme”: String should have at most 60 characters."),
        ("/engagements", {"colour": "red"}, "There is no parameter “colour” here. There are: limit, offset."),
        ("/lessons", {"kind": "brilliant"}, None),
    ],
)
def test_what_a_list_can_not_be_asked_is_said(client, path, query, detail):
    said = read(client, path, 400, **query)["detail"]
    assert said == detail if detail else said.startswith("“")


def test_a_facet_that_does_not_exist_is_named_with_those_that_do(client):
    said = read(client, "/case-studies", 400, colour="red")["detail"]
    assert said.startswith(
        "There is no parameter “colour” here. There are: limit, offset, q, theme, province,"
    )


@pytest.mark.parametrize("value", ["a\x00b", "\ud83d\ude00", "'; --", "%00", "ÿ" * 60])
def test_hostile_words_find_nothing(client, value):
    value = value.encode("utf-16", "surrogatepass").decode("utf-16")
    make_case_study()
    assert read(client, "/case-studies", province=value)["count"] == 0
    assert read(client, "/case-studies", q=f"taxi {value}x")["count"] == 0
    assert read(client, "/municipalities", province=value)["count"] == 0


@pytest.mark.parametrize(
    "path",
    [
        "/case-studies/nowhere",
        "/case-studies/a%00b",
        "/case-studies/the-taxi-rank/versions/2.0",
        "/case-studies/the-taxi-rank/versions/1.99999999999999999999",
        "/case-studies/the-taxi-rank/versions/one",
        "/case-studies/draft",
        "/case-studies/draft/versions/1.0",
        "/lessons/999999",
        f"/lessons/{10**40}",
        "/lessons/one",
        "/municipalities/%00",
        "/engagements/nowhere",
        "/building-blocks/nowhere",
        "/recorded-learning/nowhere",
        "/nothing/of/that/kind",
    ],
)
def test_what_is_not_there_is_not_found_in_json(client, path):
    make_case_study()
    make_case_study("draft", status=CaseStudyStatus.DRAFT)
    assert read(client, path, 404)["detail"].startswith("There is nothing at this address.")


def test_a_case_study_has_every_field_under_its_key(client):
    make_full_case_study("lights", municipalities=[make_municipality()])
    shown = read(client, "/case-studies/lights")
    assert list(shown["content"]) == [field.key for field in FIELDS]
    assert shown["content"]["what_did_not_work"] == "About what did not work, in **plain** words."
    assert [person["name"] for person in shown["content"]["people"]] == ["Thandi Nkosi"]
    assert (shown["theme"], shown["version"]) == ({"key": "public-spaces", "label": "Public spaces"}, "1.0")
    assert shown["places"] == [
        {"code": "MBY", "name": "Mbali Bay", "province": "Eastern Cape", "role": "lead"}
    ]
    assert shown["labels"]["setting"]["township"] == "Township"


def test_each_version_keeps_its_words(client):
    case = make_full_case_study("lights")
    head = head_of(case)
    head.content = {**head.content, "title": "Lights that last"}
    head.save()
    make_version(revision=head, by=None, note="The title says more.")
    listed = read(client, "/case-studies/lights/versions")
    assert [(row["number"], row["status"], row["note"]) for row in listed] == [
        ("1.1", "current", "The title says more."),
        ("1.0", "superseded", ""),
    ]
    titles = [client.get(row["api_url"]).json()["content"]["title"] for row in listed]
    assert titles == ["Lights that last", "Lights and traders at a taxi rank"]


def test_where_a_case_study_was_is_told_as_far_as_agreed(client):
    make_case_study(
        "hidden", municipalities=[make_municipality()], content={"precision": "province", "site": "Rank"}
    )
    shown = read(client, "/case-studies/hidden")
    assert (shown["places"], shown["content"]["places"], shown["content"]["site"]) == ([], [], "")
    assert shown["labels"]["provinces"] == {"Eastern Cape": "Eastern Cape"}


def test_what_was_withdrawn_says_when_and_why_at_each_of_its_addresses(client):
    case = make_full_case_study("lights")
    lesson = Lesson.objects.get()
    withdraw_case_study(case_study=case, reason="The traders asked us to.", by=dineo())
    for path in (
        "/case-studies/lights",
        "/case-studies/lights/versions",
        "/case-studies/lights/versions/1.0",
    ):
        gone = read(client, path, 410)
        case.refresh_from_db()
        assert gone.pop("withdrawn_at").startswith(f"{case.withdrawn_at:%Y-%m-%dT%H:%M}")
        assert gone == {
            "detail": "“Lights and traders at a taxi rank” was withdrawn.",
            "slug": "lights",
            "title": "Lights and traders at a taxi rank",
            "url": "http://127.0.0.1:8000/case-studies/lights/",
            "reason": "The traders asked us to.",
        }
    assert read(client, "/lessons")["count"] == 0
    read(client, f"/lessons/{lesson.pk}", 404)


def test_the_rest_of_the_library_can_be_read_too(client):
    case = make_full_case_study("lights", municipalities=[make_municipality()])
    hidden = make_case_study("draft", status=CaseStudyStatus.DRAFT)
    make_engagement(case_studies=[case, hidden], starts_on=date(2027, 9, 15))
    make_theme("data")
    (lesson,) = read(client, "/lessons", kind="did_not_work", audience="officials")["items"]
    assert (lesson["statement"], lesson["case_study"]) == ("A light without a keeper goes out.", "lights")
    assert read(client, f"/lessons/{lesson['id']}") == lesson
    (place,) = read(client, "/municipalities", province="Eastern Cape")["items"]
    assert (place["code"], place["case_studies"], place["category"]) == ("MBY", 1, "B")
    assert read(client, "/municipalities/MBY") == place
    assert [theme["slug"] for theme in read(client, "/themes")] == ["public-spaces", "data"]
    settings = next(each for each in read(client, "/vocabularies") if each["key"] == "setting")
    assert {"key": "township", "label": "Township", "description": "", "is_retired": False} in settings[
        "terms"
    ]
    (meeting,) = read(client, "/engagements")["items"]
    assert (meeting["case_studies"], meeting["starts_on"]) == (["lights"], "2027-09-15")
    assert read(client, f"/engagements/{meeting['slug']}") == meeting
    (block,) = read(client, "/building-blocks")["items"]
    assert (block["slug"], block["case_studies"]) == ("safety-audit-walk", ["lights"])
    assert read(client, "/recorded-learning") == {"count": 0, "next": None, "items": []}


def test_an_answer_may_be_kept_and_is_asked_for_again_by_its_tag(client):
    make_case_study()
    answer = client.get(f"{API}/case-studies")
    assert answer["Cache-Control"] == "public, max-age=300"
    again = client.get(f"{API}/case-studies", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    head = client.head(f"{API}/case-studies")
    assert (head.status_code, head["ETag"], head.content) == (200, answer["ETag"], b"")


def test_everybody_gets_the_same_and_nobody_a_cookie(client):
    make_case_study("draft", status=CaseStudyStatus.DRAFT)
    visitor = client.get(f"{API}/case-studies")
    client.force_login(administrator())
    logged_in = client.get(f"{API}/case-studies")
    assert visitor.content == logged_in.content
    assert (visitor.cookies, "Cookie" in visitor.get("Vary", "")) == ({}, False)


@pytest.mark.parametrize(
    "path", ["/case-studies", "/case-studies/the-taxi-rank", "/openapi.json", "/nothing"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_it_only_reads(client, path, method):
    answer = client.generic(method, f"{API}{path}")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.json() == {"detail": "This API only reads: please use GET."}


def test_the_page_for_people_names_every_operation_that_programs_may_use(client):
    described = read(client, "/openapi.json")
    page = client.get(reverse("api_page"))
    assert page.status_code == 200
    assert len(described["paths"]) == 19
    for path in described["paths"]:
        assert f"<code>GET {path}</code>" in page.content.decode()
