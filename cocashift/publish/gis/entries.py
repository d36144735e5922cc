"""Entries of a QGIS project: published layers, each with the styles that lie with it."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import rasterio

from cocashift.place import COLOMBIA, Place
from cocashift.words import Words

__all__ = ["Group", "Shown", "features", "raster_layer", "vector_layers"]


@dataclass(frozen=True)
class Shown:
    """One layer of the project, with its styles.

    `id` has more than ten signs, or QGIS gives it another; `source` is relative to the project;
    `geometry` is point, line, polygon, raster or table; `styles` are ``qgis`` elements by their
    names, the first the one in which the layer opens; `metadata` is what stands inside the
    ``qgis`` element of its own.
    """

    id: str
    name: str
    source: str
    geometry: str
    styles: dict[str, str]
    metadata: str

    @property
    def style(self) -> str:
        """What stands inside the element of the style in which the layer opens."""
        return _inner(next(iter(self.styles.values()), "<qgis></qgis>"))

    @property
    def labelled(self) -> bool:
        """Whether features bear their names."""
        return 'labelsEnabled="1"' in next(iter(self.styles.values()), "")

    def seen(self, style: str) -> list[str]:
        """Name the classes that are on in a style, if any is off."""
        rules = re.findall(r'<rule key="(\d+)"[^>]*?(checkstate="0")?/>', self.styles[style])
        on = [key for key, off in rules if not off]
        return on if len(on) < len(rules) else []


@dataclass(frozen=True)
class Group:
    """Layers of the project under one heading; those whose ids `seen` has are seen at first."""

    name: str
    layers: list[Shown]
    seen: set[str]

    @property
    def open(self) -> bool:
        """Whether a layer of it is seen."""
        return any(layer.id in self.seen for layer in self.layers)


def vector_layers(path: str, words: Words, place: Place = COLOMBIA) -> dict[str, Shown]:
    """Read the layers of a GeoPackage with their styles.

    Parameters
    ----------
    path : str
        As `geopackages.write_geopackage` writes it.
    words : Words
        The catalogue, which names the layers.
    place : Place
        By whose names they go in the file.

    Returns
    -------
    dict of Shown
        By the layer's name, the default style first.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        styled = database.execute(
            "SELECT f_table_name, styleName, styleQML, geometry_type_name, metadata"
            " FROM layer_styles AS style"
            " LEFT JOIN gpkg_geometry_columns AS shape ON shape.table_name = f_table_name"
            " JOIN gpkg_metadata_reference AS ref ON ref.table_name = f_table_name"
            " JOIN gpkg_metadata AS about ON about.id = ref.md_file_id"
            " ORDER BY style.id"
        ).fetchall()
    layers = {}
    for stored, name, qml, geometry, about in styled:
        table = place.internal(stored)
        if table not in layers:
            kind = (geometry or "table").removeprefix("MULTI").lower()
            layers[table] = Shown(
                f"cocashift_{table}",
                words.layer(table),
                f"./{Path(path).name}|layername={stored}",
                kind.replace("linestring", "line"),
                {},
                _inner(about),
            )
        layers[table].styles[name] = _whole(qml)
    return layers


def features(path: str, layer: str, columns: list[str], place: Place) -> gpd.GeoDataFrame:
    """Read some columns of a layer of a GeoPackage, all by the program's own names."""
    named = [place.published(column) for column in columns]
    found = gpd.read_file(path, layer=place.published(layer), columns=named)
    return found.rename(columns=place.internal)


def raster_layer(path: str, style: str = "", more: dict[str, str] | None = None) -> Shown:
    """Read what a raster is called, and the style and metadata that lie beside it.

    Parameters
    ----------
    path : str
        The GeoTIFF.
    style : str
        What its style is called; without one as itself.
    more : dict of str, optional
        Further styles of it, QML by their names.
    """
    with rasterio.open(path) as raster:
        name = raster.descriptions[0]
    file = Path(path)
    own, about = (file.with_suffix(kind).read_text("utf-8") for kind in (".qml", ".qmd"))
    styles = {each: _whole(qml) for each, qml in {style or name: own, **(more or {})}.items()}
    return Shown(f"cocashift_{file.stem}", name, f"./{file.name}", "raster", styles, _inner(about))


def _whole(qml: str) -> str:
    """Take the root element of a style."""
    return qml[qml.index("<qgis") :].strip()


def _inner(qml: str) -> str:
    """Take what stands inside the root element of a style."""
    return qml[qml.index(">", qml.index("<qgis")) + 1 : qml.rindex("</qgis>")].strip()
