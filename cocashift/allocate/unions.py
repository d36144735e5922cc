"""Which sums over pieces are asked of the ensemble: zones and readings, whole and in part."""

from collections.abc import Iterator

import pandas as pd

from cocashift.allocate.ensemble import Union

__all__ = ["Keyed", "current", "fixed", "grounds", "in_force", "lasting", "of_units", "without"]

# Unions come with what their rows are called: zone, kind, basis, and what is left out.
Keyed = tuple[tuple[str, str, str, str], Union]


def grounds(editions: pd.DataFrame, scenarios: dict[str, list[str]]) -> Iterator[tuple]:
    """Give each zone and each reading with its editions."""
    for zone, rows in editions.groupby("zone", sort=False):
        yield zone, "category", rows
    for scenario, tiers in scenarios.items():
        yield scenario, "scenario", editions[editions["tier"].isin(tiers)]


def fixed(editions, scenarios, year: int, asked: list[int] | None = None) -> list[Keyed]:
    """Hold every zone and reading as it was on 31 December of a year, in all years or some."""
    return [
        (keys, Union(dict.fromkeys(asked, union.flags)) if asked else union)
        for keys, union in _lasting_unions(editions, scenarios, year)
    ]


def _lasting_unions(editions, scenarios, year: int) -> list[Keyed]:
    return [
        ((name, kind, "fixed", ""), Union(current(rows, year)))
        for name, kind, rows in grounds(editions, scenarios)
    ]


def in_force(editions, scenarios, years: list[int]) -> list[Keyed]:
    """Take every zone and reading as it was in force in each of the years compared."""
    return [
        ((name, kind, "in_force", ""), Union({year: current(rows, year) for year in years}))
        for name, kind, rows in grounds(editions, scenarios)
    ]


def without(editions, scenarios, years: list[int], departments: list[str]) -> Iterator[Keyed]:
    """Leave out of each reading, in turn, each of its zones and each department."""
    for name, kind, rows in grounds(editions, scenarios):
        if kind == "scenario":
            for zone in rows["zone"].unique():
                others = rows[rows["zone"] != zone]
                by_year = {year: current(others, year) for year in years}
                yield (name, kind, "in_force", zone), Union(by_year)
            by_year = {year: current(rows, year) for year in years}
            for code in departments:
                yield (name, kind, "in_force", code), Union(by_year, without=(code,))


def current(editions: pd.DataFrame, year: int) -> list[str]:
    """Name the editions that count on 31 December of a year."""
    counted = editions["first_year"].le(year) & editions["last_year"].ge(year)
    return editions.loc[counted, "edition"].tolist()


def lasting(editions: pd.DataFrame, year: int) -> dict[str, list[str]]:
    """Give each zone the ground that has its density ratio: as of a year, or all it ever had."""
    return {
        zone: current(rows, year) or rows["edition"].tolist()
        for zone, rows in editions.groupby("zone")
    }


def of_units(pieces: pd.DataFrame) -> dict[str, Union]:
    """Ask for the hectares of every unit that pieces lie in, by its key."""
    listed = pieces["units"].drop_duplicates() if "units" in pieces else []
    named = sorted({unit for joined in listed for unit in joined.split("|") if unit})
    return {unit: Union([unit], small=True) for unit in named}
