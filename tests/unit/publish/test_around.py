"""What lies around a toy country on the coast of the real one."""

import geopandas as gpd
import pytest
import shapely
from shapely import Point, box

from cocashift.publish import around
from cocashift.publish.gis.surroundings import surroundings
from cocashift.words import LANGUAGES, Words
from tests.unit.conftest import frame, municipality


@pytest.fixture(scope="module")
def units():
    """A square of Colombia, in WGS 84."""
    square = municipality("86001", box(-76, 1, -72, 6))
    return frame(square).set_crs("EPSG:4326", allow_override=True)


def test_neighbours_and_seas_have_their_names(units):
    land, seas = around.land(units), around.seas(units)
    named = {
        place: shape
        for drawn in (land, seas)
        for place, shape in zip(drawn["place"], drawn.geometry, strict=True)
        if isinstance(place, str)
    }
    assert set(named) == set(around.places())
    quito, off_cali, santa_marta = Point(-78.5, -0.2), Point(-79.5, 4), Point(-75, 12.5)
    assert named["ecuador"].contains(quito)
    assert named["pacific"].contains(off_cali)
    assert named["caribbean"].contains(santa_marta)


def test_no_sea_lies_on_land(units):
    bogota, caracas = Point(-74.1, 4.6), Point(-66.9, 10.2)
    seas = around.seas(units)
    assert not seas.contains(bogota).any()
    assert not seas.contains(caracas).any()


def test_neighbours_reach_the_country_and_leave_its_coast_alone():
    world = around._world()
    inside = world.contains(Point(-74.1, 4.6))
    own, others = world.geometry[inside].iloc[0], world.geometry[~inside].union_all()
    own = max(shapely.get_parts(own), key=shapely.area)
    # As if another source drew every border, and the coast, farther inland.
    units = frame(municipality("86001", own.buffer(-0.04)))
    drawn = around.land(units.set_crs("EPSG:4326", allow_override=True)).union_all()
    missed = own.difference(units.geometry[0])
    seam = missed.intersection(others.buffer(0.04)).difference(drawn)
    assert seam.area < 0.02 * missed.intersection(others.buffer(0.04)).area
    assert drawn.intersection(missed.difference(others.buffer(0.3))).area == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_base_is_named_in_the_readers_language(units, language):
    words = Words(language)
    base = surroundings(units.to_crs("EPSG:6933"), words)
    assert base.crs.to_epsg() == 6933
    names = base.groupby("ground")["place"].apply(lambda each: set(each.dropna()))
    assert names["sea"] == {words("place.caribbean"), words("place.pacific")}
    assert words("place.peru") in names["land"]
    # Where a name lies is ground of what it names, or a sea's own water.
    named = base[base["place"].notna()].to_crs("EPSG:4326")
    spots = gpd.points_from_xy(named["name_lon"], named["name_lat"])
    assert named.covers(gpd.GeoSeries(spots, named.index, crs=4326)).all()
    assert base.loc[base["place"].isna(), ["name_lon", "name_lat"]].isna().all(axis=None)
    # Land is drawn over the sea.
    assert base["ground"].tolist() == sorted(base["ground"], reverse=True)
