"""Inviting: a link holds for a time, says nothing of accounts, and lets nobody in who was put out."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from exchange.people.actions.invitations import (
    HOLDS_FOR,
    AddressMissing,
    InvitationOver,
    accept_invitation,
    end_lapsed,
    invitation_for,
    invite_address,
    make_invitation_link,
    withdraw_invitation,
)
from exchange.people.actions.memberships import WasPutOut, change_role, leave_network, put_out
from exchange.people.invitations import invitation_id_of, token_of
from exchange.people.models import (
    Invitation,
    Membership,
    MembershipRole,
    MembershipState,
    Network,
    NetworkAccess,
)
from tests.factories import amina, ben, chloe, dineo, let_in, make_network, run_jobs

pytestmark = pytest.mark.django_db
STRANGER = "nobody@people.example"


@pytest.fixture
def network():
    return make_network("Survivors", NetworkAccess.PRIVATE, slug="survivors")


def address_of(invitation):
    return reverse("invitation", args=[token_of(invitation.pk)])


def test_inviting_answers_the_same_whoever_an_address_belongs_to(client, network):
    client.force_login(amina())
    pages = []
    for email in (ben().email, STRANGER):
        answer = client.post(reverse("invite", args=["survivors"]), {"email": email}, follow=True)
        pages.append((answer.status_code, answer.text.count(email), answer.text.count("Ben Jacobs")))
    run_jobs()
    assert pages == [(200, 3, 0), (200, 3, 0)]
    assert [message.to for message in mail.outbox] == [[ben().email], [STRANGER]]
    assert all("/invitations/" in message.body for message in mail.outbox)


def test_an_invited_member_sees_the_network_and_may_join_or_say_no(client, network):
    client.force_login(ben())
    address = reverse("network", args=["survivors"])
    assert client.get(address).status_code == 404
    invite_address(network=network, email=ben().email.upper(), by=amina())
    assert client.get(address).status_code == 200
    client.post(reverse("own_membership", args=["survivors", "leave"]))
    assert client.get(address).status_code == 404
    invite_address(network=network, email=ben().email, by=amina())
    client.post(reverse("own_membership", args=["survivors", "accept"]))
    assert Membership.objects.get(user=ben()).state == MembershipState.STANDING


def test_a_letter_lets_in_one_person_and_a_link_many(client, network):
    letter = invite_address(network=network, email=STRANGER, by=amina())
    link = make_invitation_link(network=network, by=amina())
    found = []
    for invitation in (letter, link):
        for person in (ben(), chloe()):
            client.force_login(person)
            found.append(client.post(address_of(invitation)).status_code)
            leave_network(network=network, user=person)
    assert found == [302, 404, 302, 302]


def test_an_invitation_ends_by_time_by_taking_it_back_and_with_its_senders_role(network):
    link = make_invitation_link(network=network, by=amina())
    late = link.invited_at + HOLDS_FOR
    assert [Invitation.objects.holding(now).count() for now in (late - timedelta(seconds=1), late)] == [1, 0]
    with pytest.raises(InvitationOver):
        accept_invitation(invitation=link, user=ben(), now=late)
    let_in(network, chloe(), MembershipRole.FACILITATOR)
    change_role(membership=Membership.objects.get(user=amina()), role=MembershipRole.MEMBER, by=chloe())
    with pytest.raises(InvitationOver):
        accept_invitation(invitation=link, user=ben())
    mine = make_invitation_link(network=network, by=chloe())
    withdraw_invitation(invitation=mine, by=chloe())
    withdraw_invitation(invitation=mine, by=chloe())
    with pytest.raises(InvitationOver):
        accept_invitation(invitation=mine, user=ben())
    assert not Membership.objects.filter(user=ben()).exists()


def test_taking_back_an_invitation_hides_the_network_again(network):
    invitation = invite_address(network=network, email=ben().email, by=amina())
    assert network in Network.objects.visible_to(ben())
    withdraw_invitation(invitation=invitation, by=amina())
    assert network not in Network.objects.visible_to(ben())
    with pytest.raises(InvitationOver):
        invitation_for(network=network, user=ben())


def test_an_invitation_that_ran_out_hides_the_network_again_overnight(network):
    invitation = invite_address(network=network, email=ben().email, by=amina())
    assert [end_lapsed(now=invitation.invited_at), network in Network.objects.visible_to(ben())] == [0, True]
    assert [end_lapsed(now=invitation.expires_at), network in Network.objects.visible_to(ben())] == [1, False]


def test_a_link_brings_back_nobody_who_was_put_out_but_a_letter_does(network):
    let_in(network, ben())
    put_out(membership=Membership.objects.get(user=ben()), by=amina(), reason="Adverts.")
    with pytest.raises(WasPutOut):
        accept_invitation(invitation=make_invitation_link(network=network, by=amina()), user=ben())
    accept_invitation(invitation=invite_address(network=network, email=ben().email, by=amina()), user=ben())
    assert Membership.objects.get(user=ben()).state == MembershipState.STANDING


def test_a_link_that_was_not_signed_here_or_holds_no_longer_names_nothing(client, network):
    client.force_login(dineo())
    link = make_invitation_link(network=network, by=amina())
    token = token_of(link.pk)
    forged = [f"{link.pk}:{'a' * 43}", token[:-1], f"{link.pk + 1}{token[token.index(':') :]}", "x"]
    assert [invitation_id_of(text) for text in [token, *forged]] == [link.pk, None, None, None, None]
    withdraw_invitation(invitation=link, by=amina())
    for text in [token, *forged]:
        answer = client.get(reverse("invitation", args=[text]))
        assert (answer.status_code, "Survivors" in answer.text) == (404, False)


@pytest.mark.parametrize(
    "email", ["", "ben", "a@b", "ben@people.example, chloe@people.example", "b\n@c.example"]
)
def test_what_is_no_address_is_refused(network, email):
    with pytest.raises(AddressMissing):
        invite_address(network=network, email=email, by=amina())


def test_a_page_with_a_wrong_address_keeps_what_was_typed(client, network):
    client.force_login(amina())
    answer = client.post(reverse("invite", args=["survivors"]), {"email": "ben at home"})
    assert (answer.status_code, 'value="ben at home"' in answer.text) == (400, True)
