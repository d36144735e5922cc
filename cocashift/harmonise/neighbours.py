"""Neighbouring countries, in the schema that the later stages rely on."""

import geopandas as gpd
import pandas as pd
import shapely

from cocashift import schemas
from cocashift.errors import InputError
from cocashift.harmonise import validity
from cocashift.harmonise.municipalities import require_once
from cocashift.place import COLOMBIA, Place

__all__ = ["harmonise"]


def harmonise(
    units: gpd.GeoDataFrame | None,
    crs: str,
    place: Place = COLOMBIA,
    file: str = "the layer of countries",
) -> gpd.GeoDataFrame:
    """Bring the neighbouring countries to the schema.

    Parameters
    ----------
    units : GeoDataFrame or None
        One row per country: ``label`` (three letters) and the polygon, in any CRS; the country
        itself and far countries, which world layers hold, are no neighbours. None where a dataset
        lacks them.
    crs : str
        An equal-area CRS.
    place : Place
        The country itself.
    file : str, optional
        What the layer is called in messages.

    Returns
    -------
    GeoDataFrame
        `schemas.Neighbours`, sorted by ``country``.

    Raises
    ------
    InputError
        If the code of a country around is none of three letters, or comes twice.
    """
    if units is None:
        units = gpd.GeoDataFrame({"label": pd.Series(dtype="str")}, geometry=[], crs=crs)
    around = units.to_crs("EPSG:4326").intersects(shapely.box(*place.extent))
    units = units.assign(label=units["label"].astype("str").str.strip().str.upper())
    foreign = units[(units["label"] != place.country) & around]
    odd = ~foreign["label"].str.fullmatch("[A-Z]{3}", na=False)
    if odd.any():
        raise InputError(
            f"{file}, {validity.rows(odd)}: no codes of three letters: "
            f"{', '.join(map(repr, foreign['label'][odd][:5]))}. Name the field that holds them as "
            "`code:` in the dataset, or correct them."
        )
    require_once(foreign["label"], "feature", file, "codes of countries")
    frame = foreign.rename(columns={"label": "country"})[["country", "geometry"]].to_crs(crs)
    return schemas.Neighbours.validate(frame.sort_values("country", ignore_index=True))
