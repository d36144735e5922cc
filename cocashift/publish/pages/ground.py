"""The ground of every map: shapes simplified for drawing. No figure is computed from them."""

import geopandas as gpd
import shapely
import topojson

__all__ = ["draw"]

# Drawing tolerance on the ground.
SIMPLIFY_M = 400
# How far neighbouring countries are drawn around the country.
FRAME_M = 300_000
# Steps across the extent to which drawn coordinates are rounded.
QUANTISATION = 100_000


def draw(
    municipalities: gpd.GeoDataFrame,
    neighbours: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    crs: str,
    basemap: dict | None,
) -> dict:
    """Make the ground that all pages draw, once.

    Parameters
    ----------
    municipalities, neighbours : GeoDataFrame
        `schemas.Municipalities`, `schemas.Neighbours`.
    zones : GeoDataFrame
        `schemas.Zones`, those to draw.
    crs : str
        A projected CRS; shapes are simplified in it.
    basemap : dict or None
        Tiles under the maps: ``url``, ``attribution``, ``max_zoom``.

    Returns
    -------
    dict
        ``topology`` (municipalities and neighbours, every border once) and ``masks`` (a shape for
        each zone category), both TopoJSON; ``basemap`` as given.
    """
    return {
        "topology": _ground(municipalities, neighbours, crs),
        "masks": _masks(zones, crs),
        "basemap": basemap,
    }


def _ground(municipalities: gpd.GeoDataFrame, neighbours: gpd.GeoDataFrame, crs: str) -> dict:
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


def _masks(zones: gpd.GeoDataFrame, crs: str) -> dict:
    """Make one shape per zone category: the union of its zones, simplified."""
    unions = zones[["zone", "geometry"]].dissolve("zone", sort=False).to_crs(crs)
    unions.geometry = unions.simplify(SIMPLIFY_M)
    return _topology({zone: unions.loc[[zone], ["geometry"]] for zone in unions.index})


def _topology(layers: dict[str, gpd.GeoDataFrame]) -> dict:
    """Encode layers in one quantised TopoJSON: every shared border stands in it once."""
    if not layers:
        transform = {"scale": [1, 1], "translate": [0, 0]}
        return {"type": "Topology", "objects": {}, "arcs": [], "transform": transform}
    frames = [layer.to_crs("EPSG:4326") for layer in layers.values()]
    encoded = topojson.Topology(
        frames, object_name=list(layers), prequantize=QUANTISATION, shared_coords=False
    ).to_dict()
    return {key: encoded[key] for key in ("type", "objects", "arcs", "transform")}
