from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cocashift.migrate import resampling


def test_a_share_that_no_reassignment_reaches_has_a_small_p():
    """Twenty alike, ten in the zone: only those ten doubled. One split in 184,756 is as extreme."""
    first = np.full(20, 10.0)
    last = np.r_[np.full(10, 20.0), np.full(10, 10.0)]
    inside = np.r_[np.ones(10), np.zeros(10)][:, None]
    p_value = resampling.permutation_p(first, last, inside, np.ones(20, int))
    assert p_value == pytest.approx([2 / 10_000])


def test_the_p_value_is_that_of_all_orders():
    first = np.array([10.0, 20, 30, 40, 50])
    last = np.array([30.0, 20, 33, 60, 25])
    inside = np.array([[1.0], [1], [0], [0], [0.5]])
    found = resampling.share_change(first, last, inside)[0]
    rates = last / first
    every = np.array(
        [
            resampling.share_change(first, first * rates[list(order)], inside)[0]
            for order in permutations(range(5))
        ]
    )
    exact = 2 * min((every >= found - 1e-12).mean(), (every <= found + 1e-12).mean())
    drawn = resampling.permutation_p(first, last, inside, np.ones(5, int))[0]
    assert drawn == pytest.approx(min(exact, 1), abs=0.03)


def test_growth_alike_everywhere_is_no_shift():
    first = np.array([10.0, 20, 30])
    p_value = resampling.permutation_p(first, 2 * first, np.eye(3), np.ones(3, int))
    assert p_value.tolist() == [1, 1, 1]
    assert resampling.bootstrap(first, 2 * first, np.eye(3)) == pytest.approx(0)


def test_what_appeared_is_reassigned_where_nothing_was():
    first, last = np.array([10.0, 0, 0]), np.array([10.0, 10, 0])
    inside = np.array([[0.0], [1], [0]])
    strata = resampling.size_classes(first, 1)
    assert strata.tolist() == [1, 0, 0]
    # In half of the draws the 10 ha appear outside: 2 x min(half, all) is 1.
    assert resampling.permutation_p(first, last, inside, strata) == pytest.approx([1], abs=0.05)


def test_size_classes_hold_as_many_each_and_never_part_equals():
    classes = resampling.size_classes(np.array([0.0, 5, 1, 2, 3, 4, 6, 7, 8]), 4)
    assert classes.tolist() == [0, 3, 1, 1, 2, 2, 3, 4, 4]
    assert set(resampling.size_classes(np.array([0.0, 3, 3, 3]), 4)) == {0, 1}


def test_the_bootstrap_widens_with_the_differences():
    first = np.full(40, 10.0)
    inside = np.tile([1.0, 0.0], 20)[:, None]
    rng = np.random.default_rng(0)
    calm, wild = (first * rng.lognormal(0, spread, 40) for spread in (0.1, 1.0))
    low, high = zip(
        *(resampling.bootstrap(first, last, inside)[:, 0] for last in (calm, wild)), strict=True
    )
    assert high[1] - low[1] > 3 * (high[0] - low[0])
    for last, ends in ((calm, (low[0], high[0])), (wild, (low[1], high[1]))):
        assert ends[0] < resampling.share_change(first, last, inside)[0] < ends[1]


hectares = st.lists(st.integers(0, 500).map(float), min_size=8, max_size=8)


@settings(max_examples=15, deadline=None)
@given(first=hectares, last=hectares, factor=st.floats(0.01, 100))
def test_p_values_are_probabilities_and_the_unit_of_area_does_not_matter(first, last, factor):
    first, last = np.array(first) + np.arange(8) % 2, np.array(last) + np.arange(8) % 2
    inside = np.linspace(0, 1, 8)[:, None]
    strata = resampling.size_classes(first, 2)
    p_value = resampling.permutation_p(first, last, inside, strata)
    assert ((p_value > 0) & (p_value <= 1)).all()
    other = resampling.permutation_p(factor * first, factor * last, inside, strata)
    assert other == pytest.approx(p_value, abs=0.002)
