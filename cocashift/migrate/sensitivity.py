"""Would the answer change? One thing is another at a time, and the two statements are asked anew.

The statements are whether the share off limits rose or fell, and whether more than half of the
growth lay inside or outside.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd

from cocashift import logs, schemas
from cocashift.allocate import intervals as ensembles
from cocashift.allocate import questions
from cocashift.allocate.ground import Ground
from cocashift.allocate.models import MODELS
from cocashift.migrate.robustness import LARGE_PART, SAME
from cocashift.overlay import partition

__all__ = ["vary"]

VARIANT = "variant"
ALWAYS = {"first_year": 0, "last_year": 9999}


def vary(
    totals: pd.DataFrame,
    intervals: pd.DataFrame,
    ground: Ground,
    scenarios: dict[str, list[str]],
    years: list[int],
    strips: gpd.GeoDataFrame,
    census_cv: float,
    draws: int = ensembles.DRAWS,
) -> pd.DataFrame:
    """Compute every reading under every variant.

    Parameters
    ----------
    totals, intervals : DataFrame
        `schemas.ZoneTotals` and `schemas.Intervals` as computed: every method, and each zone and
        department left out.
    ground : Ground
        What the ensemble is drawn on; its pieces with geometry.
    scenarios : dict
        Tiers by scenario.
    years : list of int
        First and last year.
    strips : GeoDataFrame
        `schemas.Zones`: border strips of other widths, each to stand for its zone in turn, from its
        first day on if it has one.
    census_cv : float
        Coefficient of variation of the municipal totals in the variant that doubts them; 0 for
        none.
    draws : int
        As in `questions.of_change`.

    Returns
    -------
    DataFrame
        `schemas.Sensitivity`.
    """
    ask = partial(questions.of_change, scenarios=scenarios, years=years, draws=draws)
    parts = [_of_intervals(rows, years) for _, rows in intervals.groupby("method")]
    parts.append(_of_methods(totals, years))
    pieces, editions = ground.pieces, ground.editions
    for zone, of_zone in editions.groupby("zone", sort=False):
        # Of one edition it is another assumption only if the law, not coca, made the difference.
        first, last = (
            (of_zone["first_year"].le(year) & of_zone["last_year"].ge(year)).any() for year in years
        )
        for edition in of_zone["edition"] if len(of_zone) > 1 or first != last else []:
            lasting = replace(ground, editions=_only(editions, zone, edition))
            label = f"{zone} as in force {_span(of_zone.set_index('edition').loc[edition])}"
            found = ensembles.of_change(ask(lasting))
            parts.append(_of_intervals(found, years, "edition", label))
    # One that began later changes nothing in these years.
    begun = [
        strip
        for strip in strips.to_crs(pieces.crs).itertuples()
        if pd.isna(strip.valid_from) or strip.valid_from <= f"{years[-1]}-12-31"
    ]
    for strip in logs.steps(begun, "strips"):
        cut = partition.split(pieces, VARIANT, strip.geometry)
        measured = _shared(ground.surfaces, pieces, cut)
        widened = Ground(cut, _stand_in(editions, strip), measured, ground.cultivation)
        found = ensembles.of_change(ask(widened))
        label = f"{strip.zone} {strip.name}"
        if not pd.isna(strip.valid_from):
            label += f" from {strip.valid_from}"
        parts.append(_of_intervals(found, years, "strip", label))
    if census_cv:
        found = ensembles.of_change(ask(ground, census_cv=census_cv))
        parts.append(_of_intervals(found, years, "census", f"{census_cv:g}"))
    frame = pd.concat(parts, ignore_index=True).assign(first_year=years[0], last_year=years[1])
    # Without a zone no method has found anything.
    columns = [c for c in schemas.Sensitivity.to_schema().columns if c not in frame]
    frame = frame.assign(**dict.fromkeys(columns, float("nan")))
    frame["direction"] = list(_directions(frame))
    frame["growth_side"] = list(_sides(frame))
    return schemas.Sensitivity.validate(frame[list(schemas.Sensitivity.to_schema().columns)])


def _of_intervals(intervals, years, factor="", variant="") -> pd.DataFrame:
    """Lay out what the ensemble finds: a row for each reading, and for what is left out of it."""
    kept = intervals[intervals["basis"].eq("in_force") & intervals["kind"].eq("scenario")]
    if factor:
        kept = kept[kept["left_out"] == ""]
    keys = ["zone", "left_out"]
    by_period = {period: rows.set_index(keys) for period, rows in kept.groupby("period")}
    periods = [str(years[0]), str(years[1]), "-".join(map(str, years))]
    if not set(periods) <= set(by_period):
        return pd.DataFrame()
    first, last, change = (by_period[period] for period in periods)
    frame = pd.DataFrame(
        {
            "national_share_first": first["national_share_p50"],
            "national_share_last": last["national_share_p50"],
            "share_change": change["national_share_p50"],
            "share_change_p10": change["national_share_p10"],
            "share_change_p90": change["national_share_p90"],
            "share_of_change": change["share_of_change_p50"],
            "share_of_change_p10": change["share_of_change_p10"],
            "share_of_change_p90": change["share_of_change_p90"],
        },
        index=change.index,
    ).reset_index(names=["scenario", "left_out"])
    left_out = frame.pop("left_out")
    departments = left_out.str.fullmatch(r"\d\d")
    kinds = np.select(
        [left_out.eq(""), departments], ["configured", "department_left_out"], "zone_left_out"
    )
    method = intervals["method"].iloc[0]
    return frame.assign(method=method, factor=factor or kinds, variant=variant or left_out)


def _of_methods(totals: pd.DataFrame, years: list[int]) -> pd.DataFrame:
    """Take every reading by every method that gives one figure, as it was computed."""
    single = totals[totals["kind"].eq("scenario") & ~totals["method"].isin(MODELS)]
    first, last = (single[single["year"] == year].set_index(["zone", "method"]) for year in years)
    whole = last["coca_ha"] / last["national_share"] - first["coca_ha"] / first["national_share"]
    frame = pd.DataFrame(
        {
            "national_share_first": first["national_share"],
            "national_share_last": last["national_share"],
            "share_change": last["national_share"] - first["national_share"],
            "share_of_change": last["change_ha"] / whole.where(whole != 0),
        }
    ).reset_index(names=["scenario", "method"])
    return frame.assign(factor="method", variant=frame["method"])


def _directions(frame: pd.DataFrame) -> Iterator[str]:
    """Name the side of zero on which the share's change lies, with its interval if it has one."""
    for row in frame.itertuples():
        low, high = _ends(row.share_change, row.share_change_p10, row.share_change_p90)
        if max(abs(low), abs(high)) < SAME:
            yield "same"
        else:
            yield "rose" if low >= SAME else "fell" if high <= -SAME else "unclear"


def _sides(frame: pd.DataFrame) -> Iterator[str]:
    """Name where more than half of the growth lay, by the interval of the part inside."""
    for row in frame.itertuples():
        low, high = _ends(row.share_of_change, row.share_of_change_p10, row.share_of_change_p90)
        yield "inside" if low > LARGE_PART else "outside" if high < LARGE_PART else "unclear"


def _ends(figure: float, low: float, high: float) -> tuple[float, float]:
    return (figure, figure) if pd.isna(low) else (low, high)


def _only(editions: pd.DataFrame, zone: str, edition: str) -> pd.DataFrame:
    """Let one edition of a zone stand for all years, and the other zones as they are."""
    others = editions[editions["zone"] != zone]
    chosen = editions[editions["edition"] == edition].assign(**ALWAYS)
    return pd.concat([others, chosen])


def _stand_in(editions: pd.DataFrame, strip) -> pd.DataFrame:
    """Let a strip stand for its zone: in all years, or in those since its first day."""
    row = {"edition": VARIANT, "zone": strip.zone, "tier": strip.tier, **ALWAYS}
    others = editions[editions["zone"] != strip.zone]
    if pd.isna(strip.valid_from):
        return pd.concat([others, pd.DataFrame([row])])
    since = int(strip.valid_from[:4])
    before = editions[editions["zone"].eq(strip.zone) & editions["first_year"].lt(since)]
    before = before.assign(last_year=before["last_year"].clip(upper=since - 1))
    return pd.concat([others, before, pd.DataFrame([row | {"first_year": since}])])


def _shared(surfaces: pd.DataFrame, pieces: pd.DataFrame, cut: pd.DataFrame) -> pd.DataFrame:
    """Give what was measured on a piece to the parts that a strip cuts it into."""
    # ASSUME: within a piece that a variant's strip cuts, what lies on it lies evenly.
    whole = pieces.set_index(["divipola", "inside"])["area_ha"]
    parent = ["|".join(n for n in names.split("|") if n != VARIANT) for names in cut["inside"]]
    keys = pd.MultiIndex.from_arrays([cut["divipola"], parent])
    found = surfaces.set_index(["divipola", "inside"]).reindex(keys)
    part = cut["area_ha"].to_numpy() / whole.reindex(keys).to_numpy()
    extensive = [name for name in found if "_ha" in name or name == "weight"]
    found[extensive] = found[extensive].mul(part, axis=0)
    return found.reset_index(drop=True).assign(
        divipola=cut["divipola"].to_numpy(), inside=cut["inside"].to_numpy()
    )


def _span(edition: pd.Series) -> str:
    return f"{edition['first_year']}-{edition['last_year']}"
