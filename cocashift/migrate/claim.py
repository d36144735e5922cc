"""A published statement against the records: each of its figures, and what its cause is worth."""

import numpy as np
import pandas as pd

from cocashift import schemas
from cocashift.allocate.models import MODELS

__all__ = ["check", "weigh"]

ERADICATED = {
    "sprayed": ["sprayed_ha"],
    "manual": ["manual_ha"],
    "eradicated": ["sprayed_ha", "manual_ha"],
}
# An estimate, its bounds and its 80 % interval.
ENDS = ("", "_lower", "_upper", "_p10", "_p90")
# Bounds if what stood stays.
STOOD = ("_stood_lower", "_stood_upper")


def check(
    statement: pd.DataFrame | None, national: pd.DataFrame | None, eradication: pd.DataFrame
) -> pd.DataFrame:
    """Compute every figure of a statement that a record at hand can give.

    Parameters
    ----------
    statement : DataFrame or None
        One row per figure: ``figure``, ``stated`` (text, as printed), ``unit``, ``measure``,
        ``first_year`` (of a change in per cent), ``last_year``. Measures are ``us_coca`` (the
        United States estimate), ``sprayed``, ``manual``, ``eradicated`` (the municipal
        registers); of any other, the statement's own figures are set against one another.
    national : DataFrame or None
        ``year`` and, if there are, ``us_coca_ha`` and ``us_source``: a value whose source is the
        ``statement`` is no check of it.
    eradication : DataFrame
        `schemas.Eradication`.

    Returns
    -------
    DataFrame
        `schemas.Claim`, in the order of the statement.
    """
    rows = [
        _figure(row, statement, _series(row.measure, national, eradication))
        for row in (statement.itertuples() if statement is not None else ())
    ]
    columns = list(schemas.Claim.to_schema().columns)
    frame = pd.DataFrame(rows, columns=columns)
    text = dict.fromkeys(["figure", "stated", "unit", "note"], "str")
    return schemas.Claim.validate(frame.astype({**text, "computed": float, "holds": "boolean"}))


def _series(measure, national, eradication) -> tuple[str, pd.Series]:
    """Give a measure by year from a record other than the statement, and which record it is."""
    if measure == "us_coca" and national is not None and "us_coca_ha" in national:
        # A value that only the statement gives cannot bear it out.
        other = national["us_source"] != "statement" if "us_source" in national else True
        known = national[other].set_index("year")["us_coca_ha"]
        return "united_states_estimate", known.dropna()
    if measure in ERADICATED:
        # ASSUME: a year's total is known where every register that it adds up covers the year.
        yearly = eradication.groupby("year")[ERADICATED[measure]].sum(min_count=1)
        return "municipal_registers", yearly.dropna().sum(axis=1)
    return "no_record", pd.Series(dtype=float)


def _figure(row, statement, source: tuple[str, pd.Series]) -> tuple:
    """Set one figure against its record, or else against the statement's other figures."""
    note, series = source
    years = [row.last_year] if pd.isna(row.first_year) else [int(row.first_year), row.last_year]
    if not set(years) <= set(series.index):
        own = statement[(statement["measure"] == row.measure) & (statement["unit"] != "percent")]
        note, series = "own_figures", own.set_index("last_year")["stated"].astype(float)
        # A level cannot bear itself out.
        if len(years) == 1 or not set(years) <= set(series.index):
            return row.figure, row.stated, np.nan, row.unit, pd.NA, "no_record"
    last = series[years[-1]]
    found = last if len(years) == 1 else 100 * (last / series[years[0]] - 1)
    # Some figures were rounded and some cut off, so the whole last unit is allowed.
    unit = 10.0 ** -len(row.stated.partition(".")[2])
    holds = bool(abs(found - float(row.stated)) < unit)
    return row.figure, row.stated, found, row.unit, holds, note


def weigh(
    shift: pd.DataFrame, flow_summary: pd.DataFrame, cultivation: pd.DataFrame
) -> pd.DataFrame:
    """Collect what bears on a rise being due to cultivation moving to land off limits.

    Parameters
    ----------
    shift : DataFrame
        `schemas.Shift`, of which the best model (else areal weighting) and exposures are taken.
    flow_summary : DataFrame
        `schemas.FlowSummary`.
    cultivation : DataFrame
        `schemas.Cultivation`.

    Returns
    -------
    DataFrame
        `schemas.Evidence`. `change_at_national_rate` is the yardstick of a large part: what the
        areas would have gained had they grown as the country did.
    """
    method = next(each for each in (*MODELS, "areal") if shift["method"].eq(each).any())
    known = shift[shift["method"].isin([method, "recorded"])].set_index("zone")
    scenarios = known[known["kind"] == "scenario"]
    first, last = (
        cultivation.loc[cultivation["year"] == shift[when].iloc[0], "coca_ha"].sum()
        for when in ("first_year", "last_year")
    )
    growth = _over(last - first, first)
    rows = [("municipal_change", "", "share", {"": growth})]
    for zone, row in scenarios.iterrows():
        at_rate = {end: growth * row[f"coca_ha_first{end}"] for end in ENDS}
        rows += [
            ("share_of_change", zone, "share", _ends(row, "share_of_change")),
            ("change_inside", zone, "ha", _ends(row, "change_ha")),
            ("change_at_national_rate", zone, "ha", at_rate),
            ("share_change", zone, "share", _ends(row, "share_change")),
        ]
    net = flow_summary.set_index("reading").loc["net"]
    most, gained = net["net_transfer_ha_upper"], net["gained_ha"]
    rows += [
        ("net_transfer_at_most", "", "ha", {"": most}),
        ("net_transfer_share_at_most", "", "share", {"": _over(most, gained)}),
    ]
    for zone, row in known[known["kind"] == "exposure"].iterrows():
        sprayed = zone.removeprefix("un")
        for name, unsprayed in (("", "national_share_first"), ("_of_change", "share_of_change")):
            rows.append((f"share{name}_in_sprayed", sprayed, "share", {"": 1 - row[unsprayed]}))
    frame = pd.DataFrame(
        {"evidence": name, "zone": zone, "unit": unit}
        | {f"computed{end}": float(found.get(end, np.nan)) for end in (*ENDS, *STOOD)}
        for name, zone, unit, found in rows
    )
    columns = list(schemas.Evidence.to_schema().columns)
    return schemas.Evidence.validate(frame[columns])


def _ends(row: pd.Series, figure: str) -> dict[str, float]:
    """Give a figure with its bounds and its interval, as far as it has them."""
    return {end: row.get(f"{figure}{end}", np.nan) for end in (*ENDS, *STOOD)}


def _over(part: float, whole: float) -> float:
    """Divide; a part of nothing is missing."""
    return part / whole if whole else np.nan
