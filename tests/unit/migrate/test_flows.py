import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from cocashift.migrate import change, flows
from tests.unit.conftest import frame, municipality

YEARS = [2013, 2014]


def country(figures: dict[str, tuple], inside: dict[str, float] | None = None):
    """Municipalities of 1 km in a row 10 km apart, their coca, and their shares off limits."""
    units = frame(
        *(
            municipality(code, box(place * 10_000, 0, place * 10_000 + 1000, 1000))
            for place, code in enumerate(sorted(figures))
        )
    )
    table = units[["divipola", "municipality", "department", "area_ha"]].copy()
    for index, year in enumerate(YEARS):
        table[f"coca_ha_{year}"] = [float(figures[code][index]) for code in sorted(figures)]
    table["change_ha"] = table["coca_ha_2014"] - table["coca_ha_2013"]
    table["change_class"] = change.classify(table["coca_ha_2013"], table["coca_ha_2014"])
    table["off_limits_share_standard"] = table["divipola"].map(inside or {}).fillna(0.0)
    return units, table


def reassign(figures, inside=None):
    units, table = country(figures, inside)
    found = flows.reassign(units, table, "standard", YEARS)
    return found, flows.summarise(found, table).set_index("reading")


def test_what_was_lost_goes_to_the_nearest_that_gained():
    found, summary = reassign({"01001": (0, 7), "01002": (5, 0), "01003": (0, 2), "01004": (0, 9)})
    net = found[found["reading"] == "net"]
    # 01002 lost 5 ha; both neighbours are equally far; 01004 is farther and gets nothing.
    assert net["coca_ha"].sum() == 5
    assert set(net["from_divipola"]) == {"01002"}
    assert "01004" not in set(net["to_divipola"])
    assert net["share"].sum() == pytest.approx(1)
    row = summary.loc["net"]
    assert (row.lost_ha, row.gained_ha, row.net_transfer_ha_upper, row.net_change_ha) == (
        5,
        18,
        5,
        13,
    )
    # EPSG:6933 shrinks east-west distances at the equator by the cosine of 30 degrees.
    assert row.distance_km_mean == pytest.approx(10 / np.cos(np.radians(30)), rel=0.005)


def test_growth_alone_moves_nothing():
    found, summary = reassign({"01001": (10, 20), "01002": (5, 10)})
    assert found.empty
    assert summary.loc["net", ["net_transfer_ha_upper", "net_change_ha"]].tolist() == [0, 15]
    assert summary.loc["share", "reassigned_share"] == 0


def test_decline_alone_moves_nothing():
    found, summary = reassign({"01001": (10, 5), "01002": (4, 2)})
    assert found.empty
    assert summary.loc["net", ["net_transfer_ha_upper", "net_change_ha"]].tolist() == [0, -7]


def test_a_share_moves_where_hectares_only_grow():
    found, summary = reassign({"01001": (10, 10), "01002": (10, 30)})
    # One half to one quarter: a quarter of the nation's coca, on paper.
    assert found[["reading", "from_divipola", "to_divipola"]].to_numpy().tolist() == [
        ["share", "01001", "01002"]
    ]
    assert found["share"].tolist() == pytest.approx([0.25])
    assert found["coca_ha"].isna().all()
    assert summary.loc["share", "reassigned_share"] == pytest.approx(0.25)


def test_a_flow_tells_the_share_off_limits_at_both_ends():
    found, _ = reassign({"01001": (8, 0), "01002": (0, 8)}, {"01001": 0.25, "01002": 0.5})
    assert found.loc[0, ["from_off_limits_share", "to_off_limits_share"]].tolist() == [0.25, 0.5]


def test_a_missing_figure_takes_no_part():
    found, _ = reassign({"01001": (8, 0), "01002": (np.nan, 8), "01003": (0, 3)})
    assert set(found["to_divipola"]) == {"01003"}


hectares = st.integers(0, 1000).map(float)
figures = st.lists(st.tuples(hectares, hectares), min_size=2, max_size=12).map(
    lambda values: {f"01{index:03d}": pair for index, pair in enumerate(values)}
)


@settings(max_examples=40, deadline=None)
@given(figures=figures, inside=st.lists(st.floats(0, 1), min_size=12, max_size=12))
def test_nothing_is_lost_and_nothing_exceeds_what_is_there(figures, inside):
    found, _ = reassign(figures, dict(zip(figures, inside, strict=False)))
    step = pd.Series({code: last - first for code, (first, last) in figures.items()})
    net = found[found["reading"] == "net"]
    leaving = net.groupby("from_divipola")["coca_ha"].sum()
    coming = net.groupby("to_divipola")["coca_ha"].sum()
    assert (leaving <= -step[leaving.index] + 1e-6).all()
    assert (coming <= step[coming.index] + 1e-6).all()
    least = min(step.clip(lower=0).sum(), -step.clip(upper=0).sum())
    assert net["coca_ha"].sum() == pytest.approx(least)
