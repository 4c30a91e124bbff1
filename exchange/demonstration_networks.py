"""The demonstration's networks: one that everybody reads, one by request; made through our own actions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from casestudies.actions.programme import read_data
from exchange.notices.models import Notice
from exchange.people.actions.memberships import admit, ask_to_join, change_role, join_network
from exchange.people.actions.networks import start_network
from exchange.people.actions.rooms import make_room
from exchange.people.models import Membership, MembershipRole, Network, NetworkAccess, Room, User
from forums.actions.posts import add_post
from forums.actions.threads import open_thread
from forums.models import Post, ThreadKind

Row = Mapping[str, Any]
People = Mapping[str, User]


def load_networks(people: People) -> None:
    for row in read_data("demonstration_networks.json")["networks"]:
        load_network(row, people)
    # It happened long ago: it stands among what its people were told, and no letter goes out.
    Notice.objects.filter(recipient__is_demonstration=True, mailed_at__isnull=True).update(mail_at=None)


def load_network(row: Row, people: People) -> None:
    starter, started_at = people[row["by"]], datetime.fromisoformat(row["started_at"])
    network = start_network(
        name=row["name"],
        purpose=row["purpose"],
        access=NetworkAccess(row["access"]),
        by=starter,
        is_demonstration=True,
        now=started_at,
    )
    for who in row.get("joined", ()):
        join_network(network=network, user=people[who], now=started_at)
    for asking in (*row.get("admitted", ()), *row.get("asking", ())):
        asked = ask_to_join(
            network=network, user=people[asking["who"]], words=asking["words"], now=started_at
        )
        if asking.get("answer"):
            admit(membership=asked, by=starter, answer=asking["answer"], now=started_at)
    for who in row["facilitators"]:
        membership = Membership.objects.get(network=network, user=people[who])
        change_role(membership=membership, role=MembershipRole.FACILITATOR, by=starter, now=started_at)
    rooms = {room["key"]: load_room(room, network, starter, started_at) for room in row["rooms"]}
    for thread in row["threads"]:
        load_thread(thread, network, rooms, people)


def load_room(row: Row, network: Network, by: User, now: datetime) -> Room:
    return make_room(
        network=network,
        name=row["name"],
        purpose=row["purpose"],
        is_private=row["is_private"],
        by=by,
        now=now,
    )


def load_thread(row: Row, network: Network, rooms: Mapping[str, Room], people: People) -> None:
    opening, *replies = row["posts"]
    thread = open_thread(
        subject=network,
        author=people[opening["author"]],
        title=row["title"],
        text=opening["text"],
        client_id=client_id(row["key"], opening["key"]),
        kind=ThreadKind(row["kind"]),
        room=rooms.get(row.get("room", "")),
        tags=row["tags"],
        is_demonstration=True,
        now=datetime.fromisoformat(opening["posted_at"]),
    )
    posts: dict[str, Post] = {opening["key"]: thread.posts.get()}
    for reply in replies:
        posts[reply["key"]] = add_post(
            thread=thread,
            author=people[reply["author"]],
            text=reply["text"],
            parent=posts.get(reply["parent"]),
            client_id=client_id(row["key"], reply["key"]),
            now=datetime.fromisoformat(reply["posted_at"]),
        )


def client_id(*parts: str) -> UUID:
    return uuid5(NAMESPACE_URL, "/".join(("demonstration", "networks", *parts)))
