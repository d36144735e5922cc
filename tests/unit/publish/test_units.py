"""Tests of what the index and the layers tell of single parks, reserves and councils."""

import pandas as pd
import pytest
from shapely import box

from cocashift.publish.gis.zone_figures import with_hectares
from cocashift.publish.pages import units
from cocashift.publish.results import Publication, Results
from tests.unit.conftest import frame, zone

TOLD = Publication(years=[2013, 2014], zones=["park"])


def row(name, year, median, method="ensemble", error=0.0, **figures):
    return {
        "zone": "park",
        "unit": f"park:{name}",
        "name": name,
        "year": year,
        "method": method,
        "area_ha": 100.0,
        "coca_ha_lower": 0.0,
        "coca_ha": float(median),
        "coca_ha_upper": 90.0,
        "coca_ha_p10": median / 2,
        "coca_ha_p90": median * 2.0,
        "coca_mcse_ha_p10": error,
        "coca_mcse_ha_p50": error,
        "coca_mcse_ha_p90": error,
    } | figures


def test_units_are_ranked_by_the_last_year_to_the_digits_that_are_sure():
    table = pd.DataFrame(
        [row("Small", 2013, 40), row("Small", 2014, 10), row("Large", 2014, 5046, error=16.0)]
    )
    ranked = units.ranked(Results(zone_units=table), TOLD)
    assert [each["name"] for each in ranked] == ["Large", "Small"]
    assert ranked[0]["years"] == [("", ""), ("5,000", "2,500 to 10,100")]
    assert ranked[1]["years"] == [("40", "20 to 80"), ("10", "5 to 20")]


def test_what_rests_on_published_totals_is_told_where_it_is_there():
    table = pd.DataFrame([row("A", 2014, 10), row("A", 2014, 20, method="fitted")])
    (only,) = units.ranked(Results(zone_units=table), TOLD)
    assert only["years"][1][0] == "20"


def test_without_units_nothing_is_ranked():
    assert units.ranked(Results(zone_units=pd.DataFrame([row("A", 2010, 1)])), TOLD) == []
    assert units.ranked(Results(zone_units=pd.DataFrame([row("A", 2010, 1)])[:0]), TOLD) == []


def test_totals_say_how_firm_they_are():
    published = pd.DataFrame(
        [
            {
                "zone": "park",
                "year": 2014,
                "coca_ha": 5499.0,
                "tolerance_percent": 1.5,
                "source": "a census",
                "trust": "press citing it",
            }
        ]
    )
    (total,) = units.totals(Results(published_totals=published), TOLD)
    assert (total["zone"], total["trust"]) == (TOLD.words.zone("park"), "press citing it")
    assert total["hectares"] == "5,499 ± 1.5%"


def test_features_carry_the_hectares_of_their_unit():
    zones = frame(
        zone("park", box(0, 0, 100, 100)) | {"name": "A"},
        zone("ecuador", box(0, 0, 100, 100)) | {"name": "10 km"},
    )
    found = with_hectares(zones, pd.DataFrame([row("A", 2014, 20)]), [2014]).set_index("name")
    assert found.loc["A", "coca_ha_2014_p90"] == pytest.approx(40)
    assert pd.isna(found.loc["10 km", "coca_ha_2014"])
    assert found["area_ha"].tolist() == pytest.approx([1, 1])
