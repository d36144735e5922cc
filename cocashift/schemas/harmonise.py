"""Frames that leave harmonise: what providers sent, in one schema each."""

import pandas as pd
import pandera.pandas as pa
from pandera.engines.geopandas_engine import Geometry
from pandera.typing import Series

from cocashift.schemas.model import DIVIPOLA, Model

__all__ = [
    "Cultivation",
    "Eradication",
    "Municipalities",
    "Neighbours",
    "PublishedTotals",
    "Quality",
    "Unplaced",
    "Zones",
]


class Municipalities(Model):
    """One row per municipality; key `divipola`; geometry in the equal-area CRS."""

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA, unique=True)
    municipality: Series[str]
    department_code: Series[str] = pa.Field(str_matches=r"^\d{2}$")
    department: Series[str]
    area_ha: Series[float] = pa.Field(gt=0, description="measured, equal-area")
    official_area_ha: Series[float] = pa.Field(gt=0, nullable=True, description="as published")
    geometry: Series[Geometry]


class Neighbours(Model):
    """One row per neighbouring country; key `country` (ISO 3166-1 alpha-3); equal-area CRS."""

    country: Series[str] = pa.Field(str_matches=r"^[A-Z]{3}$", unique=True)
    geometry: Series[Geometry]


class Cultivation(Model):
    """One row per municipality of the coca table and year; key `divipola, year`."""

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    year: Series[int]
    coca_ha: Series[float] = pa.Field(ge=0, nullable=True, description="on 31 December")


class Eradication(Model):
    """One row per municipality and year with a record of either kind; key `divipola, year`."""

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    year: Series[int]
    sprayed_ha: Series[float] = pa.Field(ge=0, nullable=True)
    manual_ha: Series[float] = pa.Field(ge=0, nullable=True)


class Unplaced(Model):
    """One row per municipality without boundary and year with coca; key `divipola, year`."""

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    municipality: Series[str] = pa.Field(nullable=True, description="as in the coca table")
    year: Series[int]
    coca_ha: Series[float] = pa.Field(gt=0)


class PublishedTotals(Model):
    """One row per zone or scenario and year: hectares that somebody published; key `zone, year`."""

    zone: Series[str] = pa.Field(description="category or scenario, as in the configuration")
    year: Series[int]
    coca_ha: Series[float] = pa.Field(ge=0, description="on 31 December")
    tolerance_percent: Series[float] = pa.Field(ge=0, le=100, description="of coca_ha, either way")
    source: Series[str]
    trust: Series[object] = pa.Field(nullable=True, description="how firm it is, in words")


class Zones(Model):
    """One row per zone feature and the time it was in force; zones may overlap; equal-area CRS."""

    zone: Series[str] = pa.Field(description="category, as in the configuration")
    tier: Series[str] = pa.Field(isin=["A", "B", "C"])
    name: Series[str] = pa.Field(nullable=True)
    valid_from: Series[str] = pa.Field(nullable=True, description="first day in force, ISO date")
    valid_until: Series[str] = pa.Field(nullable=True, description="last day in force, ISO date")
    source: Series[str] = pa.Field(
        nullable=True, description="who provides it; none if made of the municipal layer"
    )
    geometry: Series[Geometry]


class Quality(Model):
    """One row per thing read from a provider's file or repaired in it.

    Key `layer, file, item`.
    """

    layer: Series[str] = pa.Field(description="as in the dataset, or the zone category")
    file: Series[str]
    item: Series[str] = pa.Field(description="what was read or repaired; words.yaml names it")
    count: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True)
    detail: Series[str]
