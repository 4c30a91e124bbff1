"""How alike groupings are, and how well points lie in their clusters."""

import numpy as np
import pytest

from forums.opinion.likeness import adjusted_rand_index
from forums.opinion.silhouettes import silhouette


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 1], ["b", "b", "a", "a"], 1.0),
        ([0, 0, 1, 2], [0, 0, 1, 1], 0.5714285714285714),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        ([0, 0, 0, 0], [0, 1, 2, 3], 0.0),
        ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.24242424242424243),
        ([0, 1, 2], [2, 1, 0], 1.0),
        ([5], [7], 1.0),
        ([], [], 1.0),
    ],
)
def test_adjusted_rand_index(one, other, likeness):
    assert adjusted_rand_index(one, other) == pytest.approx(likeness)
    assert adjusted_rand_index(other, one) == pytest.approx(likeness)


def test_groups_by_chance_are_not_alike():
    chance = np.random.default_rng(1)
    one, other = chance.integers(0, 3, (2, 3_000))
    assert abs(adjusted_rand_index(one, other)) < 0.01


def test_groupings_of_different_people_are_refused():
    with pytest.raises(ValueError, match="each person"):
        adjusted_rand_index([1, 2], [1, 2, 3])


def test_silhouette_of_a_square_with_pairs():
    points = np.array([[0.0, 0], [0, 3], [4, 0], [4, 3]])  # each: 3 inside, (4 + 5) / 2 outside
    assert silhouette(points, np.array([0, 0, 1, 1])) == pytest.approx(1 - 3 / 4.5)


def test_silhouette_of_one_alone_and_of_one_cluster_is_nothing():
    points = np.array([[0.0, 0], [0, 1], [9, 0]])
    near = 1 - 1 / 9
    far = 1 - 1 / np.hypot(9, 1)
    assert silhouette(points, np.array([0, 0, 1])) == pytest.approx((near + far) / 3)
    assert silhouette(points, np.array([4, 4, 4])) == 0
    assert silhouette(np.zeros((3, 2)), np.array([0, 1, 1])) == 0
