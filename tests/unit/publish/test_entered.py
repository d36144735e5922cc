"""Zones in force on one of the two days alone are named, and have no hectares on the other."""

import pandas as pd

from cocashift.publish.pages import answer
from cocashift.publish.results import Publication, Results

AREAS = {"park": (10.0, 10.0), "ecuador": (0.0, 5.0), "venezuela": (0.0, 0.0)}
TOLD = Publication(years=[2005, 2006])


def totals(areas: dict) -> Results:
    rows = [
        {"zone": zone, "kind": "category", "year": year, "method": "areal", "area_ha": area}
        for zone, both in areas.items()
        for year, area in zip(TOLD.years, both, strict=True)
    ]
    figures = ["coca_ha", "coca_ha_p10", "coca_ha_p90", "coca_ha_lower", "coca_ha_upper"]
    figures += ["change_ha", "change_ha_p10", "change_ha_p90"]
    figures += ["national_share", "sprayed_per_coca_ha"]
    return Results(totals=pd.DataFrame(rows).assign(**dict.fromkeys(figures, 0.0)))


def test_a_zone_that_came_into_force_between_the_two_days_is_named():
    assert answer.entered(totals(AREAS), TOLD).startswith(
        "In force on only one of the two days: Ecuador border strip. "
    )
    assert answer.entered(totals({"park": (10.0, 10.0), "venezuela": (0.0, 0.0)}), TOLD) == ""


def test_a_zone_that_was_not_in_force_has_no_hectares():
    (model,) = answer.zones(totals(AREAS), TOLD)
    told = {row["name"]: [text for text, _ in row["hectares"]] for row in model["rows"]}
    assert told == {
        "National parks": ["0", "0"],
        "Ecuador border strip": ["not in force", "0"],
        "Venezuela border strip": ["not in force", "not in force"],
    }
