"""A gridded layer of coca: hectares of single years in every cell."""

import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift.errors import InputError
from cocashift.harmonise import delimited, numerals, polygons, provenance, simci_grid, vectors
from cocashift.harmonise.quality import Reading

__all__ = ["hold_against", "read"]

FIELD = re.compile(r"(?:area)?_?coca_?(\d{4})_?(?:ha)?", re.IGNORECASE)
CODES = ("grilla1", "cell")
# Of a year's sum: the table is printed in whole hectares for each of some 200 municipalities.
ROUNDING = 1e-3
# Years in which the table has the adjustment for small plots and the grid has not.
# ASSUME: the published grid has it from 2012 on; the table from 2010.
UNADJUSTED = range(2010, 2012)


def read(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read a gridded layer of coca: a row for each cell, a field of hectares for each year.

    Publishers name these fields as they come: ``areacoca_2013``, ``areacoca2004``, ``coca2022_``.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset: ``layout``, which is ``polygons``, or ``cells`` for a CSV
        without geometry whose cells lie where the grid's ``code`` says.

    Returns
    -------
    cells : GeoDataFrame
        The polygon and a column of hectares for each year, named by the year; what the file
        leaves blank is missing.
    readings : list of Reading
        What was read and repaired.

    Raises
    ------
    InputError
        If no field names coca and a year, a year or a cell comes twice, a code is none, or
        hectares are negative.
    """
    name = Path(path).name
    if layer["layout"] == "cells":
        try:
            cells, readings = _table(path, layer)
        except InputError as error:
            raise InputError(f"{name}: {error}") from None
    else:
        fields = _fields(vectors.fields(path, layer.get("layer")), name)
        cells, readings = polygons.read_features(
            path, fields, layer.get("layer"), layer.get("where"), layer.get("repair_ha")
        )
        figures = cells[list(fields)].apply(pd.to_numeric, errors="coerce")
        odd = (figures.isna() & cells[list(fields)].notna()).any() | np.isinf(figures).any()
        if odd.any():
            field = fields[odd.idxmax()]
            raise InputError(f"{name}, field {field!r}: not all are figures. Correct them.")
        cells[list(fields)] = figures
        _require_amounts(figures, fields, name)
    years = sorted(set(cells.columns) - {"geometry"})
    cells = cells[[*years, "geometry"]].astype(dict.fromkeys(years, float))
    blank = cells[years].isna().sum()
    missing = ", ".join(f"{year}: {count:,}" for year, count in blank[blank > 0].items())
    readings = [*readings, ("years", len(years), ", ".join(years))]
    if missing:
        readings.append(("cells_missing", int(blank.sum()), missing))
    return cells, [*provenance.of_file(path, layer), *readings]


def hold_against(
    cells: gpd.GeoDataFrame, cultivation: pd.DataFrame, pieces: gpd.GeoDataFrame
) -> list[Reading]:
    """Hold each year's sum against the municipal table's, and name cells in no municipality.

    Parameters
    ----------
    cells : GeoDataFrame
        As `read` gives them.
    cultivation : DataFrame
        `schemas.Cultivation`.
    pieces : GeoDataFrame
        `schemas.Pieces`.

    Returns
    -------
    list of Reading
        ``grid_agrees`` (years that sum to the table but for rounding), ``grid_unadjusted`` (years
        that fall short of it for want of the adjustment for small plots), ``grid_apart`` (years
        that differ otherwise) and ``cells_outside``.
    """
    sums = cells.drop(columns="geometry").sum(min_count=1).rename(int)
    recorded = cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    both = pd.DataFrame({"grid": sums, "table": recorded}).dropna()
    apart = (both["grid"] - both["table"]).abs() > ROUNDING * both["table"].clip(lower=1_000)
    short = apart & (both["grid"] < both["table"]) & both.index.isin(UNADJUSTED)
    told = {
        year: f"{year}: {row.grid:,.0f} ha instead of {row.table:,.0f} ha"
        for year, row in zip(both.index, both.itertuples(), strict=True)
    }
    readings = [("grid_agrees", int((~apart).sum()), ", ".join(map(str, both.index[~apart])))]
    for item, some in (("grid_unadjusted", short), ("grid_apart", apart & ~short)):
        if some.any():
            readings.append((item, int(some.sum()), "; ".join(told[y] for y in both.index[some])))
    shapes = cells.geometry.to_crs(pieces.crs).to_numpy()
    met = shapely.STRtree(pieces.geometry.to_numpy()).query(shapes, predicate="intersects")[0]
    outside = cells.drop(index=cells.index[met].unique()).drop(columns="geometry")
    if len(outside):
        lost = outside.sum()
        most = f", at most {lost.max():,.1f} ha ({lost.idxmax()})"
        readings.append(("cells_outside", len(outside), most.removeprefix(", ")))
    return readings


def _table(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Read a CSV of cells: text is turned to figures once for each way of writing one."""
    table = delimited.read(Path(path))
    fields = _fields(list(table.columns), Path(path).name)
    codes = table[delimited.column(table, (layer["code"],) if "code" in layer else CODES, "code")]
    delimited.require_once(codes)
    squares = simci_grid.squares(codes)
    long = table[list(fields.values())].melt(ignore_index=False, var_name="field")
    first = long.drop_duplicates("value")
    places = first.index + ", column " + first["field"].map(repr)
    figures, repaired = numerals.read(first["value"].set_axis(places), layer.get("decimal"))
    of_text = pd.Series(figures.to_numpy(), index=first["value"])
    frame = pd.DataFrame(
        {year: table[field].map(of_text) for year, field in fields.items()}, index=table.index
    )
    _require_amounts(frame, fields)
    cells = gpd.GeoDataFrame(frame.reset_index(drop=True), geometry=squares.array)
    ways = [(item, count, "") for item, count in repaired.items() if count]
    return cells, [("rows", len(cells), layer["layout"]), *ways]


def _fields(found: list[str], name: str) -> dict[str, str]:
    """Find the field of each year."""
    fields = {}
    for field in found:
        if year := FIELD.fullmatch(field.strip()):
            if year[1] in fields:
                raise InputError(
                    f"{name}: {fields[year[1]]!r} and {field!r} both name {year[1]}. "
                    "Remove one of them."
                )
            fields[year[1]] = field
    if not fields:
        raise InputError(
            f"{name}: no field names coca and a year, as 'areacoca_2013'. Is it the right layer?"
        )
    return fields


def _require_amounts(figures: pd.DataFrame, fields: dict[str, str], name: str = "") -> None:
    """Refuse negative hectares."""
    negative = (figures < 0).any()
    if negative.any():
        year = negative.idxmax()
        place = f"{name}, " if name else f"{(figures[year] < 0).idxmax()}, "
        raise InputError(f"{place}field {fields[year]!r}: negative hectares. Correct them.")
