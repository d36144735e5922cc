"""Tests of the ensemble on toy municipalities, with answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cocashift.allocate import ensemble
from cocashift.allocate.ensemble import fitting, members, priors, ratios
from cocashift.allocate.ensemble.land import Land

AREAL = (ensemble.Member("areal", 1.0),)
CELLS = (ensemble.Member("cells", 1.0, "cells"),)
PARK, BOTH = {"park": ["park"]}, {"park": ["park"], "reserve": ["reserve"]}
FOOTPRINT = (ensemble.Member("footprint", 1.0, "footprint"),)


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


def of(table, land, zones, unions=None, **options):
    """Intervals of zones, each with a flag of its name, and of unions of flags."""
    listed = {zone: [zone] for zone in zones} | (unions or {})
    return ensemble.intervals(
        land,
        table,
        {zone: [zone] for zone in zones},
        {name: ensemble.Union(flags) for name, flags in listed.items()},
        design=ensemble.Design(**options),
    )


def at(table, union, period):
    row = table.set_index(["union", "period"]).loc[(union, period)]
    return row[["coca_ha_p10", "coca_ha_p50", "coca_ha_p90"]].to_numpy(float)


@pytest.fixture
def certain(monkeypatch):
    """Take away every doubt: one ratio, no patches, no steps. The expected share is left."""
    monkeypatch.setattr(priors, "RATIO_SD", {"areal": 1e-9, "footprint": 1e-9, "cells": 1e-9})
    monkeypatch.setattr(priors, "RATIO_CENTRE", {"areal": {}, "footprint": {}, "cells": {}})
    monkeypatch.setattr(priors, "YEAR_SD", 1e-9)
    monkeypatch.setattr(priors, "PATCHES", 1e10)
    monkeypatch.setattr(priors, "PATCHES_LOG_SD", 0.0)
    monkeypatch.setattr(priors, "FOOTPRINT_POWER_SD", 0.0)
    monkeypatch.setattr(priors, "FOOTPRINT_LEAK", 0.0)


TOWN = [("52001", 250.0, True, False), ("52001", 750.0, False, False)]


def test_without_doubt_it_is_areal_weighting(certain):
    # 40 ha in 1,000 ha, of which 250 ha are park: 40 x 250 / 1,000 = 10.
    found = of(coca(y2013={"52001": 40}), pieces(TOWN), ["park"], members=AREAL)
    assert at(found, "park", "2013") == pytest.approx([10, 10, 10], rel=1e-3)


def test_density_ratio_of_three(certain, monkeypatch):
    # Three times as dense in the park: 3 x 250 / (3 x 250 + 750) = 1/2 of 40 ha.
    monkeypatch.setattr(priors, "RATIO_CENTRE", {"areal": {"park": np.log(3)}})
    found = of(coca(y2013={"52001": 40}), pieces(TOWN), ["park"], members=AREAL)
    assert at(found, "park", "2013") == pytest.approx([20, 20, 20], rel=1e-3)


def test_footprint_weighting(certain):
    # 30 of the 40 ha of footprint lie in the park: 3/4 of 40 ha.
    land = pieces(TOWN).assign(footprint_ha=[30.0, 10.0])
    found = of(coca(y2013={"52001": 40}), land, ["park"], members=FOOTPRINT)
    assert at(found, "park", "2013") == pytest.approx([30, 30, 30], rel=1e-3)


def test_cells_weighting(certain, monkeypatch):
    monkeypatch.setattr(priors, "CELLS_POWER_SD", 0.0)
    monkeypatch.setattr(priors, "CELLS_LEAK", 0.0)
    # Three quarters of the sampled hectares lie in the park: 3/4 of 40 ha.
    land = pieces(TOWN).assign(cells_ha=[6.0, 2.0])
    found = of(coca(y2013={"52001": 40}), land, ["park"], members=CELLS)
    assert at(found, "park", "2013") == pytest.approx([30, 30, 30], rel=1e-3)


def test_cells_say_nothing_between_municipalities():
    # Ten times the sample in one municipality moves no hectare there.
    frame, table = several(rasters=False)
    frame["cells_ha"] = frame["area_ha"] * 0.01
    more = frame.assign(cells_ha=frame["cells_ha"].where(frame["divipola"] != "52000", 1e3))
    more["cells_ha"] = more["cells_ha"].where(more["divipola"] != "52000", 10 * frame["cells_ha"])
    pd.testing.assert_frame_equal(of(table, frame, ["park"]), of(table, more, ["park"]))


def test_no_footprint_in_a_municipality_means_area(certain):
    land = pieces(TOWN).assign(footprint_ha=0.0)
    found = of(coca(y2013={"52001": 40}), land, ["park"], members=FOOTPRINT)
    assert at(found, "park", "2013") == pytest.approx([10, 10, 10], rel=1e-3)


def test_overlap_counts_once_in_a_scenario(certain):
    # Park 200 ha and reserve 300 ha share 100 ha: the union is 400 of 1,000 ha.
    rows = [
        ("52001", 100.0, True, True),
        ("52001", 100.0, True, False),
        ("52001", 200.0, False, True),
        ("52001", 600.0, False, False),
    ]
    found = of(
        coca(y2013={"52001": 50}),
        pieces(rows),
        ["park", "reserve"],
        {"both": ["park", "reserve"]},
        members=AREAL,
    )
    assert at(found, "park", "2013")[1] == pytest.approx(10, rel=1e-3)
    assert at(found, "reserve", "2013")[1] == pytest.approx(15, rel=1e-3)
    assert at(found, "both", "2013")[1] == pytest.approx(20, rel=1e-3)


def test_a_zone_that_is_the_whole_municipality_has_no_interval():
    rows = [("54001", 900.0, True, False), ("54001", 100.0, True, True)]
    table = coca(y2013={"54001": 30}, y2014={"54001": 45})
    found = of(table, pieces(rows), ["park", "reserve"])
    assert at(found, "park", "2013") == pytest.approx([30, 30, 30])
    assert at(found, "park", "2013-2014") == pytest.approx([15, 15, 15])


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
        {"park": ["new"]},
        {"park": ensemble.Union({2012: ["old"], 2013: ["new"]})},
        design=ensemble.Design(members=AREAL),
    )
    assert at(found, "park", "2012-2013") == pytest.approx([16, 16, 16], rel=1e-3)


def test_municipal_bounds_hold():
    # 90 ha in 100 ha, of which 60 ha are park: between 90 - 40 and 60 ha.
    rows = [("52001", 60.0, True, False), ("52001", 40.0, False, False)]
    for placed in ensemble.place(pieces(rows), coca(y2013={"52001": 90}), PARK):
        inside = placed.hectares[:, 0, placed.pieces["park"].to_numpy()]
        assert inside.min() >= 50 - 1e-9
        assert inside.max() <= 60 + 1e-9


def test_patches_follow_a_beta_law(certain, monkeypatch):
    # Dirichlet with 6 patches: share of mean 1/4 and variance (1/4)(3/4)/(6 + 1).
    monkeypatch.setattr(priors, "PATCHES", 6.0)
    table = coca(y2013={"52001": 1}, y2014={"52001": 1})
    design = ensemble.Design(draws=20_000, members=AREAL)
    share = np.concatenate(
        [
            placed.hectares[:, :, placed.pieces["park"].to_numpy()][..., 0]
            for placed in ensemble.place(pieces(TOWN), table, PARK, design=design)
        ]
    )
    assert share.mean(axis=0) == pytest.approx([0.25, 0.25], abs=0.01)
    assert share.var(axis=0) == pytest.approx([3 / 112, 3 / 112], rel=0.05)
    # What lasts is 65 % on average; so, nearly, is the correlation between years: a little less,
    # since each year's patches are divided by a sum of their own.
    assert np.corrcoef(share.T)[0, 1] == pytest.approx(0.63, abs=0.02)


def test_what_does_not_fit_moves_to_the_room_left():
    # The first piece holds 10 of the 40 ha; 30 ha move to the 80 ha of room in the second.
    land = Land(pieces([("52001", 10.0, True, False), ("52001", 90.0, False, False)]), None, [])
    assert land.bounded(np.array([[40.0], [10.0]])) == pytest.approx(np.array([[10.0], [40.0]]))


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
    for listed in (members.AREAL, members.WITH_FOOTPRINT, members.WITH_CELLS, members.WITH_BOTH):
        assert sum(member.share for member in listed) == pytest.approx(1)


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
    first = of(table, frame, ["park", "reserve"], union, seed=5)
    again = of(
        table.sample(frac=1, random_state=2),
        frame.sample(frac=1, random_state=1),
        ["reserve", "park"],
        union,
        seed=5,
    )
    ordered = ["union", "period"]
    pd.testing.assert_frame_equal(
        first.sort_values(ordered, ignore_index=True),
        again.sort_values(ordered, ignore_index=True),
        check_exact=True,
    )
    other = of(table, frame, ["park", "reserve"], union, seed=6)
    assert (first["coca_ha_p10"] != other["coca_ha_p10"]).any()


def test_cutting_a_piece_in_two_changes_nothing():
    frame, table = several(rasters=False)
    half = frame.assign(area_ha=frame["area_ha"] / 2)
    whole = of(table, frame, ["park", "reserve"])
    cut = of(table, pd.concat([half, half]), ["park", "reserve"])
    pd.testing.assert_frame_equal(whole, cut)


def test_percentiles_are_in_order_and_a_part_never_exceeds_the_union():
    frame, table = several(3)
    found = of(table, frame, ["park", "reserve"], {"both": ["park", "reserve"]})
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
        frame["cells_ha"] = np.tile([0.0, 0.0, 3.0, 0.5], 2)
    whole = frame.groupby("divipola")["area_ha"].sum()
    sums = whole * full
    if not (sums > 0).any():
        return
    table = coca(y2013=sums.to_dict(), y2014=(sums / 2).to_dict())
    for placed in ensemble.place(frame, table, BOTH, design=ensemble.Design(seed=seed, draws=60)):
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
        of(table, frame, ["park"])


def test_unknown_zone_of_a_scenario_is_named():
    with pytest.raises(ValueError, match="council"):
        of(coca(y2013={"52001": 1}), pieces(TOWN), ["park"], {"broad": ["council"]})


def test_members_without_their_columns_are_named():
    with pytest.raises(ValueError, match="no member"):
        of(coca(y2013={"52001": 1}), pieces(TOWN), ["park"], members=FOOTPRINT)


def test_shares_of_the_nation_follow_the_hectares():
    frame, table = several()
    found = of(table, frame, ["park", "reserve"])
    national = table.groupby("year")["coca_ha"].sum()
    for year, total in national.items():
        of_year = found[found["period"] == str(year)]
        for quantile in ("p10", "p50", "p90"):
            share = of_year[f"coca_ha_{quantile}"] / total
            assert of_year[f"national_share_{quantile}"].to_numpy() == pytest.approx(share)
    change = found[found["period"] == "2013-2014"]
    assert (change["national_share_p10"] <= change["national_share_p90"]).all()


def test_a_share_that_is_known_changes_by_what_is_known():
    """The whole municipality lies in the park: 40 of 100 ha, then 60 of 100."""
    land = pieces([("52001", 1000.0, True, False), ("52002", 1000.0, False, False)])
    table = coca(y2013={"52001": 40, "52002": 60}, y2014={"52001": 60, "52002": 40})
    found = of(table, land, ["park"], members=AREAL).set_index("period")
    ends = ["national_share_p10", "national_share_p50", "national_share_p90"]
    assert found.loc["2013-2014", ends].to_numpy(float) == pytest.approx(0.2)


def test_redistribution_between_municipalities_is_no_move_inside_them():
    """Growth goes along with the zone's share of a municipality, and nothing moves inside any.

    Municipalities with much of the zone grow up to twofold, those with little shrink to half. All
    change of the zone is redistribution between them, so that inside each the zone must hold the
    same share of the hectares in both years, on average over the draws.
    """
    share = np.linspace(0.05, 0.95, 40)
    codes = [f"52{number:03}" for number in range(40)]
    rows = [
        row
        for code, s in zip(codes, share, strict=True)
        for row in ((code, 1e5 * s, True, False), (code, 1e5 * (1 - s), False, False))
    ]
    table = coca(
        y2013=dict.fromkeys(codes, 500.0),
        y2014=dict(zip(codes, 500 * np.exp(1.5 * (share - 0.5)), strict=True)),
    )
    moved, design = [], ensemble.Design(draws=8000, members=AREAL)
    for placed in ensemble.place(pieces(rows), table, PARK, design=design):
        whole = table.pivot(index="year", columns="divipola", values="coca_ha").to_numpy()
        inside = placed.hectares[:, :, placed.pieces["park"].to_numpy()] / whole
        moved.append((inside[:, 1] - inside[:, 0]).mean(axis=1))
    moved = np.concatenate(moved)
    assert abs(moved.mean()) < 3 * moved.std() / np.sqrt(len(moved))
    assert moved.std() < 0.1


def test_the_law_of_a_year_does_not_hang_on_the_years_drawn_beside_it():
    frame, table = several(2)
    more = pd.concat([table.assign(year=table["year"] - gap) for gap in (0, 2, 4, 6)])
    options = {"draws": 20_000, "seed": 3}
    alone = of(more, frame, ["park"], years=[2013, 2014], **options).set_index("period")
    among = of(more, frame, ["park"], **options).set_index("period")
    for period in ("2013", "2014", "2013-2014"):
        spread = alone.loc[period, "coca_ha_p90"] - alone.loc[period, "coca_ha_p10"]
        for quantile in ("coca_ha_p10", "coca_ha_p50", "coca_ha_p90"):
            apart = alone.loc[period, quantile] - among.loc[period, quantile]
            assert abs(apart) < 0.05 * spread


def test_an_error_of_the_census_widens_and_does_not_shift():
    frame, table = several(4)
    sure, doubted = (
        of(table, frame, ["park"], census_cv=cv).set_index("period").loc["2013-2014"]
        for cv in (0.0, 0.3)
    )
    width = [x["coca_ha_p90"] - x["coca_ha_p10"] for x in (sure, doubted)]
    assert width[1] > width[0]
    assert abs(doubted["coca_ha_p50"] - sure["coca_ha_p50"]) < 0.1 * width[0]


def test_a_department_left_out_counts_neither_inside_nor_in_the_nation():
    rows = [
        ("52001", 250.0, True, False),
        ("52001", 750.0, False, False),
        ("54001", 9e3, True, True),
    ]
    table = coca(y2013={"52001": 40, "54001": 60})
    found = ensemble.intervals(
        pieces(rows),
        table,
        PARK,
        {"all": ensemble.Union(["park"]), "rest": ensemble.Union(["park"], without=("52",))},
    ).set_index("union")
    assert found.loc["rest", "coca_ha_p50"] == pytest.approx(60)
    assert found.loc["rest", "national_share_p50"] == pytest.approx(1)
    assert found.loc["all", "national_share_p50"] < 1


def test_every_draw_meets_the_published_totals_and_keeps_every_municipality():
    frame, table = several(5)
    free = of(table, frame, ["park", "reserve"], draws=400).set_index(["union", "period"])
    published = [
        fitting.Total(zone, [zone], year, free.loc[(zone, str(year)), "coca_ha_p50"] * times, 2.0)
        for zone, year, times in (("park", 2013, 1.1), ("reserve", 2013, 0.9), ("park", 2014, 0.8))
    ]
    sums, drawn = table.pivot(index="year", columns="divipola", values="coca_ha"), []
    design = ensemble.Design(draws=400, totals=tuple(published))
    for placed in ensemble.place(frame, table, BOTH, design=design):
        starts = np.flatnonzero(~placed.pieces["divipola"].duplicated())
        kept = np.add.reduceat(placed.hectares, starts, axis=-1)
        assert np.abs(kept - sums.to_numpy()).max() < 1e-6
        assert (placed.hectares <= placed.pieces["area_ha"].to_numpy() * (1 + 1e-12)).all()
        held = []
        for total in published:
            inside = placed.pieces[total.flags].any(axis=1).to_numpy()
            year = placed.hectares[:, placed.years.index(total.year)]
            held.append(year[:, inside].sum(axis=1) / total.coca_ha)
        drawn.append(np.stack(held, axis=1))
    drawn = np.concatenate(drawn)
    # Drawn within the tolerance: four standard deviations of it hold all draws.
    assert np.abs(drawn - 1).max() < 4 * 0.02 / 1.96 + 1e-3
    assert drawn.mean(axis=0) == pytest.approx(1, rel=0.002)
    assert len(drawn) > 300


def test_a_total_of_one_year_speaks_for_the_years_around_it():
    frame, table = several(6)
    more = pd.concat([table.assign(year=table["year"] - gap) for gap in (0, 2, 4, 6, 8)])
    free = of(more, frame, ["park"], draws=2000).set_index("period")
    most = free.loc["2013", "coca_ha_p90"] * 1.3
    totals = [fitting.Total("park", ["park"], 2013, most, 1.0)]
    told = of(more, frame, ["park"], draws=2000, totals=totals).set_index("period")
    assert told.loc["2013", "coca_ha_p50"] == pytest.approx(most, rel=0.005)
    # The year after follows more than one nine years before; both rise.
    rise = told["coca_ha_p50"] / free["coca_ha_p50"]
    assert rise["2014"] > rise["2005"] > 1
    width = told["coca_ha_p90"] - told["coca_ha_p10"]
    assert width["2014"] < (free["coca_ha_p90"] - free["coca_ha_p10"])["2014"]
