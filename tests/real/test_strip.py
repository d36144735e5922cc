"""The strip of a part of the real layers is the country's strip, as far as the part reaches."""

import geopandas as gpd
import pandas as pd
import pytest

from cocashift.harmonise import border, tables

STRIP = {"border": {"country": "ECU", "departments": ["52", "86"]}, "widths": [{"km": 10}]}


@pytest.fixture(scope="module")
def layers(real):
    units = gpd.read_file(real / "boundaries/municipalities_mgn2018.gpkg").to_crs("EPSG:6933")
    units = units.rename(columns={"MPIO_CCNCT": "divipola"})
    countries = gpd.read_file(real / "boundaries/countries_natural_earth_10m.gpkg")
    neighbours = countries.rename(columns={"ADM0_A3": "country"}).to_crs("EPSG:6933")
    return units.assign(department_code=units["divipola"].str[:2]), neighbours


def strip(units, neighbours):
    line = border.line(STRIP, units, neighbours, "EPSG:9377")
    return border.strips(STRIP, line, units, "EPSG:9377").geometry.iloc[0]


def growing(real):
    """Municipalities of the two departments with coca in 2013 or 2014."""
    table, _ = tables.read_figures(
        real / "coca/municipal_coca_2001_2022.csv", "portal", "coca_ha", 2001
    )
    grown = table[table["year"].isin([2013, 2014]) & (table["coca_ha"] > 0)]["divipola"].unique()
    return pd.Series(grown)[lambda codes: codes.str[:2].isin(["52", "86"])]


@pytest.mark.parametrize("part", ["coca", "52", "86"])
def test_a_part_has_the_countrys_strip(real, layers, part):
    units, neighbours = layers
    codes = growing(real) if part == "coca" else units["divipola"]
    chosen = units[
        units["divipola"].isin(codes) & (units["department_code"].eq(part) | (part == "coca"))
    ]
    assert len(chosen) == {"coca": 36, "52": 64, "86": 13}[part]
    whole = strip(*layers).intersection(chosen.to_crs("EPSG:9377").union_all())
    own = strip(chosen, neighbours)
    assert own.area == pytest.approx(whole.area, rel=0.011)
    assert own.symmetric_difference(whole).area < 0.03 * whole.area
