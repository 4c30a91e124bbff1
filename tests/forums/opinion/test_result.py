import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from forums.opinion.result import result_of
from tests.forums.opinion.crowd import planted, structureless


def test_the_result_of_forty_people_in_two_groups():
    votes, groups = planted(40, 20)
    votes[:, 0] = 1
    votes[:, 1] = np.where(groups == 0, 1, -1)
    votes[:, 2] = 0
    result = result_of(votes)
    assert result.groups == 2
    assert result.counted == 40
    assert result.consensus[0].statement == 0
    assert 1 in [one.statement for one in result.divides[:8]]
    assert result.uncertain[0].statement == 2
    assert result.stability.is_stable
    assert len(result.dots) == 40
    assert all(result.representative)


def test_the_result_of_votes_by_chance_is_said_to_be_not_stable():
    assert not result_of(structureless()).stability.is_stable


@settings(max_examples=40, deadline=None)
@given(
    arrays(
        np.float64,
        st.tuples(st.integers(0, 24), st.integers(0, 9)),
        elements=st.sampled_from([1.0, 0.0, -1.0, np.nan]),
    ),
    st.data(),
)
def test_any_votes_have_a_result_that_tells_of_five_or_more(votes, data):
    statements = votes.shape[1]
    left_out = data.draw(st.lists(st.booleans(), min_size=statements, max_size=statements))
    result = result_of(votes, left_out=left_out)
    assert (result.tallies.sizes >= 5).all()
    assert len(result.representative) == result.groups
    told = [*result.consensus, *result.divides, *result.uncertain]
    told += [one for rows in result.representative for one in rows]
    assert not any(left_out[one.statement] for one in told)
    assert (result.dots is None) == (result.counted < 15)
