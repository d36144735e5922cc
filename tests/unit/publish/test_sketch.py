"""Maps drawn in the index page, of a toy country on the coast of the real one."""

import re

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import box

from cocashift.publish import drawing, seats, themes
from cocashift.publish.pages import callouts, sketch
from cocashift.publish.results import Publication
from tests.unit.conftest import frame, municipality, zone

CRS = "EPSG:9377"
STEP = 60_000
FRAME = box(0, 0, 400, 300)


@pytest.fixture(scope="module")
def told() -> Publication:
    """A reading of tiers A and B."""
    return Publication(
        years=[2013, 2014], headline="standard", scenarios={"standard": ["A", "B"]}, crs=CRS
    )


@pytest.fixture(scope="module")
def change() -> pd.DataFrame:
    """A large rise, eight small ones, a fall smaller than all, and one without record."""
    names = ["San Andrés de Tumaco", *(f"Town {n}" for n in range(9)), "Nowhere"]
    steps = [500.0, *range(20, 28), -10.0, np.nan]
    return pd.DataFrame(
        {
            "divipola": [f"52{n:03}" for n in range(11)],
            "municipality": names,
            "area_ha": STEP**2 / 10_000,
            "coca_ha_2013": [100.0] * 10 + [np.nan],
            "coca_ha_2014": [100 + step for step in steps],
            "change_ha": steps,
        }
    )


@pytest.fixture(scope="module")
def shapes(change) -> sketch.Shapes:
    x, y = 4_500_000, 1_700_000
    squares = [
        box(
            x + STEP * (n % 4), y + STEP * (n // 4), x + STEP * (n % 4 + 1), y + STEP * (n // 4 + 1)
        )
        for n in range(11)
    ]
    units = frame(*(municipality(*pair) for pair in zip(change["divipola"], squares, strict=True)))
    zones = frame(zone("park", squares[0]), zone("council", squares[5], tier="C"))
    own = [each.set_crs(CRS, allow_override=True) for each in (units, zones)]
    return sketch.gather(own[0], own[1], ["A", "B"], CRS)


def test_only_zones_of_the_reading_are_drawn(shapes):
    assert shapes.zones.area == pytest.approx(STEP**2, rel=0.01)


def test_the_largest_changes_are_called_out_and_a_fall_among_them(shapes, change, told):
    drawn = callouts.country(sketch.country(shapes, change, told), change, told)
    assert [call["name"] for call in drawn["callouts"]] == [
        "Tumaco",
        *(f"Town {n}" for n in (7, 6, 5, 4, 8)),
    ]
    assert [call["change"][0] for call in drawn["callouts"]] == [*"+++++−"]


def test_every_municipality_with_a_record_is_painted_by_its_class(shapes, change, told):
    drawn = sketch.country(shapes, change, told).drawing
    record = change.dropna(subset="change_ha")
    assert [unit["code"] for unit in drawn["units"]] == record["divipola"].tolist()
    theme = themes.of_density(change, told.years, told.words)
    kinds = dict(zip(change["divipola"], theme["of"], strict=True))
    assert {unit["code"]: unit["kind"] for unit in drawn["units"]} == {
        code: kinds[code] for code in record["divipola"]
    }
    assert [unit["change_ha"] for unit in drawn["units"]] == record["change_ha"].tolist()


def test_a_place_is_its_largest_change_and_what_lies_around(shapes, change, told):
    (drawn,) = sketch.places(shapes, change, told)
    place = callouts.place(drawn, change, told)
    assert place["region"] == "pacific"
    assert place["callouts"][0]["name"] == "Tumaco"


def test_a_country_without_change_has_no_places(shapes, change, told):
    still = change.assign(coca_ha_2014=change["coca_ha_2013"], change_ha=change["change_ha"] * 0)
    assert sketch.places(shapes, still, told) == []
    drawn = sketch.country(shapes, still, told)
    assert callouts.country(drawn, still, told)["callouts"] == []


def test_names_lie_in_the_frame_and_on_no_other():
    crowd = [(200 + 9 * n, 150 + 4 * n, ["A long name", "+1 ha"]) for n in range(8)]
    for found in (seats.beside(crowd, FRAME, box(150, 100, 320, 220)), seats.upon(crowd, FRAME)):
        boxes = [seat.box for seat in found if seat]
        assert len(boxes) >= 2
        assert all(FRAME.contains(each) for each in boxes)
        overlap = shapely.union_all(boxes).area - sum(each.area for each in boxes)
        assert overlap == pytest.approx(0, abs=1e-6)


def test_a_name_hides_as_little_as_it_can():
    (seat,) = seats.beside([(200, 150, ["Name", "+1 ha"])], FRAME, box(190, 0, 400, 300))
    assert seat.box.bounds[2] <= 190


def test_a_name_that_finds_no_room_is_left_out():
    assert seats.beside([(20, 20, ["x" * 90])], FRAME, shapely.Point()) == [None]
    assert seats.upon([(20, 20, ["x" * 90])], FRAME) == [None]


def test_a_name_around_takes_the_first_spot_that_is_free():
    spots, size = [(5, 5), (100, 100), (300, 100)], (40, 16)
    assert seats.free(spots, size, FRAME, []).centroid.coords[0] == (100, 100)
    assert seats.free(spots, size, FRAME, [box(90, 90, 110, 110)]).bounds == (280, 92, 320, 108)
    assert seats.free(spots, size, FRAME, [FRAME]) is None


def test_smaller_type_takes_less_room_and_lies_closer():
    crowd = [(200, 150, ["Name", "+1 ha"])]
    hides = box(150, 100, 320, 220)
    (large,), (small,) = (
        seats.beside(crowd, FRAME, hides, each) for each in (seats.BOLD_12, seats.Type(4, 8))
    )
    assert small.box.area < 0.5 * large.box.area
    near, far = (seat.box.distance(shapely.Point(200, 150)) for seat in (small, large))
    assert near < far


def test_a_path_leads_back_to_its_shape():
    shape = box(1.23, 2.5, 10.07, 20).difference(box(3, 5, 6, 9))
    rings = []
    for ring in re.findall(r"M(.*?)Z", drawing.path(shape)):
        first, rest = ring.split("l")
        pairs = np.array([float(n) for n in rest.split()]).reshape(-1, 2)
        rings.append(np.array([float(n) for n in first.split()]) + np.cumsum(pairs, axis=0))
    areas = [shapely.Polygon(ring).area for ring in rings]
    assert areas[0] - areas[1] == pytest.approx(shape.area, rel=0.02)


def test_what_is_a_speck_is_not_drawn():
    both = shapely.MultiPolygon([box(0, 0, 50, 50), box(60, 60, 61, 61)])
    assert drawing.seen(both).area == 2500
