"""A published statement against the records: each of its figures, and what its cause is worth."""

import numpy as np
import pandas as pd

from cocashift import schemas

__all__ = ["check", "weigh"]

ERADICATED = {
    "sprayed": ["sprayed_ha"],
    "manual": ["manual_ha"],
    "eradicated": ["sprayed_ha", "manual_ha"],
}
# An estimate, its bounds and its 80 % interval.
ENDS = ("", "_lower", "_upper", "_p10", "_p90")


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
        ``year`` and, if there is one, ``us_coca_ha``.
    eradication : DataFrame
        `schemas.Eradication`.

    Returns
    -------
    DataFrame
        `schemas.Claim`, in the order of the statement.
    """
    rows = [
        _figure(row, _series(row.measure, statement, national, eradication))
        for row in (statement.itertuples() if statement is not None else ())
    ]
    columns = list(schemas.Claim.to_schema().columns)
    frame = pd.DataFrame(rows, columns=columns)
    text = dict.fromkeys(["figure", "stated", "unit", "note"], "str")
    return schemas.Claim.validate(frame.astype({**text, "computed": float, "holds": "boolean"}))


def _series(measure, statement, national, eradication) -> tuple[str, pd.Series]:
    """Give a measure by year, and where it comes from."""
    if measure == "us_coca":
        known = national is not None and "us_coca_ha" in national
        series = national.set_index("year")["us_coca_ha"] if known else pd.Series(dtype=float)
        return "united_states_estimate", series.dropna()
    if measure in ERADICATED:
        # ASSUME: a year's total is known where every register that it adds up covers the year.
        yearly = eradication.groupby("year")[ERADICATED[measure]].sum(min_count=1)
        return "municipal_registers", yearly.dropna().sum(axis=1)
    own = statement[(statement["measure"] == measure) & (statement["unit"] != "percent")]
    return "own_figures", own.set_index("last_year")["stated"].astype(float)


def _figure(row, source: tuple[str, pd.Series]) -> tuple:
    """Set one figure against its record."""
    note, series = source
    years = [row.last_year] if pd.isna(row.first_year) else [int(row.first_year), row.last_year]
    # A level that only the statement gives cannot bear itself out.
    alone = note == "own_figures" and len(years) == 1
    if alone or not set(years) <= set(series.index):
        return row.figure, row.stated, np.nan, row.unit, pd.NA, "no_record"
    last = series[years[-1]]
    found = last if len(years) == 1 else 100 * (last / series[years[0]] - 1)
    # Some figures were rounded and some cut off, so the whole last unit is allowed.
    unit = 10.0 ** -len(row.stated.partition(".")[2])
    return (
        row.figure,
        row.stated,
        found,
        row.unit,
        bool(abs(found - float(row.stated)) < unit),
        note,
    )


def weigh(
    shift: pd.DataFrame, flow_summary: pd.DataFrame, cultivation: pd.DataFrame
) -> pd.DataFrame:
    """Collect what bears on a rise being due to cultivation moving to land off limits.

    Parameters
    ----------
    shift : DataFrame
        `schemas.Shift`, of which areal weighting and exposures are taken.
    flow_summary : DataFrame
        `schemas.FlowSummary`.
    cultivation : DataFrame
        `schemas.Cultivation`.

    Returns
    -------
    DataFrame
        `schemas.Evidence`.
    """
    known = shift[shift["method"].isin(["areal", "recorded"])].set_index("zone")
    scenarios = known[known["kind"] == "scenario"]
    first, last = (
        cultivation.loc[cultivation["year"] == known[when].iloc[0], "coca_ha"].sum()
        for when in ("first_year", "last_year")
    )
    net = flow_summary[flow_summary["reading"] == "net"].set_index("scenario")
    gained = net["gained_ha"].iloc[0]
    most = min(net["lost_ha"].iloc[0], gained)
    rows = [
        ("municipal_change", "", "share", {"": _over(last - first, first)}),
        *(
            (figure, zone, "share", {end: row[f"{figure}{end}"] for end in ENDS})
            for figure in ("share_change", "share_of_change")
            for zone, row in scenarios.iterrows()
        ),
        ("relocation_at_most", "", "ha", {"": most}),
        ("relocation_share_at_most", "", "share", {"": _over(most, gained)}),
    ]
    for scenario, row in net.iterrows():
        into = {end: row[f"into_off_limits_share{end}"] * most for end in ("", "_lower", "_upper")}
        rows.append(("relocation_into_zones", scenario, "ha", into))
    for zone, row in known[known["kind"] == "exposure"].iterrows():
        sprayed = zone.removeprefix("un")
        for name, unsprayed in (("", "national_share_first"), ("_of_change", "share_of_change")):
            rows.append((f"share{name}_in_sprayed", sprayed, "share", {"": 1 - row[unsprayed]}))
    frame = pd.DataFrame(
        {"evidence": name, "zone": zone, "unit": unit}
        | {f"computed{end}": float(found.get(end, np.nan)) for end in ENDS}
        for name, zone, unit, found in rows
    )
    columns = list(schemas.Evidence.to_schema().columns)
    return schemas.Evidence.validate(frame[columns])


def _over(part: float, whole: float) -> float:
    """Divide; a part of nothing is missing."""
    return part / whole if whole else np.nan
