"""Cells of a grid in which coca was seen: a sample, so of use for shares inside municipalities."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift import place
from cocashift.errors import InputError
from cocashift.harmonise import delimited, extent, numerals, provenance, simci_grid, vectors
from cocashift.harmonise.quality import Reading

__all__ = ["hold_against", "read"]

CODES = ("cell", "grilla1")
HECTARES = "coca_ha"
# A code and a position that say the same: a position printed to four decimals is off by metres.
APART_M = 100


def read(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read cells of coca as the dataset describes them.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description: ``layout`` (``cells``, a CSV whose cells lie where ``lon`` and ``lat``, or
        else the grid's codes, say; or ``points`` or ``polygons`` of any vector format), and
        perhaps the fields that hold ``hectares`` and the grid's ``code``.

    Returns
    -------
    cells : GeoDataFrame
        One row per cell with hectares: ``divipola`` (as stated, may be missing), ``coca_ha``, and
        its centre in `simci_grid.CRS`.
    readings : list of Reading
        What was read and left out.

    Raises
    ------
    InputError
        If the file or a column is missing, a code or a figure is none, hectares are negative, a
        cell comes twice, none has coca, or they lie elsewhere.
    """
    name = Path(path).name
    try:
        table, readings = (_table if layer["layout"] == "cells" else _features)(path, layer)
        hectares, repaired = numerals.read(table["coca_ha"], layer.get("decimal"))
        _require_amounts(table.assign(coca_ha=hectares))
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    missing = hectares.isna()
    cells = table.assign(coca_ha=hectares)[~missing]
    extent.require_place(cells.to_crs("EPSG:4326").total_bounds, name, place.of(layer))
    told = {"cells_missing": int(missing.sum()), **repaired}
    return cells.reset_index(drop=True), [
        *provenance.of_file(path, layer),
        ("sampled_cells", len(cells), f"{cells['coca_ha'].sum():,.0f} ha"),
        *readings,
        *((item, count, "") for item, count in told.items() if count),
    ]


def hold_against(cells: gpd.GeoDataFrame, pieces: gpd.GeoDataFrame) -> list[Reading]:
    """Say how many cells lie in no municipality, and how many not in the one they state.

    Parameters
    ----------
    cells : GeoDataFrame
        As `read` gives them.
    pieces : GeoDataFrame
        `schemas.Pieces`.

    Returns
    -------
    list of Reading
        ``cells_outside`` and ``cells_elsewhere``, as far as there are any.
    """
    centres = cells.geometry.to_crs(pieces.crs).to_numpy()
    row, piece = shapely.STRtree(pieces.geometry.to_numpy()).query(centres, predicate="intersects")
    found = pd.Series(pieces["divipola"].to_numpy()[piece], index=row)
    found = found[~found.index.duplicated()].reindex(range(len(cells)))
    stated = cells["divipola"].set_axis(range(len(cells)))
    counted = {
        "cells_outside": found.isna(),
        "cells_elsewhere": stated.notna() & found.notna() & (stated != found),
    }
    hectares = cells["coca_ha"].to_numpy()
    return [
        (item, int(some.sum()), f"{hectares[some].sum():,.0f} ha")
        for item, some in counted.items()
        if some.any()
    ]


def _table(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read a CSV: positions come before codes, and both are held against one another."""
    table = delimited.read(Path(path))
    columns = {str(column).strip().casefold(): column for column in table.columns}
    coded = layer.get("code") or next((code for code in CODES if code in columns), None)
    centres, readings = None, []
    if {"lon", "lat"} <= columns.keys():
        degrees = [numerals.read(table[columns[axis]], ".")[0] for axis in ("lon", "lat")]
        points = gpd.points_from_xy(*degrees, crs="EPSG:4326")
        centres = gpd.GeoSeries(points, index=table.index).to_crs(simci_grid.CRS)
    if coded or centres is None:
        codes = table[delimited.column(table, (coded,) if coded else CODES, "code")]
        delimited.require_once(codes)
        by_code = simci_grid.centres(codes)
        if centres is not None:
            apart = centres.distance(by_code) > APART_M
            readings = [("cells_apart", int(apart.sum()), "")]
        centres = by_code if centres is None else centres
    wanted = layer.get("hectares", HECTARES)
    figures = table[delimited.column(table, (wanted,), "hectares")]
    stated = None
    if "divipola" in columns:
        stated = table[columns["divipola"]].str.strip()
        stated = stated.str.zfill(5).where(stated != "")
    frame = {"divipola": stated, "coca_ha": figures}
    return gpd.GeoDataFrame(frame, index=table.index, geometry=centres), readings


def _features(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read points or squares of a vector layer; a square counts at its centre."""
    table = vectors.open_layer(path, layer.get("layer"), where=layer.get("where"))
    if not isinstance(table, gpd.GeoDataFrame) or table.crs is None:
        raise InputError(
            "the layer has no geometry, or no CRS. Name a layer of points or squares, and assign "
            "its CRS in QGIS (Layer > Set CRS)."
        )
    table.index = [f"feature {number}" for number in range(1, len(table) + 1)]
    placed = ~(table.geometry.isna() | table.geometry.is_empty)
    figures = table[vectors.find(table, layer.get("hectares", HECTARES), "the layer")]
    centres = table.geometry[placed].to_crs(simci_grid.CRS).centroid
    frame = gpd.GeoDataFrame({"divipola": None, "coca_ha": figures[placed]}, geometry=centres)
    return frame, [("no_geometry", int((~placed).sum()), "")] if not placed.all() else []


def _require_amounts(cells: gpd.GeoDataFrame) -> None:
    """Refuse negative hectares, and cells without any."""
    negative = cells["coca_ha"] < 0
    if negative.any():
        place = negative.idxmax()
        raise InputError(f"{place}: {cells['coca_ha'][place]:g} ha is negative. Correct it.")
    if not np.nansum(cells["coca_ha"]):
        raise InputError("no cell has hectares of coca. Fetch it again, or name another file.")
