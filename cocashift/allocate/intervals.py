"""80 % intervals for the hectares in zones, readings and units, from one ensemble."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pandas as pd

from cocashift import schemas
from cocashift.allocate import ensemble, unions
from cocashift.allocate.ensemble import Design
from cocashift.allocate.ground import Ground, totals_on
from cocashift.allocate.models import ENSEMBLE, FITTED, GRIDDED, QUANTILES

__all__ = ["of_change", "of_grid", "of_units", "of_zones"]

SEED = 20140101
# The years compared are what is told: they have most draws. Fitted draws differ less, and fewer
# leave the same Monte Carlo error; variants are held against the run's own interval, and the
# intervals of units are wide.
DRAWS, DRAWS_FITTED, DRAWS_OF_YEARS = 32768, 12288, 4096
DRAWS_OF_VARIANTS, DRAWS_OF_UNITS = 1024, 512
# Changes over so many years are taken beside those of one year.
SPANS = (1, 2, 3, 5)
KEYS = ["zone", "kind", "basis", "left_out"]


def of_zones(
    ground: Ground,
    scenarios: dict[str, list[str]],
    years: list[int],
    census_cv: float = 0.0,
    seed: int = SEED,
    published: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Draw the ensemble for the years compared, and once more for all years.

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

    Returns
    -------
    DataFrame
        `schemas.Intervals`: for zones as in force, the two years compared and their change, with
        each zone and each department left out in turn; for zones held as they were in the last of
        the two, every year, and the changes over one, two, three and five years.

    Raises
    ------
    InputError
        If a published total is beyond what the municipal totals allow, or no draw can meet them
        all.
    """
    placed, compared = ground.placed(years)
    if not compared or ground.editions.empty:
        return schemas.Intervals.empty()
    known = sorted(placed["year"].unique().tolist())
    fixed = unions.fixed(ground.editions, scenarios, years[-1])
    told = _told(ground, placed, scenarios, compared, years[-1])
    totals = totals_on(published, ground, scenarios, placed)
    fitted_to = {total.year for total in totals} - set(compared)
    told_in = (*compared, *sorted(fitted_to))
    design = Design(told_in, seed, DRAWS_FITTED if totals else DRAWS, None, census_cv, totals)
    pairs = set(combinations(compared, 2))
    found = _keyed(_draw(ground, placed, _named(told), pairs, years[-1], design))
    around = {(a, b) for a, b in combinations(known, 2) if b - a in SPANS} - pairs
    design = replace(design, years=tuple(known), draws=DRAWS_OF_YEARS // (2 if totals else 1))
    series = _keyed(_draw(ground, placed, _named(fixed), around, years[-1], design))
    others = series[~series["period"].isin(map(str, compared))]
    return schemas.Intervals.validate(pd.concat([found, others], ignore_index=True))


def of_grid(
    ground: Ground, scenarios: dict[str, list[str]], years: list[int], seed: int = SEED
) -> pd.DataFrame:
    """Draw the years of a gridded layer, where it has both years compared.

    Parameters
    ----------
    ground, scenarios, years, seed
        As in `of_zones`; surfaces with ``grid_ha_<year>``.

    Returns
    -------
    DataFrame
        `schemas.Intervals`, as `of_zones` gives them, for the years that the grid has; none where
        it lacks one of those compared.
    """
    placed, compared = ground.placed(years)
    known = [y for y in sorted(placed["year"].unique()) if f"grid_ha_{y}" in ground.surfaces]
    if ground.editions.empty or compared != years or not set(years) <= set(known):
        return schemas.Intervals.empty()
    fixed = unions.fixed(ground.editions, scenarios, years[-1])
    asked = _named([*_told(ground, placed, scenarios, compared, years[-1]), *fixed])
    pairs = {(a, b) for a, b in combinations(known, 2) if b - a in SPANS} | {tuple(years)}
    design = Design(tuple(map(int, known)), seed, DRAWS_OF_YEARS)
    found = ensemble.intervals(
        ground.flagged(),
        placed,
        unions.lasting(ground.editions, years[-1]),
        asked,
        sorted(pairs),
        design,
        ensemble.place_grid,
    )
    return _keyed(found.assign(method=GRIDDED))


def _told(ground: Ground, placed, scenarios, compared, year: int) -> list[unions.Keyed]:
    """Ask for all that is told of the years compared."""
    grown = placed[placed["year"].isin(compared) & (placed["coca_ha"] > 0)]
    departments = sorted(grown["divipola"].str[:2].unique())
    return [
        *unions.fixed(ground.editions, scenarios, year, compared),
        *unions.in_force(ground.editions, scenarios, compared),
        *unions.without(ground.editions, scenarios, compared, departments),
    ]


def of_units(
    parts: Ground,
    scenarios: dict[str, list[str]],
    years: list[int],
    census_cv: float = 0.0,
    published: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Draw the ensemble for all years on pieces cut along the borders of units.

    Parameters
    ----------
    parts : Ground
        What it is drawn on: `schemas.Parts`.
    scenarios, years, census_cv, published
        As in `of_zones`.

    Returns
    -------
    DataFrame
        A row is a unit and a year; key ``unit, year``; ``coca_ha_p10``, ``_p50`` and ``_p90`` with
        their Monte Carlo errors, the same of ``change_ha`` in rows of the last year compared, and
        the ``method``.

    Raises
    ------
    InputError
        As `of_zones`.
    """
    placed, compared = parts.placed(years)
    named = unions.of_units(parts.pieces)
    if not compared or parts.editions.empty or not named:
        return _of_units(pd.DataFrame(columns=["union", "period"]), ())
    totals = totals_on(published, parts, scenarios, placed)
    design = Design(None, SEED, DRAWS_OF_UNITS, None, census_cv, totals)
    pairs = list(combinations(compared, 2))
    return _of_units(_draw(parts, placed, named, pairs, years[-1], design), pairs)


def of_change(
    ground: Ground, scenarios: dict[str, list[str]], years: list[int], census_cv: float = 0.0
) -> pd.DataFrame:
    """Draw the two years compared with zones as in force, as `of_zones` does, but with fewer draws.

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
    asked = unions.in_force(ground.editions, scenarios, compared)
    design = Design(tuple(compared), SEED, DRAWS_OF_VARIANTS, None, census_cv)
    pairs = combinations(compared, 2)
    return _keyed(_draw(ground, placed, _named(asked), pairs, years[-1], design))


def _named(asked: list[unions.Keyed]) -> dict[str, ensemble.Union]:
    """Give unions one name each."""
    return {"|".join(keys): union for keys, union in asked}


def _draw(ground: Ground, placed, named, pairs, year: int, design: Design) -> pd.DataFrame:
    """Draw the ensemble on pieces flagged by the editions that they lie in."""
    zones = unions.lasting(ground.editions, year)
    found = ensemble.intervals(ground.flagged(), placed, zones, named, sorted(pairs), design)
    return found.assign(method=FITTED if design.totals else ENSEMBLE)


def _keyed(found: pd.DataFrame) -> pd.DataFrame:
    """Take the names of unions apart."""
    split = found["union"].str.split("|").tolist()
    keys = pd.DataFrame(split, columns=KEYS, index=found.index, dtype="str")
    table = pd.concat([keys, found.drop(columns="union")], axis=1)
    table = table[list(schemas.Intervals.to_schema().columns)]
    return schemas.Intervals.validate(table.reset_index(drop=True))


def _of_units(drawn: pd.DataFrame, pairs: Iterable[tuple[int, int]]) -> pd.DataFrame:
    """Lay out the hectares of units by year, and their change beside those of its last year."""
    names = [f"{name}_{q}" for name in ("coca_ha", "coca_mcse_ha") for q in QUANTILES]
    drawn = drawn.reindex(columns=["union", "period", "method", *names])
    last = {f"{first}-{last}": str(last) for first, last in pairs}
    steps = drawn[drawn["period"].isin(last)].replace({"period": last}).drop(columns="method")
    steps.columns = steps.columns.str.replace("coca_", "change_")
    table = drawn[~drawn["period"].isin(last)].merge(steps, on=["union", "period"], how="left")
    table = table.rename(columns={"union": "unit", "period": "year"})
    figures = [*names, *(name.replace("coca_", "change_") for name in names)]
    kinds = {"unit": "str", "year": int, "method": "str"} | dict.fromkeys(figures, float)
    return table[list(kinds)].astype(kinds).reset_index(drop=True)
