"""Maps of single years: two of them under one swipe handle, and all of them in a row."""

import pandas as pd

from cocashift import symbology, web
from cocashift.words import Words

__all__ = ["compare_map", "years_map"]


def compare_map(
    ground: dict,
    change: pd.DataFrame,
    cultivation: pd.DataFrame,
    years: list[int],
    words: Words,
    note: str,
) -> str:
    """Draw the two years compared side by side, in the same classes.

    Parameters
    ----------
    ground : dict
        Drawn shapes, as `ground.draw` gives them.
    change, cultivation : DataFrame
        `schemas.Change`, `schemas.Cultivation`.
    years : list of int
        First and last year: left and right of the handle.
    words : Words
        The catalogue in the page's language.
    note : str
        Key of the dataset's caveat, or nothing.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    first, last = years
    return web.map_page(
        "compare",
        words("compare.title", first=first, last=last),
        words.language,
        _data(ground, change, cultivation, years, words),
        words=words,
        note=words.note(note),
        years=years,
    )


def years_map(
    ground: dict,
    change: pd.DataFrame,
    cultivation: pd.DataFrame,
    years: list[int],
    words: Words,
    note: str,
) -> str:
    """Draw all years of the table, one at a time, over the national curve.

    Parameters
    ----------
    ground, change, cultivation, years, words, note
        As in `compare_map`; the two years are marked on the curve.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    known = sorted(cultivation["year"].unique().tolist())
    return web.map_page(
        "years",
        words("years.title", first=known[0], last=known[-1]),
        words.language,
        _data(ground, change, cultivation, years, words),
        words=words,
        note=words.note(note),
    )


def _data(ground, change, cultivation, years, words) -> dict:
    """Give the hectares of every year, and their classes per area."""
    style = symbology.coca_density(words)
    wide = cultivation.pivot(index="divipola", columns="year", values="coca_ha").round(1)
    wide = wide[wide.notna().any(axis=1) & wide.index.isin(change["divipola"])]
    values = wide.astype(object).where(wide.notna(), None)
    national = cultivation.groupby("year")["coca_ha"].sum(min_count=1).round(1)
    names = change.set_index("divipola")
    return {
        "locale": words.locale,
        "years": years,
        "series_years": [int(year) for year in wide.columns],
        "series": dict(zip(wide.index, values.to_numpy().tolist(), strict=True)),
        "national": national.astype(object).where(national.notna(), None).tolist(),
        "names": {row.Index: [row.municipality, row.department] for row in names.itertuples()},
        "area_ha": names["area_ha"].round(0).to_dict(),
        "theme": style,
        "topology": ground["topology"],
        "basemap": ground["basemap"],
        "words": words.group("map.") | {"all_years": words("map.all_years")},
    }
