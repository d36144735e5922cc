"""Maps of single years: two of them under one swipe handle, and all of them in a row."""

from cocashift.publish import symbology
from cocashift.publish.pages import page
from cocashift.publish.results import Publication, Results

__all__ = ["compare_map", "years_map"]


def compare_map(results: Results, ground: dict, publication: Publication) -> str:
    """Draw the two years compared side by side, in the same classes.

    Parameters
    ----------
    results : Results
        With ``change`` and ``cultivation``.
    ground : dict
        Drawn shapes, as `ground.draw` gives them.
    publication : Publication
        How it is told; its years are left and right of the handle.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    words, (first, last) = publication.words, publication.years
    return page.render_map(
        "compare.html.j2",
        words("compare.title", first=first, last=last),
        words.language,
        _data(results, ground, publication),
        words=words,
        note=publication.note,
        years=publication.years,
    )


def years_map(results: Results, ground: dict, publication: Publication) -> str:
    """Draw all years of the table, one at a time, over the national curve.

    Parameters
    ----------
    results, ground, publication
        As in `compare_map`; the two years are marked on the curve.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    words = publication.words
    known = sorted(results.cultivation["year"].unique().tolist())
    return page.render_map(
        "years.html.j2",
        words("years.title", first=known[0], last=known[-1]),
        words.language,
        _data(results, ground, publication),
        words=words,
        note=publication.note,
    )


def _data(results: Results, ground: dict, publication: Publication) -> dict:
    """Give the hectares of every year, and their classes per area."""
    words, change, cultivation = publication.words, results.change, results.cultivation
    style = symbology.coca_density(words)
    wide = cultivation.pivot(index="divipola", columns="year", values="coca_ha").round(1)
    wide = wide[wide.notna().any(axis=1) & wide.index.isin(change["divipola"])]
    values = wide.astype(object).where(wide.notna(), None)
    national = cultivation.groupby("year")["coca_ha"].sum(min_count=1).round(1)
    names = change.set_index("divipola")
    return {
        "locale": words.locale,
        "years": publication.years,
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
