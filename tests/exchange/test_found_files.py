"""What was found is taken along: tables that run nothing, documents; each sees what they may see."""

import csv
import io
import zipfile

import pytest

from casestudies.models import CaseStudyStatus
from exchange.people.models import NetworkAccess
from tests.factories import ben, chloe, make_case_study, make_network, make_theme, make_thread
from tests.pages import Page

pytestmark = pytest.mark.django_db


def rows_of(response):
    content = response.content.decode()
    assert content.startswith("\ufeff")
    return list(csv.reader(io.StringIO(content[1:])))


def test_the_library_found_is_a_table_of_all_pages(client):
    for number in range(30):
        make_case_study(f"lamp-{number}", title=f"Lamp {number}")
    make_case_study("draft", title="Lamp of a draft", status=CaseStudyStatus.DRAFT)
    make_case_study("formula", title="=HYPERLINK(1) lamp")
    heads, *rows = rows_of(client.get("/case-studies.csv?q=lamp"))
    assert heads == ["Case study", "In a nutshell", "Theme", "Where", "Status", "Address"]
    titles = {row[0] for row in rows}
    assert titles == {*(f"Lamp {number}" for number in range(30)), "'=HYPERLINK(1) lamp"}
    assert "http://127.0.0.1:8000/case-studies/lamp-3/" in {row[5] for row in rows}
    packed = client.get("/case-studies.xlsx?q=lamp").content
    with zipfile.ZipFile(io.BytesIO(packed)) as book:
        sheet = b"".join(book.read(name) for name in book.namelist() if "sheet1" in name or "shared" in name)
    assert b"<f>" not in sheet
    assert b"Lamp 29" in sheet
    assert packed == client.get("/case-studies.xlsx?q=lamp").content


@pytest.mark.parametrize("extension", ["pdf", "docx", "odt", "epub", "html", "txt", "md", "json"])
def test_the_library_found_is_a_document_too(client, extension):
    make_case_study("lamp", title="Lamps that last")
    response = client.get(f"/case-studies.{extension}?q=lamps")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="case-studies.{extension}"'
    if extension == "txt":
        assert "Lamps that last" in response.content.decode()


def test_nothing_found_is_no_empty_file_but_says_so(client):
    page = client.get("/case-studies.docx?q=nothing")
    assert page.status_code == 409
    assert "nothing to take along" in Page(page).text
    assert client.get("/case-studies.exe").status_code == 404


def test_a_search_is_taken_along_by_whoever_may_see_what_it_found(client):
    make_case_study("lamp", title="Lamps that last", theme=make_theme())
    network = make_network("Survivors", NetworkAccess.PRIVATE, ben())
    make_thread(network, ben(), title="Lamps in confidence", text="Lamps")
    assert "Lamps in confidence" not in client.get("/search.csv?q=lamps").content.decode()
    client.force_login(chloe())
    assert "Lamps in confidence" not in client.get("/search.txt?q=lamps").content.decode()
    client.force_login(ben())
    response = client.get("/search.csv?q=lamps")
    titles = {(row[0], row[1]) for row in rows_of(response)[1:]}
    assert {("Case studies", "Lamps that last"), ("Threads", "Lamps in confidence")} <= titles
    assert "no-store" in response["Cache-Control"]
    assert client.get("/search.docx").status_code == 409


@pytest.mark.parametrize("path", ["/case-studies/?q=lamps", "/search/?q=lamps"])
def test_each_link_of_the_menu_leads_to_a_file(client, path):
    make_case_study("lamp", title="Lamps that last")
    links = [link for link in Page(client.get(path)).links if ".csv?" in link or ".xlsx?" in link]
    assert len(links) == 2
    assert [client.get(link).status_code for link in links] == [200, 200]
