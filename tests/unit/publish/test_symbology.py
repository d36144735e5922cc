import json
import re

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from cocashift.publish import symbology
from cocashift.words import Words

VISIONS = ("normal", "deuteranomaly", "protanomaly", "tritanomaly")
ENOUGH = 15


def seen(colours: list[str], vision: str) -> np.ndarray:
    """Colours as an eye with the deficiency, in full, sees them."""
    rgb = np.array([[int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)] for c in colours])
    if vision == "normal":
        return rgb
    space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
    return np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)


@pytest.mark.parametrize("vision", VISIONS)
def test_rises_and_falls_are_told_apart_by_every_eye(vision):
    colours = seen(symbology.change_density(Words("en"))["colours"], vision)
    falls, rises = colours[:3], colours[4:]
    nearest = min(deltaE(f, r, input_space="sRGB1") for f in falls for r in rises)
    assert nearest >= ENOUGH


@pytest.mark.parametrize("vision", VISIONS)
def test_kinds_of_opposite_sign_are_told_apart_by_every_eye(vision):
    kinds = symbology.change_kinds(Words("en"))
    rises = seen([kinds[k]["colour"] for k in ("new", "rose")], vision)
    falls = seen([kinds[k]["colour"] for k in ("fell", "disappeared")], vision)
    assert min(deltaE(f, r, input_space="sRGB1") for f in falls for r in rises) >= ENOUGH


def schemes(colours: list[str]) -> list[list[str]]:
    """Colours of a light page, and those that stand for them on a dark one."""
    return [colours, [symbology.dark(colour) for colour in colours]]


@pytest.mark.parametrize("scheme", [0, 1])
def test_what_is_no_change_and_what_is_no_country_are_told_apart(scheme):
    theme, around = symbology.change_density(Words("en")), symbology.ground()
    quiet = [theme["missing"], theme["none"], theme["colours"][3], around["sea"], around["land"]]
    colours = schemes(quiet)[scheme]
    pairs = [(a, b) for place, a in enumerate(colours) for b in colours[:place]]
    lab = {c: cspace_convert(seen([c], "normal")[0], "sRGB1", "CIELab") for c in colours}
    assert min(np.linalg.norm(lab[a] - lab[b]) for a, b in pairs) >= 7.5
    # Absence does not dominate: on a light page what is missing is the palest of all.
    if scheme == 0:
        assert max(colours, key=lambda colour: lab[colour][0]) == theme["missing"]


def test_every_colour_has_its_counterpart_on_a_dark_page():
    table = symbology._table()
    named = set(
        re.findall(r"#[0-9a-f]{6}", json.dumps({k: v for k, v in table.items() if k != "dark"}))
    )
    assert named == set(table["dark"])


@pytest.mark.parametrize("vision", VISIONS)
def test_a_dark_ramp_turns_round_in_lightness_and_is_told_apart_by_every_eye(vision):
    light, dark = schemes(symbology.change_density(Words("en"))["colours"])
    falls, rises = seen(dark, vision)[:3], seen(dark, vision)[4:]
    nearest = min(deltaE(f, r, input_space="sRGB1") for f in falls for r in rises)
    assert nearest >= ENOUGH
    if vision == "normal":
        bright = [
            [cspace_convert(c, "sRGB1", "CIELab")[0] for c in seen(ramp, vision)[4:]]
            for ramp in (light, dark)
        ]
        assert bright[0] == sorted(bright[0], reverse=True)
        assert bright[1] == sorted(bright[1])


def test_one_meaning_has_one_colour_on_every_map():
    words = Words("en")
    change, coca = symbology.change_density(words), symbology.coca_density(words)
    for theme in (coca, symbology.density_by_share(words), symbology.knowledge(words)):
        assert (theme["none"], theme["missing"]) == (change["none"], change["missing"])
    kinds = symbology.change_kinds(words)
    assert {kinds[k]["colour"] for k in ("rose", "new")} <= set(change["colours"][4:])
    assert {kinds[k]["colour"] for k in ("fell", "disappeared")} <= set(change["colours"][:3])
    assert kinds["stable"]["colour"] == change["colours"][3]
    # An amount of coca is no rise and no fall.
    assert not set(coca["colours"]) & set(change["colours"])


def test_labels_name_each_class():
    labels = symbology.change_density(Words("en"))["labels"]
    assert labels[0] == "below −50"
    assert labels[3] == "−1 to +1"
    assert labels[-1] == "+50 and more"


def test_a_zone_of_the_users_own_is_drawn_too():
    masks = symbology.zone_masks(["park", "buffer", "strip"], Words("en"))
    assert len({style["colour"] for style in masks.values()}) == 3


@pytest.mark.parametrize("vision", VISIONS)
def test_clusters_of_opposite_sign_are_told_apart_by_every_eye(vision):
    kinds = symbology.clusters(Words("en"))
    rises = seen([kinds[k]["colour"] for k in ("high_high", "high_low")], vision)
    falls = seen([kinds[k]["colour"] for k in ("low_low", "low_high")], vision)
    assert min(deltaE(f, r, input_space="sRGB1") for f in falls for r in rises) >= ENOUGH


@pytest.mark.parametrize("vision", VISIONS)
def test_classes_of_permanence_are_told_apart_by_every_eye(vision):
    kinds = symbology.permanence(Words("en"))
    colours = seen([style["colour"] for kind, style in kinds.items() if kind != "missing"], vision)
    pairs = [(a, b) for place, a in enumerate(colours) for b in colours[:place]]
    assert min(deltaE(a, b, input_space="sRGB1") for a, b in pairs) >= ENOUGH


@pytest.mark.parametrize("vision", VISIONS)
def test_two_variables_are_told_apart_by_every_eye(vision):
    table = symbology.density_by_share(Words("en"))["colours"]
    little, most = (seen([row[end] for row in table[1:]], vision) for end in (0, -1))
    # Where there is much coca, little and much ground off limits are opposite signs.
    assert min(deltaE(a, b, input_space="sRGB1") for a in little for b in most) >= ENOUGH
    for column in range(3):
        light, middle, dark = seen([row[column] for row in table], vision)
        assert deltaE(light, middle, input_space="sRGB1") >= ENOUGH
        assert deltaE(middle, dark, input_space="sRGB1") >= ENOUGH
