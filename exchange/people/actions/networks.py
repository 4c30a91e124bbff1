"""Starting networks and changing how they work."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from exchange.errors import ActionError
from exchange.people.models import (
    Membership,
    MembershipRole,
    MembershipState,
    Network,
    NetworkAccess,
    User,
)
from exchange.people.network_log import Deed, Done, keep
from exchange.text import clean

RESERVED_SLUGS = frozenset({"new"})
"""/networks/new/ takes a form."""

CLOSENESS = {NetworkAccess.OPEN: 0, NetworkAccess.BY_REQUEST: 1, NetworkAccess.PRIVATE: 2}


class NameTaken(ActionError):
    message = _("There is a network of this name already. Give yours another name.")
    status = 400


class NameMissing(ActionError):
    message = _("Please give the network a name.")
    status = 400


class StaysClose(ActionError):
    message = _(
        "People have written here for the members alone. So this network can become closer, never more open. "
        "Start a new network for what everybody may read, and invite people to it."
    )


class NotConfirmed(ActionError):
    message = _("From now on only members would read this network. Tick that this is meant, then save again.")
    code = "unconfirmed"


@transaction.atomic
def start_network(
    *,
    name: str,
    purpose: str,
    access: NetworkAccess,
    by: User,
    held_posts: int = 0,
    word_list: str = "",
    is_demonstration: bool = False,
    now: datetime | None = None,
) -> Network:
    """Start a network; who starts it facilitates it. Raises NameMissing, NameTaken."""
    now = now or timezone.now()
    name = one_line(name)
    slug = slugify(name)[:80].strip("-") or "network"
    if slug in RESERVED_SLUGS:
        slug = f"{slug}-network"
    if not name:
        raise NameMissing
    if Network.objects.filter(name__iexact=name).exclude(access=NetworkAccess.PRIVATE).exists():
        raise NameTaken
    network = Network.objects.create(
        slug=free_slug(slug),
        name=name,
        purpose=clean(purpose),
        access=access,
        held_posts=held_posts,
        word_list=clean(word_list),
        created_by=by,
        created_at=now,
        is_demonstration=is_demonstration,
    )
    Membership.objects.create(
        network=network,
        user=by,
        role=MembershipRole.FACILITATOR,
        state=MembershipState.STANDING,
        since=now,
        decided_by=by,
    )
    return network


def free_slug(wanted: str) -> str:
    """The slug, or the next free one: that a private network has it is nobody's business."""
    slug, number = wanted, 1
    while Network.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted[:76].rstrip('-')}-{number}"
    return slug


@transaction.atomic
def change_network(
    *,
    network: Network,
    by: User,
    name: str,
    purpose: str,
    access: NetworkAccess,
    held_posts: int,
    word_list: str,
    is_confirmed: bool = False,
    now: datetime | None = None,
) -> Network:
    """Change a network's settings; the same settings are quiet. Its address stays.

    A network may become closer, at once for everything in it, if that is confirmed. It becomes more
    open only while nobody but its starter was ever in it: what people wrote for few stays with few.
    Raises NameMissing, NameTaken, StaysClose, NotConfirmed.
    """
    network = locked(network)
    name = one_line(name)
    if not name:
        raise NameMissing
    others = Network.objects.exclude(pk=network.pk).exclude(access=NetworkAccess.PRIVATE)
    if others.filter(name__iexact=name).exists():
        raise NameTaken
    wanted: dict[str, Any] = {
        "name": name,
        "purpose": clean(purpose),
        "access": access,
        "held_posts": held_posts,
        "word_list": clean(word_list),
    }
    change = CLOSENESS[access] - CLOSENESS[NetworkAccess(network.access)]
    if change < 0 and network.memberships.exclude(user=by).exists():
        raise StaysClose
    if change > 0 and network.is_open and not is_confirmed:
        raise NotConfirmed
    before = {field: getattr(network, field) for field, value in wanted.items()}
    changed = {field: value for field, value in wanted.items() if before[field] != value}
    if not changed:
        return network
    for field, value in changed.items():
        setattr(network, field, value)
    network.save(update_fields=[*changed])
    kept = {field: before[field] for field in changed if field in {"access", "held_posts"}}
    keep(
        Done(
            Deed.CHANGE_NETWORK,
            network,
            by,
            now or timezone.now(),
            before={**kept, "changed": sorted(changed)},
        )
    )
    return network


def locked(network: Network) -> Network:
    """The network's row, locked: roles and states of its members change only under this lock."""
    return Network.objects.select_for_update().get(pk=network.pk)


def one_line(text: str) -> str:
    return " ".join(clean(text).split())
