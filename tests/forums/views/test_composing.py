"""Writing without a script: preview, drafts, files, and edits that cross."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exchange.people.models import Room
from exchange.storage.scanning import Verdict
from forums.actions.drafts import save_draft
from forums.actions.post_states import move_post
from forums.actions.posts import edit_post
from forums.models import Attachment, Post, PostDraft, PostState, Thread, ThreadKind
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    make_network,
    make_post,
    make_thread,
)
from tests.factories.pictures import picture_file
from tests.pages import JSON, Page

pytestmark = pytest.mark.django_db

WORDS = "We count them **every** Friday."
PDF = b"%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"
XSS = '<img src=x onerror="alert(1)">'


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def thread():
    return make_thread(author=chloe())


@pytest.fixture
def bens(client):
    client.force_login(ben())
    return client


def pdf(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


def picture(name: str = "lights.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_file().read(), "image/png")


def to(thread: Thread) -> str:
    return reverse("reply", args=[thread.pk])


def scope_of(thread: Thread) -> str:
    return f"thread:{thread.pk}"


def autosave(client: Client, scope: str, text: str, **fields):
    return client.post(reverse("draft", args=[scope]), {"text": text, **fields}, headers=JSON)


# Preview ------------------------------------------------------------------------------------------
def test_a_preview_shows_the_rendered_words_and_keeps_everything(bens, thread):
    client_id = str(uuid4())
    sent = {"text": WORDS, "client_id": client_id, "preview": "1", "file1-file": pdf()}
    response = bens.post(to(thread), sent)
    page = Page(response)
    assert response.status_code == 200
    assert "We count them <strong>every</strong> Friday." in response.content.decode()
    kept = Attachment.objects.get()
    assert (page.boxes["text"], page.boxes["client_id"]) == ([WORDS], [client_id])
    assert (page.boxes["kept"], kept.post, thread.posts.count()) == ([kept.public_id], None, 1)
    bens.post(to(thread), {"text": WORDS, "client_id": client_id, "kept": kept.public_id})
    assert [row.name for row in thread.posts.get(number=2).attachments.all()] == ["plan.pdf"]


def test_a_script_gets_the_same_preview(bens, thread):
    ask = {"scope": scope_of(thread), "text": f"{WORDS} {XSS}"}
    html = bens.post(reverse("preview_post"), ask).json()["html"]
    assert html.startswith("<p>We count them <strong>every</strong> Friday. &lt;img src=x onerror=")
    for text, status in [("", 400), ("a" * 20_001, 400)]:
        assert bens.post(reverse("preview_post"), {**ask, "text": text}).status_code == status
    assert bens.post(reverse("preview_post"), {"scope": "nowhere", "text": "x"}).status_code == 404
    on_network = {"scope": "new:network:safe-stations", "text": "> quoted\n\n@Ben Jacobs"}
    make_network("Safe Stations Network", "by_request", ben())
    assert bens.post(reverse("preview_post"), on_network).status_code == 200


# Drafts -------------------------------------------------------------------------------------------
def test_a_draft_is_saved_with_its_files_found_again_and_gone_once_it_is_posted(bens, thread):
    sent = {"text": WORDS, "client_id": str(uuid4()), "save_draft": "1", "file1-file": pdf()}
    response = bens.post(to(thread), sent, follow=True)
    page = Page(response)
    assert "Saved as a draft. You can go on with it on any device." in page.text
    boxes = page.boxes
    assert (boxes["text"], boxes["client_id"], boxes["draft_version"]) == (
        [WORDS],
        [sent["client_id"]],
        ["1"],
    )
    listed = Page(bens.get(reverse("drafts")))
    assert listed.links[f"/threads/{thread.pk}/{thread.slug}/#reply"] == "Go on writing"
    bens.post(to(thread), {name: boxes[name] for name in ("text", "client_id", "kept", "draft_version")})
    assert (PostDraft.objects.count(), thread.posts.get(number=2).attachments.count()) == (0, 1)


def test_a_script_saves_while_one_types_and_hears_what_was_saved_elsewhere(bens, thread):
    answer = autosave(bens, scope_of(thread), "We").json()
    assert (answer["done"], answer["version"], answer["said"][:19]) == (True, 1, "Saved on the server")
    autosave(bens, scope_of(thread), "Elsewhere", draft_version="1")
    refused = autosave(bens, scope_of(thread), "Here", draft_version="1")
    assert (refused.status_code, refused.json()["code"]) == (409, "elsewhere")
    assert refused.json()["fields"] == {"text": "Elsewhere"}
    chosen = autosave(bens, scope_of(thread), "Here", draft_version="2", chosen="1")
    assert chosen.json()["version"] == 3
    page = Page(bens.post(to(thread), {"text": "On paper", "draft_version": "1", "save_draft": "1"}))
    assert (page.boxes["text"], page.boxes["saved-elsewhere"]) == (["On paper"], ["Here"])
    assert page.boxes["draft_version"] == ["3"]


def test_a_logged_out_autosave_says_so_and_an_expired_one_as_well(client, thread):
    assert autosave(client, scope_of(thread), WORDS).json()["code"] == "login"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben())
    assert autosave(strict, scope_of(thread), WORDS).json()["code"] == "csrf"


@pytest.mark.parametrize(
    "scope", ["nowhere", "thread:0", "thread:1:reply:99", "post:0", "new:theme:1", "post:1x"]
)
def test_a_draft_begins_only_where_one_may_write(bens, scope):
    assert autosave(bens, scope, WORDS).status_code == 404
    assert PostDraft.objects.count() == 0


def test_a_draft_is_its_writers_own_and_stays_theirs_where_the_thread_has_gone(bens, thread):
    save_draft(user=chloe(), scope=scope_of(thread), fields={"text": "Chloé's"})
    autosave(bens, scope_of(thread), XSS)
    Thread.objects.update(state="hidden")
    page = Page(bens.get(reverse("drafts")))
    assert "Chloé's" not in page.text
    assert [words for name, words in page.boxes.items() if name.startswith("words-")] == [[XSS]]
    assert autosave(bens, scope_of(thread), f"{XSS}!", draft_version="1").json()["version"] == 2
    bens.post(reverse("draft", args=[scope_of(thread)]), {"discard": "1"})
    assert [draft.user for draft in PostDraft.objects.all()] == [chloe()]


def test_a_draft_is_discarded_from_its_form(bens, thread):
    autosave(bens, scope_of(thread), WORDS)
    page = Page(bens.post(to(thread), {"text": WORDS, "discard": "1"}, follow=True))
    assert (page.boxes["text"], PostDraft.objects.count()) == ([""], 0)


# Files --------------------------------------------------------------------------------------------
def test_a_bad_file_is_told_beside_its_field_and_costs_neither_the_words_nor_the_good_one(bens, thread):
    sent = {
        "text": WORDS,
        "file1-file": pdf(),
        "file2-file": pdf("virus.pdf", b"MZ\x90"),
        "file3-file": picture(),
    }
    response = bens.post(to(thread), sent)
    page = Page(response)
    assert response.status_code == 400
    assert page.alerts == [
        "Only pictures (JPEG, PNG, WebP, AVIF, GIF, TIFF) and PDF files can come with a post.",
        "Say what the picture shows, for those who cannot see it; or tick that it only decorates.",
    ]
    kept = Attachment.objects.get()
    assert (page.boxes["text"], page.boxes["kept"], kept.name) == ([WORDS], [kept.public_id], "plan.pdf")
    again = bens.post(to(thread), {**sent, "file2-file": pdf("v.pdf", b"MZ")}, headers=JSON)
    assert (again.status_code, Attachment.objects.count()) == (400, 1)  # a script sends all of them again


def test_a_file_sent_twice_under_one_id_comes_once(bens, thread):
    for _ in range(2):
        sent = {"text": WORDS, "client_id": "5b0c8d0e-9a0b-4a53-8a8e-0d5f6f1c2b3a", "file1-file": pdf()}
        assert bens.post(to(thread), sent, headers=JSON).json()["done"]
    assert (thread.posts.count(), Attachment.objects.count()) == (2, 1)


def test_files_of_a_post_are_shown_and_taken_away_when_it_is_edited(bens, thread):
    sent = {
        "text": WORDS,
        "file1-file": picture(XSS + ".png"),
        "file1-shows": f"Lights {XSS}",
        "file2-file": pdf(),
    }
    page = Page(bens.post(to(thread), sent, follow=True))
    assert (f"Lights {XSS}" in page.text, "plan.pdf" in page.links.values()) == (True, True)
    post = thread.posts.get(number=2)
    edit = reverse("edit_post", args=[thread.pk, 2])
    first = post.attachments.get(kind="picture")
    assert Page(bens.get(edit)).boxes["drop"] == [
        row.public_id for row in post.attachments.order_by("position")
    ]
    bens.post(edit, {"text": WORDS, "seen_revision": 1, "drop": first.public_id})
    assert [row.name for row in post.attachments.all()] == ["plan.pdf"]


def test_a_file_is_served_harmless_and_to_whoever_sees_its_post(bens, thread, client):
    bens.post(
        to(thread), {"text": WORDS, "file1-file": pdf(), "file2-file": picture(), "file2-ornament": "on"}
    )
    post = thread.posts.get(number=2)
    paper, shown = post.attachments.order_by("position")
    paths = [
        reverse("attached_pdf", args=[paper.public_id, "file"]),
        reverse("attached_picture", args=[shown.public_id, 80, "jpg"]),
    ]
    anybody = Client()
    for path, kind in zip(paths, ["application/pdf", "image/jpeg"], strict=True):
        for method in (anybody.get, anybody.head):
            answer = method(path)
            assert (answer.status_code, answer["Content-Type"]) == (200, kind)
            assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == (
                "nosniff",
                "public, max-age=600",
            )
    assert anybody.get(paths[0])["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert anybody.get(paths[0]).content == PDF
    assert anybody.get(reverse("attached_picture", args=[shown.public_id, 81, "jpg"])).status_code == 404
    assert anybody.get(reverse("attached_pdf", args=[shown.public_id, "file"])).status_code == 404
    facilitators = Client()
    facilitators.force_login(amina())
    for state, seen_by in [
        ("held", (404, 200, 200)),
        ("hidden", (404, 404, 200)),
        ("removed", (404, 404, 200)),
    ]:
        Post.objects.filter(pk=post.pk).update(state=PostState.VISIBLE)
        post.refresh_from_db()
        move_post(thread=thread, post=post, state=PostState(state))
        for path in paths:
            answers = [who.get(path) for who in (anybody, bens, facilitators)]
            assert tuple(answer.status_code for answer in answers) == seen_by, state
            assert {answer["Cache-Control"] for answer in answers if answer.status_code == 200} == {
                "private, no-store"
            }


def refuse(_content: bytes) -> Verdict:
    return Verdict(is_clean=False)


def test_a_file_that_is_being_checked_is_its_senders_alone(bens, thread, settings):
    settings.ATTACHMENT_SCANNER = f"{__name__}.refuse"
    response = bens.post(to(thread), {"text": WORDS, "file1-file": pdf()}, follow=True)
    row = Attachment.objects.get()
    path, anybody = reverse("attached_pdf", args=[row.public_id, "file"]), Client()
    page = reverse("thread", args=[thread.pk, thread.slug])
    assert "is being checked; only you get it" in Page(response).text
    assert (bens.get(path).status_code, anybody.get(path).status_code) == (200, 404)
    assert "plan.pdf is being checked." in Page(anybody.get(page)).text
    Attachment.objects.update(scan="refused", path="")
    assert (bens.get(path).status_code, anybody.get(path).status_code) == (404, 404)
    assert "plan.pdf was not accepted" in Page(bens.get(page)).text
    assert "plan.pdf" not in Page(anybody.get(page)).text


# Edits --------------------------------------------------------------------------------------------
def test_an_edit_that_crossed_another_shows_both_and_what_differs(bens, thread):
    post = make_post(thread, ben(), "We count them every Monday.")
    edit_post(post=post, by=ben(), text="We count them on Tuesday.", seen_revision=1, now=NOW)
    edit = reverse("edit_post", args=[thread.pk, 2])
    response = bens.post(edit, {"text": "We count them on Sunday.", "seen_revision": 1})
    page = Page(response)
    assert (response.status_code, page.boxes["seen_revision"]) == (409, ["2"])
    assert "We count them on [taken away: Tuesday ] [added: Sunday ] ." in page.text
    assert bens.post(edit, {"text": "We count them on Sunday.", "seen_revision": 2}).status_code == 302


def test_a_draft_of_an_edit_keeps_the_revision_that_it_began_from(bens, thread):
    post = make_post(thread, ben(), "First.")
    autosave(bens, f"post:{post.pk}", "Mine.", seen_revision="1")
    edit_post(post=post, by=ben(), text="Other.", seen_revision=1, now=NOW)
    boxes = Page(bens.get(reverse("edit_post", args=[thread.pk, 2]))).boxes
    assert (boxes["text"], boxes["seen_revision"]) == (["Mine."], ["1"])


def test_a_history_marks_what_a_facilitator_changed_and_comes_in_pages(bens, thread, monkeypatch):
    monkeypatch.setattr("forums.queries.history.REVISIONS_A_PAGE", 2)
    post = make_post(thread, ben(), f"One {XSS}")
    for number, words in enumerate(["One two", "One two three"], start=1):
        edit_post(post=post, by=ben(), text=words, seen_revision=number, now=NOW)
    post.revisions.filter(number=3).update(saved_by=amina())
    path = reverse("post_history", args=[thread.pk, 2])
    page = Page(bens.get(path))
    assert page.text.count("changed by a facilitator") == 1
    assert "One two [added: three ]" in page.text
    assert page.links["?before=2"] == "Earlier versions"
    earlier = bens.get(f"{path}?before=2").content.decode()
    assert ("Version 1," in earlier, "Version 2," in earlier, "<img src=x" in earlier) == (True, False, False)
    for odd in ("0", "x", "9" * 99):
        assert bens.get(f"{path}?before={odd}").status_code == 200


# New threads --------------------------------------------------------------------------------------
def test_a_thread_opens_in_a_room_with_a_kind_and_tags(bens):
    network = make_network("Safe Stations Network", "by_request", ben())
    room = Room.objects.create(network=network, slug="lights", name="Lights", created_at=NOW)
    Room.objects.create(network=network, slug="board", name="Board", is_private=True, created_at=NOW)
    path = reverse("new_thread", args=["network", network.slug])
    assert "Board" not in Page(bens.get(path)).text.replace("network's board", "")
    sent = {
        "title": "Lights",
        "text": WORDS,
        "kind": "tried",
        "room": room.pk,
        "tags": "Lamps, traders,, Lamps",
    }
    bens.post(path, sent)
    thread = Thread.objects.get()
    assert (thread.network, thread.room, thread.kind) == (network, room, ThreadKind.TRIED)
    assert sorted(tag.label for tag in thread.tags.all()) == ["Lamps", "traders"]
    assert bens.post(path, {**sent, "kind": "announcement"}).status_code == 400
    private = Room.objects.get(slug="board")
    assert bens.post(path, {**sent, "room": private.pk}).status_code == 400
    assert Thread.objects.count() == 1


def test_who_opens_a_thread_is_shown_what_is_said_already_and_only_what_they_may_see(bens):
    shown = make_thread(title="Lights that last at the rank")
    network = make_network("Circle", "private", chloe(), slug="circle")
    make_thread(network, chloe(), title="Lights that last for survivors")
    ask = reverse("similar_threads")
    found = bens.get(ask, {"q": "Which lights really last?"}).json()["threads"]
    assert [row["title"] for row in found] == [shown.title]
    assert bens.get(ask, {"q": "a b \x00 %%"}).json() == {"threads": []}
    path = reverse("new_thread", args=["case-study", shown.case_study.slug])
    page = Page(bens.post(path, {"title": "Lights that last", "text": WORDS, "preview": "1"}))
    assert shown.title in page.links.values()
    assert "survivors" not in page.text


# Too much -----------------------------------------------------------------------------------------
def test_a_post_of_a_megabyte_keeps_its_words_and_more_than_a_form_can_be_gets_a_calm_page(bens, thread):
    megabyte = "a" * 1_000_000
    page = Page(bens.post(to(thread), {"text": megabyte}))
    assert (page.boxes["text"], page.alerts[0][:40]) == (
        [megabyte],
        "Ensure this value has at most 20000 char",
    )
    five = "text=" + "a" * 5_000_000
    for headers in ({}, JSON):
        answer = bens.post(
            to(thread), five, content_type="application/x-www-form-urlencoded", headers=headers
        )
        assert answer.status_code == 413
    answer = bens.post(to(thread), {"text": "a" * 5_000_000})  # as a form with files is sent
    assert (answer.status_code, Page(answer).title) == (413, "This is too long to be sent")


def test_a_hostile_title_name_and_text_are_only_words(bens):
    path = reverse("new_thread", args=["conversation", "none"])
    assert bens.get(path).status_code == 404
    thread = make_thread()
    path = reverse("new_thread", args=["case-study", thread.case_study.slug])
    sent = {"title": XSS, "text": f"{XSS}\n[x](javascript:alert(1))", "tags": XSS, "file1-file": pdf(XSS)}
    for response in (bens.post(path, {**sent, "preview": "1"}), bens.post(path, sent, follow=True)):
        html = response.content.decode()
        assert ("<img src=x" in html, 'href="javascript' in html) == (False, False)


def test_a_difference_of_hostile_lengths_is_quick(bens, thread):
    texts = [
        "a b " * 5_000,
        "b a " * 5_000,
        ".a" * 10_000,
        "a." * 10_000,
        "".join(f"w{n} " for n in range(3_000)),
    ]
    post = make_post(thread, ben(), texts[0])
    for number, text in enumerate(texts[1:], start=1):
        edit_post(post=post, by=ben(), text=text.strip(), seen_revision=number, now=NOW)
    assert bens.get(reverse("post_history", args=[thread.pk, 2])).status_code == 200
