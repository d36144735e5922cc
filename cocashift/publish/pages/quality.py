"""The page on data quality: what is not known, what was read and repaired, what was checked."""

from pathlib import Path

from cocashift.publish.pages import checked, layers, page, units, unknown
from cocashift.publish.results import Publication, Results

__all__ = ["render"]

OWN = Path(__file__).parent / "web/quality"
TABLES = ("quality", "checks", "unplaced")


def render(results: Results, publication: Publication) -> str:
    """Render the page.

    Parameters
    ----------
    results : Results
        With ``quality``, ``checks``, ``unplaced``, ``change``, ``cultivation``, ``totals`` and
        ``published_totals``.
    publication : Publication
        How it is told.

    Returns
    -------
    str
        HTML.
    """
    words, checks = publication.words, results.checks
    read = layers.rows(results.quality, publication)
    held = int(checks["ok"].sum())
    return page.render_text(
        "quality.html.j2",
        publication,
        styles=sorted(OWN.glob("*.css")),
        title=words("quality.title"),
        dataset=publication.title,
        summary=words(
            "quality.summary" if held == len(checks) else "quality.summary.failed",
            passed=words.number(held),
            all=words.number(len(checks)),
        ),
        told=words(
            "quality.summary.layers",
            layers=words.number(len(read)),
            apart=words.number(sum(not layer["holds"] for layer in read)),
        ),
        unknown=unknown.listed(results, publication),
        unplaced=[
            row | {"hectares": words.hectares(row["coca_ha"])}
            for row in results.unplaced.to_dict("records")
        ],
        totals=units.totals(results, publication),
        layers=read,
        groups=checked.groups(checks, publication),
        tables=[(f"tables/{name}.csv", words(f"quality.table.{name}")) for name in TABLES],
    )
