import re
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from shapely import box

from cocashift.publish import symbology, themes
from cocashift.publish.gis import styles, symbols
from cocashift.publish.results import Publication
from cocashift.words import Words
from tests.unit.conftest import frame, zone

SQUARE = box(0, 0, 1000, 1000)
NOTHING = symbols.About({}, "f")


def of_layers(*features):
    publication = Publication(
        years=[2013, 2014],
        headline="strict",
        scenarios={"strict": ["A"], "wide": ["A", "B"]},
        zones=[feature["zone"] for feature in features],
    )
    return styles.of_layers(frame(*features), publication)


def matches(rule, table: pd.DataFrame) -> pd.Index:
    """Features that a rule draws, by what pandas makes of its filter."""
    text = re.sub(r'"(\w+)" IS NOT NULL', r"\1.notna()", rule.filter)
    text = re.sub(r'"(\w+)" IS NULL', r"\1.isna()", text)
    text = text.replace('"', "").replace("NOT ", "not ").replace("AND", "and")
    text = re.sub(r"(?<![<>])=", "==", text).replace("OR", "or")
    return table.query(text, engine="python").index


def chosen(rules, **row) -> list[str]:
    """Labels of the rules that draw a feature."""
    table = pd.DataFrame([row])
    return [rule.label for rule in rules if len(matches(rule, table))]


@pytest.mark.parametrize(
    ("coca", "density", "label"),
    [
        ((0, 0), 0, "No coca in either year"),
        ((float("nan"), 5), float("nan"), "Not in the coca table"),
        ((5, 5), 0, "−1 to +1"),
        ((0, 60), 60, "+50 and more"),
        ((0, 50), 50, "+50 and more"),
        ((10, 0), -10, "−10 to −1"),
        ((99, 0), -99, "below −50"),
    ],
)
def test_each_change_has_one_class(coca, density, label):
    style = of_layers(zone("park", SQUARE))["municipalities"][0]
    row = {
        "coca_ha_2013": coca[0],
        "coca_ha_2014": coca[1],
        "change_ha": coca[1] - coca[0],
        "change_ha_per_100km2": density,
    }
    assert chosen(style.rules, **row) == [label]


def test_a_piece_has_the_class_of_the_first_reading_that_counts_it():
    (style,) = of_layers(zone("park", SQUARE))["municipality_zones"]
    inside = {"in_strict_2014": True, "in_wide_2014": True}
    added = {"in_strict_2014": False, "in_wide_2014": True}
    outside = {"in_strict_2014": False, "in_wide_2014": False}
    labels = [chosen(style.rules, **row) for row in (inside, added, outside)]
    assert labels == [["Strict"], ["Added by reading Wide"], ["In no zone"]]


def test_zones_of_the_headline_are_on_and_the_others_off():
    rules = of_layers(zone("park", SQUARE), zone("council", SQUARE, tier="C"))["zones"][0].rules
    assert [rule.on for rule in rules] == [True, False]
    written = ET.fromstring(symbols.qml(symbols.Style("s", rules), NOTHING))
    assert [rule.get("checkstate") for rule in written.iter("rule")] == [None, "0"]


def test_zones_not_in_force_are_told_apart():
    features = (
        zone("park", SQUARE),
        zone("council", SQUARE, tier="C"),
        zone("strip", SQUARE, until="2013-06-30"),
    )
    headline, everything = of_layers(*features)["zones"]
    past = {"zone": "strip", "valid_from": None, "valid_until": "2013-06-30"}
    assert chosen(headline.rules, **past) == []
    assert chosen(everything.rules, **past) == ["Not in force on 31 December 2014"]
    assert [rule.label for rule in everything.rules[:-1]] == [
        "National parks (tier A)",
        "Community councils (tier C)",
    ]
    assert all(rule.on for rule in everything.rules)


def test_readings_lie_in_one_another_the_narrowest_on_top():
    (style,) = of_layers(zone("park", SQUARE))["zones_union"]
    assert {rule.kind for rule in style.rules} == {"fill"}
    # QGIS draws the least of it last.
    assert style.last == '"area_ha"'


def test_the_base_has_the_colours_of_the_pages():
    (style,) = of_layers(zone("park", SQUARE))["around"]
    colours = {
        chosen([rule], ground=kind)[0]: rule.colour
        for kind, rule in zip(("sea", "land"), style.rules, strict=True)
    }
    assert colours == {
        "Sea": symbology.ground()["sea"],
        "Other countries": symbology.ground()["land"],
    }


def test_departments_and_municipalities_are_lettered_differently():
    layers = of_layers(zone("park", SQUARE))
    department, town = (layers[name][0].labels for name in ("departments", "municipalities"))
    assert (department.capitals, town.capitals) == (True, False)
    assert department.spacing_points > 1
    assert department.colour != town.colour
    written = ET.fromstring(symbols.qml(layers["departments"][0], NOTHING))
    text = next(written.iter("text-style"))
    assert (text.get("capitalization"), float(text.get("fontLetterSpacing")) > 1) == ("1", True)


def test_a_users_own_names_cannot_break_out_of_a_style():
    rule = symbols.Rule('A "b" <c> & d', "\"name\" = '<x>'", "#a34f05")
    about = symbols.About({"f": ('"<&', "about")}, "f", tip='<b>"<&</b>')
    text = symbols.qml(symbols.Style("s", [rule]), about)
    root = ET.fromstring(text)
    (found,) = root.iter("rule")
    assert (found.get("label"), found.get("filter")) == (rule.label, rule.filter)
    assert root.find("aliases/alias").get("name") == '"<&'
    assert root.findtext("mapTip") == '<b>"<&</b>'


def test_the_symbol_of_a_class_has_its_colour():
    rules = [symbols.Rule(kind, "", "#a34f05", kind) for kind in ("circle", "ring")]
    root = ET.fromstring(symbols.qml(symbols.Style("s", rules), NOTHING))
    filled, ring = root.iter("layer")
    colour = {prop.get("k"): prop.get("v") for prop in ring.iter("prop")}
    assert colour["outline_color"] == "163,79,5,255"
    assert colour["color"] == "0,0,0,0"
    assert {p.get("k"): p.get("v") for p in filled.iter("prop")}["color"] == "163,79,5,255"


WORDS = Words("en")
YEARS = [2013, 2014]


def every_change() -> pd.DataFrame:
    """Municipalities of 100 km² on every break of every scale, beside it, at none and missing."""
    edges = [0, 0.5, 1, 4.9, 5, 10, 20, 50, 99.9, 100, 200, 400, np.nan]
    pairs = [(first, last) for first in edges for last in edges]
    first, last = (np.array(each) for each in zip(*pairs, strict=True))
    kinds = ["new", "rose", "stable", "fell", "disappeared", "none", "missing"]
    spans = ["permanent", "intermittent", "new", "abandoned", "never", "missing"]
    many = len(pairs)
    return pd.DataFrame(
        {
            "divipola": [f"{number:05}" for number in range(many)],
            "area_ha": 10_000.0,
            "coca_ha_2013": first,
            "coca_ha_2014": last,
            "change_ha": last - first,
            "change_class": np.resize(kinds, many),
            "permanence": np.resize(spans, many),
            "off_limits_share_strict": np.resize([0, 0.05, 0.1, 0.3, 0.5, 1], many),
        }
    )


def test_qgis_paints_what_the_themes_decide():
    change = every_change()
    lisa = ["high_high", "high_low", "low_high", "low_low", "not_significant", "no_coca", "missing"]
    clusters = pd.DataFrame({"divipola": change["divipola"], "lisa": np.resize(lisa, len(change))})
    spread = np.resize([0, 0.005, 0.1, 0.25, 0.6, 0.75, 1], len(change)) * change["coca_ha_2014"]
    allocation = pd.DataFrame(
        {
            "divipola": change["divipola"],
            "zone": "strict",
            "year": 2014,
            "method": "areal",
            "coca_ha_lower": 0.0,
            "coca_ha_upper": spread,
        }
    )
    shown = [
        *themes.of_change(change, clusters, "strict", YEARS, WORDS),
        themes.of_knowledge(change, allocation, "strict", 2014, WORDS),
        *(themes.of_coca(change, year, WORDS) for year in YEARS),
    ]
    *drawn, plain = of_layers(zone("park", SQUARE))["municipalities"]
    assert len(plain.rules) == 1
    assert len(drawn) == len(shown) == 8
    areas = change["area_ha"] / 10_000
    rows = change.merge(clusters, on="divipola").assign(
        change_ha_per_100km2=change["change_ha"] / areas,
        **{f"coca_ha_per_100km2_{year}": change[f"coca_ha_{year}"] / areas for year in YEARS},
        off_limits_ha_strict_2014_lower=0.0,
        off_limits_ha_strict_2014_upper=spread,
    )
    for theme, style in zip(shown, drawn, strict=True):
        wanted = [
            (theme["classes"][place]["label"], theme["classes"][place]["colour"])
            for place in theme["of"]
        ]
        assert len(set(wanted)) >= 5
        painted = [[] for _ in rows.index]
        for rule in style.rules:
            for place in matches(rule, rows):
                painted[place].append((rule.label, rule.colour))
        assert painted == [[each] for each in wanted], style.name
