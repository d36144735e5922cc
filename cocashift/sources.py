"""Reading what providers sent: each layout brought to plain frames, and what was repaired."""

import hashlib
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import rasterio
from rasterio.warp import transform_bounds

from cocashift import days, polygons, reconstruction, tables
from cocashift.errors import InputError
from cocashift.quality import Reading
from cocashift.rasters import Raster

__all__ = [
    "file_name",
    "read_grid",
    "read_polygons",
    "read_raster",
    "read_record",
    "read_table",
    "read_weights",
    "read_zone",
]

TEXT_FIELDS = (
    "CODDEPTO",
    "CODMPIO",
    "code",
    "codes",
    "department_code",
    "label",
    "published",
    "stated",
)
# What a table of each layout must have.
COLUMNS = {
    "labelled_points": ["layer", "label", "lon", "lat"],
    "gazetteer": ["code", "name", "department", "area_km2"],
    "national": ["year", "unodc_coca_ha", "unodc_note"],
    "claim": ["figure", "stated", "unit", "measure", "first_year", "last_year"],
    "statements": [
        "statement",
        "measure",
        "level",
        "codes",
        "first_year",
        "last_year",
        "published",
    ],
}


def read_table(path: str, layer: dict) -> pd.DataFrame:
    """Read a CSV with codes as text, and with published figures as they were printed.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset; ``layout`` tells which columns it must have.

    Raises
    ------
    InputError
        If the file or a column is missing.
    """
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Check the path in the dataset.")
    try:
        table = pd.read_csv(file, dtype=dict.fromkeys(TEXT_FIELDS, "str"))
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(f"{file.name}: no table ({error}). Save it as CSV UTF-8.") from None
    lacking = [column for column in COLUMNS[layer["layout"]] if column not in table]
    if lacking:
        raise InputError(
            f"{file.name} (layout {layer['layout']}): no column {', '.join(map(repr, lacking))}; "
            f"the columns are {', '.join(table.columns[:12])}. Is it the right file?"
        )
    return table


def read_record(path: str, layer: dict, figure: str) -> tuple[pd.DataFrame, list[Reading]]:
    """Read a table of municipal figures.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset: ``layout``, perhaps ``census_from`` and ``decimal``.
    figure : str
        Name of the figures, with their unit.

    Returns
    -------
    record : DataFrame
        See `tables.read`.
    readings : list of Reading
        What was read and repaired.
    """
    record, readings = tables.read(
        path, layer["layout"], figure, layer.get("census_from"), layer.get("decimal")
    )
    return record, [*_provenance(path, layer), *readings]


def read_polygons(path: str, layer: dict, crs: str) -> tuple[gpd.GeoDataFrame, list[Reading]]:
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
        ``label`` and the polygon; ``name`` and ``department`` where the dataset names their
        fields besides the code's; ``from`` and ``until`` where it names fields that hold them.
    readings : list of Reading
        What was read and repaired.
    """
    if layer["layout"] == "polygons":
        units, readings = polygons.read(
            path, _fields(layer), layer.get("layer"), layer.get("where")
        )
        return units, [*_provenance(path, layer), *readings]
    points = read_table(path, layer)
    units = reconstruction.cells(points, layer["points"], crs)
    units = units[units["label"].str.fullmatch(layer["labels"])]
    return units, [
        *_provenance(path, layer),
        ("points", int((points["layer"] == layer["points"]).sum()), ""),
        ("features", len(units), ""),
        ("vertices", int(units.count_coordinates().sum()), ""),
    ]


def _fields(layer: dict) -> dict[str, str]:
    """Which fields to read: a code comes before a name, and then brings its names along."""
    dated = {key: layer[f"{key}_field"] for key in ("from", "until") if f"{key}_field" in layer}
    if "code" not in layer:
        return {"label": layer["name"]} | dated
    named = {field: layer[field] for field in ("name", "department") if field in layer}
    return {"label": layer["code"]} | named | dated


def read_zone(
    paths: list[str], parts: list[dict], crs: str
) -> tuple[gpd.GeoDataFrame, list[tuple[str, list[Reading]]]]:
    """Read the layer of a zone category, which may come in several editions.

    Parameters
    ----------
    paths : list of str
        One file per edition.
    parts : list of dict
        Their descriptions; ``from`` and ``until`` say when an edition was in force, or
        ``from_field`` and ``until_field`` which fields say it of each feature.
    crs : str
        The CRS of the result.

    Returns
    -------
    features : GeoDataFrame
        One row per feature: ``name``, ``source``, ``from``, ``until`` and the polygon.
    readings : list of (str, list of Reading)
        For each file its name, and what was read and repaired.

    Raises
    ------
    InputError
        If a field of days holds what is no date, or a last day comes before the first.
    """
    features, told = [], []
    for path, part in zip(paths, parts, strict=True):
        units, readings = read_polygons(path, part, crs)
        named = units.to_crs(crs).rename(columns={"label": "name"})
        named = _in_force(named, part, Path(path).name).assign(source=part["provider"])
        if named["name"].isna().any():
            readings.append(("names_missing", int(named["name"].isna().sum()), ""))
        features.append(named)
        told.append((file_name(path, part), readings))
    return pd.concat(features, ignore_index=True), told


def _in_force(units: gpd.GeoDataFrame, part: dict, name: str) -> gpd.GeoDataFrame:
    """Say when each feature was in force, by its own fields or as its file."""
    dated = {key: _days(units, key, part, name) for key in ("from", "until")}
    for feature, first, last in zip(units["name"], *dated.values(), strict=True):
        if first and last and last < first:
            raise InputError(
                f"{name}: {_called(feature)} is in force until {last}, which is before its first "
                f"day, {first}. Correct one of them."
            )
    return units.assign(**dated)


def _days(units: gpd.GeoDataFrame, key: str, part: dict, name: str) -> list[str | None]:
    """Read the first or the last day in force of each feature; None where it is open."""
    if key not in units:
        return [part.get(key)] * len(units)
    found = []
    for feature, value in zip(units["name"], units[key], strict=True):
        try:
            found.append(days.parse(value))
        except ValueError:
            raise InputError(
                f"{name}, field {part[f'{key}_field']!r}: {value!r} is no date "
                f"({_called(feature)}). Write it as 2013-08-21, or leave it empty where it is open."
            ) from None
    return found


def _called(feature: str | None) -> str:
    return "a feature without name" if pd.isna(feature) else f"feature {feature!r}"


def read_raster(path: str, layer: dict) -> tuple[Raster, list[Reading]]:
    """Read a raster of weights.

    Parameters
    ----------
    path : str
        The file, in any format and CRS that GDAL reads.
    layer : dict
        Its description in the dataset; ``role`` says what it weighs.

    Returns
    -------
    raster : Raster
        The first band; missing values are NaN.
    readings : list of Reading
        What was read.

    Raises
    ------
    InputError
        If it cannot be read, has no CRS, lies elsewhere, or holds negative weights.
    """
    name = Path(path).name
    try:
        with rasterio.open(path) as file:
            if file.crs is None:
                raise InputError(
                    f"{name}: the raster has no CRS. Assign one in QGIS (Layer > Set CRS, then "
                    "Export) or with `gdal_edit.py -a_srs`."
                )
            bounds = transform_bounds(file.crs, "EPSG:4326", *file.bounds)
            values = file.read(1, masked=True).astype("float32").filled(np.nan)
            raster = Raster(values, file.transform, file.crs.to_wkt())
            cells = ("cells", values.size, f"{file.res[0]:.6g} x {file.res[1]:.6g}")
    except rasterio.errors.RasterioIOError as error:
        raise InputError(f"{name}: cannot be read as a raster ({error}).") from None
    polygons.require_colombia(bounds, name)
    if np.nanmin(values, initial=0) < 0:
        raise InputError(f"{name}: {np.nanmin(values):g} is below zero, and no weight. Correct it.")
    if layer["role"] == "footprint" and np.nanmax(values, initial=0) > 1:
        raise InputError(
            f"{name}: {np.nanmax(values):g} is above 1: a footprint is the share of the ground, 0 "
            "to 1. Rescale it, or give it the role 'weight'."
        )
    missing = ("cells_missing", int(np.isnan(values).sum()), "")
    crs = ("crs", None, polygons.crs_name(pyproj.CRS(raster.crs)))
    return raster, [*_provenance(path, layer), cells, missing, crs]


def read_weights(paths: list[str], parts: list[dict]) -> dict[str, list[Raster]]:
    """Read rasters of weights, as `read_raster` does each, by their roles."""
    by_role = {}
    for path, part in zip(paths, parts, strict=True):
        by_role.setdefault(part["role"], []).append(read_raster(path, part)[0])
    return by_role


def read_grid(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read a gridded layer of coca: a polygon for each cell, a field of hectares for each year.

    Publishers name these fields as they come: ``areacoca_2013``, ``areacoca2004``, ``coca2022_``.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset.

    Returns
    -------
    cells : GeoDataFrame
        The polygon and a column of hectares for each year, named by the year.
    readings : list of Reading
        What was read and repaired.

    Raises
    ------
    InputError
        If no field names coca and a year, a year comes twice, or hectares are negative.
    """
    fields = {}
    for field in polygons.fields(path, layer.get("layer")):
        if found := re.fullmatch(r"(?:area)?_?coca_?(\d{4})_?(?:ha)?", field, re.IGNORECASE):
            if found[1] in fields:
                raise InputError(
                    f"{Path(path).name}: {fields[found[1]]!r} and {field!r} both name {found[1]}. "
                    "Remove one of them."
                )
            fields[found[1]] = field
    if not fields:
        raise InputError(
            f"{Path(path).name}: no field names coca and a year, as 'areacoca_2013'. Is it the "
            "right layer?"
        )
    cells, readings = polygons.read(path, fields, layer.get("layer"), layer.get("where"))
    negative = (cells[list(fields)].astype(float) < 0).any()
    if negative.any():
        field = fields[negative.idxmax()]
        raise InputError(f"{Path(path).name}, field {field!r}: negative hectares. Correct them.")
    years = ("years", len(fields), ", ".join(sorted(fields)))
    return cells, [*_provenance(path, layer), *readings, years]


def file_name(path: str, layer: dict) -> str:
    """Name a file in the quality report; one file may hold several layers."""
    chosen = [layer[key] for key in ("points", "layer", "where") if key in layer]
    return ": ".join([Path(path).name, *chosen])


def _provenance(path: str, layer: dict) -> list[Reading]:
    """Say which edition was read, to the byte, and hold it to the dataset's checksum."""
    with Path(path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != layer.get("sha256", digest).lower():
        raise InputError(
            f"{Path(path).name}: its SHA-256 is {digest}, but the dataset says {layer['sha256']}. "
            "It is another edition, or damaged: fetch the right one, or change the dataset."
        )
    return [("vintage", None, layer["vintage"]), ("sha256", None, digest)]
