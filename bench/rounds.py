"""One round: a room, its listeners, the script, and what came of it. Needs Django to be set up."""

from dataclasses import dataclass, field

from django.utils import timezone

from bench.processes import ListenerProcess, ServerProcess
from bench.room import Room, load_room, make_room, own_of, page_of, seen_events
from casestudies.models import Engagement
from exchange.people.models import User


@dataclass
class Tally:
    """What the rounds of one arm came to."""

    latencies: list[float] = field(default_factory=list)  # ms, of each applied update
    updates: int = 0  # events that the room may see, times listeners
    cpu_seconds: float = 0.0
    lost: int = 0
    differing: int = 0  # listeners whose state is not the fold of the log
    cut: int = 0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")

    @property
    def cpu_per_update(self) -> float:
        """Microseconds of the server's processor for each update that arrived."""
        return self.cpu_seconds * 1_000_000 / (self.updates - self.lost)


def play_round(
    *, arm: str, size: int, seed: int, server: ServerProcess, listeners: ListenerProcess, tally: Tally
) -> None:
    room = make_room(engagement=_engagement(), facilitator=_facilitator(), people=size)
    page = page_of(room)
    server.wait_until_idle()
    listeners.ask({"arm": arm, "port": server.port, "paths": _paths(room, arm, page["seq"]), "page": page})
    before = server.cpu_seconds()
    committed = server.play(arm=arm, session_id=room.session.pk, seed=seed)
    room = load_room(room.session.pk)
    seen = seen_events(room, page["seq"])
    listeners.ask({"seqs": seen})
    tally.cpu_seconds += server.cpu_seconds() - before
    result = listeners.ask(
        {
            "committed": {seq: committed[str(seq)] for seq in seen},
            "questions": page_of(room)["questions"],
            "own": own_of(room) if arm == "hub" else [[]] * size,  # stock sends nothing in private
        }
    )
    tally.latencies += result["latencies"]
    tally.updates += len(seen) * size
    tally.lost += result["lost"]
    tally.differing += result["differing"]
    tally.cut += result["cut"]


def _paths(room: Room, arm: str, seq: int) -> list[str]:
    if arm == "hub":
        return [f"/live/{room.session.slug}/socket/?ticket={ticket}&after={seq}" for ticket in room.tickets()]
    return [f"/bench/{arm}/{room.session.pk}/"] * len(room.people)


def _facilitator() -> User:
    user, _ = User.objects.get_or_create(email="bench@example.org", defaults={"display_name": "Amina"})
    return user


def _engagement() -> Engagement:
    engagement, _ = Engagement.objects.get_or_create(
        slug="bench", defaults={"title": "Bench", "month": timezone.localdate().replace(day=1)}
    )
    return engagement
