"""Networks and their boards, as somebody sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from exchange.people.models import (
    Invitation,
    Membership,
    MembershipRole,
    MembershipState,
    Network,
    Room,
    RoomMember,
)
from forums.models import Thread, ThreadKind
from forums.queries.reading import unread_in_boards, with_unread

NETWORKS_A_PAGE = 50
THREADS_A_PAGE = 30
MEMBERS_A_PAGE = 100


def networks_known_to(user: Any, page: str | None = None) -> "Page[Network]":
    """Those that somebody may know of, their own first: with ``tie``, ``member_count``, ``last_posted_at``
    of what they may read, and ``unread``."""
    networks = with_member_count(Network.objects.visible_to(user)).annotate(
        last_posted_at=Subquery(
            Thread.objects.visible_to(user)
            .filter(network=OuterRef("pk"))
            .latest_first()
            .values("last_posted_at")[:1]
        ),
        tie=Subquery(_ties(user).filter(network=OuterRef("pk")).values("state")[:1]),
        is_mine=models.ExpressionWrapper(
            Q(pk__in=_ties(user).standing().values("network")), output_field=models.BooleanField()
        ),
    )
    shown = Paginator(networks.order_by("-is_mine", "name", "pk"), NETWORKS_A_PAGE).get_page(page)
    mine = [network.pk for network in shown if network.is_mine]
    threads = Thread.objects.visible_to(user).filter(network__in=mine)
    unread = unread_in_boards(user, threads) if mine else {}
    for network in shown:
        network.unread = unread.get(network.pk, 0)
    return shown


def with_member_count(networks: Any) -> Any:
    standing = Membership.objects.standing().filter(network=OuterRef("pk")).order_by()
    count = standing.values("network").annotate(count=Count("*")).values("count")
    return networks.annotate(member_count=Coalesce(Subquery(count), 0))


def _ties(user: Any) -> Any:
    return Membership.objects.filter(user=getattr(user, "pk", None) or 0)


@dataclass(frozen=True)
class ListedRoom:
    room: Room
    thread_count: int
    unread: int


@dataclass(frozen=True)
class Board:
    """A network's own board or one of its rooms: pinned threads first, then the liveliest."""

    threads: "Page[Thread]"
    kinds: list[tuple[str, str, int]]  # kind, label, how many threads there are of it
    kind: str  # the one that is chosen; empty for all
    rooms: list[ListedRoom]  # none inside a room


def board_of(
    *, user: Any, network: Network, room: Room | None = None, kind: str = "", page: str | None = None
) -> Board:
    """For somebody who may read the network, and the room if one is given."""
    readable = Thread.objects.visible_to(user).filter(network=network)
    on_board = readable.filter(room=room)
    counts = dict(on_board.order_by().values_list("kind").annotate(count=Count("*")))
    kinds = [(value, str(label), counts[value]) for value, label in ThreadKind.choices if value in counts]
    shown = on_board.filter(kind=kind) if kind in counts else on_board
    shown = shown.with_subject().select_related("opened_by")
    shown = shown.order_by(F("pinned_at").desc(nulls_last=True), "-last_posted_at", "-pk")
    threads = Paginator(shown, THREADS_A_PAGE).get_page(page)
    threads.object_list = with_unread(user, threads.object_list)
    rooms = [] if room else rooms_of(user, network, readable)
    return Board(threads, kinds, kind if kind in counts else "", rooms)


def rooms_of(user: Any, network: Network, readable: Any) -> list[ListedRoom]:
    """The rooms that somebody may read."""
    counts = dict(readable.filter(room__isnull=False).order_by().values_list("room").annotate(n=Count("*")))
    rooms = Room.objects.read_by(user).filter(network=network).order_by("name", "pk")
    unread = unread_in_boards(user, readable.filter(room__isnull=False), "room_id") if counts else {}
    return [ListedRoom(room, counts.get(room.pk, 0), unread.get(room.pk, 0)) for room in rooms]


def members_of(network: Network, page: str | None = None) -> "Page[Membership]":
    """Who is in, facilitators first."""
    standing = network.memberships.standing().select_related("user__organisation")
    is_facilitator = models.Case(
        models.When(role=MembershipRole.FACILITATOR, then=0), default=1, output_field=models.IntegerField()
    )
    return Paginator(standing.order_by(is_facilitator, "user__display_name", "pk"), MEMBERS_A_PAGE).get_page(
        page
    )


def requests_for(network: Network) -> list[Membership]:
    """Who asked to join and waits for an answer, the longest first."""
    asked = network.memberships.filter(state=MembershipState.ASKED).select_related("user")
    return list(asked.order_by("since", "pk")[:MEMBERS_A_PAGE])


def invitations_of(network: Network, now: datetime) -> list[Invitation]:
    """Those that still hold, as they were sent: addresses, never whose they are."""
    holding = Invitation.objects.holding(now).filter(network=network).select_related("invited_by")
    return list(holding.order_by("-invited_at", "-pk"))


def people_of_room(room: Room) -> list[RoomMember]:
    return list(room.people.select_related("user", "let_in_by").order_by("user__display_name", "pk"))


def members_outside(room: Room) -> list[Membership]:
    """Members of the network who may be let into a private room."""
    standing = Membership.objects.standing().filter(network=room.network_id).select_related("user")
    inside = RoomMember.objects.filter(room=room).values("user")
    return list(standing.exclude(user__in=inside).order_by("user__display_name", "pk")[:500])
