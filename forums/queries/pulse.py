"""How a session goes, for its facilitators: who is there, how much is asked, and who was not heard."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from exchange.people import places
from forums.live.groups import Audience
from forums.live.presence import connected_to, facilitators_at_desk
from forums.models import Hand, LiveSession, Participant, Question

LATELY = timedelta(minutes=5)
MOST_NAMED = 12


@dataclass(frozen=True)
class Pulse:
    """Counts, and names of places and of facilitators; of nobody else."""

    connected: int
    screens: int
    joined: int
    members: int
    anonymous: int
    asked_lately: int
    unheard: list[str]
    unheard_more: int
    at_desk: list[str]
    leader: str

    @property
    def guests(self) -> int:
        return self.joined - self.members

    @property
    def a_minute(self) -> float:
        return round(self.asked_lately / (LATELY.total_seconds() / 60), 1)


def pulse_of(session: LiveSession, now: datetime) -> Pulse:
    sockets = connected_to(session, now)
    people = Participant.objects.filter(session=session, is_entered=False)
    counts = people.aggregate(
        joined=Count("pk"),
        members=Count("pk", filter=Q(user__isnull=False)),
        anonymous=Count("pk", filter=Q(is_anonymous=True)),
    )
    unheard = unheard_places(session)
    return Pulse(
        connected=sockets.get(Audience.ATTENDEES, 0),
        screens=sockets.get(Audience.SCREENS, 0),
        **counts,
        asked_lately=Question.objects.filter(session=session, asked_at__gt=now - LATELY).count(),
        unheard=unheard[:MOST_NAMED],
        unheard_more=max(0, len(unheard) - MOST_NAMED),
        at_desk=[user.display_name for user in facilitators_at_desk(session, now)],
        leader=session.led_by.display_name if session.led_by else "",
    )


def unheard_places(session: LiveSession) -> list[str]:
    """Municipalities that are there and of whose people none has a question in the room or has spoken.

    Who is anonymous to the room counts for no place.
    """
    named = Participant.objects.filter(session=session, is_anonymous=False, blocked_at=None)
    there = set(named.exclude(municipality_code="").values_list("municipality_code", flat=True))
    there |= set(
        named.filter(municipality_code="")
        .exclude(user__municipality_code="")
        .exclude(user=None)
        .values_list("user__municipality_code", flat=True)
    )
    heard: set[str] = set()
    asked = Question.objects.in_the_room().filter(session=session, is_anonymous=False)
    heard.update(*asked.values_list("asker__municipality_code", "asker__user__municipality_code"))
    spoke = Hand.objects.filter(session=session, called_at__isnull=False, participant__is_anonymous=False)
    heard.update(*spoke.values_list("participant__municipality_code", "participant__user__municipality_code"))
    return sorted(filter(None, map(places.label, there - heard)))
