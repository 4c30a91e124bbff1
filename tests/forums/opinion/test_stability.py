import numpy as np
import pytest

from forums.opinion.finding import find_groups
from forums.opinion.stability import stability_of
from tests.forums.opinion.crowd import camps, planted, structureless


@pytest.mark.parametrize("k", [2, 3, 4])
@pytest.mark.parametrize("seed", [1, 2])
def test_planted_groups_are_stable(k, seed):
    votes, _ = planted(100, k=k, seed=seed)
    stability = stability_of(votes, k=k)
    assert stability.is_stable
    assert stability.likeness > 0.9


@pytest.mark.parametrize("people", [40, 200])
@pytest.mark.parametrize("seed", range(4))
def test_votes_without_structure_are_not_stable(people, seed):
    votes = structureless(people, seed=seed)
    assert not stability_of(votes, k=find_groups(votes).k).is_stable


def test_heaps_made_by_few_statements_are_not_stable():
    votes = structureless(600, 3, seed=4)
    stability = stability_of(votes, k=find_groups(votes).k)
    assert stability.likeness > 0.6  # halves do agree, and so they do on votes that were dealt anew
    assert stability.by_chance > 0.6
    assert not stability.is_stable


def test_votes_dealt_anew_lose_the_groups_that_were_planted():
    stability = stability_of(planted(100, k=2)[0], k=2)
    assert stability.by_chance < 0.2


def test_the_same_seed_gives_the_same_stability():
    votes, _ = planted(k=3, noise=0.5)
    assert stability_of(votes, k=3) == stability_of(votes, k=3)
    assert stability_of(votes, k=3) != stability_of(votes, k=3, seed=1)


@pytest.mark.parametrize("votes", [np.empty((0, 0)), np.ones((1, 9)), camps(1, 1), np.zeros((30, 9))])
def test_too_little_to_halve_and_all_alike_are_not_stable(votes):
    assert not stability_of(votes, k=2).is_stable


def test_one_group_is_not_tested():
    assert stability_of(planted()[0], k=1).rounds == 0
