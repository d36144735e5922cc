import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from cocashift import allocation, overlay, zones
from tests.unit.conftest import coca, frame, zone

SCENARIOS = {"strict": ["A"]}


def allocate(municipalities, figures, *features):
    editions = zones.editions(frame(*features), [2013, 2014])
    pieces = overlay.partition(municipalities, editions)
    return allocation.areal(pieces, editions, coca(figures), SCENARIOS, [2013, 2014])


def row(allocated, divipola, year, zone="park"):
    chosen = allocated[["divipola", "year", "zone"]].eq([divipola, year, zone]).all(axis=1)
    return allocated[chosen].iloc[0]


def test_bounds_and_expected_value_by_hand(two_squares):
    # 100 ha, 60 of them in the park. Of 50 ha at least 10 must lie in it, at most all 50 can.
    allocated = allocate(
        two_squares, {"01001": (50, 80), "02001": (0, 0)}, zone("park", box(0, 0, 600, 1000))
    )
    first, last = row(allocated, "01001", 2013), row(allocated, "01001", 2014)
    assert (first.coca_ha_lower, first.coca_ha, first.coca_ha_upper) == pytest.approx((10, 30, 50))
    assert (last.coca_ha_lower, last.coca_ha, last.coca_ha_upper) == pytest.approx((40, 48, 60))


def test_missing_is_never_zero(two_squares):
    allocated = allocate(
        two_squares, {"01001": (None, 5), "02001": (4, 4)}, zone("park", box(0, 0, 2000, 500))
    )
    assert np.isnan(row(allocated, "01001", 2013).coca_ha)
    assert np.isnan(row(allocated, "01001", 2013).coca_ha_upper)
    totals = allocation.total(allocated, coca({"01001": (None, 5), "02001": (4, 4)}))
    assert totals.loc[totals["year"] == 2013, "coca_ha"].tolist() == pytest.approx([2, 2])


def test_totals_sum_bounds_and_share(two_squares):
    figures = {"01001": (50, 80), "02001": (10, 0)}
    allocated = allocate(two_squares, figures, zone("park", box(0, 0, 600, 1000)))
    totals = allocation.total(allocated, coca(figures)).set_index(["zone", "year"])
    first = totals.loc[("park", 2013)]
    assert first[
        ["area_ha", "coca_ha_lower", "coca_ha", "coca_ha_upper"]
    ].tolist() == pytest.approx([60, 10, 30, 50])
    assert first.national_share == pytest.approx(0.5)


@given(hectares=st.floats(0, 100), edge=st.integers(0, 1000))
def test_the_expected_value_lies_within_its_bounds(hectares, edge):
    from tests.unit.conftest import municipality

    square = frame(municipality("01001", box(0, 0, 1000, 1000)))
    allocated = allocate(square, {"01001": (hectares, 0)}, zone("park", box(-10, 0, edge, 1000)))
    found = row(allocated, "01001", 2013)
    assert 0 <= found.coca_ha_lower <= found.coca_ha <= found.coca_ha_upper <= hectares + 1e-9
