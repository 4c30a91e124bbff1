import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forums.opinion.finding import IN_NONE, find_groups
from forums.opinion.privacy import described_groups, map_of
from forums.opinion.result import result_of
from tests.forums.opinion.crowd import camps


def sizes_of(labels):
    return np.bincount(labels[labels != IN_NONE]).tolist()


def test_a_group_of_four_is_folded_into_its_neighbour():
    grouping = find_groups(camps(20, 12, 4), k=3)
    assert grouping.sizes.tolist() == [20, 12, 4]
    described = sizes_of(described_groups(grouping))
    assert described in ([24, 12], [20, 16])


def test_a_group_of_five_is_described():
    assert sizes_of(described_groups(find_groups(camps(20, 12, 5), k=3))) == [20, 12, 5]


def test_it_is_folded_into_the_group_that_is_nearest():
    minds = np.ones((3, 12))
    minds[1] = -1
    minds[2, :2] = -1  # two of twelve away from the first
    votes = np.repeat(minds, [9, 20, 4], axis=0)
    grouping = find_groups(votes, k=3)
    assert grouping.sizes.tolist() == [20, 9, 4]
    labels = described_groups(grouping)
    assert sizes_of(labels) == [20, 13]
    assert set(labels[29:]) == {1}


def test_a_share_however_large_does_not_make_a_small_group_fit_to_be_told():
    grouping = find_groups(camps(4, 3), k=2)
    assert sizes_of(described_groups(grouping)) == [7]


def test_groups_are_numbered_anew_by_size():
    labels = described_groups(find_groups(camps(9, 8, 4), k=3))
    assert sizes_of(labels) == sorted(sizes_of(labels), reverse=True)


@pytest.mark.parametrize(("people", "shown"), [(0, None), (1, None), (14, None), (15, 15)])
def test_no_map_is_drawn_under_fifteen(people, shown):
    dots = map_of(find_groups(camps(people - people // 2, people // 2)))
    assert (dots and len(dots)) == shown


def test_fifteen_are_those_who_count():
    votes = camps(10, 5)
    votes[0, 6:] = np.nan
    assert map_of(find_groups(votes)) is None


def test_dots_are_in_no_order_that_tells_who():
    votes = camps(12, 8, 6)
    dots = map_of(find_groups(votes))
    assert dots == map_of(find_groups(votes[::-1]))


def test_fewer_than_five_are_not_described_at_all():
    result = result_of(camps(2, 2))
    assert result.groups == 0
    assert result.counted == 0
    assert result.dots is None
    assert result.representative == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.sampled_from([None, 2, 3, 5]))
def test_no_group_is_ever_smaller_than_five(sizes, k):
    grouping = find_groups(camps(*sizes), k=k)
    described = sizes_of(described_groups(grouping))
    assert all(size >= 5 for size in described)
    assert sum(described) == (sum(sizes) if sum(sizes) >= 5 else 0)
    assert (map_of(grouping) is not None) == (sum(sizes) >= 15)
