"""80 % intervals for the hectares in zones and readings, from one ensemble for all years."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from cocashift import schemas
from cocashift.allocate import ensemble
from cocashift.allocate.ensemble import Design, Union
from cocashift.allocate.ensemble.fitting import Total
from cocashift.allocate.models import ENSEMBLE, FITTED, QUANTILES
from cocashift.errors import InputError

__all__ = ["Ground", "of_change", "of_zones"]

SEED = 20140101
# The years compared are what is told; a variant of them, and the years around, are held against it.
# Fitted draws differ less, and half as many leave the same Monte Carlo error.
DRAWS, DRAWS_OF_FITTED, DRAWS_OF_SERIES, DRAWS_OF_VARIANTS = 16384, 8192, 2048, 2048
# How the unions of units are called.
UNIT = "unit "
# Changes over so many years are taken beside those of one year.
SPANS = (1, 2, 3, 5)
KEYS = ["zone", "kind", "basis", "left_out"]


@dataclass(frozen=True)
class Ground:
    """What the ensemble is drawn on.

    Attributes
    ----------
    pieces, editions, surfaces, cultivation : DataFrame
        `schemas.Pieces` or `schemas.Parts` (geometry not needed), `schemas.Editions`,
        `schemas.Surfaces`, `schemas.Cultivation`; hectares of municipalities without pieces are
        left aside.
    """

    pieces: pd.DataFrame
    editions: pd.DataFrame
    surfaces: pd.DataFrame
    cultivation: pd.DataFrame

    def placed(self, years: list[int]) -> tuple[pd.DataFrame, list[int]]:
        """Take the surveyed years of municipalities with pieces, and those of some years."""
        placed = self.cultivation[self.cultivation["divipola"].isin(self.pieces["divipola"])]
        surveyed = placed.groupby("year")["coca_ha"].sum() > 0
        # A year without coca has nothing to place; compared, it has its place in the change.
        surveyed |= surveyed.index.isin(years)
        placed = placed[placed["year"].isin(surveyed.index[surveyed])]
        return placed, [year for year in years if surveyed.get(year, False)]

    def flagged(self) -> pd.DataFrame:
        """Give the pieces with their surfaces, and a flag for each edition they lie in."""
        keys = ["divipola", "inside", *(c for c in ["units"] if c in self.pieces)]
        frame = self.pieces[[*keys, "area_ha"]].merge(
            self.surfaces, on=keys, how="left", validate="1:1"
        )
        flags = frame["inside"].str.get_dummies("|")
        flags = flags.reindex(columns=self.editions["edition"], fill_value=0).astype(bool)
        return frame.drop(columns="inside").join(flags)


def of_zones(
    ground: Ground,
    scenarios: dict[str, list[str]],
    years: list[int],
    census_cv: float = 0.0,
    seed: int = SEED,
    published: pd.DataFrame | None = None,
    parts: Ground | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the ensemble for the years compared, and for all years, and summarise it.

    Parameters
    ----------
    ground : Ground
        What it is drawn on.
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
    parts : Ground, optional
        The same with pieces cut along the borders of units (`schemas.Parts`): all years are drawn
        on it, and its units are summed too.

    Returns
    -------
    zones : DataFrame
        `schemas.Intervals`: for zones as in force, the two years compared and their change, with
        each zone, each edition and each department left out in turn; for zones held as they were in
        the last of the two, every year, and the changes over one, two, three and five years.
    units : DataFrame
        A row is a unit and a year; key ``unit, year``; ``coca_ha_p10``, ``_p50`` and ``_p90``, and
        the ``method``.

    Raises
    ------
    InputError
        If a published total is beyond what the municipal totals allow, or no draw can meet them
        all.
    """
    placed, compared = ground.placed(years)
    if not compared or ground.editions.empty:
        return schemas.Intervals.empty(), _of_units(pd.DataFrame(columns=["union", "period"]))
    totals = ()
    if published is not None:
        totals = tuple(_totals(published, ground, scenarios, placed))
    told = [total.year for total in totals if total.year not in compared]
    known = sorted(placed["year"].unique().tolist())
    grown = placed[placed["year"].isin(compared) & (placed["coca_ha"] > 0)]
    departments = sorted(grown["divipola"].str[:2].unique())
    fixed = _fixed(ground.editions, scenarios, years[-1])
    told_of = [
        *_fixed_in(fixed, compared),
        *_in_force(ground.editions, scenarios, compared),
        *_without(ground.editions, scenarios, compared, departments),
    ]
    draws = DRAWS_OF_FITTED if totals else DRAWS
    design = Design((*compared, *sorted(set(told))), seed, draws, None, census_cv, totals)
    pairs = set(combinations(compared, 2))
    found = _keyed(_draw(ground, placed, told_of, pairs, years[-1], design))
    around = {(a, b) for a, b in combinations(known, 2) if b - a in SPANS} - pairs
    design = replace(design, years=tuple(known), draws=DRAWS_OF_SERIES)
    parts = parts or ground
    asked = [*fixed, *_small(parts.pieces)]
    drawn = _draw(parts, placed, asked, around, years[-1], design)
    small = drawn["union"].str.startswith(UNIT)
    series = _keyed(drawn[~small & ~drawn["period"].isin(map(str, compared))])
    both = pd.concat([found, series], ignore_index=True)
    return schemas.Intervals.validate(both), _of_units(drawn[small])


def of_change(
    ground: Ground, scenarios: dict[str, list[str]], years: list[int], census_cv: float = 0.0
) -> pd.DataFrame:
    """Draw the two years compared only, as `of_zones` does, with zones as in force.

    Parameters
    ----------
    ground, scenarios, years, census_cv
        As in `of_zones`.

    Returns
    -------
    DataFrame
        `schemas.Intervals`.
    """
    placed, compared = ground.placed(years)
    if not compared or ground.editions.empty:
        return schemas.Intervals.empty()
    unions = _in_force(ground.editions, scenarios, compared)
    design = Design(tuple(compared), SEED, DRAWS_OF_VARIANTS, None, census_cv)
    found = _draw(ground, placed, unions, combinations(compared, 2), years[-1], design)
    return schemas.Intervals.validate(_keyed(found))


def _totals(published, ground: Ground, scenarios, placed) -> list[Total]:
    """Say of each published total which pieces it is the sum of; refuse what cannot be."""
    pieces, editions = ground.pieces, ground.editions
    grounds = {name: rows for name, _, rows in _grounds(editions, scenarios)}
    flags = pieces["inside"].str.get_dummies("|").reindex(columns=editions["edition"], fill_value=0)
    whole = pieces.groupby("divipola")["area_ha"].sum()
    listed = []
    for row in published.itertuples():
        current = _current(grounds[row.zone], row.year)
        inside = pieces["area_ha"].where(flags[current].any(axis=1), 0.0)
        held = inside.groupby(pieces["divipola"]).sum()
        coca = (
            placed[placed["year"] == row.year].set_index("divipola")["coca_ha"].reindex(whole.index)
        )
        least = (coca - (whole - held)).clip(lower=0).sum()
        most = coca.where(coca < held, held).sum()
        error = row.coca_ha * row.tolerance_percent / 100
        if row.coca_ha + error < least or row.coca_ha - error > most:
            raise InputError(
                f"published totals: {row.zone} {row.year}: {row.coca_ha:,.0f} ha cannot lie there; "
                f"the municipal totals allow {least:,.0f} to {most:,.0f} ha. Correct the total, or "
                "widen its tolerance."
            )
        listed.append(Total(row.zone, current, row.year, row.coca_ha, row.tolerance_percent))
    return listed


def _draw(ground: Ground, placed, unions, pairs, year: int, design: Design) -> pd.DataFrame:
    """Draw the ensemble on pieces flagged by the editions that they lie in."""
    found = ensemble.intervals(
        ground.flagged(),
        placed,
        _lasting(ground.editions, year),
        {"|".join(keys): union for keys, union in unions},
        sorted(pairs),
        design,
    )
    return found.assign(method=FITTED if design.totals else ENSEMBLE)


def _keyed(found: pd.DataFrame) -> pd.DataFrame:
    """Take the names of unions apart."""
    keys = pd.DataFrame(found["union"].str.split("|").tolist(), columns=KEYS, index=found.index)
    table = pd.concat([keys, found.drop(columns="union")], axis=1)
    return table[list(schemas.Intervals.to_schema().columns)].reset_index(drop=True)


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


def _of_units(drawn: pd.DataFrame) -> pd.DataFrame:
    """Lay out the hectares of units by year."""
    figures = [f"{name}_{q}" for name in ("coca_ha", "coca_mcse_ha") for q in QUANTILES]
    kinds = {"unit": "str", "year": int, "method": "str"} | dict.fromkeys(figures, float)
    named = drawn.rename(columns={"union": "unit", "period": "year"}).reindex(columns=list(kinds))
    named["unit"] = named["unit"].astype("str").str.removeprefix(UNIT)
    return named.astype(kinds).reset_index(drop=True)


def _small(pieces: pd.DataFrame) -> list[Keyed]:
    """Ask for the hectares of every unit that pieces lie in."""
    listed = pieces["units"].drop_duplicates() if "units" in pieces else []
    named = sorted({unit for joined in listed for unit in joined.split("|") if unit})
    return [((UNIT + unit,), Union([unit], small=True)) for unit in named]


def _fixed_in(fixed: list[Keyed], years: list[int]) -> list[Keyed]:
    """Ask for ground that is held fixed in some years only."""
    return [(keys, Union(dict.fromkeys(years, union.flags))) for keys, union in fixed]


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
