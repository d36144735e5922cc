"""Polygons as providers send them: any vector format, any CRS, read and repaired in the open.

What was read and every repair is counted, for the quality report. What cannot be repaired without
guessing is an error that names it.
"""

import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pyproj
import shapely

from cocashift.errors import InputError
from cocashift.quality import Reading

__all__ = ["read"]

AREA_CRS = "EPSG:6933"
HECTARE_M2 = 10_000
# Ground that a layer of Colombia can lie on: degrees west, south, east, north, islands included.
COLOMBIA = (-83.0, -5.5, -66.0, 17.0)


def read(
    path: str, fields: dict[str, str], layer: str | None = None
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
        If the file, the layer or a field is missing, or the layer is empty, has no CRS, no
        polygons, or lies elsewhere.
    """
    name = Path(path).name + (f", layer {layer}" if layer else "")
    table = _open(path, layer)
    if table.empty:
        raise InputError(
            f"{name}: the layer has no features. Fetch it again, or name another file."
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
        ("crs", None, _crs_name(table.crs)),
    ]
    for field in set(fields) - {"label"}:
        frame[field] = frame[field].astype("str").str.strip().where(frame[field].notna())
    repaired = _repair(frame, readings, name)
    _require_colombia(repaired, name)
    return repaired, readings


def _crs_name(crs: pyproj.CRS) -> str:
    """Name a CRS: a .prj without authority code is found in the register by its definition."""
    epsg = crs.to_epsg(min_confidence=25)
    return f"EPSG:{epsg}" if epsg else crs.name


def _open(path: str, layer: str | None) -> gpd.GeoDataFrame:
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{file}: there is no such file. Check the path in the dataset.")
    try:
        if file.suffix == ".parquet":
            return gpd.read_parquet(file)
        place = _place(file)
        if layer is None and len(layers := pyogrio.list_layers(place)) > 1:
            raise InputError(
                f"{file.name} holds {len(layers)} layers: {', '.join(layers[:, 0])}. Say which "
                "with `layer:` in the dataset."
            )
        return gpd.read_file(place, layer=layer)
    except InputError:
        raise
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        ValueError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        raise InputError(
            f"{file.name}: cannot be read as a vector layer ({error}). Give a GeoPackage, a "
            "Shapefile with its .shx and .dbf (or zipped), GeoJSON or GeoParquet."
        ) from None


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
        f"{name}: there is no field {field!r}; the fields are {', '.join(candidates)}. Name the "
        "right one in the dataset."
    )


def _repair(frame: gpd.GeoDataFrame, readings: list[Reading], name: str) -> gpd.GeoDataFrame:
    """Leave out features without geometry, flatten Z, and make every polygon valid."""
    empty = frame.geometry.isna() | frame.geometry.is_empty
    if empty.any():
        readings.append(("no_geometry", int(empty.sum()), _rows(empty)))
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
