"""What notices say, to whom, now."""

import pytest

from exchange.notices.models import Notice, NoticeReason
from exchange.notices.sources import told
from exchange.people.models import MembershipState, NetworkAccess
from forums.actions.telling import tell_about_act, tell_about_membership
from forums.models import Act, ActKind, Post, PostState, Thread, ThreadState
from tests.factories import amina, ben, chloe, make_network, make_post, make_thread
from tests.factories.networks import let_in
from tests.factories.time import NOW

pytestmark = pytest.mark.django_db


def recipients() -> list[tuple[int, str, str]]:
    return list(Notice.objects.order_by("pk").values_list("recipient", "source", "reason"))


def test_posts_are_said_in_few_queries_and_only_those_that_the_recipient_may_see(
    django_assert_max_num_queries,
):
    thread = make_thread(author=ben(), text="First")
    posts = [thread.posts.get(), *(make_post(thread, ben(), f"Post {n}") for n in range(4))]
    for post, state in zip(posts, [*PostState][1:], strict=False):
        words = {} if state != PostState.WITHDRAWN else {"source": "", "html": "", "plain": ""}
        Post.objects.filter(pk=post.pk).update(state=state, **words)
    person = chloe()
    with django_assert_max_num_queries(2):  # the posts; the municipalities' labels are kept in memory
        said = told("post", [post.pk for post in posts], person)
    assert {pk: (one.words, one.by.split(",")[0], one.title) for pk, one in said.items()} == {
        posts[4].pk: ("Post 3", "Ben Jacobs", "Lights that last")
    }
    assert said[posts[4].pk].url == f"/threads/{thread.pk}/posts/5/"
    Thread.objects.update(state=ThreadState.HIDDEN)
    assert told("post", [posts[4].pk], person) == {}


def test_who_left_a_network_is_said_nothing_of_it_any_more():
    network = make_network("Private", NetworkAccess.PRIVATE, ben(), chloe())
    post = make_thread(network, ben()).posts.get()
    assert list(told("post", [post.pk], chloe())) == [post.pk]
    membership = network.memberships.get(user=chloe())
    membership.state = MembershipState.LEFT
    membership.save()
    assert told("post", [post.pk], chloe()) == {}


def test_who_wrote_is_told_what_was_done_and_why_but_not_who_did_it_of_their_own_act():
    thread = make_thread(author=ben(), text="xyzzy")
    post = thread.posts.get()
    act = Act.objects.create(
        kind=ActKind.HIDE, by=amina(), reason="It names a victim.", thread=thread, post=post, done_at=NOW
    )
    Post.objects.update(state=PostState.HIDDEN)
    tell_about_act(act)
    tell_about_act(Act.objects.create(kind=ActKind.LOCK, by=ben(), thread=thread, done_at=NOW))
    assert recipients() == [(ben().pk, "act", NoticeReason.ABOUT_YOU)]
    said = told("act", [act.pk], ben())[act.pk]
    assert (said.title, said.words) == ("About your post", "Hidden by a facilitator. It names a victim.")
    Thread.objects.update(state=ThreadState.HIDDEN, opened_by=amina())
    said = told("act", [act.pk], ben())[act.pk]
    assert (said.url, said.place) == ("/notices/", "")


def test_an_act_in_a_network_leads_there_for_who_knows_it():
    network = make_network("Private", NetworkAccess.PRIVATE, ben())
    act = Act.objects.create(kind=ActKind.CHANGE_ROLE, by=amina(), network=network, done_at=NOW)
    found = [told("act", [act.pk], person)[act.pk] for person in (ben(), chloe())]
    assert [(said.url, said.place) for said in found] == [
        ("/networks/safe-stations/", "Private"),
        ("/notices/", ""),
    ]


def test_a_request_is_told_to_who_decides_and_its_answer_to_who_asked():
    network = make_network("Stations", NetworkAccess.BY_REQUEST)
    membership = let_in(network, ben())
    for state in (MembershipState.ASKED, MembershipState.DECLINED, MembershipState.ASKED):
        membership.state, membership.words, membership.answer = state, "I keep lamps.", "Not yet."
        membership.save()
        tell_about_membership(membership)
    found = {person: told("membership", [membership.pk], person) for person in (amina(), ben(), chloe())}
    assert [said.title for said in found[amina()].values()] == ["Ben Jacobs asks to join Stations"]
    assert (found[ben()], found[chloe()]) == ({}, {})
    assert sorted(recipients()) == sorted(
        [(person.pk, "membership", NoticeReason.ABOUT_YOU) for person in (amina(), ben())]
    )
    membership.state = MembershipState.DECLINED
    membership.save()
    (said,) = told("membership", [membership.pk], ben()).values()
    assert (said.title, said.words, said.url) == (
        "Your request to join Stations was declined",
        "Not yet.",
        "/networks/safe-stations/",
    )
