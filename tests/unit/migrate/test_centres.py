import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from cocashift.migrate import centres
from tests.unit.conftest import CRS, coca, frame, municipality

METRES = "EPSG:9377"


def square(code: str, east: float, north: float, side: float = 1000.0) -> dict:
    return municipality(code, box(east, north, east + side, north + side))


def country(*places: tuple[float, float]) -> gpd.GeoDataFrame:
    """Squares whose lower left corners are given, in the CRS of distances."""
    rows = [square(f"0100{index}", *place) for index, place in enumerate(places)]
    return gpd.GeoDataFrame(rows, crs=METRES)


def in_metres(found: gpd.GeoDataFrame) -> list[tuple[float, float]]:
    points = gpd.GeoSeries.from_xy(found["lon"], found["lat"], crs=centres.LONLAT).to_crs(METRES)
    return [(point.x, point.y) for point in points]


def test_the_centre_leans_to_where_the_hectares_are():
    units = country((5_000_000, 2_000_000), (5_004_000, 2_000_000))
    found = centres.find(units, coca({"01000": (1, 3), "01001": (1, 1)}), METRES)
    assert found["year"].tolist() == [2013, 2014]
    # Half-way between the squares' middles in 2013, a quarter of the way in 2014.
    assert in_metres(found)[0] == pytest.approx((5_002_500, 2_000_500), abs=0.01)
    assert in_metres(found)[1] == pytest.approx((5_001_500, 2_000_500), abs=0.01)
    # Two equal weights 4 km apart deviate by 2 km along their line (east), by nothing across it.
    first = found.iloc[0]
    assert (first.semi_major_km, first.semi_minor_km) == pytest.approx((2, 0), abs=1e-6)
    assert first.azimuth_deg == pytest.approx(90, abs=1e-6)


def test_the_ellipse_of_a_cross():
    units = country((5e6 - 3000, 2e6), (5e6 + 3000, 2e6), (5e6, 2e6 - 6000), (5e6, 2e6 + 6000))
    found = centres.find(units, coca({f"0100{i}": (1, 1) for i in range(4)}), METRES).iloc[0]
    # Variances: (9 + 9) / 4 along east, (36 + 36) / 4 along north.
    assert found.semi_minor_km == pytest.approx(4.5**0.5)
    assert found.semi_major_km == pytest.approx(18**0.5)
    assert found.azimuth_deg % 180 == pytest.approx(0, abs=1e-6)


def test_the_azimuth_is_clockwise_from_north():
    units = country((5e6, 2e6), (5e6 + 1000, 2e6 + 1000))
    found = centres.find(units, coca({"01000": (1, 1), "01001": (1, 1)}), METRES)
    assert found["azimuth_deg"].iloc[0] == pytest.approx(45)


def test_years_without_coca_and_missing_figures():
    units = country((5e6, 2e6), (5e6 + 4000, 2e6))
    found = centres.find(units, coca({"01000": (0, 1), "01001": (None, None)}), METRES)
    assert found["year"].tolist() == [2014]
    assert found["semi_major_km"].tolist() == [0]


@given(
    hectares=st.lists(st.floats(0.1, 1e4), min_size=4, max_size=4),
    order=st.permutations(range(4)),
    factor=st.floats(0.1, 100),
)
def test_order_and_scale_of_hectares_do_not_matter(hectares, order, factor):
    units = country((5e6, 2e6), (5e6 + 9000, 2e6), (5e6, 2e6 + 5000), (5e6 + 1000, 2e6 - 7000))
    figures = {f"0100{i}": (value, value * factor) for i, value in enumerate(hectares)}
    found = centres.find(units, coca(figures), METRES).drop(columns=["year", "geometry"])
    mixed = centres.find(
        units.iloc[list(order)], coca(dict(reversed(figures.items()))), METRES
    ).drop(columns=["year", "geometry"])
    pd.testing.assert_frame_equal(found, mixed)
    pd.testing.assert_series_equal(
        found.iloc[0].drop("azimuth_deg"),
        found.iloc[1].drop("azimuth_deg"),
        check_names=False,
        rtol=1e-6,
    )


@given(cut=st.floats(0.05, 0.95), hectares=st.floats(0.1, 100))
def test_splitting_a_municipality_moves_no_centre(cut, hectares):
    """The two parts share its hectares by area, as areal weighting says."""
    whole = frame(square("01000", 0, 0), square("01001", 5000, 3000))
    split = frame(
        municipality("01000", box(0, 0, 1000 * cut, 1000)),
        municipality("01002", box(1000 * cut, 0, 1000, 1000)),
        square("01001", 5000, 3000),
    )
    one = centres.find(whole, coca({"01000": (hectares, hectares), "01001": (1, 1)}), CRS)
    parts = {"01000": (hectares * cut,) * 2, "01002": (hectares * (1 - cut),) * 2}
    two = centres.find(split, coca({**parts, "01001": (1, 1)}), CRS)
    assert one[["lon", "lat"]].to_numpy() == pytest.approx(two[["lon", "lat"]].to_numpy())
