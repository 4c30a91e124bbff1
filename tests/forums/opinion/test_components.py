import numpy as np
import pytest

from forums.opinion.components import mean_votes, principal_components
from forums.opinion.eigen import strongest_of
from tests.forums.opinion.crowd import planted, structureless

NAN = np.nan


@pytest.mark.parametrize(("people", "statements"), [(120, 30), (30, 120), (2, 40), (40, 2)])
def test_components_are_those_of_a_singular_value_decomposition(people, statements):
    votes = structureless(people, statements)
    means = mean_votes(votes)
    _, _, rows = np.linalg.svd(np.where(np.isnan(votes), 0, votes - means), full_matrices=False)
    directions = principal_components(votes).directions
    assert np.abs(directions[0] @ rows[0]) == pytest.approx(1)
    if people > 2:  # two people differ in one direction
        assert np.abs(directions[1] @ rows[1]) == pytest.approx(1)


def test_a_direction_points_to_where_more_is_agreed_with():
    directions = principal_components(planted(k=3)[0]).directions
    assert (directions.sum(axis=1) > 0).all()
    assert np.allclose(np.linalg.norm(directions, axis=1), 1)


def test_what_nobody_voted_on_has_the_mean_zero():
    assert mean_votes(np.array([[1.0, NAN], [0.0, NAN]])).tolist() == [0.5, 0]


def test_a_place_is_stretched_by_what_was_not_seen():
    votes, _ = planted(missing=0)
    components = principal_components(votes)
    half = votes[:1].copy()
    half[0, ::2] = NAN
    plain = np.where(np.isnan(half), 0, half - components.means) @ components.directions.T
    assert np.allclose(components.places_of(half), plain * np.sqrt(2))


def test_who_saw_nothing_stands_in_the_middle():
    votes, _ = planted()
    assert principal_components(votes).places_of(np.full((1, 40), NAN)).tolist() == [[0, 0]]


@pytest.mark.parametrize("rank", [1, 2, 7])
def test_strongest_vectors_of_a_matrix_of_low_rank(rank):
    chance = np.random.default_rng(rank)
    half = chance.standard_normal((rank, 50))
    values, vectors = strongest_of(half.T @ half, 2)
    every, _ = np.linalg.eigh(half.T @ half)
    assert np.allclose(values, np.maximum(every[::-1][:2], 0), atol=1e-9)
    assert np.allclose(vectors @ vectors.T, np.eye(2), atol=1e-9)


def test_strongest_vectors_where_all_are_alike():
    values, vectors = strongest_of(np.eye(20) * 3, 2)
    assert np.allclose(values, 3)
    assert np.allclose(vectors @ vectors.T, np.eye(2))


def test_strongest_vectors_of_nothing():
    values, _ = strongest_of(np.zeros((5, 5)), 2)
    assert values.tolist() == [0, 0]
    assert strongest_of(np.array([[4.0]]), 2)[0].tolist() == [4]
