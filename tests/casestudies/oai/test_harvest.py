"""What a public harvester library gets when it reads the whole endpoint."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from sickle.oaiexceptions import NoRecordsMatch

from casestudies.models import CaseStudy, CaseStudyStatus
from casestudies.oai import records
from tests.factories import NOW, make_case_study, make_full_case_study, make_municipality, make_theme
from tests.harvester import Harvester, walk

pytestmark = pytest.mark.django_db
DC = {"metadataPrefix": "oai_dc"}


@pytest.fixture(params=["GET", "POST"])
def harvester(request, client):
    return Harvester(client, http_method=request.param)


@pytest.fixture
def seven(monkeypatch):
    """Seven records, two of them withdrawn, in pages of two; a draft that is none."""
    monkeypatch.setattr(records, "PAGE_SIZE", 2)
    rank, dune = make_municipality(), make_municipality("KLP", "Klipdrif", "Northern Cape")
    makers = [
        ("one", CaseStudyStatus.PUBLISHED, rank, "public-spaces", {}),
        ("two", CaseStudyStatus.STUB, dune, "public-spaces", {}),
        ("three", CaseStudyStatus.WITHDRAWN, rank, "data", {}),
        ("four", CaseStudyStatus.PUBLISHED, dune, "data", {"other_themes": ["public-spaces"]}),
        ("five", CaseStudyStatus.WITHDRAWN, dune, "data", {"precision": "province"}),
        ("six", CaseStudyStatus.PUBLISHED, rank, "data", {"precision": "withheld"}),
        ("seven", CaseStudyStatus.PUBLISHED, dune, "data", {"precision": "province"}),
    ]
    for day, (slug, status, place, theme, content) in enumerate(makers):
        make_case_study(slug, status=status, municipalities=[place], theme=make_theme(theme), content=content)
        moved = NOW + timedelta(days=day, microseconds=500_000)
        CaseStudy.objects.filter(slug=slug).update(record_changed_at=moved)
    make_case_study("draft", status=CaseStudyStatus.DRAFT)
    return {f"oai:127.0.0.1:case-study/{case.pk}": case.slug for case in CaseStudy.objects.all()}


def test_a_harvester_reads_every_record_once_over_several_pages(harvester, seven):
    listed = [(seven[record.header.identifier], record.deleted) for record in harvester.ListRecords(**DC)]
    assert listed == [
        ("one", False), ("two", False), ("three", True), ("four", False), ("five", True), ("six", False),
        ("seven", False),
    ]  # fmt: skip
    headers = [(seven[header.identifier], header.deleted) for header in harvester.ListIdentifiers(**DC)]
    assert headers == listed


def test_each_page_costs_the_same_few_queries(client, seven):
    with CaptureQueriesContext(connection) as asked:
        assert list(walk(client)) == [2, 2, 2, 1]
    assert len(asked) == 4 * 2 + 1  # the first also counts


def test_a_list_in_pieces_says_how_long_it_is_and_where_it_stands(harvester, seven):
    listing = harvester.ListIdentifiers(**DC)
    stands = []
    for _header in listing:
        token = listing.resumption_token
        stands.append((token.cursor, token.complete_list_size, bool(token.token)))
    assert stands == [("0", "7", True)] * 2 + [("2", "7", True)] * 2 + [("4", "7", True)] * 2 + [
        ("6", "7", False)
    ]


@pytest.mark.parametrize(
    ("arguments", "slugs"),
    [
        ({"from": "2027-09-20"}, ["six", "seven"]),
        ({"until": "2027-09-15"}, ["one"]),
        ({"from": "2027-09-16", "until": "2027-09-17"}, ["two", "three"]),
        ({"until": "2027-09-15T10:00:00Z"}, ["one"]),
        ({"from": "2027-09-21T10:00:00Z"}, ["seven"]),
        ({"from": "2027-09-16T10:00:00Z", "until": "2027-09-16T10:00:00Z"}, ["two"]),
        ({"until": "9999-12-31"}, ["one", "two", "three", "four", "five", "six", "seven"]),
        ({"from": "0001-01-01"}, ["one", "two", "three", "four", "five", "six", "seven"]),
        ({"set": "case-studies"}, ["one", "two", "three", "four", "five", "six", "seven"]),
        ({"set": "theme:public-spaces"}, ["one", "two", "four"]),
        ({"set": "theme:data", "from": "2027-09-19"}, ["five", "six", "seven"]),
        ({"set": "province:eastern-cape"}, ["one", "three"]),
        ({"set": "province:northern-cape"}, ["two", "four", "five", "seven"]),
        ({"set": "province"}, ["one", "two", "three", "four", "five", "seven"]),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_list_holds_what_changed_in_a_span_and_belongs_to_a_set(client, seven, arguments, slugs):
    harvester = Harvester(client)
    listed = list(harvester.ListRecords(**DC, **arguments))
    assert [seven[record.header.identifier] for record in listed] == slugs
    if ":" in arguments.get("set", ""):
        assert {arguments["set"] in record.header.setSpecs for record in listed} == {True}


def test_nothing_changed_before_the_first_record(client, seven):
    with pytest.raises(NoRecordsMatch):
        Harvester(client).ListRecords(until="2027-09-14", **DC)


def test_a_record_that_changes_meanwhile_comes_once_more_rather_than_never(client, seven):
    listing = Harvester(client).ListIdentifiers(**DC)
    came = [seven[next(listing).identifier]]
    CaseStudy.objects.filter(slug="one").update(record_changed_at=NOW + timedelta(days=30))
    CaseStudy.objects.filter(slug="three").update(record_changed_at=NOW + timedelta(days=31))
    came += [seven[header.identifier] for header in listing]
    assert came == ["one", "two", "four", "five", "six", "seven", "one", "three"]


def test_the_endpoint_introduces_itself(harvester, seven):
    who = harvester.Identify()
    assert (who.repositoryName, who.baseURL, who.protocolVersion) == (
        "Municipal Safety Exchange",
        "http://127.0.0.1:8000/oai",
        "2.0",
    )
    assert (who.deletedRecord, who.granularity) == ("persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert (who.earliestDatestamp, who.adminEmail) == ("2027-09-15T10:00:00Z", "no-reply@localhost")
    assert [format.metadataPrefix for format in harvester.ListMetadataFormats()] == ["oai_dc"]
    assert [each.setSpec for each in harvester.ListSets()] == [
        "case-studies",
        "theme",
        "theme:public-spaces",
        "theme:data",
        "province",
        "province:eastern-cape",
        "province:northern-cape",
    ]


def test_a_record_tells_its_case_study_in_dublin_core(harvester):
    case = make_full_case_study(
        content={
            "what_did_not_work": "The **first** lights were stolen. So were the second.\n\nNo keeper.",
            "sources": [
                {
                    "uid": "a",
                    "kind": "report",
                    "title": "Counting",
                    "authors": "",
                    "year": "",
                    "doi": "10.1/x",
                }
            ],
        }
    )
    record = harvester.GetRecord(identifier=f"oai:127.0.0.1:case-study/{case.pk}", **DC)
    told = {name: values for name, values in record.metadata.items() if name != "subject"}
    assert told == {
        "title": ["Lights and traders at a taxi rank"],
        "creator": ["Mbali Bay Municipality"],
        "description": [
            "The rank was dark. Traders and drivers lit it. Most of the first lights were stolen.",
            "What did not work: The first lights were stolen.",
        ],
        "publisher": ["Municipal Safety Exchange"],
        "contributor": ["Mbali Bay, Eastern Cape"],
        "date": ["2027-09-15"],
        "type": ["Text", "Case study"],
        "format": ["text/html"],
        "identifier": [
            "http://127.0.0.1:8000/case-studies/lights-and-traders/v/1.0/",
            "http://127.0.0.1:8000/case-studies/lights-and-traders/",
        ],
        "language": ["en"],
        "source": ["https://doi.org/10.1/x"],
        "coverage": ["Mbali Bay, Eastern Cape"],
        "rights": ["CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"],
    }
    assert record.metadata["subject"][0] == "Public spaces"
    assert "Township" in record.metadata["subject"]
    assert record.header.setSpecs == ["case-studies", "theme:public-spaces", "province:eastern-cape"]


def test_a_demonstration_says_so_in_its_record(harvester):
    case = make_case_study(is_demonstration=True)
    record = harvester.GetRecord(identifier=f"oai:127.0.0.1:case-study/{case.pk}", **DC)
    assert record.metadata["description"][-1] == "Demonstration: people, places and events are made up."
    assert record.metadata["type"] == ["Text", "Demonstration case study"]
