"""Checks of a run: its results must add up, or nothing is published."""

from dataclasses import dataclass

import pandas as pd

from cocashift import schemas
from cocashift.check import strips as border_strips
from cocashift.errors import InputError
from cocashift.harmonise import divipola

__all__ = ["Record", "References", "require", "run"]

# Sums of areas and hectares in floating point: far below anything that is printed.
ROUNDING_HA = 1e-6
# Published national totals of some years are rounded to tens.
PUBLISHED_ROUNDING = 1e-4


@dataclass(frozen=True)
class Record:
    """What was recorded: `schemas.Cultivation`, `schemas.Unplaced`, `schemas.Eradication`."""

    cultivation: pd.DataFrame
    unplaced: pd.DataFrame
    eradication: pd.DataFrame


@dataclass(frozen=True)
class References:
    """What others published, where the dataset has it.

    `national` are totals: ``year``, ``unodc_coca_ha``, ``unodc_note`` (why the municipal table may
    differ in a year); `statements` are figures that the municipal tables reproduce (see
    data/raw/bundled/README.md).
    """

    national: pd.DataFrame | None = None
    statements: pd.DataFrame | None = None


NO_REFERENCES = References()


def run(
    municipalities: pd.DataFrame,
    record: Record,
    allocation: pd.DataFrame,
    totals: pd.DataFrame,
    years: list[int],
    references: References = NO_REFERENCES,
    strips: dict | None = None,
    census_cv: float = 0.0,
) -> pd.DataFrame:
    """Check that results add up and agree with what was published.

    Parameters
    ----------
    municipalities, allocation, totals : DataFrame
        `schemas.Municipalities` (geometry not needed), `schemas.Allocation`, `schemas.ZoneTotals`.
    record : Record
        What was recorded.
    years : list of int
        The two years compared.
    references : References
        What others published.
    strips : dict, optional
        What `check.strips` needs beside municipalities, which then come with their geometry:
        ``zones``, ``neighbours``, ``definitions``, ``crs``.
    census_cv : float
        As the intervals were drawn with: hectares that err themselves may lie beyond the bounds.

    Returns
    -------
    DataFrame
        `schemas.Checks`.
    """
    cultivation, unplaced = record.cultivation, record.unplaced
    rows = [
        *_placed(municipalities, cultivation, unplaced, years),
        *_conserved(allocation, cultivation, unplaced, years),
        *_bounded(allocation, totals, census_cv),
    ]
    if strips is not None:
        rows += border_strips.check(municipalities=municipalities, **strips)
    if references.national is not None:
        rows += _national(cultivation, references.national, years)
    if references.statements is not None:
        rows += _published(cultivation, record.eradication, references.statements)
    return schemas.Checks.validate(pd.DataFrame(rows, columns=["check", "expected", "found", "ok"]))


def require(checks: pd.DataFrame) -> None:
    """Stop the line if a check failed.

    Raises
    ------
    InputError
        The message lists every failed check with what was expected and found.
    """
    failed = checks[~checks["ok"]]
    if len(failed):
        told = "\n".join(
            f"  {row.check}: expected {row.expected}, found {row.found}"
            for row in failed.itertuples()
        )
        raise InputError(
            f"{len(failed)} of {len(checks)} checks failed; nothing was published:\n{told}"
        )


def _placed(municipalities, cultivation, unplaced, years):
    """Add hectares placed and unplaced up to the table's, and name what has no boundary."""
    for year in years:
        of_year = cultivation[cultivation["year"] == year].set_index("divipola")["coca_ha"]
        lost = unplaced[unplaced["year"] == year]
        placed = of_year[of_year.index.isin(municipalities["divipola"])].sum()
        both = placed + lost["coca_ha"].sum()
        ok = abs(both - of_year.sum()) < ROUNDING_HA
        yield f"placed + unplaced, {year}, ha", _ha(of_year.sum()), _ha(both), ok
        names = ", ".join(
            f"{row.divipola} {row.municipality} ({row.coca_ha:,.2f} ha)"
            for row in lost.itertuples()
        )
        yield f"unplaced, named, {year}", str(len(lost)), names or "0", True


def _conserved(allocation, cultivation, unplaced, years):
    """Add hectares inside and outside each zone, and unplaced ones, up to the national total."""
    for year in years:
        coca = cultivation[cultivation["year"] == year].set_index("divipola")["coca_ha"]
        lost = unplaced.loc[unplaced["year"] == year, "coca_ha"].sum()
        for (zone, method), part in allocation[allocation["year"] == year].groupby(
            ["zone", "method"], sort=False
        ):
            outside = (1 - part["coca_share"]) * part["divipola"].map(coca)
            both = part["coca_ha"].sum() + outside.sum() + lost
            ok = abs(both - coca.sum()) < ROUNDING_HA * len(part)
            yield (
                f"{zone}, {method}, inside + outside, {year}, ha",
                _ha(coca.sum()),
                _ha(both),
                ok,
            )


def _bounded(allocation, totals, census_cv):
    """Count rows whose expected value lies within its bounds, and shares outside 0 to 1."""
    known = allocation.dropna(subset="coca_ha")
    ordered = known["coca_ha_lower"].le(known["coca_ha"]) & known["coca_ha"].le(
        known["coca_ha_upper"]
    )
    yield "rows with lower <= expected <= upper", str(len(known)), str(ordered.sum()), ordered.all()
    estimated = totals.dropna(subset=["coca_ha_p10", "coca_ha_p90"])
    # Where there is nothing to compare, nothing is said to hold.
    if len(estimated) and not census_cv:
        low, high = estimated["coca_ha_p10"], estimated["coca_ha_p90"]
        least, most = estimated["coca_ha_lower"] - 1, estimated["coca_ha_upper"] + 1
        within = low.le(high) & low.ge(least) & high.le(most)
        told = str(len(estimated)), str(within.sum())
        yield "80 % intervals within the bounds", *told, within.all()
    outside = ~totals["national_share"].dropna().between(0, 1)
    yield "national shares outside 0 to 1", "0", str(outside.sum()), not outside.any()


def _national(cultivation, national, years):
    """Compare the municipal sum with the published national total."""
    for row in national[national["year"].isin(years)].dropna(subset="unodc_coca_ha").itertuples():
        found = cultivation.loc[cultivation["year"] == row.year, "coca_ha"].sum()
        gap = abs(found - row.unodc_coca_ha)
        noted = isinstance(row.unodc_note, str) and row.unodc_note != ""
        expected = _ha(row.unodc_coca_ha) + (f" ({row.unodc_note})" if noted else "")
        ok = noted or gap <= max(1, PUBLISHED_ROUNDING * row.unodc_coca_ha)
        yield f"national total, {row.year}, ha", expected, _ha(found), ok


def _published(cultivation, eradication, statements):
    """Reproduce each published statement to the unit it was printed in."""
    for row in statements.itertuples():
        found = _measure(row, cultivation, eradication)
        decimals = len(row.published.partition(".")[2])
        # Some figures were rounded and some cut off, so the whole last unit is allowed.
        ok = abs(found - float(row.published)) < 10**-decimals
        yield f"{row.statement}, {row.unit}", row.published, f"{found:.{max(decimals, 1)}f}", ok


def _measure(row, cultivation, eradication) -> float:
    """Compute what one published statement says."""
    codes = row.codes.split("+") if isinstance(row.codes, str) and row.codes else [""]
    if row.measure in ("sprayed", "manual", "eradicated"):
        columns = {"sprayed": ["sprayed_ha"], "manual": ["manual_ha"]}.get(
            row.measure, ["sprayed_ha", "manual_ha"]
        )
        of_year = eradication[eradication["year"] == row.last_year]
        return of_year.loc[_within(of_year, codes), columns].sum().sum()

    def coca(year) -> pd.Series:
        of_year = cultivation[cultivation["year"] == year]
        return of_year.loc[_within(of_year, codes)].set_index("divipola")["coca_ha"]

    last = coca(row.last_year)
    if row.measure == "coca":
        return last.sum()
    if row.measure == "largest_share":
        units = last if row.level == "municipality" else last.groupby(_department(last)).sum()
        return 100 * units.nlargest(int(row.largest)).sum() / last.sum()
    change = last.sum() - coca(row.first_year).sum()
    return 100 * change / coca(row.first_year).sum() if row.unit == "percent" else change


def _within(frame: pd.DataFrame, codes: list[str]) -> pd.Series:
    """Rows whose municipality or department is one of the codes; the empty code is the country."""
    return frame["divipola"].str.startswith(tuple(codes))


def _department(coca: pd.Series) -> pd.Index:
    return pd.Index(divipola.department(coca.index.to_series()))


def _ha(hectares: float) -> str:
    return f"{hectares:.2f}"
