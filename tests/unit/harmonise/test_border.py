"""Strips along every stretch of border, in layers of a country or of any part of it."""

import geopandas as gpd
import pytest
from shapely import box

from cocashift import schemas
from cocashift.check import strips
from cocashift.harmonise import border, zones
from tests.unit.conftest import CRS, frame, municipality

KM = 1000
STRIP = {
    "tier": "A",
    "border": {"country": "ECU", "departments": ["01", "02"]},
    "widths": [{"km": 8}],
}
SOUTH = gpd.GeoDataFrame(
    [{"country": "ECU", "geometry": box(-50 * KM, -90 * KM, 400 * KM, -2 * KM)}], crs=CRS
)


def strip(units, neighbours=SOUTH, definition=STRIP):
    return zones.build(
        "ecuador", definition, {"municipalities": units, "neighbours": neighbours}, CRS, CRS
    )


def check(units, drawn, neighbours=SOUTH):
    return [ok for *_, ok in strips.check(drawn, units, neighbours, {"ecuador": STRIP}, CRS)]


@pytest.mark.parametrize(
    ("squares", "length_km"),
    [
        # Two parts that do not touch, of different size.
        ([box(0, 0, 40 * KM, 60 * KM), box(90 * KM, 0, 250 * KM, 60 * KM)], 200),
        # A municipality on the border is missing from a layer in one piece.
        (
            [
                box(0, 0, 40 * KM, 50 * KM),
                box(80 * KM, 0, 120 * KM, 50 * KM),
                box(0, 50 * KM, 120 * KM, 80 * KM),
            ],
            80,
        ),
        # One municipality alone.
        ([box(0, 0, 25 * KM, 25 * KM)], 25),
    ],
)
def test_every_stretch_along_the_neighbour_has_its_strip(squares, length_km):
    units = frame(*(municipality(f"0{n % 2 + 1}00{n}", shape) for n, shape in enumerate(squares)))
    drawn = strip(units)
    reach = 0.12 if len(squares) == 3 else 0.001  # buffers reach into what is beside a gap
    assert drawn.area.sum() / KM**2 == pytest.approx(8 * length_km, rel=reach)
    assert all(check(units, drawn))


def test_an_island_near_the_neighbour_has_a_strip_too():
    units = frame(
        municipality("01001", box(0, 0, 60 * KM, 60 * KM)),
        municipality("02001", box(70 * KM, 0, 73 * KM, 2 * KM)),
    )
    assert strip(units).intersects(units.geometry.iloc[1]).all()


def test_a_strip_that_lacks_a_part_fails_the_check():
    units = frame(
        municipality("01001", box(0, 0, 40 * KM, 60 * KM)),
        municipality("02001", box(90 * KM, 0, 250 * KM, 60 * KM)),
    )
    drawn = strip(units)
    assert check(units, drawn.clip(units.geometry.iloc[1])) == [False, True]
    assert check(units, drawn.set_geometry(drawn.buffer(9 * KM))) == [True, False]


@pytest.mark.parametrize("neighbours", [SOUTH, SOUTH.iloc[:0]], ids=["far", "none"])
def test_without_a_border_there_is_no_strip_and_that_is_told(neighbours):
    units = frame(municipality("01001", box(0, 40 * KM, 30 * KM, 70 * KM)))
    drawn = strip(units, neighbours)
    assert drawn.empty
    schemas.Zones.validate(drawn)
    frames = {"municipalities": units, "neighbours": neighbours}
    assert zones.described(STRIP, drawn, frames, CRS) == [("no_ground", 1, "")]
    assert all(check(units, drawn, neighbours))


def test_the_length_of_the_border_and_the_strips_are_told():
    units = frame(municipality("01001", box(0, 0, 50 * KM, 60 * KM)))
    drawn = strip(units)
    line = border.line(STRIP, units, SOUTH, CRS)
    assert border.described(drawn, line) == [("strip", 1, "50 km; 8 km: 40,000 ha")]
