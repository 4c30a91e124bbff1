"""Who may be told is who may read: the bulk query and the one for a person say the same."""

import pytest

from casestudies.models import CaseStudyStatus
from exchange.people.models import NetworkAccess, RoomMember, Suspension, User
from forums.models import Thread, ThreadState
from forums.queries.audience import readers_among
from tests.factories import (
    administrator,
    amina,
    ben,
    chloe,
    dineo,
    make_case_study,
    make_network,
    make_thread,
)
from tests.factories.time import NOW

pytestmark = pytest.mark.django_db


def make_all_kinds_of_threads() -> None:
    make_thread()
    make_thread(make_case_study("a-draft", status=CaseStudyStatus.DRAFT))
    make_thread(make_case_study("withdrawn", status=CaseStudyStatus.WITHDRAWN), author=dineo())
    hidden = make_thread(make_case_study("hidden"))
    Thread.objects.filter(pk=hidden.pk).update(state=ThreadState.HIDDEN)
    for access in NetworkAccess:
        network = make_network(access, access, ben(), dineo(), slug=access)
        open_room = network.rooms.create(slug="all", name="All", created_at=NOW)
        closed = network.rooms.create(slug="few", name="Few", is_private=True, created_at=NOW)
        RoomMember.objects.create(room=closed, user=ben(), let_in_at=NOW)
        for room in (None, open_room, closed):
            make_thread(network, ben(), room=room)
    left = network.memberships.get(user=dineo())
    left.state = "left"
    left.save()


def test_those_who_may_be_told_are_those_who_may_read():
    people = [administrator(), amina(), ben(), chloe(), dineo()]
    make_all_kinds_of_threads()
    threads = list(Thread.objects.select_related("network", "room", "case_study"))
    assert len(threads) == 13
    ids = [person.pk for person in people]
    found = {thread.pk: readers_among(thread, ids, now=NOW) for thread in threads}
    expected = {
        thread.pk: {
            person.pk for person in people if Thread.objects.visible_to(person).filter(pk=thread.pk).exists()
        }
        for thread in threads
    }
    assert found == expected
    assert {len(readers) for readers in found.values()} >= {0, 2, 5}


def test_who_is_gone_or_suspended_is_not_told():
    thread = make_thread(author=ben())
    ids = [amina().pk, chloe().pk, dineo().pk]
    User.objects.filter(pk=amina().pk).update(is_active=False)
    Suspension.objects.create(user=chloe(), reason="Shouting", starts_at=NOW)
    elsewhere = make_network()
    Suspension.objects.create(user=dineo(), network=elsewhere, reason="Shouting", starts_at=NOW)
    assert readers_among(thread, ids, now=NOW) == {dineo().pk}


def test_hundreds_are_asked_for_in_few_queries(django_assert_num_queries):
    thread = Thread.objects.select_related("network", "room", "case_study").get(pk=make_thread().pk)
    with django_assert_num_queries(5):
        readers_among(thread, range(1, 2001), now=NOW)
