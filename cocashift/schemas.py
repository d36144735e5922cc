"""The contract between the stages: what a row is, the key, and the unit of every number.

Every frame that leaves a stage has passed its model here (`Model.validate(frame)`); the stage
after it may rely on that and cleans nothing. Missing figures stay missing (NaN): none of the
models turns them into zero.
"""

import pandas as pd
import pandera.pandas as pa
from pandera.engines.geopandas_engine import Geometry
from pandera.typing import Series

__all__ = [
    "Allocation",
    "Autocorrelation",
    "Centres",
    "Change",
    "Checks",
    "Claim",
    "Clusters",
    "Cultivation",
    "Dictionary",
    "Editions",
    "Eradication",
    "Evidence",
    "FlowSummary",
    "Flows",
    "Intervals",
    "Municipalities",
    "Neighbours",
    "Pieces",
    "Quality",
    "Sensitivity",
    "Shift",
    "Surfaces",
    "TimeSeries",
    "Unplaced",
    "ZoneTotals",
    "Zones",
]

DIVIPOLA = r"^\d{5}$"
KINDS = ["category", "scenario"]


class Model(pa.DataFrameModel):
    """What all frames share: exactly the columns named, in that order."""

    class Config:
        strict = True
        ordered = True


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


class Zones(Model):
    """One row per zone feature and the time it was in force; zones may overlap; equal-area CRS."""

    zone: Series[str] = pa.Field(description="category, as in the configuration")
    tier: Series[str] = pa.Field(isin=["A", "B", "C"])
    name: Series[str] = pa.Field(nullable=True)
    valid_from: Series[str] = pa.Field(nullable=True, description="first day in force, ISO date")
    valid_until: Series[str] = pa.Field(nullable=True, description="last day in force, ISO date")
    source: Series[str]
    geometry: Series[Geometry]


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


class Surfaces(pa.DataFrameModel):
    """One row per piece; key `divipola, inside`; what a dataset has no layer for has no column.

    `grid_ha_<year>` are the hectares of a gridded layer in the piece.
    """

    divipola: Series[str] = pa.Field(str_matches=DIVIPOLA)
    inside: Series[str]
    neighbour_km: Series[float] = pa.Field(ge=0, nullable=True, description="to other coca")
    depth_km: Series[float] = pa.Field(nullable=True, description="inside zones; negative outside")
    footprint_ha: Series[float] | None = pa.Field(ge=0, description="that ever had coca")
    canopy_pct: Series[float] | None = pa.Field(ge=0, nullable=True)
    weight: Series[float] | None = pa.Field(ge=0, description="dasymetric weight times hectares")
    able_ha: Series[float] | None = pa.Field(ge=0, description="with any weight")
    grid_ha: Series[float] | None = pa.Field(alias=r"grid_ha_\d{4}", regex=True, ge=0)


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


class Checks(Model):
    """One row per check of a run; key `check`."""

    check: Series[str] = pa.Field(unique=True)
    expected: Series[str]
    found: Series[str]
    ok: Series[bool]


class Quality(Model):
    """One row per thing read from a provider's file or repaired in it.

    Key `layer, file, item`.
    """

    layer: Series[str] = pa.Field(description="as in the dataset, or the zone category")
    file: Series[str]
    item: Series[str] = pa.Field(description="what was read or repaired; words.yaml names it")
    count: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True)
    detail: Series[str]


class Dictionary(Model):
    """One row per field of a published table or layer; key `file, layer, field`."""

    file: Series[str] = pa.Field(description="path from the published folder")
    layer: Series[str] = pa.Field(description="empty for tables")
    field: Series[str]
    type: Series[str] = pa.Field(isin=["string", "integer", "number", "boolean"])
    unit: Series[str] = pa.Field(description="empty for text, codes, counts and years")
    name: Series[str] = pa.Field(str_length={"min_value": 1}, description="in words")
    description: Series[str] = pa.Field(str_length={"min_value": 1})
