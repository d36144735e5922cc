"""The data dictionary: what every field of every published table and layer is."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pandas as pd
from pandas.api import types

from cocashift import schemas
from cocashift.publish.catalogue import fields
from cocashift.words import Words

__all__ = ["COLUMNS", "describe"]

COLUMNS = list(schemas.Dictionary.to_schema().columns)


def describe(
    tables: dict[str, Iterable[str]],
    layers: dict[str, dict[str, dict[str, str]]],
    groups: dict[str, str],
    words: Words,
) -> pd.DataFrame:
    """Describe every field of tables and layers.

    Parameters
    ----------
    tables : dict
        Columns of each table, by its path from the published folder.
    layers : dict
        Columns with their dtypes of each layer of each GeoPackage, by its path.
    groups : dict of str
        Names of the scenarios and zones of the configuration, by their keys.
    words : Words
        The catalogue in the reader's language.

    Returns
    -------
    DataFrame
        `schemas.Dictionary`, in the order of the files and their fields.

    Raises
    ------
    KeyError
        If the catalogue, or no model of `schemas`, knows a field.

    Examples
    --------
    >>> rows = describe({"tables/zones.csv": ["zone", "coca_ha"]}, {}, {}, Words("en"))
    >>> rows[["field", "type", "unit", "name"]].values.tolist()
    [['zone', 'string', '', 'Zone or reading'], ['coca_ha', 'number', 'ha', 'Coca, ha']]
    """
    parts = [
        (file, "", {column: _of_schema(column) for column in columns}, Path(file).stem)
        for file, columns in tables.items()
    ]
    parts += [
        (file, layer, {column: _type(dtype) for column, dtype in dtypes.items()}, "")
        for file, held in layers.items()
        for layer, dtypes in held.items()
    ]
    rows = [
        (file, layer, column, kinds[column], fields.unit(column), *about)
        for file, layer, kinds, table in parts
        for column, about in fields.described(kinds, groups, words, table).items()
    ]
    return schemas.Dictionary.validate(pd.DataFrame(rows, columns=COLUMNS))


def _of_schema(column: str) -> str:
    """Give the type of a table's column: a CSV has none, and codes in it look like numbers."""
    for pattern, kind in _schema_types().items():
        if re.fullmatch(pattern, column):
            return kind
    raise KeyError(column)


@cache
def _schema_types() -> dict[str, str]:
    """Give the types of all columns between the stages; one name has one type everywhere."""
    models = (getattr(schemas, name) for name in schemas.__all__)
    return {
        pattern: _type(column.dtype.type)
        for model in models
        for pattern, column in model.to_schema().columns.items()
    }


def _type(dtype) -> str:
    """Name a dtype as Frictionless does."""
    if types.is_bool_dtype(dtype):
        return "boolean"
    if types.is_integer_dtype(dtype):
        return "integer"
    return "number" if types.is_float_dtype(dtype) else "string"
