"""The grid of UNODC/SIMCI: 1 km cells whose codes say where they lie.

A code is ``block_tenth_quarter_cell``, as ``33_37_2_22``: a block is a square of 100 km, a tenth
one of 10 × 10 squares in it, a quarter one of 2 × 2 in that, a cell one of 5 × 5 in that; each is
counted from 1, row by row, from the north-west.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift.errors import InputError

__all__ = ["CELL_M", "CRS", "centres", "squares"]

# MAGNA-SIRGAS / Colombia Bogota zone: in it the cells are squares.
CRS = "EPSG:3116"
CELL_M = 1_000
# The north-west corner of block (0, 0).
WEST_M, NORTH_M = 640_000, 723_000
# Side of a square in metres, and how many of them lie in a row of the next larger one.
LEVELS = ((10_000, 10), (5_000, 2), (CELL_M, 5))
BLOCK_M = 100_000
# Blocks are numbered row by row, where there is land: the first of each row, its column, its row.
# ASSUME: read off cells of known position; blocks 146 to 152 rest on few cells.
ROWS = pd.DataFrame(
    {
        "first": [3, 9, 15, 16, 23, 30, 40, 53, 65, 77, 90, 104, 119, 131, 140, 146, 152],
        "column": [3, 3, 4, -1, -1, -1, -1, -1, -1, -1, -2, -2, -1, 0, 3, 4, 5],
        "row": range(11, -6, -1),
    }
)
LAST = 155


def squares(codes: pd.Series) -> gpd.GeoSeries:
    """Give the square of each cell.

    Parameters
    ----------
    codes : Series
        Codes of cells, as text; the series' name tells where they stand.

    Returns
    -------
    GeoSeries
        Same index, in `CRS`.

    Raises
    ------
    InputError
        If a code is none; the message names it and its place.
    """
    west, north = _corners(codes)
    shapes = shapely.box(west, north - CELL_M, west + CELL_M, north)
    return gpd.GeoSeries(shapes, index=codes.index, crs=CRS)


def centres(codes: pd.Series) -> gpd.GeoSeries:
    """Give the centre of each cell, as `squares` gives its square."""
    west, north = _corners(codes)
    points = shapely.points(west + CELL_M / 2, north - CELL_M / 2)
    return gpd.GeoSeries(points, index=codes.index, crs=CRS)


def _corners(codes: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Give the north-west corners of cells."""
    parts = codes.astype("str").str.strip().str.extract(r"^(\d+)_(\d+)_(\d+)_(\d+)$").astype(float)
    most = [LAST, 100, 4, 25]
    least = [ROWS["first"].iloc[0], 1, 1, 1]
    odd = ~(parts.ge(least) & parts.le(most)).all(axis=1)
    if odd.any():
        place = odd.idxmax()
        raise InputError(
            f"{place}, column {codes.name!r}: {codes[place]!r} is no code of a cell (with "
            f"{int(odd.sum())} such in all). It reads block_tenth_quarter_cell, as 33_37_2_22."
        )
    block, *inner = parts.to_numpy(int).T
    row = ROWS.iloc[np.searchsorted(ROWS["first"], block, side="right") - 1]
    west = WEST_M + BLOCK_M * (row["column"].to_numpy() + block - row["first"].to_numpy())
    north = NORTH_M + BLOCK_M * row["row"].to_numpy()
    for number, (side, across) in zip(inner, LEVELS, strict=True):
        down, right = np.divmod(number - 1, across)
        west, north = west + side * right, north - side * down
    return west, north
