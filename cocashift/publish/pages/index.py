"""The index page: what was found, how sure it is, and where everything lies."""

from pathlib import Path

import pandas as pd

from cocashift.publish.catalogue import titles
from cocashift.publish.pages import finding, page
from cocashift.publish.results import Publication, Results

__all__ = ["render"]

MAPS = ("change", "compare", "years", "flows")
FIGURES = ("change", "compare", "years", "zones", "flows", "shares")
LARGEST = 10


def render(
    results: Results, published: dict[str, tuple[int, str]], publication: Publication
) -> str:
    """Render the index page.

    Parameters
    ----------
    results : Results
        With ``change``, ``totals``, ``checks``, ``cultivation``, ``shift``, ``flow_summary``,
        ``claim`` and ``evidence``.
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
    cultivation, zones, checks = results.cultivation, results.totals, results.checks
    first, last = years
    totals = cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    files = [
        _file(path, content, published, words)
        for path, content in titles.of_files(published, words).items()
    ]
    ranked = change.dropna(subset="change_ha").sort_values("change_ha")
    return page.render(
        "index.html.j2",
        words.language,
        words=words,
        title=words("index.title", first=first, last=last),
        dataset=publication.title,
        note=publication.note,
        finding=finding.tell(results.shift, results.flow_summary, publication.headline, words),
        claim=[_claim_row(row, words) for row in results.claim.itertuples()],
        evidence=[_evidence_row(row, words) for row in results.evidence.itertuples()],
        figures=_key_figures(change, totals, years, words),
        maps=MAPS,
        figures_drawn=FIGURES,
        zones=[_zone_row(zones, zone, years, words) for zone in zones["zone"].unique()],
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
        left_out=", ".join(words.zone(zone) for zone in publication.without(zones["zone"])),
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


def _zone_row(zones, zone, years, words) -> dict:
    rows = zones[zones["zone"] == zone].set_index("year").loc[years]
    kind = rows["kind"].iloc[0]
    return {
        "name": words.scenario(zone) if kind == "scenario" else words.zone(zone),
        "kind": words(f"kind.{kind}"),
        "area": f"{words.number(rows['area_ha'].iloc[-1] / 100)} km²",
        "hectares": [
            (words.hectares(row.coca_ha), _interval_and_bounds(row, words))
            for row in rows.itertuples()
        ],
        "shares": [words.share(share) for share in rows["national_share"]],
    }


def _interval_and_bounds(row, words) -> str:
    """Show the 80 % interval, where there is one, and the least and the most possible."""
    bounds = f"[{words.number(row.coca_ha_lower)}–{words.number(row.coca_ha_upper)}]"
    if pd.isna(row.coca_ha_p10):
        return bounds
    return f"({words.number(row.coca_ha_p10)}–{words.number(row.coca_ha_p90)}) {bounds}"


def _claim_row(row, words) -> dict[str, str]:
    """Show a figure as stated and as the records give it."""
    printed = len(row.stated.partition(".")[2])
    unit = words(f"claim.unit.{row.unit}")
    known = pd.notna(row.computed)
    computed = words.number(row.computed, max(printed, int(row.unit == "percent"))) if known else ""
    return {
        "figure": words.get(f"claim.figure.{row.figure}", row.figure),
        "stated": f"{words.number(float(row.stated), printed)} {unit}",
        "computed": f"{computed} {unit}" if known else "",
        "holds": words(f"claim.holds.{'yes' if row.holds else 'no'}" if known else "claim.unknown"),
        "note": words(f"claim.note.{row.note}"),
    }


def _evidence_row(row, words) -> dict[str, str]:
    """Show one finding that bears on the statement's cause, with its interval or its bounds."""
    write = words.hectares if row.unit == "ha" else words.share
    if row.evidence == "share_change":
        write = words.points
    place = {"zone": words.scenario(row.zone).lower(), "years": row.zone.partition("_")[2][:-1]}
    low, high = row.computed_p10, row.computed_p90
    if pd.isna(low):
        low, high = row.computed_lower, row.computed_upper
    return {
        "label": words(f"evidence.{row.evidence}", **place),
        "value": words("map.no_figure") if pd.isna(row.computed) else write(row.computed),
        "bounds": "" if pd.isna(low) else f"[{write(low)} … {write(high)}]",
    }
