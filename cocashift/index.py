"""The index page: what was found, how sure it is, and where everything lies."""

import pandas as pd

from cocashift import web
from cocashift.words import Words

__all__ = ["finding", "render"]

MAPS = ("change",)
LAYERS = {"gpkg": "qgis/cocashift.gpkg", "mask": "qgis/off_limits_mask.tif"}
TABLES = {
    "change": "tables/municipal_change.csv",
    "zones": "tables/zones.csv",
    "clusters": "tables/clusters.csv",
    "autocorrelation": "tables/autocorrelation.csv",
    "centres": "tables/centres.csv",
    "flows": "tables/flows.csv",
    "flow_summary": "tables/flow_summary.csv",
    "checks": "tables/checks.csv",
    "quality": "tables/quality.csv",
    "unplaced": "tables/unplaced.csv",
}
LARGEST = 10


def finding(zones: pd.DataFrame, scenario: str, years: list[int], words: Words) -> list[str]:
    """Say what happened to cultivation in the zones, with its bounds.

    Parameters
    ----------
    zones : DataFrame
        `schemas.ZoneTotals`.
    scenario : str
        The reading to tell.
    years : list of int
        First and last year.
    words : Words
        The catalogue.

    Returns
    -------
    list of str
        A sentence on hectares and share, and one on the bounds.
    """
    first, last = (zones[zones["zone"] == scenario].set_index("year").loc[year] for year in years)
    rising = last.national_share >= first.national_share
    kind = "shifted" if rising else "risen" if last.coca_ha >= first.coca_ha else "fallen"
    told = words(
        f"index.finding.{kind}",
        scenario=words.scenario(scenario).lower(),
        first=words.hectares(first.coca_ha),
        last=words.hectares(last.coca_ha),
        first_share=words.share(first.national_share),
        last_share=words.share(last.national_share),
    )
    bounds = words(
        "index.finding.bounds",
        first_lower=words.hectares(first.coca_ha_lower),
        first_upper=words.hectares(first.coca_ha_upper),
        last_lower=words.hectares(last.coca_ha_lower),
        last_upper=words.hectares(last.coca_ha_upper),
        first_year=years[0],
        last_year=years[1],
    )
    return [told, bounds]


def render(
    change: pd.DataFrame,
    zones: pd.DataFrame,
    checks: pd.DataFrame,
    cultivation: pd.DataFrame,
    years: list[int],
    scenarios: list[str],
    dataset: dict,
    layers: dict[str, list[dict]],
    left_out: list[str],
    words: Words,
) -> str:
    """Render the index page.

    Parameters
    ----------
    change, zones, checks, cultivation : DataFrame
        `schemas.Change`, `schemas.ZoneTotals`, `schemas.Checks`, `schemas.Cultivation`.
    years : list of int
        First and last year.
    scenarios : list of str
        The readings; the finding tells the middle one.
    dataset : dict
        Its ``title`` and ``note``.
    layers : dict
        Each layer's files with provider, vintage and licence.
    left_out : list of str
        Zone categories for which the dataset has no layer.
    words : Words
        The catalogue in the page's language.

    Returns
    -------
    str
        HTML.
    """
    first, last = years
    totals = cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    ranked = change.dropna(subset="change_ha").sort_values("change_ha")
    return web.page(
        "index",
        words.language,
        words=words,
        title=words("index.title", first=first, last=last),
        dataset=dataset["title"],
        note=words.note(dataset.get("note", "")),
        finding=finding(zones, scenarios[(len(scenarios) - 1) // 2], years, words),
        figures=_key_figures(change, totals, years, words),
        maps=MAPS,
        zones=[_zone_row(zones, zone, years, words) for zone in zones["zone"].unique()],
        years=years,
        largest=[
            *ranked.tail(LARGEST)[::-1].to_dict("records"),
            *ranked.head(LARGEST).to_dict("records"),
        ],
        layers=LAYERS,
        tables=TABLES,
        passed=int(checks["ok"].sum()),
        checks=len(checks),
        unplaced=words.hectares(_unplaced(change, cultivation, years[-1])),
        left_out=", ".join(words.zone(zone) for zone in left_out),
        sources=[{"layer": name, **part} for name, parts in layers.items() for part in parts],
    )


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
            (
                words.hectares(row.coca_ha),
                f"[{words.number(row.coca_ha_lower)}–{words.number(row.coca_ha_upper)}]",
            )
            for row in rows.itertuples()
        ],
        "shares": [words.share(share) for share in rows["national_share"]],
    }
