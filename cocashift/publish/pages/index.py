"""The index page: what was found, how sure it is, and where everything lies."""

from pathlib import Path

from cocashift.migrate import robustness
from cocashift.publish.catalogue import titles
from cocashift.publish.pages import answer, finding, page, statement
from cocashift.publish.results import Publication, Results

__all__ = ["render"]

MAPS = ("change", "compare", "years", "flows")
FIGURES = ("change", "compare", "years", "zones", "flows", "shares", "events")
LARGEST = 10


def render(
    results: Results, published: dict[str, tuple[int, str]], publication: Publication
) -> str:
    """Render the index page.

    Parameters
    ----------
    results : Results
        With ``change``, ``totals``, ``checks``, ``cultivation``, ``shift``, ``context``,
        ``sensitivity``, ``claim`` and ``evidence``.
    published : dict
        Size in bytes and SHA-256 of every file published, by its path from the page.
    publication : Publication
        How it is told.

    Returns
    -------
    str
        HTML.
    """
    words, years, change = publication.words, publication.years, results.change
    cultivation, checks = results.cultivation, results.checks
    totals = cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    files = [
        _file(path, content, published, words)
        for path, content in titles.of_files(published, words).items()
    ]
    ranked = change.dropna(subset="change_ha").sort_values("change_ha")
    verdict = robustness.of_reading(results.sensitivity, publication.headline)
    return page.render(
        "index.html.j2",
        words.language,
        words=words,
        title=words("index.title", first=years[0], last=years[1]),
        dataset=publication.title,
        note=publication.note,
        finding=finding.tell(results.shift, results.context, verdict, publication),
        verdict=verdict,
        claim=statement.claim(results, verdict.side, publication),
        evidence=statement.cause(results, publication),
        variants=answer.variants(results, publication),
        context=answer.context(results, publication),
        rivals=statement.rivals(publication),
        basis=answer.basis(publication),
        figures=_key_figures(change, totals, years, words),
        maps=MAPS,
        figures_drawn=FIGURES,
        zones=answer.zones(results, publication),
        methods=answer.methods(results, publication),
        years=years,
        largest=[
            *ranked.tail(LARGEST)[::-1].to_dict("records"),
            *ranked.head(LARGEST).to_dict("records"),
        ],
        layers=[file for file in files if file["path"].startswith("qgis/")],
        tables=[file for file in files if not file["path"].startswith("qgis/")],
        passed=int(checks["ok"].sum()),
        checks=len(checks),
        unplaced=words.hectares(_unplaced(change, cultivation, years[-1])),
        left_out=", ".join(
            words.zone(zone) for zone in publication.without(results.totals["zone"])
        ),
        glossary=words.group("glossary."),
        sources=[
            {"layer": name, **part, "file": Path(part["path"]).name}
            for name, parts in publication.sources.items()
            for part in parts
        ],
    )


def _file(path: str, content: str, published, words) -> dict:
    """Say of a file what it holds, how large it is, and how to know it."""
    size, digest = published[path]
    return {
        "path": path,
        "content": content,
        "size": words("index.size", size=words.number(size / 1000)),
        "sha256": digest,
    }


def _unplaced(change, cultivation, year) -> float:
    """Hectares of a year in municipalities without boundary."""
    nowhere = ~cultivation["divipola"].isin(change["divipola"]) & (cultivation["year"] == year)
    return cultivation.loc[nowhere, "coca_ha"].sum()


def _key_figures(change, totals, years, words) -> list[tuple[str, str]]:
    first, last = (totals[year] for year in years)
    growth = f" ({words.share_change(last / first - 1)})" if first else ""
    kinds, steps = change["change_class"], change["change_ha"]
    return [
        (words("index.total", year=years[0]), words.hectares(first)),
        (words("index.total", year=years[1]), words.hectares(last)),
        (words("index.change"), words.change(last - first) + growth),
        (words("index.municipalities"), f"{(steps > 0).sum()} / {(steps < 0).sum()}"),
        (words("index.appeared"), f"{(kinds == 'new').sum()} / {(kinds == 'disappeared').sum()}"),
    ]
