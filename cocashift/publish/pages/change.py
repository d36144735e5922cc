"""The interactive maps: what each page shows, as data for its modules."""

import pandas as pd

from cocashift.publish import symbology, themes
from cocashift.publish.pages import page
from cocashift.publish.results import Publication, Results

__all__ = ["change_map"]


def change_map(results: Results, ground: dict, publication: Publication) -> str:
    """Draw where cultivation rose and fell, with the zones off limits as switchable hatches.

    Parameters
    ----------
    results : Results
        With ``municipalities``, ``zones`` (geometry not needed; those in force in the last year
        are drawn), ``change``, ``clusters``, ``cultivation`` and ``allocation``.
    ground : dict
        Drawn shapes, as `ground.draw` gives them.
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
    data = {
        "locale": words.locale,
        "years": years,
        "columns": table.columns.tolist(),
        "rows": rows(table),
        "themes": themes.of_change(change, results.clusters, scenario, years, words),
        "scenarios": {
            column: words("map.off_limits", scenario=words.scenario(column.split("_share_")[1]))
            for column in change
            if column.startswith("off_limits_share_")
        },
        **series(results.cultivation, change),
        "zones": _zones(results.zones, last, words),
        "circles": {kind: style["colour"] for kind, style in symbology.circles(words).items()},
        **ground,
        "words": words.group("map.")
        | {
            "first": words("map.coca", year=first),
            "last": words("map.coca", year=last),
            "inside": words("map.inside", scenario=words.scenario(scenario), year=last),
            "permanence": words("theme.permanence"),
            "municipality": words("index.municipality"),
            "department": words("index.department"),
        }
        | {
            f"{kind}_{y}": words(f"map.{kind}", year=y)
            for kind in ("sprayed", "manual")
            for y in years
        },
    }
    totals = [change[f"coca_ha_{year}"].sum() for year in years]
    return page.render_map(
        "change.html.j2",
        words("map.title", first=first, last=last),
        words.language,
        data,
        words=words,
        note=publication.note,
        summary=f"{words.hectares(totals[0])} → {words.hectares(totals[1])}.",
    )


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


def _zones(zones, year, words) -> list[dict]:
    legend = symbology.zone_legend(zones, list(zones["zone"].unique()), year, words)
    return [{"id": zone, **style, "shown": style["tier"] == "A"} for zone, style in legend.items()]
