import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from forums.opinion.finding import IN_NONE, find_groups
from forums.opinion.likeness import adjusted_rand_index
from tests.forums.opinion.crowd import camps, planted

NAN = np.nan


@pytest.mark.parametrize("k", [2, 3, 4])
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("people", [40, 150])
def test_planted_groups_and_their_number_are_found(k, seed, people):
    votes, groups = planted(people, 60, k=k, seed=seed)
    found = find_groups(votes)
    assert found.k == k
    assert adjusted_rand_index(found.labels, groups) >= 0.95


def test_the_same_votes_give_the_same_groups():
    votes, _ = planted(k=3)
    before = votes.copy()
    one, other = find_groups(votes), find_groups(votes)
    assert np.array_equal(one.labels, other.labels)
    assert np.array_equal(one.places, other.places)
    assert np.array_equal(votes, before, equal_nan=True)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_people_and_of_statements_changes_nothing(seed):
    votes, _ = planted(180, 30, k=3, noise=0.4, missing=0.5, seed=seed)  # more people than base clusters
    chance = np.random.default_rng(seed)
    people, statements = chance.permutation(180), chance.permutation(30)
    left_out = chance.random(30) < 0.2
    found = find_groups(votes, left_out=left_out)
    dealt = find_groups(votes[people][:, statements], left_out=left_out[statements])
    assert np.array_equal(dealt.labels, found.labels[people])
    assert np.allclose(dealt.places, found.places[people], atol=1e-6, equal_nan=True)


def test_the_largest_group_is_the_first():
    found = find_groups(camps(7, 20, 11), k=3)
    assert found.sizes.tolist() == [20, 11, 7]


def test_who_voted_on_fewer_than_seven_statements_is_in_no_group():
    votes, _ = planted(missing=0)
    votes[0, 6:] = NAN
    votes[1, 7:] = NAN
    found = find_groups(votes)
    assert found.labels[0] == IN_NONE
    assert np.isnan(found.places[0]).all()
    assert found.labels[1] != IN_NONE


def test_of_fewer_than_seven_statements_all_must_be_voted_on():
    votes = camps(10, 10, statements=4)
    votes[0, 3] = NAN
    found = find_groups(votes)
    assert np.flatnonzero(found.labels == IN_NONE).tolist() == [0]


def test_a_vote_on_what_is_left_out_counts_but_moves_nobody():
    votes, groups = planted(60, 20, missing=0)
    left_out = np.arange(20) >= 15
    votes[0, 5:15] = NAN  # ten votes, five of them on what is left out
    one = find_groups(votes, left_out=left_out)
    votes[:, 15:] = np.where(np.arange(60)[:, None] % 2, 1.0, -1.0)
    other = find_groups(votes, left_out=left_out)
    assert one.labels[0] != IN_NONE
    assert np.array_equal(one.places, other.places)
    assert adjusted_rand_index(one.labels, groups) == 1


def test_a_given_number_of_groups_is_held():
    votes, _ = planted(k=2)
    assert [find_groups(votes, k=k).k for k in (1, 2, 3, 5)] == [1, 2, 3, 5]


@pytest.mark.parametrize(
    ("votes", "sizes"),
    [
        (np.empty((0, 0)), []),
        (np.empty((0, 9)), []),
        (np.empty((9, 0)), []),
        (np.full((9, 9), NAN), []),
        (np.ones((1, 9)), [1]),
        (np.zeros((9, 9)), [9]),
        (np.ones((9, 9)), [9]),
        (np.repeat([[1.0], [-1.0]], [6, 3], axis=0), [6, 3]),
        (camps(1, 1), [1, 1]),
    ],
    ids=[
        "nothing",
        "nobody",
        "no-statement",
        "unseen",
        "one",
        "all-pass",
        "all-same",
        "one-statement",
        "two",
    ],
)
def test_little_input_gives_what_there_is(votes, sizes):
    assert find_groups(votes).sizes.tolist() == sizes


@pytest.mark.parametrize("votes", [[1, 0, -1], [[1, 2]], [[0.5]], [[np.inf]]])
def test_what_is_no_matrix_of_votes_is_refused(votes):
    with pytest.raises(ValueError, match=r"[Vv]ote"):
        find_groups(votes)


def test_flags_of_another_length_and_no_groups_are_refused():
    with pytest.raises(ValueError, match="left_out"):
        find_groups(np.ones((3, 3)), left_out=[True])
    with pytest.raises(ValueError, match="at least one"):
        find_groups(np.ones((3, 3)), k=0)


@settings(max_examples=60, deadline=None)
@given(
    arrays(
        np.float64,
        st.tuples(st.integers(0, 14), st.integers(0, 11)),
        elements=st.sampled_from([1.0, 0.0, -1.0, NAN]),
    ),
    st.sampled_from([None, 1, 2, 4]),
)
def test_any_votes_put_everybody_who_counts_into_one_group(votes, k):
    found = find_groups(votes, k=k)
    enough = np.count_nonzero(~np.isnan(votes), axis=1) >= min(7, votes.shape[1])
    assert np.array_equal(found.labels != IN_NONE, enough & (votes.shape[1] > 0))
    assert (found.sizes > 0).all()
    assert found.labels.max(initial=IN_NONE) < found.k <= 5
    assert np.isfinite(found.places[found.labels != IN_NONE]).all()
