"""GeoPackages that open styled, with fields named in the reader's language, and described."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from cocashift.place import COLOMBIA, Place
from cocashift.publish.catalogue import fields
from cocashift.publish.files import whole
from cocashift.publish.gis import forms, metadata, symbols, tips
from cocashift.publish.gis.symbols import About, Style
from cocashift.publish.results import Publication

__all__ = ["Layer", "columns", "described", "write_geopackage"]

HERE = Path(__file__).parent
# GeoPackages record when they were written; a fixed day keeps the bytes equal between runs.
WRITTEN = "2014-12-31T00:00:00.000Z"
# What a feature goes by, an expression: the first of which a layer has the field.
NAMES = {
    "from_municipality": '"from_municipality" || \' → \' || "to_municipality"',
    "municipality": '"municipality"',
    "department": '"department"',
    "name": 'coalesce("name", "zone")',
    "scenario": '"scenario"',
    "place": '"place"',
    "year": '"year"',
}
# Layers that are not of the two years compared.
TIMELESS = ("coca_by_year", "municipality_years", "around")
# A view draws the shapes of one table with the figures of another; its columns.
YEARS = "municipality_years"
VIEW = ["divipola", "municipality", "department", "year", "coca_ha", "coca_ha_per_100km2"]
# A layer's geometry does not depend on whether it has features; all others are polygons.
GEOMETRIES = {"municipality_points": "Point", "flows": "LineString"}
QGIS_METADATA = "http://mrcc.com/qgis.dtd"


@dataclass(frozen=True)
class Layer:
    """One layer of a GeoPackage.

    `frame` is in the CRS in which it is stored, or has no shapes, or no rows of its own, as a view;
    `fields` gives title and description by column;
    `styles` is QML by the style's name, the first the one in which the layer opens; `metadata` is
    QGIS's XML.
    """

    name: str
    frame: pd.DataFrame | None
    title: str
    description: str
    fields: dict[str, tuple[str, str]]
    styles: dict[str, str]
    metadata: str


def described(
    frames: dict[str, pd.DataFrame],
    styled: dict[str, list[Style]],
    publication: Publication,
) -> list[Layer]:
    """Give each layer what a reader needs beside the features.

    Parameters
    ----------
    frames : dict of DataFrame
        Rows by the layer's name, in the CRS in which they are stored. With ``coca_by_year`` comes
        a view of every year of every municipality.
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
    shapeless = pd.DataFrame(columns=VIEW)
    told = frames | ({YEARS: shapeless} if "coca_by_year" in frames else {})
    layers = []
    for name, frame in told.items():
        title = words.layer(name) + ("" if name in TIMELESS else f", {years[0]}–{years[-1]}")
        description = " ".join(filter(None, [words(f"layer.{name}.about"), publication.note]))
        columns = [column for column in frame.columns if column != "geometry"]
        about = About(
            fields.described(columns, groups, words),
            next(text for field, text in NAMES.items() if field in columns),
            tips.tip(name, publication),
            forms.tabs(name, columns, words),
        )
        crs = getattr(frame, "crs", None) or publication.crs or frames["municipalities"].crs
        layers.append(
            Layer(
                name,
                None if frame is shapeless else frame,
                title,
                description,
                about.fields,
                {style.name: symbols.qml(style, about) for style in styled[name]},
                metadata.render(name, title, description, crs, publication),
            )
        )
    return layers


def write_geopackage(layers: list[Layer], path: str, place: Place = COLOMBIA) -> None:
    """Write layers to one GeoPackage, with what GIS programs show beside the features.

    Parameters
    ----------
    layers : list of Layer
        As `described` gives them.
    path : str
        The file; an older one is replaced.
    place : Place
        By whose names layers and fields go.
    """
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": WRITTEN})
    with whole(path) as draft:
        for layer in layers:
            if layer.frame is not None:
                _write_features(layer, draft, place)
        with closing(sqlite3.connect(draft)) as database, database:
            _describe(layers, database, place)


def columns(path: str, place: Place = COLOMBIA) -> dict[str, dict[str, str]]:
    """Give the columns of each layer of a GeoPackage with their dtypes, without the geometry.

    Both go by the program's own names, whatever the place calls them. What QGIS keeps
    there for itself is no layer.
    """
    found = {}
    for layer, _ in pyogrio.list_layers(path):
        if layer != "layer_styles":
            about = pyogrio.read_info(path, layer=layer)
            names = map(place.internal, about["fields"])
            found[place.internal(layer)] = dict(zip(names, about["dtypes"], strict=True))
    return found


def _write_features(layer: Layer, draft: Path, place: Place) -> None:
    first = not draft.exists()
    shapes = isinstance(layer.frame, gpd.GeoDataFrame)
    shaped = {
        "geometry_type": GEOMETRIES.get(layer.name, "MultiPolygon"),
        "promote_to_multi": layer.name not in GEOMETRIES,
    }
    pyogrio.write_dataframe(
        place.frame(layer.frame),
        draft,
        layer=place.published(layer.name),
        driver="GPKG",
        append=not first,
        # 1.2 is what older QGIS opens without a warning.
        dataset_options={"VERSION": "1.2"} if first else {},
        layer_options={
            **({"GEOMETRY_NAME": "geom"} if shapes else {}),
            "FID": "fid",
            "IDENTIFIER": layer.title,
            "DESCRIPTION": layer.description,
        },
        **(shaped if shapes else {}),
    )


def _describe(layers: list[Layer], database: sqlite3.Connection, place: Place) -> None:
    database.executescript((HERE / "extensions.sql").read_text("utf-8"))
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', 'QGIS', ?)",
        [WRITTEN],
    )
    if any(layer.name == YEARS for layer in layers):
        view = (HERE / "municipality_years.sql").read_text("utf-8")
        database.executescript(place.published(view))
    for number, layer in enumerate(layers, start=1):
        table = place.published(layer.name)
        database.execute(
            "UPDATE gpkg_contents SET identifier = ?, description = ? WHERE table_name = ?",
            [layer.title, layer.description, table],
        )
        geometry = "" if layer.name == "coca_by_year" else "geom"
        database.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (table, place.published(column), title, title, place.published(about))
                for column, (title, about) in layer.fields.items()
            ],
        )
        # QGIS finds the style of a layer by catalogue and schema that are empty, not missing.
        database.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
            " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner,"
            " ui, update_time) VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '', '', ?)",
            [
                (table, geometry, style, place.published(qml), not at, layer.description, WRITTEN)
                for at, (style, qml) in enumerate(layer.styles.items())
            ],
        )
        database.execute(
            "INSERT INTO gpkg_metadata (id, md_scope, md_standard_uri, mime_type, metadata)"
            " VALUES (?, 'dataset', ?, 'text/xml', ?)",
            [number, QGIS_METADATA, place.published(layer.metadata)],
        )
        database.execute(
            "INSERT INTO gpkg_metadata_reference"
            " (reference_scope, table_name, timestamp, md_file_id) VALUES ('table', ?, ?, ?)",
            [table, WRITTEN, number],
        )
