"""Many guests at once from one address: kept out of the order until a facilitator lets them count."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from exchange.people.models import User
from forums.actions.live.log import append_event, lock_session
from forums.actions.live.undo import Changes
from forums.actions.live.votes import recount, voted_on_by
from forums.models import EventKind, JoinBurst, LivePart, LiveSession, Participant

WINDOW = timedelta(minutes=1)
MOST_IN_A_WINDOW = 100
"""More guests than this within a minute from one address are a burst.

A municipal building shows the site one address for everybody in it. Three hundred who come over ten
minutes are thirty a minute; people do not come evenly, and the fullest minute of such a meeting holds
about three times its share: ninety. Beyond that somebody joins each 0.6 seconds, for a whole minute,
behind one address. A script that wants to move an order of votes makes hundreds in that time; one
that stays below gains no more in a minute than a full room would. A hall in which everybody scans the
code at once is held too: the facilitator sees its size and lets it count with one press. What comes
slowly, or from many addresses, this does not see: for that a session can count members' votes only.
"""
TOLD_EACH = 10  # arrivals, between two events that tell the desk how large a burst is by now
KEPT_FOR = timedelta(days=1)


def address_key(session: LiveSession, address: str) -> str:
    """A keyed hash of where somebody comes from, another one in each session; nothing for no address.

    Of IPv6 the first 64 bits: one household or one machine has all the others.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped:
        found = mapped
    place = str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))
    return salted_hmac("forums.join_address", f"{session.pk} {place}", algorithm="sha256").hexdigest()


def note_arrival(*, guest: Participant, now: datetime) -> JoinBurst | None:
    """See whether a new guest is one of a burst; then all who came with them are, too.

    Any minute counts, not the minutes of the clock: the guests of a window that goes over the limit
    are in the burst from its first one on. Needs a transaction.
    """
    if not guest.address_key or _came_since(guest, now).count() <= MOST_IN_A_WINDOW:
        return None
    session = lock_session(guest.session)
    going_on = JoinBurst.objects.filter(
        session=session, address_key=guest.address_key, last_at__gt=now - WINDOW
    )
    burst = going_on.order_by("-pk").first() or JoinBurst(
        session=session, address_key=guest.address_key, began_at=now, last_at=now
    )
    is_new = burst.pk is None
    new = list(_came_since(guest, now).filter(burst=None).order_by("joined_at", "pk"))
    if is_new:
        burst.began_at = new[0].joined_at
    tells = is_new or (burst.size + len(new)) // TOLD_EACH > burst.size // TOLD_EACH
    burst.size += len(new)
    burst.last_at = max(now, burst.last_at)
    burst.save()
    pks = [person.pk for person in new]
    Participant.objects.filter(pk__in=pks).update(burst=burst)
    guest.burst = burst
    changed = recount(voted_on_by(pks)) if is_new else []  # later ones have not voted yet
    if tells or changed:
        append_event(
            session=session,
            kind=EventKind.PEOPLE_CHANGED,
            questions=changed,
            touched={LivePart.BURSTS: [burst]},
            now=now,
        )
    return burst


def _came_since(guest: Participant, now: datetime) -> QuerySet[Participant]:
    return Participant.objects.filter(
        session=guest.session_id, address_key=guest.address_key, joined_at__gt=now - WINDOW
    )


def let_burst_count(*, burst: JoinBurst, by: User, now: datetime | None = None) -> JoinBurst:
    """From now on the votes of a burst's guests count, and of those who still come with them."""
    return _set_counts(burst, by, now, counts=True)


def keep_burst_out(*, burst: JoinBurst, by: User, now: datetime | None = None) -> JoinBurst:
    """Undo ``let_burst_count``: the votes are kept and do not count."""
    return _set_counts(burst, by, now, counts=False)


@transaction.atomic
def _set_counts(burst: JoinBurst, by: User, now: datetime | None, *, counts: bool) -> JoinBurst:
    session = lock_session(burst.session)
    burst = JoinBurst.objects.get(pk=burst.pk)
    if burst.counts == counts:
        return burst
    changes = Changes()
    changes.set(burst, counts=counts)
    append_event(
        session=session,
        kind=EventKind.PEOPLE_CHANGED,
        questions=recount(voted_on_by(burst.participants.values_list("pk", flat=True))),
        touched={LivePart.BURSTS: [burst]},
        undo=changes.undo,
        by=by,
        now=now or timezone.now(),
    )
    return burst


def forget_addresses(now: datetime) -> int:
    """Take the hashes of addresses off everybody who joined more than a day ago."""
    old = Participant.objects.exclude(address_key="").filter(joined_at__lt=now - KEPT_FOR)
    JoinBurst.objects.exclude(address_key="").filter(last_at__lt=now - KEPT_FOR).update(address_key="")
    return old.update(address_key="")
