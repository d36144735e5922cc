"""80 % intervals for the hectares in zones and readings, from one ensemble for all years."""

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from cocashift import schemas
from cocashift.allocate import ensemble
from cocashift.allocate.ensemble import Union
from cocashift.allocate.ensemble.fitting import Total
from cocashift.errors import InputError

__all__ = ["ENSEMBLE", "FITTED", "of_change", "of_zones"]

# What an interval rests on: the municipal record alone, or published totals as well.
ENSEMBLE, FITTED = "ensemble", "fitted"

SEED = 20140101
DRAWS = 4000
# A variant is held against the run's own interval and asked for two years only.
DRAWS_OF_VARIANTS = 2000
DRAWS_OF_FITTED = 2000
# Changes over so many years are taken beside those of one year.
SPANS = (1, 2, 3, 5)
KEYS = ["zone", "kind", "basis", "left_out"]


def of_zones(
    pieces: pd.DataFrame,
    editions: pd.DataFrame,
    surfaces: pd.DataFrame,
    cultivation: pd.DataFrame,
    scenarios: dict[str, list[str]],
    years: list[int],
    census_cv: float = 0.0,
    seed: int = SEED,
    published: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Draw the ensemble once for all years and summarise it.

    Parameters
    ----------
    pieces, editions, surfaces, cultivation
        `schemas.Pieces` (geometry not needed), `schemas.Editions`, `schemas.Surfaces`,
        `schemas.Cultivation`; hectares of municipalities without pieces are left aside.
    scenarios : dict
        Tiers by scenario.
    years : list of int
        The two years compared.
    census_cv : float
        Coefficient of variation of the municipal totals themselves.
    seed : int
        Of the draws.
    published : DataFrame, optional
        `schemas.PublishedTotals` of zones and scenarios that every draw is fitted to.

    Returns
    -------
    DataFrame
        `schemas.Intervals`: for zones as in force, the two years compared and their change, with
        each zone, each edition and each department left out in turn; for zones held as they were in
        the last of the two, every year, and the changes over one, two, three and five years.

    Raises
    ------
    InputError
        If a published total is beyond what the municipal totals allow, or no draw can meet them
        all.
    """
    placed, compared = _placed(cultivation, pieces, years)
    if not compared or editions.empty:
        return schemas.Intervals.empty()
    known = sorted(placed["year"].unique().tolist())
    grown = placed[placed["year"].isin(compared) & (placed["coca_ha"] > 0)]
    unions = [
        *_fixed(editions, scenarios, years[-1]),
        *_in_force(editions, scenarios, compared),
        *_without(editions, scenarios, compared, sorted(grown["divipola"].str[:2].unique())),
    ]
    pairs = {(a, b) for a, b in combinations(known, 2) if b - a in SPANS}
    pairs |= set(combinations(compared, 2))
    options = {"years": known, "seed": seed, "draws": DRAWS, "census_cv": census_cv}
    if published is not None:
        options |= {"draws": DRAWS_OF_FITTED}
        options["totals"] = _totals(published, pieces, editions, scenarios, placed)
    return _draw(pieces, editions, surfaces, placed, unions, pairs, years[-1], options)


def of_change(
    pieces: pd.DataFrame,
    editions: pd.DataFrame,
    surfaces: pd.DataFrame,
    cultivation: pd.DataFrame,
    scenarios: dict[str, list[str]],
    years: list[int],
    census_cv: float = 0.0,
) -> pd.DataFrame:
    """Draw the two years compared only, as `of_zones` does, with zones as in force.

    Parameters
    ----------
    pieces, editions, surfaces, cultivation, scenarios, years, census_cv
        As in `of_zones`.

    Returns
    -------
    DataFrame
        `schemas.Intervals`.
    """
    placed, compared = _placed(cultivation, pieces, years)
    if not compared or editions.empty:
        return schemas.Intervals.empty()
    unions = _in_force(editions, scenarios, compared)
    options = {"seed": SEED, "draws": DRAWS_OF_VARIANTS, "census_cv": census_cv}
    pairs = combinations(compared, 2)
    return _draw(
        pieces, editions, surfaces, placed, unions, pairs, years[-1], {"years": compared} | options
    )


def _totals(published, pieces, editions, scenarios, placed) -> list[Total]:
    """Say of each published total which pieces it is the sum of; refuse what cannot be."""
    grounds = {name: rows for name, _, rows in _grounds(editions, scenarios)}
    flags = pieces["inside"].str.get_dummies("|").reindex(columns=editions["edition"], fill_value=0)
    whole = pieces.groupby("divipola")["area_ha"].sum()
    listed = []
    for row in published.itertuples():
        current = _current(grounds[row.zone], row.year)
        inside = pieces["area_ha"].where(flags[current].any(axis=1), 0.0)
        ground = inside.groupby(pieces["divipola"]).sum()
        coca = (
            placed[placed["year"] == row.year].set_index("divipola")["coca_ha"].reindex(whole.index)
        )
        least = (coca - (whole - ground)).clip(lower=0).sum()
        most = coca.where(coca < ground, ground).sum()
        error = row.coca_ha * row.tolerance_percent / 100
        if row.coca_ha + error < least or row.coca_ha - error > most:
            raise InputError(
                f"published totals: {row.zone} {row.year}: {row.coca_ha:,.0f} ha cannot lie there; "
                f"the municipal totals allow {least:,.0f} to {most:,.0f} ha. Correct the total, or "
                "widen its tolerance."
            )
        listed.append(Total(row.zone, current, row.year, row.coca_ha, row.tolerance_percent))
    return listed


def _placed(cultivation, pieces, years) -> tuple[pd.DataFrame, list[int]]:
    """Take the surveyed years of municipalities with pieces, and those of the years compared."""
    placed = cultivation[cultivation["divipola"].isin(pieces["divipola"])]
    surveyed = placed.groupby("year")["coca_ha"].sum() > 0
    # A year without coca has nothing to place; compared, it still has its place in the change.
    surveyed |= surveyed.index.isin(years)
    placed = placed[placed["year"].isin(surveyed.index[surveyed])]
    return placed, [year for year in years if surveyed.get(year, False)]


def _draw(pieces, editions, surfaces, placed, unions, pairs, year, options) -> pd.DataFrame:
    """Draw the ensemble on pieces flagged by the editions that they lie in."""
    frame = pieces[["divipola", "inside", "area_ha"]].merge(
        surfaces, on=["divipola", "inside"], how="left", validate="1:1"
    )
    flags = frame["inside"].str.get_dummies("|").reindex(columns=editions["edition"], fill_value=0)
    found = ensemble.intervals(
        frame.drop(columns="inside").join(flags.astype(bool)),
        placed,
        _lasting(editions, year),
        {"|".join(keys): union for keys, union in unions},
        sorted(pairs),
        **options,
    )
    keys = pd.DataFrame(found["union"].str.split("|").tolist(), columns=KEYS)
    keys["method"] = FITTED if options.get("totals") else ENSEMBLE
    table = pd.concat([keys, found.drop(columns="union")], axis=1)
    return schemas.Intervals.validate(table[list(schemas.Intervals.to_schema().columns)])


# Unions come with what their rows are called: zone, kind, basis, and what is left out.
Keyed = tuple[tuple[str, str, str, str], Union]


def _grounds(editions: pd.DataFrame, scenarios: dict[str, list[str]]) -> Iterator[tuple]:
    """Give each zone and each reading with its editions."""
    for zone, rows in editions.groupby("zone", sort=False):
        yield zone, "category", rows
    for scenario, tiers in scenarios.items():
        yield scenario, "scenario", editions[editions["tier"].isin(tiers)]


def _fixed(editions, scenarios, year: int) -> list[Keyed]:
    """Hold every zone and reading as it was on 31 December of a year."""
    return [
        ((name, kind, "fixed", ""), Union(_current(rows, year)))
        for name, kind, rows in _grounds(editions, scenarios)
    ]


def _in_force(editions, scenarios, years: list[int]) -> list[Keyed]:
    """Take every zone and reading as it was in force in each of the years compared."""
    return [
        ((name, kind, "in_force", ""), Union({year: _current(rows, year) for year in years}))
        for name, kind, rows in _grounds(editions, scenarios)
    ]


def _without(editions, scenarios, years: list[int], departments: list[str]) -> Iterator[Keyed]:
    """Leave out of each reading, in turn, each of its zones and each department."""
    for name, kind, rows in _grounds(editions, scenarios):
        if kind == "scenario":
            for zone in rows["zone"].unique():
                others = rows[rows["zone"] != zone]
                by_year = {year: _current(others, year) for year in years}
                yield (name, kind, "in_force", zone), Union(by_year)
            by_year = {year: _current(rows, year) for year in years}
            for code in departments:
                yield (name, kind, "in_force", code), Union(by_year, without=(code,))


def _current(editions: pd.DataFrame, year: int) -> list[str]:
    """Name the editions that count on 31 December of a year."""
    counted = editions["first_year"].le(year) & editions["last_year"].ge(year)
    return editions.loc[counted, "edition"].tolist()


def _lasting(editions: pd.DataFrame, year: int) -> dict[str, list[str]]:
    """Give each zone the ground that has its density ratio: as of a year, or all it ever had."""
    return {
        zone: _current(rows, year) or rows["edition"].tolist()
        for zone, rows in editions.groupby("zone")
    }
