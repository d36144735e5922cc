import numpy as np
import pandas as pd
import pytest
from shapely import box

from cocashift.migrate import change, clusters
from tests.unit.conftest import frame, municipality

METRES = "EPSG:6933"
SIDE = 10


def chessboard(figures: np.ndarray):
    """A square of municipalities of 100 ha, and what each gained."""
    rows = [
        municipality(f"{10 + row}{column:03d}", box(column * 1000, row * 1000, *corner))
        for row in range(SIDE)
        for column in range(SIDE)
        for corner in [((column + 1) * 1000, (row + 1) * 1000)]
    ]
    units = frame(*rows)
    table = units[["divipola", "municipality", "department", "area_ha"]].copy()
    table["coca_ha_2013"] = 50.0
    table["coca_ha_2014"] = 50.0 + figures.ravel()
    table["change_ha"] = table["coca_ha_2014"] - 50.0
    table["change_class"] = change.classify(table["coca_ha_2013"], table["coca_ha_2014"])
    return units, table


def test_neighbours_of_a_corner_an_edge_and_the_middle():
    units, _ = chessboard(np.zeros((SIDE, SIDE)))
    near = clusters.neighbours(units.set_index("divipola"))
    assert near["queen"].cardinalities[["10000", "10005", "15005"]].tolist() == [3, 5, 8]
    assert set(near["nearest"].cardinalities) == {6}
    assert set(near["inverse_distance"].cardinalities) == {SIDE**2 - 1}
    for graph in near.values():
        assert graph.adjacency.groupby("focal").sum().to_numpy() == pytest.approx(1)


def test_slivers_do_not_part_neighbours_and_islands_get_one():
    units = frame(
        municipality("01001", box(0, 0, 1000, 1000)),
        municipality("01003", box(1050, 0, 2000, 1000)),
        municipality("01002", box(9000, 0, 9500, 500)),
    ).set_index("divipola")
    queen = clusters.neighbours(units)["queen"]
    assert queen["01001"].index.tolist() == ["01003"]
    assert queen["01002"].index.tolist() == ["01003"]
    assert list(queen.unique_ids) == ["01001", "01002", "01003"]


def test_a_corner_that_rose_is_a_cluster_and_nothing_else_is():
    rise = np.random.default_rng(1).normal(0, 1, (SIDE, SIDE))
    rise[:3, :3] += 40
    units, table = chessboard(rise)
    found = clusters.find(units, table, METRES).set_index("divipola")
    high = {f"{10 + row}{column:03d}" for row in range(3) for column in range(3)}
    assert set(found.index[found["lisa"] == "high_high"]) == high
    # Its edge touches the rest and is less sure than its inside.
    assert found.loc[["10000", "10001", "11000", "11001"], "after_fdr"].all()
    assert not (found["lisa"] == "high_low").any()
    whole = clusters.autocorrelation(units, table, [2013, 2014], METRES)
    whole = whole.set_index(["variable", "weights"])
    assert whole.loc[("change", "queen"), "morans_i"] > 0.5
    assert whole.loc[("change", "queen"), "p_value"] == pytest.approx(2 / 10_000)


def test_a_chessboard_is_the_opposite_of_a_cluster():
    board = np.indices((SIDE, SIDE)).sum(axis=0) % 2 * 10.0
    units, table = chessboard(board)
    found = clusters.autocorrelation(units, table, [2013, 2014], METRES)
    found = found.set_index(["variable", "weights"])
    # Rook neighbours differ, diagonal ones agree: in the middle they cancel out.
    assert found.loc[("change", "queen"), "morans_i"] == pytest.approx(-0.05, abs=0.05)
    assert found.loc[("change", "nearest"), "morans_i"] < -0.2
    # No variance, no statistic.
    assert np.isnan(found.loc[("coca_2013", "queen"), "morans_i"])
    assert np.isnan(found.loc[("coca_2013", "queen"), "p_value"])


def test_noise_is_found_significant_as_often_as_the_level_says():
    units, table = chessboard(np.random.default_rng(7).normal(0, 5, (SIDE, SIDE)))
    found = clusters.find(units, table, METRES)
    assert (found["p_value"] <= 0.05).sum() <= 12
    assert not found["after_fdr"].any()


def test_row_order_does_not_matter():
    units, table = chessboard(np.random.default_rng(3).normal(0, 5, (SIDE, SIDE)))
    found = clusters.find(units, table, METRES)
    mixed = clusters.find(
        units.sample(frac=1, random_state=1), table.sample(frac=1, random_state=2), METRES
    )
    pd.testing.assert_frame_equal(found, mixed)


def test_municipalities_without_coca_have_no_statistic():
    rise = np.random.default_rng(5).normal(0, 5, (SIDE, SIDE))
    units, table = chessboard(rise)
    table.loc[0, ["coca_ha_2013", "coca_ha_2014", "change_ha"]] = 0.0
    table.loc[0, "change_class"] = "none"
    table.loc[1, "change_class"] = "missing"
    found = clusters.find(units, table, METRES)
    assert found["lisa"].tolist()[:2] == ["no_coca", "missing"]
    assert found["local_i"].isna().sum() == found["p_value"].isna().sum() == 2


def test_too_few_municipalities_have_no_statistic():
    units, table = chessboard(np.zeros((SIDE, SIDE)))
    table["change_class"] = ["rose", "fell"] + ["none"] * (SIDE**2 - 2)
    found = clusters.find(units, table, METRES)
    assert found["lisa"].value_counts().to_dict() == {"no_coca": 98, "not_significant": 2}
    assert found["p_value"].isna().all()
    assert clusters.autocorrelation(units, table, [2013, 2014], METRES).empty
