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
# What may have been meant as one: a year of a field that is called otherwise.
OTHERWISE = re.compile(r"coca.*(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", re.IGNORECASE)
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
    try:
        cells, fields, readings = (_table if layer["layout"] == "cells" else _features)(path, layer)
        figures, repaired = _figures(cells, fields, layer.get("decimal"))
        _require_amounts(figures, fields)
    except InputError as error:
        told = str(error)
        raise InputError(told if told.startswith(name) else f"{name}: {told}") from None
    years = sorted(fields)
    cells = gpd.GeoDataFrame(figures[years], geometry=cells.geometry).reset_index(drop=True)
    readings = [*readings, *((item, count, "") for item, count in repaired.items() if count)]
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


def _table(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, dict[str, str], list[Reading]]:
    """Read a CSV of cells, which lie where their codes say; the index tells each one's line."""
    table = delimited.read(Path(path))
    fields, unread = _fields(list(table.columns))
    codes = table[delimited.column(table, (layer["code"],) if "code" in layer else CODES, "code")]
    delimited.require_once(codes)
    text = {year: table[field] for year, field in fields.items()}
    cells = gpd.GeoDataFrame(text, geometry=simci_grid.squares(codes).set_axis(table.index))
    return cells, fields, [("rows", len(cells), layer["layout"]), *unread]


def _features(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, dict[str, str], list[Reading]]:
    """Read polygons; the index tells each one's row."""
    fields, unread = _fields(vectors.fields(path, layer.get("layer")))
    cells, readings = polygons.read_features(
        path, fields, layer.get("layer"), layer.get("where"), layer.get("repair_ha")
    )
    cells.index = "row " + cells.index.astype("str")
    return cells, fields, [*readings, *unread]


def _figures(
    cells: gpd.GeoDataFrame, fields: dict[str, str], decimal: str | None
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Turn text to figures, once for each way of writing one; numbers are figures already."""
    figures = pd.DataFrame(cells[list(fields)])
    text = figures[[year for year in fields if not pd.api.types.is_numeric_dtype(figures[year])]]
    if text.empty:
        return figures.astype(float), {}
    text = text.astype("object").where(text.notna(), "").astype("str")
    long = text.rename(columns=fields).melt(ignore_index=False, var_name="field")
    first = long.drop_duplicates("value")
    places = first.index + ", column " + first["field"].map(repr)
    found, repaired = numerals.read(first["value"].set_axis(places), decimal)
    of_text = pd.Series(found.to_numpy(), index=first["value"])
    read = {year: text[year].map(of_text) for year in text.columns}
    return figures.assign(**read).astype(float), repaired


def _fields(found: list[str]) -> tuple[dict[str, str], list[Reading]]:
    """Find the field of each year; those that name coca and a year otherwise are told."""
    fields, unread = {}, []
    for field in found:
        if year := FIELD.fullmatch(field.strip()):
            if year[1] in fields:
                raise InputError(
                    f"{fields[year[1]]!r} and {field!r} both name {year[1]}. Remove one of them."
                )
            fields[year[1]] = field
        elif OTHERWISE.search(field):
            unread.append(repr(field))
    if not fields:
        raise InputError(
            "no field names coca and a year, as 'areacoca_2013'. Is it the right layer?"
        )
    return fields, [("columns_unread", len(unread), ", ".join(unread))] if unread else []


def _require_amounts(figures: pd.DataFrame, fields: dict[str, str]) -> None:
    """Refuse negative and infinite hectares."""
    for told, wrong in (("negative", figures < 0), ("infinite", np.isinf(figures))):
        if wrong.any(axis=None):
            year = wrong.any().idxmax()
            place = wrong[year].idxmax()
            raise InputError(f"{place}, field {fields[year]!r}: {told} hectares. Correct them.")
