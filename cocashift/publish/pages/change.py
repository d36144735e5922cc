"""The map of where cultivation rose and fell: what it shows, as data for its modules."""

import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.publish import finding, symbology, themes
from cocashift.publish.pages import offline, page, zones
from cocashift.publish.results import Publication, Results

__all__ = ["change_map"]

# How many of the largest changes are called out on the map.
CALLED_OUT = 6


def change_map(results: Results, ground: dict, grid: dict, publication: Publication) -> str:
    """Draw where cultivation rose and fell, with the zones off limits over it.

    Parameters
    ----------
    results : Results
        With ``municipalities``, ``zones`` (geometry not needed; those in force in the last year
        are drawn), ``zone_units``, ``change``, ``clusters``, ``cultivation``, ``allocation``,
        ``totals`` and ``shift``.
    ground : dict
        Drawn shapes, as `ground.draw` gives them.
    grid : dict
        The density of change, as `grid.theme` gives it.
    publication : Publication
        How it is told; hectares inside zones in its headline.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    words, years, scenario = publication.words, publication.years, publication.headline
    (first, last), change = years, results.change
    table = table_of(change, results.municipalities, results.allocation, scenario, years)
    known = themes.of_knowledge(change, results.allocation, scenario, last, words)
    shown = [
        *themes.of_change(change, results.clusters, scenario, years, words),
        known,
        themes.of_departments(change, years, words),
        grid,
    ]
    data = {
        "locale": words.locale,
        "years": years,
        "columns": table.columns.tolist(),
        "rows": rows(table),
        "themes": [page.painted(theme) for theme in shown],
        "scenarios": [name.split("_share_")[1] for name in change if name.startswith("off_lim")],
        **series(results.cultivation, change),
        "zones": _zones(results, publication),
        "single": zones.compared(results.zone_units, years),
        "readings": publication.scenarios,
        "headline": scenario,
        "called_out": CALLED_OUT,
        "circles": {k: page.both(v["colour"]) for k, v in symbology.circles(words).items()},
        **{part: shapes for part, shapes in ground.items() if part != "points"},
        "words": _words(words, publication),
    }
    return offline.render(
        "change.html.j2",
        words("map.title", first=first, last=last),
        publication,
        data,
        headline=_headline(change, years, words),
        sides=finding.sides(results.shift, scenario, words),
        themes=[(theme["id"], words(f"theme.{theme['id']}.short")) for theme in shown],
        readings={each: words.scenario(each) for each in publication.scenarios},
        told_in=words.scenario(scenario),
        years=years,
    )


def _headline(change: pd.DataFrame, years: list[int], words) -> str:
    """Say what happened in the country, as far as municipalities have figures of both years."""
    known = change.dropna(subset="change_ha")
    first, last = (known[f"coca_ha_{year}"].sum() for year in years)
    way = "rose" if last > first else "fell" if last < first else "stayed"
    return words(
        f"map.headline.{way}",
        hectares=words.hectares(abs(last - first)),
        share=words.percent(abs(last - first) / first) if first else "–",
        first=years[0],
        last=years[1],
    )


def _words(words, publication: Publication) -> dict[str, str]:
    """Texts that the page's modules show."""
    first, last = publication.years
    scenario = words.scenario(publication.headline)
    named = {
        "first": words("map.coca", year=first),
        "last": words("map.coca", year=last),
        "inside": words("map.inside", scenario=scenario, year=last),
        "municipality": words("index.municipality"),
        "department": words("index.department"),
        "region": words("map.region.change"),
        "page": words("map.title", first=first, last=last),
        "credits": words("map.credits"),
    }
    eradicated = {
        f"{kind}_{year}": words(f"map.{kind}", year=year)
        for kind in ("sprayed", "manual")
        for year in publication.years
    }
    readings = {f"reading_{each}": words.scenario(each) for each in publication.scenarios}
    regions = {f"region_{name}": text for name, text in words.group("region.").items()}
    places = {f"place_{name}": text for name, text in words.group("place.").items()}
    return words.group("map.") | named | eradicated | readings | regions | places


def table_of(change, municipalities, allocation, scenario, years) -> pd.DataFrame:
    """One row per municipality: all figures that a page shows, by their short names there."""
    first, last = years
    shares = {name: name for name in change if name.startswith("off_limits_share_")}
    eradicated = {
        f"{kind}_ha_{year}": f"{kind}_{year}" for kind in ("sprayed", "manual") for year in years
    }
    columns = {
        "divipola": "divipola",
        "municipality": "municipality",
        "department": "department",
        "area_ha": "area_ha",
        f"coca_ha_{first}": "first",
        f"coca_ha_{last}": "last",
        **shares,
        **eradicated,
    }
    table = change[list(columns)].rename(columns=columns).set_index("divipola", drop=False)
    chosen = (
        (allocation["zone"] == scenario)
        & (allocation["year"] == last)
        & (allocation["method"] == "areal")
    )
    inside = allocation[chosen].set_index("divipola")
    names = {"inside": "coca_ha", "inside_lower": "coca_ha_lower", "inside_upper": "coca_ha_upper"}
    for name, column in names.items():
        table[name] = inside[column].reindex(table.index)
    points = municipalities.set_index("divipola").representative_point().to_crs("EPSG:4326")
    where = points.reindex(table.index).get_coordinates()
    table["lon"], table["lat"] = where["x"], where["y"]
    return table


def rows(table: pd.DataFrame) -> list[list]:
    """One list per municipality; null where there is no figure."""
    rounded = table.round({"area_ha": 0}).round(3)
    return rounded.astype(object).where(table.notna(), None).to_numpy().tolist()


def series(cultivation: pd.DataFrame, change: pd.DataFrame) -> dict:
    """Hectares of all years, of the municipalities on the map with a figure in any year."""
    wide = cultivation.pivot(index="divipola", columns="year", values="coca_ha").round(1)
    wide = wide[wide.notna().any(axis=1) & wide.index.isin(change["divipola"])]
    values = wide.astype(object).where(wide.notna(), None)
    return {
        "series_years": [int(year) for year in wide.columns],
        "series": dict(zip(wide.index, values.to_numpy().tolist(), strict=True)),
    }


def _zones(results: Results, publication: Publication) -> list[dict]:
    """Style each zone category, and tell its change in hectares."""
    words, last = publication.words, publication.years[-1]
    zones = results.zones
    legend = symbology.zone_legend(zones, list(zones["zone"].unique()), last, words)
    totals = results.totals
    told = next(method for method in (*MODELS, "areal") if method in set(totals["method"]))
    rows = totals[(totals["year"] == last) & (totals["method"] == told)].set_index("zone")
    rows = rows.reindex(list(legend))
    return [
        {
            "id": zone,
            **style,
            "colour": page.both(style["colour"]),
            "name": words.zone(zone),
            "change": _grown(rows.loc[zone], words),
        }
        for zone, style in legend.items()
    ]


def _grown(row: pd.Series, words) -> str:
    """Write a zone's change to the digits that drawing leaves sure, as the index does."""
    if pd.isna(row["change_ha"]):
        return words("map.no_figure")
    return words.change(row["change_ha"], row.get("change_mcse_ha_p50", 0.0))
