import pytest

from cocashift.publish.catalogue import fields
from cocashift.words import LANGUAGES, Words, catalogue

GROUPS = {"strict": "Strict", "out": "Out"}


def named(column, table="", language="en"):
    return fields.described([column], GROUPS, Words(language), table)[column]


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("area_ha", "Area, ha"),
        ("coca_ha_2014", "Coca, ha: 2014"),
        ("off_limits_ha_strict_2014_lower", "Coca off limits, ha: Strict, 2014, least"),
        ("coca_ha_first_upper", "Coca, ha: first year, most"),
        ("national_share_last", "Share of the country: last year"),
        ("distance_km_mean", "Distance, km: mean"),
        ("distance_km_p50", "Distance, km: median"),
        ("share_of_change_stood_lower", "Part of the country's change if what stood stays: least"),
        ("share_change_p90", "Change of the share: 90th percentile"),
        # Neither a year nor a scenario, though they end like one.
        ("last_year", "Last year"),
        ("net_transfer_ha_upper", "Net transfer between municipalities, ha: most"),
    ],
)
def test_a_name_is_a_quantity_and_what_it_is_of(column, name):
    assert named(column)[0] == name


def test_names_are_in_the_readers_language():
    name, about = named("coca_ha_last_upper", "shift", "es")
    assert name == "Coca, ha: último año, máximo"
    assert about.startswith("Allí a 31 de diciembre")


def test_what_a_field_is_in_one_table_comes_before_what_it_is_elsewhere():
    assert named("coca_ha", "flows")[0] == "Hypothetical flow, ha"
    assert named("coca_ha", "unplaced") == named("coca_ha")
    # Another meaning under the same name.
    assert named("coca_ha", "zones")[0] == named("coca_ha")[0]
    assert named("coca_ha", "zones")[1] != named("coca_ha")[1]


def test_an_unknown_field_is_an_error():
    with pytest.raises(KeyError, match="hectareas"):
        named("hectareas_2014")


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_has_a_name_has_a_meaning(language):
    keys = {key for key in catalogue() if key.startswith("field.")}
    keys = {key for key in keys if not key.startswith(("field.bound.", "field.when."))}
    general = {key for key in keys if key.removesuffix(".about").count(".") == 1}
    assert {key.removesuffix(".about") for key in general} == {
        key for key in general if not key.endswith(".about")
    }
    # A table's own words differ from those for all, or there would be no need of them.
    words = Words(language)
    for key in keys - general:
        _, _, rest = key.removeprefix("field.").partition(".")
        assert words(key) != words(f"field.{rest}")


@pytest.mark.parametrize(
    ("column", "unit"),
    [
        ("area_ha", "ha"),
        ("off_limits_ha_strict_2014_lower", "ha"),
        ("national_growth_ha", "ha"),
        ("change_ha_per_100km2", "ha/100 km²"),
        ("area_km2", "km²"),
        ("distance_km_mean", "km"),
        ("azimuth_deg", "degrees"),
        ("lat", "degrees"),
        ("off_limits_share_strict", "1"),
        ("share_of_change_stood_lower", "1"),
        ("growth_outside", "1"),
        ("placebo_p", "1"),
        ("morans_i", "1"),
        ("divipola", ""),
        ("year", ""),
        ("count", ""),
        ("computed_lower", ""),
        ("in_park_2014", ""),
        ("inside", ""),
    ],
)
def test_the_unit_stands_in_the_name(column, unit):
    assert fields.unit(column) == unit
