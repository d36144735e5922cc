"""The map of all years, one at a time, over the curve of the country."""

import pandas as pd

from cocashift.publish import themes
from cocashift.publish.pages import change, offline, page, timeline
from cocashift.publish.results import Publication, Results

__all__ = ["record", "years_map"]


def years_map(results: Results, ground: dict, publication: Publication) -> str:
    """Draw all years of the table, one at a time; their curve is the handle.

    Parameters
    ----------
    results : Results
        With ``change``, ``cultivation`` and ``series``.
    ground : dict
        Drawn shapes, as `ground.draw` gives them.
    publication : Publication
        How it is told; the interval is of its headline, and its two years are marked.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    words, cultivation = publication.words, results.cultivation
    known = sorted(cultivation["year"].unique().tolist())
    title = words("years.title", first=known[0], last=known[-1])
    inside = timeline.inside(results, publication)
    data = record(results, ground, publication, title) | {
        "national": timeline.national(cultivation),
        "inside": inside,
        "sprayed": publication.sprayed,
        "in_regions": timeline.of_regions(cultivation, publication.place),
    }
    data["words"] |= {"sprayed": words("years.sprayed.short")}
    reading = words.scenario(publication.headline)
    return offline.render(
        "years.html.j2",
        title,
        publication,
        data,
        reading=reading,
        told=inside is not None,
        last=publication.years[-1],
        sprayed=publication.sprayed,
    )


def record(results: Results, ground: dict, publication: Publication, title: str) -> dict:
    """Give what the maps of single years have in common: every year's hectares and classes."""
    words, cultivation = publication.words, results.cultivation
    names: pd.DataFrame = results.change.set_index("divipola")
    return {
        "locale": words.locale,
        "years": publication.years,
        **change.series(cultivation, results.change),
        "names": {row.Index: [row.municipality, row.department] for row in names.itertuples()},
        "theme": page.painted(themes.of_years(cultivation, names["area_ha"], words)),
        **{part: shapes for part, shapes in ground.items() if part != "masks"},
        "words": words.group("map.")
        | {f"place_{name}": text for name, text in words.group("place.").items()}
        | {f"region_{name}": text for name, text in words.group("region.").items()}
        | {"page": title, "region": title, "year": words("years.year")},
    }
