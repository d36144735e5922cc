import pandas as pd
from shapely import box

from cocashift.publish.gis import forms, municipal_figures
from cocashift.words import Words
from tests.unit.conftest import frame, municipality

WORDS = Words("en")
FIELDS = [
    "divipola",
    "municipality",
    "area_ha",
    "coca_ha_2013",
    "coca_ha_2014",
    "change_ha",
    "change_class",
    "off_limits_share_strict",
    "off_limits_ha_strict_2014_lower",
    "sprayed_ha_2013",
    "manual_ha_2014",
    "permanence",
    "lisa",
]


def test_fields_lie_under_tabs_by_what_they_tell_each_once():
    tabs = {tab["title"]: tab for tab in forms.tabs("municipalities", FIELDS, WORDS)}
    assert tabs["Feature"]["columns"] == ["divipola", "municipality", "area_ha"]
    assert tabs["Off limits"]["columns"] == FIELDS[7:9]
    assert tabs["Eradication"]["columns"] == FIELDS[9:11]
    assert sorted(each for tab in tabs.values() for each in tab["columns"]) == sorted(FIELDS)
    assert tabs["Coca in all years"]["relation"] == "coca_by_year"


def test_a_few_fields_are_read_in_one_list():
    assert forms.tabs("departments", FIELDS[:5], WORDS) == []


def test_a_year_without_a_figure_is_missing_and_not_zero():
    units = frame(municipality("01001", box(0, 0, 10_000, 10_000)))
    coca = {"divipola": ["01001", "01001", "99999"], "year": [2014, 2013, 2013]}
    record = pd.DataFrame(coca | {"coca_ha": [None, 50.0, 7.0]})
    found = municipal_figures.coca_by_year(record, units)
    assert found["year"].tolist() == [2013, 2014]
    assert found["coca_ha"].isna().tolist() == [False, True]
    # 50 ha on 100 km².
    assert round(found["coca_ha_per_100km2"].iloc[0], 6) == 50
    assert found["coca_ha_per_100km2"].isna().tolist() == [False, True]
