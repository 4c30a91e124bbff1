"""Threads on one database, at three lengths: ``python -m bench.threads_round NAME`` (see threads.py)."""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from uuid import uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.library_report import figure, percentile  # noqa: E402
from bench.threads_corpus import follow, make_people, make_thread  # noqa: E402
from bench.threads_posts import AUTHORS  # noqa: E402
from exchange.notices.models import Notice  # noqa: E402
from exchange.people.models import User  # noqa: E402
from exchange.work.worker import Worker  # noqa: E402
from forums.actions.reading import mark_posts_read  # noqa: E402
from forums.models import Ranges, ReadState, Thread  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
SAMPLES = 40
FOLLOWERS = 2_000
POSTINGS = 30
PAGE_GOAL, POSTING_GOAL = 60, 150  # ms, p95
QUERIES_GOAL = 8
QUEUED_GOAL = 5  # seconds
GROWTH_GOAL = 1.5  # the longest thread's p95 to the shortest's


class Round:
    """All figures of one database; ``is_met`` ends false if one is short of its goal."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.client = Client(headers={"host": "127.0.0.1"})
        self.is_met = True
        self.p95: dict[tuple[str, int], float] = {}

    def run(self) -> bool:
        call_command("migrate", verbosity=0)
        call_command("load_programme", stdout=open("/dev/null", "w"))  # noqa: SIM115
        people = make_people(AUTHORS)
        self.client.force_login(people[0])
        for size in SIZES:
            began = time.monotonic()
            thread = make_thread(size, people)
            self.settle()
            print(f"# {self.name}: {size} posts, made in {time.monotonic() - began:.0f} s", flush=True)
            self.pages(thread, size, people[0])
        self.growth()
        self.posting(thread, people)
        return self.is_met

    def settle(self) -> None:
        """Statistics for the planner, as a running site has them."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def figure(self, name: str, value: float, unit: str, goal: float) -> None:
        line, is_met = figure(f"threads-{self.name}-{name}", value, unit, goal)
        self.is_met = self.is_met and is_met
        print(line, flush=True)

    # Pages ------------------------------------------------------------------------------------------
    def pages(self, thread: Thread, size: int, reader: User) -> None:
        """Four ways into a thread, all over its length; half of it is read, in pieces."""
        self.read_half(thread, size, reader)
        numbers = [1 + (size - 1) * step // SAMPLES for step in range(SAMPLES)]
        address = f"/threads/{thread.pk}/{thread.slug}/"
        ways: dict[str, Sequence[str]] = {
            "tree": [f"{address}?order=tree&after={number}" for number in numbers],
            "flat": [f"{address}?order=stream&after={number}" for number in numbers],
            "permalink": [f"/threads/{thread.pk}/posts/{number}/" for number in numbers],
            "first-unread": [f"{address}?unread=1"] * SAMPLES,
        }
        for way, paths in ways.items():
            queries = self.queries_of(paths[SAMPLES // 2])
            times = [took(partial(self.get, path)) for path in paths]
            p95 = self.p95[way, size] = percentile(times, 0.95)
            if size == SIZES[-1]:
                self.figure(f"{way}-p95", p95, "ms", PAGE_GOAL)
                self.figure(f"{way}-queries", queries, "queries", QUERIES_GOAL)
            p50 = percentile(times, 0.5)
            print(f"growth: threads-{self.name}-{way}-{size} p50 {p50:.1f} ms, p95 {p95:.1f} ms", flush=True)

    def read_half(self, thread: Thread, size: int, reader: User) -> None:
        """A hundred pieces of five, and all of the first half: unread posts begin in the middle."""
        pieces = [(start, start + 4) for start in range(size // 2 + 3, size, max(7, size // 200))]
        mark_posts_read(user=reader, thread=thread, numbers=[1])
        ranges = Ranges.of([(1, size // 2), *pieces])
        ReadState.objects.filter(user=reader, thread=thread).update(ranges=ranges.stored())

    def growth(self) -> None:
        for way in ("tree", "flat", "permalink", "first-unread"):
            ratio = self.p95[way, SIZES[-1]] / self.p95[way, SIZES[0]]
            self.figure(f"{way}-growth", ratio, "of 1,000 posts", GROWTH_GOAL)

    # Posting ----------------------------------------------------------------------------------------
    def posting(self, thread: Thread, people: list[User]) -> None:
        """A reply by the form, with 2,000 followers; then the worker tells them all."""
        follow(thread, make_people(FOLLOWERS, "follower"))
        self.settle()
        do_what_is_due()
        times = []
        for number in range(POSTINGS):
            self.client.force_login(people[1 + number % (AUTHORS - 1)])
            words = {"text": f"We keep them on with counter {number}.", "client_id": str(uuid4())}
            times.append(took(partial(self.post, f"/threads/{thread.pk}/reply/", words)))
        self.figure("posting-p95", percentile(times, 0.95), "ms", POSTING_GOAL)
        do_what_is_due()
        self.client.force_login(people[1])
        before = Notice.objects.count()
        self.post(f"/threads/{thread.pk}/reply/", {"text": "Told to all.", "client_id": str(uuid4())})
        seconds = took(do_what_is_due) / 1000
        told = Notice.objects.count() - before
        assert told >= FOLLOWERS, f"{told} of {FOLLOWERS} were told"
        self.figure("notices-queued", seconds, "s", QUEUED_GOAL)

    # Asking -----------------------------------------------------------------------------------------
    def get(self, path: str) -> None:
        """A page, with the redirect that leads to it where there is one."""
        response = self.client.get(path, follow=True)
        assert response.status_code == 200, (path, response.status_code)

    def post(self, path: str, words: dict[str, str]) -> None:
        response = self.client.post(path, words)
        assert response.status_code == 302, (path, response.status_code)

    def queries_of(self, path: str) -> int:
        self.get(path)
        with CaptureQueriesContext(connection) as asked:
            self.get(path)
        return len(asked)


def do_what_is_due() -> None:
    """What the worker would do now, but for what the schedule adds."""
    Worker(look_around_from=timezone.now() + timedelta(days=1)).run_until_done()


def took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    assert not transaction.get_connection().in_atomic_block
    sys.exit(0 if Round(sys.argv[1]).run() else 1)
