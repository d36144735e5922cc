"""Vector files of any format: which file and layer is meant, and which of its fields."""

import re
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from cocashift.errors import InputError, reading
from cocashift.harmonise import delimited, sources

__all__ = ["ROW", "count", "fields", "find", "open_layer"]

# The index of a layer: which row of the file a feature is, counted from 1 as a GIS shows them.
ROW = "row"
DRIVERS = {"GPKG", "ESRI Shapefile", "GeoJSON", "TopoJSON", "FlatGeobuf", "CSV"}
# Times of several zones would be brought to one, and some to another day.
AS_WRITTEN = {"datetime_as_string": True}
# Functions that GDAL adds to SQL: some ask the network.
FOREIGN_SQL = r"(?i)\b(?:ogr|gdal|spatialite|load)_\w+\s*\("
# Whatever GDAL would fetch, it does not get: only `retrieve` asks the network.
pyogrio.set_gdal_config_options({"GDAL_HTTP_PROXY": "127.0.0.1:9", "GDAL_HTTP_MAX_RETRY": "0"})


def open_layer(path: str, layer: str | None, where: str | None = None) -> gpd.GeoDataFrame:
    """Read a layer as it is, or tell why it cannot be read.

    Parameters
    ----------
    path : str
        The file.
    layer : str or None
        Which layer of a file that holds several.
    where : str, optional
        A condition in SQL on the file's fields.

    Returns
    -------
    GeoDataFrame
        The features, those that meet the condition; the index is `ROW`.

    Raises
    ------
    InputError
        If there is no such file, layer or field, or the file is damaged.
    """
    with _opened(path, layer) as (file, name):
        if _is_parquet(file):
            if where:
                raise InputError(
                    f"{name}: `where:` does not go with GeoParquet. Save the layer as a GeoPackage."
                )
            table = gpd.read_parquet(file)
            return table.set_axis(np.arange(1, len(table) + 1)).rename_axis(ROW)
        if not where:
            table = _features(file, layer, name)
            return table.set_axis(np.arange(1, len(table) + 1)).rename_axis(ROW)
        every = pyogrio.read_dataframe(
            file, layer=layer, columns=[], read_geometry=False, fid_as_index=True
        ).index
        table = _meeting(where, file, layer, name)
        return table.set_axis(every.get_indexer(table.index) + 1).rename_axis(ROW)


def count(path: str, layer: str | None = None) -> int:
    """Count the features of a layer, whatever they meet.

    Raises
    ------
    InputError
        If the file or the layer cannot be read.
    """
    with _opened(path, layer) as (file, _):
        return pyogrio.read_info(file, layer=layer, force_feature_count=True)["features"]


def fields(path: str, layer: str | None = None) -> list[str]:
    """Name the fields of a layer, without reading it all.

    Raises
    ------
    InputError
        If the file or the layer cannot be read.
    """
    with _opened(path, layer) as (file, _):
        if _is_parquet(file):
            table = gpd.read_parquet(file)
            return [column for column in table.columns if column != table.geometry.name]
        return list(pyogrio.read_info(file, layer=layer)["fields"])


def find(layer: gpd.GeoDataFrame, field: str, name: str) -> str:
    """Find a field as it is called, else whatever its case, or as a Shapefile cuts it.

    Raises
    ------
    InputError
        If there is none, or there are several but for upper and lower case.
    """
    geometry = layer.geometry.name if isinstance(layer, gpd.GeoDataFrame) else None
    candidates = [column for column in layer.columns if column != geometry]
    if field in candidates:
        return field
    for wanted in (field, field[:10]):
        found = [column for column in candidates if _folded(column) == _folded(wanted)]
        if len(found) > 1:
            told = ", ".join(map(repr, found))
            raise InputError(
                f"{name}: the fields {told} are all called {field!r}. Name the right one in the "
                "dataset, in its own letters."
            )
        if found:
            return found[0]
    raise InputError(
        f"{name}: there is no field {field!r}; the fields are {', '.join(candidates) or 'none'}. "
        "Name the right one in the dataset."
    )


def _folded(field: str) -> str:
    """Take away what looks alike: case, spaces around, and accents set beside their letters."""
    return unicodedata.normalize("NFC", field).strip().casefold()


def _is_parquet(file: Path) -> bool:
    return file.suffix.lower() in sources.PARQUET


@contextmanager
def _opened(path: str, layer: str | None) -> Iterator[tuple[Path, str]]:
    """Be the boundary of vector files: find the layer, and turn what libraries raise."""
    given = delimited.require_file(path)
    # What GDAL warns of is either raised in one sentence or without effect.
    with (
        reading(given.name, "a vector layer", sources.FORMATS),
        warnings.catch_warnings(action="ignore"),
        sources.ready(given, layer) as file,
    ):
        if not _is_parquet(file):
            layers = list(pyogrio.list_layers(file)[:, 0])
            if (layer is None and len(layers) > 1) or (layer and layer not in layers):
                raise InputError(
                    f"{given.name} holds the layers {', '.join(layers)}. Say which of them is "
                    "meant, with `layer:` in the dataset."
                )
            driver = pyogrio.read_info(file, layer=layer)["driver"]
            if driver not in DRIVERS:
                raise InputError(
                    f"{given.name}: is read as {driver}, which may point elsewhere. "
                    + sources.FORMATS
                )
        try:
            yield file, given.name
        except UnicodeDecodeError as error:
            raise InputError(
                f"{given.name}: its text is not in the encoding that it says ({error.encoding}). "
                "Save it anew as UTF-8; of a Shapefile, correct what its .cpg says (as ISO-8859-1)."
            ) from None


def _features(file: Path, layer: str | None, name: str) -> gpd.GeoDataFrame:
    """Read all features; a geometry that cannot be is named by its row."""
    try:
        return pyogrio.read_dataframe(file, layer=layer, **AS_WRITTEN)
    except shapely.errors.GEOSException as error:
        shapes = pyogrio.raw.read(file, layer=layer, columns=[])[2]
        lost = shapely.from_wkb(shapes, on_invalid="ignore") == None  # noqa: E711 (element-wise)
        rows = np.flatnonzero(lost & np.array([shape is not None for shape in shapes])) + 1
        told = str(error).partition(": ")[2] or str(error)
        raise InputError(
            f"{name}: the geometry of row {', '.join(map(str, rows[:5]))} cannot be: {told}. "
            "Correct it, or draw it anew."
        ) from None


def _meeting(where: str, file: Path, layer: str | None, name: str) -> gpd.GeoDataFrame:
    """Read the features that meet a condition: in SQLite's SQL for a GeoPackage, else in OGR's."""
    if re.search(FOREIGN_SQL, where):
        raise InputError(f"{name}: `where: {where}` calls a function that is not allowed here.")
    try:
        return pyogrio.read_dataframe(
            file, layer=layer, where=where, fid_as_index=True, **AS_WRITTEN
        )
    except (pyogrio.errors.DataLayerError, ValueError):
        known = ", ".join(pyogrio.read_info(file, layer=layer)["fields"])
        raise InputError(
            f"{name}: `where: {where}` is no condition on its fields, which are {known or 'none'}. "
            "Write it as a filter in QGIS, as zone = 'park'."
        ) from None
