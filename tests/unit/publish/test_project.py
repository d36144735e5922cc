import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from shapely import box

from cocashift.publish.gis import entries, project
from cocashift.publish.results import Publication
from tests.unit.conftest import frame, municipality

LAYERS = [
    "municipalities",
    "municipality_points",
    "departments",
    "zones",
    "zones_union",
    "municipality_zones",
    "flows",
    "centres",
]
SOURCES = {
    "coca": [{"provider": "[% 1 + 1 %] & <b>", "vintage": "2014", "licence": "none"}],
}
PUBLICATION = Publication(
    years=[2013, 2014], language="es", dataset={"note": "approximate_borders"}, sources=SOURCES
)


def shown(name, geometry="polygon"):
    return entries.Shown(f"cocashift_{name}", name, f"./a.gpkg|layername={name}", geometry, "", "")


@pytest.fixture
def country():
    """A mainland of 10 km by 30 km with coca in Catatumbo, and an island far in the west."""
    units = frame(
        municipality("54001", box(0, 0, 10_000, 20_000)),
        municipality("05001", box(0, 20_000, 10_000, 30_000)),
        municipality("88001", box(-900_000, 0, -899_000, 1_000)),
    )
    return units.assign(change_class=["rose", "none", "missing"])


def rendered(country) -> ET.Element:
    text = project.render(
        {name: [shown(name)] for name in LAYERS},
        [shown("density", "raster")],
        country,
        PUBLICATION,
    )
    return ET.fromstring(text)


def test_each_layer_stands_in_the_tree_and_among_the_layers(country):
    root = rendered(country)
    tree = root.find("layer-tree-group")
    listed = {node.get("id") for node in tree.iter("layer-tree-layer")}
    assert listed == {node.findtext("id") for node in root.iter("maplayer")}
    assert len(listed) == len(LAYERS) + 1
    sources = [node.findtext("datasource") for node in root.iter("maplayer")]
    assert all(source.startswith("./") for source in sources)
    assert root.findtext("properties/Paths/Absolute") == "false"


def test_bookmarks_are_of_regions_with_coca(country):
    marks = {mark.get("name"): mark.get("extent") for mark in rendered(country).iter("Bookmark")}
    assert list(marks) == ["Catatumbo"]
    assert marks["Catatumbo"].startswith("POLYGON ((11000 -1000")


def test_the_sheet_shows_the_mainland_in_its_shape(country):
    for item in rendered(country).iter("LayoutItem"):
        if item.get("id") == "map":
            extent = {key: float(value) for key, value in item.find("Extent").attrib.items()}
            wide, high = extent["xmax"] - extent["xmin"], extent["ymax"] - extent["ymin"]
            size = [float(value) for value in item.get("size").removesuffix(",mm").split(",")]
    assert wide / high == pytest.approx(size[0] / size[1])
    assert extent["xmin"] > -100_000
    assert (extent["xmax"], extent["ymax"]) == (11_500, 31_500)


def test_what_others_wrote_is_no_expression_of_qgis(country):
    root = rendered(country)
    (text,) = (i.get("labelText") for i in root.iter("LayoutItem") if i.get("id") == "sources")
    assert "[ % 1 + 1 %] & <b>" in text
    assert PUBLICATION.note in text
    assert text.endswith("(EPSG:6933).")


def test_an_archive_is_the_same_bytes_each_time():
    packed = project.archive("<qgis/>", "cocashift")
    assert packed == project.archive("<qgis/>", "cocashift")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("cocashift.qgs") == b"<qgis/>"
