"""A gridded layer of coca: hectares of single years in every cell."""

import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from cocashift.errors import InputError
from cocashift.harmonise import polygons, provenance, vectors
from cocashift.harmonise.quality import Reading

__all__ = ["read"]


def read(path: str, layer: dict) -> tuple[gpd.GeoDataFrame, list[Reading]]:
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
    for field in vectors.fields(path, layer.get("layer")):
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
    cells, readings = polygons.read_features(
        path, fields, layer.get("layer"), layer.get("where"), layer.get("repair_ha")
    )
    figures = cells[list(fields)].apply(pd.to_numeric, errors="coerce")
    odd = (figures.isna() & cells[list(fields)].notna()).any() | np.isinf(figures).any()
    if odd.any():
        field = fields[odd.idxmax()]
        raise InputError(f"{Path(path).name}, field {field!r}: not all are figures. Correct them.")
    cells[list(fields)] = figures
    negative = (figures < 0).any()
    if negative.any():
        field = fields[negative.idxmax()]
        raise InputError(f"{Path(path).name}, field {field!r}: negative hectares. Correct them.")
    years = ("years", len(fields), ", ".join(sorted(fields)))
    return cells, [*provenance.of_file(path, layer), *readings, years]
