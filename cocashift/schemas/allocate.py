"""Frames that leave allocate: hectares of municipalities inside zones."""

import pandera.pandas as pa
from pandera.typing import Series

from cocashift.schemas.model import DIVIPOLA, KINDS, Model

__all__ = ["Allocation", "Intervals", "ZoneTotals"]


class Allocation(Model):
    """One row per municipality, zone or scenario, and year; key `divipola, zone, year`."""

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    zone: Series[str]
    kind: Series[str] = pa.Field(isin=KINDS)
    year: Series[int]
    method: Series[str]
    area_ha: Series[float] = pa.Field(ge=0, description="of the municipality, in the zone")
    area_share: Series[float] = pa.Field(ge=0, le=1, description="of the municipality's area")
    coca_share: Series[float] = pa.Field(ge=0, le=1, description="of its hectares, expected")
    coca_ha_lower: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_upper: Series[float] = pa.Field(ge=0, nullable=True)


class Intervals(Model):
    """One row per zone or scenario and period: an 80 % interval of its hectares and share.

    Key `zone, period`; `period` is a year, as text, or `change` between the years compared.
    """

    zone: Series[str]
    kind: Series[str] = pa.Field(isin=KINDS)
    period: Series[str]
    coca_ha_p10: Series[float]
    coca_ha_p50: Series[float]
    coca_ha_p90: Series[float]
    national_share_p10: Series[float] = pa.Field(nullable=True, description="of placed hectares")
    national_share_p50: Series[float] = pa.Field(nullable=True)
    national_share_p90: Series[float] = pa.Field(nullable=True)


class ZoneTotals(Model):
    """One row per zone or scenario, year and method: the sums over all municipalities.

    The interval is the ensemble's, the same beside every method; the change is that between the
    years compared and stands in the rows of the last.
    """

    zone: Series[str]
    kind: Series[str] = pa.Field(isin=KINDS)
    year: Series[int]
    method: Series[str]
    area_ha: Series[float] = pa.Field(ge=0)
    coca_ha_lower: Series[float] = pa.Field(ge=0)
    coca_ha: Series[float] = pa.Field(ge=0)
    coca_ha_upper: Series[float] = pa.Field(ge=0)
    national_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    coca_ha_p10: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
    change_ha: Series[float] = pa.Field(nullable=True)
    change_ha_p10: Series[float] = pa.Field(nullable=True)
    change_ha_p90: Series[float] = pa.Field(nullable=True)
