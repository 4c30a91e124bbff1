from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from exchange.notices.actions.forgetting import forget_notices
from exchange.notices.actions.telling import tell
from exchange.notices.actions.wishes import ALL, DIRECT, WATCHED
from exchange.notices.models import Notice, NoticeReason, NoticeSettings, Pace
from exchange.notices.unsubscribing import unsubscribe_url
from forums.actions.changes import lock_thread
from forums.actions.post_states import move_post
from forums.models import PostState
from tests.factories import amina, ben, chloe, make_case_study, make_post, make_thread, run_jobs
from tests.factories.notices import follow
from tests.factories.time import NOW

pytestmark = pytest.mark.django_db


def tell_ben(*posts, reason=NoticeReason.WATCHED, now=NOW) -> None:
    for post in posts:
        tell(recipient_ids=[ben().pk], reason=reason, source="post", source_id=post.pk, now=now)


def shown(client, query: str = "") -> list[tuple[str, list[str]]]:
    page = client.get(f"/notices/{query}").context["page"]
    return [(items[0].told.title, [item.told.words for item in items]) for items in page.threads]


def paces() -> tuple[str, str]:
    kept = NoticeSettings.objects.get(user=ben())
    return kept.direct_pace, kept.watched_pace


def test_notices_stand_by_thread_the_unread_first(client):
    client.force_login(ben())
    one = make_thread(make_case_study("one"), author=amina(), title="One", text="First")
    two = make_thread(make_case_study("two"), author=amina(), title="Two", text="Second")
    tell_ben(one.posts.get(), two.posts.get(), make_post(one, amina(), "Third"))
    assert shown(client) == [("One", ["Third", "First"]), ("Two", ["Second"])]
    latest = Notice.objects.latest("pk")
    client.post("/notices/read/", {"notice": latest.pk})
    assert shown(client) == [("Two", ["Second"]), ("One", ["First"]), ("One", ["Third"])]


def test_what_was_hidden_is_on_no_page_and_the_bell_does_not_count_it(client):
    client.force_login(ben())
    thread = make_thread(author=amina(), text="Read me")
    secret = make_post(thread, amina(), "xyzzy")
    tell_ben(thread.posts.get(number=1), secret)
    assert shown(client) == [("Lights that last", ["xyzzy", "Read me"])]
    move_post(thread=lock_thread(thread.pk), post=secret, state=PostState.HIDDEN)
    assert b"xyzzy" not in client.get("/notices/").content
    assert Notice.objects.unread().filter(recipient=ben()).count() == 1


def test_pages_follow_one_another_without_a_gap(client, monkeypatch):
    client.force_login(ben())
    monkeypatch.setattr("exchange.notices.queries.NOTICES_A_PAGE", 2)
    thread = make_thread(author=amina(), text="0")
    posts = [thread.posts.get(), *(make_post(thread, amina(), str(n)) for n in range(1, 7))]
    tell_ben(*posts)
    Notice.objects.filter(source_id__lt=posts[3].pk).update(read_at=NOW)
    found, query = [], ""
    while True:
        found += [words for _title, texts in shown(client, query) for words in texts]
        after = client.get(f"/notices/{query}").context["page"].next
        if not after:
            break
        query = f"?after={after}"
    assert found == ["6", "5", "4", "3", "2", "1", "0"]
    assert client.get("/notices/?after=new.99999999999999999999999.1").status_code == 200


def test_the_page_costs_the_same_for_one_notice_and_for_many(client, django_assert_max_num_queries):
    client.force_login(ben())
    thread = make_thread(author=amina())
    tell_ben(thread.posts.get(), *(make_post(thread, amina()) for _ in range(5)))
    with django_assert_max_num_queries(7):  # session, user, unread, read, posts, bell, what is to be answered
        client.get("/notices/")


def test_the_bell_counts_in_one_query_and_visitors_and_scripts_pay_none(client, django_assert_num_queries):
    thread = make_thread(author=amina())
    tell_ben(thread.posts.get())
    with django_assert_num_queries(0):
        client.get("/robots.txt")
    client.force_login(ben())
    page = client.get("/conversations/").content.decode()
    assert '<span class="bell-count">1<span class="unseen"> unread</span></span>' in page
    client.post("/notices/read/")
    assert "bell-count" not in client.get("/conversations/").content.decode()


def test_another_persons_notices_are_left_alone(client):
    tell_ben(make_thread(author=amina()).posts.get())
    client.force_login(chloe())
    client.post("/notices/read/", {"notice": Notice.objects.get(recipient=ben()).pk})
    client.post("/notices/read/")
    assert Notice.objects.unread().filter(recipient=ben()).count() == 1
    assert shown(client) == []


def test_reading_posts_marks_their_notices(client):
    thread = make_thread(author=amina())
    tell_ben(*thread.posts.all(), make_post(thread, amina()), make_post(thread, amina()))
    client.force_login(ben())
    client.post(reverse("mark_read", args=[thread.pk]), {"numbers": "1-2"})
    assert Notice.objects.unread().filter(recipient=ben()).count() == 1


def test_other_wishes_hold_for_what_waits_too(client):
    thread = make_thread(author=amina())
    follow(ben(), thread)
    make_post(thread, amina())
    run_jobs()
    client.force_login(ben())
    waiting = Notice.objects.waiting_for_mail().filter(recipient=ben())
    assert [notice.is_digest for notice in waiting] == [True, True]
    saved = client.post("/notices/settings/", {"direct_pace": "weekly", "watched_pace": "never"})
    assert (saved.status_code, paces()) == (302, (Pace.WEEKLY, Pace.NEVER))
    assert waiting.all().count() == 0
    assert NoticeSettings.objects.get(user=ben()).follows_own_threads is False
    assert client.post("/notices/settings/", {"direct_pace": "often"}).status_code == 400


def test_what_was_told_more_than_a_year_ago_is_forgotten():
    thread = make_thread(author=amina())
    tell_ben(thread.posts.get())
    tell_ben(make_post(thread, amina()), now=NOW + timedelta(days=2))
    assert forget_notices(now=NOW + timedelta(days=366)) == 1
    assert Notice.objects.get().told_at == NOW + timedelta(days=2)


def test_one_click_of_a_mail_program_ends_the_mail_without_a_login_or_a_cookie():
    client = Client(enforce_csrf_checks=True)
    path = unsubscribe_url(ben().pk, WATCHED).removeprefix("http://127.0.0.1:8000")
    assert (client.get(path).status_code, NoticeSettings.objects.count()) == (200, 0)
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert paces() == (Pace.AT_ONCE, Pace.NEVER)
    client.post(path, {"what": "weekly"})
    assert paces() == (Pace.AT_ONCE, Pace.WEEKLY)
    client.post(path, {"what": ALL})
    assert paces() == (Pace.NEVER, Pace.NEVER)
    client.post(unsubscribe_url(ben().pk, DIRECT), {"what": "weekly"})
    assert paces() == (Pace.WEEKLY, Pace.NEVER)


def test_a_link_that_is_not_whole_says_what_to_do_and_does_nothing(client):
    path = unsubscribe_url(ben().pk, WATCHED)
    broken = client.post(path[:-3] + "/")
    assert (broken.status_code, NoticeSettings.objects.count()) == (404, 0)
    assert "This link is not whole" in broken.content.decode()
    assert "ben@" not in client.get(path).content.decode()
