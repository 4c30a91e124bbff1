"""Who is let to a thread's page is decided from its row: as the definition in the database says."""

from itertools import product

import pytest

from casestudies.models import CaseStudy, CaseStudyStatus, Lesson, LessonKind
from exchange.people.models import Membership, MembershipState, NetworkAccess, Room, RoomMember
from forums.models import Question, QuestionState, Thread, ThreadState
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
    make_case_study,
    make_conversation,
    make_engagement,
    make_member,
    make_network,
    make_session,
    visitor,
)

pytestmark = pytest.mark.django_db


def gugu():
    """Was in each network and has left; a place in a private room is still written down."""
    return make_member("Gugu")


def sipho():
    """Asked to join each network."""
    return make_member("Sipho")


def former_editor():
    return make_member("Former", is_editor=True, is_active=False)


PEOPLE = {
    "visitor": visitor,
    "member": ben,
    "member with a place in each room": chloe,
    "facilitator of the site": amina,
    "editor": dineo,
    "administrator": administrator,
    "former member": gugu,
    "who asked to join": sipho,
    "former editor": former_editor,
    "stranger": lambda: make_member("Stranger"),
}


def networks_and_rooms() -> list[dict]:
    places: list[dict] = []
    for access in NetworkAccess:
        network = make_network(access, access, ben(), chloe(), slug=access.value.replace("_", "-"))
        for person, state in ((gugu(), MembershipState.LEFT), (sipho(), MembershipState.ASKED)):
            let_in(network, person)
            Membership.objects.filter(network=network, user=person).update(state=state)
        places.append({"network": network})
        for is_private in (False, True):
            slug = f"private-{is_private}".lower()
            room = Room.objects.create(
                network=network, slug=slug, name=slug, is_private=is_private, created_at=NOW
            )
            for person in (chloe(), gugu()):
                RoomMember.objects.create(room=room, user=person, let_in_at=NOW)
            places.append({"network": network, "room": room})
    return places


def questions() -> list[dict]:
    participant = join(make_session(), ben())
    asked = ask(participant)
    Question.objects.filter(pk=asked.pk).delete()
    found = []
    for state, let_through_at in product(QuestionState, (None, NOW)):
        if state == QuestionState.ANSWERING and not let_through_at:
            continue  # a session answers one at a time
        asked.pk, asked.public_id = None, f"{state[:8]}{'+' if let_through_at else '-'}"
        asked.state, asked.let_through_at = state, let_through_at
        asked.text = "" if state == QuestionState.WITHDRAWN else "Who keeps the lights on?"
        asked.save(force_insert=True)
        found.append({"question": Question.objects.get(public_id=asked.public_id)})
    return found


def case_studies() -> list[dict]:
    made = make_case_study()
    rows = []
    for status in CaseStudyStatus:
        made.pk, made.slug, made.status = None, f"case-{status}", status
        made.save(force_insert=True)
        rows.append({"case_study": CaseStudy.objects.get(slug=made.slug)})
    return rows


@pytest.fixture
def threads() -> int:
    """One in each state on each kind of subject, in each of its states; in each kind of network and room."""
    places = [
        {"engagement": make_engagement("autumn-engagement")},
        {"conversation": make_conversation()},
        {"lesson": Lesson.objects.create(statement="Count.", kind=LessonKind.WORKED)},
        {"lesson": Lesson.objects.create(statement="Look.", kind=LessonKind.WORKED, retired_at=NOW)},
        *networks_and_rooms(),
        *questions(),
        *case_studies(),
    ]
    rows = [
        Thread(title="Lights", state=state, opened_at=NOW, last_posted_at=NOW, opened_by=ben(), **place)
        for place, state in product(places, ThreadState)
    ]
    return len(Thread.objects.bulk_create(rows))


@pytest.mark.parametrize("name", PEOPLE)
def test_a_row_says_what_the_database_says(name, threads, django_assert_num_queries):
    person = PEOPLE[name]()
    defined = set(Thread.objects.within_reach_of(person).values_list("pk", flat=True))
    with django_assert_num_queries(1):
        decided = {
            thread.pk
            for thread in Thread.objects.in_short().with_ties_of(person)
            if thread.is_within_reach_of(
                person, is_in_network=thread.is_in_network, is_in_room=thread.is_in_room
            )
        }
    assert decided == defined
    assert 0 < len(defined) < threads


def test_a_row_that_was_read_for_a_member_still_says_what_a_visitor_reads(threads):
    defined = set(Thread.objects.within_reach_of(visitor()).values_list("pk", flat=True))
    rows = Thread.objects.in_short().with_ties_of(chloe())
    assert {thread.pk for thread in rows if thread.is_within_reach_of(visitor())} == defined
    assert defined < set(Thread.objects.within_reach_of(chloe()).values_list("pk", flat=True))
