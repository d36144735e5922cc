"""What was published, opened in the real QGIS: it looks as the web maps do, and says what it is."""

import base64
import html
import json
import re
import shutil
import zlib

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box

from cocashift.words import Words
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
    "around",
    "municipality_years",
    "coca_by_year",
]
RASTERS = ["coca_density_2013", "coca_density_2014", "coca_density_change", "off_limits_mask"]
# Themes of the map of change, by the place of their style.
THEMES = {
    "density": 0,
    "kind": 1,
    "permanence": 2,
    "clusters": 3,
    "density_by_share": 4,
    "knowledge": 5,
}


@pytest.fixture(scope="session")
def seen(qgis, edition, once):
    """A function that gives what QGIS sees of an edition, its folder moved elsewhere."""

    def see(which):
        def look(folder):
            moved = folder / "moved elsewhere"
            pictures = PICTURES / which
            pictures.mkdir(parents=True, exist_ok=True)
            shutil.copytree(edition(which) / "qgis", moved)
            told = qgis("read_layers.py", moved, pictures)
            (folder / "seen.json").write_text(json.dumps(told), "utf-8")

        return json.loads((once(f"seen-{which}", look) / "seen.json").read_text("utf-8"))

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
        assert layer["crs"] == ("" if name == "coca_by_year" else "EPSG:9377"), name
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
                # Of all years the last lies on top.
                and name != "municipality_years"
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
def test_departments_have_the_classes_of_the_map_of_change(seen, edition, which):
    themes = page(edition(which), "change")["themes"]
    (web,) = (each for each in themes if each["id"] == "department")
    style = list(seen(which)["vector"]["departments"]["styles"].values())[1]
    assert pairs(style["classes"]) == pairs(web["classes"])
    counts = [web["of"].count(place) for place in range(len(web["classes"]))]
    assert [each["features"] for each in style["classes"]] == counts


@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
def test_coca_of_both_years_has_the_classes_of_the_map_of_both(seen, edition, which):
    *shades, none_of_both, missing = pairs(page(edition(which), "compare")["theme"]["classes"])
    web = shades[::-1]
    styles = list(seen(which)["vector"]["municipalities"]["styles"].values())
    for style in styles[6:8]:
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

    def classes(layer, style=0):
        return list(vectors[layer]["styles"].values())[style]["classes"]

    zones, several = classes("zones"), classes("zones", 1)
    past = several[len(zones) :]
    assert pairs(zones) == pairs(several[: len(zones)]) == pairs(change["zones"])
    # At first those of the headline's reading are seen, tiers A and B; in the other style all.
    assert [each["on"] for each in zones] == ["C)" not in each["label"] for each in zones]
    assert all(each["on"] for each in several)
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
    record = pd.read_parquet(maps.parents[1] / "data/processed/bundled/cultivation.parquet")
    for name in ("coca_by_year", "municipality_years"):
        assert vectors[name]["features"] == len(record)
    for name in LAYERS[:8]:
        layer = vectors[name]
        copy = gpd.read_parquet(maps / f"qgis/geoparquet/{name}.parquet")
        assert layer["features"] == len(copy)


@pytest.mark.parametrize(("which", "code"), [("bundled", "DIVIPOLA code"), ("spanish", "Código")])
def test_fields_have_names_in_the_language(seen, which, code):
    for name, layer in seen(which)["vector"].items():
        unnamed = [field for field, alias in layer["aliases"].items() if not alias]
        assert unnamed == (["OGC_FID"] if name == "municipality_years" else ["fid"]), name
    assert seen(which)["vector"]["municipalities"]["aliases"]["divipola"].startswith(code)


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_layers_tell_what_they_are_and_where_they_come_from(seen, which):
    edition = seen(which)
    alone = [each["metadata"] for part in ("vector", "raster") for each in edition[part].values()]
    in_project = list(edition["project"]["metadata"].values())
    assert (len(alone), len(in_project)) == (15, 15)
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
    mask = rasters["off_limits_mask"]
    # How many kinds of zones: a legend that can be read.
    assert mask["band"] == 2
    assert which == "hostile" or 2 <= len(mask["classes"]) <= 4
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
    assert len(project["layers"]) == 15
    assert all(project["layers"].values())
    for layer in project["drawn"].values():
        assert all(drawn["errors"] == [] for drawn in layer["drawn"].values())
    on = [entry for group in project["tree"] for entry in group["entries"] if entry["seen"]]
    assert len(project["tree"]) == 8
    assert len(on) == 4
    assert seen(which)["complaints"] == []


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_layers_of_the_project_look_as_by_themselves_in_every_style(seen, which):
    project, vectors, rasters = (seen(which)[part] for part in ("project", "vector", "raster"))
    alone = {
        f"cocashift_{name}": {
            label: style["drawn"]["colours"] for label, style in layer["styles"].items()
        }
        for name, layer in vectors.items()
        if layer["styles"]
    }
    for name, raster in rasters.items():
        first = project["drawn"][f"cocashift_{name}"]["first"]
        alone[f"cocashift_{name}"] = {first: raster["drawn"]["colours"]}
    assert set(alone) == set(project["drawn"])
    for layer, styles in alone.items():
        shown = project["drawn"][layer]
        assert shown["first"] == next(iter(styles))
        for label, colours in styles.items():
            # QGIS draws in several threads: a few pixels along borders come out either way.
            most = {colour: pixels for colour, pixels in colours.items() if pixels > 400}
            found = shown["drawn"][label]["colours"]
            drawn = {colour: found.get(colour, 0) for colour in most}
            assert drawn == pytest.approx(most, rel=0.02, abs=40), label


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_a_map_theme_shows_the_layers_and_styles_of_each_page(seen, which):
    words = Words("es" if which == "spanish" else "en")
    themes = seen(which)["project"]["themes"]
    shown = {
        name: {layer.removeprefix("cocashift_"): style for layer, style in theme["layers"].items()}
        for name, theme in themes.items()
    }
    assert len(shown) == 16
    base = {"around", "departments"}
    change = words("theme.density.short")
    assert set(shown[change]) == base | {"municipalities", "zones"}
    assert shown[change]["municipalities"] == words("theme.density")
    for part, layers in {
        words("project.theme.flows"): {"flows", "municipalities"},
        words("project.theme.years"): {"municipality_years", "municipalities"},
        words("project.theme.zones"): {"zones_union", "municipalities"},
        words("project.theme.mask"): {"off_limits_mask", "municipalities"},
        words("project.theme.coca", year=2014): {"municipalities"},
    }.items():
        assert set(shown[part]) == base | layers, part
    known = words("project.theme.change", theme=words("theme.knowledge.short"))
    assert shown[known]["municipalities"] == words("style.knowledge")
    for name, theme in themes.items():
        assert theme["errors"] == [], name
        # A sheet's white is no sea.
        assert theme["colours"]["#d9e7ef"] > 1000, name


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_a_theme_draws_the_zones_of_its_reading_and_no_others(seen, which):
    themes = seen(which)["project"]["themes"]
    headline, everything = (themes[name] for name in ("Change", "Off limits: all zones"))
    # Of the councils, tier C, the pages show nothing at first.
    assert (headline["off"]["cocashift_zones"], everything["off"]["cocashift_zones"]) == (1, 0)
    assert all(painted("#00441b", theme["colours"]) for theme in (headline, everything))
    readings = themes["Off limits: readings"]["colours"]
    assert all(colour in readings for colour in ("#4a3a6b", "#8f7fb5", "#cfc6e2"))


@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
def test_the_base_names_neighbours_and_seas(seen, which):
    words = Words("es" if which == "spanish" else "en")
    project = seen(which)["project"]
    assert project["background"] == "#d9e7ef"
    named = set(project["themes"][words("theme.density.short")]["names"]["cocashift_around"])
    for place in ("venezuela", "peru", "ecuador", "pacific", "caribbean"):
        # Set in capitals, over two lines where that is shorter.
        assert words(f"place.{place}").upper() in {" ".join(name.split()) for name in named}


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_tips_tell_every_feature_and_names_are_harmless(seen, which):
    tips = seen(which)["project"]["tips"]
    silent = {"cocashift_around", "cocashift_coca_by_year"}
    for layer, features in tips.items():
        for name, tip in features:
            assert name, layer
            # What could not be evaluated would stand there as it is written.
            assert "[%" not in tip, tip
            assert "NULL" not in tip, tip
            assert "<script" not in tip.lower()
            assert bool(tip) == (layer not in silent), layer


@pytest.mark.parametrize(
    ("which", "told"),
    [
        (
            "bundled",
            ["<b>Tibú</b>, Norte de Santander", "<b>+1,092 ha</b>", "1,905 → 2,997 ha", "100%"],
        ),
        (
            "spanish",
            ["<b>Tibú</b>, Norte de Santander", "<b>+1.092 ha</b>", "1.905 → 2.997 ha", "100"],
        ),
    ],
)
def test_a_municipality_tells_what_the_card_tells(seen, which, told):
    tips = [tip for _, tip in seen(which)["project"]["tips"]["cocashift_municipalities"]]
    (tibu,) = (tip for tip in tips if "Tibú" in tip)
    assert [part for part in told if part not in tibu] == []
    # All years, each as high as its hectares.
    assert re.search("2001 [▁▂▃▄▅▆▇█]{22} 2022", tibu)
    (tumaco,) = (tip for tip in tips if "Tumaco" in tip)
    assert re.search("0–8[.,]963 ha", tumaco)


def test_zones_tell_their_hectares_with_an_interval(seen):
    zones = [tip for _, tip in seen("bundled")["project"]["tips"]["cocashift_zones"]]
    assert any(re.search(r"80% interval \d+–\d+ ha", tip) for tip in zones)
    assert all("tier A" in tip for tip in zones)


def test_a_flow_goes_by_both_its_ends(seen):
    names = [name for name, _ in seen("bundled")["project"]["tips"]["cocashift_flows"]]
    assert all(re.fullmatch(".+ → .+", name) for name in names)


@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
def test_a_municipality_is_related_to_all_its_years(seen, which):
    related = seen(which)["project"]["related"]
    assert related["coca_by_year"] == [22]
    assert set(related) == {"coca_by_year", "flows_from", "flows_to", "municipality_zones"}
    assert related["municipality_zones"][0] > 1
    assert related["flows_to"][0] > 1


@pytest.mark.parametrize("which", ["bundled", "spanish"])
def test_fields_lie_under_tabs_all_of_them(seen, which):
    forms = seen(which)["project"]["forms"]
    tabs = forms["cocashift_municipalities"]
    assert len(tabs) == 6
    assert max(map(len, tabs.values())) <= 21
    fields = [field for tab in tabs.values() for field in tab]
    assert len(fields) == len(set(fields))
    named = set(seen(which)["vector"]["municipalities"]["aliases"])
    assert set(fields) == named - {"fid"} | {"coca_by_year"}
    assert forms["cocashift_departments"] == {}


def test_the_temporal_controller_steps_through_the_years(seen):
    project = seen("bundled")["project"]
    assert project["temporal"] == ["cocashift_municipality_years"]
    assert (project["step"], project["range"]) == (1, [2001, 2022])


def test_bookmarks_lead_to_the_regions(seen, maps):
    marks = seen("bundled")["project"]["bookmarks"]
    assert len(marks) == 8
    units = gpd.read_parquet(maps / "qgis/geoparquet/municipalities.parquet")
    tibu = units[units["divipola"] == "54810"].total_bounds
    west, south, east, north = marks["Catatumbo"]["box"]
    assert west <= tibu[0] < tibu[2] <= east
    assert south <= tibu[1] < tibu[3] <= north
    assert east - west < 300_000


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_towns_are_named_at_the_scale_of_every_bookmark(seen, which):
    for mark, told in seen(which)["project"]["bookmarks"].items():
        towns = told["names"]["cocashift_municipalities"]
        assert 4 <= len(towns) <= 60, mark


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
def test_the_sheet_is_ready_to_print(seen, edition, which):
    words = Words("es" if which == "spanish" else "en")
    sheet = seen(which)["project"]["sheets"][words("sheet.name")]
    assert sheet["exported"]
    assert sheet["size"] == [420, 297]
    wanted = {"title", "finding", "map", "legend", "legend-zones", "caveat", "scale", "north"}
    assert wanted | {"sources"} <= set(sheet["items"])
    assert sheet["overflow"] == []
    styles = list(seen(which)["vector"]["municipalities"]["styles"].values())
    # A row for each class that the map has, in the order of the style.
    labels = [each["label"] for each in styles[0]["classes"] if each["features"]]
    assert sheet["legends"]["legend"] == labels
    zones = seen(which)["vector"]["zones"]["styles"]
    seen_zones = [each["label"] for each in next(iter(zones.values()))["classes"] if each["on"]]
    assert sheet["legends"]["legend-zones"] == seen_zones
    if which != "hostile":
        assert words("caveat.net") in sheet["text"]
        assert "UNODC/SIMCI" in sheet["text"]
        assert "not stated" not in sheet["text"]
        assert words.day("2014-12-31") in sheet["text"]
        assert all(painted(c, sheet["colours"]) for c in ("#ee9a35", "#c3bce0", "#00441b"))


@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
def test_the_sheet_says_what_the_index_says(seen, edition, which):
    words = Words("es" if which == "spanish" else "en")
    index = (edition(which) / "index.html").read_text("utf-8")
    sentence = next(
        part
        for part in seen(which)["project"]["sheets"][words("sheet.name")]["texts"][
            "finding"
        ].splitlines()
        if part
    )
    assert html.escape(sentence, quote=False) in html.unescape(index)


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_islands_lie_in_insets(seen, edition, which):
    maps = seen(which)["project"]["sheets"]["Sheet"]["maps"]
    units = gpd.read_parquet(edition(which) / "qgis/geoparquet/municipalities.parquet")
    insets = [box(*extent) for name, (_, *extent) in maps.items() if name.startswith("inset")]
    islands = units[units["department_code"] == "88"].geometry
    assert all(any(inset.intersects(island) for inset in insets) for island in islands)
    zones = gpd.read_parquet(edition(which) / "qgis/geoparquet/zones.parquet")
    malpelo = zones[zones["name"].eq("MALPELO")].geometry.iloc[0]
    assert any(inset.contains(malpelo) for inset in insets)
    assert {theme for theme, *_ in maps.values()} == {"Change"}


@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
def test_the_atlas_has_a_page_for_each_department_with_its_table(seen, edition, which):
    atlas = seen(which)["project"]["atlases"]["Atlas"]
    units = pd.read_parquet(edition(which) / "qgis/geoparquet/municipalities.parquet")
    grown = units[(units["coca_ha_2013"] > 0) | (units["coca_ha_2014"] > 0)]
    assert atlas["coverage"] == "cocashift_departments"
    assert set(atlas["pages"]) == set(units["department_code"])
    for code, page in atlas["pages"].items():
        own = grown[grown["department_code"] == code]
        assert sorted(row[0] for row in page["table"]) == sorted(own["municipality"]), code
        assert page["exported"]
        assert "[%" not in page["summary"] + page["count"] + page["title"]
        # All rows find room; where they did not, the page would say so.
        assert len(own) <= 33
    tumaco = next(row for row in atlas["pages"]["52"]["table"] if "Tumaco" in row[0])
    assert [cell.replace(".", ",") for cell in tumaco[1:4]] == ["6,612", "8,963", "+2,351"]
    # A department that the table of coca does not know is not one without coca.
    words = Words("es" if which == "spanish" else "en")
    assert atlas["pages"]["88"]["summary"] == words("map.not_in_table")
    narino = units[units["department_code"] == "52"]
    west, south, east, north = atlas["pages"]["52"]["map"]
    inside = gpd.read_parquet(edition(which) / "qgis/geoparquet/municipalities.parquet").loc[
        narino.index
    ]
    assert (inside.total_bounds[:2] > (west, south)).all()
    assert (inside.total_bounds[2:] < (east, north)).all()
    assert atlas["widths"][0] <= 126
