"""What moved between two editions of a table: rows, columns, the largest steps of each."""

import numpy as np
import pandas as pd

__all__ = ["COLUMNS", "between"]

COLUMNS = [
    "change",
    "column",
    "count",
    "absolute",
    "absolute_key",
    "relative",
    "relative_key",
    "before",
    "after",
]


def between(
    before: pd.DataFrame, after: pd.DataFrame, key: list[str], absolute=0.0, relative=0.0
) -> pd.DataFrame:
    """Compare two editions of a table, row by row of a key.

    Parameters
    ----------
    before, after : DataFrame
        Their cells as text, as they stand in the files; a column is compared as numbers where all
        its cells are numbers, or empty, in both.
    key : list of str
        What makes a row unique. Where it does not, rows of one key are taken in their order;
        without a key, all rows.
    absolute, relative : float
        A number within ``absolute + relative * |before|`` of the former has not moved.

    Returns
    -------
    DataFrame
        One row per kind of change and column; key `change, column`; none if nothing moved.
        ``change`` is ``rows went``, ``rows came``, ``column went``, ``column came`` or ``cells``,
        with their ``count``. Of ``cells`` that are numbers, the largest step (``absolute``, in the
        unit of the column) and the largest as a share of the former (``relative``), each with the
        key of its row; ``before`` and ``after`` are those of the largest step, or else of the first
        cell that differs, as is ``absolute_key``.
    """
    key = [column for column in key if column in before and column in after]
    old, new = _keyed(before, key), _keyed(after, key)
    found = []
    for name, own, other in (("went", old, new), ("came", new, old)):
        rows = own.index.difference(other.index, sort=False)
        if len(rows):
            found.append({"change": f"rows {name}", "count": len(rows), "absolute_key": rows[0]})
        found += [
            {"change": f"column {name}", "column": column, "count": len(own)}
            for column in own.columns.difference(other.columns, sort=False)
        ]
    rows = old.index.intersection(new.index, sort=False)
    for column in old.columns.intersection(new.columns, sort=False):
        cells = _cells(old.loc[rows, column], new.loc[rows, column], absolute, relative)
        found += [{"change": "cells", "column": column} | cells] if cells else []
    return pd.DataFrame(found, columns=COLUMNS)


def _keyed(table: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Index a table by its key as one text; a number is added where the key comes again."""
    text = (
        table[key].astype(str).agg(", ".join, axis=1)
        if key and len(table)
        else pd.Series(dtype=str)
    )
    text = text.reindex(table.index, fill_value="row")
    again = text.groupby(text).cumcount() + 1
    named = text.where(again.eq(1), text + " (" + again.astype(str) + ")")
    return table.set_axis(named.rename("key"), axis=0)


def _cells(old: pd.Series, new: pd.Series, absolute: float, relative: float) -> dict:
    """Tell the cells of a column that differ; nothing if none does."""
    numbers = [pd.to_numeric(each.replace("", np.nan), errors="coerce") for each in (old, new)]
    told = [each.ne("") for each in (old, new)]
    steps = (numbers[1] - numbers[0]).abs()
    if not all((number.notna() == cell).all() for number, cell in zip(numbers, told, strict=True)):
        differ = old.ne(new)
        steps[:] = np.nan
    else:
        near = steps.le(absolute + relative * numbers[0].abs())
        differ = old.ne(new) & ~near
    if not differ.any():
        return {}
    steps = steps[differ]
    shares = (steps / numbers[0][differ].abs()).replace(np.inf, np.nan)
    first = steps.idxmax() if steps.notna().any() else differ.idxmax()
    shown = {"absolute": steps.max(), "absolute_key": first}
    if shares.notna().any():
        shown |= {"relative": shares.max(), "relative_key": shares.idxmax()}
    return {"count": int(differ.sum()), **shown, "before": old[first], "after": new[first]}
