"""The overlay: every municipality cut into pieces, each lying in a known set of zones.

The pieces of a municipality do not overlap and make up its whole area. So the area in any zone, or
in any union of zones, is a sum over pieces, and ground that lies in two zones is never counted
twice.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift import schemas
from cocashift.harmonise.municipalities import HECTARE_M2
from cocashift.overlay import crossing

__all__ = ["areas", "membership", "partition", "split"]


def partition(municipalities: gpd.GeoDataFrame, editions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut municipalities along the borders of all zones.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`, in an equal-area CRS.
    editions : GeoDataFrame
        `schemas.Editions` with geometry, in the same CRS. They may overlap one another, and so may
        the features of each.

    Returns
    -------
    GeoDataFrame
        `schemas.Pieces`, sorted by ``divipola`` and ``inside``.

    Raises
    ------
    ValueError
        If the CRS differ or are not projected, or if cutting lost or made area.
    """
    row, inside, shapes = crossing.draw(*_members(municipalities, editions))
    area = shapely.area(shapes) / HECTARE_M2
    pieces = _listed(municipalities, row, inside, area)
    pieces = gpd.GeoDataFrame(pieces, geometry=shapes, crs=municipalities.crs)
    pieces = pieces.sort_values(["divipola", "inside"], ignore_index=True)
    _require_kept(pieces, municipalities)
    return schemas.Pieces.validate(pieces[list(schemas.Pieces.to_schema().columns)])


def areas(municipalities: gpd.GeoDataFrame, editions: gpd.GeoDataFrame) -> pd.DataFrame:
    """Measure the pieces of `partition` without drawing them, in about half the time.

    Parameters
    ----------
    municipalities, editions : GeoDataFrame
        As `partition` takes them.

    Returns
    -------
    DataFrame
        ``divipola``, ``inside`` and ``area_ha`` as `partition` gives them; `membership` takes them
        as well.

    Raises
    ------
    ValueError
        As `partition`.
    """
    row, inside, area = crossing.measure(*_members(municipalities, editions))
    pieces = _listed(municipalities, row, inside, area / HECTARE_M2)
    pieces = pieces.sort_values(["divipola", "inside"], ignore_index=True)
    _require_kept(pieces, municipalities)
    return pieces


def split(pieces: gpd.GeoDataFrame, edition: str, zone: shapely.Geometry) -> pd.DataFrame:
    """Measure how much of each piece lies in one more zone.

    Parameters
    ----------
    pieces : GeoDataFrame
        `schemas.Pieces`.
    edition : str
        Of the zone; added to ``inside``.
    zone : Geometry
        In the CRS of the pieces.

    Returns
    -------
    DataFrame
        As `areas`, in the order of the pieces.
    """
    shapes = pieces.geometry.to_numpy()
    row, within, area = crossing.measure(shapes, np.array([zone]), np.array([edition]))
    before = pieces["inside"].to_numpy(object)[row]
    joined = before + np.where((before == "") | (within == ""), "", "|") + within
    return _listed(pieces, row, joined, area / HECTARE_M2)


def _members(municipalities: gpd.GeoDataFrame, editions: gpd.GeoDataFrame) -> tuple:
    if municipalities.crs != editions.crs or not municipalities.crs.is_projected:
        raise ValueError(
            f"overlay needs one projected CRS, not {municipalities.crs} and {editions.crs}"
        )
    zones, names = editions.geometry.to_numpy(), editions["edition"].to_numpy()
    return municipalities.geometry.to_numpy(), zones, names


def _listed(grounds: pd.DataFrame, row, inside, area_ha) -> pd.DataFrame:
    frame = {"divipola": grounds["divipola"].to_numpy()[row], "inside": inside, "area_ha": area_ha}
    return pd.DataFrame(frame).astype({"divipola": "str", "inside": "str"})


def _require_kept(pieces: pd.DataFrame, municipalities: gpd.GeoDataFrame) -> None:
    kept = pieces.groupby("divipola")["area_ha"].sum()
    lost = (kept - municipalities.set_index("divipola")["area_ha"]).abs().max()
    if lost > 1e-3:
        raise ValueError(f"cutting changed the area of a municipality by {lost:.3g} ha")


def membership(
    pieces: pd.DataFrame, editions: pd.DataFrame, scenarios: dict[str, list[str]], year: int
) -> pd.DataFrame:
    """Say which zones and scenarios each piece counts in, in one year.

    Parameters
    ----------
    pieces : DataFrame
        `schemas.Pieces`, geometry not needed.
    editions : DataFrame
        `schemas.Editions`.
    scenarios : dict
        Tiers by scenario: ``{"strict": ["A"]}``.
    year : int
        A zone counts if in force on 31 December of it.

    Returns
    -------
    DataFrame
        One row per piece, same index; one boolean column per category and per scenario.
    """
    marks = pieces["inside"].str.get_dummies("|").reindex(columns=editions["edition"], fill_value=0)
    current = editions["first_year"].le(year) & editions["last_year"].ge(year)
    columns = {
        zone: marks[editions.loc[current & (editions["zone"] == zone), "edition"]].any(axis=1)
        for zone in editions["zone"].unique()
    }
    for scenario, tiers in scenarios.items():
        counted = current & editions["tier"].isin(tiers)
        columns[scenario] = marks[editions.loc[counted, "edition"]].any(axis=1)
    return pd.DataFrame(columns, index=pieces.index)
