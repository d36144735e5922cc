"""Maps of single years: two of them under one swipe handle, and all of them in a row."""

from cocashift.publish import themes
from cocashift.publish.pages import change, offline, page
from cocashift.publish.results import Publication, Results

__all__ = ["compare_map", "years_map"]


def compare_map(results: Results, ground: dict, publication: Publication) -> str:
    """Draw the two years compared side by side, in the same classes.

    Parameters
    ----------
    results : Results
        With ``change``, ``cultivation`` and, for `years_map`, ``series``.
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
    title = words("compare.title", first=first, last=last)
    return offline.render(
        "compare.html.j2",
        title,
        publication,
        _data(results, ground, publication, title),
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
    title = words("years.title", first=known[0], last=known[-1])
    data = _data(results, ground, publication, title)
    return offline.render("years.html.j2", title, publication, data)


def _data(results: Results, ground: dict, publication: Publication, title: str) -> dict:
    """Give the hectares of every year, and their classes per area."""
    words, cultivation = publication.words, results.cultivation
    names = results.change.set_index("divipola")
    national = cultivation.groupby("year")["coca_ha"].sum(min_count=1).round(1)
    return {
        "locale": words.locale,
        "years": publication.years,
        **change.series(cultivation, results.change),
        "national": national.astype(object).where(national.notna(), None).tolist(),
        "names": {row.Index: [row.municipality, row.department] for row in names.itertuples()},
        "theme": page.painted(themes.of_years(cultivation, names["area_ha"], words)),
        **{part: shapes for part, shapes in ground.items() if part != "masks"},
        "words": words.group("map.")
        | {f"place_{name}": text for name, text in words.group("place.").items()}
        | {f"region_{name}": text for name, text in words.group("region.").items()}
        | {"page": title, "region": title, "year": words("years.year")},
    }
