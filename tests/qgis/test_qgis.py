"""What was published, opened in the real QGIS: it looks as the web maps do, and says what it is."""

import base64
import json
import re
import shutil
import zlib

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from tests.conftest import PICTURES
from tests.toy import HOSTILE

# As they lie on each other.
LAYERS = [
    "flows",
    "centres",
    "municipality_points",
    "departments",
    "zones",
    "zones_union",
    "municipalities",
    "municipality_zones",
]
# Themes of the map of change, by the place of their style.
THEMES = {"density": 0, "kind": 1, "permanence": 2, "clusters": 3, "density_by_share": 4}


@pytest.fixture(scope="session")
def seen(qgis, edition, tmp_path_factory):
    """A function that gives what QGIS sees of an edition, its folder moved elsewhere."""
    known = {}

    def see(which):
        if which not in known:
            moved = tmp_path_factory.mktemp(which) / "moved elsewhere"
            pictures = PICTURES / which
            pictures.mkdir(parents=True, exist_ok=True)
            shutil.copytree(edition(which) / "qgis", moved)
            known[which] = qgis("read_layers.py", moved, pictures)
        return known[which]

    return see


def page(folder, name):
    """What a published page paints from."""
    html = (folder / f"{name}.html").read_text("utf-8")
    start = html.index('id="data">') + len('id="data">')
    packed = html[start : html.index("</script>", start)]
    told = zlib.decompress(base64.b64decode(packed)).decode()
    # QGIS has no dark theme: of each pair of colours it has the light one.
    return json.loads(re.sub(r"light-dark\((#\w+), #\w+\)", r"\1", told))


def pairs(classes):
    return [(each["label"], each["colour"]) for each in classes]


def painted(colour, drawn) -> bool:
    """Tell whether a picture has a colour, or where a line is thin its blend with white paper."""

    def rgb(text):
        return np.array([int(text[place : place + 2], 16) for place in (1, 3, 5)], float)

    ink = 255 - rgb(colour)
    if not ink.any():
        return colour in drawn
    for other in drawn:
        part = float((255 - rgb(other)) @ ink / (ink @ ink))
        if 0.4 <= part <= 1.02 and np.abs(255 - rgb(other) - part * ink).max() <= 4:
            return True
    return False


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_every_layer_opens_in_place_and_is_drawn(seen, which):
    vectors = seen(which)["vector"]
    assert list(vectors) == LAYERS
    for name, layer in vectors.items():
        assert layer["valid"], name
        assert layer["crs"] == "EPSG:9377", name
        for label, style in layer["styles"].items():
            assert style["renderer"] == "RuleRenderer", (name, label)
            assert style["drawn"]["errors"] == []
            # A class of a few small features may be too small to see, one of former editions lies
            # under the present ones, and zones of other readings are switched off at first.
            some = [
                each["colour"]
                for each in style["classes"]
                if each["on"]
                and each["features"] > 3
                and (name != "zones" or "LinePatternFill" in each["parts"])
            ]
            assert [c for c in some if not painted(c, style["drawn"]["colours"])] == [], label


@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
@pytest.mark.parametrize("theme", THEMES)
def test_municipalities_have_the_classes_of_the_map_of_change(seen, edition, which, theme):
    data = page(edition(which), "change")
    (web,) = (each for each in data["themes"] if each["id"] == theme)
    style = list(seen(which)["vector"]["municipalities"]["styles"].values())[THEMES[theme]]
    assert pairs(style["classes"]) == pairs(web["classes"])
    counts = [web["of"].count(place) for place in range(len(web["classes"]))]
    assert [each["features"] for each in style["classes"]] == counts


@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
def test_coca_of_both_years_has_the_classes_of_the_map_of_both(seen, edition, which):
    *shades, none_of_both, missing = pairs(page(edition(which), "compare")["theme"]["classes"])
    web = shades[::-1]
    styles = list(seen(which)["vector"]["municipalities"]["styles"].values())
    for style in styles[5:7]:
        assert pairs(style["classes"])[:-2] == web[::-1]
        assert [colour for _, colour in pairs(style["classes"])[-2:]] == [
            none_of_both[1],
            missing[1],
        ]
    for year in (2013, 2014):
        none, *classes = seen(which)["raster"][f"coca_density_{year}"]["classes"]
        assert none[1] == none_of_both[1]
        assert [tuple(each) for each in classes] == web


@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
def test_zones_flows_and_circles_have_the_classes_of_the_maps(seen, edition, which):
    change, flows = (page(edition(which), name) for name in ("change", "flows"))
    vectors = seen(which)["vector"]

    def classes(layer):
        (style,) = vectors[layer]["styles"].values()
        return style["classes"]

    zones, past = classes("zones")[: len(change["zones"])], classes("zones")[len(change["zones"]) :]
    assert pairs(zones) == pairs(change["zones"])
    assert all(each["parts"] == ["LinePatternFill", "SimpleLine"] for each in zones)
    # The official parks come in two editions, the former not in force any more.
    assert [each["features"] for each in past] == ([56] if which == "real" else [])
    table = pd.read_csv(edition(which) / "tables/flows.csv").query("reading == 'net'")
    step = (table["to_off_limits_share"] - table["from_off_limits_share"]).round(6)
    into, out = (step >= 0.25).sum(), (step <= -0.25).sum()
    counts = [each["features"] for each in classes("flows")]
    assert counts == [into, out, len(table) - into - out]
    assert [each["colour"] for each in classes("flows")] == list(flows["colours"].values())
    gain, loss = classes("municipality_points")[:2]
    assert (gain["colour"], loss["colour"]) == (
        change["circles"]["gain"],
        change["circles"]["loss"],
    )
    assert [each["colour"] for each in classes("centres")] == [
        each["colour"] for each in flows["centres"]
    ]


def test_features_are_all_there(seen, maps):
    vectors = seen("bundled")["vector"]
    assert vectors["municipalities"]["features"] == 1122
    assert vectors["departments"]["features"] == 33
    assert vectors["zones_union"]["features"] == 3
    for name, layer in vectors.items():
        copy = gpd.read_parquet(maps / f"qgis/geoparquet/{name}.parquet")
        assert layer["features"] == len(copy)


@pytest.mark.parametrize(("which", "code"), [("bundled", "DIVIPOLA code"), ("spanish", "Código")])
def test_fields_have_names_in_the_language(seen, which, code):
    for name, layer in seen(which)["vector"].items():
        unnamed = [field for field, alias in layer["aliases"].items() if not alias]
        assert unnamed == ["fid"], name
    assert seen(which)["vector"]["municipalities"]["aliases"]["divipola"].startswith(code)


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_layers_tell_what_they_are_and_where_they_come_from(seen, which):
    edition = seen(which)
    alone = [each["metadata"] for part in ("vector", "raster") for each in edition[part].values()]
    in_project = list(edition["project"]["metadata"].values())
    assert (len(alone), len(in_project)) == (12, 18)
    for about in alone + in_project:
        assert about["title"]
        assert about["licences"]
        assert about["crs"] == "EPSG:9377"
        assert about["begins"] == [2013]
        assert len(about["lineage"]) >= 3
        assert which != "bundled" or "Borders are approximate" in about["abstract"]
        assert which != "real" or "CC BY-SA 4.0" in about["licences"]


def test_hostile_and_long_names_survive(seen):
    vectors = seen("hostile")["vector"]
    names = {name.replace("\u202e", "") for name in HOSTILE.values()}
    kept = {
        name.replace("\u202e", "") for name in vectors["municipalities"]["values"]["municipality"]
    }
    assert {" ".join(name.split()) for name in kept} == {" ".join(name.split()) for name in names}
    assert HOSTILE["05002"] in vectors["zones"]["values"]["name"]


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_rasters_open_with_their_classes(seen, which):
    rasters = seen(which)["raster"]
    assert {name: raster["renderer"] for name, raster in rasters.items()} == {
        "coca_density_2013": "singlebandpseudocolor",
        "coca_density_2014": "singlebandpseudocolor",
        "coca_density_change": "singlebandpseudocolor",
        "off_limits_mask": "paletted",
    }
    for raster in rasters.values():
        assert raster["valid"]
        assert (raster["crs"], raster["cell"]) == ("EPSG:9377", 500)
        assert raster["drawn"]["errors"] == []
        assert which == "hostile" or len(raster["drawn"]["colours"]) >= 4


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_the_raster_of_change_has_the_classes_of_the_map(seen, edition, which):
    (web,) = (each for each in page(edition(which), "change")["themes"] if each["id"] == "density")
    raster = seen(which)["raster"]["coca_density_change"]
    assert [tuple(each) for each in raster["classes"]] == pairs(web["classes"][:-2])[::-1]


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_the_project_opens_after_a_move(seen, which):
    project = seen(which)["project"]
    assert project["read"]
    assert not project["absolute"]
    assert project["crs"] == "EPSG:9377"
    # GRS 1980: areas that QGIS measures are those of the tables.
    assert project["ellipsoid"] == "EPSG:7019"
    assert len(project["layers"]) == 18
    assert all(project["layers"].values())
    assert all(drawn["errors"] == [] for drawn in project["drawn"].values())
    on = [entry for group in project["tree"] for entry in group["entries"] if entry["seen"]]
    assert len(project["tree"]) == 6
    assert len(on) == 3
    assert seen(which)["complaints"] == []


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_layers_of_the_project_look_as_by_themselves(seen, which):
    project, vectors, rasters = (seen(which)[part] for part in ("project", "vector", "raster"))
    alone = {
        label: style["drawn"]["colours"]
        for layer in vectors.values()
        for label, style in layer["styles"].items()
    }
    alone |= {raster["title"]: raster["drawn"]["colours"] for raster in rasters.values()}
    assert set(alone) == set(project["layers"])
    for label, colours in alone.items():
        # QGIS draws in several threads: a few pixels along borders come out one way or the other.
        most = {colour: pixels for colour, pixels in colours.items() if pixels > 400}
        drawn = {colour: project["drawn"][label]["colours"].get(colour, 0) for colour in most}
        assert drawn == pytest.approx(most, rel=0.02, abs=40), label


def test_bookmarks_lead_to_the_regions(seen, maps):
    marks = seen("bundled")["project"]["bookmarks"]
    assert len(marks) == 8
    units = gpd.read_parquet(maps / "qgis/geoparquet/municipalities.parquet")
    tibu = units[units["divipola"] == "54810"].total_bounds
    west, south, east, north = marks["Catatumbo"]
    assert west <= tibu[0] < tibu[2] <= east
    assert south <= tibu[1] < tibu[3] <= north
    assert east - west < 300_000


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_the_sheet_is_ready_to_print(seen, edition, which):
    sheet = seen(which)["project"]["sheets"]["A4"]
    assert sheet["exported"]
    assert sheet["size"] == [210, 297]
    assert {"title", "map", "legend", "legend-zones", "scale", "north", "sources"} <= set(
        sheet["items"]
    )
    assert sheet["overflow"] == []
    assert len(sheet["layers"]) == 3
    styles = list(seen(which)["vector"]["municipalities"]["styles"].values())
    labels = [each["label"] for each in styles[0]["classes"]]
    assert sheet["legends"]["legend"][: len(labels)] == labels
    if which in {"bundled", "real"}:
        assert "Municipal totals show net change" in sheet["text"]
        assert "UNODC/SIMCI" in sheet["text"]
        assert all(painted(c, sheet["colours"]) for c in ("#ee9a35", "#c3bce0", "#00441b"))
