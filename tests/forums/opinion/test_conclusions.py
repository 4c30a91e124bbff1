import numpy as np
import pytest

from forums.opinion.conclusions import common_ground, divides, group_informed_consensus, uncertain
from forums.opinion.representing import Side
from forums.opinion.tallies import tally
from tests.forums.opinion.test_representing import column, tallied


def test_group_informed_consensus_is_the_product_over_groups():
    agree, disagree = group_informed_consensus(tallied(column((8, 1, 0), (2, 7, 1))))
    assert agree.tolist() == [pytest.approx(9 / 11 * 3 / 12)]
    assert disagree.tolist() == [pytest.approx(2 / 11 * 8 / 12)]


def test_a_small_group_against_it_undoes_the_consensus_of_a_majority():
    votes = np.ones((100, 2))
    votes[90:, 0] = -1
    tallies = tally(votes, np.arange(100) // 90)
    assert [(one.statement, one.side) for one in common_ground(tallies)] == [(1, Side.AGREE)]


def test_common_ground_is_also_what_all_are_against():
    tallies = tallied(
        column((9, 1, 0), (8, 2, 0)), column((0, 10, 0), (0, 10, 0)), column((10, 0, 0), (5, 5, 0))
    )
    assert [(one.statement, one.side) for one in common_ground(tallies)] == [
        (1, Side.DISAGREE),
        (0, Side.AGREE),
    ]
    assert common_ground(tallies, left_out=[True, True, False]) == []
    assert len(common_ground(tallies, most=1)) == 1


def test_the_largest_difference_divides_most():
    tallies = tallied(
        column((7, 3, 0), (2, 8, 0)), column((0, 10, 0), (10, 0, 0)), column((6, 4, 0), (5, 5, 0))
    )
    told = divides(tallies)
    assert [(one.statement, one.agrees_most, one.agrees_least) for one in told] == [(1, 1, 0), (0, 0, 1)]
    assert told[0].difference == pytest.approx(10 / 12)
    assert divides(tallies, left_out=[False, True, False])[0].statement == 0


def test_one_group_is_divided_by_nothing():
    assert divides(tallied(column((5, 5, 0)))) == []


def test_a_difference_of_too_few_votes_does_not_divide():
    assert divides(tallied(column((1, 0, 0), (0, 1, 0)))) == []


def test_uncertain_is_what_many_pass_on_and_then_what_few_saw():
    tallies = tallied(
        column((5, 5, 0), (5, 5, 0)),
        column((1, 1, 0), (0, 1, 0)),
        column((2, 2, 6), (5, 1, 4)),
        column((1, 0, 9), (1, 0, 9)),
    )
    told = uncertain(tallies)
    assert [(one.statement, one.has_many_passes, one.has_few_votes) for one in told] == [
        (3, True, False),
        (2, True, False),
        (1, False, True),
    ]
    assert [one.statement for one in uncertain(tallies, left_out=[False, False, False, True])] == [2, 1]


def test_nobody_concludes_nothing():
    nobody = tally(np.ones((3, 2)), [-1, -1, -1])
    assert common_ground(nobody) == []
    assert divides(nobody) == []
    assert [one.has_few_votes for one in uncertain(nobody)] == [True, True]
