"""Who is connected, over all processes: rows that each process's hub renews every few seconds.

Counts of sockets by audience, never of persons: who listens is not noted. Facilitators alone are noted
by name while their desk is open, for one another. A row that is not renewed has died with its process.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import token_hex

from django.db import close_old_connections, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from exchange.people.models import User
from forums.live.groups import SessionRoom, parse_room
from forums.models import LiveSession, Presence

GONE_AFTER = timedelta(seconds=20)
DESK = "desk"  # the rows of facilitators; ``process`` is their account
THIS_PROCESS = token_hex(8)


def note_presence(counts: Mapping[str, int]) -> None:
    """Note how many listen in each room of this process (see ``exchange.live.hub.Counter``)."""
    close_old_connections()
    rooms: Counter[SessionRoom] = Counter()
    for name, count in counts.items():
        rooms[parse_room(name)._replace(link="")] += count  # by whichever link screens came
    try:
        _write(rooms, THIS_PROCESS, timezone.now())
    finally:
        close_old_connections()


@transaction.atomic
def _write(counts: Mapping[SessionRoom, int], process: str, now: datetime) -> None:
    """One upsert for all rooms; those that fell silent, and what died with its process, are deleted."""
    there = set(
        LiveSession.objects.filter(pk__in={room.session_id for room in counts}).values_list("pk", flat=True)
    )
    Presence.objects.bulk_create(
        [
            Presence(
                session_id=room.session_id,
                audience=room.audience,
                process=process,
                count=count,
                seen_at=now,
            )
            for room, count in counts.items()
            if count and room.session_id in there
        ],
        update_conflicts=True,
        unique_fields=["session", "audience", "process"],
        update_fields=["count", "seen_at"],
    )
    gone = Q(seen_at__lt=now - 3 * GONE_AFTER)
    for room, count in counts.items():
        if not count:
            gone |= Q(session=room.session_id, audience=room.audience, process=process)
    Presence.objects.filter(gone).delete()


def connected_to(session: LiveSession, now: datetime) -> dict[str, int]:
    """How many sockets each audience of a session has now, over all processes."""
    alive = Presence.objects.filter(session=session, seen_at__gte=now - GONE_AFTER).exclude(audience=DESK)
    return dict(alive.values_list("audience").annotate(Sum("count")).order_by())


def note_at_desk(session: LiveSession, user: User, now: datetime) -> None:
    """Note that a facilitator has the desk open; a desk that asks for the pulse does so every few seconds."""
    row = Presence(session=session, audience=DESK, process=str(user.pk), count=1, seen_at=now)
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["session", "audience", "process"],
        update_fields=["seen_at"],
    )


def facilitators_at_desk(session: LiveSession, now: datetime) -> list[User]:
    """Who has the desk open now, in order of their names."""
    rows = Presence.objects.filter(session=session, audience=DESK, seen_at__gte=now - GONE_AFTER)
    people = User.objects.filter(pk__in=[int(pk) for pk in rows.values_list("process", flat=True)])
    return sorted(people, key=lambda user: (user.display_name.casefold(), user.pk))
