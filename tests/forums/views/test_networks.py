"""Networks: who sees what of which, on every page that lists, counts or leads there."""

import re

import pytest
from django.urls import reverse

from casestudies.sitemaps import all_sections
from exchange.people.actions.rooms import let_into_room, make_room
from exchange.people.models import Membership, MembershipState, Network, NetworkAccess, User
from forums.actions.watching import set_watch
from forums.models import Thread
from tests.factories import (
    administrator,
    amina,
    ben,
    chloe,
    dineo,
    let_in,
    make_case_study,
    make_member,
    make_network,
    make_thread,
    minutes_later,
    run_jobs,
)

pytestmark = pytest.mark.django_db
OPEN, BY_REQUEST, PRIVATE = NetworkAccess
SECRET = "quillwort"


def fikile() -> User:
    """She facilitates the network, and nothing else."""
    return make_member("Fikile Sithole")


def gift() -> User:
    """He is a member who was let into its private room."""
    return make_member("Gift Molefe")


def network_of(access):
    """A network of Fikile's with Ben and Gift, a thread on its board, and one in its private room."""
    network = make_network("Ferns", access, ben(), gift(), slug="ferns", facilitator=fikile())
    room = make_room(network=network, name="Spores", by=fikile(), is_private=True)
    let_into_room(room=room, user=gift(), by=fikile())
    make_thread(network, gift(), title="On the board", text=f"{SECRET} one", tags=["board"])
    make_thread(network, gift(), title="In the room", text=f"{SECRET} two", room=room, tags=["room"])
    return network


def seen_by(client, who):
    """What one person finds of the network's threads, page by page: B is the board's, R the room's."""
    client.logout()
    if who:
        client.force_login(who)
    board, room = Thread.objects.get(title="On the board"), Thread.objects.get(title="In the room")
    addresses = {
        "list": reverse("threads"),
        "words": reverse("threads") + f"?q={SECRET}",
        "tags": reverse("threads") + "?tag=board&tag=room",
        "person": reverse("threads") + f"?person={gift().handle}",
        "network": reverse("threads") + "?network=ferns",
        "search": reverse("search") + f"?q={SECRET}",
        "home": reverse("home"),
        "board": reverse("network", args=["ferns"]),
        "room": reverse("network_room", args=["ferns", "spores"]),
        "near": reverse("thread_by_id", args=[Thread.objects.get(title="Elsewhere").pk]),
    }
    texts = {name: client.get(address, follow=True).text for name, address in addresses.items()}
    seen = {
        name: ("B" if "On the board" in text else "") + ("R" if "In the room" in text else "")
        for name, text in texts.items()
    }
    pages = [
        client.get(reverse("thread", args=[thread.pk, thread.slug])).status_code for thread in (board, room)
    ]
    return seen, pages


def expected(board, room):
    """Each surface shows what the person may read, where that surface shows such things."""
    both = ("B" if board else "") + ("R" if room else "")
    surfaces = ("list", "words", "tags", "person", "network", "search", "home", "near")
    seen = dict.fromkeys(surfaces, both)
    if not board:
        seen |= dict.fromkeys(("list", "network"), "")
    return seen | {"board": "B" if board else "", "room": "R" if room else ""}


READERS = {
    OPEN: {
        "visitor": "B",
        "member": "B",
        "inside": "BR",
        "outsider": "B",
        "facilitator": "BR",
        "administrator": "B",
    },
    BY_REQUEST: {
        "visitor": "",
        "member": "B",
        "inside": "BR",
        "outsider": "",
        "facilitator": "BR",
        "administrator": "",
    },
    PRIVATE: {
        "visitor": "",
        "member": "B",
        "inside": "BR",
        "outsider": "",
        "facilitator": "BR",
        "administrator": "",
    },
}
PEOPLE = {
    "visitor": lambda: None,
    "member": ben,
    "inside": gift,
    "outsider": dineo,
    "facilitator": fikile,
    "administrator": administrator,
}


@pytest.mark.parametrize("access", NetworkAccess)
def test_each_person_sees_their_threads_on_every_surface_and_no_others(client, access):
    make_thread(make_case_study(), chloe(), title="Elsewhere", tags=["board", "room"])
    network_of(access)
    for name, readable in READERS[access].items():
        seen, pages = seen_by(client, PEOPLE[name]())
        wanted = expected("B" in readable, "R" in readable)
        assert (name, seen) == (name, wanted)
        assert (name, pages) == (name, [200 if part in readable else 404 for part in "BR"])


@pytest.mark.parametrize("access", NetworkAccess)
def test_a_network_is_listed_found_and_counted_for_whoever_may_know_of_it(client, access):
    network_of(access)
    knowing = {}
    for name, person in PEOPLE.items():
        client.logout()
        if person():
            client.force_login(person())
        pages = [reverse("networks"), reverse("search") + "?q=ferns", reverse("home")]
        knowing[name] = {"Ferns" in client.get(page).text for page in pages}
        knowing[name].add(client.get(reverse("network", args=["ferns"])).status_code == 200)
    inside = {"member", "inside", "facilitator"}
    assert knowing == {name: {access != PRIVATE or name in inside} for name in PEOPLE}


def test_search_engines_are_told_of_open_networks_and_of_what_everybody_reads(client):
    network_of(OPEN)
    sections = {section.name: section for section in all_sections()}
    listed = lambda: [path for name in ("networks", "threads") for path, _at in sections[name].part(1)]  # noqa: E731
    thread = Thread.objects.get(title="On the board")
    assert listed() == ["/networks/ferns/", reverse("thread", args=[thread.pk, thread.slug])]
    Network.objects.update(access=BY_REQUEST)
    assert listed() == []


def test_becoming_private_hides_everything_at_once(client):
    network_of(OPEN)
    make_thread(make_case_study(), chloe(), title="Elsewhere")
    assert seen_by(client, dineo())[1] == [200, 404]
    client.force_login(fikile())
    address = reverse("network_settings", args=["ferns"])
    settings = {"name": "Ferns", "purpose": "Ferns.", "access": PRIVATE, "held_posts": 0}
    assert client.post(address, settings).status_code == 409
    assert client.post(address, {**settings, "is_confirmed": "on"}).status_code == 302
    assert seen_by(client, dineo()) == (expected(board=False, room=False), [404, 404])
    client.force_login(fikile())
    answer = client.post(address, {**settings, "access": OPEN, "purpose": "For all."})
    assert (answer.status_code, "For all." in answer.text) == (409, True)
    assert Network.objects.get().access == PRIVATE


# The board ----------------------------------------------------------------------------------------
def test_a_board_has_pinned_threads_first_and_says_what_is_new(client):
    network = make_network("Ferns", OPEN, ben(), slug="ferns")
    for number, title in enumerate(("Old", "Newer", "Newest")):
        make_thread(network, amina(), title=title, now=minutes_later(number))
    Thread.objects.filter(title="Old").update(pinned_at=minutes_later(9))
    client.force_login(ben())
    page = client.get(reverse("network", args=["ferns"]))
    found = [(thread.title, thread.unread) for thread in page.context["board"].threads]
    assert found == [("Old", 1), ("Newest", 1), ("Newer", 1)]
    assert re.search(r"3 new", client.get(reverse("networks")).text)
    client.post(reverse("mark_all_read"), {"network": "ferns"})
    assert " new</span>" not in client.get(reverse("network", args=["ferns"])).text


@pytest.mark.parametrize("path", ["networks", "network", "network_members"])
def test_a_page_with_one_row_and_with_three_asks_as_often(client, django_assert_max_num_queries, path):
    network = make_network("Ferns", OPEN, ben(), slug="ferns")
    client.force_login(ben())
    asked = []
    for number in range(3):
        make_network(f"Moss {number}", OPEN, ben(), slug=f"moss-{number}")
        make_thread(network, ben(), title=f"Lights {number}")
        make_room(network=network, name=f"Room {number}", by=amina())
        let_in(network, make_member(f"Nom{number} Bula"))
        set_watch(user=ben(), scope=f"network:{network.pk}", level="every_post")
        with django_assert_max_num_queries(22) as captured:
            client.get(reverse(path, args=[] if path == "networks" else ["ferns"]))
        asked.append(len(captured))
    assert asked[1] == asked[2]


# Coming in, as pages ------------------------------------------------------------------------------
def test_asking_is_answered_and_both_are_told(client):
    make_network("Ferns", BY_REQUEST, slug="ferns", facilitator=fikile())
    client.force_login(ben())
    ask = reverse("own_membership", args=["ferns", "ask"])
    assert client.post(ask, {"words": " "}).status_code == 400
    client.post(ask, {"words": "I count ferns."})
    client.force_login(fikile())
    assert "I count ferns." in client.get(reverse("network_members", args=["ferns"])).text
    act = lambda verb, **data: client.post(reverse("member_act", args=["ferns", ben().handle, verb]), data)  # noqa: E731
    refused = act("decline", reason="")
    assert (refused.status_code, "give a reason" in refused.text) == (400, True)
    assert act("admit", reason="Welcome.").status_code == 302
    run_jobs()
    told = {who.display_name: who.notices.count() for who in (ben(), fikile())}
    assert told == {"Ben Jacobs": 1, "Fikile Sithole": 1}
    assert Membership.objects.get(user=ben()).state == MembershipState.STANDING


def test_a_refused_reason_is_kept_beside_whom_it_was_about(client):
    make_network("Ferns", OPEN, ben(), slug="ferns", facilitator=fikile())
    client.force_login(fikile())
    words = "x" * 301
    answer = client.post(reverse("member_act", args=["ferns", ben().handle, "put-out"]), {"reason": words})
    assert (answer.status_code, answer.text.count(words)) == (400, 1)


def test_whoever_puts_down_the_role_of_an_open_network_is_led_to_its_board(client):
    make_network("Ferns", BY_REQUEST, ben(), slug="ferns", facilitator=fikile())
    client.force_login(fikile())
    act = lambda who, verb: client.post(reverse("member_act", args=["ferns", who.handle, verb]))  # noqa: E731
    assert act(fikile(), "make-member").status_code == 409
    act(ben(), "make-facilitator")
    assert act(fikile(), "make-member")["Location"] == reverse("network", args=["ferns"])


def test_the_administration_shows_a_private_network_only_while_it_needs_somebody(client):
    make_network("Ferns", PRIVATE, ben(), slug="ferns", facilitator=fikile())
    client.force_login(administrator())
    listed = reverse("admin:people_network_changelist")
    assert "Ferns" not in client.get(listed).text
    User.objects.filter(pk=fikile().pk).update(is_active=False)
    assert "Ferns" in client.get(listed).text
    change = reverse("admin:people_network_change", args=[Network.objects.get().pk])
    refused = client.post(change, {"email": dineo().email, "reason": "She left."})
    assert (refused.status_code, "address of a member" in refused.text) == (200, True)
    client.post(change, {"email": ben().email, "reason": "She left."}, follow=True)  # says that it is done
    assert Membership.objects.get(user=ben()).is_facilitator
    assert [notice.source for notice in ben().notices.all()] == ["act"]
    assert "Ferns" not in client.get(listed).text
