"""The interactive maps: what each page shows, as data for its modules."""

import geopandas as gpd
import pandas as pd
import shapely
import topojson

from cocashift import symbology, web
from cocashift.words import Words

__all__ = ["change_map"]

# Drawing tolerance on the ground. Shapes on a page are simplified; no figure is computed from them.
SIMPLIFY_M = 400
# How far neighbouring countries are drawn around the country.
FRAME_M = 300_000
# Steps across the extent to which drawn coordinates are rounded.
QUANTISATION = 100_000


def change_map(
    municipalities: gpd.GeoDataFrame,
    neighbours: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    change: pd.DataFrame,
    years: list[int],
    crs: str,
    words: Words,
    note: str,
) -> str:
    """Draw where cultivation rose and fell, with the zones off limits as switchable hatches.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    neighbours : GeoDataFrame
        `schemas.Neighbours`.
    zones : GeoDataFrame
        `schemas.Zones`, those in force in the last year.
    change : DataFrame
        `schemas.Change`.
    years : list of int
        First and last year.
    crs : str
        A projected CRS; shapes are simplified in it.
    words : Words
        The catalogue in the page's language.
    note : str
        Key of the dataset's caveat, or nothing.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    first, last = years
    categories = list(zones["zone"].unique())
    data = {
        "locale": words.locale,
        "years": years,
        "columns": ["divipola", *_columns(change, years)],
        "rows": _rows(change, years),
        "scenarios": {
            column: words("map.off_limits", scenario=words.scenario(column.split("_share_")[1]))
            for column in change
            if column.startswith("off_limits_share_")
        },
        "theme": symbology.change_density(words),
        "kinds": {kind: style["label"] for kind, style in symbology.change_kinds(words).items()},
        "zones": _zones(zones, categories, words),
        "topology": ground(municipalities, neighbours, crs),
        "masks": masks(zones, municipalities, crs),
        "words": words.group("map.")
        | {
            "first": words("map.coca", year=first),
            "last": words("map.coca", year=last),
            "none": words("change.none"),
            "missing": words("change.missing"),
        }
        | {
            f"{kind}_{y}": words(f"map.{kind}", year=y)
            for kind in ("sprayed", "manual")
            for y in years
        },
    }
    totals = [change[f"coca_ha_{year}"].sum() for year in years]
    return web.map_page(
        "change",
        words("map.title", first=first, last=last),
        words.language,
        data,
        words=words,
        note=words.note(note),
        summary=f"{words.hectares(totals[0])} → {words.hectares(totals[1])}.",
    )


def _columns(change: pd.DataFrame, years: list[int]) -> dict[str, str]:
    """Columns of the page's table, by their short name there."""
    first, last = years
    shares = {name: name for name in change if name.startswith("off_limits_share_")}
    eradicated = {
        f"{kind}_{year}": f"{kind}_ha_{year}" for kind in ("sprayed", "manual") for year in years
    }
    return {
        "municipality": "municipality",
        "department": "department",
        "area_ha": "area_ha",
        "first": f"coca_ha_{first}",
        "last": f"coca_ha_{last}",
        "kind": "change_class",
        **shares,
        **eradicated,
    }


def _rows(change, years) -> list[list]:
    """One row per municipality; null where there is no figure."""
    columns = _columns(change, years)
    table = change[["divipola", *columns.values()]].round({"area_ha": 0}).round(3)
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


def _zones(zones, categories, words) -> list[dict]:
    tiers = zones.groupby("zone")["tier"].first()
    styles = symbology.zone_masks(categories, words)
    return [
        {
            "id": zone,
            **styles[zone],
            "label": f"{styles[zone]['label']} ({words('map.tier', tier=tiers[zone])})",
            "shown": bool(tiers[zone] == "A"),
        }
        for zone in categories
    ]


def ground(municipalities: gpd.GeoDataFrame, neighbours: gpd.GeoDataFrame, crs: str) -> dict:
    """Make the one topology of a page: every border once, simplified as a coverage."""
    units = municipalities[["divipola", "geometry"]].to_crs(crs)
    units.geometry = shapely.coverage_simplify(units.geometry.values, SIMPLIFY_M)
    around = neighbours[["country", "geometry"]].to_crs(crs)
    frame = shapely.box(*units.total_bounds).buffer(FRAME_M, join_style="mitre")
    around.geometry = around.intersection(frame).simplify(2 * SIMPLIFY_M)
    return _topology(
        {
            "municipalities": units.rename(columns={"divipola": "id"}),
            "neighbours": around.rename(columns={"country": "id"}),
        }
    )


def masks(zones: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame, crs: str) -> dict:
    """Make one shape per zone category: the union of its zones, simplified."""
    unions = zones[["zone", "geometry"]].dissolve("zone", sort=False).to_crs(crs)
    unions.geometry = unions.simplify(SIMPLIFY_M)
    return _topology({zone: unions.loc[[zone], ["geometry"]] for zone in unions.index})


def _topology(layers: dict[str, gpd.GeoDataFrame]) -> dict:
    """Encode layers in one quantised TopoJSON: every shared border stands in it once."""
    frames = [layer.to_crs("EPSG:4326") for layer in layers.values()]
    encoded = topojson.Topology(
        frames, object_name=list(layers), prequantize=QUANTISATION, shared_coords=False
    ).to_dict()
    return {key: encoded[key] for key in ("type", "objects", "arcs", "transform")}
