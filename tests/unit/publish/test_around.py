"""What lies around a toy country on the coast of the real one."""

import pytest
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_base_is_named_in_the_readers_language(units, language):
    words = Words(language)
    base = surroundings(units.to_crs("EPSG:6933"), words)
    assert base.crs.to_epsg() == 6933
    names = base.groupby("ground")["place"].apply(lambda each: set(each.dropna()))
    assert names["sea"] == {words("place.caribbean"), words("place.pacific")}
    assert words("place.peru") in names["land"]
    # Land is drawn over the sea.
    assert base["ground"].tolist() == sorted(base["ground"], reverse=True)
