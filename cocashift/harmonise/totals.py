"""Published hectares of coca inside zones: what others counted there, as data of a dataset."""

from pathlib import Path

import pandas as pd

from cocashift import schemas
from cocashift.errors import InputError
from cocashift.harmonise import delimited, numerals, provenance
from cocashift.harmonise.quality import Reading

__all__ = ["hold_against", "read"]

TEXT = ["zone", "source", "trust"]
FIGURES = ["coca_ha", "tolerance_percent"]
NEEDED = ["zone", "year", *FIGURES, "source"]


def read(path: str, layer: dict) -> tuple[pd.DataFrame, list[Reading]]:
    """Read a table of published totals.

    Parameters
    ----------
    path : str
        A CSV with the columns of `schemas.PublishedTotals`; ``trust`` may be left out.
    layer : dict
        Its description in the dataset.

    Returns
    -------
    totals : DataFrame
        `schemas.PublishedTotals`, in the order of the file.
    readings : list of Reading
        What was read and repaired.

    Raises
    ------
    InputError
        If the file or a column is missing, a cell is blank or no figure, a year none of four
        digits, hectares are negative, a tolerance is not between 0 and 100, or a zone has two
        totals of one year; the message names the file and the line.
    """
    name = Path(path).name
    try:
        table = delimited.read(Path(path))
        table = table.rename(columns=lambda column: str(column).strip().casefold())
        lacking = [column for column in NEEDED if column not in table]
        if lacking:
            raise InputError(
                f"no column {', '.join(map(repr, lacking))}; the columns are "
                f"{', '.join(table.columns[:12])}. A table of totals has {', '.join(NEEDED)}, and "
                "perhaps trust."
            )
        totals, repaired = _totals(table, layer.get("decimal"))
    except InputError as error:
        raise InputError(f"{name} (layout totals): {error}") from None
    counted = [(item, count, "") for item, count in repaired.items() if count]
    return totals, [
        *provenance.of_file(path, layer),
        ("rows", len(totals), layer["layout"]),
        *counted,
    ]


def hold_against(
    totals: pd.DataFrame, cultivation: pd.DataFrame, known: list[str], made: list[str]
) -> tuple[pd.DataFrame, list[Reading]]:
    """Keep the totals that a run can use, and refuse those that cannot be.

    Parameters
    ----------
    totals : DataFrame
        `schemas.PublishedTotals`.
    cultivation : DataFrame
        `schemas.Cultivation`.
    known : list of str
        Zones and scenarios of the configuration.
    made : list of str
        Of these, the ones that the dataset has the layers for.

    Returns
    -------
    totals : DataFrame
        `schemas.PublishedTotals` of zones that the dataset has, in years of the coca table.
    readings : list of Reading
        Totals left out, by name.

    Raises
    ------
    InputError
        If a zone is not in the configuration, or a total is more than the country's hectares of
        that year, its tolerance taken off; the message names it.
    """
    odd = totals[~totals["zone"].isin(known)]
    if len(odd):
        raise InputError(
            f"published totals: {odd['zone'].iloc[0]!r} is no zone or scenario of the "
            f"configuration, which has {', '.join(known)}. Correct the name."
        )
    national = cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    of_country = totals["year"].map(national)
    least = totals["coca_ha"] * (1 - totals["tolerance_percent"] / 100)
    beyond = totals[least > of_country]
    if len(beyond):
        row = beyond.iloc[0]
        most = of_country[row.name]
        raise InputError(
            f"published totals: {row['zone']} {row['year']}: {row['coca_ha']:,.0f} ha are more "
            f"than the {most:,.0f} ha that the coca table has in the whole country. "
            "Correct the total, or widen its tolerance."
        )
    usable = totals["zone"].isin(made) & of_country.notna()
    left = totals[~usable]
    # In one order: the errors of draws hang on it.
    kept = totals[usable].sort_values(["zone", "year"], ignore_index=True)
    names = ", ".join(f"{row.zone} {row.year}" for row in left.itertuples())
    return (
        schemas.PublishedTotals.validate(kept),
        [("totals_unused", len(left), names)] if len(left) else [],
    )


def _totals(table: pd.DataFrame, decimal: str | None) -> tuple[pd.DataFrame, dict[str, int]]:
    """Bring the table to its schema, every cell checked."""
    text = {column: table[column].str.strip() for column in {*TEXT, "year"} & {*table.columns}}
    for column in ("zone", "source"):
        if (text[column] == "").any():
            place = (text[column] == "").idxmax()
            raise InputError(f"{place}, column {column!r}: blank. Say which zone, and who says so.")
    odd = ~text["year"].str.fullmatch(r"\d{4}")
    if odd.any():
        place = odd.idxmax()
        raise InputError(f"{place}, column 'year': {text['year'][place]!r} is no year.")
    figures, repaired = {}, {}
    for column in FIGURES:
        places = table.index + f", column {column!r}"
        figures[column], ways = numerals.read(table[column].set_axis(places), decimal)
        repaired |= {item: repaired.get(item, 0) + count for item, count in ways.items()}
        most = 100 if column == "tolerance_percent" else float("inf")
        wrong = ~figures[column].between(0, most)
        if wrong.any():
            place = wrong.idxmax()
            told = table[column].set_axis(places)[place]
            raise InputError(
                f"{place}: {told!r}. Hectares are 0 or more, a tolerance is 0 to 100 per cent, and "
                "neither may be blank."
            )
    frame = pd.DataFrame(
        {
            "zone": text["zone"],
            "year": text["year"].astype(int),
            **{column: values.to_numpy() for column, values in figures.items()},
            "source": text["source"],
            "trust": text["trust"].replace("", None) if "trust" in text else None,
        }
    )
    twice = frame.duplicated(["zone", "year"])
    if twice.any():
        place = twice.idxmax()
        zone, year = frame.loc[place, ["zone", "year"]]
        raise InputError(f"{place}: a second total of {zone} {year}. Keep one of them.")
    typed = frame.astype({"zone": "str", "source": "str"}).reset_index(drop=True)
    typed["trust"] = typed["trust"].astype("object")
    return schemas.PublishedTotals.validate(typed), repaired
