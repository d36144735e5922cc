"""Frames that leave migrate: what changed in municipalities between the years."""

import pandera.pandas as pa
from pandera.engines.geopandas_engine import Geometry
from pandera.typing import Series

from cocashift.schemas.model import DIVIPOLA, Model

__all__ = ["Autocorrelation", "Centres", "Change", "Clusters", "FlowSummary", "Flows"]


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
    """One row per reading; key `reading`: how much is reassigned, and how far.

    Shares are of the hectares lost (net), of the national total (share).
    """

    reading: Series[str] = pa.Field(isin=["net", "share"])
    lost_ha: Series[float] = pa.Field(ge=0, description="sum over municipalities that fell")
    gained_ha: Series[float] = pa.Field(ge=0, description="sum over municipalities that rose")
    net_transfer_ha_upper: Series[float] = pa.Field(
        ge=0, nullable=True, description="most that can have gone between municipalities, net"
    )
    net_change_ha: Series[float] = pa.Field(nullable=True, description="gained less lost")
    reassigned_share: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    distance_km_mean: Series[float] = pa.Field(ge=0, nullable=True)
    distance_km_p50: Series[float] = pa.Field(ge=0, nullable=True)
    distance_km_p90: Series[float] = pa.Field(ge=0, nullable=True)
