"""How far the headline moves when one assumption is changed at a time."""

import geopandas as gpd
import pandas as pd

from cocashift import schemas
from cocashift.allocate import allocation
from cocashift.overlay import partition

__all__ = ["vary"]

HECTARE_M2 = 10_000
VARIANT = "variant"
# An edition for all time.
ALWAYS = {"first_year": 0, "last_year": 9999}


def vary(
    totals: pd.DataFrame,
    pieces: gpd.GeoDataFrame,
    editions: pd.DataFrame,
    cultivation: pd.DataFrame,
    scenarios: dict[str, list[str]],
    years: list[int],
    strips: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """Recompute the share off limits under other readings, methods, editions and strips.

    Parameters
    ----------
    totals : DataFrame
        `schemas.ZoneTotals` of the two years: other readings and other methods.
    pieces, editions, cultivation
        `schemas.Pieces`, `schemas.Editions`, `schemas.Cultivation`.
    scenarios : dict
        Tiers by scenario.
    years : list of int
        The two years compared.
    strips : GeoDataFrame
        `schemas.Zones`: border strips of other widths, each to stand for its zone in turn.

    Returns
    -------
    DataFrame
        `schemas.Sensitivity`: areal weighting and the zones as configured, but for one thing.
    """
    national = cultivation.groupby("year")["coca_ha"].sum()
    parts = [_of_methods(totals, years)]
    for zone, of_zone in editions.groupby("zone", sort=False):
        for edition in of_zone["edition"] if len(of_zone) > 1 else []:
            lasting = _only(editions, zone, edition)
            label = f"{zone} as in force {_span(of_zone.set_index('edition').loc[edition])}"
            parts.append(
                _areal(pieces, lasting, cultivation, scenarios, years, national).assign(
                    factor="vintage", variant=label
                )
            )
    for strip in strips.to_crs(pieces.crs).itertuples():
        cut = partition.split(pieces, VARIANT, strip.geometry)
        cut["area_ha"] = cut.area / HECTARE_M2
        widened = _stand_in(editions, strip.zone, strip.tier)
        parts.append(
            _areal(
                cut.reset_index(drop=True), widened, cultivation, scenarios, years, national
            ).assign(factor="strip", variant=strip.name)
        )
    frame = pd.concat(parts, ignore_index=True)
    frame["share_change"] = frame["national_share_last"] - frame["national_share_first"]
    frame = frame.assign(first_year=years[0], last_year=years[1])
    return schemas.Sensitivity.validate(frame[list(schemas.Sensitivity.to_schema().columns)])


def _of_methods(totals: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """Take every reading by every method as it was computed."""
    of_scenarios = totals[totals["kind"] == "scenario"]
    wide = of_scenarios.pivot(index=["zone", "method"], columns="year", values="national_share")
    frame = wide.reset_index().rename(
        columns={
            "zone": "scenario",
            years[0]: "national_share_first",
            years[1]: "national_share_last",
        }
    )
    return frame.assign(factor="method", variant=frame["method"])


def _only(editions: pd.DataFrame, zone: str, edition: str) -> pd.DataFrame:
    """Let one edition of a zone stand for all years, and the other zones as they are."""
    others = editions[editions["zone"] != zone]
    chosen = editions[editions["edition"] == edition].assign(**ALWAYS)
    return pd.concat([others, chosen])


def _stand_in(editions: pd.DataFrame, zone: str, tier: str) -> pd.DataFrame:
    """Replace all editions of a zone by the variant."""
    row = {"edition": VARIANT, "zone": zone, "tier": tier, **ALWAYS}
    return pd.concat([editions[editions["zone"] != zone], pd.DataFrame([row])])


def _span(edition: pd.Series) -> str:
    return f"{edition['first_year']}-{edition['last_year']}"


def _areal(pieces, editions, cultivation, scenarios, years, national) -> pd.DataFrame:
    """Compute the shares of one variant by areal weighting."""
    allocated = allocation.allocate(pieces, editions, cultivation, scenarios, years)
    sums = (
        allocated[allocated["kind"] == "scenario"]
        .groupby(["zone", "year"], sort=False)["coca_ha"]
        .sum()
        .unstack("year")
    )
    return pd.DataFrame(
        {
            "scenario": sums.index,
            "method": "areal",
            "national_share_first": (sums[years[0]] / national[years[0]]).to_numpy(),
            "national_share_last": (sums[years[1]] / national[years[1]]).to_numpy(),
        }
    )
