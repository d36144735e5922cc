import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest
from shapely import box

from cocashift.publish.gis import styles, symbols
from cocashift.publish.results import Publication
from tests.unit.conftest import frame, zone

SQUARE = box(0, 0, 1000, 1000)


def of_layers(*features):
    publication = Publication(
        years=[2013, 2014],
        headline="strict",
        scenarios={"strict": ["A"], "wide": ["A", "B"]},
        zones=[feature["zone"] for feature in features],
    )
    return styles.of_layers(frame(*features), publication)


def chosen(rules, **row) -> list[str]:
    """Labels of the rules that draw a feature, by what pandas makes of their filters."""
    table = pd.DataFrame([row])

    def matches(rule):
        text = re.sub(r'"(\w+)" IS NOT NULL', r"\1.notna()", rule.filter)
        text = re.sub(r'"(\w+)" IS NULL', r"\1.isna()", text)
        text = text.replace('"', "").replace("NOT ", "not ").replace("AND", "and")
        text = re.sub(r"(?<![<>])=", "==", text).replace("OR", "or")
        return len(table.query(text, engine="python"))

    return [rule.label for rule in rules if matches(rule)]


@pytest.mark.parametrize(
    ("coca", "density", "label"),
    [
        ((0, 0), 0, "No coca in either year"),
        ((float("nan"), 5), float("nan"), "Not in the coca table"),
        ((5, 5), 0, "−1 to +1"),
        ((0, 60), 0.6, "+50 and more"),
        ((0, 50), 0.5, "+50 and more"),
        ((10, 0), -0.1, "−10 to −1"),
        ((99, 0), -0.99, "below −50"),
    ],
)
def test_each_change_has_one_class(coca, density, label):
    style = of_layers(zone("park", SQUARE))["municipalities"][0]
    row = {
        "coca_ha_2013": coca[0],
        "coca_ha_2014": coca[1],
        "change_ha": coca[1] - coca[0],
        "change_ha_per_km2": density,
    }
    assert chosen(style.rules, **row) == [label]


def test_a_piece_has_the_class_of_the_first_reading_that_counts_it():
    (style,) = of_layers(zone("park", SQUARE))["municipality_zones"]
    inside = {"in_strict_2014": True, "in_wide_2014": True}
    added = {"in_strict_2014": False, "in_wide_2014": True}
    outside = {"in_strict_2014": False, "in_wide_2014": False}
    labels = [chosen(style.rules, **row) for row in (inside, added, outside)]
    assert labels == [["Strict"], ["Added by reading Wide"], ["In no zone"]]


def test_zones_not_in_force_are_told_apart():
    (style,) = of_layers(zone("park", SQUARE), zone("strip", SQUARE, until="2013-06-30"))["zones"]
    labels = [rule.label for rule in style.rules]
    assert labels == ["National parks (tier A)", "Not in force on 2014-12-31"]
    past = {"zone": "strip", "valid_from": None, "valid_until": "2013-06-30"}
    assert chosen(style.rules, **past) == ["Not in force on 2014-12-31"]


def test_a_users_own_names_cannot_break_out_of_a_style():
    rule = symbols.Rule('A "b" <c> & d', "\"name\" = '<x>'", "#a34f05")
    text = symbols.qml(symbols.Style("s", [rule]), {"f": ('"<&', "about")}, "f")
    root = ET.fromstring(text)
    (found,) = root.iter("rule")
    assert (found.get("label"), found.get("filter")) == (rule.label, rule.filter)
    assert root.find("aliases/alias").get("name") == '"<&'


def test_the_symbol_of_a_class_has_its_colour():
    rules = [symbols.Rule(kind, "", "#a34f05", kind) for kind in ("circle", "ring")]
    root = ET.fromstring(symbols.qml(symbols.Style("s", rules), {}, "f"))
    filled, ring = root.iter("layer")
    colour = {prop.get("k"): prop.get("v") for prop in ring.iter("prop")}
    assert colour["outline_color"] == "163,79,5,255"
    assert colour["color"] == "0,0,0,0"
    assert {p.get("k"): p.get("v") for p in filled.iter("prop")}["color"] == "163,79,5,255"
