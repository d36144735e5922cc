import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from shapely import box

from cocashift.publish.gis import entries, municipal_styles, project
from cocashift.publish.results import Publication
from tests.unit.conftest import frame, municipality, zone

LAYERS = [
    "municipalities",
    "municipality_years",
    "municipality_points",
    "departments",
    "zones",
    "zones_union",
    "municipality_zones",
    "flows",
    "centres",
    "around",
]
SOURCES = {
    "coca": [
        {"provider": "[% 1 + 1 %] & <b>", "vintage": "2014", "licence": "CC BY-SA 4.0"},
        {"provider": "[% 1 + 1 %] & <b>", "vintage": "2015", "licence": "not stated"},
    ],
}
PUBLICATION = Publication(
    years=[2013, 2014],
    language="es",
    headline="strict",
    scenarios={"strict": ["A"]},
    dataset={"note": "approximate_borders"},
    sources=SOURCES,
)
TOLD = {"finding": "Creció.", "version": "9.9", "known": [2001, 2022]}
SOME_OFF = '<qgis><rule key="0" symbol="0"/><rule key="1" symbol="1" checkstate="0"/></qgis>'


def shown(name, geometry="polygon"):
    styles = {f"{name} {number}": "<qgis></qgis>" for number in range(3)}
    if name == "zones":
        styles["zones 0"] = SOME_OFF
    if name == "municipalities":
        named = municipal_styles.of_themes("strict", PUBLICATION.years, PUBLICATION.words)
        styles = {style.name: "<qgis></qgis>" for style in named.values()}
    source = f"./a.gpkg|layername={name}"
    return entries.Shown(f"cocashift_{name}", name, source, geometry, styles, "")


@pytest.fixture
def country():
    """A mainland of 10 km by 30 km with coca in Catatumbo, and an island far in the west."""
    units = frame(
        municipality("54001", box(0, 0, 10_000, 20_000)),
        municipality("05001", box(0, 20_000, 10_000, 30_000)),
        municipality("88001", box(-900_000, 0, -899_000, 1_000)),
    )
    return units.assign(change_class=["rose", "none", "missing"])


@pytest.fixture
def zones():
    """A park on the mainland, one on the island and one far in the sea."""
    parks = frame(
        zone("park", box(0, 0, 5_000, 5_000)),
        zone("park", box(-900_000, 0, -899_500, 1_000)),
        zone("park", box(-500_000, -90_000, -490_000, -80_000)),
    )
    return parks.assign(name=["INSIDE", "ON THE ISLAND", "FAR OUT"])


@pytest.fixture
def root(country, zones) -> ET.Element:
    text = project.render(
        {name: shown(name) for name in LAYERS} | {"coca_by_year": shown("coca_by_year", "table")},
        {name: shown(name, "raster") for name in ("change", "last", "first", "mask")},
        country,
        zones,
        TOLD,
        PUBLICATION,
    )
    return ET.fromstring(text)


def items(root, layout) -> dict[str, ET.Element]:
    """Items of a layout by their ids."""
    (sheet,) = (each for each in root.iter("Layout") if each.get("name") == layout)
    return {item.get("id"): item for item in sheet.iter("LayoutItem")}


def extent(item) -> dict[str, float]:
    return {key: float(value) for key, value in item.find("Extent").attrib.items()}


def test_each_layer_stands_in_the_tree_and_among_the_layers(root):
    tree = root.find("layer-tree-group")
    listed = [node.get("id") for node in tree.iter("layer-tree-layer")]
    assert sorted(listed) == sorted(node.findtext("id") for node in root.iter("maplayer"))
    assert len(listed) == len(LAYERS) + 5
    sources = [node.findtext("datasource") for node in root.iter("maplayer")]
    assert all(source.startswith("./") for source in sources)
    assert root.findtext("properties/Paths/Absolute") == "false"


def test_a_layer_has_all_its_styles_and_opens_in_the_first(root):
    for layer in root.iter("maplayer"):
        manager = layer.find("map-layer-style-manager")
        names = [style.get("name") for style in manager]
        assert len(names) >= 3
        assert manager.get("current") == names[0]
        # Of the current one QGIS reads what stands in the layer itself.
        written = [style.find("qgis") is not None for style in manager]
        assert written == [False] + [True] * (len(names) - 1)


def test_every_style_that_a_theme_calls_is_one_of_its_layer(root):
    known = {
        layer.findtext("id"): {style.get("name") for style in layer.iter("map-layer-style")}
        for layer in root.iter("maplayer")
    }
    called = [
        (each.get("id"), each.get("style")) for each in root.findall("visibility-presets//layer")
    ]
    assert len(called) > 40
    assert [pair for pair in called if pair[1] not in known[pair[0]]] == []


def test_what_is_seen_at_first_is_the_first_theme(root):
    theme = root.find("visibility-presets/visibility-preset")
    seen = {layer.get("id") for layer in theme.iter("layer")}
    tree = root.find("layer-tree-group").iter("layer-tree-layer")
    assert {node.get("id") for node in tree if node.get("checked") == "Qt::Checked"} == seen
    assert seen == {
        "cocashift_around",
        "cocashift_departments",
        "cocashift_municipalities",
        "cocashift_zones",
    }


def test_a_theme_leaves_out_the_classes_that_its_style_leaves_out(root):
    theme = root.find("visibility-presets/visibility-preset")
    (checked,) = theme.iter("checked-legend-nodes")
    assert checked.get("id") == "cocashift_zones"
    assert [node.get("id") for node in checked] == ["0"]


def test_rows_are_related_to_their_municipality(root):
    related = {
        each.get("referencingLayer"): each.find("fieldRef").get("referencingField")
        for each in root.iter("relation")
        if each.get("id") != "flows_to"
    }
    assert related == {
        "cocashift_coca_by_year": "divipola",
        "cocashift_flows": "from_divipola",
        "cocashift_municipality_zones": "divipola",
    }


def test_bookmarks_are_of_regions_with_coca(root):
    marks = {mark.get("name"): mark.get("extent") for mark in root.iter("Bookmark")}
    assert list(marks) == ["Catatumbo"]
    assert marks["Catatumbo"].startswith("POLYGON ((11000 -1000")


@pytest.mark.parametrize("layout", ["Hoja", "Atlas"])
def test_every_map_has_the_shape_of_its_extent(root, layout):
    maps = [item for item in items(root, layout).values() if item.get("type") == "65639"]
    assert len(maps) >= 2
    for item in maps:
        west, south, east, north = (extent(item)[edge] for edge in ("xmin", "ymin", "xmax", "ymax"))
        wide, high = map(float, item.get("size").removesuffix(",mm").split(","))
        assert (east - west) / (north - south) == pytest.approx(wide / high)


def test_the_sheet_shows_the_mainland_and_what_is_far_off_in_insets(root):
    sheet = items(root, "Hoja")
    whole = extent(sheet["map"])
    # The sea in the west has room for insets.
    assert -100_000 < whole["xmin"] < -15_000
    assert whole["xmax"] < 20_000
    island, park = (extent(sheet[f"inset-{number}"]) for number in (1, 2))
    assert "inset-3" not in sheet
    assert island["xmin"] < -900_000 < -899_000 < island["xmax"]
    assert park["xmin"] < -500_000 < -490_000 < park["xmax"]
    # A municipality bears its own name.
    assert "inset-name-1" not in sheet
    assert sheet["inset-name-2"].get("labelText") == "Far Out"


def test_what_others_wrote_is_no_expression_of_qgis(root):
    text = items(root, "Hoja")["sources"].get("labelText")
    assert "[ % 1 + 1 %] & <b>" in text
    assert "[%" not in text


def test_sources_are_told_once_with_the_terms_that_ask_for_it(root):
    text = items(root, "Hoja")["sources"].get("labelText")
    assert text.count("<b>") == 1
    assert "Tabla de coca (2014, CC BY-SA 4.0), Tabla de coca (2015)" in text
    assert "not stated" not in text
    assert "31 de diciembre de 2014" in text
    assert "cocashift 9.9" in text


def test_the_sheet_says_the_finding_and_the_caveats(root):
    sheet = items(root, "Hoja")
    assert sheet["finding"].get("labelText") == "Creció."
    assert PUBLICATION.note in sheet["caveat"].get("labelText")
    assert PUBLICATION.note in items(root, "Atlas")["caveat"].get("labelText")


def test_an_archive_is_the_same_bytes_each_time():
    packed = project.archive("<qgis/>", "cocashift")
    assert packed == project.archive("<qgis/>", "cocashift")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("cocashift.qgs") == b"<qgis/>"
