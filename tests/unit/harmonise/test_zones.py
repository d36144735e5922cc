import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from cocashift.harmonise import zones
from tests.unit.conftest import CRS, frame, municipality, zone

STRIP = {
    "tier": "A",
    "border": {"country": "ECU", "departments": ["01"]},
    "widths": [
        {"km": 10, "from": "2006-01-01", "until": "2014-09-08"},
        {"km": 5, "from": "2014-09-09"},
    ],
}
KM = 1000
# The strip runs on by up to the tolerance at the two ends of the border.
ENDS = 0.04


@pytest.fixture
def country():
    """A nation of 100 x 100 km in two departments, with a neighbour along its southern edge."""
    west, east = box(0, 0, 50 * KM, 100 * KM), box(50 * KM, 0, 100 * KM, 100 * KM)
    neighbour = {"country": "ECU", "geometry": box(0, -80 * KM, 100 * KM, -KM)}
    return {
        "municipalities": frame(municipality("01001", west), municipality("02001", east)),
        "neighbours": gpd.GeoDataFrame([neighbour], crs=CRS),
    }


def test_a_strip_follows_the_municipal_outline_and_not_the_neighbours_line(country):
    # The neighbour's own line lies 1 km off; the strip starts at the municipal outline.
    strips = zones.build("ecuador", STRIP, country, CRS, CRS)
    wide, narrow = strips.area / KM**2
    assert wide == pytest.approx(50 * 10, rel=ENDS)
    assert narrow == pytest.approx(50 * 5, rel=ENDS)
    assert strips.geometry.iloc[0].bounds[1] == pytest.approx(0)


def test_a_gap_between_two_lines_of_one_border_does_not_tear_the_strip(country):
    # In its middle the neighbour's line recedes by 20 km: still one border.
    bay = country["neighbours"].difference(box(40 * KM, -20 * KM, 60 * KM, 0))
    torn = country["neighbours"].set_geometry(bay)
    strips = zones.build("ecuador", STRIP, country | {"neighbours": torn}, CRS, CRS)
    assert strips.area.iloc[0] / KM**2 == pytest.approx(50 * 10, rel=ENDS)


def test_departments_are_taken_whole(country):
    made = zones.build("catatumbo", {"tier": "A", "departments": ["02"]}, country, CRS, CRS)
    assert made.geometry.iloc[0].equals(country["municipalities"].geometry.iloc[1])


@pytest.mark.parametrize(
    ("year", "names"), [(2005, []), (2006, ["ten"]), (2013, ["ten"]), (2014, ["five"])]
)
def test_a_zone_counts_if_in_force_on_31_december(year, names):
    square = box(0, 0, 1, 1)
    both = frame(
        zone("ten", square, since="2006-12-31", until="2014-12-30"),
        zone("five", square, since="2014-12-31"),
    )
    assert zones.in_force(both, year)["zone"].tolist() == names


def test_editions_group_features_by_the_years_they_were_in_force():
    made = zones.editions(
        frame(
            zone("park", box(0, 0, 1, 1)),
            zone("park", box(0, 0, 2, 1)),
            zone("park", box(5, 0, 6, 1), since="2014-01-01"),
            zone("park", box(9, 0, 9.5, 1), since="2015-01-01"),
        ),
        [2013, 2014],
    )
    assert made["edition"].tolist() == ["park_1", "park_2"]
    assert made["first_year"].tolist() == [2013, 2014]
    # As they are: overlaps are counted once where municipalities are cut.
    assert [len(each.geoms) for each in made.geometry] == [2, 1]
    assert made.union_all().area == 3


def test_features_of_a_part_of_the_country_keep_the_editions_of_the_whole():
    whole = frame(
        zone("park", box(0, 0, 1, 1), until="2013-12-31"),
        zone("reserve", box(7, 0, 8, 1), tier="B"),
        zone("park", box(5, 0, 6, 1), since="2014-01-01"),
    )
    known = zones.editions(pd.DataFrame(whole.drop(columns="geometry")), [2013, 2014])
    assert known["edition"].tolist() == ["park_1", "reserve_1", "park_2"]
    there = zones.editions(whole.iloc[[2, 1]], [2013, 2014], known)
    assert there["edition"].tolist() == ["reserve_1", "park_2"]
    assert there.bounds["minx"].tolist() == [7, 5]
