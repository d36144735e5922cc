"""Municipal records: one figure per municipality and year, as the open-data portal lays them out.

Coca hectares, hectares sprayed and hectares eradicated by hand come in the same shape, one row per
municipality and one column per year; the stages after this one use one row per figure.
"""

import pandas as pd

from cocashift import divipola, schemas

__all__ = ["cultivation", "eradication", "tidy"]


def tidy(table: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Lay a portal table out as one row per municipality and year.

    Parameters
    ----------
    table : DataFrame
        Columns ``CODMPIO`` and one per year (four digits), values in hectares.
    figure : str
        Name of the column of figures, with its unit: ``coca_ha``.

    Returns
    -------
    DataFrame
        Columns ``divipola``, ``year``, and the figure; sorted by both; blanks stay missing.

    Examples
    --------
    >>> table = pd.DataFrame({"CODMPIO": ["5001"], "2013": [3.0], "2014": [4.0]})
    >>> tidy(table, "coca_ha").values.tolist()
    [['05001', 2013, 3.0], ['05001', 2014, 4.0]]
    """
    years = [column for column in table.columns if column.isdecimal() and len(column) == 4]
    long = table.assign(divipola=divipola.repair(table["CODMPIO"])).melt(
        "divipola", years, var_name="year", value_name=figure
    )
    long["year"] = long["year"].astype(int)
    long[figure] = long[figure].astype(float)
    return long.sort_values(["divipola", "year"], ignore_index=True)


def cultivation(table: pd.DataFrame) -> pd.DataFrame:
    """Harmonise the coca table.

    Returns
    -------
    DataFrame
        `schemas.Cultivation`: hectares of coca on 31 December.
    """
    return schemas.Cultivation.validate(tidy(table, "coca_ha"))


def eradication(spraying: pd.DataFrame, manual: pd.DataFrame) -> pd.DataFrame:
    """Bring the registers of aerial spraying and of manual eradication together.

    Returns
    -------
    DataFrame
        `schemas.Eradication`: a row for every municipality and year that either register covers;
        a figure is missing where its register does not cover the year.
    """
    sprayed, by_hand = tidy(spraying, "sprayed_ha"), tidy(manual, "manual_ha")
    both = sprayed.merge(by_hand, on=["divipola", "year"], how="outer", validate="1:1")
    for figure, register in {"sprayed_ha": sprayed, "manual_ha": by_hand}.items():
        # ASSUME: the registers list events, so in a year that a register covers, a municipality
        # it does not name had none.
        covered = both["year"].isin(register["year"]) & ~both["divipola"].isin(register["divipola"])
        both.loc[covered, figure] = 0.0
    return schemas.Eradication.validate(both)
