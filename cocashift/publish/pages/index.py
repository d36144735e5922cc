"""The index page: what was found, how sure it is, and where everything lies."""

from pathlib import Path

import pandas as pd

from cocashift.migrate import robustness
from cocashift.publish import finding, themes
from cocashift.publish.pages import (
    answer,
    charts,
    holdings,
    page,
    statement,
    units,
)
from cocashift.publish.results import Publication, Results

__all__ = ["render"]

OWN = Path(__file__).parent / "web/index"
LARGEST = 10


def render(
    results: Results,
    sketches: dict,
    published: dict[str, tuple[int, str]],
    citation: dict,
    record: dict,
    publication: Publication,
) -> str:
    """Render the index page.

    Parameters
    ----------
    results : Results
        With ``change``, ``totals``, ``checks``, ``cultivation``, ``shift``, ``context``,
        ``sensitivity``, ``claim``, ``evidence``, ``zone_units`` and ``published_totals``.
    sketches : dict
        Its maps: ``country`` and ``places``, as `sketch` draws them.
    published : dict
        Size in bytes and SHA-256 of every file published, by its path from the page.
    citation : dict
        ``title``, ``version``, ``license`` and ``authors`` of the program.
    record : dict
        Of the run, as `catalogue.record` describes it.
    publication : Publication
        How it is told.

    Returns
    -------
    str
        HTML.
    """
    words, years, change = publication.words, publication.years, results.change
    verdict = robustness.of_reading(results.sensitivity, publication.headline)
    zones = answer.zones(results, publication)
    claim = statement.claim(results, verdict.side, publication)
    return page.render_text(
        "index.html.j2",
        publication,
        styles=sorted(OWN.glob("*.css")),
        title=words("index.title", first=years[0], last=years[1]),
        dataset=publication.title,
        finding=finding.tell(results.shift, results.context, verdict, publication),
        verdict=verdict,
        sides=finding.sides(results.shift, publication.headline, words),
        told_in=words.scenario(publication.headline),
        figures=_key_figures(results, publication),
        theme=page.painted(themes.of_density(change, years, words)),
        ground=page.ground_colours(),
        **sketches,
        readings=charts.readings(results, publication),
        national=charts.national(results, publication),
        shares=charts.shares(results, publication),
        context=answer.context(results, publication),
        trials=charts.trials(results, publication),
        variants=answer.variants(results, publication),
        claim=claim,
        stated=publication.stated,
        entered=answer.entered(results, publication),
        whole=finding.change(results.shift, publication.headline),
        cause=next((row for row in claim if row.get("cause")), None),
        evidence=statement.cause(results, publication),
        rivals=statement.rivals(publication),
        zones=zones,
        reach=_reach(zones[0]["rows"]),
        registered=not publication.place.elsewhere or "spraying" in publication.sources,
        methods=answer.methods(results, publication),
        units=units.ranked(results, publication),
        totals=units.totals(results, publication),
        basis=answer.basis(publication),
        years=years,
        largest=_largest(change, words),
        cards=holdings.cards(published, words),
        files=holdings.listed(published, words),
        citation=citation,
        cited=_cited(citation["title"], publication),
        made_by=_made_by(record, words),
        quality=_quality(results, publication),
        left_out=", ".join(
            words.zone(zone) for zone in publication.without(results.totals["zone"])
        ),
        sources=[
            {"layer": words.layer(name), **part, "file": Path(part["path"]).name}
            for name, parts in publication.sources.items()
            for part in parts
        ],
    )


def _cited(title: str, publication: Publication) -> str:
    """Cite the program: elsewhere by its name alone, for its title speaks of Colombia's coca."""
    return title.partition(":")[0] if publication.place.elsewhere else title


def _reach(rows: list[dict]) -> dict[str, float]:
    """Say from where to where the bars of change reach, zero among them."""
    steps = [row["change"] for row in rows]
    ends = [step[end] for step in steps for end in ("low", "value", "high")]
    known = [0.0, *(end for end in ends if end is not None and pd.notna(end))]
    low, high = min(known), max(known)
    return {"low": low, "span": (high - low) or 1.0}


def _largest(change: pd.DataFrame, words) -> list[dict]:
    """Rank the largest rises and the largest falls; a bar for each."""
    ranked = change.dropna(subset="change_ha").sort_values("change_ha", kind="stable")
    most = ranked["change_ha"].abs().max()
    rises = ranked[ranked["change_ha"] > 0].tail(LARGEST)[::-1]
    falls = ranked[ranked["change_ha"] < 0].head(LARGEST)
    return [
        {
            "title": words(f"map.largest_{way}"),
            "way": way,
            "rows": [
                row | {"part": round(100 * abs(row["change_ha"]) / most, 1)}
                for row in rows.to_dict("records")
            ],
        }
        for way, rows in (("rises", rises), ("falls", falls))
    ]


def _quality(results: Results, publication: Publication) -> str:
    """Say how many checks hold, and how many hectares have no place."""
    checks, cultivation = results.checks, results.cultivation
    nowhere = ~cultivation["divipola"].isin(results.change["divipola"])
    nowhere &= cultivation["year"] == publication.years[-1]
    words = publication.words
    return words(
        "index.quality.checks",
        passed=words.number(checks["ok"].sum()),
        all=words.number(len(checks)),
        unplaced=words.hectares(cultivation.loc[nowhere, "coca_ha"].sum()),
    )


def _made_by(record: dict, words) -> str:
    """Say which state of the program made the run."""
    program = record["program"]
    if not program["commit"]:
        return words("index.record.loose", python=record["software"]["python"])
    changed = program["modified"]
    return words(
        "index.record.modified" if changed else "index.record.commit",
        commit=program["commit"][:10],
        files=", ".join(changed[:3]) + (", …" if len(changed) > 3 else ""),
        python=record["software"]["python"],
    )


def _key_figures(results: Results, publication: Publication) -> list[tuple[str, str]]:
    words, years, change = publication.words, publication.years, results.change
    totals = results.cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    first, last = (totals[year] for year in years)
    # What changed is known of municipalities with a figure in both years.
    both = results.cultivation.pivot(index="divipola", columns="year", values="coca_ha")
    before, after = both[years].dropna().sum()
    growth = f" ({words.share_change(after / before - 1)})" if before else ""
    kinds, steps = change["change_class"], change["change_ha"]
    return [
        (words("index.total", year=years[0]), words.hectares(first)),
        (words("index.total", year=years[1]), words.hectares(last)),
        (words("index.change"), words.change(after - before) + growth),
        (words("index.municipalities"), f"{(steps > 0).sum()} / {(steps < 0).sum()}"),
        (words("index.appeared"), f"{(kinds == 'new').sum()} / {(kinds == 'disappeared').sum()}"),
    ]
