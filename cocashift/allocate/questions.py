"""What the ensemble is asked: which ground is summed up, in which years, from how many draws."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from cocashift.allocate import ensemble, unions
from cocashift.allocate.ensemble import Design, Sums
from cocashift.allocate.ground import Ground, totals_on
from cocashift.allocate.models import ENSEMBLE, FITTED

__all__ = [
    "DRAWS",
    "SEED",
    "SPANS",
    "Question",
    "named",
    "of_change",
    "of_units",
    "of_zones",
    "part",
    "told",
]

SEED = 20140101
# For the years compared, which are what is told, from the record alone.
DRAWS = 32768
# The others take a part of them. Fitted draws differ less, and fewer leave the same Monte Carlo
# error; variants are held against the run's own interval, and the intervals of units are wide.
FITTED_OF_THEM, YEARS_OF_THEM, YEARS_FITTED_OF_THEM = 3 / 8, 1 / 8, 1 / 16
VARIANTS_OF_THEM, UNITS_OF_THEM = 1 / 32, 1 / 64
# And so many at least, for the ends of an interval.
FEWEST = 256
# Changes over so many years are taken beside those of one year.
SPANS = (1, 2, 3, 5)


@dataclass(frozen=True)
class Question:
    """One ensemble, and what it is drawn for.

    Attributes
    ----------
    ground : Ground
        What it is drawn on.
    placed : DataFrame
        Hectares that are placed on it, as `Ground.placed` gives them.
    year : int
        Zones are those of this year.
    unions : dict of Union
        What is summed, by name.
    pairs : list of tuple of int
        Between which years changes are taken.
    design : Design
        How it is drawn.
    """

    ground: Ground
    placed: pd.DataFrame
    year: int
    unions: dict[str, ensemble.Union]
    pairs: list[tuple[int, int]]
    design: Design

    def draw(self, number: int = 1, parts: int = 1) -> Iterator[Sums]:
        """Draw one of some parts, counted from 1; all of them together are the whole."""
        zones = unions.lasting(self.ground.editions, self.year)
        design = replace(self.design, part=(number, parts))
        yield from ensemble.sums(self.ground.flagged(), self.placed, zones, self.unions, design)

    def answer(self, drawn: Iterable[Sums] | None = None) -> pd.DataFrame:
        """Take intervals from draws, by default from all of them."""
        found = ensemble.summarise(self.draw() if drawn is None else drawn, self.unions, self.pairs)
        return found.assign(method=FITTED if self.design.totals else ENSEMBLE)


def of_zones(
    ground: Ground,
    scenarios: dict[str, list[str]],
    years: list[int],
    census_cv: float = 0.0,
    seed: int = SEED,
    published: pd.DataFrame | None = None,
    draws: int = DRAWS,
) -> list[Question]:
    """Ask for zones and readings: of the years compared, and of all years with fewer draws.

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
    draws : int
        For the years compared from the record alone; all else takes its part of them.

    Returns
    -------
    list of Question
        None where neither year is surveyed, or without zones.

    Raises
    ------
    InputError
        If a published total is beyond what the municipal totals allow.
    """
    placed, compared = ground.placed(years)
    if not compared or ground.editions.empty:
        return []
    totals = totals_on(published, ground, scenarios, placed)
    fitted_to = {total.year for total in totals} - set(compared)
    number = part(draws, FITTED_OF_THEM if totals else 1)
    design = Design((*compared, *sorted(fitted_to)), seed, number, None, census_cv, totals)
    pairs = list(combinations(compared, 2))
    asked = told(ground, placed, scenarios, compared, years[-1])
    main = Question(ground, placed, years[-1], asked, pairs, design)
    known = sorted(placed["year"].unique().tolist())
    number = part(draws, YEARS_FITTED_OF_THEM if totals else YEARS_OF_THEM)
    series = replace(
        main,
        unions=named(unions.fixed(ground.editions, scenarios, years[-1])),
        pairs=sorted({(a, b) for a, b in combinations(known, 2) if b - a in SPANS} - {*pairs}),
        design=replace(design, years=tuple(known), draws=number),
    )
    return [main, series]


def of_units(
    parts: Ground,
    scenarios: dict[str, list[str]],
    years: list[int],
    census_cv: float = 0.0,
    published: pd.DataFrame | None = None,
    draws: int = DRAWS,
) -> Question | None:
    """Ask for single parks, reserves and councils, in all years, on `schemas.Parts`.

    Parameters are those of `of_zones`, as are the errors.
    """
    placed, compared = parts.placed(years)
    units = unions.of_units(parts.pieces)
    if not compared or parts.editions.empty or not units:
        return None
    totals = totals_on(published, parts, scenarios, placed)
    design = Design(None, SEED, part(draws, UNITS_OF_THEM), None, census_cv, totals)
    pairs = list(combinations(compared, 2))
    return Question(parts, placed, years[-1], units, pairs, design)


def of_change(
    ground: Ground,
    scenarios: dict[str, list[str]],
    years: list[int],
    census_cv: float = 0.0,
    draws: int = DRAWS,
) -> Question | None:
    """Ask for zones as in force in the years compared, and for nothing else, as a variant needs."""
    placed, compared = ground.placed(years)
    if not compared or ground.editions.empty:
        return None
    asked = named(unions.in_force(ground.editions, scenarios, compared))
    design = Design(tuple(compared), SEED, part(draws, VARIANTS_OF_THEM), None, census_cv)
    return Question(ground, placed, years[-1], asked, list(combinations(compared, 2)), design)


def told(ground: Ground, placed, scenarios, compared, year: int) -> dict[str, ensemble.Union]:
    """Name all that is told of the years compared, each zone and department left out in turn."""
    grown = placed[placed["year"].isin(compared) & (placed["coca_ha"] > 0)]
    departments = sorted(grown["divipola"].str[:2].unique())
    return named(
        [
            *unions.fixed(ground.editions, scenarios, year, compared),
            *unions.in_force(ground.editions, scenarios, compared),
            *unions.without(ground.editions, scenarios, compared, departments),
        ]
    )


def part(draws: int, of_them: float) -> int:
    """Say how many draws that part of them is."""
    return max(int(draws * of_them), FEWEST)


def named(asked: list[unions.Keyed]) -> dict[str, ensemble.Union]:
    """Give unions one name each."""
    return {"|".join(keys): union for keys, union in asked}
