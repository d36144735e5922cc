import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cocashift import schemas
from cocashift.migrate import shift
from tests.unit.conftest import coca
from tests.unit.migrate.test_exposure import register

YEARS = [2013, 2014]
AREA = 1000.0


def allocated(figures: dict[str, tuple], inside: dict[str, tuple]) -> pd.DataFrame:
    """An areal allocation to one scenario: each municipality's share of area, by year."""
    rows = []
    for code, hectares in figures.items():
        for year, coca_ha, share in zip(YEARS, hectares, inside[code], strict=True):
            lower = max(0, coca_ha - AREA * (1 - share))
            upper = min(coca_ha, AREA * share)
            middle = coca_ha * share
            rows.append((code, "standard", "scenario", year, "areal", AREA * share, share, share))
            rows[-1] += (min(lower, middle), middle, max(upper, middle))
    columns = ["divipola", "zone", "kind", "year", "method", "area_ha", "area_share", "coca_share"]
    return pd.DataFrame(rows, columns=[*columns, "coca_ha_lower", "coca_ha", "coca_ha_upper"])


def drawn(zone: str, **change: tuple) -> pd.DataFrame:
    """Intervals of a reading as an ensemble would give them: three quantiles of each figure."""
    names = [name for name in schemas.Intervals.to_schema().columns if name.endswith("_p50")]
    figures = dict.fromkeys((name.removesuffix("_p50") for name in names), (0.4, 0.5, 0.6))
    figures["coca_ha"] = (40.0, 50.0, 60.0)
    rows = []
    for period in ("2013", "2014", "2013-2014"):
        told = figures | (change if "-" in period else {})
        row = {
            "zone": zone,
            "kind": "scenario",
            "method": "ensemble",
            "basis": "in_force",
            "left_out": "",
        }
        row["period"] = period
        for name, quantiles in told.items():
            ends = zip(("p10", "p50", "p90"), quantiles, strict=True)
            row |= {f"{name}_{end}": value for end, value in ends}
        rows.append(row)
    return pd.DataFrame(rows)


def compare(figures, inside, sprayed=()):
    inside = {code: pair if type(pair) is tuple else (pair, pair) for code, pair in inside.items()}
    codes = tuple(figures)
    found = shift.compare(
        allocated(figures, inside),
        coca(figures),
        register(list(sprayed), range(2005, 2015), codes),
        YEARS,
    )
    return found.set_index("zone")


def test_hectares_shares_and_growth():
    # One municipality half in the zone, one outside: 40 + 60 ha become 80 + 120 ha, less 20.
    row = compare({"01001": (40, 80), "01002": (60, 120)}, {"01001": 0.5, "01002": 0.0}).loc[
        "standard"
    ]
    assert (row.coca_ha_first, row.coca_ha_last, row.change_ha) == (20, 40, 20)
    assert row.change_outside_ha == 80
    assert (row.growth_inside, row.growth_outside) == (1, 1)
    assert (row.national_share_first, row.national_share_last) == (0.2, 0.2)
    assert row.share_of_change == pytest.approx(0.2)
    # The whole of the first municipality's coca may lie inside, or none of it.
    assert (row.coca_ha_first_lower, row.coca_ha_first_upper) == (0, 40)
    assert (row.share_change_lower, row.share_change_upper) == pytest.approx((-0.4, 0.4))
    assert (row.share_of_change_lower, row.share_of_change_upper) == pytest.approx((-0.4, 0.8))
    # All grew alike: nothing was redistributed.
    assert (row.national_growth_ha, row.redistribution_ha, row.extension_ha) == (20, 0, 0)


def test_the_ensemble_stands_in_rows_of_its_own():
    figures = {"01001": (40, 80), "01002": (60, 120)}
    table = allocated(figures, {"01001": (0.5, 0.5), "01002": (0.0, 0.0)})
    record = register([], range(2005, 2015), tuple(figures))
    found = shift.compare(
        table, coca(figures), record, YEARS, drawn("standard", coca_ha=(10.0, 20.0, 30.0))
    )
    rows = found[found["kind"] == "scenario"].set_index("method")
    assert list(rows.index) == ["areal", "ensemble"]
    row = rows.loc["ensemble"]
    assert (row.change_ha_p10, row.change_ha, row.change_ha_p90) == (10, 20, 30)
    assert row.change_outside_ha == 80
    assert rows.loc["areal", "change_ha_p10":"change_ha_p90"].isna().all()
    # Bounds assume nothing, whatever the method.
    assert row.share_change_lower == rows.loc["areal", "share_change_lower"]


def test_what_stood_stays():
    # 100 ha in the zone, 900 ha outside. 40 ha rise by 160: at most 100 ha find room inside, and
    # at least none; 60 ha fall by 20: at most 20 of them were inside.
    figures = {"01001": (40, 200), "01002": (60, 40)}
    row = compare(figures, {"01001": 0.1, "01002": 0.5}).loc["standard"]
    assert (row.change_ha_stood_lower, row.change_ha_stood_upper) == (-20, 100)
    assert row.share_of_change_stood_upper == pytest.approx(100 / 140)


def test_what_stood_stays_leaves_no_doubt_where_all_lies_inside():
    row = compare({"01001": (40, 70)}, {"01001": 1.0}).loc["standard"]
    assert (row.change_ha_stood_lower, row.change_ha_stood_upper) == (30, 30)


def test_growth_inside_alone_is_half_national_and_half_redistribution():
    # 50 ha inside become 100, 50 ha outside stay: the nation grew by half.
    row = compare({"01001": (50, 100), "01002": (50, 50)}, {"01001": 1.0, "01002": 0.0}).loc[
        "standard"
    ]
    assert (row.national_growth_ha, row.redistribution_ha, row.extension_ha) == (25, 25, 0)
    assert row.share_change == pytest.approx(2 / 3 - 1 / 2)
    assert row.share_change_lower == row.share_change_upper == row.share_change
    assert row.share_of_change == 1


def test_a_zone_that_was_enlarged():
    # Nothing grew; the zone went from a quarter to three quarters of the municipality.
    row = compare({"01001": (40, 40)}, {"01001": (0.25, 0.75)}).loc["standard"]
    assert (row.national_growth_ha, row.redistribution_ha, row.extension_ha) == (0, 0, 20)
    assert pd.isna(row.share_of_change)


def test_exposure_to_spraying():
    found = compare(
        {"01001": (30, 60), "01002": (70, 70)},
        {"01001": 0.0, "01002": 0.0},
        sprayed=[("01002", 2011, 5)],
    )
    assert found.loc[["unsprayed_1y", "unsprayed_3y"], "coca_ha_first"].tolist() == [100, 30]
    row = found.loc["unsprayed_3y"]
    assert (row.kind, row.method) == ("exposure", "recorded")
    assert (row.coca_ha_last_lower, row.coca_ha_last, row.coca_ha_last_upper) == (60, 60, 60)
    assert row.share_of_change == 1


def test_a_missing_figure_takes_no_part():
    found = shift.compare(
        allocated({"01001": (40, 80)}, {"01001": (0.5, 0.5)}),
        coca({"01001": (40, 80), "01002": (None, 500), "01003": (10, 20)}),
        register([], range(2005, 2015)),
        YEARS,
    ).set_index("zone")
    # 01003 has no boundary: it counts in the nation and in no zone.
    assert found.loc["standard", "national_share_first"] == pytest.approx(20 / 50)


def test_a_year_without_coca_has_no_share():
    row = compare({"01001": (0, 10)}, {"01001": 0.5}).loc["standard"]
    assert pd.isna(row.national_share_first)
    assert pd.isna(row.growth_inside)
    assert row.change_ha == 5


def test_shares_are_those_of_the_method():
    figures = {"01001": (40, 0), "01002": (10, 90)}
    table = allocated(figures, dict.fromkeys(figures, (0.5, 0.5)))
    # A method that puts nine tenths of the first municipality's coca inside.
    table.loc[table["divipola"] == "01001", "coca_share"] = 0.9
    table["method"] = "dasymetric"
    record = register([], range(2005, 2015))
    row = shift.compare(table, coca(figures), record, YEARS).set_index("zone").loc["standard"]
    assert (row.coca_ha_first, row.coca_ha_last) == pytest.approx((41, 45))
    assert row.extension_ha == 0


hectares = st.integers(0, 900).map(float)
places = st.lists(
    st.tuples(hectares, hectares, st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=8
)


@settings(max_examples=20, deadline=None)
@given(places=places, seed=st.integers(0, 99))
def test_parts_add_up_bounds_hold_and_order_does_not_matter(places, seed):
    figures = {f"01{i:03d}": place[:2] for i, place in enumerate(places)}
    inside = {f"01{i:03d}": place[2:] for i, place in enumerate(places)}
    row = compare(figures, inside).loc["standard"]
    change = row.change_ha + row.change_outside_ha
    national = sum(last - first for first, last in figures.values())
    assert change == pytest.approx(national)
    assert row.coca_ha_first_lower <= row.coca_ha_first <= row.coca_ha_first_upper
    if pd.notna(row.national_growth_ha):
        split = row.national_growth_ha + row.redistribution_ha + row.extension_ha
        assert split == pytest.approx(row.change_ha, abs=1e-6)
    if pd.notna(row.share_change):
        assert row.share_change_lower <= row.share_change + 1e-9
        assert row.share_change <= row.share_change_upper + 1e-9
    shuffled = pd.Series(list(figures)).sample(frac=1, random_state=seed)
    other = compare({code: figures[code] for code in shuffled}, inside).loc["standard"]
    pd.testing.assert_series_equal(row, other, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(first=hectares, last=hectares, share=st.floats(0, 1), cut=st.floats(0.1, 0.9))
def test_splitting_a_municipality_in_two_alike_parts_changes_no_estimate(first, last, share, cut):
    rest = {"02001": (100, 150)}
    one = compare({"01001": (first, last), **rest}, {"01001": share, "02001": 0.0})
    parts = {"01001": (first * cut, last * cut), "01002": (first * (1 - cut), last * (1 - cut))}
    two = compare({**parts, **rest}, {"01001": share, "01002": share, "02001": 0.0})
    figures = ["coca_ha_first", "coca_ha_last", "share_change", "share_of_change"]
    figures += ["national_growth_ha", "redistribution_ha", "extension_ha"]
    pd.testing.assert_series_equal(
        one.loc["standard", figures], two.loc["standard", figures], atol=1e-9
    )
