"""Tests of pieces cut along the borders of single parks, reserves and councils."""

import pandas as pd
import pytest
from shapely import box

from cocashift.allocate import intervals, questions, units
from cocashift.allocate.ground import Ground
from cocashift.harmonise import zones
from cocashift.overlay import partition, surfaces
from cocashift.overlay.units import cut
from tests.unit.conftest import coca, frame, zone

SCENARIOS = {"strict": ["A"]}
YEARS = [2013, 2014]
FIGURES = {"01001": (40, 60), "02001": (20, 0)}


def named(category, shape, name, **options):
    return zone(category, shape, **options) | {"name": name}


def parts_of(two_squares, *features):
    """Pieces, editions, named units and the parts that these cut the pieces into."""
    drawn = frame(*features)
    editions = zones.editions(drawn, YEARS)
    pieces = partition.partition(two_squares, editions)
    listed = zones.units(drawn, ["park"], 2014)
    return pieces, editions, listed, cut(pieces, listed)


def test_parts_make_up_their_piece_and_know_their_units(two_squares):
    pieces, _, listed, parts = parts_of(
        two_squares,
        named("park", box(0, 0, 500, 1000), "West"),
        named("park", box(500, 0, 1500, 1000), "East"),
        named("park", box(400, 0, 600, 1000), "Middle"),
    )
    names = listed.set_index("unit")["name"]
    inside = parts["units"].map(lambda joined: {names[unit] for unit in joined.split("|") if unit})
    of_first = parts[parts["divipola"] == "01001"].assign(inside=inside.map(sorted).map("+".join))
    areas = of_first.groupby("inside")["area_ha"].sum()
    assert areas.to_dict() == pytest.approx(
        {"West": 40, "Middle+West": 10, "East+Middle": 10, "East": 40}
    )
    whole = parts.groupby(["divipola", "inside"])["area_ha"].sum()
    pieced = pieces.set_index(["divipola", "inside"])["area_ha"]
    assert whole.to_dict() == pytest.approx(pieced.to_dict())


def test_a_unit_is_what_has_a_name_and_is_in_force(two_squares):
    _, _, listed, _ = parts_of(
        two_squares,
        named("park", box(0, 0, 100, 100), "Two parts"),
        named("park", box(200, 0, 300, 100), "Two parts"),
        named("park", box(0, 200, 100, 300), "Past", until="2013-12-31"),
        named("park", box(0, 400, 100, 500), None),
        named("reserve", box(0, 600, 100, 700), "No unit", tier="B"),
    )
    assert listed["name"].tolist() == ["Two parts"]
    assert listed.area.tolist() == pytest.approx([20_000])


def test_units_are_drawn_with_their_zone_and_add_up_to_it(two_squares):
    _, editions, listed, parts = parts_of(
        two_squares,
        named("park", box(0, 0, 300, 1000), "West"),
        named("park", box(300, 0, 600, 1000), "Middle"),
        named("park", box(1000, 0, 2000, 1000), "All of the second"),
    )
    figures = coca(FIGURES)
    described = surfaces.describe(parts, editions, figures, {})
    ground = Ground(parts, editions, described, figures)
    drawn = intervals.of_units(questions.of_units(ground, SCENARIOS, YEARS))
    found = units.bounded(drawn, parts, listed, figures).set_index(["name", "year"])
    # A unit that is a whole municipality has its figure, and no doubt.
    sure = found.loc[("All of the second", 2013)]
    assert sure[["coca_ha_p10", "coca_ha", "coca_ha_p90"]].tolist() == pytest.approx([20] * 3)
    assert (sure["coca_ha_lower"], sure["coca_ha_upper"]) == pytest.approx((20, 20))
    # 60 ha in 100 ha, of which each of the others has 30: between none and 30.
    half = found.loc[("West", 2014)]
    assert (half["coca_ha_lower"], half["coca_ha_upper"]) == pytest.approx((0, 30))
    assert 0 <= half["coca_ha_p10"] < half["coca_ha"] < half["coca_ha_p90"] <= 30
    # Both years are drawn together: what is sure in each is sure of the change, which stands once.
    assert sure[["change_ha", "change_ha_p10"]].isna().all()
    step = found.loc[("All of the second", 2014)]
    grown = step["coca_ha"] - sure["coca_ha"]
    assert step[["change_ha_p10", "change_ha", "change_ha_p90"]].tolist() == pytest.approx(
        [grown] * 3
    )
    past = found.loc[("West", 2013)]
    assert half["change_ha_p10"] < half["change_ha"] < half["change_ha_p90"]
    assert half["change_ha_p90"] - half["change_ha_p10"] < (
        half["coca_ha_p90"] - half["coca_ha_p10"] + past["coca_ha_p90"] - past["coca_ha_p10"]
    )
    # Alike in all that is known, they are alike in law.
    other = found.loc[("Middle", 2014)]
    assert other["coca_ha"] == pytest.approx(half["coca_ha"], rel=0.1)


def test_without_units_there_is_a_table_without_rows(two_squares):
    _, editions, listed, parts = parts_of(two_squares, zone("reserve", box(0, 0, 9, 9), "B"))
    figures = coca(FIGURES)
    ground = Ground(parts, editions, surfaces.describe(parts, editions, figures, {}), figures)
    drawn = intervals.of_units(questions.of_units(ground, SCENARIOS, YEARS))
    assert units.bounded(drawn, parts, pd.DataFrame(listed), figures).empty
