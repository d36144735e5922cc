"""The map of the two years compared: under one line, side by side, or one after the other."""

from cocashift.publish import regions
from cocashift.publish.pages import offline, years
from cocashift.publish.results import Publication, Results

__all__ = ["compare_map"]

# How many municipalities the slopes show: those with most coca in either year.
LARGEST = 20


def compare_map(results: Results, ground: dict, publication: Publication) -> str:
    """Draw the two years compared, in the same classes.

    Parameters
    ----------
    results : Results
        With ``change`` and ``cultivation``.
    ground : dict
        Drawn shapes, as `ground.draw` gives them.
    publication : Publication
        How it is told; its years are compared.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    words, (first, last) = publication.words, publication.years
    title = words("compare.title", first=first, last=last)
    data = years.record(results, ground, publication, title) | {
        "departments_of": regions.of_departments(publication.place),
        "largest": largest(results, publication),
    }
    data["words"] |= words.group("compare.")
    return offline.render("compare.html.j2", title, publication, data, years=publication.years)


def largest(results: Results, publication: Publication) -> list[list]:
    """Rank municipalities by their hectares in either year: code, and hectares of both years."""
    both = [f"coca_ha_{year}" for year in publication.years]
    known = results.change.dropna(subset=both)
    most = known.assign(most=known[both].max(axis=1)).query("most > 0")
    ranked = most.sort_values(["most", "divipola"], ascending=[False, True]).head(LARGEST)
    return ranked[["divipola", *both]].round(1).to_numpy().tolist()
