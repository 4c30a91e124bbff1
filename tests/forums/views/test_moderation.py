from uuid import uuid4

import pytest
from django.urls import reverse

from exchange.people.models import MembershipRole, MembershipState, NetworkAccess, Suspension
from forums.actions.moderation.flags import flag_post
from forums.actions.moderation.people import suspend_person
from forums.models import Act, ActKind, FlagReason, Post, PostState, Thread
from forums.queries.moderation import review_queue
from tests.factories import (
    NOW,
    administrator,
    amina,
    ask,
    ben,
    chloe,
    dineo,
    join,
    let_in,
    make_network,
    make_post,
    make_session,
    make_thread,
)
from tests.pages import JSON, Page, queries_of

pytestmark = pytest.mark.django_db


def things_that_wait(times: int = 1) -> None:
    """In an open network and in Dineo's private one."""
    open_one = make_network("Open", NetworkAccess.OPEN, ben(), slug="open", word_list="gangster")
    private = make_network("Circle", NetworkAccess.PRIVATE, ben(), slug="circle", facilitator=dineo())
    for network in (open_one, private):
        thread = make_thread(network, ben(), title=f"On {network.name}")
        for _ in range(times):
            flag_post(post=make_post(thread), by=chloe(), reason=FlagReason.HARM, words="Look.", now=NOW)
    for _ in range(times):
        make_post(thread=Thread.objects.get(network=open_one), text=f"A gangster {uuid4()}.")
    asked = let_in(open_one, chloe())
    type(asked).objects.filter(pk=asked.pk).update(state=MembershipState.ASKED)
    ask(join(make_session(is_moderated=True)))


def counts(user) -> dict[str, int]:
    return review_queue(user, now=NOW).counts


def test_each_sees_in_the_queue_what_they_look_after():
    things_that_wait()
    all_of_it = {"posts": 1, "flags": 1, "questions": 1, "files": 0, "members": 1}
    assert counts(amina()) == counts(administrator()) == all_of_it
    assert counts(dineo()) == {"posts": 0, "flags": 1, "questions": 0, "files": 0, "members": 0}
    assert sum(counts(ben()).values()) == 0


def test_the_queue_is_oldest_first_with_what_held_a_post_and_asks_a_fixed_number_of_queries(client):
    things_that_wait()
    client.force_login(amina())
    few = queries_of(client, "/moderation/")
    page = Page(client.get("/moderation/"))
    assert "Held for: gangster ." in page.text or "Held for: gangster." in page.text
    assert "On Circle" not in page.text
    things_that_wait_more()
    assert queries_of(client, "/moderation/") == few <= 40
    items = review_queue(amina(), now=NOW).items
    assert [item.since for item in items] == sorted(item.since for item in items)
    assert {item.kind for item in review_queue(amina(), now=NOW, kind="flags").items} == {"flags"}
    assert "On Open" in Page(client.get("/moderation/?network=open&kind=flags")).text
    assert client.get("/moderation/?network=circle").status_code == 404


def things_that_wait_more() -> None:
    thread = Thread.objects.get(title="On Open")
    for _ in range(3):
        flag_post(post=make_post(thread), by=chloe(), reason=FlagReason.HARM, now=NOW)
        make_post(thread, text=f"A gangster {uuid4()}.")


def test_from_the_queue_a_post_is_let_through_and_one_is_back_in_the_queue(client):
    things_that_wait()
    post = Post.objects.get(state=PostState.HELD)
    client.force_login(amina())
    answer = client.post(
        f"/threads/{post.thread_id}/posts/{post.number}/facilitate/approve/", {"back": "queue"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/moderation/")
    post.refresh_from_db()
    assert post.state == PostState.VISIBLE


def test_a_refusal_stands_in_the_form_with_all_that_was_typed(client):
    thread = make_thread()
    post = make_post(thread)
    client.force_login(amina())
    url = f"/threads/{thread.pk}/posts/{post.number}/facilitate/split/"
    answer = client.post(url, {"title": "On its own", "reason": ""})
    page = Page(answer)
    assert (answer.status_code, page.boxes["title"]) == (400, ["On its own"])
    assert "Please say why." in page.text
    answer = client.post(url, {"title": "On its own", "reason": ""}, headers=JSON)
    assert (answer.status_code, answer.json()["error"]) == (400, "Please say why.")
    answer = client.post(
        f"/threads/{thread.pk}/facilitate/merge/", {"into": f"/threads/{thread.pk}/", "reason": "x"}
    )
    assert (answer.status_code, Page(answer).boxes["into"]) == (409, [f"/threads/{thread.pk}/"])
    answer = client.post(f"/threads/{thread.pk}/facilitate/merge/", {"into": "987654", "reason": "x"})
    assert (answer.status_code, Page(answer).boxes["into"]) == (400, ["987654"])
    answer = client.post(url, {"title": "On its own", "reason": "Apart."}, headers=JSON)
    assert Thread.objects.get(title="On its own").pk == int(answer.json()["url"].split("/")[2])


def test_a_thread_is_moved_by_the_address_of_a_page_and_undone_from_its_log(client):
    thread = make_thread()
    network = make_network()
    client.force_login(amina())
    url = f"/threads/{thread.pk}/facilitate/move/"
    for wrong in ("/nowhere/", "/search/", "nonsense"):
        assert client.post(url, {"to": wrong, "reason": "Theirs."}).status_code == 400
    client.post(url, {"to": f"https://host.example/networks/{network.slug}/", "reason": "Theirs."})
    thread.refresh_from_db()
    assert thread.network == network
    page = Page(client.get(f"/threads/{thread.pk}/log/"))
    assert "Theirs." in page.text
    act = Act.objects.get(kind=ActKind.MOVE)
    client.post(reverse("undo_act", args=[act.pk]))
    thread.refresh_from_db()
    assert thread.network is None


def test_a_networks_facilitator_suspends_from_their_network_alone(client):
    network = make_network("Circle", NetworkAccess.PRIVATE, ben(), slug="circle", facilitator=chloe())
    client.force_login(chloe())
    url = reverse("moderate_person", args=[ben().handle])
    for where, status in (("site", 400), ("circle", 302)):
        answer = client.post(url, {"verb": "suspend", "where": where, "days": "7", "reason": "Insults."})
        assert answer.status_code == status
    assert Suspension.objects.get().network == network
    assert client.get(reverse("moderate_person", args=[amina().handle])).status_code == 404
    assert let_in(network, chloe(), MembershipRole.FACILITATOR).is_facilitator


def test_whoever_is_suspended_keeps_what_they_typed_wherever_they_write(client):
    thread = make_thread(author=chloe())
    suspend_person(person=ben(), by=amina(), reason="Insults.")
    client.force_login(ben())
    answer = client.post(f"/threads/{thread.pk}/reply/", {"text": "My words."})
    assert (answer.status_code, Page(answer).boxes["text"]) == (403, ["My words."])
    answer = client.post("/people/me/", {"display_name": "Ben the second"})
    assert (answer.status_code, "Ben the second" in answer.content.decode()) == (403, True)
    assert client.post("/people/me/", {"display_name": "x"}, headers=JSON).json()["code"] == "suspended"
    own = make_thread(thread.subject, author=chloe()).posts.get()
    Post.objects.filter(pk=own.pk).update(author=ben())
    assert client.post(f"/threads/{own.thread_id}/posts/1/withdraw/").status_code == 302


def test_a_flag_asks_for_a_reason_and_is_thanked(client):
    post = make_thread(author=chloe()).posts.get()
    client.force_login(ben())
    url = f"/threads/{post.thread_id}/posts/1/flag/"
    assert client.post(url, {"words": "Look."}).status_code == 400
    assert client.post(url, {"reason": "harm", "words": "Look."}, headers=JSON).json()["done"] is True
    assert (post.flags.get().by, post.flags.get().words) == (ben(), "Look.")
