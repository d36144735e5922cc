"""Municipal tables as providers lay them out: one figure per municipality and year.

Each layout is brought to cells (code, year, text); what follows is the same for all.
"""

import pandas as pd

from cocashift import place
from cocashift.errors import InputError
from cocashift.harmonise import delimited, divipola, numerals, provenance
from cocashift.harmonise.layouts import LAYOUTS
from cocashift.harmonise.quality import Reading
from cocashift.place import COLOMBIA, Place

__all__ = ["read", "read_figures"]

REMEDY = "Correct the code; take out rows of totals and footnotes."


def read(path: str, layer: dict, figure: str) -> tuple[pd.DataFrame, list[Reading]]:
    """Read a table of municipal figures as the dataset describes it.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset: ``layout``, perhaps ``census_from``, ``decimal`` and, of a
        workbook, the sheet as ``layer``.
    figure : str
        Name of the figures, with their unit.

    Returns
    -------
    record : DataFrame
        See `read_figures`.
    readings : list of Reading
        What was read and repaired.
    """
    record, readings = read_figures(
        path,
        layer["layout"],
        figure,
        layer.get("census_from"),
        layer.get("decimal"),
        place.of(layer),
        layer.get("layer"),
    )
    return record, [*provenance.of_file(path, layer), *readings]


def read_figures(
    path: str,
    layout: str,
    figure: str,
    census_from: int | None = None,
    decimal: str | None = None,
    at: Place = COLOMBIA,
    sheet: str | None = None,
) -> tuple[pd.DataFrame, list[Reading]]:
    """Read a table of municipal figures.

    Parameters
    ----------
    path : str
        The file.
    layout : str
        One of `LAYOUTS`.
    figure : str
        Name of the figures in the result, with their unit: ``coca_ha``. A tidy table has it as a
        column.
    census_from : int, optional
        From this year on the survey covers the whole country, so that a blank means none; blanks
        of earlier years stay missing.
    decimal : str, optional
        The mark before decimals, where the table does not show it (see `numerals.read`).
    at : Place
        Says what codes are, and how a tidy table may call its columns.
    sheet : str, optional
        Which sheet of a workbook that holds several with such a table.

    Returns
    -------
    record : DataFrame
        One row per municipality of the table and year: ``divipola``, ``name`` (as in the table,
        may be missing), ``year`` and the figure; sorted by code and year.
    readings : list of Reading
        What was read, repaired and left out.

    Raises
    ------
    InputError
        If the file, a column or the layout is wrong, a code is none or comes twice, or a figure
        is negative or no figure; the message names file, row and column.
    """
    file = delimited.require_file(path)
    try:
        cells, readings = LAYOUTS[layout](file, figure, at, sheet)
        if cells.empty:
            raise InputError("the table has no rows. Fetch it again, or name another file.")
        record, of_figures = _figures(cells, figure, decimal, at)
        readings = [("rows", cells["row"].nunique(), layout), *readings, *of_figures]
        return _complete(record, figure, census_from, readings)
    except InputError as error:
        raise InputError(f"{file.name} (layout {layout}): {error}") from None


def _figures(
    cells: pd.DataFrame, figure: str, decimal: str | None, at: Place
) -> tuple[pd.DataFrame, list[Reading]]:
    """Turn cells into figures with whole codes and years that are numbers."""
    found = cells.drop_duplicates("row").set_index("row")["code"].rename("municipal codes")
    codes, damaged = divipola.repair(found, REMEDY, at)
    place = cells["row"].astype("str") + ", column " + cells["year"].map(repr)
    figures, repaired = numerals.read(cells["text"].set_axis(place), decimal)
    negative = figures < 0
    if negative.any():
        where = negative.idxmax()
        raise InputError(f"{where}: {figures[where]:g} ha is negative. Correct the cell.")
    record = pd.DataFrame(
        {
            "divipola": cells["row"].map(codes).to_numpy(),
            "name": cells["name"].astype("str").where(cells["name"].notna(), None).to_numpy(),
            "year": cells["year"].astype(int).to_numpy(),
            figure: figures.to_numpy(),
        }
    ).astype({"name": "str"})
    twice = record.duplicated(["divipola", "year"], keep=False)
    if twice.any():
        code, year = record.loc[twice, ["divipola", "year"]].iloc[0]
        rows = cells.loc[(twice & (record["divipola"] == code)).to_numpy(), "row"].unique()
        raise InputError(
            f"code {code} comes twice for {year}: {', '.join(rows[:4])}. Keep one of them."
        )
    # Where each figure stands, for messages of later steps.
    record.attrs["places"] = dict(zip(record["divipola"], cells["row"], strict=True))
    counted = {"codes_repaired": damaged, **repaired}
    return record, [(item, count, "") for item, count in counted.items() if count]


def _complete(
    record: pd.DataFrame, figure: str, census_from: int | None, readings: list[Reading]
) -> tuple[pd.DataFrame, list[Reading]]:
    """Give every municipality of the table a row for every year of it."""
    names = record.groupby("divipola")["name"].first()
    wide = record.pivot(index="divipola", columns="year", values=figure)
    years = wide.columns
    if census_from is not None:
        # ASSUME: a census names every place that has some, so a blank of its years means none.
        surveyed = years >= census_from
        blanks = int(wide.loc[:, surveyed].isna().sum().sum())
        wide.loc[:, surveyed] = wide.loc[:, surveyed].fillna(0.0)
        readings = [*readings, ("blanks_zero", blanks, f"{census_from}-")]
    blank = int(wide.isna().sum().sum())
    readings = [
        *readings,
        ("years", len(years), f"{years.min()}-{years.max()}"),
        ("blanks_missing", blank, ""),
    ]
    long = wide.reset_index().melt("divipola", var_name="year", value_name=figure)
    long["year"] = long["year"].astype(int)
    long.insert(1, "name", long["divipola"].map(names))
    complete = long.sort_values(["divipola", "year"], ignore_index=True)
    complete.attrs = record.attrs
    return complete, readings
