"""Networks, their rooms and their people."""

from django.urls import path, register_converter

from exchange.http import one_of
from forums.views import invitations, memberships, network_settings, networks

register_converter(one_of(*memberships.OWN_ACTS), "own_membership_act")
register_converter(one_of(*memberships.MEMBER_ACTS), "member_act")
register_converter(one_of("let-in", "put-out"), "room_act")

ROOM = "networks/<slug:slug>/rooms/<slug:room_slug>/"

urlpatterns = [
    path("networks/", networks.networks, name="networks"),
    path("networks/new/", network_settings.new_network, name="new_network"),
    path("networks/<slug:slug>/", networks.network, name="network"),
    path("networks/<slug:slug>/settings/", network_settings.network_settings, name="network_settings"),
    path("networks/<slug:slug>/members/", memberships.members, name="network_members"),
    path(
        "networks/<slug:slug>/members/<slug:handle>/<member_act:verb>/",
        memberships.member_act,
        name="member_act",
    ),
    path("networks/<slug:slug>/invite/", invitations.invite, name="invite"),
    path("networks/<slug:slug>/invitation-link/", invitations.invitation_link, name="invitation_link"),
    path(
        "networks/<slug:slug>/invitations/<int:invitation_id>/withdraw/",
        invitations.withdraw,
        name="withdraw_invitation",
    ),
    path("networks/<slug:slug>/rooms/new/", network_settings.new_room, name="new_room"),
    path(ROOM, networks.network_room, name="network_room"),
    path(f"{ROOM}edit/", network_settings.edit_room, name="edit_room"),
    path(f"{ROOM}people/<room_act:verb>/", network_settings.room_person, name="room_person"),
    path(
        "networks/<slug:slug>/<own_membership_act:verb>/", memberships.own_membership, name="own_membership"
    ),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
