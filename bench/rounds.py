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
    cut: int = 0  # sockets that the server closed

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")

    @property
    def cpu_per_update(self) -> float:
        """Microseconds of the server's processor for each update that arrived."""
        return self.cpu_seconds * 1_000_000 / max(1, self.updates - self.lost)


@dataclass
class Stage:
    """The processes that a round takes place in."""

    server: ServerProcess
    listeners: ListenerProcess
    engagement: Engagement
    facilitator: User

    def play(self, *, arm: str, size: int, seed: int, tally: Tally) -> None:
        room = make_room(engagement=self.engagement, facilitator=self.facilitator, people=size)
        page = page_of(room)
        paths = paths_of(room, arm, page["seq"])
        self.server.wait_until_idle()
        self.listeners.ask({"arm": arm, "port": self.server.port, "paths": paths, "page": page})
        before = self.server.cpu_seconds()
        committed = self.server.play(arm=arm, session_id=room.session.pk, seed=seed)
        seen = seen_events(room, page["seq"])
        self.listeners.ask({"seqs": seen})
        tally.cpu_seconds += self.server.cpu_seconds() - before
        room = load_room(room.session.pk)
        result = self.listeners.ask(
            {
                "committed": {seq: committed[str(seq)] for seq in seen},
                "questions": page_of(room)["questions"],
                "own": own_of(room) if arm == "hub" else [[]] * size,  # stock tells nothing in private
            }
        )
        tally.latencies += result["latencies"]
        tally.updates += len(seen) * size
        tally.lost += result["lost"]
        tally.differing += result["differing"]
        tally.cut += result["cut"]


def paths_of(room: Room, arm: str, seq: int) -> list[str]:
    if arm == "hub":
        return [f"/live/{room.session.slug}/socket/?ticket={ticket}&after={seq}" for ticket in room.tickets()]
    return [f"/bench/{arm}/{room.session.pk}/"] * len(room.people)


def make_stage(server: ServerProcess, listeners: ListenerProcess) -> Stage:
    facilitator, _ = User.objects.get_or_create(email="bench@example.org", defaults={"display_name": "Amina"})
    engagement, _ = Engagement.objects.get_or_create(
        slug="bench", defaults={"title": "Bench", "month": timezone.localdate().replace(day=1)}
    )
    return Stage(server=server, listeners=listeners, engagement=engagement, facilitator=facilitator)
