import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.affinity import rotate

from cocashift.harmonise import zones
from cocashift.overlay import partition
from tests.unit.conftest import frame, municipality, zone

SCENARIOS = {"strict": ["A"], "standard": ["A", "B"]}


def areas(municipalities, *features, years=(2013, 2014), year=2014):
    """Hectares of each municipality in each category and scenario."""
    editions = zones.editions(frame(*features), list(years))
    pieces = partition.partition(municipalities, editions)
    inside = partition.membership(pieces, editions, SCENARIOS, year)
    return inside.mul(pieces["area_ha"], axis=0).groupby(pieces["divipola"]).sum()


def test_areas_are_those_one_can_see(two_squares):
    found = areas(two_squares, zone("park", box(500, 0, 1250, 1000)))
    assert found["park"].tolist() == pytest.approx([50, 25])


def test_overlapping_zones_of_one_category_count_once(two_squares):
    found = areas(
        two_squares, zone("park", box(0, 0, 600, 1000)), zone("park", box(400, 0, 800, 1000))
    )
    assert found.loc["01001", "park"] == pytest.approx(80)


def test_a_scenario_counts_the_union_of_its_zones(two_squares):
    found = areas(
        two_squares,
        zone("park", box(0, 0, 600, 1000)),
        zone("reserve", box(400, 0, 800, 1000), tier="B"),
    )
    assert found.loc["01001"].round(6).to_dict() == {
        "park": 60,
        "reserve": 40,
        "strict": 60,
        "standard": 80,
    }


def test_touching_neighbours_share_no_area(two_squares):
    found = areas(
        two_squares, zone("park", box(2000, 0, 3000, 1000)), zone("park", box(-9, 0, 0, 9))
    )
    assert found["park"].tolist() == [0, 0]


def test_a_zone_with_a_hole_around_a_municipality_leaves_it_out(two_squares):
    ring = box(-5000, -5000, 5000, 5000).difference(box(0, 0, 1000, 1000))
    found = areas(two_squares, zone("park", ring))
    assert found["park"].tolist() == pytest.approx([0, 100])


def test_an_edition_counts_only_in_its_years(two_squares):
    grown = [
        zone("park", box(0, 0, 100, 1000), until="2013-08-20"),
        zone("park", box(0, 0, 500, 1000), since="2013-08-21"),
    ]
    assert areas(two_squares, *grown, years=(2012, 2014), year=2012).loc["01001", "park"] == 10
    assert areas(two_squares, *grown, years=(2012, 2014), year=2014).loc["01001", "park"] == 50


def test_a_needle_that_touches_a_municipality_takes_nothing_of_it():
    # As unions of edited polygons leave them: thinner than the digits of its coordinates.
    needle = Polygon(
        [
            (-6873652.73294737, 214051.9555470754),
            (-6875010.910293502, 213424.00901872106),
            (-6873652.73294737, 214051.95554707525),
        ]
    )
    ground = box(-6898702.9166, 176283.2989, -6875010.910293502, 223605.8347)
    found = areas(frame(municipality("01001", ground)), zone("park", needle))
    assert found["park"].tolist() == pytest.approx([0])


def test_two_crs_are_refused(two_squares):
    editions = zones.editions(frame(zone("park", box(0, 0, 1, 1))), [2014])
    with pytest.raises(ValueError, match="one projected CRS"):
        partition.partition(two_squares, editions.to_crs("EPSG:9377"))


turned_squares = st.builds(
    lambda x, y, size, angle: rotate(box(x, y, x + size, y + size), angle),
    st.integers(-500, 2500),
    st.integers(-500, 1500),
    st.integers(1, 1500),
    st.floats(0, 90),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(turned_squares, min_size=1, max_size=5))
def test_pieces_make_up_each_municipality_whatever_the_zones(shapes):
    municipalities = frame(
        municipality("01001", box(0, 0, 1000, 1000)),
        municipality("02001", box(1000, 0, 2000, 1000)),
    )
    features = [zone(f"z{i % 3}", shape) for i, shape in enumerate(shapes)]
    editions = zones.editions(frame(*features), [2014])
    pieces = partition.partition(municipalities, editions)
    assert pieces.groupby("divipola")["area_ha"].sum().tolist() == pytest.approx([100, 100])
    inside = partition.membership(pieces, editions, {"all": ["A"]}, 2014)
    union = frame(*features).union_all()
    for code, square in municipalities.set_index("divipola").geometry.items():
        found = pieces.loc[inside["all"] & (pieces["divipola"] == code), "area_ha"].sum()
        assert found == pytest.approx(union.intersection(square).area / 10_000, abs=1e-6)


def test_pieces_do_not_depend_on_row_order(two_squares):
    features = [zone("a", box(0, 0, 600, 900)), zone("b", box(300, 100, 1500, 1000))]
    editions = zones.editions(frame(*features), [2014])
    forward = partition.partition(two_squares, editions)
    backward = partition.partition(two_squares.iloc[::-1].reset_index(drop=True), editions)
    pd.testing.assert_frame_equal(
        forward.drop(columns="geometry"), backward.drop(columns="geometry")
    )
