"""Opinion groups: how fast, and how near to what Polis found: ``python -m bench.groups``.

Ends with 1 if a figure is short. Without the practice data it says so and measures the rest.
"""

import os
import platform
import sys
import time
from collections.abc import Callable

import numpy as np

from bench.groups_peer import plain_groups
from bench.groups_votes import POLIS, conversations, planted, recorded_mathematics, structureless
from bench.report import at_least, at_most, peer
from forums.opinion.finding import IN_NONE, Grouping, find_groups
from forums.opinion.likeness import adjusted_rand_index
from forums.opinion.representing import representative_statements
from forums.opinion.stability import stability_of
from forums.opinion.tallies import tally
from forums.opinion.votes import Integers

SIZES = ((1_500, 300, 300), (1_800, 1_000, 2_000))  # people, statements, milliseconds
TIMES = 5
ABOUT_REAL = 0.7  # of a real matrix is not there: nobody votes on everything
RECORDED = POLIS / "math-50ptpt-3gp"

Lines = list[tuple[str, bool]]


def main() -> int:
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "all")
    print(f"# {os.cpu_count()} cores ({threads} for BLAS), Python {platform.python_version()}", flush=True)
    met = True
    for scene in (speed, structure, practice, recorded):
        for line, is_met in scene():
            print(line, flush=True)
            met = met and is_met
    return 0 if met else 1


def speed() -> Lines:
    """The whole of it: components, two to five groups, the choice between them."""
    lines: Lines = []
    for people, statements, goal in SIZES:
        votes, _ = planted(people, statements, 3, noise=0.3, missing=ABOUT_REAL, seed=1)
        by_chance = structureless(people, statements, seed=1, missing=ABOUT_REAL)
        size = f"{people}x{statements}"
        plain = _milliseconds(lambda votes=votes: plain_groups(votes, 3))
        print(peer("plain", f"{size} {plain:.0f} ms, at one number of groups that it is told"), flush=True)
        lines.append(at_most(f"groups-{size}", _milliseconds(lambda v=votes: find_groups(v)), "ms", goal))
        lines.append(
            at_most(
                f"groups-{size}-structureless", _milliseconds(lambda v=by_chance: find_groups(v)), "ms", goal
            )
        )
        once, again = find_groups(votes), find_groups(votes.copy())
        dealt = np.random.default_rng(2).permutation(people)
        lines.append(at_most(f"groups-{size}-that-differ", _differ(once, again), "people", 0))
        lines.append(
            at_least(
                f"groups-{size}-in-other-order",
                _likeness(find_groups(votes[dealt]), once.labels[dealt]),
                1,
                "ARI",
            )
        )
        whole = _milliseconds(lambda v=votes: stability_of(v, k=3), times=1)
        print(f"# {size}: their stability took {whole:.0f} ms more", flush=True)
    return lines


def structure() -> Lines:
    """Planted groups come back, and what has none is said to be not stable."""
    lines: Lines = []
    least, plain, known, stable, called_stable = 1.0, 1.0, 0, 0, 0
    scenes = [(people, k, seed) for people in (60, 200, 600) for k in (2, 3, 4) for seed in (1, 2, 3)]
    for people, k, seed in scenes:
        votes, groups = planted(people, 60, k, noise=0.1, missing=0.3, seed=seed)
        found = find_groups(votes)
        known += found.k == k
        plain = min(plain, adjusted_rand_index(plain_groups(votes, k), groups))
        least = min(least, _likeness(find_groups(votes, k=k), groups))
        stable += stability_of(votes, k=k).is_stable
        by_chance = structureless(people, 10 * k, seed=seed, missing=0.3)
        called_stable += stability_of(by_chance, k=find_groups(by_chance).k).is_stable
    print(peer("plain", f"worst planted ARI {plain:.3f}; says nothing of stability"), flush=True)
    lines.append(at_least("groups-planted-k-found", known, len(scenes), f"of {len(scenes)}"))
    lines.append(at_least("groups-planted-worst", least, 0.95, "ARI"))
    lines.append(at_least("groups-planted-stable", stable, len(scenes), f"of {len(scenes)}"))
    lines.append(at_most("groups-structureless-stable", called_stable, f"of {len(scenes)}", 0))
    return lines


def practice() -> Lines:
    sets = conversations()
    if not sets:
        print(f"# SKIPPED: no practice data at {POLIS}: nothing is compared with Polis", flush=True)
        return []
    ours, plain = [], []
    if RECORDED.is_dir():
        sets.append(recorded_mathematics(RECORDED)[0])
    for one in sets:
        found = find_groups(one.votes, left_out=one.left_out, k=one.k)
        own = find_groups(one.votes, left_out=one.left_out).k
        firm = stability_of(one.votes, k=one.k, left_out=one.left_out)
        ours.append(_likeness(found, one.groups))
        plain.append(_alike(plain_groups(one.votes, one.k), one.groups))
        print(peer("plain", f"{one.name} ARI {plain[-1]:.3f}"))
        print(
            f"# {one.name}: ARI {ours[-1]:.3f} at k={one.k} (own k {own}), {found.sizes.sum()} people count,"
            f" stability {firm.likeness:.2f}: {'stable' if firm.is_stable else 'not stable'}",
            flush=True,
        )
    print(peer("plain", f"mean ARI {np.mean(plain):.3f}, median {np.median(plain):.3f} of {len(sets)}"))
    return [
        at_least("groups-polis-mean", float(np.mean(ours)), 0.75, "ARI"),
        at_least("groups-polis-median", float(np.median(ours)), 0.90, "ARI"),
    ]


def recorded() -> Lines:
    """What Polis itself reckoned for the same votes. Four votes of one light voter are not in the file."""
    if not RECORDED.is_dir():
        print(f"# SKIPPED: {RECORDED.name} is not there: Polis' own reckoning is not compared", flush=True)
        return []
    one, theirs = recorded_mathematics(RECORDED)
    found = find_groups(one.votes, left_out=one.left_out)
    cosines = [
        abs(float(np.dot(ours, his) / np.linalg.norm(his)))
        for ours, his in zip(found.components.directions, np.array(theirs["pca"]["comps"]), strict=True)
    ]
    print(peer("polis", f"{one.name}: {one.k} groups; components, consensus, representative statements"))
    tallies = tally(one.votes, one.groups)
    consensus = np.prod(tallies.p_agree, axis=0)
    his = np.array([theirs["group-aware-consensus"][str(at)] for at in range(len(consensus))])
    picked = representative_statements(tallies, left_out=one.left_out)
    same = sum(
        len({entry["tid"] for entry in theirs["repness"][str(group)]} & {row.statement for row in rows})
        for group, rows in enumerate(picked)
    )
    wanted = sum(len(rows) for rows in theirs["repness"].values())
    return [
        at_least("groups-recorded-own-k", found.k, one.k, "groups"),
        at_least("groups-recorded", _likeness(found, one.groups), 1, "ARI"),
        at_least("groups-recorded-first-component", cosines[0], 0.99, "cosine"),
        at_least("groups-recorded-second-component", cosines[1], 0.99, "cosine"),
        at_most("groups-recorded-consensus-off", float(np.max(np.abs(consensus - his))), "at most", 1e-9),
        at_least("groups-recorded-representative", same, wanted, "statements"),
    ]


def _likeness(found: Grouping, groups: Integers) -> float:
    return _alike(found.labels, groups)


def _alike(labels: Integers, groups: Integers) -> float:
    """Over the people who are in a group of both."""
    both = (labels != IN_NONE) & (groups != IN_NONE)
    return adjusted_rand_index(labels[both], groups[both])


def _differ(one: Grouping, other: Grouping) -> int:
    return int(np.count_nonzero(one.labels != other.labels))


def _milliseconds(act: Callable[[], object], times: int = TIMES) -> float:
    """The least of some runs: others on the machine only ever add to it."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
