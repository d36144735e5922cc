"""What maps draw, of a toy country on the coast of the real one."""

import pandas as pd
import pytest
from shapely import box
from shapely.geometry import shape

from cocashift.publish.pages import ground
from tests.unit.conftest import frame, municipality, zone

CRS = "EPSG:9377"


@pytest.fixture(scope="module")
def drawn() -> dict:
    """Two municipalities of Putumayo and one island; two parks, one of them a speck."""
    degree = 111_000
    x, y = 5_000_000 - 3 * degree, 2_000_000 - 3 * degree
    units = frame(
        municipality("86001", box(x, y, x + degree, y + degree)),
        municipality("86002", box(x + degree, y, x + 2 * degree, y + degree)),
        municipality("88001", box(x - 6 * degree, y, x - 5.9 * degree, y + 0.1 * degree)),
    ).set_crs(CRS, allow_override=True)
    parks = frame(
        zone("park", box(x, y, x + degree, y + degree)),
        zone("park", box(x - 9 * degree, y, x - 9 * degree + 300, y + 300)),
    ).set_crs(CRS, allow_override=True)
    change = pd.DataFrame(
        {"divipola": ["86001", "86002", "88001"], "change_class": ["rose", "missing", "none"]}
    )
    return ground.draw(units, parks, change, CRS, None)


def geometries(topology, name):
    """Decode an object of a topology."""
    import topojson

    decoded = topojson.Topology(topology, object_name=name).to_gdf()
    return decoded.geometry


def test_every_municipality_is_drawn(drawn):
    units = drawn["topology"]["objects"]["municipalities"]["geometries"]
    assert [unit["properties"]["id"] for unit in units] == ["86001", "86002", "88001"]


def test_the_mainland_is_the_largest_piece(drawn):
    (south, west), (north, east) = drawn["mainland"]
    assert east - west == pytest.approx(2, abs=0.05)
    assert north - south == pytest.approx(1, abs=0.05)


def test_regions_are_bounded_by_what_grew_coca(drawn):
    assert list(drawn["regions"]) == ["putumayo_caqueta"]
    (_, west), (_, east) = drawn["regions"]["putumayo_caqueta"]
    assert east - west == pytest.approx(1, abs=0.05)


def test_departments_are_named_in_their_own_middle(drawn):
    places = {code: (lat, lng) for code, _, lat, lng in drawn["departments"]}
    assert set(places) == {"86", "88"}
    (south, west), (north, east) = drawn["mainland"]
    lat, lng = places["86"]
    assert south < lat < north
    assert west < lng < east


def test_a_small_zone_is_drawn_if_it_is_all_there_is(drawn):
    parks = drawn["masks"]["objects"]["park"]["geometries"]
    assert len(parks) == 2


def test_land_is_that_of_the_neighbours_far_around(drawn):
    land = geometries(drawn["land"], "land")
    west, south, east, north = land.total_bounds
    assert (west, east) == pytest.approx((-90, -59), abs=8)
    assert south < -8
    assert north > 9
    quito, bogota = shape({"type": "Point", "coordinates": (-78.5, -0.2)}), (-74.1, 4.6)
    assert land.contains(quito).any()
    assert not land.contains(shape({"type": "Point", "coordinates": bogota})).any()
