"""Frames that leave allocate: hectares of municipalities inside zones."""

import pandera.pandas as pa
from pandera.typing import Series

from cocashift.schemas.model import DIVIPOLA, KINDS, Model

__all__ = ["Allocation", "Intervals", "ZoneTotals", "ZoneUnits"]


class Allocation(Model):
    """One row per municipality, zone or scenario, year and method; key of these four."""

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
    """One row per zone or scenario, method, basis, variant and period: medians and intervals.

    Key `zone, method, basis, left_out, period`. `period` is a year, as text, or two years,
    `2013-2014`, for the change between them. A change's `national_share` is the last share less
    the first. `coca_mcse_ha_…` is the Monte Carlo standard error of a median or an end.
    """

    zone: Series[str]
    kind: Series[str] = pa.Field(isin=KINDS)
    method: Series[str] = pa.Field(
        isin=["ensemble", "fitted", "gridded"],
        description="from the record, with published totals, or a grid",
    )
    basis: Series[str] = pa.Field(
        isin=["in_force", "fixed"], description="on the day, or as of the last year compared"
    )
    left_out: Series[str] = pa.Field(description="a zone or a department's code; mostly empty")
    period: Series[str] = pa.Field(str_matches=r"^\d{4}(-\d{4})?$")
    coca_ha_p10: Series[float]
    coca_ha_p50: Series[float]
    coca_ha_p90: Series[float]
    coca_mcse_ha_p10: Series[float] = pa.Field(ge=0, nullable=True, description="of the end")
    coca_mcse_ha_p50: Series[float] = pa.Field(ge=0, nullable=True)
    coca_mcse_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
    national_share_p10: Series[float] = pa.Field(nullable=True, description="of placed hectares")
    national_share_p50: Series[float] = pa.Field(nullable=True)
    national_share_p90: Series[float] = pa.Field(nullable=True)
    share_of_change_p10: Series[float] = pa.Field(nullable=True, description="of the nation's")
    share_of_change_p50: Series[float] = pa.Field(nullable=True)
    share_of_change_p90: Series[float] = pa.Field(nullable=True)
    growth_p10: Series[float] = pa.Field(nullable=True, description="change over first year")
    growth_p50: Series[float] = pa.Field(nullable=True)
    growth_p90: Series[float] = pa.Field(nullable=True)
    growth_outside_p10: Series[float] = pa.Field(nullable=True)
    growth_outside_p50: Series[float] = pa.Field(nullable=True)
    growth_outside_p90: Series[float] = pa.Field(nullable=True)


class ZoneTotals(Model):
    """One row per zone or scenario, year and method: the sums over all municipalities.

    Methods that assume one thing (areal, dasymetric, …) give one figure. The methods `ensemble`
    (from the municipal record alone) and `fitted` (with published totals) give their median as
    `coca_ha`, and the 80 % interval around it. Bounds assume nothing. Changes between the years
    compared stand in the rows of the last.
    """

    zone: Series[str]
    kind: Series[str] = pa.Field(isin=KINDS)
    year: Series[int]
    method: Series[str]
    area_ha: Series[float] = pa.Field(ge=0)
    coca_ha_lower: Series[float] = pa.Field(ge=0)
    coca_ha: Series[float] = pa.Field(ge=0)
    coca_ha_upper: Series[float] = pa.Field(ge=0)
    coca_ha_p10: Series[float] = pa.Field(ge=0, nullable=True, description="of the ensemble")
    coca_ha_p50: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
    coca_mcse_ha_p10: Series[float] = pa.Field(ge=0, nullable=True, description="Monte Carlo error")
    coca_mcse_ha_p50: Series[float] = pa.Field(ge=0, nullable=True)
    coca_mcse_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
    national_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    national_share_p10: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    national_share_p90: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    change_ha: Series[float] = pa.Field(nullable=True)
    change_ha_p10: Series[float] = pa.Field(nullable=True)
    change_ha_p90: Series[float] = pa.Field(nullable=True)
    change_mcse_ha_p10: Series[float] = pa.Field(ge=0, nullable=True)
    change_mcse_ha_p50: Series[float] = pa.Field(ge=0, nullable=True)
    change_mcse_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
    sprayed_ha: Series[float] = pa.Field(ge=0, nullable=True, description="by the same weights")
    sprayed_per_coca_ha: Series[float] = pa.Field(ge=0, nullable=True)


class ZoneUnits(Model):
    """One row per single park, reserve or council, year and method; key `unit, year, method`.

    Units are held as they were in the last year compared. Hectares are the median of the ensemble
    and its 80 % interval; bounds assume nothing. Those of overlapping units are counted in each.
    Changes between the years compared stand in the rows of the last.
    """

    zone: Series[str]
    unit: Series[str]
    name: Series[str]
    year: Series[int]
    method: Series[str] = pa.Field(isin=["ensemble", "fitted", "gridded"])
    area_ha: Series[float] = pa.Field(ge=0, description="in municipalities that ever had coca")
    coca_ha_lower: Series[float] = pa.Field(ge=0)
    coca_ha: Series[float] = pa.Field(ge=0)
    coca_ha_upper: Series[float] = pa.Field(ge=0)
    coca_ha_p10: Series[float] = pa.Field(ge=0)
    coca_ha_p90: Series[float] = pa.Field(ge=0)
    coca_mcse_ha_p10: Series[float] = pa.Field(ge=0, nullable=True, description="Monte Carlo error")
    coca_mcse_ha_p50: Series[float] = pa.Field(ge=0, nullable=True)
    coca_mcse_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
    change_ha: Series[float] = pa.Field(nullable=True, description="last year less first, median")
    change_ha_p10: Series[float] = pa.Field(nullable=True)
    change_ha_p90: Series[float] = pa.Field(nullable=True)
    change_mcse_ha_p10: Series[float] = pa.Field(ge=0, nullable=True)
    change_mcse_ha_p50: Series[float] = pa.Field(ge=0, nullable=True)
    change_mcse_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
