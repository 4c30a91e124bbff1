import numpy as np

from forums.opinion.tallies import tally

NAN = np.nan
VOTES = np.array([[1, 1, NAN], [1, -1, NAN], [0, -1, NAN], [-1, NAN, NAN], [1, 1, 1]])


def test_votes_are_counted_by_group_without_those_in_none():
    tallies = tally(VOTES, [0, 0, 0, 1, -1])
    assert tallies.agree.tolist() == [[2, 1, 0], [0, 0, 0]]
    assert tallies.disagree.tolist() == [[0, 2, 0], [1, 0, 0]]
    assert tallies.passed.tolist() == [[1, 0, 0], [0, 0, 0]]
    assert tallies.seen.tolist() == [[3, 3, 0], [1, 0, 0]]
    assert tallies.sizes.tolist() == [3, 1]


def test_probabilities_begin_at_one_half():
    tallies = tally(VOTES, [0, 0, 0, 1, -1])
    assert tallies.p_agree[0].tolist() == [3 / 5, 2 / 5, 1 / 2]
    assert tallies.p_disagree[0].tolist() == [1 / 5, 3 / 5, 1 / 2]
    assert tallies.p_pass[0].tolist() == [2 / 5, 1 / 5, 1 / 2]


def test_everyone_is_everyone_in_a_group():
    everyone = tally(VOTES, [0, 0, 0, 1, -1]).everyone
    assert everyone.agree.tolist() == [[2, 1, 0]]
    assert everyone.disagree.tolist() == [[1, 2, 0]]
    assert everyone.sizes.tolist() == [4]


def test_nobody_in_a_group_gives_no_rows():
    tallies = tally(VOTES, [-1] * 5)
    assert tallies.agree.shape == (0, 3)
    assert tallies.everyone.seen.tolist() == [[0, 0, 0]]
