"""An edition of the open data: whole, public, safe to open, and never half of one."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.dump import current_edition, editions, write, write_open_dump
from casestudies.dump.library import TABLES
from casestudies.dump.tables import cell
from casestudies.models import CaseStudyStatus, Lesson
from tests.factories import NOW, make_case_study, make_full_case_study, make_municipality, make_terms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition():
    """Published, a stub, province only, withheld, a draft, a withdrawn one; a demonstration."""
    rank = make_municipality(latitude=-33.9, longitude=25.6)
    dune = make_municipality("KLP", "Khâi-Dune", "Northern Cape", latitude=-28.4, longitude=21.2)
    make_full_case_study(
        "lights",
        is_demonstration=True,
        content={
            "abstract": "=HYPERLINK(1)",
            "places": [
                {"uid": "a", "municipality": "MBY", "role": "lead"},
                {"uid": "b", "municipality": "KLP", "role": "funder"},
            ],
        },
    )
    make_case_study("stub", status=CaseStudyStatus.STUB, municipalities=[dune])
    make_case_study("far", municipalities=[rank], content={"precision": "province", "site": "Secret Street"})
    make_case_study("hidden", municipalities=[rank], content={"precision": "withheld"})
    make_case_study("draft", status=CaseStudyStatus.DRAFT, municipalities=[rank])
    make_case_study("gone", status=CaseStudyStatus.WITHDRAWN, municipalities=[rank])
    return write_open_dump(NOW)


def rows_of(edition, name):
    text = edition.path_of(name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_an_edition_holds_every_public_case_study_and_no_other(edition):
    cases = rows_of(edition, "cases.csv")
    assert [(case["slug"], case["status"], case["municipalities"], case["provinces"]) for case in cases] == [
        ("lights", "published", "MBY; KLP", "Eastern Cape; Northern Cape"),
        ("stub", "stub", "KLP", "Northern Cape"),
        ("far", "published", "", "Eastern Cape"),
        ("hidden", "published", "", ""),
    ]
    assert [case["is_demonstration"] for case in cases] == ["yes", "no", "no", "no"]
    assert (cases[0]["setting"], cases[0]["version_url"]) == (
        "township; transport",
        "http://127.0.0.1:8000/case-studies/lights/v/1.0/",
    )
    everything = b"".join(edition.path_of(name).read_bytes() for name in edition.files if "zip" not in name)
    assert [
        word for word in (b"Secret Street", b"Sipho Untold", b'"gone"', b"draft") if word in everything
    ] == []


def test_outcomes_lessons_and_municipalities_are_tables_of_their_own(edition):
    (outcome,) = rows_of(edition, "outcomes.csv")
    assert (outcome["case_study"], outcome["direction"], outcome["value"]) == ("lights", "improved", "52 %")
    (lesson,) = rows_of(edition, "lessons.csv")
    assert (lesson["kind"], lesson["audiences"], lesson["is_demonstration"]) == (
        "did_not_work",
        "officials; planners",
        "yes",
    )
    places = rows_of(edition, "municipalities.csv")
    assert [(place["name"], place["latitude"], place["case_studies"]) for place in places] == [
        ("Khâi-Dune", "-28.4", "2"),
        ("Mbali Bay", "-33.9", "1"),
    ]


def test_the_json_holds_what_the_api_says(edition, client):
    cases = json.loads(edition.path_of("case-studies.json").read_text())
    assert [case["slug"] for case in cases] == ["lights", "stub", "far", "hidden"]
    assert cases[0] == client.get("/api/v1/case-studies/lights").json()


def test_the_map_shows_municipalities_and_never_nearer(edition):
    collection = json.loads(edition.path_of("case-studies.geojson").read_text())
    shown = [(each["properties"]["slug"], each["geometry"]) for each in collection["features"]]
    assert (collection["type"], shown) == (
        "FeatureCollection",
        [
            ("lights", {"type": "MultiPoint", "coordinates": [[25.6, -33.9], [21.2, -28.4]]}),
            ("stub", {"type": "Point", "coordinates": [21.2, -28.4]}),
            ("far", None),
            ("hidden", None),
        ],
    )


def test_an_empty_library_makes_a_whole_edition_too():
    edition = write_open_dump(NOW)
    assert json.loads(edition.path_of("case-studies.json").read_text()) == []
    assert json.loads(edition.path_of("case-studies.geojson").read_text())["features"] == []


def test_the_sums_and_the_archive_hold_every_file(edition):
    sums = dict(line.split("  ")[::-1] for line in edition.path_of("SHA256SUMS").read_text().splitlines())
    data = sorted(set(edition.files) - {"SHA256SUMS", "open-data.zip"})
    assert sorted(sums) == data
    with zipfile.ZipFile(edition.path_of("open-data.zip")) as archive:
        assert sorted(archive.namelist()) == sorted([*data, "SHA256SUMS"])
        assert {hashlib.sha256(archive.read(name)).hexdigest() == sums[name] for name in data} == {True}


def test_the_readme_explains_every_column(edition):
    text = edition.path_of("README.txt").read_text()
    assert [
        name for name in (column.name for table in TABLES for column in table.columns) if name not in text
    ] == []
    assert "CC BY-NC-SA 4.0" in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+27 51", "'+27 51"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        (" =1", "' =1"),
        (["=1", "b"], "'=1; b"),
        ("a=1", "a=1"),
        (-28.4, -28.4),
        (None, ""),
        (True, "yes"),
    ],
)
def test_no_cell_is_a_formula(value, shown):
    assert cell(value) == shown


def test_an_edition_that_fails_leaves_the_one_before(edition, monkeypatch):
    def no_room(path):
        raise OSError("No space left on device")

    monkeypatch.setattr(write, "write_json", no_room)
    with pytest.raises(OSError, match="No space"):
        write_open_dump(NOW + timedelta(days=1))
    assert current_edition() == edition
    assert [path.name for path in editions.place().glob("edition-*")] == [edition.folder.name]


def test_the_edition_before_stays_for_who_is_still_downloading_it(edition):
    made = [edition, *(write_open_dump(NOW + timedelta(days=day)) for day in (1, 2))]
    assert [each.folder.exists() for each in made] == [False, True, True]
    assert current_edition() == made[-1]


def test_longer_tables_cost_no_more_queries():
    make_terms()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            write_open_dump(NOW)
        return len(asked)

    make_full_case_study("one")
    before = queries()
    for slug in ("two", "three"):
        make_full_case_study(slug)
    assert queries() == before


def test_people_find_the_files_and_get_them(client, edition):
    page = client.get("/open-data/")
    assert page.status_code == 200
    for name in edition.files:
        assert f'href="/open-data/{name}"' in page.content.decode()
        answer = client.get(f"/open-data/{name}")
        assert b"".join(answer.streaming_content) == edition.path_of(name).read_bytes()
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert client.get("/open-data/cases.csv")["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("name", ["current", "..%2Fcurrent", "cases.csv%00", "edition", "%2e%2e", "x.csv"])
def test_nothing_else_is_ever_served(client, edition, name):
    assert client.get(f"/open-data/{name}").status_code == 404


def test_before_the_first_night_the_page_says_so(client):
    assert "The first edition is written tonight" in client.get("/open-data/").content.decode()
    assert client.get("/open-data/cases.csv").status_code == 404


async def test_the_server_sends_a_file_in_pieces(async_client, tmp_path):
    folder = editions.begin_edition()
    (folder / "cases.csv").write_bytes(b"x" * 200_000)
    editions.finish_edition(folder, NOW)
    answer = await async_client.get("/open-data/cases.csv")
    pieces = [piece async for piece in answer.streaming_content]
    assert (len(pieces), sum(map(len, pieces))) == (4, 200_000)


def test_the_command_says_where_the_files_are(capsys):
    Lesson.objects.create(statement="Name a keeper.", kind="worked")
    call_command("open_dump")
    assert capsys.readouterr().out.startswith("9 files, ")
