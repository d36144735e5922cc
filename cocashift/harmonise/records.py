"""Municipal records: one figure per municipality and year, every code placed or named."""

from collections.abc import Iterable

import pandas as pd

from cocashift import schemas
from cocashift.errors import InputError
from cocashift.harmonise import succession
from cocashift.harmonise.quality import Reading
from cocashift.place import COLOMBIA, Place

__all__ = [
    "REGISTERS",
    "cultivation",
    "eradication",
    "require_placed",
    "require_possible",
    "require_years",
]

# The layers that register eradication, and their figures.
REGISTERS = {"spraying": "sprayed_ha", "manual": "manual_ha"}


def cultivation(
    record: pd.DataFrame, boundaries: pd.Series, home: Place = COLOMBIA
) -> tuple[pd.DataFrame, pd.DataFrame, list[Reading]]:
    """Harmonise the coca table.

    Parameters
    ----------
    record : DataFrame
        ``divipola``, ``name``, ``year``, ``coca_ha`` (`tables.read`).
    boundaries : Series
        Codes of the municipalities that have a boundary.
    home : Place
        The country that they are of.

    Returns
    -------
    cultivation : DataFrame
        `schemas.Cultivation`: hectares of coca on 31 December, of every code of the table.
    unplaced : DataFrame
        `schemas.Unplaced`: those of codes without boundary.
    readings : list of Reading
        Codes that were brought to those of the boundaries.
    """
    placed, lost, readings = succession.place(record, "coca_ha", boundaries, home)
    unplaced = lost.rename(columns={"name": "municipality"})
    return (
        schemas.Cultivation.validate(placed.drop(columns="name")),
        schemas.Unplaced.validate(unplaced),
        readings,
    )


def require_years(
    record: pd.DataFrame,
    years: list[int],
    readings: Iterable[Reading] = (),
    file: str = "the dataset",
) -> None:
    """Refuse to compare years that the coca table does not have.

    Parameters
    ----------
    record : DataFrame
        As `cultivation` takes it.
    years : list of int
        The two years compared.
    readings : iterable of Reading
        What was read; columns that may have been meant as years are told.
    file : str, optional
        For the message.

    Raises
    ------
    InputError
        The message lists the years there are.
    """
    first, last = years
    if first >= last:
        raise InputError(
            f"years: [{first}, {last}] in the configuration: the first year must be before the "
            "last. Swap them."
        )
    known = sorted(record.dropna(subset="coca_ha")["year"].unique())
    absent = [str(year) for year in years if year not in known]
    if absent:
        unread = "".join(
            f" The columns {columns} were not taken for years: a year's heading is its four digits."
            for item, _, columns in readings
            if item == "columns_unread"
        )
        raise InputError(
            f"{file}: the coca table has no figures of {' and '.join(absent)}; it has "
            f"{', '.join(map(str, known)) or 'none at all'}.{unread} Choose two of its years as "
            "`years:` in the configuration."
        )


def require_possible(record: pd.DataFrame, figure: str, areas: pd.Series, file: str) -> None:
    """Refuse more hectares than a municipality has.

    Parameters
    ----------
    record : DataFrame
        `tables.read`.
    figure : str
        The figures' column.
    areas : Series
        Hectares of each municipality, by code.
    file : str
        For the message.

    Raises
    ------
    InputError
        The message names file, row, year and area.
    """
    areas = record["divipola"].map(areas)
    over = record[record[figure] > areas]
    if len(over):
        row = over.iloc[0]
        place = record.attrs.get("places", {}).get(row["divipola"])
        raise InputError(
            f"{file}{f', {place}' if place else ''}: code {row['divipola']} has "
            f"{row[figure]:,.2f} ha in {row['year']}, more than the municipality's "
            f"{areas[row.name]:,.2f} ha. Correct the figure, its decimal mark, or the boundary."
        )


def require_placed(unplaced: pd.DataFrame, years: list[int], file: str = "the dataset") -> None:
    """Refuse to go on with hectares that lie nowhere.

    Raises
    ------
    InputError
        The message names every municipality with its hectares, and the setting that lets the run
        go on.
    """
    if unplaced.empty:
        return
    told = []
    for (code, name), rows in unplaced.groupby(["divipola", "municipality"], dropna=False):
        of_year = rows.set_index("year")["coca_ha"]
        figures = ", ".join(f"{of_year.get(year, 0):,.2f} ha in {year}" for year in years)
        most = of_year.idxmax()
        told.append(f"  {code} {name}: {figures}, at most {of_year[most]:,.2f} ha in {most}")
    sums = " and ".join(
        f"{unplaced.loc[unplaced['year'] == year, 'coca_ha'].sum():,.2f} ha in {year}"
        for year in years
    )
    raise InputError(
        f"{file}: {unplaced['divipola'].nunique()} municipalities of the coca table have no "
        f"boundary, with {sums}:\n"
        + "\n".join(told)
        + "\nCorrect the codes, give boundaries of the table's "
        "vintage, or set `unplaced: show` to go on and show these hectares as unplaced."
    )


def eradication(
    registers: dict[str, pd.DataFrame], boundaries: pd.Series, home: Place = COLOMBIA
) -> tuple[pd.DataFrame, dict[str, list[Reading]]]:
    """Bring the registers of aerial spraying and of manual eradication together.

    Parameters
    ----------
    registers : dict
        Of `REGISTERS`, those that the dataset has, each a record (`tables.read`); the figures of
        one that it lacks are missing.
    boundaries : Series
        Codes of the municipalities that have a boundary.
    home : Place
        The country that they are of.

    Returns
    -------
    eradication : DataFrame
        `schemas.Eradication`: a row for every municipality and year that either register covers;
        a figure is missing where its register does not cover the year.
    readings : dict
        By register, the codes brought to those of the boundaries, and those without boundary.
    """
    both = pd.DataFrame({"divipola": pd.Series(dtype="str"), "year": pd.Series(dtype=int)})
    placed, readings = {}, {}
    for register, record in registers.items():
        figure = REGISTERS[register]
        of_register, lost, moved = succession.place(record, figure, boundaries, home)
        names = sorted(set(lost["divipola"] + " " + lost["name"].fillna("")))
        unplaced = ("codes_unplaced", len(names), ", ".join(names))
        readings[register] = [*moved, *([unplaced] if names else [])]
        placed[figure] = of_register.drop(columns="name")
        both = both.merge(placed[figure], on=["divipola", "year"], how="outer", validate="1:1")
    for figure, record in placed.items():
        # ASSUME: the registers list events, so in a year that a register covers, a municipality
        # it does not name had none.
        covered = both["year"].isin(record["year"]) & ~both["divipola"].isin(record["divipola"])
        both.loc[covered, figure] = 0.0
    frame = both.reindex(columns=["divipola", "year", *REGISTERS.values()])
    typed = frame.astype({"divipola": "str", **dict.fromkeys(REGISTERS.values(), float)})
    return schemas.Eradication.validate(typed), readings
