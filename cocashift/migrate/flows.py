"""Hypothetical flows: the reassignment of least distance that would turn one year into the other.

Nobody observed any of it. Municipal totals show net change only; of all the movements that would
explain a change, these are the ones that move hectares least.
"""

import geopandas as gpd
import numpy as np
import ot
import pandas as pd
import shapely
from pyproj import Geod

from cocashift import schemas
from cocashift.migrate import centres

__all__ = ["READINGS", "reassign", "summarise"]

READINGS = ("net", "share")
ELLIPSOID = Geod(ellps="GRS80")
# Less than that of a hectare, or of a share, is rounding of the solver.
NOTHING = 1e-9
NO_FLOWS = {
    "from_divipola": pd.Series(dtype="str"),
    "to_divipola": pd.Series(dtype="str"),
    "amount": pd.Series(dtype=float),
    "distance_km": pd.Series(dtype=float),
}


def reassign(
    municipalities: gpd.GeoDataFrame, change: pd.DataFrame, scenario: str, years: list[int]
) -> pd.DataFrame:
    """Match what municipalities lost to what others gained, over the least distance (exactly).

    With a_i lost by i, b_j gained by j and d_ij the distance between them: minimise
    sum f_ij d_ij over f_ij >= 0 with sum_j f_ij <= a_i, sum_i f_ij <= b_j and
    sum f_ij = min(sum a, sum b). In the reading ``net`` a and b are hectares, and what is not
    matched is growth (or decline). In the reading ``share`` they are parts of the two years'
    national totals, so that all is matched; what stays in its municipality is no flow.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    change : DataFrame
        `schemas.Change`.
    scenario : str
        Whose ``off_limits_share_<scenario>`` goes with each end, as of the last year.
    years : list of int
        First and last year.

    Returns
    -------
    DataFrame
        `schemas.Flows`, sorted by reading and the two codes. Distances are geodesic (GRS 80),
        between centroids.

    References
    ----------
    Figalli (2010), "The optimal partial transport problem"; Bonneel et al. (2011), "Displacement
    interpolation using Lagrangian mass transport" (the network simplex); Flamary et al. (2021),
    "POT: Python Optimal Transport".
    """
    known = change.dropna(subset="change_ha").sort_values("divipola").set_index("divipola")
    lonlat = centres.points(municipalities, centres.LONLAT)
    flows = []
    for reading in READINGS:
        first, last = (_amounts(known[f"coca_ha_{year}"], reading) for year in years)
        matched = _match(last - first, lonlat)
        lost = (first - last).clip(lower=0).sum()
        matched["coca_ha"] = matched["amount"] if reading == "net" else np.nan
        parts = matched["amount"] / lost if reading == "net" else matched["amount"]
        flows.append(matched.assign(reading=reading, share=parts.clip(0, 1)))
    frame = pd.concat(flows, ignore_index=True)
    # ASSUME: what leaves or comes lies off limits in proportion to the municipality's area.
    inside = known[f"off_limits_share_{scenario}"]
    for end in ("from", "to"):
        frame[f"{end}_off_limits_share"] = inside.reindex(frame[f"{end}_divipola"]).to_numpy()
    return schemas.Flows.validate(frame[list(schemas.Flows.to_schema().columns)])


def summarise(flows: pd.DataFrame, change: pd.DataFrame) -> pd.DataFrame:
    """Sum flows up: how much was lost and gained, and how far the reassignment goes.

    Parameters
    ----------
    flows : DataFrame
        `schemas.Flows`.
    change : DataFrame
        `schemas.Change`.

    Returns
    -------
    DataFrame
        `schemas.FlowSummary`.
    """
    step = change["change_ha"].dropna()
    lost, gained = -step[step < 0].sum(), step[step > 0].sum()
    rows = []
    for reading in READINGS:
        of_reading = flows[flows["reading"] == reading]
        rows.append(
            {
                "reading": reading,
                "lost_ha": lost,
                "gained_ha": gained,
                "net_transfer_ha_upper": min(lost, gained) if reading == "net" else np.nan,
                "net_change_ha": gained - lost if reading == "net" else np.nan,
                # Sums of shares round past one.
                "reassigned_share": min(of_reading["share"].sum(), 1),
                **_distances(of_reading),
            }
        )
    frame = pd.DataFrame(rows, columns=list(schemas.FlowSummary.to_schema().columns))
    return schemas.FlowSummary.validate(frame)


def _amounts(hectares: pd.Series, reading: str) -> pd.Series:
    """Give hectares, or parts of their sum."""
    whole = hectares.sum()
    return hectares if reading == "net" or not whole else hectares / whole


def _match(step: pd.Series, lonlat: gpd.GeoSeries) -> pd.DataFrame:
    """Solve the transport of losses to gains."""
    lost, gained = -step[step < -NOTHING], step[step > NOTHING]
    if lost.empty or gained.empty:
        return pd.DataFrame(NO_FLOWS)
    distance = _distance_km(lonlat[lost.index], lonlat[gained.index])
    # What remains on one side goes to or comes from a place at no distance: growth, or decline.
    spare = lost.sum() - gained.sum()
    plan = ot.emd(
        np.append(lost, max(-spare, 0.0)),
        np.append(gained, max(spare, 0.0)),
        np.pad(distance, (0, 1)),
    )[:-1, :-1]
    start, end = np.nonzero(plan > NOTHING)
    return pd.DataFrame(
        {
            "from_divipola": lost.index[start],
            "to_divipola": gained.index[end],
            "amount": plan[start, end],
            "distance_km": distance[start, end],
        }
    )


def _distance_km(one: gpd.GeoSeries, other: gpd.GeoSeries) -> np.ndarray:
    """Measure geodesics between all points of one set and all of another."""
    start, end = shapely.get_coordinates(one), shapely.get_coordinates(other)
    rows, columns = np.indices((len(start), len(end))).reshape(2, -1)
    metres = ELLIPSOID.inv(*start[rows].T, *end[columns].T)[2]
    return metres.reshape(len(start), len(end)) / 1000


def _distances(flows: pd.DataFrame) -> dict[str, float]:
    """Give mean, median and 90th percentile of the distance, each hectare counting alike."""
    if flows.empty:
        return {}
    ordered = flows.sort_values("distance_km")
    reached = ordered["share"].cumsum() / ordered["share"].sum()
    far = ordered["distance_km"].to_numpy()
    at = {quantile: far[min((reached < quantile).sum(), len(far) - 1)] for quantile in (0.5, 0.9)}
    return {
        "distance_km_mean": np.average(far, weights=ordered["share"]),
        "distance_km_p50": at[0.5],
        "distance_km_p90": at[0.9],
    }
