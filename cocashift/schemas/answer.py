"""Frames that leave migrate: what changed in zones, and what bears on the statement examined."""

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from cocashift.schemas.model import KINDS, Model

__all__ = [
    "Claim",
    "Context",
    "EventStudy",
    "Evidence",
    "Sensitivity",
    "Shift",
    "TimeSeries",
]


class Shift(Model):
    """One row per zone, scenario or exposure, and method; key `kind, zone, method`: what changed.

    Shares are of the national totals of municipalities with a figure in both years. Rows of the
    method `ensemble` give medians, and the 80 % intervals beside them; the other methods give one
    figure each. Bounds assume nothing; those named `stood` assume that what stood stays.
    """

    zone: Series[str] = pa.Field(description="category, scenario, or unsprayed_<n>y")
    kind: Series[str] = pa.Field(isin=[*KINDS, "exposure"])
    method: Series[str] = pa.Field(description="of the allocation; 'recorded' of an exposure")
    first_year: Series[int]
    last_year: Series[int]
    coca_ha_first_lower: Series[float] = pa.Field(ge=0)
    coca_ha_first: Series[float] = pa.Field(ge=0)
    coca_ha_first_upper: Series[float] = pa.Field(ge=0)
    coca_ha_first_p10: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_first_p50: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_first_p90: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_last_lower: Series[float] = pa.Field(ge=0)
    coca_ha_last: Series[float] = pa.Field(ge=0)
    coca_ha_last_upper: Series[float] = pa.Field(ge=0)
    coca_ha_last_p10: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_last_p50: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_last_p90: Series[float] = pa.Field(ge=0, nullable=True)
    change_ha: Series[float]
    change_ha_p10: Series[float] = pa.Field(nullable=True)
    change_ha_p50: Series[float] = pa.Field(nullable=True)
    change_ha_p90: Series[float] = pa.Field(nullable=True)
    change_ha_stood_lower: Series[float] = pa.Field(nullable=True)
    change_ha_stood_upper: Series[float] = pa.Field(nullable=True)
    change_outside_ha: Series[float]
    growth_inside: Series[float] = pa.Field(nullable=True, description="change over first year")
    growth_inside_p10: Series[float] = pa.Field(nullable=True)
    growth_inside_p90: Series[float] = pa.Field(nullable=True)
    growth_outside: Series[float] = pa.Field(nullable=True)
    growth_outside_p10: Series[float] = pa.Field(nullable=True)
    growth_outside_p90: Series[float] = pa.Field(nullable=True)
    share_of_change_lower: Series[float] = pa.Field(nullable=True)
    share_of_change: Series[float] = pa.Field(nullable=True, description="of the national change")
    share_of_change_upper: Series[float] = pa.Field(nullable=True)
    share_of_change_p10: Series[float] = pa.Field(nullable=True)
    share_of_change_p50: Series[float] = pa.Field(nullable=True)
    share_of_change_p90: Series[float] = pa.Field(nullable=True)
    share_of_change_stood_lower: Series[float] = pa.Field(nullable=True)
    share_of_change_stood_upper: Series[float] = pa.Field(nullable=True)
    national_share_first: Series[float] = pa.Field(nullable=True)
    national_share_first_p10: Series[float] = pa.Field(nullable=True)
    national_share_first_p50: Series[float] = pa.Field(nullable=True)
    national_share_first_p90: Series[float] = pa.Field(nullable=True)
    national_share_last: Series[float] = pa.Field(nullable=True)
    national_share_last_p10: Series[float] = pa.Field(nullable=True)
    national_share_last_p50: Series[float] = pa.Field(nullable=True)
    national_share_last_p90: Series[float] = pa.Field(nullable=True)
    share_change_lower: Series[float] = pa.Field(nullable=True)
    share_change: Series[float] = pa.Field(nullable=True, description="last less first share")
    share_change_upper: Series[float] = pa.Field(nullable=True)
    share_change_p10: Series[float] = pa.Field(nullable=True)
    share_change_p50: Series[float] = pa.Field(nullable=True)
    share_change_p90: Series[float] = pa.Field(nullable=True)
    national_growth_ha: Series[float] = pa.Field(nullable=True)
    redistribution_ha: Series[float] = pa.Field(nullable=True)
    extension_ha: Series[float] = pa.Field(nullable=True)


class Claim(Model):
    """One row per figure of a published statement; key `figure`."""

    figure: Series[str] = pa.Field(unique=True)
    stated: Series[str] = pa.Field(description="as printed")
    computed: Series[float] = pa.Field(nullable=True, description="missing: no record gives it")
    unit: Series[str]
    holds: Series[pd.BooleanDtype] = pa.Field(nullable=True, description="to the unit printed")
    note: Series[str] = pa.Field(
        isin=["united_states_estimate", "municipal_registers", "own_figures", "no_record"]
    )


class Evidence(Model):
    """One row per finding that bears on the statement's cause; key `evidence, zone`."""

    evidence: Series[str]
    zone: Series[str] = pa.Field(description="scenario or exposure; empty for the country")
    computed_lower: Series[float] = pa.Field(nullable=True, description="bounds, if there are any")
    computed: Series[float] = pa.Field(nullable=True)
    computed_upper: Series[float] = pa.Field(nullable=True)
    computed_p10: Series[float] = pa.Field(nullable=True, description="80 % interval, if any")
    computed_p90: Series[float] = pa.Field(nullable=True)
    computed_stood_lower: Series[float] = pa.Field(nullable=True, description="what stood stays")
    computed_stood_upper: Series[float] = pa.Field(nullable=True)
    unit: Series[str] = pa.Field(isin=["share", "ha"])


class Sensitivity(Model):
    """One row per variant and scenario; key `factor, variant, scenario, method`.

    The share of the national total off limits in both years, its change, and the part of the
    national change, when one thing is another; intervals where the method is the ensemble.
    """

    factor: Series[str] = pa.Field(
        isin=[
            "configured",
            "zone_left_out",
            "department_left_out",
            "method",
            "edition",
            "strip",
            "census",
        ]
    )
    variant: Series[str]
    scenario: Series[str]
    method: Series[str]
    first_year: Series[int]
    last_year: Series[int]
    national_share_first: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    national_share_last: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    share_change: Series[float] = pa.Field(nullable=True)
    share_change_p10: Series[float] = pa.Field(nullable=True)
    share_change_p90: Series[float] = pa.Field(nullable=True)
    share_of_change: Series[float] = pa.Field(nullable=True)
    share_of_change_p10: Series[float] = pa.Field(nullable=True)
    share_of_change_p90: Series[float] = pa.Field(nullable=True)
    direction: Series[str] = pa.Field(
        isin=["rose", "fell", "same", "unclear"], description="of the share"
    )
    growth_side: Series[str] = pa.Field(
        isin=["inside", "outside", "unclear"], description="where more than half of the growth lay"
    )

    class Config(Model.Config):  # noqa: D106
        unique: ClassVar = ["factor", "variant", "scenario", "method"]


class TimeSeries(Model):
    """One row per place, year and method; key `level, code, year, method`.

    Zones are held as they were in the last year compared. `off_limits` tells whether spraying went
    on in the year and the zone was in force; it is missing for the nation and departments.
    """

    level: Series[str] = pa.Field(isin=["national", "department", "category", "scenario"])
    code: Series[str] = pa.Field(description="of the department, or the zone's or scenario's name")
    name: Series[str]
    year: Series[int]
    method: Series[str] = pa.Field(description="'recorded' for the nation and departments")
    off_limits: Series[pd.BooleanDtype] = pa.Field(nullable=True)
    coca_ha_lower: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_upper: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_p10: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_p50: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
    coca_mcse_ha_p10: Series[float] = pa.Field(ge=0, nullable=True, description="Monte Carlo error")
    coca_mcse_ha_p50: Series[float] = pa.Field(ge=0, nullable=True)
    coca_mcse_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
    national_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    national_share_p10: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    national_share_p90: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    sprayed_ha: Series[float] = pa.Field(ge=0, nullable=True)
    sprayed_per_coca_ha: Series[float] = pa.Field(ge=0, nullable=True)


class Context(Model):
    """One row per zone or scenario, method and pair of years; key `zone, method, first_year,
    last_year`.

    Zones are held as they were in the last year compared; shares are the ensemble's.
    """

    zone: Series[str]
    kind: Series[str] = pa.Field(isin=KINDS)
    method: Series[str] = pa.Field(isin=["ensemble", "fitted", "gridded"])
    first_year: Series[int]
    last_year: Series[int]
    span: Series[int] = pa.Field(gt=0, description="years between")
    comparable: Series[bool] = pa.Field(description="no break of the series between")
    examined: Series[bool] = pa.Field(description="the two years compared")
    national_share_first_p10: Series[float] = pa.Field(nullable=True)
    national_share_first_p50: Series[float] = pa.Field(nullable=True)
    national_share_first_p90: Series[float] = pa.Field(nullable=True)
    national_share_last_p10: Series[float] = pa.Field(nullable=True)
    national_share_last_p50: Series[float] = pa.Field(nullable=True)
    national_share_last_p90: Series[float] = pa.Field(nullable=True)
    share_change_p10: Series[float] = pa.Field(nullable=True)
    share_change_p50: Series[float] = pa.Field(nullable=True)
    share_change_p90: Series[float] = pa.Field(nullable=True)
    placebo_p: Series[float] = pa.Field(ge=0, le=1, nullable=True)


class EventStudy(Model):
    """One row per scenario and year; key `scenario, year`: how coca grew by the share off limits.

    `coefficient` is the logarithm of how much more coca there is than in the base year in a
    municipality wholly off limits, against one wholly outside.
    """

    scenario: Series[str]
    year: Series[int]
    base_year: Series[int]
    municipalities: Series[int] = pa.Field(gt=0)
    coefficient: Series[float]
    std_error: Series[float] = pa.Field(ge=0, description="clustered by municipality")
    coefficient_p10: Series[float]
    coefficient_p90: Series[float]
    coefficient_low95: Series[float]
    coefficient_high95: Series[float]
