"""Entries of a QGIS project: published layers, each in the style that lies with it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import rasterio

__all__ = ["Group", "Shown", "raster_layer", "vector_layers"]


@dataclass(frozen=True)
class Shown:
    """One entry of the project: a layer in one style.

    `id` has more than ten signs, or QGIS gives it another; `source` is relative to the project;
    `geometry` is point, line, polygon or raster; `style` and `metadata` are what stands inside the
    ``qgis`` elements of its QML and its metadata; `labelled` features bear their names.
    """

    id: str
    name: str
    source: str
    geometry: str
    style: str
    metadata: str
    labelled: bool = False


@dataclass(frozen=True)
class Group:
    """Entries of the project under one heading; of exclusive ones a user sees one at a time."""

    name: str
    layers: list[Shown]
    on: bool = False
    exclusive: bool = False


def vector_layers(path: str) -> dict[str, list[Shown]]:
    """Read the layers of a GeoPackage with their styles.

    Parameters
    ----------
    path : str
        As `geopackages.write_geopackage` writes it.

    Returns
    -------
    dict of list of Shown
        For each layer an entry per style, the default first.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        styled = database.execute(
            "SELECT f_table_name, styleName, styleQML, geometry_type_name, metadata"
            " FROM layer_styles AS style"
            " JOIN gpkg_geometry_columns AS shape ON shape.table_name = f_table_name"
            " JOIN gpkg_metadata_reference AS ref ON ref.table_name = f_table_name"
            " JOIN gpkg_metadata AS about ON about.id = ref.md_file_id"
            " ORDER BY style.id"
        ).fetchall()
    layers = {}
    for table, name, qml, geometry, about in styled:
        of_table = layers.setdefault(table, [])
        kind = geometry.removeprefix("MULTI").lower().replace("linestring", "line")
        source = f"./{Path(path).name}|layername={table}"
        key = f"cocashift_{table}_{len(of_table)}"
        labelled = 'labelsEnabled="1"' in qml
        of_table.append(Shown(key, name, source, kind, _inner(qml), _inner(about), labelled))
    return layers


def raster_layer(path: str) -> Shown:
    """Read what a raster is called, and the style and metadata that lie beside it."""
    with rasterio.open(path) as raster:
        name = raster.descriptions[0]
    file = Path(path)
    beside = (_inner(file.with_suffix(kind).read_text("utf-8")) for kind in (".qml", ".qmd"))
    return Shown(f"cocashift_{file.stem}", name, f"./{file.name}", "raster", *beside)


def _inner(qml: str) -> str:
    """Take what stands inside the root element of a style."""
    return qml[qml.index(">", qml.index("<qgis")) + 1 : qml.rindex("</qgis>")].strip()
