"""Frames that leave overlay: pieces of municipalities, and what lies on them."""

import pandera.pandas as pa
from pandera.engines.geopandas_engine import Geometry
from pandera.typing import Series

from cocashift.schemas.model import DIVIPOLA, Model

__all__ = ["Editions", "Parts", "Pieces", "Surfaces", "Units"]


class Editions(Model):
    """One row per edition: the features of one zone category that were in force together.

    Key `edition`. It counts on 31 December of `first_year` to `last_year`, both included.
    """

    edition: Series[str] = pa.Field(unique=True)
    zone: Series[str]
    tier: Series[str]
    first_year: Series[int]
    last_year: Series[int]


class Pieces(Model):
    """One row per piece: the part of a municipality that lies in exactly these editions.

    Key `divipola, inside`. The pieces of a municipality do not overlap and make up its area.
    """

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    inside: Series[str] = pa.Field(description="editions joined by '|'; empty for outside all")
    area_ha: Series[float] = pa.Field(gt=0)
    geometry: Series[Geometry]


class Units(Model):
    """One row per single park, reserve or council of the zone layers; key `unit`."""

    unit: Series[str] = pa.Field(unique=True)
    zone: Series[str]
    name: Series[str]
    geometry: Series[Geometry]


class Parts(Model):
    """One row per part of a piece that lies in exactly these units; key `divipola, inside, units`.

    The parts of a piece do not overlap and make up its area; only municipalities that ever had
    coca are cut.
    """

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    inside: Series[str] = pa.Field(description="as of the piece")
    units: Series[str] = pa.Field(description="units joined by '|'; empty for outside all")
    area_ha: Series[float] = pa.Field(gt=0)
    geometry: Series[Geometry]


class Surfaces(pa.DataFrameModel):
    """One row per piece; key `divipola, inside`; what a dataset has no layer for has no column.

    Of parts of pieces there is a row for each; `units` completes the key.

    `grid_ha_<year>` are the hectares of a gridded layer in the piece, cells that a border cuts by
    area; `…_lower` and `…_upper` the least and the most that those cells leave possible.
    """

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    inside: Series[str]
    units: Series[str] | None
    neighbour_km: Series[float] = pa.Field(ge=0, nullable=True, description="to other coca")
    depth_km: Series[float] = pa.Field(nullable=True, description="inside zones; negative outside")
    footprint_ha: Series[float] | None = pa.Field(ge=0, description="that ever had coca")
    canopy_pct: Series[float] | None = pa.Field(ge=0, nullable=True)
    weight: Series[float] | None = pa.Field(ge=0, description="dasymetric weight times hectares")
    able_ha: Series[float] | None = pa.Field(ge=0, description="with any weight")
    cells_ha: Series[float] | None = pa.Field(ge=0, description="of sampled cells, smoothed")
    grid_ha: Series[float] | None = pa.Field(
        alias=r"grid_ha_\d{4}(_lower|_upper)?$", regex=True, ge=0
    )
