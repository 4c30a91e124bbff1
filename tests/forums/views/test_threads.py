from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse

from casestudies.models import CaseStudyStatus
from forums.actions.posts import POST_LENGTH
from forums.actions.threads import TITLE_LENGTH
from forums.models import Post, Thread
from forums.models.thread import RESERVED_STEPS
from tests.factories import (
    amina,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_conversation,
    make_engagement,
    make_post,
    make_thread,
    minutes_later,
)
from tests.pages import BROKEN, JSON, Page, queries_of, send_broken

pytestmark = pytest.mark.django_db

LIST = "/threads/"
TITLE, WORDS = "Lights that last", "How do you keep the lights on?"


def path_of(thread: Thread) -> str:
    return reverse("thread", args=[thread.pk, thread.slug])


def new_on(subject, kind: str = "case-study") -> str:
    return reverse("new_thread", args=[kind, subject.slug])


def titles(client) -> list[str]:
    """The threads that the list shows, in its order."""
    return [thread.title for thread in client.get(LIST).context["page"].threads]


# The list -----------------------------------------------------------------------------------------
def test_the_list_shows_threads_with_the_liveliest_first(client):
    rank = make_case_study()
    make_thread(rank, title="Quiet", now=minutes_later(1))
    make_thread(rank, title="Lively", now=minutes_later(2))
    assert titles(client) == ["Lively", "Quiet"]


def test_a_thread_about_a_draft_is_listed_for_editors_only(client):
    make_thread(make_case_study(status=CaseStudyStatus.DRAFT))
    assert titles(client) == []
    client.force_login(amina())
    assert titles(client) == []
    client.force_login(dineo())
    assert titles(client) == [TITLE]


def test_the_list_costs_the_same_with_one_thread_and_with_three(client):
    rank = make_case_study()
    make_thread(rank)
    cost = queries_of(client, LIST)
    make_thread(make_engagement(), chloe())
    make_thread(make_conversation(), amina())
    assert queries_of(client, LIST) == cost


# A thread -----------------------------------------------------------------------------------------
def test_a_thread_shows_its_posts_to_a_visitor_and_asks_to_log_in(client):
    thread = make_thread()
    make_post(thread, chloe(), "We count them every Friday.")
    page = Page(client.get(path_of(thread)))
    assert page.title == TITLE
    assert page.text.index(WORDS) < page.text.index("We count them every Friday.")
    assert page.links[f"/accounts/login/?next={path_of(thread)}"] == "Log in to reply"
    assert "text" not in page.boxes


def test_a_member_can_reply_there(client):
    thread = make_thread()
    client.force_login(chloe())
    assert Page(client.get(path_of(thread))).boxes["text"] == [""]


def test_the_address_without_its_words_or_with_others_leads_to_the_thread(client):
    thread = make_thread()
    for path in (f"/threads/{thread.pk}/", f"/threads/{thread.pk}/former-title/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, path_of(thread))


@pytest.mark.parametrize("title", ["Reply", "Summary", "reply!", "?"])
def test_a_thread_is_reached_whatever_its_title(client, title):
    thread = make_thread(title=title)
    assert client.get(path_of(thread)).status_code == 200
    assert client.get(f"/threads/{thread.pk}/", follow=True).status_code == 200


def test_the_reserved_steps_are_the_routes_beside_a_threads_own():
    beside = "threads/<int:thread_id>/"
    steps = {
        path.removeprefix(beside).split("/")[0]
        for path in paths_of(get_resolver())
        if path.startswith(beside)
    }
    assert {step for step in steps if step and "<" not in step} == RESERVED_STEPS


def paths_of(part, prefix=""):
    """Every path of the site, as its routes write it."""
    for pattern in part.url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from paths_of(pattern, path)
        else:
            yield path


@pytest.mark.parametrize("thread_id", [0, 404, 10**30])
def test_a_thread_that_is_not_there(client, thread_id):
    assert client.get(f"/threads/{thread_id}/lights-that-last/").status_code == 404


def test_a_thread_about_a_draft_is_not_there_for_a_member(client):
    thread = make_thread(make_case_study(status=CaseStudyStatus.DRAFT))
    client.force_login(ben())
    assert client.get(path_of(thread)).status_code == 404
    client.force_login(dineo())
    assert client.get(path_of(thread)).status_code == 200


def test_a_long_thread_comes_in_pages(client, monkeypatch):
    monkeypatch.setattr("forums.queries.discussion.POSTS_A_PAGE", 2)
    thread = make_thread()
    for number in range(2, 6):
        make_post(thread, text=f"Post {number}.")
    seen, path = [], path_of(thread)
    while path:
        response = client.get(path)
        seen += [shown.number for shown in response.context["page"].posts]
        more = [link for link, words in Page(response).links.items() if words == "More posts"]
        path = more[0] if more else ""
    assert seen == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("after", ["%00", "'", "²", "-1", "9" * 500])
def test_a_page_that_was_made_up_is_no_error(client, after):
    thread = make_thread()
    assert client.get(f"{path_of(thread)}?after={after}").status_code == 200


def test_a_post_taken_back_keeps_its_place_without_words(client):
    thread = make_thread()
    Post.objects.filter(pk=make_post(thread, text="A number plate.").pk).update(state="hidden")
    text = Page(client.get(path_of(thread))).text
    assert "Hidden by a facilitator." in text
    assert "number plate" not in text


def test_a_thread_costs_the_same_with_one_post_and_with_three(client):
    thread = make_thread()
    client.force_login(amina())
    cost = queries_of(client, path_of(thread))
    first = make_post(thread, chloe())
    make_post(thread, ben(), parent=first)
    assert queries_of(client, path_of(thread)) == cost


# A new thread -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "make_subject"),
    [("case-study", make_case_study), ("engagement", make_engagement), ("conversation", make_conversation)],
)
def test_a_member_opens_a_thread_on_each_kind_of_subject(client, kind, make_subject):
    subject = make_subject()
    client.force_login(ben())
    path = new_on(subject, kind)
    box = Page(client.get(path)).boxes
    response = client.post(path, {"title": TITLE, "text": WORDS, "client_id": box["client_id"]})
    thread = Thread.objects.get()
    assert (response.status_code, response["Location"]) == (302, path_of(thread))
    assert (thread.subject, thread.opened_by, thread.posts.get().source) == (subject, ben(), WORDS)


def test_a_script_is_told_where_the_new_thread_is(client):
    client.force_login(ben())
    response = client.post(new_on(make_case_study()), {"title": TITLE, "text": WORDS}, headers=JSON)
    assert response.json() == {"done": True, "url": path_of(Thread.objects.get())}


def test_a_thread_sent_twice_exists_once(client):
    client.force_login(ben())
    path, data = new_on(make_case_study()), {"title": TITLE, "text": WORDS, "client_id": uuid4()}
    locations = {client.post(path, data)["Location"] for _ in range(2)}
    assert locations == {path_of(Thread.objects.get())}


@pytest.mark.parametrize(
    ("title", "text", "complaint"),
    [
        ("", WORDS, "Please give the thread a title, so that others can tell what it is about."),
        (TITLE, "", "Please write something first."),
        (TITLE, "---", "Please write something first."),
        ("a" * (TITLE_LENGTH + 1), WORDS, "Ensure this value has at most 140 characters (it has 141)."),
        (
            TITLE,
            "a" * (POST_LENGTH + 1),
            "Ensure this value has at most 20000 characters (it has 20001).",
        ),
    ],
)
def test_a_refused_thread_keeps_what_was_typed(client, title, text, complaint):
    client.force_login(ben())
    path = new_on(make_case_study())
    response = client.post(path, {"title": title, "text": text})
    page = Page(response)
    assert (response.status_code, page.alerts) == (400, [complaint])
    assert (page.boxes["title"], page.boxes["text"]) == ([title], [text])
    assert Thread.objects.count() == 0
    answer = client.post(path, {"title": title, "text": text}, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (400, complaint)


def test_broken_characters_are_refused_and_shown(client):
    client.force_login(ben())
    page = Page(send_broken(client, new_on(make_case_study()), title=TITLE, text="Chloÿ"))
    assert (page.alerts, page.boxes["text"]) == ([BROKEN], ["Chlo�"])


def test_a_thread_on_nothing_or_on_a_draft_is_not_there(client):
    client.force_login(ben())
    draft = make_case_study(status=CaseStudyStatus.DRAFT)
    for path in (new_on(draft), "/threads/new/case-study/missing/", f"/threads/new/theme/{draft.slug}/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"title": TITLE, "text": WORDS}).status_code == 404


def test_the_list_goes_on_behind_its_first_page(client, monkeypatch):
    monkeypatch.setattr("forums.queries.thread_list.THREADS_A_PAGE", 2)
    rank = make_case_study()
    made = [make_thread(rank, title=f"Thread {number}", now=minutes_later(number)) for number in range(3)]
    first, second = client.get("/threads/"), client.get("/threads/?page=2")
    assert [page.context["page"].threads for page in (first, second)] == [made[:0:-1], made[:1]]
