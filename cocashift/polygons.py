"""Polygons as providers send them: any vector format, any CRS, read and repaired in the open.

What was read and every repair is counted, for the quality report. What cannot be repaired without
guessing is an error that names it.
"""

import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from cocashift import names
from cocashift.errors import InputError
from cocashift.quality import Reading

__all__ = ["crs_name", "fields", "overlaps", "read", "require_colombia"]

AREA_CRS = "EPSG:6933"
HECTARE_M2 = 10_000
# Less than ten square metres is the rounding of coordinates.
OVERLAP_HA = 0.001
# Ground that a layer of Colombia can lie on: degrees west, south, east, north, islands included.
COLOMBIA = (-83.0, -5.5, -66.0, 17.0)


def read(
    path: str, fields: dict[str, str], layer: str | None = None, where: str | None = None
) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read a layer of polygons and repair its geometry.

    Parameters
    ----------
    path : str
        GeoPackage, Shapefile (also zipped), GeoJSON or GeoParquet.
    fields : dict
        What to read: the name in the result to the name in the file, upper or lower case alike.
        Shapefiles cut names to ten characters; a cut name is found by its beginning.
    layer : str, optional
        Which layer of a file that holds several; the first by default.
    where : str, optional
        A condition in SQL on the file's fields; features that do not meet it are left out.

    Returns
    -------
    polygons : GeoDataFrame
        One row per feature with a geometry: the fields named and valid polygons without Z, in the
        file's CRS.
    readings : list of Reading
        What was read and repaired.

    Raises
    ------
    InputError
        If the file, the layer or a field is missing, the condition fails or no feature meets it,
        or the layer is empty, has no CRS, no polygons, or lies elsewhere.
    """
    name = Path(path).name + (f", layer {layer}" if layer else "")
    table = _open(path, layer, where=where)
    whole = _count(path, layer) if where else len(table)
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
    chosen = {target: _find(table, field, name) for target, field in fields.items()}
    frame = gpd.GeoDataFrame(
        {target: table[found] for target, found in chosen.items()},
        geometry=table.geometry.to_numpy(),
        crs=table.crs,
    )
    readings: list[Reading] = [
        ("features", len(frame), ""),
        ("vertices", int(frame.count_coordinates().sum()), ""),
        ("crs", None, crs_name(table.crs)),
    ]
    if where:
        readings.append(("where_left_out", whole - len(table), ""))
    for field in frame.columns.drop("geometry"):
        if pd.api.types.is_string_dtype(frame[field]) or frame[field].dtype == object:
            frame[field], repaired = names.repair(frame[field])
            if repaired:
                readings.append(("names_repaired", repaired, fields[field]))
    polygons = _repair(frame, readings, name)
    require_colombia(polygons.to_crs("EPSG:4326").total_bounds, name)
    return polygons, readings


def fields(path: str, layer: str | None = None) -> list[str]:
    """Name the fields of a layer, without reading it all.

    Raises
    ------
    InputError
        If the file or the layer cannot be read.
    """
    table = _open(path, layer, rows=1)
    return [column for column in table.columns if column != "geometry"]


def crs_name(crs: pyproj.CRS) -> str:
    """Name a CRS: a .prj without authority code is found in the register by its definition."""
    epsg = crs.to_epsg(min_confidence=25)
    return f"EPSG:{epsg}" if epsg else crs.name


def _open(
    path: str, layer: str | None, rows: int | None = None, where: str | None = None
) -> gpd.GeoDataFrame:
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Check the path in the dataset.")
    try:
        if file.suffix == ".parquet":
            if where:
                raise InputError(
                    f"{file.name}: `where:` does not go with GeoParquet. Save the layer as a "
                    "GeoPackage."
                )
            return gpd.read_parquet(file)
        place = _place(file)
        layers = list(pyogrio.list_layers(place)[:, 0])
        if (layer is None and len(layers) > 1) or (layer and layer not in layers):
            raise InputError(
                f"{file.name} holds the layers {', '.join(layers)}. Say which of them is meant, "
                "with `layer:` in the dataset."
            )
        if where:
            return _meeting(where, place, layer, file.name)
        return gpd.read_file(place, layer=layer, rows=rows)
    except InputError:
        raise
    except (pyogrio.errors.DataSourceError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(
            f"{file.name}: cannot be read as a vector layer ({error}). Give a GeoPackage, a "
            "Shapefile with its .shx and .dbf (or zipped), GeoJSON or GeoParquet."
        ) from None


def _meeting(where: str, place: str, layer: str | None, name: str) -> gpd.GeoDataFrame:
    """Read the features that meet a condition: in SQLite's SQL for a GeoPackage, else in OGR's."""
    try:
        return gpd.read_file(place, layer=layer, where=where)
    except (pyogrio.errors.DataLayerError, ValueError):
        known = ", ".join(pyogrio.read_info(place, layer=layer)["fields"])
        raise InputError(
            f"{name}: `where: {where}` is no condition on its fields, which are {known or 'none'}. "
            "Write it as a filter in QGIS, as zone = 'park'."
        ) from None


def _count(path: str, layer: str | None) -> int:
    """Count the features of a layer, whatever they meet."""
    place = _place(Path(path))
    return pyogrio.read_info(place, layer=layer, force_feature_count=True)["features"]


def _place(file: Path) -> str:
    """Say where GDAL finds the layers of a file: Shapefiles may lie in a folder of an archive."""
    if file.suffix.lower() != ".zip":
        return str(file)
    with zipfile.ZipFile(file) as archive:
        members = [file / name for name in archive.namelist()]
    folders = {member.parent for member in members if member.suffix.lower() == ".shp"}
    return f"/vsizip/{folders.pop() if len(folders) == 1 else file}"


def _find(layer: gpd.GeoDataFrame, field: str, name: str) -> str:
    """Find a field whatever its case, or as a Shapefile cuts it."""
    candidates = [column for column in layer.columns if column != layer.geometry.name]
    for wanted in (field, field[:10]):
        for column in candidates:
            if column.casefold() == wanted.casefold():
                return column
    raise InputError(
        f"{name}: there is no field {field!r}; the fields are {', '.join(candidates) or 'none'}. "
        "Name the right one in the dataset."
    )


def _repair(frame: gpd.GeoDataFrame, readings: list[Reading], name: str) -> gpd.GeoDataFrame:
    """Leave out features without geometry, flatten Z, and make every polygon valid."""
    empty = frame.geometry.isna() | frame.geometry.is_empty
    if empty.any():
        readings.append(("no_geometry", int(empty.sum()), _rows(empty)))
    if empty.all():
        raise InputError(f"{name}: no feature has a geometry. Fetch it again.")
    frame = frame[~empty].copy()
    lifted = frame.geometry.has_z
    if lifted.any():
        readings.append(("z_removed", int(lifted.sum()), ""))
    before = frame.geometry.force_2d()
    # The structure method gives polygons where the linework method leaves collections.
    after = before.make_valid(method="structure", keep_collapsed=False)
    invalid = ~before.is_valid
    if invalid.any():
        change = _area(after[invalid]) - _area(before[invalid])
        readings.append(("invalid_repaired", int(invalid.sum()), f"{change:+.4f} ha"))
    areal = after.geom_type.isin(["Polygon", "MultiPolygon"])
    if not areal.any():
        kinds = ", ".join(sorted(set(before.geom_type)))
        raise InputError(f"{name}: the layer has no polygons but {kinds}. Name a polygon layer.")
    if not areal.all():
        readings.append(("not_polygons", int((~areal).sum()), _rows(~areal)))
    return frame.set_geometry(after)[areal].reset_index(drop=True)


def overlaps(shapes: gpd.GeoSeries) -> pd.DataFrame:
    """Find polygons that lie on each other.

    Parameters
    ----------
    shapes : GeoSeries
        Valid polygons in an equal-area CRS.

    Returns
    -------
    DataFrame
        One row per pair: ``left`` and ``right`` (labels of the index), ``overlap_ha``, and
        ``share`` of the smaller polygon.
    """
    if shapes.is_valid_coverage():
        return pd.DataFrame(columns=["left", "right", "overlap_ha", "share"])
    left, right = shapes.sindex.query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    first, second = shapes.iloc[left].to_numpy(), shapes.iloc[right].to_numpy()
    area = shapely.area(shapely.intersection(first, second))
    pairs = pd.DataFrame(
        {
            "left": shapes.index[left],
            "right": shapes.index[right],
            "overlap_ha": area / HECTARE_M2,
            "share": area / np.minimum(shapely.area(first), shapely.area(second)),
        }
    )
    return pairs[pairs["overlap_ha"] > OVERLAP_HA].reset_index(drop=True)


def _area(geometries: gpd.GeoSeries) -> float:
    return float(geometries.to_crs(AREA_CRS).area.sum() / HECTARE_M2)


def _rows(chosen: pd.Series) -> str:
    """Name the first few rows, counted from 1 as a GIS shows them."""
    numbers = [str(position + 1) for position, yes in enumerate(chosen) if yes]
    return "rows " + ", ".join(numbers[:5]) + (" …" if len(numbers) > 5 else "")


def require_colombia(bounds: tuple[float, float, float, float], name: str) -> None:
    """Refuse a layer that lies elsewhere.

    Parameters
    ----------
    bounds : tuple of float
        West, south, east and north, in degrees.
    name : str
        Of the layer, for the message.

    Raises
    ------
    InputError
        The message says where the layer lies, and whether longitude and latitude are swapped.
    """
    west, south, east, north = bounds
    if shapely.box(*COLOMBIA).intersects(shapely.box(west, south, east, north)):
        return
    turned = shapely.box(*COLOMBIA).intersects(shapely.box(south, west, north, east))
    hint = (
        "Its coordinates are in the wrong order, latitude before longitude: swap them."
        if turned
        else "Check its CRS, or name a layer of Colombia."
    )
    raise InputError(
        f"{name}: the layer lies at longitude {west:.1f} to {east:.1f}, latitude {south:.1f} to "
        f"{north:.1f}, outside Colombia. {hint}"
    )
