"""What a room does all at once: 5,000 votes in ten seconds, 500 joins a second, all back after a cut."""

import os
from collections.abc import Iterator

from bench.processes import listener_process, server_process
from bench.report import at_most
from bench.room import page_of
from bench.rounds import make_stage, paths_of, percentile
from forums.models import Vote

SIZE = 5000
VOTE_SECONDS = 10.0
SHOWN_GOAL, FRAMES_GOAL = 500, 4  # ms; a second for each client
STORM_RATE, STORM_SECONDS, CONTENT_GOAL = 500, 20, 1500  # joins a second; ms
RETURN_GOAL = 30  # seconds


def run() -> Iterator[tuple[str, bool]]:
    with server_process(dict(os.environ), "uvicorn") as process, listener_process() as listeners:
        stage = make_stage([process], listeners)
        room = stage.room(SIZE)
        page = page_of(room)
        paths = paths_of(room, "hub", page["seq"])
        listeners.ask({"arm": "hub", "ports": stage.ports, "paths": paths, "page": page})
        ids = [question["id"] for question in page["questions"]]
        votes = listeners.ask({"vote": {"questions": ids, "seconds": VOTE_SECONDS}})
        kept = Vote.objects.filter(question__session=room.session).count()
        counted = sum(question["votes"] for question in page_of(room)["questions"])
        yield at_most("live-votes-not-counted", abs(SIZE - kept) + abs(SIZE - counted), "votes", 0)
        yield at_most("live-votes-not-shown", votes["missing"], "votes", 0)
        yield at_most("live-votes-shown-p95", percentile(votes["shown"], 0.95), "ms", SHOWN_GOAL)
        yield at_most("live-votes-frames-a-second", votes["frames_a_second"], "frames", FRAMES_GOAL + 0.5)
        back = listeners.ask({"return": {"seed": 3}})
        yield at_most("live-return-of-all", back["seconds"], "s", RETURN_GOAL)
        listeners.ask({"done": True})

        joins = STORM_RATE * STORM_SECONDS
        ways = [path.partition("&after=")[0] for path in paths]
        paths = (ways * (joins // SIZE + 1))[:joins]
        storm = listeners.ask(
            {"storm": {"port": process.port, "paths": paths, "rate": STORM_RATE, "page": page}}
        )
        yield f"# {joins} joins in {storm['seconds']:.1f} s", True
        yield at_most("live-storm-failed", storm["failed"], "joins", 0)
        yield at_most("live-storm-first-content-p95", percentile(storm["waits"], 0.95), "ms", CONTENT_GOAL)
