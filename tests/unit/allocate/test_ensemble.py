"""Tests of the ensemble on toy municipalities, with answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cocashift.allocate import ensemble
from cocashift.allocate.ensemble import draws, members, priors, ratios
from cocashift.allocate.ensemble.land import Land

AREAL = (ensemble.Member("areal", 1.0),)
FOOTPRINT = (ensemble.Member("footprint", 1.0, surface="footprint"),)


def pieces(rows, columns=("divipola", "area_ha", "park", "reserve")):
    return pd.DataFrame(rows, columns=list(columns))


def coca(**by_year):
    """``coca(y2013={"52001": 40})`` as a table of municipality and year."""
    rows = [
        (code, int(year[1:]), hectares)
        for year, sums in by_year.items()
        for code, hectares in sums.items()
    ]
    return pd.DataFrame(rows, columns=["divipola", "year", "coca_ha"])


def at(table, zone, period):
    row = table.set_index(["zone", "period"]).loc[(zone, period)]
    return row[["coca_ha_p10", "coca_ha_p50", "coca_ha_p90"]].to_numpy(float)


@pytest.fixture
def certain(monkeypatch):
    """Take away every doubt: one ratio, no patches, no steps. The expected share is left."""
    monkeypatch.setattr(priors, "RATIO_SD", {"areal": 1e-9, "footprint": 1e-9})
    monkeypatch.setattr(priors, "RATIO_CENTRE", {"areal": {}, "footprint": {}})
    monkeypatch.setattr(priors, "RATIO_CHANGE_SD", 1e-9)
    monkeypatch.setattr(priors, "PATCHES", 1e10)
    monkeypatch.setattr(priors, "PATCHES_LOG_SD", 0.0)
    monkeypatch.setattr(priors, "FOOTPRINT_POWER_SD", 0.0)
    monkeypatch.setattr(priors, "FOOTPRINT_LEAK", 0.0)


TOWN = [("52001", 250.0, True, False), ("52001", 750.0, False, False)]


def test_without_doubt_it_is_areal_weighting(certain):
    # 40 ha in 1,000 ha, of which 250 ha are park: 40 x 250 / 1,000 = 10.
    found = ensemble.intervals(pieces(TOWN), coca(y2013={"52001": 40}), ["park"], {}, members=AREAL)
    assert at(found, "park", "2013") == pytest.approx([10, 10, 10], rel=1e-3)


def test_density_ratio_of_three(certain, monkeypatch):
    # Three times as dense in the park: 3 x 250 / (3 x 250 + 750) = 1/2 of 40 ha.
    monkeypatch.setattr(priors, "RATIO_CENTRE", {"areal": {"park": np.log(3)}})
    found = ensemble.intervals(pieces(TOWN), coca(y2013={"52001": 40}), ["park"], {}, members=AREAL)
    assert at(found, "park", "2013") == pytest.approx([20, 20, 20], rel=1e-3)


def test_footprint_weighting(certain):
    # 30 of the 40 ha of footprint lie in the park: 3/4 of 40 ha.
    land = pieces(TOWN).assign(footprint_ha=[30.0, 10.0])
    found = ensemble.intervals(land, coca(y2013={"52001": 40}), ["park"], {}, members=FOOTPRINT)
    assert at(found, "park", "2013") == pytest.approx([30, 30, 30], rel=1e-3)


def test_no_footprint_in_a_municipality_means_area(certain):
    land = pieces(TOWN).assign(footprint_ha=0.0)
    found = ensemble.intervals(land, coca(y2013={"52001": 40}), ["park"], {}, members=FOOTPRINT)
    assert at(found, "park", "2013") == pytest.approx([10, 10, 10], rel=1e-3)


def test_overlap_counts_once_in_a_scenario(certain):
    # Park 200 ha and reserve 300 ha share 100 ha: the union is 400 of 1,000 ha.
    rows = [
        ("52001", 100.0, True, True),
        ("52001", 100.0, True, False),
        ("52001", 200.0, False, True),
        ("52001", 600.0, False, False),
    ]
    found = ensemble.intervals(
        pieces(rows),
        coca(y2013={"52001": 50}),
        ["park", "reserve"],
        {"both": ["park", "reserve"]},
        members=AREAL,
    )
    assert at(found, "park", "2013")[1] == pytest.approx(10, rel=1e-3)
    assert at(found, "reserve", "2013")[1] == pytest.approx(15, rel=1e-3)
    assert at(found, "both", "2013")[1] == pytest.approx(20, rel=1e-3)
    assert found.set_index("zone")["kind"].to_dict() == {
        "park": "category",
        "reserve": "category",
        "both": "scenario",
    }


def test_a_zone_that_is_the_whole_municipality_has_no_interval():
    rows = [("54001", 900.0, True, False), ("54001", 100.0, True, True)]
    found = ensemble.intervals(
        pieces(rows), coca(y2013={"54001": 30}, y2014={"54001": 45}), ["park", "reserve"], {}
    )
    assert at(found, "park", "2013") == pytest.approx([30, 30, 30])
    assert at(found, "park", "change") == pytest.approx([15, 15, 15])


def test_zone_ground_that_changes_between_years(certain):
    # The park grows from 100 to 500 of 1,000 ha while 40 ha of coca stay.
    land = pd.DataFrame(
        {
            "divipola": "52001",
            "area_ha": [100.0, 400.0, 500.0],
            "old": [True, False, False],
            "new": [True, True, False],
        }
    )
    found = ensemble.intervals(
        land,
        coca(y2012={"52001": 40}, y2013={"52001": 40}),
        {"park": {2012: "old", 2013: "new"}},
        {},
        members=AREAL,
    )
    assert at(found, "park", "change") == pytest.approx([16, 16, 16], rel=1e-3)


def test_municipal_bounds_hold():
    # 90 ha in 100 ha, of which 60 ha are park: between 90 - 40 and 60 ha.
    rows = [("52001", 60.0, True, False), ("52001", 40.0, False, False)]
    for placed in ensemble.place(pieces(rows), coca(y2013={"52001": 90}), ["park"]):
        inside = placed.hectares[:, 0, placed.pieces["park"].to_numpy()]
        assert inside.min() >= 50 - 1e-9
        assert inside.max() <= 60 + 1e-9


def test_patches_follow_a_beta_law(certain, monkeypatch):
    # Dirichlet with 6 patches: share of mean 1/4 and variance (1/4)(3/4)/(6 + 1).
    monkeypatch.setattr(priors, "PATCHES", 6.0)
    table = coca(y2013={"52001": 1}, y2014={"52001": 1})
    (placed,) = ensemble.place(pieces(TOWN), table, ["park"], draws=20_000, members=AREAL)
    share = placed.hectares[:, :, placed.pieces["park"].to_numpy()][..., 0]
    assert share.mean(axis=0) == pytest.approx([0.25, 0.25], abs=0.01)
    assert share.var(axis=0) == pytest.approx([3 / 112, 3 / 112], rel=0.05)
    # What lasts is 65 % on average, and so is the correlation between years.
    assert np.corrcoef(share.T)[0, 1] == pytest.approx(0.65, abs=0.03)


def test_what_does_not_fit_moves_to_the_room_left():
    # The first piece holds 10 of the 40 ha; 30 ha move to the 80 ha of room in the second.
    land = Land(pieces([("52001", 10.0, True, False), ("52001", 90.0, False, False)]), None, [])
    assert draws.fit(np.array([[40.0, 10.0]]), land) == pytest.approx(np.array([[10.0, 40.0]]))


def test_ecological_regression_finds_a_ratio():
    # Sixty municipalities of one department, 1 ha of coca per 100 ha, twice that in the park.
    share = np.linspace(0.05, 0.95, 60)
    rows = [
        row
        for i, s in enumerate(share)
        for row in ((f"52{i:03}", 1e5 * s, True), (f"52{i:03}", 1e5 * (1 - s), False))
    ]
    frame = pieces(rows, ["divipola", "area_ha", "park"])
    land = Land(frame, None, ["park"])
    theta, cov = ratios.ecological(land, 1e3 * (1 + share), land.areas, frame[["park"]].to_numpy())
    assert theta == pytest.approx([np.log(2)], abs=0.1)
    assert cov[0, 0] > 0


def test_pooling_by_inverse_variance(monkeypatch):
    # Prior 0 with variance 4, estimate 3 with variance 1 + 1: (3 / 2) / (1 / 4 + 1 / 2) = 2.
    mean, cov = ratios.pool(np.zeros(1), 2.0, (np.array([3.0]), np.eye(1)), 1.0)
    assert mean == pytest.approx([2.0])
    assert cov == pytest.approx(np.array([[4 / 3]]))


def test_shares_of_draws_are_kept():
    assert members.apportion([0.5, 0.25, 0.25], 10).tolist() == [5, 3, 2]
    assert sum(member.share for member in ensemble.MEMBERS) == pytest.approx(1)


def several(seed=0, towns=25, rasters=True):
    rng = np.random.default_rng(seed)
    flags = [(p, r) for p in (False, True) for r in (False, True)]
    frame = pd.DataFrame(
        [(f"{52 + t % 2}{t:03}", *f) for t in range(towns) for f in flags],
        columns=["divipola", "park", "reserve"],
    )
    frame["area_ha"] = rng.lognormal(6, 2, len(frame))
    if rasters:
        frame["footprint_ha"] = frame["area_ha"] * rng.beta(0.3, 1, len(frame))
        frame["canopy_pct"] = rng.uniform(0, 100, len(frame))
    whole = frame.groupby("divipola")["area_ha"].sum()
    table = pd.concat(
        [
            pd.DataFrame(
                {
                    "divipola": whole.index,
                    "year": year,
                    "coca_ha": whole.to_numpy() * rng.beta(0.5, 3, towns),
                }
            )
            for year in (2013, 2014)
        ]
    )
    return frame, table


def test_same_seed_same_figures_whatever_the_order_of_rows():
    frame, table = several()
    union = {"both": ["park", "reserve"]}
    first = ensemble.intervals(frame, table, ["park", "reserve"], union, seed=5)
    again = ensemble.intervals(
        frame.sample(frac=1, random_state=1),
        table.sample(frac=1, random_state=2),
        ["reserve", "park"],
        union,
        seed=5,
    )
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    other = ensemble.intervals(frame, table, ["park", "reserve"], union, seed=6)
    assert (first["coca_ha_p10"] != other["coca_ha_p10"]).any()


def test_cutting_a_piece_in_two_changes_nothing():
    frame, table = several(rasters=False)
    half = frame.assign(area_ha=frame["area_ha"] / 2)
    whole = ensemble.intervals(frame, table, ["park", "reserve"], {})
    cut = ensemble.intervals(pd.concat([half, half]), table, ["park", "reserve"], {})
    pd.testing.assert_frame_equal(whole, cut)


def test_percentiles_are_in_order_and_a_part_never_exceeds_the_union():
    frame, table = several(3)
    found = ensemble.intervals(frame, table, ["park", "reserve"], {"both": ["park", "reserve"]})
    assert (found["coca_ha_p10"] <= found["coca_ha_p50"]).all()
    assert (found["coca_ha_p50"] <= found["coca_ha_p90"]).all()
    assert (at(found, "park", "2014") <= at(found, "both", "2014")).all()


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**31),
    full=st.lists(st.floats(0, 1), min_size=4, max_size=4),
    areas=st.lists(st.floats(1e-4, 1e6), min_size=8, max_size=8),
    rasters=st.booleans(),
)
def test_hectares_are_conserved_and_fit(seed, full, areas, rasters):
    frame = pieces([(f"0500{i // 2}", a, i % 2 == 0, i % 3 == 0) for i, a in enumerate(areas)])
    if rasters:
        frame["footprint_ha"] = frame["area_ha"] * np.tile([0.0, 0.5, 1.0, 0.01], 2)
    whole = frame.groupby("divipola")["area_ha"].sum()
    sums = whole * full
    if not (sums > 0).any():
        return
    table = coca(y2013=sums.to_dict(), y2014=(sums / 2).to_dict())
    for placed in ensemble.place(frame, table, ["park", "reserve"], seed=seed, draws=60):
        land = placed.pieces
        room = land["area_ha"].to_numpy()
        assert (placed.hectares <= room * (1 + 1e-12)).all()
        assert (placed.hectares >= 0).all()
        starts = np.flatnonzero(~land["divipola"].duplicated())
        kept = np.add.reduceat(placed.hectares, starts, axis=-1)
        wanted = sums[land["divipola"].unique()].to_numpy()
        assert np.abs(kept - np.stack([wanted, wanted / 2])).max() < 1e-6


@pytest.mark.parametrize(
    ("frame", "table", "told"),
    [
        (
            pieces(TOWN),
            coca(y2013={"52001": 2000}),
            "more hectares than area in municipality 52001",
        ),
        (pieces(TOWN), coca(y2013={"52002": 1}), "without pieces: 52002"),
        (pieces(TOWN), coca(y2013={"52001": 0}), "without pieces: all"),
        (pieces(TOWN), coca(y2013={"52001": -1}), "negative hectares"),
        (pieces(TOWN), pd.concat([coca(y2013={"52001": 1})] * 2), "two rows"),
        (pieces([("52001", 0.0, True, False)]), coca(y2013={"52001": 1}), "area above zero"),
    ],
)
def test_bad_input_is_named(frame, table, told):
    with pytest.raises(ValueError, match=told):
        ensemble.intervals(frame, table, ["park"], {})


def test_unknown_zone_of_a_scenario_is_named():
    with pytest.raises(ValueError, match="council"):
        ensemble.intervals(pieces(TOWN), coca(y2013={"52001": 1}), ["park"], {"broad": ["council"]})


def test_members_without_their_columns_are_named():
    with pytest.raises(ValueError, match="no member"):
        ensemble.intervals(pieces(TOWN), coca(y2013={"52001": 1}), ["park"], {}, members=FOOTPRINT)


def test_shares_of_the_nation_follow_the_hectares():
    frame, table = several()
    found = ensemble.intervals(frame, table, ["park", "reserve"], {})
    national = table.groupby("year")["coca_ha"].sum()
    for year, total in national.items():
        of_year = found[found["period"] == str(year)]
        for quantile in ("p10", "p50", "p90"):
            share = of_year[f"coca_ha_{quantile}"] / total
            assert of_year[f"national_share_{quantile}"].to_numpy() == pytest.approx(share)
    change = found[found["period"] == "change"]
    assert (change["national_share_p10"] <= change["national_share_p90"]).all()


def test_a_share_that_is_known_changes_by_what_is_known():
    """The whole municipality lies in the park: 40 of 100 ha, then 60 of 100."""
    land = pieces([("52001", 1000.0, True, False), ("52002", 1000.0, False, False)])
    table = coca(y2013={"52001": 40, "52002": 60}, y2014={"52001": 60, "52002": 40})
    found = ensemble.intervals(land, table, ["park"], {}, members=AREAL).set_index("period")
    ends = ["national_share_p10", "national_share_p50", "national_share_p90"]
    assert found.loc["change", ends].to_numpy(float) == pytest.approx(0.2)
