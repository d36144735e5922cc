"""Polygons as providers send them: any vector format, any CRS, read and repaired in the open.

What was read and every repair is counted, for the quality report. What cannot be repaired without
guessing is an error that names it.
"""

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa

from cocashift import place
from cocashift.errors import InputError
from cocashift.harmonise import (
    extent,
    names,
    provenance,
    reconstruction,
    references,
    validity,
    vectors,
)
from cocashift.harmonise.quality import Reading
from cocashift.place import COLOMBIA, Place

__all__ = ["read", "read_features"]


def read(path: str, layer: dict, crs: str) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read one layer of polygons, one row per feature.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset: ``layout``; for ``polygons`` the field that holds its
        ``code`` or else its ``name``, and perhaps a condition ``where``; for ``labelled_points``
        the ``points`` that belong to it and the ``labels`` (a regular expression) that are its
        units.
    crs : str
        The CRS in which units are rebuilt from points.

    Returns
    -------
    units : GeoDataFrame
        ``label`` and the polygon, under its row in the file; ``name`` and ``department`` where the
        dataset names their fields besides the code's; ``from`` and ``until`` where it names fields
        that hold them. Names are text.
    readings : list of Reading
        What was read and repaired.
    """
    if layer["layout"] == "polygons":
        units, readings = read_features(
            path,
            _fields(layer),
            layer.get("layer"),
            layer.get("where"),
            layer.get("repair_ha"),
            place.of(layer),
        )
        for field in {"name", "department", *(["label"] if "code" not in layer else [])}:
            if field in units:
                units[field] = names.as_text(units[field])
        return units, [*provenance.of_file(path, layer), *readings]
    points = references.read(path, layer)
    units = reconstruction.cells(points, layer["points"], crs, Path(path).name)
    units = units[_labelled(units["label"], layer["labels"], Path(path).name)]
    return units, [
        *provenance.of_file(path, layer),
        ("points", int((points["layer"] == layer["points"]).sum()), ""),
        ("features", len(units), ""),
        ("vertices", int(units.count_coordinates().sum()), ""),
    ]


def read_features(
    path: str,
    fields: dict[str, str],
    layer: str | None = None,
    where: str | None = None,
    repair_ha: float | None = None,
    at: Place = COLOMBIA,
) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read a layer of polygons and repair its geometry.

    Parameters
    ----------
    path : str
        GeoPackage, Shapefile (also zipped), GeoJSON, FlatGeobuf or GeoParquet.
    fields : dict
        What to read: the name in the result to the name in the file, upper or lower case alike.
        Shapefiles cut names to ten characters; a cut name is found by its beginning.
    layer : str, optional
        Which layer of a file that holds several; the first by default.
    where : str, optional
        A condition in SQL on the file's fields; features that do not meet it are left out.
    repair_ha : float, optional
        The most hectares that the repair of one feature's geometry may change.
    at : Place
        Where the layer should lie.

    Returns
    -------
    polygons : GeoDataFrame
        One row per feature with a geometry: the fields named and valid polygons without Z, in the
        file's CRS; the index is `vectors.ROW`.
    readings : list of Reading
        What was read and repaired.

    Raises
    ------
    InputError
        If the file, the layer or a field is missing, the condition fails or no feature meets it,
        or the layer is empty, has no CRS, no polygons, a repair changes too much, or it lies
        elsewhere.
    """
    name = Path(path).name + (f", layer {layer}" if layer else "")
    table = vectors.open_layer(path, layer, where)
    whole = vectors.count(path, layer) if where else len(table)
    if not isinstance(table, gpd.GeoDataFrame):
        raise InputError(f"{name}: the layer has no geometry. Name a layer of polygons.")
    if not whole:
        raise InputError(
            f"{name}: the layer has no features. Fetch it again, or name another file."
        )
    if table.empty:
        raise InputError(
            f"{name}: none of its {whole} features meets `where: {where}`. Correct the condition "
            "in the dataset; text stands in single quotes, as 'park'."
        )
    if table.crs is None:
        raise InputError(
            f"{name}: the layer has no CRS. Assign one in QGIS (Layer > Set CRS) and save it, or "
            "bring its .prj file."
        )
    extent.require_earth(table.crs, name)
    chosen = {target: vectors.find(table, field, name) for target, field in fields.items()}
    frame = gpd.GeoDataFrame(
        {target: table[found] for target, found in chosen.items()},
        geometry=table.geometry.to_numpy(),
        index=table.index,
        crs=table.crs,
    )
    readings: list[Reading] = [
        ("features", len(frame), ""),
        ("vertices", int(frame.count_coordinates().sum()), ""),
        ("crs", None, extent.crs_name(table.crs)),
    ]
    if where:
        readings.append(("where_left_out", whole - len(table), ""))
    for field in frame.columns.drop("geometry"):
        if pd.api.types.is_string_dtype(frame[field]) or frame[field].dtype == object:
            frame[field], mended = names.repair(frame[field])
            if mended:
                readings.append(("names_repaired", mended, fields[field]))
    repaired = validity.repair(frame, readings, name, repair_ha)
    extent.require_place(repaired.to_crs("EPSG:4326").total_bounds, name, at)
    return repaired, readings


def _fields(layer: dict) -> dict[str, str]:
    """Which fields to read: a code comes before a name, and then brings its names along."""
    dated = {key: layer[f"{key}_field"] for key in ("from", "until") if f"{key}_field" in layer}
    if "code" not in layer:
        return {"label": layer["name"]} | dated
    named = {field: layer[field] for field in ("name", "department") if field in layer}
    return {"label": layer["code"]} | named | dated


def _labelled(labels: pd.Series, pattern: str, name: str) -> pd.Series:
    """Tell which units' labels match; the expressions are RE2's, which take no time to speak of."""
    try:
        matches = labels.astype("string[pyarrow]").str.fullmatch(pattern).astype(bool)
    except (re.error, pa.ArrowException) as error:
        raise InputError(
            f"{name}: `labels: {pattern}` is no regular expression ({error}). Correct it."
        ) from None
    if not matches.any():
        raise InputError(
            f"{name}: none of {len(labels)} labels matches `labels: {pattern}`, as "
            f"{labels.iloc[0]!r}. Correct the expression in the dataset."
        )
    return matches
