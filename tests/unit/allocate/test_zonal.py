"""Any statistic of any units in any zones: figures that can be worked out by hand, and tobler's."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import box

from cocashift.allocate import soundness, zonal
from cocashift.errors import InputError
from tests.conftest import need


@pytest.fixture
def frames():
    return zonal.example()


def keyed(table, value):
    return table[table["value"] == value].set_index("zone")


def test_overlapping_zones_count_shared_ground_once(frames):
    table = zonal.allocate(*frames, ["people"], unions={"either": ["park", "river"]})
    found = keyed(table, "people")
    assert found["expected"].to_dict() == pytest.approx(
        {"park": 37.5, "river": 37.5, "either": 56.25, "outside": 93.75, "all": 150}
    )
    assert found["kind"].tolist() == ["zone", "zone", "union", "outside", "all"]
    # Anybody may live anywhere in a unit.
    assert found.loc["either", ["lower", "upper"]].tolist() == [0, 150]
    assert soundness.verify(table)["ok"].all()


def test_an_area_has_no_more_room_than_the_zone(frames):
    found = keyed(zonal.allocate(*frames, ["forest_km2"]), "forest_km2")
    # Of 90 km² in 100 at least 15 lie in 25; of 20 km² none need to.
    assert found.loc["park", "lower"] == pytest.approx(15)
    assert found.loc["park", "upper"] == pytest.approx(25 + 20)
    assert found.loc["park", "p10"] > 15
    assert found.loc["all", ["lower", "upper"]].tolist() == pytest.approx([110, 110])


def test_a_mean_is_weighed_by_area(frames):
    units, zones = frames
    units = units.assign(per_km2=[1.0, 2.0])
    found = keyed(zonal.allocate(units, zones, intensive=["per_km2"]), "per_km2")
    assert found.loc["park", "expected"] == pytest.approx(1.5)
    assert found.loc["park", "upper"] == pytest.approx((100 + 200) / 50)
    assert found["variable"].eq("intensive").all()


def test_a_missing_value_adds_nothing_and_is_counted(frames):
    units, zones = frames
    units = units.assign(people=[np.nan, 50])
    found = keyed(zonal.allocate(units, zones, ["people"]), "people")
    assert found.loc["park", "expected"] == pytest.approx(12.5)
    assert found.loc["all", "expected"] == 50
    assert found["units_missing"].tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("shape", "weight", "told"),
    [
        (None, 1, "row 1: neither a point nor a polygon"),
        (shapely.LineString([(0, 0), (1, 1)]), 1, "row 1: neither a point nor a polygon"),
        (box(0, 0, 1e3, 1e3), np.nan, "row 1: .*its weight is no figure"),
        (box(0, 0, 1e3, 1e3), -1, "row 1: .*its weight is no figure"),
        (shapely.Point(0, 0), 1, "points and polygons together"),
    ],
)
def test_a_weight_that_is_none_changes_no_other(frames, shape, weight, told):
    units, zones = frames
    weights = gpd.GeoDataFrame(
        {"weight": [5, weight]}, geometry=[box(0, 0, 1e3, 1e3), shape], crs=units.crs
    )
    with pytest.raises(InputError, match=told):
        zonal.allocate(units, zones, ["people"], weights=weights)


def test_weights_say_where_in_a_unit_things_lie(frames):
    units, zones = frames
    # All houses of the north stand in the park, those of the south outside all zones.
    houses = gpd.GeoDataFrame(
        {"weight": [3, 7, 5]},
        geometry=gpd.points_from_xy([1e3, 2e3, 9e3], [1.2e4, 1.1e4, 1e3]),
        crs=units.crs,
    )
    table = zonal.allocate(units, zones, ["people"], weights=houses)
    assert keyed(table, "people")["expected"].to_dict() == pytest.approx(
        {"park": 100, "river": 0, "outside": 50, "all": 150}
    )
    fields = houses.set_geometry(houses.buffer(100))
    again = zonal.allocate(units, zones, ["people"], weights=fields)
    assert keyed(again, "people")["expected"].to_dict() == pytest.approx(
        {"park": 100, "river": 0, "outside": 50, "all": 150}
    )
    assert soundness.verify(table)["ok"].all()


def test_what_is_known_of_a_zone_narrows_the_interval_and_is_met(frames):
    known = pd.DataFrame(
        {"zone": ["park"], "value": ["people"], "total": [60.0], "tolerance_percent": [5.0]}
    )
    alone = keyed(zonal.allocate(*frames, ["people"]), "people")
    table = zonal.allocate(*frames, ["people"], totals=known)
    found = keyed(table, "people")
    assert found.loc["park", "expected"] == pytest.approx(60, rel=0.01)
    assert 57 < found.loc["park", "p10"] < found.loc["park", "p90"] < 63
    width = found["p90"] - found["p10"]
    assert width["park"] < 0.1 * (alone["p90"] - alone["p10"])["park"]
    assert soundness.verify(table)["ok"].all()


def test_neither_index_nor_order_nor_unit_of_length_matters(frames):
    units, zones = frames
    expected = zonal.allocate(units, zones, ["people", "forest_km2"], draws=0)
    other = units.iloc[::-1].set_axis([("b", 2), ("a", 1)])
    feet = "+proj=laea +lat_0=4 +lon_0=-73 +x_0=5000000 +y_0=2000000 +ellps=GRS80 +units=us-ft"
    found = zonal.allocate(other, zones, ["people", "forest_km2"], draws=0)
    pd.testing.assert_frame_equal(found, expected)
    scale = 1 / 0.304800609601219
    inches = [
        frame.set_geometry(frame.scale(scale, scale, origin=(0, 0)).values).set_crs(
            feet, allow_override=True
        )
        for frame in (other, zones)
    ]
    found = zonal.allocate(*inches, ["people", "forest_km2"], draws=0)
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9)


def quilt(side, count, seed):
    """Units and zones that tile a square in two ways."""
    rng = np.random.default_rng(seed)
    edges = np.concatenate([[0], np.sort(rng.uniform(0, side, count - 1)), [side]])
    bands = [box(low, 0, high, side) for low, high in pairwise(edges)]
    return bands, [shapely.affinity.rotate(band, 90, origin=(side / 2, side / 2)) for band in bands]


def halves():
    """Units and zones whose shares are halves, quarters and so on: exact in single precision."""
    edges = {
        "units": np.arange(0, 8193, 1024),
        "zones": np.cumsum([0, *[512, 1024, 2048] * 2, 1024]),
    }
    return [[box(low, 0, high, 4096) for low, high in pairwise(ends)] for ends in edges.values()]


# tobler keeps its table of shares in single precision.
@pytest.mark.parametrize(("drawn", "near"), [(quilt(3e4, 7, seed=4), 1e-7), (halves(), 1e-9)])
def test_where_zones_do_not_overlap_tobler_gives_the_same(drawn, near):
    tobler = _tobler()
    of_units, of_zones = drawn
    rng, count = np.random.default_rng(5), len(of_units)
    units = gpd.GeoDataFrame(
        {"people": rng.uniform(1, 900, count), "income": rng.uniform(1, 9, count)},
        geometry=of_units,
        crs="EPSG:9377",
    )
    zones = gpd.GeoDataFrame({"zone": list("abcdefg")}, geometry=of_zones, crs="EPSG:9377")
    theirs = tobler.area_interpolate(
        units, zones, extensive_variables=["people"], intensive_variables=["income"]
    )
    ours = zonal.allocate(units, zones, ["people"], intensive=["income"], draws=0)
    for value in ("people", "income"):
        found = keyed(ours, value)["expected"].reindex(zones["zone"])
        assert found.to_numpy() == pytest.approx(theirs[value].to_numpy(), rel=near)


def test_where_zones_overlap_tobler_counts_twice_and_this_does_not(frames):
    units, zones = frames
    theirs = _tobler().area_interpolate(
        units, zones, extensive_variables=["people"], allocate_total=False
    )
    ours = keyed(
        zonal.allocate(units, zones, ["people"], unions={"either": ["park", "river"]}, draws=0),
        "people",
    )
    assert theirs["people"].sum() == pytest.approx(75)
    assert ours.loc["either", "expected"] == pytest.approx(56.25)


def _tobler():
    try:
        from tobler import area_weighted
    except ImportError:
        need(None, "tobler", "pip install tobler")
    return area_weighted


FAULTS = {
    "units are there": lambda u, z: (u.iloc[:0], z),
    "every value is a column": lambda u, z: (u.drop(columns="people"), z),
    "zones have names": lambda u, z: (u, z.rename(columns={"zone": "name"})),
    "one projected CRS": lambda u, z: (u.to_crs("EPSG:4326"), z.to_crs("EPSG:4326")),
    "every unit has a name of its own": lambda u, z: (u.set_axis(["a", "a"]), z),
    "units are polygons": lambda u, z: (u.set_geometry(u.centroid), z),
    "zones are polygons": lambda u, z: (u, z.set_geometry(z.boundary)),
    "every zone has its name": lambda u, z: (u, z.assign(zone=["park", None])),
    "names are free": lambda u, z: (u, z.assign(zone=["all", "a|b"])),
    "units do not overlap": lambda u, z: (u.set_geometry([u.geometry.iloc[0]] * 2), z),
    "values are numbers": lambda u, z: (u.assign(people=["1", "2"]), z),
    "no value is negative": lambda u, z: (u.assign(people=[-1, 2]), z),
    "zones meet units": lambda u, z: (u, z.set_geometry(z.translate(1e6))),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_named_with_a_remedy(frames, fault):
    units, zones = FAULTS[fault](*frames)
    tests = soundness.validate(units, zones, ["people"]).set_index("test")
    assert tests.index[~tests["ok"]].tolist() == [fault]
    assert tests.loc[fault, "remedy"]
    with pytest.raises(InputError, match=fault):
        zonal.allocate(units, zones, ["people"])


def test_a_result_that_was_changed_does_not_pass(frames):
    table = zonal.allocate(*frames, ["people"], unions={"either": ["park", "river"]})
    for fault, row, column, value in (
        ("totals are kept", 4, "upper", 151),
        ("nothing is counted twice", 2, "expected", 75),
        ("expected lies within bounds", 0, "upper", 30),
        ("the interval is in order", 0, "p50", 149),
        ("nothing is below zero", 0, "lower", -1),
    ):
        changed = table.astype({"upper": float, "lower": float})
        changed.loc[row, column] = value
        tests = soundness.verify(changed).set_index("test")["ok"]
        assert not tests[fault], fault


def test_a_union_or_a_total_of_no_zone_is_an_error(frames):
    with pytest.raises(InputError, match=r"no zone 'lake'\. The zones are park, river"):
        zonal.allocate(*frames, ["people"], unions={"both": ["park", "lake"]})
    known = pd.DataFrame(
        {"zone": ["lake"], "value": ["people"], "total": [6.0], "tolerance_percent": [5.0]}
    )
    with pytest.raises(InputError, match="no zone or union 'lake'"):
        zonal.allocate(*frames, ["people"], totals=known)
