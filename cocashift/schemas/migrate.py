"""Frames that leave migrate: what changed between the years."""

import pandas as pd
import pandera.pandas as pa
from pandera.engines.geopandas_engine import Geometry
from pandera.typing import Series

from cocashift.schemas.model import DIVIPOLA, KINDS, Model

__all__ = [
    "Autocorrelation",
    "Centres",
    "Change",
    "Claim",
    "Clusters",
    "Evidence",
    "FlowSummary",
    "Flows",
    "Sensitivity",
    "Shift",
    "TimeSeries",
]


class Change(pa.DataFrameModel):
    """One row per municipality; key `divipola`.

    Besides the columns named here, each year compared and each scenario brings its own:
    `coca_ha_<year>`, `sprayed_ha_<year>`, `manual_ha_<year>`, `off_limits_share_<scenario>`.
    """

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA, unique=True)
    municipality: Series[str]
    department: Series[str]
    area_ha: Series[float] = pa.Field(gt=0)
    coca_ha: Series[float] = pa.Field(alias=r"coca_ha_\d{4}", regex=True, ge=0, nullable=True)
    change_ha: Series[float] = pa.Field(nullable=True)
    change_class: Series[str]
    off_limits_share: Series[float] = pa.Field(
        alias=r"off_limits_share_\w+", regex=True, in_range={"min_value": 0, "max_value": 1}
    )
    eradicated_ha: Series[float] = pa.Field(
        alias=r"(sprayed|manual)_ha_\d{4}", regex=True, ge=0, nullable=True
    )
    permanence: Series[str] = pa.Field(
        isin=["permanent", "intermittent", "new", "abandoned", "never", "missing"]
    )


class Clusters(Model):
    """One row per municipality; key `divipola`: where changes of one sign lie together (LISA)."""

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA, unique=True)
    local_i: Series[float] = pa.Field(nullable=True, description="local Moran's I of the change")
    p_value: Series[float] = pa.Field(nullable=True, description="pseudo p of the permutations")
    lisa: Series[str] = pa.Field(
        isin=[
            "high_high",
            "low_low",
            "high_low",
            "low_high",
            "not_significant",
            "no_coca",
            "missing",
        ]
    )
    after_fdr: Series[bool] = pa.Field(description="significant also among so many tests")


class Autocorrelation(Model):
    """One row per variable and kind of neighbours; key `variable, weights`: global Moran's I."""

    variable: Series[str] = pa.Field(description="coca per area in a year, or its change")
    weights: Series[str] = pa.Field(isin=["queen", "nearest", "inverse_distance"])
    municipalities: Series[int] = pa.Field(gt=2)
    morans_i: Series[float] = pa.Field(nullable=True)
    expected_i: Series[float]
    p_value: Series[float] = pa.Field(nullable=True, description="pseudo p, two-sided")


class Centres(Model):
    """One row per year; key `year`: centre of gravity of the hectares and the ellipse around it.

    The geometry is the standard-deviational ellipse, in the equal-area CRS.
    """

    year: Series[int] = pa.Field(unique=True)
    lon: Series[float] = pa.Field(description="of the centre, degrees, WGS 84")
    lat: Series[float]
    semi_major_km: Series[float] = pa.Field(ge=0)
    semi_minor_km: Series[float] = pa.Field(ge=0)
    azimuth_deg: Series[float] = pa.Field(
        ge=0, le=180, description="of the major axis, clockwise from north"
    )
    geometry: Series[Geometry]


class Flows(Model):
    """One row per pair of municipalities; key `reading, from_divipola, to_divipola`.

    A hypothetical minimum-distance reassignment (see docs/method.md, Flows), no observed movement.
    """

    reading: Series[str] = pa.Field(isin=["net", "share"])
    from_divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    to_divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    coca_ha: Series[float] = pa.Field(ge=0, nullable=True, description="of the reading 'net'")
    share: Series[float] = pa.Field(
        ge=0, le=1, description="of the hectares lost (net), of the national total (share)"
    )
    distance_km: Series[float] = pa.Field(ge=0)
    from_off_limits_share: Series[float] = pa.Field(ge=0, le=1)
    to_off_limits_share: Series[float] = pa.Field(ge=0, le=1)


class FlowSummary(Model):
    """One row per reading and scenario; key `reading, scenario`: how much is reassigned, how far.

    Shares are of the hectares lost (net), of the national total (share). What goes into and out of
    land off limits is known between bounds, as nobody knows where in a municipality the coca lies.
    """

    reading: Series[str] = pa.Field(isin=["net", "share"])
    scenario: Series[str]
    lost_ha: Series[float] = pa.Field(ge=0, description="sum over municipalities that fell")
    gained_ha: Series[float] = pa.Field(ge=0, description="sum over municipalities that rose")
    reassigned_ha: Series[float] = pa.Field(ge=0, nullable=True, description="of 'net'")
    growth_ha: Series[float] = pa.Field(
        nullable=True, description="gained and matched to no loss; below zero: lost, to no gain"
    )
    reassigned_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    distance_km_mean: Series[float] = pa.Field(ge=0, nullable=True)
    distance_km_p50: Series[float] = pa.Field(ge=0, nullable=True)
    distance_km_p90: Series[float] = pa.Field(ge=0, nullable=True)
    into_off_limits_share_lower: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    into_off_limits_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    into_off_limits_share_upper: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    out_of_off_limits_share_lower: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    out_of_off_limits_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    out_of_off_limits_share_upper: Series[float] = pa.Field(ge=0, le=1, nullable=True)


class Shift(Model):
    """One row per zone, scenario or exposure, and method; key `kind, zone, method`: what changed.

    Shares are of the national totals of municipalities with a figure in both years. 80 % intervals
    are the ensemble's, the same beside every method; missing where there is none.
    """

    zone: Series[str] = pa.Field(description="category, scenario, or unsprayed_<n>y")
    kind: Series[str] = pa.Field(isin=[*KINDS, "exposure"])
    method: Series[str] = pa.Field(description="of the allocation; 'recorded' of an exposure")
    first_year: Series[int]
    last_year: Series[int]
    coca_ha_first_lower: Series[float] = pa.Field(ge=0)
    coca_ha_first: Series[float] = pa.Field(ge=0)
    coca_ha_first_upper: Series[float] = pa.Field(ge=0)
    coca_ha_first_p10: Series[float] = pa.Field(ge=0, nullable=True, description="80 % interval")
    coca_ha_first_p90: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_last_lower: Series[float] = pa.Field(ge=0)
    coca_ha_last: Series[float] = pa.Field(ge=0)
    coca_ha_last_upper: Series[float] = pa.Field(ge=0)
    coca_ha_last_p10: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_last_p90: Series[float] = pa.Field(ge=0, nullable=True)
    change_ha: Series[float]
    change_ha_p10: Series[float] = pa.Field(nullable=True)
    change_ha_p90: Series[float] = pa.Field(nullable=True)
    change_outside_ha: Series[float]
    growth_inside: Series[float] = pa.Field(nullable=True, description="change over first year")
    growth_outside: Series[float] = pa.Field(nullable=True)
    share_of_change_lower: Series[float] = pa.Field(nullable=True)
    share_of_change: Series[float] = pa.Field(nullable=True, description="of the national change")
    share_of_change_upper: Series[float] = pa.Field(nullable=True)
    share_of_change_p10: Series[float] = pa.Field(nullable=True)
    share_of_change_p90: Series[float] = pa.Field(nullable=True)
    national_share_first: Series[float] = pa.Field(nullable=True)
    national_share_last: Series[float] = pa.Field(nullable=True)
    share_change_lower: Series[float] = pa.Field(nullable=True)
    share_change: Series[float] = pa.Field(nullable=True, description="last less first share")
    share_change_upper: Series[float] = pa.Field(nullable=True)
    share_change_p10: Series[float] = pa.Field(nullable=True)
    share_change_p90: Series[float] = pa.Field(nullable=True)
    national_growth_ha: Series[float] = pa.Field(nullable=True)
    redistribution_ha: Series[float] = pa.Field(nullable=True)
    extension_ha: Series[float] = pa.Field(nullable=True)
    p_value: Series[float] = pa.Field(nullable=True, description="permutation, among all")
    p_value_by_size: Series[float] = pa.Field(nullable=True, description="among those of like size")
    share_change_bootstrap_p10: Series[float] = pa.Field(nullable=True)
    share_change_bootstrap_p90: Series[float] = pa.Field(nullable=True)


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
    unit: Series[str] = pa.Field(isin=["share", "ha"])


class Sensitivity(Model):
    """One row per variant and scenario; key `factor, variant, scenario, method`.

    The share of the national total off limits in both years when one assumption is another.
    """

    factor: Series[str] = pa.Field(isin=["method", "vintage", "strip"])
    variant: Series[str]
    scenario: Series[str]
    method: Series[str]
    first_year: Series[int]
    last_year: Series[int]
    national_share_first: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    national_share_last: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    share_change: Series[float] = pa.Field(nullable=True)


class TimeSeries(Model):
    """One row per place, year and method; key `level, code, year, method`."""

    level: Series[str] = pa.Field(isin=["national", "department", "category", "scenario"])
    code: Series[str] = pa.Field(description="of the department, or the zone's or scenario's name")
    name: Series[str]
    year: Series[int]
    method: Series[str] = pa.Field(description="'recorded' for the nation and departments")
    coca_ha_lower: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_upper: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_p10: Series[float] = pa.Field(ge=0, nullable=True)
    coca_ha_p90: Series[float] = pa.Field(ge=0, nullable=True)
