from uuid import uuid4

import pytest
from django.urls import reverse

from casestudies.models import CaseStudyStatus
from forums.actions.posts import POST_LENGTH, edit_post, withdraw_own_post
from forums.models import Post, Thread
from tests.factories import NOW, amina, ben, chloe, make_case_study, make_post, make_thread
from tests.pages import BROKEN, JSON, Page, send_broken

pytestmark = pytest.mark.django_db

WORDS = "We count them every Friday."
EMPTY, TOO_LONG = (
    "Please write something first.",
    "Ensure this value has at most 20000 characters (it has 20001).",
)
refused_words = pytest.mark.parametrize(
    ("text", "complaint"), [("", EMPTY), ("---", EMPTY), ("a" * (POST_LENGTH + 1), TOO_LONG)]
)


def at(post: Post, route: str) -> str:
    return reverse(route, args=[post.thread_id, post.number])


def reply_to(thread: Thread) -> str:
    return reverse("reply", args=[thread.pk])


def url_of(post: Post) -> str:
    return f"/threads/{post.thread_id}/posts/{post.number}/#post-{post.number}"


@pytest.fixture
def thread():
    return make_thread(author=chloe())


@pytest.fixture
def opening(thread):
    return thread.posts.get()


@pytest.fixture
def bens(client):
    """Ben's browser."""
    client.force_login(ben())
    return client


# Replying to a thread -----------------------------------------------------------------------------
def test_a_reply_stands_in_the_thread(bens, thread):
    response = bens.post(reply_to(thread), {"text": WORDS, "client_id": uuid4()})
    post = thread.posts.get(number=2)
    assert (post.author, post.source, post.parent) == (ben(), WORDS, None)
    assert (response.status_code, response["Location"]) == (302, url_of(post))


def test_a_script_is_told_where_the_reply_stands(bens, thread):
    response = bens.post(reply_to(thread), {"text": WORDS}, headers=JSON)
    assert response.json() == {"done": True, "url": url_of(thread.posts.get(number=2))}


def test_a_reply_sent_twice_stands_once(bens, thread):
    data = {"text": WORDS, "client_id": uuid4()}
    assert {bens.post(reply_to(thread), data)["Location"] for _ in range(2)} == {
        url_of(thread.posts.get(number=2))
    }


@refused_words
def test_a_refused_reply_keeps_its_words(bens, thread, text, complaint):
    response = bens.post(reply_to(thread), {"text": text})
    page = Page(response)
    assert (response.status_code, page.title) == (400, thread.title)
    assert (page.alerts, page.boxes["text"]) == ([complaint], [text])
    answer = bens.post(reply_to(thread), {"text": text}, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (400, complaint)
    assert thread.posts.count() == 1


def test_broken_characters_are_refused_and_shown(bens, thread):
    page = Page(send_broken(bens, reply_to(thread), text="Chloÿ"))
    assert (page.alerts, page.boxes["text"]) == ([BROKEN], ["Chlo�"])


def test_a_script_in_a_post_is_only_words(bens, thread):
    response = bens.post(reply_to(thread), {"text": "<script>alert(1)</script>"}, follow=True)
    assert "<script>alert" not in response.content.decode()
    assert "<script>alert(1)</script>" in Page(response).text


def test_one_cannot_reply_where_one_cannot_read(bens):
    draft = make_thread(make_case_study(status=CaseStudyStatus.DRAFT), chloe())
    assert bens.post(reply_to(draft), {"text": WORDS}).status_code == 404
    assert bens.post("/threads/404/reply/", {"text": WORDS}).status_code == 404


# Replying to a post -------------------------------------------------------------------------------
def test_a_reply_to_a_post_has_a_page_with_what_it_answers(bens, opening):
    page = Page(bens.get(at(opening, "reply_to_post")))
    assert page.title == "Reply to Chloé Petersen, Ward councillor, Klipdrif, Northern Cape"
    assert opening.plain in page.text


def test_a_reply_to_a_post_stands_under_it(bens, opening):
    response = bens.post(at(opening, "reply_to_post"), {"text": WORDS})
    post = Post.objects.get(number=2)
    assert (post.parent, post.path) == (opening, opening.path + "000002")
    assert response["Location"] == url_of(post)
    answer = bens.post(at(opening, "reply_to_post"), {"text": WORDS}, headers=JSON)
    assert answer.json() == {"done": True, "url": url_of(Post.objects.get(number=3))}


@refused_words
def test_a_refused_reply_to_a_post_keeps_its_words(bens, opening, text, complaint):
    response = bens.post(at(opening, "reply_to_post"), {"text": text})
    page = Page(response)
    assert (response.status_code, page.alerts, page.boxes["text"]) == (400, [complaint], [text])
    answer = bens.post(at(opening, "reply_to_post"), {"text": text}, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (400, complaint)


@pytest.mark.parametrize("state", ["withdrawn", "hidden"])
def test_who_was_answering_a_post_that_went_keeps_their_words(bens, thread, state):
    gone = make_post(thread, chloe(), "A number plate.")
    if state == "withdrawn":
        withdraw_own_post(post=gone, by=chloe(), now=NOW)
    Post.objects.filter(pk=gone.pk).update(state=state)
    response = bens.post(at(gone, "reply_to_post"), {"text": WORDS})
    page = Page(response)
    assert (response.status_code, page.title, page.boxes["text"]) == (409, thread.title, [WORDS])
    assert page.alerts == [
        "The post you are answering has been taken back. Your words are below; post them as a new reply."
    ]
    assert "number plate" not in page.text
    assert bens.post(at(gone, "reply_to_post"), {"text": WORDS}, headers=JSON).status_code == 409
    assert bens.get(at(gone, "reply_to_post")).status_code == 404


@pytest.mark.parametrize("route", ["reply_to_post", "edit_post", "withdraw_post", "post_history"])
def test_a_post_that_is_not_there(bens, thread, route):
    for args in ([thread.pk, 9], [0, 1], [thread.pk, 10**30]):
        assert bens.get(reverse(route, args=args)).status_code == 404
    if route != "post_history":
        assert bens.post(reverse(route, args=[thread.pk, 9]), {"text": WORDS}).status_code == 404


# Editing ------------------------------------------------------------------------------------------
def test_an_author_changes_a_post_and_what_it_said_stays_readable(bens, thread):
    post = make_post(thread, ben(), "First words.")
    page = Page(bens.get(at(post, "edit_post")))
    assert (page.boxes["text"], page.boxes["seen_revision"]) == (["First words."], ["1"])
    response = bens.post(at(post, "edit_post"), {"text": WORDS, "seen_revision": 1})
    assert (response.status_code, response["Location"]) == (302, url_of(post))
    bens.logout()
    text = Page(bens.get(at(post, "post_history"))).text
    assert "[taken away: First words ] [added: We count them every Friday ] ." in text
    assert text.index("[added:") < text.rindex("First words.")


def test_a_script_is_told_that_the_edit_is_saved(bens, thread):
    post = make_post(thread, ben())
    data = {"text": "Other words.", "seen_revision": 1}
    assert bens.post(at(post, "edit_post"), data, headers=JSON).json() == {"done": True, "url": url_of(post)}


@refused_words
def test_a_refused_edit_keeps_its_words(bens, thread, text, complaint):
    post = make_post(thread, ben())
    response = bens.post(at(post, "edit_post"), {"text": text, "seen_revision": 1})
    page = Page(response)
    assert (response.status_code, page.alerts, page.boxes["text"]) == (400, [complaint], [text])
    answer = bens.post(at(post, "edit_post"), {"text": text, "seen_revision": 1}, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (400, complaint)
    post.refresh_from_db()
    assert post.revision == 1


def test_a_stale_edit_shows_both_versions_and_can_then_be_saved(bens, thread):
    post = make_post(thread, ben(), "First words.")
    edit_post(post=post, by=ben(), text="In another window.", seen_revision=1, now=NOW)
    stale = {"text": WORDS, "seen_revision": 1}
    assert bens.post(at(post, "edit_post"), stale, headers=JSON).status_code == 409
    response = bens.post(at(post, "edit_post"), stale)
    page = Page(response)
    assert (response.status_code, page.boxes["text"], page.boxes["seen_revision"]) == (409, [WORDS], ["2"])
    assert "In another window." in page.text
    bens.post(at(post, "edit_post"), {"text": WORDS, "seen_revision": 2})
    post.refresh_from_db()
    assert post.source == WORDS


@pytest.mark.parametrize("route", ["edit_post", "withdraw_post"])
@pytest.mark.parametrize("person", [ben, amina])
def test_nobody_changes_another_persons_post(client, opening, route, person):
    client.force_login(person())
    assert client.get(at(opening, route)).status_code == 403
    assert client.post(at(opening, route), {"text": WORDS, "seen_revision": 1}).status_code == 403
    opening.refresh_from_db()
    assert opening.plain == "How do you keep the lights on?"


# Taking back --------------------------------------------------------------------------------------
def test_taking_a_post_back_is_asked_first(bens, thread):
    post = make_post(thread, ben(), WORDS)
    page = Page(bens.get(at(post, "withdraw_post")))
    assert (page.title, WORDS in page.text) == ("Take your post back?", True)
    post.refresh_from_db()
    assert post.is_visible


def test_a_post_taken_back_has_no_words_and_no_history(bens, thread):
    post = make_post(thread, ben(), WORDS)
    response = bens.post(at(post, "withdraw_post"), follow=True)
    assert response.redirect_chain == [(url_of(post), 302)]
    page = Page(response)
    assert "Taken back by the person who wrote it." in page.text
    assert "Your words have been taken back, here and wherever they were quoted." in page.text
    assert WORDS not in page.text
    assert bens.get(at(post, "post_history")).status_code == 404


def test_the_history_of_a_post_about_a_draft_is_not_there(bens):
    draft = make_thread(make_case_study(status=CaseStudyStatus.DRAFT), ben())
    assert bens.get(at(draft.posts.get(), "post_history")).status_code == 404
