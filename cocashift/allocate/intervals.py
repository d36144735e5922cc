"""80 % intervals for the hectares in zones, readings and units, from one ensemble."""

from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from cocashift import schemas
from cocashift.allocate import ensemble, questions, unions
from cocashift.allocate.ensemble import Design, Sums
from cocashift.allocate.ground import Ground
from cocashift.allocate.models import GRIDDED, QUANTILES
from cocashift.allocate.questions import DRAWS, SEED, SPANS, Question

__all__ = ["of_change", "of_grid", "of_units", "of_zones"]

KEYS = ["zone", "kind", "basis", "left_out"]


def of_zones(
    asked: list[Question], years: list[int], drawn: Iterable[Iterable[Sums]] | None = None
) -> pd.DataFrame:
    """Draw the ensemble for the years compared, and once more for all years.

    Parameters
    ----------
    asked : list of Question
        As `questions.of_zones` gives them.
    years : list of int
        The two years compared.
    drawn : iterable of iterable of Sums, optional
        For each question what was drawn elsewhere, in parts.

    Returns
    -------
    DataFrame
        `schemas.Intervals`: for zones as in force, the two years compared and their change, with
        each zone and each department left out in turn; for zones held as they were in the last of
        the two, every year, and the changes over one, two, three and five years.

    Raises
    ------
    InputError
        If no draw can meet all published totals.
    """
    if not asked:
        return schemas.Intervals.empty()
    parts = [None] * len(asked) if drawn is None else drawn
    found, series = (
        _keyed(question.answer(of_it)) for question, of_it in zip(asked, parts, strict=True)
    )
    others = series[~series["period"].isin(map(str, years))]
    return schemas.Intervals.validate(pd.concat([found, others], ignore_index=True))


def of_grid(
    ground: Ground,
    scenarios: dict[str, list[str]],
    years: list[int],
    seed: int = SEED,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """Draw the years of a gridded layer, where it has both years compared.

    Parameters
    ----------
    ground, scenarios, years, seed, draws
        As in `questions.of_zones`; surfaces with ``grid_ha_<year>``.

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
    asked = questions.told(ground, placed, scenarios, compared, years[-1])
    asked |= questions.named(unions.fixed(ground.editions, scenarios, years[-1]))
    pairs = {(a, b) for a, b in combinations(known, 2) if b - a in SPANS} | {tuple(years)}
    design = Design(tuple(map(int, known)), seed, questions.part(draws, questions.YEARS_OF_THEM))
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


def of_units(asked: Question | None) -> pd.DataFrame:
    """Draw the ensemble for all years on pieces cut along the borders of units.

    Parameters
    ----------
    asked : Question, optional
        As `questions.of_units` gives it.

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
    if asked is None:
        return _of_units(pd.DataFrame(columns=["union", "period"]), ())
    return _of_units(asked.answer(), asked.pairs)


def of_change(asked: Question | None) -> pd.DataFrame:
    """Draw the two years compared with zones as in force, as `of_zones` does, but with fewer draws.

    Parameters
    ----------
    asked : Question, optional
        As `questions.of_change` gives it.

    Returns
    -------
    DataFrame
        `schemas.Intervals`.
    """
    return schemas.Intervals.empty() if asked is None else _keyed(asked.answer())


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
