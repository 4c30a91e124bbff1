"""Coming into a network, leaving it, and who looks after it."""

import pytest

from exchange.people.access import facilitates_network
from exchange.people.actions.appointments import (
    HasAFacilitator,
    NotAMember,
    NotOneself,
    appoint_facilitator,
    without_facilitator,
)
from exchange.people.actions.memberships import (
    ChangedMeanwhile,
    JoinsByAsking,
    LeaveInstead,
    NeedsAFacilitator,
    ReasonMissing,
    TooManyWords,
    WasPutOut,
    WordsMissing,
    admit,
    ask_to_join,
    change_role,
    decline,
    join_network,
    leave_network,
    put_out,
)
from exchange.people.actions.networks import (
    NameMissing,
    NameTaken,
    NotConfirmed,
    StaysClose,
    change_network,
    start_network,
)
from exchange.people.actions.rooms import (
    NotInTheNetwork,
    RoomNameTaken,
    RoomStaysClose,
    change_room,
    let_into_room,
    make_room,
    put_out_of_room,
)
from exchange.people.models import (
    Membership,
    MembershipRole,
    MembershipState,
    Network,
    NetworkAccess,
    Room,
    RoomMember,
)
from forums.models import Act
from tests.factories import NOW, administrator, amina, ben, chloe, dineo, let_in, make_member, make_network

pytestmark = pytest.mark.django_db
OPEN, BY_REQUEST, PRIVATE = NetworkAccess.OPEN, NetworkAccess.BY_REQUEST, NetworkAccess.PRIVATE
WORDS = "I light ranks."


def state_of(network, user):
    found = Membership.objects.filter(network=network, user=user).values_list("state", "role").first()
    return found and (found[0], found[1])


def acts():
    return list(Act.objects.order_by("pk").values_list("kind", "person__display_name", "reason"))


def settings_of(network, **changes):
    fields = ("name", "purpose", "access", "held_posts", "word_list")
    return {field: getattr(network, field) for field in fields} | changes


def asked(network, user):
    return ask_to_join(network=network, user=user, words=WORDS, now=NOW)


# Starting and changing ----------------------------------------------------------------------------
def test_who_starts_a_network_facilitates_it_and_its_address_is_never_one_that_means_something():
    started = [
        start_network(name=name, purpose="", access=PRIVATE, by=ben()) for name in ("New", "Night", "Night")
    ]
    assert [network.slug for network in started] == ["new-network", "night", "night-2"]
    assert {state_of(network, ben()) for network in started} == {("standing", "facilitator")}


def test_names_are_needed_and_taken_once_but_a_private_ones_name_is_not_given_away():
    start_network(name="Night", purpose="", access=OPEN, by=ben())
    for name, error in ((" ", NameMissing), ("night", NameTaken)):
        with pytest.raises(error):
            start_network(name=name, purpose="", access=OPEN, by=ben())
    start_network(name="Secret", purpose="", access=PRIVATE, by=ben())
    assert start_network(name="Secret", purpose="", access=OPEN, by=chloe()).slug == "secret-2"


def test_a_network_becomes_closer_when_confirmed_and_never_more_open_once_somebody_else_was_in():
    network = start_network(name="Night", purpose="", access=OPEN, by=ben())
    with pytest.raises(NotConfirmed):
        change_network(network=network, by=ben(), **settings_of(network, access=PRIVATE))
    network = change_network(
        network=network, by=ben(), is_confirmed=True, **settings_of(network, access=PRIVATE)
    )
    network = change_network(network=network, by=ben(), **settings_of(network, access=BY_REQUEST))
    let_in(network, chloe())
    leave_network(network=network, user=chloe())
    with pytest.raises(StaysClose):
        change_network(network=network, by=ben(), **settings_of(network, access=OPEN))
    assert Network.objects.get().access == BY_REQUEST
    log = list(Act.objects.order_by("pk").values_list("kind", "before"))
    assert [(kind, before["access"]) for kind, before in log] == [
        ("change_network", OPEN),
        ("change_network", PRIVATE),
    ]


# Coming in ----------------------------------------------------------------------------------------
def test_anybody_joins_an_open_network_and_twice_is_quiet():
    network = make_network(access=OPEN)
    assert join_network(network=network, user=ben()) == join_network(network=network, user=ben())
    assert state_of(network, ben()) == ("standing", "member")


@pytest.mark.parametrize("access", [BY_REQUEST, PRIVATE])
def test_nobody_joins_another_network_by_themselves(access):
    with pytest.raises(JoinsByAsking):
        join_network(network=make_network(access=access), user=ben())


def test_a_request_has_a_sentence_and_the_facilitators_let_in_with_an_answer():
    network = make_network()
    with pytest.raises(WordsMissing):
        ask_to_join(network=network, user=ben(), words="  ")
    with pytest.raises(TooManyWords):
        ask_to_join(network=network, user=ben(), words="x" * 501)
    membership = asked(network, ben())
    assert asked(network, ben()).pk == membership.pk
    membership = admit(membership=membership, by=amina(), answer="Welcome.", now=NOW)
    assert admit(membership=membership, by=amina()).pk == membership.pk
    assert (state_of(network, ben()), membership.answer) == (("standing", "member"), "Welcome.")
    assert acts() == [("admit", "Ben Jacobs", "Welcome.")]


def test_a_no_says_why_and_one_may_ask_again():
    network = make_network()
    membership = asked(network, ben())
    with pytest.raises(ReasonMissing):
        decline(membership=membership, by=amina(), answer="")
    decline(membership=membership, by=amina(), answer="For planners.", now=NOW)
    with pytest.raises(ChangedMeanwhile):
        admit(membership=membership, by=amina())
    assert state_of(network, ben())[0] == MembershipState.DECLINED
    assert asked(network, ben()).state == MembershipState.ASKED
    assert acts() == [("decline", "Ben Jacobs", "For planners.")]


def test_a_request_that_was_taken_back_is_decided_by_nobody():
    network = make_network()
    membership = asked(network, ben())
    leave_network(network=network, user=ben())
    with pytest.raises(ChangedMeanwhile):
        admit(membership=membership, by=amina())
    assert state_of(network, ben())[0] == MembershipState.LEFT


# Going out ----------------------------------------------------------------------------------------
def test_whoever_leaves_or_is_put_out_leaves_the_rooms_and_comes_back_as_a_member():
    network = make_network("N", OPEN, chloe(), slug="n")
    room = make_room(network=network, name="Lighting", by=amina(), is_private=True)
    let_in(network, ben(), MembershipRole.FACILITATOR)
    for person in (ben(), chloe()):
        let_into_room(room=room, user=person, by=amina())
    leave_network(network=network, user=ben())
    leave_network(network=network, user=ben())
    put_out(membership=Membership.objects.get(user=chloe()), by=amina(), reason="Adverts.")
    assert list(RoomMember.objects.values_list("user", flat=True)) == [amina().pk]
    join_network(network=network, user=ben())
    assert state_of(network, ben()) == ("standing", "member")


def test_whoever_was_put_out_comes_back_only_by_asking():
    network = make_network("N", OPEN, ben(), slug="n")
    membership = Membership.objects.get(user=ben())
    with pytest.raises(ReasonMissing):
        put_out(membership=membership, by=amina(), reason="")
    with pytest.raises(LeaveInstead):
        put_out(membership=membership, by=ben(), reason="Bye.")
    put_out(membership=membership, by=amina(), reason="Adverts.")
    put_out(membership=membership, by=amina(), reason="Adverts.")
    with pytest.raises(WasPutOut):
        join_network(network=network, user=ben())
    admit(membership=asked(network, ben()), by=amina())
    assert state_of(network, ben()) == ("standing", "member")
    assert acts() == [("put_out", "Ben Jacobs", "Adverts."), ("admit", "Ben Jacobs", "")]


def test_a_network_is_never_left_without_a_facilitator():
    network = make_network("N", OPEN, ben(), slug="n")
    own = Membership.objects.get(user=amina())
    acting = [
        lambda: leave_network(network=network, user=amina()),
        lambda: change_role(membership=own, role=MembershipRole.MEMBER, by=amina()),
        lambda: put_out(membership=own, by=administrator(), reason="Gone."),
    ]
    for act in acting:
        with pytest.raises(NeedsAFacilitator):
            act()
    closed = let_in(network, make_member("Closed Account", is_active=False), MembershipRole.FACILITATOR)
    with pytest.raises(NeedsAFacilitator):
        leave_network(network=network, user=amina())
    assert not facilitates_network(closed.user, network)
    ben_in = Membership.objects.get(user=ben())
    change_role(membership=ben_in, role=MembershipRole.FACILITATOR, by=amina())
    change_role(membership=ben_in, role=MembershipRole.FACILITATOR, by=amina())
    leave_network(network=network, user=amina())
    assert state_of(network, amina())[0] == MembershipState.LEFT
    assert acts() == [("change_role", "Ben Jacobs", "")]


def test_an_administrator_appoints_a_member_where_nobody_looks_after_a_network_and_never_themselves():
    network = make_network("N", PRIVATE, ben(), administrator(), slug="n")
    appointing = {"network": network, "by": administrator(), "reason": "Amina has gone."}
    with pytest.raises(HasAFacilitator):
        appoint_facilitator(email=ben().email, **appointing)
    assert list(without_facilitator()) == []
    type(amina()).objects.filter(pk=amina().pk).update(is_active=False)
    assert list(without_facilitator()) == [network]
    for email, error in ((dineo().email, NotAMember), (administrator().email, NotOneself)):
        with pytest.raises(error):
            appoint_facilitator(email=email, **appointing)
    with pytest.raises(ReasonMissing):
        appoint_facilitator(email=ben().email, **{**appointing, "reason": ""})
    appoint_facilitator(email=ben().email.upper(), **appointing)
    assert state_of(network, ben()) == ("standing", "facilitator")
    told = set(Act.objects.get().person.notices.values_list("source", "source_id"))
    assert told == {("act", Act.objects.get().pk)}
    assert acts() == [("change_role", "Ben Jacobs", "Amina has gone.")]


# Rooms --------------------------------------------------------------------------------------------
def test_a_private_room_is_for_whoever_was_let_in_also_among_facilitators():
    network = make_network("N", PRIVATE, ben(), slug="n")
    let_in(network, chloe(), MembershipRole.FACILITATOR)
    room = make_room(network=network, name="Lighting", by=amina(), is_private=True)
    readers = lambda: {str(who) for who in (amina(), ben(), chloe()) if room in Room.objects.read_by(who)}  # noqa: E731
    assert readers() == {str(amina())}
    let_into_room(room=room, user=ben(), by=amina())
    let_into_room(room=room, user=ben(), by=amina())
    assert readers() == {str(amina()), str(ben())}
    put_out_of_room(room=room, user=ben(), by=amina())
    put_out_of_room(room=room, user=ben(), by=amina())
    assert readers() == {str(amina())}
    with pytest.raises(NotInTheNetwork):
        let_into_room(room=room, user=dineo(), by=amina())
    assert [kind for kind, _who, _why in acts()] == ["change_network", "admit", "put_out"]


def test_a_room_becomes_private_and_stays_so_under_the_address_it_has():
    network = make_network()
    room = make_room(network=network, name="New", by=amina())
    assert room.slug == "new-2"
    make_room(network=network, name="Stations", by=amina())
    with pytest.raises(RoomNameTaken):
        change_room(room=room, name="stations", by=amina(), purpose="", is_private=False)
    room = change_room(room=room, name="Ranks", by=amina(), purpose="", is_private=True)
    with pytest.raises(RoomStaysClose):
        change_room(room=room, name="Ranks", by=amina(), purpose="", is_private=False)
    assert (room.slug, room in Room.objects.read_by(amina())) == ("new-2", True)
