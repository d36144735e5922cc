import pandas as pd
import pytest
from shapely import box

from cocashift import schemas
from cocashift.allocate import allocation, intervals, questions, totals
from cocashift.allocate.ground import Ground
from cocashift.harmonise import zones
from cocashift.migrate import robustness, sensitivity, series
from cocashift.overlay import partition, surfaces
from tests.unit.allocate.test_allocation import SCENARIOS, allocate
from tests.unit.conftest import coca, frame, zone

FIGURES = {"01001": (50, 80), "02001": (10, 0)}
PARK = zone("park", box(0, 0, 600, 1000))


def test_every_place_and_year_has_a_row(two_squares):
    summed = totals.total(allocate(two_squares, FIGURES, PARK), coca(FIGURES))
    editions = zones.editions(frame(PARK), [2013, 2014])
    found = series.follow(two_squares, coca(FIGURES), summed, editions, (1994, 2013))
    found = found.set_index(["level", "code", "year"])
    # Spraying ended with 2013, and is nothing to the nation.
    told = found.loc[[("category", "park", 2013), ("category", "park", 2014)], "off_limits"]
    assert told.tolist() == [True, False]
    assert pd.isna(found.loc[("national", "", 2013), "off_limits"])
    assert found.loc[("national", "", 2013), "coca_ha"] == 60
    assert found.loc[("department", "02", 2014), "coca_ha"] == 0
    assert found.loc[("department", "01", 2014), "name"] == "D01"
    assert found.loc[("category", "park", 2013), "coca_ha"] == pytest.approx(30)
    assert len(found) == 2 + 4 + 4


def test_intervals_lie_within_the_bounds_and_are_the_same_twice(two_squares):
    editions = zones.editions(frame(PARK), [2013, 2014])
    pieces = partition.partition(two_squares, editions)
    described = surfaces.describe(pieces, editions, coca(FIGURES), {})
    ground = Ground(pieces, editions, described, coca(FIGURES))
    asked = questions.of_zones(ground, SCENARIOS, [2013, 2014])
    one, two = (intervals.of_zones(asked, [2013, 2014]) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    plain = one[one["basis"].eq("in_force") & one["left_out"].eq("")]
    first = plain.set_index(["zone", "period"]).loc[("park", "2013")]
    ends = [first.coca_ha_p10, first.coca_ha_p50, first.coca_ha_p90]
    assert ends == sorted(ends)
    assert 10 - 1e-6 <= ends[0] < ends[-1] <= 50 + 1e-6
    assert set(one["period"]) == {"2013", "2014", "2013-2014"}


def test_one_assumption_is_another_at_a_time(two_squares):
    parks = PARK, zone("reserve", box(1000, 0, 2000, 500), "B", until="2013-06-30")
    wider = zone("reserve", box(1000, 0, 2000, 1000), "B", since="2013-07-01")
    features = frame(*parks, wider)
    editions = zones.editions(features, [2012, 2013])
    pieces = partition.partition(two_squares, editions)
    figures = coca({"01001": (50, 50), "02001": (10, 50)}, (2012, 2013))
    scenarios = {"strict": ["A"], "standard": ["A", "B"]}
    years = [2012, 2013]
    described = surfaces.describe(pieces, editions, figures, {})
    ground = Ground(pieces, editions, described, figures)
    drawn = intervals.of_zones(questions.of_zones(ground, scenarios, years), years)
    allocated = allocation.allocate(pieces, editions, figures, scenarios, years)
    summed = totals.total(allocated, figures, drawn, years)
    narrow = zone("park", box(0, 0, 300, 1000)) | {"name": "3 km"}
    later = zone("park", box(0, 0, 200, 1000), since="2014-01-01") | {"name": "2 km"}
    strips = schemas.Zones.validate(frame(narrow, later))
    found = sensitivity.vary(summed, drawn, ground, scenarios, years, strips, 0.2).set_index(
        ["factor", "variant", "scenario"]
    )
    share = ["national_share_first", "national_share_last"]
    # 30 and 30 of 60 and 100 ha in the park; 5 and 50 in the reserve as it was in each year.
    assert found.loc[("method", "areal", "standard"), share].tolist() == pytest.approx(
        [35 / 60, 80 / 100]
    )
    # Half the last municipality can hold 5 to 50 ha; the whole of it holds them for sure.
    small = found.loc[("edition", "reserve as in force 2012-2012", "standard")]
    whole = found.loc[("configured", "", "standard")]
    assert small["national_share_last"] < whole["national_share_last"]
    narrow, wide = (
        found.loc[("strip", "park 3 km", "strict")],
        found.loc[("configured", "", "strict")],
    )
    assert (narrow[share] < wide[share]).all()
    # What began after the last year is no other assumption about these.
    assert set(found.loc["strip"].index.get_level_values("variant")) == {"park 3 km"}
    without = found.loc[("zone_left_out", "park", "strict")]
    assert without[share].tolist() == [0, 0]
    assert set(found.index.get_level_values("factor")) == {
        "configured",
        "zone_left_out",
        "department_left_out",
        "method",
        "edition",
        "strip",
        "census",
    }


def test_a_zone_that_came_into_force_between_is_held_in_both_years_too(two_squares):
    park = zone("park", box(0, 0, 600, 1000), since="2014-01-01")
    later = zone("reserve", box(1000, 0, 2000, 1000), "B", since="2015-01-01")
    editions = zones.editions(frame(park, later), [2013, 2014, 2015])
    pieces = partition.partition(two_squares, editions)
    ground = Ground(
        pieces, editions, surfaces.describe(pieces, editions, coca(FIGURES), {}), coca(FIGURES)
    )
    years = [2013, 2014]
    drawn = intervals.of_zones(questions.of_zones(ground, SCENARIOS, years), years)
    allocated = allocation.allocate(pieces, editions, coca(FIGURES), SCENARIOS, years)
    summed = totals.total(allocated, coca(FIGURES), drawn, years)
    strips = frame(park).iloc[:0]
    found = sensitivity.vary(summed, drawn, ground, SCENARIOS, years, strips, 0)
    assert set(found.loc[found["factor"] == "edition", "variant"]) == {"park as in force 2014-2015"}
    shares = found.set_index(["factor", "scenario"])["national_share_first"]
    assert shares["configured", "strict"].max() == 0
    assert shares["edition", "strict"].max() > 0.3
    # The share rose by law alone, so no direction is told.
    assert robustness.of_reading(found, "strict").direction == "unclear"
