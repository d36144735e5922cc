"""Municipalities that came or went: a table and boundaries of different vintages joined."""

from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from cocashift.harmonise.quality import Reading
from cocashift.place import COLOMBIA, Place

__all__ = ["changes", "place"]


@cache
def changes() -> pd.DataFrame:
    """Give the table of municipality changes.

    Returns
    -------
    DataFrame
        One row per municipality that came or went, key ``code``: ``name``, ``lies_in`` (the code
        whose ground holds it where it is no unit itself), ``of`` (that one's name), ``created``
        and ``dissolved`` (years). Source: DANE, DIVIPOLA.
    """
    return pd.DataFrame(
        yaml.safe_load(Path(__file__).with_name("succession.yaml").read_text("utf-8"))
    )


def place(
    record: pd.DataFrame, figure: str, boundaries: pd.Series, home: Place = COLOMBIA
) -> tuple[pd.DataFrame, pd.DataFrame, list[Reading]]:
    """Bring the codes of a record to those of the boundaries.

    Parameters
    ----------
    record : DataFrame
        ``divipola``, ``name``, ``year`` and the figure (`tables.read`).
    figure : str
        The figures' column.
    boundaries : Series
        Codes of the municipalities that have a boundary.
    home : Place
        The country; of another than Colombia no changes are known.

    Returns
    -------
    placed : DataFrame
        The record with every code of the table of changes that has no boundary replaced by the
        one whose ground holds it; figures that meet in one code and year are added. Codes that
        remain without boundary keep their rows: sums over all rows are those of the record.
    unplaced : DataFrame
        The rows of these remaining codes that hold a figure above zero.
    readings : list of Reading
        What was moved, by name.
    """
    table = changes().set_index("code")
    if home.elsewhere:
        table = table.head(0)
    absent = record["divipola"][~record["divipola"].isin(boundaries)].drop_duplicates()
    known = table.loc[table.index.isin(absent) & table["lies_in"].isin(boundaries)]
    codes = record["divipola"].replace(known["lies_in"].to_dict())
    moved = record["divipola"] != codes
    readings = [
        (
            "codes_succeeded",
            int(record.loc[moved, "divipola"].nunique()),
            "; ".join(
                f"{code} {row['name']} in {row['lies_in']} {row['of']}"
                for code, row in known.iterrows()
            ),
        )
    ] * bool(moved.any())
    met = record.assign(divipola=codes).groupby(["divipola", "year"])
    placed = pd.concat([met["name"].first(), met[figure].sum(min_count=1)], axis=1).reset_index()
    placed = placed[["divipola", "name", "year", figure]]
    lost = ~placed["divipola"].isin(boundaries) & (placed[figure] > 0)
    return placed, placed[lost].reset_index(drop=True), readings
