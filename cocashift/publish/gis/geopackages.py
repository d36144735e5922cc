"""GeoPackages that open styled, with fields named in the reader's language, and described."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pyogrio

from cocashift.publish.catalogue import fields
from cocashift.publish.files import whole
from cocashift.publish.gis import metadata, symbols
from cocashift.publish.gis.symbols import Style
from cocashift.publish.results import Publication

__all__ = ["Layer", "columns", "described", "write_geopackage"]

HERE = Path(__file__).parent
# GeoPackages record when they were written; a fixed day keeps the bytes equal between runs.
WRITTEN = "2014-12-31T00:00:00.000Z"
# What a feature goes by, the first that a layer has.
NAMES = ("municipality", "department", "name", "scenario", "from_municipality", "year")
# A layer's geometry does not depend on whether it has features; all others are polygons.
GEOMETRIES = {"municipality_points": "Point", "flows": "LineString"}
QGIS_METADATA = "http://mrcc.com/qgis.dtd"


@dataclass(frozen=True)
class Layer:
    """One layer of a GeoPackage.

    `frame` is in the CRS in which it is stored; `fields` gives title and description by column;
    `styles` is QML by the style's name, the first the one in which the layer opens; `metadata` is
    QGIS's XML.
    """

    name: str
    frame: gpd.GeoDataFrame
    title: str
    description: str
    fields: dict[str, tuple[str, str]]
    styles: dict[str, str]
    metadata: str


def described(
    frames: dict[str, gpd.GeoDataFrame],
    styled: dict[str, list[Style]],
    publication: Publication,
) -> list[Layer]:
    """Give each layer what a reader needs beside the features.

    Parameters
    ----------
    frames : dict of GeoDataFrame
        Rows by the layer's name, in the CRS in which they are stored.
    styled : dict of list of Style
        As `styles.of_layers` gives them.
    publication : Publication
        How they are told.

    Returns
    -------
    list of Layer
    """
    words, years = publication.words, publication.years
    groups = words.groups(publication.zones, publication.scenarios)
    layers = []
    for name, frame in frames.items():
        title = f"{words.layer(name)}, {years[0]}–{years[-1]}"
        description = " ".join(filter(None, [words(f"layer.{name}.about"), publication.note]))
        columns = frame.columns.drop(frame.geometry.name)
        named = fields.described(columns, groups, words)
        shown = next(field for field in NAMES if field in columns)
        about = metadata.render(name, title, description, frame.crs, publication)
        qml = {style.name: symbols.qml(style, named, shown) for style in styled[name]}
        layers.append(Layer(name, frame, title, description, named, qml, about))
    return layers


def write_geopackage(layers: list[Layer], path: str) -> None:
    """Write layers to one GeoPackage, with what GIS programs show beside the features.

    Parameters
    ----------
    layers : list of Layer
        As `described` gives them.
    path : str
        The file; an older one is replaced.
    """
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": WRITTEN})
    with whole(path) as draft:
        for layer in layers:
            _write_features(layer, draft)
        with closing(sqlite3.connect(draft)) as database, database:
            _describe(layers, database)


def columns(path: str) -> dict[str, dict[str, str]]:
    """Give the columns of each layer of a GeoPackage with their dtypes, without the geometry."""
    found = {}
    for layer, geometry in pyogrio.list_layers(path):
        if geometry is not None:  # a table without geometry is no layer, but styles for QGIS
            about = pyogrio.read_info(path, layer=layer)
            found[layer] = dict(zip(about["fields"], about["dtypes"], strict=True))
    return found


def _write_features(layer: Layer, draft: Path) -> None:
    first = not draft.exists()
    layer.frame.to_file(
        draft,
        layer=layer.name,
        driver="GPKG",
        engine="pyogrio",
        geometry_type=GEOMETRIES.get(layer.name, "MultiPolygon"),
        promote_to_multi=layer.name not in GEOMETRIES,
        mode="w" if first else "a",
        # 1.2 is what older QGIS opens without a warning.
        dataset_options={"VERSION": "1.2"} if first else {},
        layer_options={
            "GEOMETRY_NAME": "geom",
            "FID": "fid",
            "IDENTIFIER": layer.title,
            "DESCRIPTION": layer.description,
        },
    )


def _describe(layers: list[Layer], database: sqlite3.Connection) -> None:
    database.executescript((HERE / "extensions.sql").read_text("utf-8"))
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', 'QGIS', ?)",
        [WRITTEN],
    )
    for number, layer in enumerate(layers, start=1):
        database.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (layer.name, column, title, title, about)
                for column, (title, about) in layer.fields.items()
            ],
        )
        # QGIS finds the style of a layer by catalogue and schema that are empty, not missing.
        database.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
            " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner,"
            " ui, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', ?, ?, '', '', ?)",
            [
                (layer.name, style, qml, not place, layer.description, WRITTEN)
                for place, (style, qml) in enumerate(layer.styles.items())
            ],
        )
        database.execute(
            "INSERT INTO gpkg_metadata (id, md_scope, md_standard_uri, mime_type, metadata)"
            " VALUES (?, 'dataset', ?, 'text/xml', ?)",
            [number, QGIS_METADATA, layer.metadata],
        )
        database.execute(
            "INSERT INTO gpkg_metadata_reference"
            " (reference_scope, table_name, timestamp, md_file_id) VALUES ('table', ?, ?, ?)",
            [layer.name, WRITTEN, number],
        )
