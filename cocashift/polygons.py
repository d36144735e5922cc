"""Polygons as providers send them: any vector format, any CRS, read and repaired in the open.

What was read and every repair is counted, for the quality report. What cannot be repaired without
guessing is an error that names it.
"""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from cocashift import schemas
from cocashift.errors import InputError

__all__ = ["read"]

AREA_CRS = "EPSG:6933"
HECTARE_M2 = 10_000
# Ground that a layer of Colombia can lie on: degrees west, south, east, north, islands included.
COLOMBIA = (-83.0, -5.5, -66.0, 17.0)


def read(
    path: str, fields: dict[str, str], within_colombia: bool = True
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Read a layer of polygons and repair its geometry.

    Parameters
    ----------
    path : str
        GeoPackage, Shapefile (also zipped), GeoJSON or GeoParquet.
    fields : dict
        What to read: the name in the result to the name in the file, upper or lower case alike.
        Shapefiles cut names to ten characters; a cut name is found by its beginning.
    within_colombia : bool
        Refuse a layer that lies elsewhere.

    Returns
    -------
    polygons : GeoDataFrame
        One row per feature with a geometry: the fields named and valid polygons without Z, in the
        file's CRS.
    quality : DataFrame
        `schemas.Quality`: what was read and repaired.

    Raises
    ------
    InputError
        If the file or a field is missing, the layer is empty, has no CRS, no polygons, or lies
        elsewhere.
    """
    name = Path(path).name
    layer = _open(path)
    if layer.empty:
        raise InputError(
            f"{name}: the layer has no features. Fetch it again, or name another file."
        )
    if layer.crs is None:
        raise InputError(
            f"{name}: the layer has no CRS. Assign one in QGIS (Layer > Set CRS) and save it, or "
            "bring its .prj file."
        )
    chosen = {target: _find(layer, field, name) for target, field in fields.items()}
    frame = gpd.GeoDataFrame(
        {target: layer[found] for target, found in chosen.items()},
        geometry=layer.geometry.to_numpy(),
        crs=layer.crs,
    )
    quality = [
        ("features", len(frame), ""),
        ("vertices", int(frame.count_coordinates().sum()), ""),
        ("CRS", 1, layer.crs.to_string()),
    ]
    repaired = _repair(frame, quality, name)
    if within_colombia:
        _require_colombia(repaired, name)
    told = pd.DataFrame(quality, columns=["item", "count", "detail"])
    return repaired, schemas.Quality.validate(told.assign(file=name)[["file", *told.columns]])


def _open(path: str) -> gpd.GeoDataFrame:
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Check the path in the dataset.")
    try:
        if file.suffix == ".parquet":
            return gpd.read_parquet(file)
        return gpd.read_file(file)
    except (pyogrio.errors.DataSourceError, ValueError, OSError) as error:
        raise InputError(
            f"{file.name}: cannot be read as a vector layer ({error}). Give a GeoPackage, a "
            "Shapefile with its .shx and .dbf (or zipped), GeoJSON or GeoParquet."
        ) from None


def _find(layer: gpd.GeoDataFrame, field: str, name: str) -> str:
    """Find a field whatever its case, or as a Shapefile cuts it."""
    candidates = [column for column in layer.columns if column != layer.geometry.name]
    for wanted in (field, field[:10]):
        for column in candidates:
            if column.casefold() == wanted.casefold():
                return column
    raise InputError(
        f"{name}: there is no field {field!r}; the fields are {', '.join(candidates)}. Name the "
        "right one in the dataset."
    )


def _repair(frame: gpd.GeoDataFrame, quality: list, name: str) -> gpd.GeoDataFrame:
    """Leave out features without geometry, flatten Z, and make every polygon valid."""
    empty = frame.geometry.isna() | frame.geometry.is_empty
    if empty.any():
        quality.append(("features without geometry, left out", int(empty.sum()), _rows(empty)))
    frame = frame[~empty].copy()
    lifted = frame.geometry.has_z
    if lifted.any():
        quality.append(("Z coordinates removed", int(lifted.sum()), ""))
    before = frame.geometry.force_2d()
    # The structure method gives polygons where the linework method leaves collections.
    after = before.make_valid(method="structure", keep_collapsed=False)
    invalid = ~before.is_valid
    if invalid.any():
        change = _area(after[invalid]) - _area(before[invalid])
        quality.append(("invalid geometries repaired", int(invalid.sum()), f"{change:+.4f} ha"))
    areal = after.geom_type.isin(["Polygon", "MultiPolygon"])
    if not areal.any():
        kinds = ", ".join(sorted(set(before.geom_type)))
        raise InputError(f"{name}: the layer has no polygons but {kinds}. Name a polygon layer.")
    if not areal.all():
        quality.append(
            ("features that are no polygons, left out", int((~areal).sum()), _rows(~areal))
        )
    return frame.set_geometry(after)[areal].reset_index(drop=True)


def _area(geometries: gpd.GeoSeries) -> float:
    return float(geometries.to_crs(AREA_CRS).area.sum() / HECTARE_M2)


def _rows(chosen: pd.Series) -> str:
    """Name the first few rows, counted from 1 as a GIS shows them."""
    numbers = [str(position + 1) for position, yes in enumerate(chosen) if yes]
    return "rows " + ", ".join(numbers[:5]) + (" …" if len(numbers) > 5 else "")


def _require_colombia(frame: gpd.GeoDataFrame, name: str) -> None:
    west, south, east, north = frame.to_crs("EPSG:4326").total_bounds
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
