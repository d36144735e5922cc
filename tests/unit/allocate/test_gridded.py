"""Tests of draws from a grid of hectares: cut cells, its error, and what every draw keeps."""

import numpy as np
import pandas as pd
import pytest

from cocashift.allocate import ensemble, intervals
from cocashift.allocate.ensemble import gridded
from cocashift.allocate.ensemble.land import prepare
from cocashift.allocate.ground import Ground

PARK = {"park": ["park"]}


def coca(**towns):
    return pd.DataFrame(
        [(code[1:], 2013, hectares) for code, hectares in towns.items()],
        columns=["divipola", "year", "coca_ha"],
    )


def land(*rows):
    """Rows of municipality, area, in the park, hectares of the grid, least and most."""
    named = ["grid_ha_2013", "grid_ha_2013_lower", "grid_ha_2013_upper"]
    return pd.DataFrame(rows, columns=["divipola", "area_ha", "park", *named])


def park(pieces, table, **options):
    found = ensemble.intervals(
        pieces,
        table,
        PARK,
        {"park": ensemble.Union(["park"])},
        [],
        ensemble.Design((2013,), draws=4096, **options),
        ensemble.place_grid,
    )
    return found.iloc[0][["coca_ha_p10", "coca_ha_p50", "coca_ha_p90"]].to_numpy(float)


def test_whole_cells_leave_only_the_error_of_the_grid():
    # 30 of the grid's 40 ha lie in the park; the table has 80 ha: about 60 of them.
    pieces = land(("52001", 500.0, True, 30, 30, 30), ("52001", 500.0, False, 10, 10, 10))
    low, median, high = park(pieces, coca(_52001=80))
    assert median == pytest.approx(60, rel=0.01)
    # The share's log odds err by 5 % on either side and by 5 % as a zone: 5 % times root 3, times
    # 80 x 3/4 x 1/4 hectares, times 1.28 deviations.
    assert high - median == pytest.approx(1.28 * 0.05 * np.sqrt(3) * 15, rel=0.1)
    assert median - low == pytest.approx(high - median, rel=0.15)


def test_a_cut_cell_leaves_open_on_which_side_its_hectares_lie():
    whole = land(("52001", 500.0, True, 30, 30, 30), ("52001", 500.0, False, 10, 10, 10))
    cut = land(("52001", 500.0, True, 30, 20, 40), ("52001", 500.0, False, 10, 0, 20))
    narrow, wide = park(whole, coca(_52001=40)), park(cut, coca(_52001=40))
    assert wide[2] - wide[0] > 2 * (narrow[2] - narrow[0])
    assert wide[1] == pytest.approx(30, abs=1.5)


def test_the_error_is_what_municipal_sums_show_and_no_common_factor():
    pieces = land(
        ("52001", 500.0, True, 20, 20, 20),
        ("52002", 500.0, False, 80, 80, 80),
    )
    grounds, table = prepare(pieces, coca(_52001=10, _52002=40), PARK, ["park"])
    even = grounds.frame["grid_ha_2013"].to_numpy()
    assert gridded.error(grounds, table[2013].to_numpy(), even) == gridded.LEAST_SD
    grounds, table = prepare(pieces, coca(_52001=40, _52002=40), PARK, ["park"])
    # Logarithms of a half and of two, alike in weight: they lie a log of two from their mean.
    found = gridded.error(grounds, table[2013].to_numpy(), even)
    assert found == pytest.approx(np.log(2))


def test_every_draw_keeps_every_municipality_and_its_room():
    pieces = land(
        ("52001", 5.0, True, 30, 20, 40),
        ("52001", 500.0, False, 10, 0, 20),
        ("52002", 100.0, True, 0, 0, 0),
        ("52002", 300.0, False, 0, 0, 0),
    )
    design = ensemble.Design((2013,), draws=200)
    for placed in ensemble.place_grid(pieces, coca(_52001=60, _52002=40), PARK, (), design):
        kept = np.add.reduceat(placed.hectares[:, 0], [0, 2], axis=1)
        assert kept == pytest.approx(np.tile([60, 40], (len(kept), 1)))
        assert (placed.hectares[:, 0] <= placed.pieces["area_ha"].to_numpy() + 1e-9).all()
        # Where the grid has nothing the municipality is shared by area.
        inside = placed.pieces["park"].to_numpy() & placed.pieces["divipola"].eq("52002").to_numpy()
        assert placed.hectares[:, 0, inside] == pytest.approx(10)


def test_a_grid_of_one_of_the_years_gives_no_intervals():
    pieces = pd.DataFrame(
        [("52001", "park_1", 500.0), ("52001", "", 500.0)],
        columns=["divipola", "inside", "area_ha"],
    )
    editions = pd.DataFrame(
        [("park_1", "park", "A", 0, 9999)],
        columns=["edition", "zone", "tier", "first_year", "last_year"],
    )
    table = pd.concat([coca(_52001=40), coca(_52001=60).assign(year=2014)])
    figures = {f"grid_ha_{y}{end}": [30.0, 10.0] for y in (2013, 2014) for end in ENDS}
    surfaces = pieces[["divipola", "inside"]].assign(**figures)
    both = Ground(pieces, editions, surfaces, table)
    found = intervals.of_grid(both, {"strict": ["A"]}, [2013, 2014])
    assert set(found["method"]) == {"gridded"}
    assert set(found["period"]) == {"2013", "2014", "2013-2014"}
    only = surfaces.drop(columns=[f"grid_ha_2014{end}" for end in ENDS])
    one = Ground(pieces, editions, only, table)
    assert intervals.of_grid(one, {"strict": ["A"]}, [2013, 2014]).empty


ENDS = ("", "_lower", "_upper")
