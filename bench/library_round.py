"""The library on one database, at three sizes: ``python -m bench.library_round NAME`` (see library.py)."""

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from random import Random
from urllib.parse import urlencode

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.library_corpus import Corpus  # noqa: E402
from bench.library_peer import found_by_plain_django  # noqa: E402
from bench.library_report import figure, percentile  # noqa: E402
from casestudies.models import CaseFacet, CaseStudy, Municipality  # noqa: E402
from tests.harvester import walk  # noqa: E402

SIZES = (50, 500, 5000)
SEARCHES = 60
PLAIN_SEARCHES = 4
FACETS = ("theme", "setting", "approach")
MOST_QUERIES = 12
SEARCH_GOAL, LIKENESS_GOAL = 200, 150  # ms, p95
HARVEST_GROWTH_GOAL = 1.0  # MB
WARM_PAGES = 10


class Round:
    """All figures of one database; ``is_met`` ends false if one is short of its goal."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.client = Client(headers={"host": "127.0.0.1"})
        self.random = Random(2)  # noqa: S311 - picks searches
        self.is_met = True

    def run(self) -> bool:
        call_command("migrate", verbosity=0)
        call_command("load_programme", stdout=open("/dev/null", "w"))  # noqa: SIM115
        corpus = Corpus()
        for size in SIZES:
            began = time.monotonic()
            corpus.grow_to(size)
            self.settle()
            made = f"{size} case studies, {size * 10} lessons, made in {time.monotonic() - began:.0f} s"
            print(f"# {self.name}: {made}", flush=True)
            self.search(size)
            self.likeness(size)
            self.case_page(size)
        self.harvest()
        return self.is_met

    def settle(self) -> None:
        """Statistics for the planner, as a running site has them."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def figure(self, name: str, value: float, unit: str, goal: float) -> None:
        line, is_met = figure(f"library-{self.name}-{name}", value, unit, goal)
        self.is_met = self.is_met and is_met
        print(line, flush=True)

    # Search ---------------------------------------------------------------------------------------
    def search(self, size: int) -> None:
        """Words and three facets, with all counts: the whole page, beside plain Django at full size."""
        asked = list(islice(self.searches(size), SEARCHES))
        pages = [f"/case-studies/?{urlencode(search)}" for search in asked]
        times = self.timed(pages)
        p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
        if size == SIZES[-1]:
            few = asked[:PLAIN_SEARCHES]
            plain = percentile([took(partial(found_by_plain_django, search)) for search in few], 0.5)
            what = "icontains, joins, and a COUNT a value; without a page"
            print(f"peer: library-{self.name}-search-plain-django p50 {plain:.0f} ms ({what})")
            print(f"# {self.name}: ours takes {p50 / plain:.3f} of plain Django's time")
            self.figure("search-p95", p95, "ms", SEARCH_GOAL)
        print(f"growth: library-{self.name}-search-{size} p50 {p50:.1f} ms, p95 {p95:.1f} ms", flush=True)

    def searches(self, size: int) -> Iterator[list[tuple[str, str]]]:
        """Searches that find something: words and facets of a case study that is there."""
        while True:
            case_study = CaseStudy.objects.get(slug=f"case-{self.random.randrange(size)}")
            facets = dict(CaseFacet.objects.filter(case_study=case_study).values_list("facet", "value"))
            word = self.random.choice(case_study.abstract.split()[:-1])
            yield [("q", word), *((facet, facets[facet]) for facet in FACETS)]

    # Places like mine, a case's page, a harvest -----------------------------------------------------
    def likeness(self, size: int) -> None:
        codes = list(Municipality.objects.order_by("code").values_list("code", flat=True)[:SEARCHES])
        times = self.timed([f"/municipalities/{code}/" for code in codes])
        p95 = percentile(times, 0.95)
        if size == SIZES[-1]:
            self.figure("places-like-mine-p95", p95, "ms", LIKENESS_GOAL)
        print(f"growth: library-{self.name}-places-like-mine-{size} p95 {p95:.1f} ms", flush=True)

    def case_page(self, size: int) -> None:
        path = f"/case-studies/case-{size // 2}/"
        self.get(path)
        with CaptureQueriesContext(connection) as asked:
            self.get(path)
        queries = len(asked)  # the next request clears the log
        p95 = percentile(self.timed([path] * 20), 0.95)
        if size == SIZES[-1]:
            self.figure("case-page-queries", queries, "queries", MOST_QUERIES)
        print(f"growth: library-{self.name}-case-page-{size} p95 {p95:.1f} ms", flush=True)

    def harvest(self) -> None:
        """A whole harvest over OAI-PMH: what stays in memory from the tenth answer to the last."""
        tracemalloc.start()
        began, records, warm = time.monotonic(), 0, 0
        for page, count in enumerate(walk(self.client), start=1):
            records += count
            if page == WARM_PAGES:
                gc.collect()
                warm = tracemalloc.get_traced_memory()[0]
                tracemalloc.reset_peak()
        gc.collect()
        now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"# {self.name}: {records} records in {time.monotonic() - began:.1f} s, traced")
        self.figure("harvest-missing", max(SIZES[-1] - records, 0), "records", 0)
        self.figure("harvest-growth", max(now - warm, 0) / 1e6, "MB", HARVEST_GROWTH_GOAL)
        print(f"# {self.name}: at most {(peak - warm) / 1e6:.1f} MB at a time", flush=True)

    # Asking ---------------------------------------------------------------------------------------
    def get(self, path: str) -> None:
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)

    def timed(self, paths: Iterable[str]) -> list[float]:
        """Milliseconds of server time for each page; the first request is not counted."""
        paths = list(paths)
        self.get(paths[0])
        return [took(partial(self.get, path)) for path in paths]


def took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(0 if Round(sys.argv[1]).run() else 1)
