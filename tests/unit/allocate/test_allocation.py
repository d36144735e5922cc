import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box, union_all

from cocashift.allocate import allocation, fallbacks, totals
from cocashift.errors import InputError
from cocashift.harmonise import municipalities, zones
from cocashift.overlay import partition
from tests.unit.conftest import coca, frame, municipality, zone

SCENARIOS = {"strict": ["A"]}


def allocate(municipalities, figures, *features, **surfaces):
    """Allocate a toy; surfaces come as ``weight={(code, inside): value}``."""
    editions = zones.editions(frame(*features), [2013, 2014])
    pieces = partition.partition(municipalities, editions)
    described = None
    if surfaces:
        described = pd.DataFrame(pieces[["divipola", "inside"]])
        for name, values in surfaces.items():
            keys = zip(described["divipola"], described["inside"], strict=True)
            described[name] = [float(values.get(key, 0)) for key in keys]
    return allocation.allocate(pieces, editions, coca(figures), SCENARIOS, [2013, 2014], described)


def row(allocated, divipola, year, zone="park", method="areal"):
    keys = [divipola, year, zone, method]
    chosen = allocated[["divipola", "year", "zone", "method"]].eq(keys).all(axis=1)
    return allocated[chosen].iloc[0]


def figures_of(found):
    return found.coca_ha_lower, found.coca_ha, found.coca_ha_upper


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
    summed = totals.total(allocated, coca({"01001": (None, 5), "02001": (4, 4)}))
    assert summed.loc[summed["year"] == 2013, "coca_ha"].tolist() == pytest.approx([2, 2])


def test_totals_sum_bounds_and_share(two_squares):
    figures = {"01001": (50, 80), "02001": (10, 0)}
    allocated = allocate(two_squares, figures, zone("park", box(0, 0, 600, 1000)))
    summed = totals.total(allocated, coca(figures)).set_index(["zone", "year"])
    first = summed.loc[("park", 2013)]
    assert first[
        ["area_ha", "coca_ha_lower", "coca_ha", "coca_ha_upper"]
    ].tolist() == pytest.approx([60, 10, 30, 50])
    assert first.national_share == pytest.approx(0.5)


# An example is a country of some squares, one above another, each drawn on its own: what an
# example takes hangs hardly on how many there are.
def squares(drawn) -> dict[str, tuple]:
    """Give a code to what is drawn for each square."""
    return {f"0100{place}": each for place, each in enumerate(drawn)}


def strip(code: str, left: float, right: float):
    """A part of a square, from edge to edge."""
    place = int(code[-1])
    return box(left, 1000 * place, right, 1000 * (place + 1))


def country(codes):
    return frame(*(municipality(code, strip(code, 0, 1000)) for code in codes))


def several(*drawn):
    return st.lists(st.tuples(*drawn), min_size=5, max_size=5).map(squares)


EXAMPLES = settings(deadline=None, max_examples=25)


@EXAMPLES
@given(drawn=several(st.floats(0, 100), st.integers(0, 1000)))
def test_the_expected_value_lies_within_its_bounds(drawn):
    figures = {code: (hectares, 0) for code, (hectares, _) in drawn.items()}
    parts = [strip(code, -10, edge) for code, (_, edge) in drawn.items()]
    allocated = allocate(country(drawn), figures, zone("park", union_all(parts)))
    for code, (hectares, _) in drawn.items():
        found = row(allocated, code, 2013)
        assert 0 <= found.coca_ha_lower <= found.coca_ha <= found.coca_ha_upper <= hectares + 1e-9


PARK = zone("park", box(0, 0, 600, 1000))
IN, OUT = ("01001", "park_1"), ("01001", "")


def test_dasymetric_follows_the_weights_and_bounds_follow_the_ground_that_has_any(two_squares):
    # Weights 30 inside and 10 outside, on 40 and 20 ha of ground: of 32 ha, 24 inside;
    # 20 ha fit outside, so at least 12 inside.
    found = row(
        allocate(
            two_squares,
            {"01001": (32, 0), "02001": (5, 5)},
            PARK,
            weight={IN: 30, OUT: 10},
            able_ha={IN: 40, OUT: 20},
        ),
        "01001",
        2013,
        method="dasymetric",
    )
    assert figures_of(found) == pytest.approx((12, 24, 32))
    assert found.coca_share == pytest.approx(0.75)


def test_without_weight_or_room_area_stands_in_and_is_named(two_squares):
    figures = {"01001": (50, 30), "02001": (5, 5)}
    surfaces = {"weight": {IN: 30, OUT: 10}, "able_ha": {IN: 30, OUT: 20}}
    allocated = allocate(two_squares, figures, PARK, **surfaces)
    # 2013: three quarters of 50 ha do not fit 30 ha. 2014: they do. 02001 has no weight at all.
    crowded = row(allocated, "01001", 2013, method="dasymetric")
    assert figures_of(crowded) == figures_of(row(allocated, "01001", 2013))
    assert row(allocated, "01001", 2014, method="dasymetric").coca_ha == pytest.approx(22.5)
    editions = zones.editions(frame(PARK), [2013, 2014])
    pieces = partition.partition(two_squares, editions)
    described = pieces[["divipola", "inside"]].assign(
        weight=[10.0, 30.0, 0.0], able_ha=[20.0, 30.0, 0.0]
    )
    named = fallbacks.fallbacks(pieces, coca(figures), [2013, 2014], described)
    assert named[["divipola", "year", "coca_ha"]].to_numpy().tolist() == [
        ["01001", 2013, 50.0],
        ["02001", 2013, 5.0],
        ["02001", 2014, 5.0],
    ]
    told = fallbacks.report(named).set_index("file")
    assert told.loc["dasymetric 2013", ["count", "detail"]].tolist() == [2, "55.0 ha"]


def test_a_grid_is_rescaled_to_the_municipal_total(two_squares):
    allocated = allocate(
        two_squares,
        {"01001": (40, 20), "02001": (0, 0)},
        PARK,
        grid_ha_2014={IN: 10, OUT: 30},
    )
    found = row(allocated, "01001", 2014, method="grid")
    assert found.coca_ha == pytest.approx(5)
    assert set(allocated["method"][allocated["year"] == 2013]) == {"areal"}


def test_sampled_cells_share_a_municipality_out_in_every_year(two_squares):
    allocated = allocate(
        two_squares, {"01001": (40, 20), "02001": (3, 5)}, PARK, cells_ha={IN: 100, OUT: 300}
    )
    for year, hectares in ((2013, 10), (2014, 5)):
        found = row(allocated, "01001", year, method="cells")
        by_area = row(allocated, "01001", year)
        assert found.coca_ha == pytest.approx(hectares)
        # A sample excludes no ground: the bounds are those of area.
        assert found.coca_ha_lower == by_area.coca_ha_lower
        assert found.coca_ha_upper == by_area.coca_ha_upper
    # No cell was sampled in the other municipality: area stands in there.
    assert row(allocated, "02001", 2014, method="cells").coca_ha == pytest.approx(
        row(allocated, "02001", 2014).coca_ha
    )


def test_a_grid_leaves_open_only_what_borders_cut(two_squares):
    cells = {
        "2014": {IN: 10, OUT: 30},
        "2014_lower": {IN: 6, OUT: 24},
        "2014_upper": {IN: 16, OUT: 34},
    }
    allocated = allocate(
        two_squares,
        {"01001": (40, 20), "02001": (0, 0)},
        PARK,
        **{f"grid_ha_{name}": values for name, values in cells.items()},
    )
    # The table has half of the grid's hectares: its cells are right but for that factor.
    assert figures_of(row(allocated, "01001", 2014, method="grid")) == pytest.approx((3, 5, 8))
    assert figures_of(row(allocated, "01001", 2014)) == pytest.approx((0, 12, 20))


HECTARES = st.floats(0, 40, allow_subnormal=False)
WEIGHTS = st.floats(0, 1, allow_subnormal=False)


@EXAMPLES
@given(drawn=several(HECTARES, WEIGHTS, WEIGHTS, st.integers(1, 999)))
def test_hectares_are_conserved_and_bounds_hold_by_every_method(drawn):
    area, weight = {}, {}
    for code, (_, inside, outside, edge) in drawn.items():
        area |= {(code, True): edge / 10, (code, False): 100 - edge / 10}
        weight[code, True] = inside * area[code, True]
        weight[code, False] = outside * area[code, False]
    able = {key: area[key] * (weight[key] > 0) for key in area}
    park = [strip(code, 0, edge) for code, (*_, edge) in drawn.items()]
    rest = [strip(code, edge, 1000) for code, (*_, edge) in drawn.items()]
    features = zone("park", union_all(park)), zone("rest", union_all(rest))
    editions = zones.editions(frame(*features), [2013])
    pieces = partition.partition(country(drawn), editions)
    marked = zip(pieces["divipola"], pieces["inside"], strict=True)
    keys = [(code, "park" in marks) for code, marks in marked]
    described = pieces[["divipola", "inside"]].assign(
        weight=[weight[key] for key in keys], able_ha=[able[key] for key in keys]
    )
    figures = coca({code: (hectares,) for code, (hectares, *_) in drawn.items()}, [2013])
    allocated = allocation.allocate(pieces, editions, figures, SCENARIOS, [2013], described)
    for code, (hectares, *_) in drawn.items():
        for method in ("areal", "dasymetric"):
            park, rest, strict = (
                row(allocated, code, 2013, name, method) for name in ("park", "rest", "strict")
            )
            assert park.coca_ha + rest.coca_ha == pytest.approx(hectares, abs=1e-6)
            assert strict.coca_ha == pytest.approx(hectares, abs=1e-6)
            for found in (park, rest, strict):
                assert 0 <= found.coca_ha_lower <= found.coca_ha <= found.coca_ha_upper
                assert found.coca_ha_upper <= hectares + 1e-9


def test_rows_may_come_in_any_order(two_squares):
    figures = {"01001": (50, 80), "02001": (10, 0)}
    turned = two_squares.iloc[::-1].reset_index(drop=True)
    one, other = (
        totals.total(allocate(country, figures, PARK), coca(figures))
        for country in (two_squares, turned)
    )
    pd.testing.assert_frame_equal(one, other)


@EXAMPLES
@given(drawn=several(st.integers(1, 999), st.floats(1, 100)))
def test_a_municipality_split_in_two_changes_nothing_where_coca_is_split_by_area(drawn):
    # Areal weighting sees no border between places of one density; bounds can only tighten.
    parts, split = [], {}
    for code, (cut, hectares) in drawn.items():
        other = code.replace("01", "02", 1)
        parts += [
            municipality(code, strip(code, 0, cut)),
            municipality(other, strip(code, cut, 1000)),
        ]
        split |= {code: (hectares * cut / 1000, 0), other: (hectares * (1 - cut / 1000), 0)}
    # A park in each square, so that nothing of one makes up for what is wrong in another.
    parks = [zone(f"park{code}", strip(code, 0, 600)) for code in drawn]
    figures = {code: (hectares, 0) for code, (_, hectares) in drawn.items()}
    one = totals.total(allocate(country(drawn), figures, *parks), coca(split))
    two = totals.total(allocate(frame(*parts), split, *parks), coca(split))
    assert {f"park{code}" for code in drawn} < set(one["zone"])
    assert two["coca_ha"].tolist() == pytest.approx(one["coca_ha"].tolist(), abs=1e-6)
    assert (two["coca_ha_lower"] >= one["coca_ha_lower"] - 1e-6).all()
    assert (two["coca_ha_upper"] <= one["coca_ha_upper"] + 1e-6).all()


@pytest.mark.parametrize("crs", ["EPSG:4686", "EPSG:3116", "+proj=cea +units=us-ft"])
def test_the_units_of_a_layers_crs_do_not_matter(two_squares, crs):
    # Near the origin of EPSG:6933 lies the sea; only the arithmetic counts here.
    units = gpd.GeoDataFrame(
        {"label": two_squares["divipola"]}, geometry=two_squares.geometry, crs=two_squares.crs
    )
    same, _ = municipalities.harmonise(units.to_crs(crs), None, "EPSG:6933")
    figures = {"01001": (50, 80), "02001": (10, 0)}
    expected = allocate(two_squares, figures, PARK)["coca_ha"]
    found = allocate(same, figures, PARK)["coca_ha"]
    assert found.tolist() == pytest.approx(expected.tolist(), rel=1e-4)


def test_a_crs_that_does_not_measure_in_metres_is_refused():
    with pytest.raises(InputError, match="EPSG:4326 measures in units of a degree"):
        municipalities.require_metres("EPSG:4326")


@pytest.mark.parametrize(
    ("crs", "message"),
    [
        ("EPSG:3857", "areas in Colombia are wrong by up to 5%"),
        ("EPSG:32618", "areas in Colombia are wrong"),
        ("EPSG:32718", "areas in Colombia are wrong"),
        ("EPSG:99999", "cannot be read as a CRS"),
        ("EPSG:2227", "US survey foot"),
    ],
)
def test_a_crs_in_which_areas_are_wrong_is_refused(crs, message):
    with pytest.raises(InputError, match=message):
        municipalities.require_areas(crs)


@pytest.mark.parametrize("crs", ["EPSG:6933", "EPSG:9377", "ESRI:102033", "EPSG:8857"])
def test_a_crs_that_keeps_areas_is_taken(crs):
    municipalities.require_areas(crs)


def test_the_ensemble_stands_beside_every_method_with_its_own_median(two_squares):
    figures = {"01001": (50, 80), "02001": (10, 0)}
    allocated = allocate(two_squares, figures, PARK)
    intervals = pd.DataFrame(
        [
            ("park", "2013", 20.0, 30.0, 40.0),
            ("park", "2014", 30.0, 40.0, 60.0),
            ("park", "2013-2014", -1.0, 4.0, 9.0),
        ],
        columns=["zone", "period", "coca_ha_p10", "coca_ha_p50", "coca_ha_p90"],
    ).assign(method="ensemble", basis="in_force", left_out="")
    for quantile in ("p10", "p50", "p90"):
        intervals[f"national_share_{quantile}"] = 0.5
        intervals[f"coca_mcse_ha_{quantile}"] = 0.1
    summed = totals.total(allocated, coca(figures), intervals, [2013, 2014])
    park = summed[summed["zone"] == "park"].set_index(["method", "year"])
    drawn, areal = park.loc["ensemble"], park.loc["areal"]
    assert drawn["coca_ha"].tolist() == drawn["coca_ha_p50"].tolist() == [30.0, 40.0]
    assert drawn["coca_ha_p10"].tolist() == [20.0, 30.0]
    assert drawn["coca_mcse_ha_p10"].tolist() == [0.1, 0.1]
    # What one assumption gives has no interval, and what assumes nothing is the same beside both.
    assert areal["coca_ha_p10"].isna().all()
    assert areal["coca_ha_lower"].tolist() == drawn["coca_ha_lower"].tolist()
    assert areal["change_ha"].isna().tolist() == [True, False]
    last = drawn.loc[2014, ["change_ha", "change_ha_p10", "change_ha_p90"]].tolist()
    assert last == pytest.approx([4.0, -1.0, 9.0])
    assert areal.loc[2014, "change_ha"] == pytest.approx(18.0)


def test_spraying_is_spread_as_the_coca_is(two_squares):
    allocated = allocate(two_squares, {"01001": (50, 80), "02001": (10, 0)}, PARK)
    register = pd.DataFrame({"divipola": ["01001"], "year": [2014], "sprayed_ha": [20.0]})
    summed = totals.total(
        allocated, coca({"01001": (50, 80), "02001": (10, 0)}), eradication=register
    )
    park = summed[summed["zone"] == "park"].set_index("year")
    # 60 of 100 ha of the first municipality lie in the park: 12 of 20 sprayed on 48 of coca.
    assert park.loc[2014, "sprayed_ha"] == pytest.approx(12)
    assert park.loc[2014, "sprayed_per_coca_ha"] == pytest.approx(12 / 48)
    assert pd.isna(park.loc[2013, "sprayed_ha"])
