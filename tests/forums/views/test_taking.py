"""Threads leave the site as files, feeds, JSON and previews; each is read back by a reader of its kind."""

import csv
import json
from io import BytesIO, StringIO
from urllib.parse import parse_qs, unquote, urlsplit
from zipfile import ZipFile

import feedparser
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from exchange.people.models import NetworkAccess
from forums.actions.facilitating.outcomes import mark_answer, write_closing_note
from forums.actions.post_states import move_post
from forums.actions.posts import locked, withdraw_own_post
from forums.actions.reactions import set_reaction
from forums.models import Post, PostState, ReactionKind, Thread
from forums.presentation import files
from tests.casestudies.exports.test_html import Read
from tests.factories import (
    amina,
    ben,
    chloe,
    make_case_study,
    make_network,
    make_post,
    make_thread,
    minutes_later,
)
from tests.pages import Page
from tests.pdf_words import words_of_pdf

pytestmark = pytest.mark.django_db
FORMATS = ("md", "txt", "html", "json", "csv", "docx", "odt", "epub", "pdf")
SECRET = "the shop at the corner pays"
TRADERS = "Traders <b>do</b>: ṱhoho ḓ š ǃ"
QUOTING = f"> {SECRET}\n>\n> — Chloé Petersen, #3\n\nReally?"


def file_of(client, thread: Thread, extension: str, status: int = 200):
    answer = client.get(f"/threads/{thread.pk}/{thread.slug}.{extension}")
    assert answer.status_code == status
    return answer


def bytes_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def thread() -> Thread:
    """Ben asks, Chloé answers, a secret is quoted and hidden, somebody takes words back, another waits."""
    thread = make_thread(make_case_study(), title="Lights & lamps", text="How do *you* keep\nthe lights on?")
    answer = make_post(thread, chloe(), TRADERS, parent=thread.posts.get(), now=minutes_later(1))
    secret = make_post(thread, chloe(), SECRET, now=minutes_later(2))
    make_post(thread, ben(), QUOTING, parent=secret, now=minutes_later(3))
    withdraw_own_post(post=make_post(thread, ben(), "I take this back", now=minutes_later(4)), by=ben())
    waiting = make_post(thread, ben(), "This waits", now=minutes_later(5))
    make_post(thread, ben(), '=HYPERLINK("https://evil.example")', now=minutes_later(6))
    hide(secret, PostState.HIDDEN)
    hide(waiting, PostState.HELD)
    set_reaction(post=answer, by=ben(), kind=ReactionKind.THANKS, is_on=True)
    return thread


def hide(post: Post, state: PostState) -> None:
    with transaction.atomic():
        thread, post = locked(post)
        move_post(thread=thread, post=post, state=state, reason="Wait")


@pytest.mark.parametrize("extension", FORMATS)
def test_no_file_holds_what_is_hidden_waits_or_was_taken_back(client, thread, extension):
    client.force_login(ben())  # he sees his own waiting post on the page
    answer = file_of(client, thread, extension)
    assert answer["Content-Disposition"] == f'attachment; filename="lights-lamps.{extension}"'
    content = bytes_of(answer)
    if extension in ("docx", "odt", "epub"):
        with ZipFile(BytesIO(content)) as archive:
            written = [archive.read(name) for name in archive.namelist() if name.endswith(("xml", "xhtml"))]
        content = b"".join(written)
    if extension == "pdf":
        content = words_of_pdf(content).encode()
    assert "ṱhoho ḓ š ǃ" in content.decode()
    for words in (SECRET, "I take this back", "This waits"):
        assert words.encode() not in content


def test_json_and_csv_say_the_same(client, thread):
    said = json.loads(bytes_of(file_of(client, thread, "json")))
    assert (said["schema"], said["title"], said["about"], said["post_count"]) == (
        "municipal-safety-exchange/thread/1", "Lights & lamps", str(thread.subject), 4,
    )  # fmt: skip
    assert [(post["number"], post["parent"], post["depth"], post["is_shown"]) for post in said["posts"]] == [
        (1, None, 0, True), (2, 1, 1, True), (3, None, 0, False), (4, 3, 1, True), (5, None, 0, False),
        (7, None, 0, True),
    ]  # fmt: skip
    answer = said["posts"][1]
    assert (answer["author"], answer["reactions"]) == (chloe().byline, {"thanks": 1})
    assert answer["url"] == f"http://127.0.0.1:8000/threads/{thread.pk}/posts/2/"
    assert answer["posted_at"].endswith("+02:00")
    content = bytes_of(file_of(client, thread, "csv")).decode()
    assert content.startswith("\ufeffnumber,")
    rows = list(csv.DictReader(StringIO(content[1:])))
    assert [int(row["number"]) for row in rows] == [post["number"] for post in said["posts"]]
    assert (rows[0]["title"], rows[0]["text"]) == ("Lights & lamps", "How do *you* keep\nthe lights on?")
    assert rows[-1]["text"] == '\'=HYPERLINK("https://evil.example")'


def test_what_a_thread_came_to_stands_first(client, thread):
    mark_answer(post=thread.posts.get(number=2), by=amina())
    write_closing_note(thread=thread, text="Traders keep them.", by=amina())
    page = bytes_of(file_of(client, thread, "html")).decode()
    read = Read(page)
    headings = [words.split("</h2>")[0] for words in page.split('<h2 dir="auto">')[1:]]
    assert headings[:2] == ["Where we got to", f"Marked as the answer: #2, {chloe().byline}"]
    assert len(headings) == 8
    assert "Traders <b>do</b>" in read.words
    assert {"b", "script", "img"}.isdisjoint(tag for tag, _attributes in read.tags)


def test_a_long_thread_costs_few_queries_and_is_refused_on_paper(client, thread, monkeypatch):
    path = f"/threads/{thread.pk}/{thread.slug}.json"

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            bytes_of(client.get(path))
        return len(captured)

    before = cost()
    for minute in range(8, 12):
        make_post(
            thread, chloe(), "> A\n\nmore", parent=thread.posts.get(number=2), now=minutes_later(minute)
        )
    assert cost() == before
    monkeypatch.setattr(files, "AT_ONCE", 3)
    page = Page(file_of(client, thread, "pdf", status=413))
    assert f"/accounts/login/?next=/threads/{thread.pk}/{thread.slug}/" in page.links
    assert file_of(client, thread, "html", status=200)
    assert client.get(f"/threads/{thread.pk}/old-title.pdf").status_code == 301
    file_of(client, thread, "exe", status=404)


@pytest.fixture
def private() -> Thread:
    network = make_network("Survivors", NetworkAccess.PRIVATE, ben())
    return make_thread(network, ben(), title="In confidence", text="What we never say outside")


def test_a_members_thread_is_for_members_in_every_way_out(client, private):
    client.force_login(ben())
    answer = file_of(client, private, "txt")
    assert answer["Cache-Control"] == "private, no-store"
    assert "never say outside" in bytes_of(answer).decode()
    page = client.get(f"/threads/{private.pk}/{private.slug}/").content.decode()
    head = page.split("</head>")[0]
    assert "In confidence" not in head.replace("<title>In confidence", "")
    assert "never say outside" not in head
    assert '<meta property="og:title" content="Municipal Safety Exchange">' in head
    assert "Only members can open this link." in page
    assert ("wa.me" in page, "mailto:" in page) == (False, False)
    for path in (
        f"/feeds/threads/{private.pk}.atom",
        f"/api/v1/threads/{private.pk}",
        f"/api/v1/threads/{private.pk}/posts",
    ):
        assert client.get(path).status_code == 404
    assert feedparser.parse(client.get("/feeds/threads.atom").content).entries == []
    assert client.get("/api/v1/threads").json() == {"next": None, "items": []}
    refused = client.get("/feeds/threads.atom?network=safe-stations")
    assert (refused.status_code, "network=safe-stations" in refused.content.decode()) == (400, True)


def test_a_public_thread_is_shared_with_its_link_and_previewed(client, thread):
    response = client.get(f"/threads/{thread.pk}/{thread.slug}/")
    url = f"http://127.0.0.1:8000/threads/{thread.pk}/lights-lamps/"
    links = list(Page(response).links)
    whatsapp = next(link for link in links if link.startswith("https://wa.me/"))
    text = f"Lights & lamps (Discussion, Municipal Safety Exchange)\n{url}"
    assert parse_qs(urlsplit(whatsapp).query) == {"text": [text]}
    mail = next(link for link in links if link.startswith("mailto:"))
    assert unquote(mail) == "mailto:?subject=Lights & lamps&body=" + text.replace("\n", "\r\n")
    head = response.content.decode().split("</head>")[0]
    assert '<meta property="og:title" content="Lights &amp; lamps">' in head
    assert '<meta name="description" content="How do you keep the lights on?">' in head
    assert f'href="/feeds/threads/{thread.pk}.atom"' in head


def test_feeds_name_posts_and_threads_that_everybody_reads(client, thread):
    other = make_thread(make_case_study("other"), title="Elsewhere", now=minutes_later(30))
    answer = client.get(f"/feeds/threads/{thread.pk}.atom")
    feed = feedparser.parse(answer.content)
    assert (feed.bozo, feed.version, feed.feed.title) == (
        False,
        "atom10",
        "Municipal Safety Exchange: Lights & lamps",
    )
    assert [entry.title.split(",")[0] for entry in feed.entries] == ["#7", "#4", "#2", "#1"]
    assert SECRET not in answer.content.decode()
    assert feed.entries[2].summary == "Traders &lt;b&gt;do&lt;/b&gt;: ṱhoho ḓ š ǃ"
    all_of_them = feedparser.parse(client.get("/feeds/threads.atom").content)
    assert [entry.title for entry in all_of_them.entries] == ["Elsewhere", "Lights & lamps"]
    chosen = feedparser.parse(
        client.get("/feeds/threads.atom", {"case_study": other.case_study.slug}).content
    )
    assert [entry.title for entry in chosen.entries] == ["Elsewhere"]
    assert client.get("/feeds/threads.atom?state=mine").status_code == 400


def test_the_api_pages_by_keys(client, thread):
    other = make_thread(make_case_study("other"), title="Elsewhere")
    first = client.get("/api/v1/threads?limit=1").json()
    assert [item["title"] for item in first["items"]] == ["Elsewhere"]
    assert first["next"] == f"http://127.0.0.1:8000/api/v1/threads?limit=1&before={other.pk}"
    second = client.get(first["next"]).json()
    assert (second["next"], second["items"][0]["id"]) == (None, thread.pk)
    assert client.get(f"/api/v1/threads/{thread.pk}").json() == second["items"][0]
    posts, at = [], f"/api/v1/threads/{thread.pk}/posts?limit=4"
    while at:
        page = client.get(at).json()
        posts += page["items"]
        at = page["next"]
    assert [post["number"] for post in posts] == [1, 2, 3, 4, 5, 7]
    assert (posts[2]["text"], posts[2]["author"], posts[2]["posted_at"]) == ("", "", None)
    assert client.get("/api/v1/threads?offset=2").status_code == 400


def test_another_site_may_show_the_head_where_we_say_so(client, thread, private, settings):
    path = f"/threads/{thread.pk}/embed/"
    assert client.get(path).status_code == 404
    settings.EMBED_ORIGINS = ["https://salga.example", "https://metro.example"]
    client.force_login(ben())
    answer = client.get(path)
    assert "frame-ancestors https://salga.example https://metro.example" in answer["Content-Security-Policy"]
    assert ("X-Frame-Options" in answer, answer.cookies) == (False, {})
    page = Page(answer)
    assert (page.title, list(page.links)) == (
        "Lights & lamps", [f"http://127.0.0.1:8000/threads/{thread.pk}/lights-lamps/"],
    )  # fmt: skip
    assert "4 posts" in page.text
    assert client.get(f"/threads/{private.pk}/embed/").status_code == 404
    there = client.get(f"/threads/{thread.pk}/{thread.slug}/")
    assert "frame-ancestors 'none'" in there["Content-Security-Policy"]
