"""Layouts of municipal tables: each brought to cells of code, name, year and text."""

import json
import re
import unicodedata
from pathlib import Path

import pandas as pd

from cocashift.errors import InputError
from cocashift.harmonise import delimited, workbook
from cocashift.harmonise.quality import Reading
from cocashift.place import Place

__all__ = ["LAYOUTS"]

CODE, NAME = "CODMPIO", "MUNICIPIO"
TIDY = ("divipola", "year")
# Years of a survey; a figure of four digits outside is none.
YEARS = range(1950, 2101)
# A row of totals by its first words, and the one of the whole country.
TOTAL, NATIONAL = r"(?i)total\b", r"(?i)total(?: general| nacional)?"
# What holds a year and more is told, for it may have been meant as one.
HOLDS_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"


def _portal(file: Path, *_: object) -> tuple[pd.DataFrame, list[Reading]]:
    """Read the open-data portal's CSV download."""
    return _wide(delimited.read(file, CODE))


def _portal_json(file: Path, *_: object) -> tuple[pd.DataFrame, list[Reading]]:
    """Read the open-data portal's JSON: keys in lower case, values text, blanks left out."""
    try:
        text = file.read_text(delimited.ENCODING)
        rows = json.loads(text, object_pairs_hook=_each_key_once)
        json.dumps(rows, ensure_ascii=False).encode("utf-8")
    except InputError:
        raise
    except UnicodeDecodeError:
        raise InputError("the file is not UTF-8. Save it as UTF-8.") from None
    except UnicodeEncodeError:
        raise InputError("it holds halves of characters: it is damaged. Fetch it again.") from None
    except RecursionError:
        raise InputError("its JSON is nested too deeply to be a table. Fetch it again.") from None
    except ValueError as error:
        raise InputError(f"no JSON ({error}). Fetch it again.") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError("no list of rows but an answer of another kind. Fetch it again.")
    nested = next((n for n, row in enumerate(rows, 1) if _nested(row)), None)
    if nested:
        raise InputError(f"row {nested} holds a list or an object where a figure belongs.")
    table = pd.DataFrame(rows, dtype="object")
    delimited.headings(list(table.columns))
    table.index = [f"row {number}" for number in range(1, len(table) + 1)]
    return _wide(table)


def _odc_workbook(
    file: Path, _figure: str, _at: Place, sheet: str | None
) -> tuple[pd.DataFrame, list[Reading]]:
    """Read the drug observatory's workbook: title rows, totals between rows, a footnote."""
    rows = workbook.rows(file, CODE, sheet)
    head, place = _heading_row(rows)
    table = pd.DataFrame(
        rows[head + 1 :],
        columns=delimited.headings([_whole(cell) for cell in rows[head]]),
        index=[f"row {number}" for number in range(head + 2, len(rows) + 1)],
        dtype="object",
    )
    codes = table.iloc[:, place].map(_whole)
    first = table.iloc[:, 0].map(_whole)
    municipal = codes.str.fullmatch(r"[0-9]{4,5}(\.0)?")
    total = first.str.match(TOTAL)
    blank = (table == "").all(axis=1)
    # Words between and below are notes, which merged cells repeat; a row with figures is none.
    figures = table[[column for column in table.columns if _is_year(_heading(column))]]
    note = ~municipal & ~total & (first.str.len() > 0) & ((first == codes) | (codes == ""))
    note &= (figures.eq("") | figures.eq(table.iloc[:, 0], axis=0)).all(axis=1)
    odd = ~(municipal | total | note | blank)
    if odd.any():
        at = odd.idxmax()
        raise InputError(
            f"{at}: {codes[at]!r} is no municipal code. Correct the cell, or take the row out."
        )
    cells, unread = _wide(table[municipal])
    readings = [
        *unread,
        ("title_rows", head, ""),
        ("total_rows", int(total.sum()), ""),
        ("notes", int(note.sum()), " ".join(first[note])[:160]),
    ]
    return cells, [*readings, *_totals_agree(table, municipal, total, cells)]


def _tidy(
    file: Path, figure: str, at: Place, _sheet: str | None
) -> tuple[pd.DataFrame, list[Reading]]:
    """Read one row per municipality and year; the columns may go by the names of the place."""
    table = delimited.read(file, at.published(TIDY[0]))
    columns = {at.internal(str(column).strip().casefold()): column for column in table.columns}
    lacking = [column for column in (*TIDY, figure) if column not in columns]
    if lacking:
        found = ", ".join(map(str, table.columns[:12]))
        raise InputError(
            f"no column {', '.join(map(repr, map(at.published, lacking)))}; the columns are "
            f"{found}. A tidy table has {', '.join(map(at.published, (*TIDY, figure)))}."
        )
    name = columns.get("municipality")
    year = table[columns["year"]].astype("str").str.strip().str.replace(r"\.0$", "", regex=True)
    odd = ~year.str.fullmatch("[0-9]{4}")
    if odd.any():
        raise InputError(
            f"{odd.idxmax()}, column 'year': {year[odd].iloc[0]!r} is no year of four digits."
        )
    _require_years(year)
    cells = pd.DataFrame(
        {
            "row": table.index,
            "code": table[columns["divipola"]],
            "name": table[name] if name else None,
            "year": year,
            "text": table[columns[figure]],
        }
    )
    return cells, []


LAYOUTS = {
    "portal": _portal,
    "portal_json": _portal_json,
    "odc_workbook": _odc_workbook,
    "tidy": _tidy,
}


def _wide(table: pd.DataFrame) -> tuple[pd.DataFrame, list[Reading]]:
    """Read one row per municipality, one column per year: ``2013``, or ``_2013`` in the API."""
    table = table.rename(columns=lambda column: _heading(str(column)))
    delimited.headings(list(table.columns))
    columns = {column.casefold(): column for column in table.columns}
    years = [column for column in table.columns if _is_year(column)]
    _require_years(pd.Series(years, index=[f"the heading {year!r}" for year in years], dtype="str"))
    if CODE.casefold() not in columns or not years:
        missing = "no columns of years" if CODE.casefold() in columns else f"no column {CODE!r}"
        found = ", ".join(map(str, table.columns[:12]))
        raise InputError(
            f"{missing}; the columns are {found}. Is it the right file, and is its layout one of "
            f"{', '.join(LAYOUTS)}?"
        )
    name = columns.get(NAME.casefold())
    frame = pd.DataFrame(
        {
            "row": table.index,
            "code": table[columns[CODE.casefold()]],
            "name": table[name].astype("str").str.strip() if name else None,
        }
    )
    cells = frame.join(table[years]).melt(
        ["row", "code", "name"], years, var_name="year", value_name="text"
    )
    # Digits of other widths and scripts were meant as digits, and are told.
    unread = [repr(c) for c in table.columns if c not in years and re.search(HOLDS_YEAR, _plain(c))]
    told = ("columns_unread", len(unread), ", ".join(unread))
    return cells, [told] if unread else []


def _heading_row(rows: list[list]) -> tuple[int, int]:
    """Find the row of headings, and which of them is the code's."""
    for number, row in enumerate(rows):
        named = [_whole(cell).casefold() for cell in row]
        if CODE.casefold() in named:
            return number, named.index(CODE.casefold())
    raise InputError(f"no row with {CODE!r} among its headings. Name another sheet as `layer:`.")


def _is_year(heading: str) -> bool:
    return bool(re.fullmatch("[0-9]{4}", heading))


def _heading(column: str) -> str:
    """Take a heading as the portal's download has it: the API sets a mark before years."""
    return re.sub(r"(?<=^[0-9]{4})\.0$", "", column.strip().lstrip("_"))


def _require_years(years: pd.Series) -> None:
    """Refuse years in which nobody can have surveyed; the index says where they stand."""
    odd = ~years.astype(int).isin(YEARS)
    if odd.any():
        raise InputError(
            f"{odd.idxmax()}: {years[odd].iloc[0]} is no year of a survey ({YEARS[0]} to "
            f"{YEARS[-1]}). Correct it."
        )


def _each_key_once(pairs: list[tuple]) -> dict:
    row = dict(pairs)
    if len(row) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InputError(f"the key {twice!r} comes twice in one object. Fetch it again.")
    return row


def _nested(row: dict) -> bool:
    return any(isinstance(cell, list | dict) for cell in row.values())


def _totals_agree(table, municipal, total, cells) -> list[Reading]:
    """Compare the workbook's own totals with the sums of the rows that they stand for."""
    years = sorted(cells["year"].unique())
    figures = table[years].map(lambda cell: pd.to_numeric(cell, errors="coerce")).fillna(0.0)
    sums = figures[municipal].groupby(table.iloc[:, 0].map(_whole)[municipal]).sum()
    apart = 0
    for place in table.index[total]:
        words = _whole(table.loc[place].iloc[0])
        part = table.loc[:place].iloc[:-1]
        above = part[municipal.loc[part.index]]
        if above.empty:
            raise InputError(
                f"{place}: a row of totals stands above all municipalities. Remove it."
            )
        expected = (
            sums.sum() if re.fullmatch(NATIONAL, words) else sums.loc[_whole(above.iloc[-1, 0])]
        )
        # Totals are printed to cents.
        apart += int(((figures.loc[place] - expected).abs() > 0.05).sum())
    return [("totals_apart", apart, "")]


def _whole(cell: object) -> str:
    """Write a cell as text; a whole number without its decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def _plain(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading)
