"""Single parks, reserves and councils: pieces cut along the borders between them."""

import geopandas as gpd

from cocashift import schemas
from cocashift.harmonise.municipalities import HECTARE_M2
from cocashift.overlay import crossing

__all__ = ["cut"]


def cut(pieces: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Cut pieces into parts that each lie in a known set of units.

    Parameters
    ----------
    pieces : GeoDataFrame
        `schemas.Pieces`, in an equal-area CRS.
    units : GeoDataFrame
        `schemas.Units`, in the same CRS; they may overlap one another.

    Returns
    -------
    GeoDataFrame
        `schemas.Parts`; a part without area is none.
    """
    members = (frame.geometry.to_numpy() for frame in (pieces, units))
    piece, inside, shapes = crossing.draw(*members, units["unit"].to_numpy())
    frame = gpd.GeoDataFrame(
        pieces[["divipola", "inside"]].iloc[piece].reset_index(drop=True),
        geometry=shapes,
        crs=pieces.crs,
    ).assign(units=inside)
    frame["area_ha"] = frame.area / HECTARE_M2
    return schemas.Parts.validate(frame[list(schemas.Parts.to_schema().columns)])
