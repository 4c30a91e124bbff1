"""Threads are found by words and by what they are; nobody finds or counts what they may not see."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils.text import slugify

from exchange.people.models import NetworkAccess
from forums.actions.post_states import move_post
from forums.actions.posts import withdraw_post
from forums.actions.reading import mark_posts_read
from forums.actions.watching import set_watch
from forums.models import PostState, Ranges, Thread, ThreadKind, ThreadState
from tests import factories
from tests.factories import (
    NOW,
    amina,
    ben,
    chloe,
    let_in,
    make_case_study,
    make_engagement,
    make_network,
    make_post,
)

pytestmark = pytest.mark.django_db


def make_thread(subject=None, author=None, *, title="Lights that last", **options):
    """A thread on a case study of its own, unless told otherwise."""
    subject = subject or make_case_study(slugify(title), title=f"On {title}")
    return factories.make_thread(subject, author, title=title, **options)


def titles(client, **query):
    """The titles that the page lists, in its order, and the total that it states."""
    response = client.get(f"{reverse('threads')}?{urlencode(query, doseq=True)}")
    assert response.status_code == 200
    page = response.context["page"]
    listed = [thread.title for thread in page.threads]
    assert page.total == len(listed)
    return listed


def counts(client, facet, **query):
    page = client.get(f"{reverse('threads')}?{urlencode(query, doseq=True)}").context["page"]
    groups = {group.facet: group for group in page.groups}
    return {choice.label: choice.total for choice in groups[facet].choices} if facet in groups else {}


def test_words_find_titles_first_and_then_posts_with_the_best_post_shown(client):
    by_post = make_thread(title="Poles", text="Copper thieves come on Fridays.")
    make_post(by_post, text="The kiosk keeps the generator running, and the generator pays.")
    make_thread(title="A generator for the rank", text="Who pays?", author=chloe())
    make_thread(title="Gardens", text="Nothing of that.")
    response = client.get(reverse("threads"), {"q": "generator"})
    found = response.context["page"].threads
    assert [(thread.title, thread.words and thread.words.number) for thread in found] == [
        ("A generator for the rank", None),
        ("Poles", 2),
    ]
    assert len(re.findall("<mark>generator</mark>", response.text)) == 3


def test_words_that_are_out_of_sight_find_nothing(client):
    thread = make_thread(title="Poles")
    gone = make_post(thread, text="quillwort")
    states = [PostState.HIDDEN, PostState.VISIBLE, PostState.HELD]
    found = [titles(client, q="quillwort")]
    for state in states:
        move_post(thread=Thread.objects.get(pk=thread.pk), post=gone, state=state, reason="")
        gone.refresh_from_db()
        found.append(titles(client, q="quillwort"))
    assert found == [["Poles"], [], ["Poles"], []]
    withdraw_post(post=gone)
    assert titles(client, q="quillwort") == []


def test_each_filter_finds_its_own_and_they_combine(client):
    network = make_network("Night walkers", NetworkAccess.OPEN, ben(), slug="night")
    case_study, engagement = make_case_study("lights"), make_engagement()
    early, late = NOW - timedelta(days=40), NOW
    make_thread(case_study, ben(), title="Case", tags=["Lights"], now=early)
    make_thread(engagement, chloe(), title="Meeting", kind=ThreadKind.QUESTION, now=late)
    make_thread(network, ben(), title="Board", kind=ThreadKind.QUESTION, tags=["lights", "Copper"], now=late)
    make_post(Thread.objects.get(title="Board"), amina(), "Ask the traders.")
    asked = {
        "kind=question": {"Meeting", "Board"},
        "tag=lights": {"Case", "Board"},
        "tag=lights&tag=copper": {"Case", "Board"},
        "network=night": {"Board"},
        "case_study=lights": {"Case"},
        f"engagement={engagement.slug}": {"Meeting"},
        f"theme={case_study.theme.slug}": {"Case", "Meeting"},
        f"person={amina().handle}": {"Board"},
        f"person={ben().handle}": {"Case", "Board"},
        f"municipality={chloe().municipality_code}": {"Meeting"},
        "since=2027-09-01": {"Meeting", "Board"},
        "until=2027-09-01": {"Case"},
        "state=open_question": {"Meeting", "Board"},
        f"kind=question&person={ben().handle}&tag=copper": {"Board"},
        "kind=question&case_study=lights": set(),
    }
    found = {
        query: {thread.title for thread in client.get(f"/threads/?{query}").context["page"].threads}
        for query in asked
    }
    assert found == asked


def test_states_say_how_a_thread_stands(client):
    answered = make_thread(title="Answered", kind=ThreadKind.QUESTION)
    Thread.objects.filter(pk=answered.pk).update(answer=answered.posts.get())
    Thread.objects.filter(pk=make_thread(title="Locked").pk).update(locked_at=NOW)
    Thread.objects.filter(pk=make_thread(title="Archived").pk).update(archived_at=NOW)
    Thread.objects.filter(pk=make_thread(title="Hidden").pk).update(state=ThreadState.HIDDEN)
    assert {state: titles(client, state=state) for state in ("answered", "locked", "archived")} == {
        "answered": ["Answered"],
        "locked": ["Locked"],
        "archived": ["Archived"],
    }
    assert counts(client, "state") == {"Answered": 1, "Locked": 1, "Archived": 1}


def test_mine_followed_and_unread_are_the_readers_own(client):
    own, followed, muted = (
        make_thread(author=ben(), title="Own"),
        make_thread(author=chloe(), title="Followed", now=NOW),
        make_thread(author=chloe(), title="Muted"),
    )
    set_watch(user=ben(), scope=f"case_study:{followed.case_study_id}", level="every_post")
    set_watch(user=ben(), scope=f"thread:{muted.pk}", level="muted")
    Thread.objects.exclude(pk=followed.pk).filter(pk=muted.pk).update(case_study=followed.case_study)
    mark_posts_read(user=ben(), thread=followed, numbers=Ranges(((1, 1),)))
    mark_posts_read(user=ben(), thread=own, numbers=Ranges(((1, 1),)))
    client.force_login(ben())
    make_post(Thread.objects.get(pk=own.pk), chloe())
    found = {state: set(titles(client, state=state)) for state in ("mine", "followed", "unread")}
    assert found["mine"] == {"Own"}
    assert "Followed" in found["followed"]
    assert "Muted" not in found["followed"]
    assert found["unread"] == {"Own"}


def test_a_visitor_who_asks_for_their_own_is_told_to_log_in(client):
    make_thread(title="Lights")
    response = client.get("/threads/?state=mine")
    assert [thread.title for thread in response.context["page"].threads] == ["Lights"]
    assert "shows once you are logged in" in response.text


def test_what_names_nothing_is_left_out_and_said(client):
    make_thread(title="Lights")
    query = "?kind=rumour&network=nowhere&since=soon&person=nobody&x=1&kind=discussion&lesson=9%2F9"
    response = client.get(f"/threads/{query}")
    page = response.context["page"]
    assert [thread.title for thread in page.threads] == ["Lights"]
    assert set(page.filters.left_out) == {
        ("kind", "rumour"),
        ("network", "nowhere"),
        ("since", "soon"),
        ("person", "nobody"),
        ("lesson", "9/9"),
        ("x", ""),
    }
    assert page.filters.query_string() == "kind=discussion"


def test_an_empty_result_offers_what_to_do_next(client):
    make_thread(title="Lights")
    text = client.get("/threads/?q=xylophone&kind=tried").text
    assert 'href="?kind=tried"' in text
    assert 'href="?q=xylophone"' in text
    assert reverse("search") + "?q=xylophone" in text


def test_a_private_thread_is_in_no_list_no_count_and_no_filter_of_a_stranger(client):
    network = make_network("Survivors", NetworkAccess.PRIVATE, ben(), slug="survivors", facilitator=chloe())
    make_thread(network, ben(), title="Quillwort", text="quillwort", tags=["quillwort"])
    make_thread(title="Lights")
    seen = {}
    for who in (None, amina(), ben()):
        client.logout()
        if who:
            client.force_login(who)
        unknown = client.get("/threads/?network=survivors&tag=quillwort").context["page"].filters.left_out
        found = (titles(client, q="quillwort"), counts(client, "network"), counts(client, "tag"))
        seen[str(who)] = (*found, set(unknown))
    nothing = ([], {}, {}, {("network", "survivors"), ("tag", "quillwort")})
    assert seen == {
        "None": nothing,
        str(amina()): nothing,
        str(ben()): (["Quillwort"], {"Survivors": 1}, {"quillwort": 1}, set()),
    }


@pytest.mark.parametrize("query", ["", "?q=lights&kind=discussion"])
def test_a_page_of_one_thread_and_of_three_asks_as_often(client, django_assert_max_num_queries, query):
    client.force_login(let_in(make_network(access=NetworkAccess.OPEN), ben()).user)
    asked = []
    for number in range(3):
        make_thread(title=f"Lights {number}", tags=["lights"])
        with django_assert_max_num_queries(30) as captured:
            client.get(f"/threads/{query}")
        asked.append(len(captured))
    assert asked[0] == asked[2]
