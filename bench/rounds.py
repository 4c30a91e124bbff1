"""One round: a room, its listeners, the script, and what came of it. Needs Django to be set up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

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
    bytes_a_socket: float = 0.0  # of the server's memory

    def percentile(self, share: float) -> float:
        return percentile(self.latencies, share)

    @property
    def cpu_per_update(self) -> float:
        """Microseconds of the server's processor for each update that arrived."""
        return self.cpu_seconds * 1_000_000 / max(1, self.updates - self.lost)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


@dataclass
class Stage:
    """The processes that a round takes place in; events happen in the first of the servers."""

    servers: Sequence[ServerProcess]
    listeners: ListenerProcess
    engagement: Engagement
    facilitator: User

    def room(self, people: int) -> Room:
        return make_room(engagement=self.engagement, facilitator=self.facilitator, people=people)

    def play(self, *, arm: str, size: int, tally: Tally, **script: Any) -> None:
        """Have ``size`` listeners follow a room through a script (see ``script.write_script``)."""
        room = self.room(size)
        page = page_of(room)
        paths = paths_of(room, arm, page["seq"])
        for server in self.servers:
            server.wait_until_idle()
        empty = self.memory()
        ports = [self.servers[0].bare_port()] if arm == "bare" else self.ports
        self.listeners.ask({"arm": arm, "ports": ports, "paths": paths, "page": page})
        tally.bytes_a_socket = max(tally.bytes_a_socket, (self.memory() - empty) / size)
        before = self.cpu_seconds()
        committed = self.servers[0].play(arm=arm, session_id=room.session.pk, **script)
        seen = seen_events(room, page["seq"])
        self.listeners.ask({"settle": {"seqs": seen}})
        tally.cpu_seconds += self.cpu_seconds() - before
        room = load_room(room.session.pk)
        should_hold = {
            "committed": {seq: committed[str(seq)] for seq in seen},
            "questions": page_of(room)["questions"],
            "own": own_of(room) if arm == "hub" else [[]] * size,  # the peers tell nothing in private
        }
        result = self.listeners.ask({"result": should_hold})
        self.listeners.ask({"done": True})
        tally.latencies += result["latencies"]
        tally.updates += len(seen) * size
        tally.lost += result["lost"]
        tally.differing += result["differing"]
        tally.cut += result["cut"]

    @property
    def ports(self) -> list[int]:
        return [server.port for server in self.servers]

    def cpu_seconds(self) -> float:
        return sum(server.cpu_seconds() for server in self.servers)

    def memory(self) -> int:
        return sum(server.memory() for server in self.servers)


def paths_of(room: Room, arm: str, seq: int) -> list[str]:
    if arm == "hub":
        return [f"/live/{room.session.slug}/socket/?ticket={ticket}&after={seq}" for ticket in room.tickets()]
    return [f"/bench/{arm}/{room.session.pk}/"] * len(room.people)


def make_stage(servers: Sequence[ServerProcess], listeners: ListenerProcess) -> Stage:
    facilitator, _ = User.objects.get_or_create(email="bench@example.org", defaults={"display_name": "Amina"})
    engagement, _ = Engagement.objects.get_or_create(
        slug="bench", defaults={"title": "Bench", "month": timezone.localdate().replace(day=1)}
    )
    return Stage(servers=servers, listeners=listeners, engagement=engagement, facilitator=facilitator)
