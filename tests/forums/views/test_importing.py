"""A thread comes from elsewhere: a report, a yes, once; and what goes out comes in again."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from exchange.people.models import NetworkAccess
from forums.actions import importing
from forums.actions.importing import drop_old_imports, import_thread
from forums.imports import read_thread
from forums.models import Post, Thread
from tests.factories import amina, ben, chloe, make_case_study, make_network, make_post, make_thread
from tests.pages import Page

pytestmark = pytest.mark.django_db
TABLE = (
    "number,parent,author,posted_at,text,title\n"
    "1,,Thandi M.,2024-03-01 10:00,How do you keep the lights on?,Lights elsewhere\n"
    "2,1,Sipho,2024-03-02 09:00,We **count** them.,\n"
    "3,7,Sipho,2024-03-03,<b>Fridays</b>,\n"
)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(client):
    make_network("Survivors", NetworkAccess.PRIVATE, ben())
    client.force_login(amina())
    return "/threads/import/network/safe-stations/"


def send(client, path: str, content: str = TABLE, name: str = "thread.csv"):
    return client.post(path, {"file": SimpleUploadedFile(name, content.encode())})


def kept_in(response) -> str:
    return Page(response).boxes["kept"][0]


def test_the_report_writes_nothing_and_the_yes_needs_no_file(client, page):
    report = send(client, page)
    assert report.status_code == 200
    text = Page(report).text
    assert "3 posts are new here." in text
    assert "line 4 : It answers 7, which is not in the file: it stands by itself." in text
    assert Thread.objects.count() == 0
    kept = kept_in(report)
    refused = client.post(page, {"kept": kept, "title": "Lights"})
    assert (refused.status_code, Thread.objects.count()) == (400, 0)
    assert Page(refused).alerts == [
        "Please ask them first: their names and words will stand here for all who read it."
    ]
    client.post(page, {"kept": kept, "title": "Lights elsewhere", "agreed": "on"})
    thread = Thread.objects.get()
    assert (thread.title, thread.network.slug, thread.opened_by) == (
        "Lights elsewhere",
        "safe-stations",
        amina(),
    )
    assert [tag.label for tag in thread.tags.all()] == ["Imported"]
    assert [
        (post.number, post.depth, post.byline, post.author, post.html)
        for post in thread.posts.order_by("path")
    ] == [
        (1, 0, "Thandi M. (imported from a spreadsheet)", None, "<p>How do you keep the lights on?</p>\n"),
        (2, 1, "Sipho (imported from a spreadsheet)", None, "<p>We <strong>count</strong> them.</p>\n"),
        (3, 0, "Sipho (imported from a spreadsheet)", None, "<p>&lt;b&gt;Fridays&lt;/b&gt;</p>\n"),
    ]
    assert thread.opened_at.isoformat() == "2024-03-01T08:00:00+00:00"
    assert thread.last_posted_at.isoformat() == "2024-03-02T22:00:00+00:00"
    again = send(client, page)
    assert "There is nothing to import" in Page(again).text
    more = send(client, page, f"{TABLE}4,2,Thandi M.,2024-03-04,Thank you,\n")
    client.post(page, {"kept": kept_in(more), "title": "Another title", "agreed": "on"})
    assert Thread.objects.get().posts.filter(parent__number=2).get().plain == "Thank you"


def test_a_kept_file_is_its_senders_for_two_hours(client, page, monkeypatch):
    kept = kept_in(send(client, page))
    yes = {"kept": kept, "title": "Lights", "agreed": "on"}
    make_case_study("lights")
    elsewhere = client.post("/threads/import/case-study/lights/", yes)
    assert (elsewhere.status_code, Page(elsewhere).alerts) == (
        400, ["We kept the file for two hours only. Please choose it again."],
    )  # fmt: skip
    assert client.post(page, {**yes, "kept": "made:up"}).status_code == 400
    assert drop_old_imports() == 0
    monkeypatch.setattr(importing, "KEPT_FOR", timedelta(seconds=-1))
    assert drop_old_imports() == 1
    assert default_storage.listdir("imports")[1] == []
    assert client.post(page, yes).status_code == 400
    assert Thread.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "This file is empty. Please choose another one."), ("a,b\n", "This is no table that we read.")],
)
def test_a_file_that_is_no_thread_is_refused_beside_its_field(client, page, content, words):
    answer = send(client, page, content)
    assert (answer.status_code, re.match(re.escape(words), Page(answer).alerts[0]) is not None) == (400, True)


@pytest.mark.parametrize("extension", ["csv"])
def test_what_goes_out_comes_in_again(client, page, extension):
    """Under another subject: in its own place it would be a second thread of the same words."""
    then = datetime(2024, 3, 1, tzinfo=UTC)
    thread = make_thread(title="Lights", text="=How?", now=then)
    make_post(thread, chloe(), "1. so\n2. *so*", parent=thread.posts.get(), now=then)
    taken = b"".join(client.get(f"/threads/{thread.pk}/lights.{extension}").streaming_content)
    parsed = read_thread(taken, f"lights.{extension}")
    assert parsed.remarks == ()
    imported = import_thread(subject=make_case_study("other"), parsed=parsed, by=amina())
    columns = ("number", "path", "source", "html", "posted_at")
    assert list(imported.thread.posts.order_by("path").values_list(*columns)) == list(
        thread.posts.order_by("path").values_list(*columns)
    )


def test_the_command_reports_and_imports(page, tmp_path):
    posts = [{"post_number": 1, "username": "thandi", "cooked": "<p>Lights</p>"}]
    file = tmp_path / "t.json"
    file.write_text(json.dumps({"id": 1, "title": "Lights", "post_stream": {"posts": posts}}))
    told = StringIO()
    options = {"subject": "network:safe-stations", "by": amina().email, "stdout": told}
    call_command("import_thread", str(file), dry_run=True, **options)
    assert (told.getvalue(), Post.objects.count()) == ("Lights: 1 new posts, 0 known, 0 left out\n", 0)
    call_command("import_thread", str(file), **options)
    assert Post.objects.get().byline == "thandi (imported from Discourse)"
    with pytest.raises(CommandError, match="Every post of this file was imported here before"):
        call_command("import_thread", str(file), **options)
    with pytest.raises(CommandError, match="There is no network:safe-stations that"):
        call_command("import_thread", str(file), **{**options, "by": ben().email})
