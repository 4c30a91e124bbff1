import numpy as np
import pytest

from forums.opinion.proportions import above_half, above_rest
from forums.opinion.representing import Side, measures, representative_statements
from forums.opinion.tallies import tally

NAN = np.nan


def column(*groups: tuple[int, int, int]) -> list[float]:
    """Votes on one statement: (agree, disagree, pass) of each group of ten, the rest unseen."""
    cells = []
    for agree, disagree, passed in groups:
        cells += [1] * agree + [-1] * disagree + [0] * passed + [NAN] * (10 - agree - disagree - passed)
    return cells


def tallied(*columns: list[float]):
    votes = np.array(columns).T
    return tally(votes, np.arange(len(votes)) // 10)


def test_measures_of_one_statement():
    # Worked out by hand: 8 of 9 agree here, 2 of 10 there.
    agree, disagree = measures(tallied(column((8, 1, 0), (2, 7, 1))))
    one = agree.at(0, 0)
    assert (one.successes, one.seen) == (8, 9)
    assert one.probability == pytest.approx(9 / 11)
    assert one.probability_test == pytest.approx(2 * np.sqrt(10) * (9 / 10 - 1 / 2))
    assert one.times == pytest.approx((9 / 11) / (3 / 12))
    pooled = 12 / 21
    assert one.times_test == pytest.approx(
        (9 / 10 - 3 / 11) / np.sqrt(pooled * (1 - pooled) * (1 / 10 + 1 / 11))
    )
    assert disagree.at(1, 0).successes == 7


def test_tests_of_proportions_where_nobody_voted_or_all_agree():
    none, all_of = np.array([0]), np.array([4])
    assert above_half(none, none).tolist() == [1.0]
    assert above_rest(all_of, all_of, all_of, all_of).tolist() == [0.0]


def test_a_group_is_known_by_what_tells_it_from_the_others():
    told = representative_statements(
        tallied(
            column((9, 1, 0), (9, 1, 0)),  # shared
            column((9, 0, 1), (1, 9, 0)),  # divides
            column((1, 8, 1), (6, 3, 1)),  # the first is against
        )
    )
    assert [(one.statement, one.side) for one in told[0]] == [(1, Side.AGREE), (2, Side.DISAGREE)]
    assert [(one.statement, one.side) for one in told[1]][-1] == (1, Side.DISAGREE)


def test_agreements_come_first_and_no_more_than_asked_for():
    columns = [column((0, 10, 0), (10, 0, 0)) for _ in range(5)] + [column((9, 1, 0), (0, 10, 0))]
    told = representative_statements(tallied(*columns), most=3)
    assert [(one.statement, one.side) for one in told[0]] == [
        (5, Side.AGREE),
        (0, Side.DISAGREE),
        (1, Side.DISAGREE),
    ]


def test_the_best_agreement_is_told_as_an_agreement():
    # The others agree still more, and yet it is what this group agrees on.
    told = representative_statements(tallied(column((8, 2, 0), (10, 0, 0)), column((0, 10, 0), (10, 0, 0))))
    assert [(one.statement, one.side) for one in told[0]] == [(0, Side.AGREE), (1, Side.DISAGREE)]
    assert told[0][0].successes == 8


def test_what_is_left_out_or_unseen_represents_nobody():
    columns = [column((10, 0, 0), (0, 10, 0)), column((0, 0, 0), (5, 5, 0)), column((6, 4, 0), (3, 7, 0))]
    told = representative_statements(tallied(*columns), left_out=[True, False, False])
    assert {one.statement for one in told[0]} == {2}


def test_where_nothing_is_clear_the_one_that_differs_most_is_told():
    told = representative_statements(tallied(column((2, 4, 4), (2, 4, 4)), column((3, 4, 3), (1, 4, 5))))
    assert [len(rows) for rows in told] == [1, 1]
    assert told[0][0].statement == 1


def test_a_single_group_is_told_from_nobody():
    assert representative_statements(tallied(column((9, 1, 0)))) == [[]]


def test_no_groups_and_no_statements():
    assert representative_statements(tally(np.ones((3, 2)), [-1, -1, -1])) == []
    assert representative_statements(tally(np.empty((3, 0)), [0, 0, 1])) == [[], []]
