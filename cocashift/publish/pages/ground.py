"""The ground of every map: shapes simplified for drawing. No figure is computed from them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import topojson

from cocashift.place import COLOMBIA, Place
from cocashift.publish import around, regions, terrain

__all__ = ["draw"]

# Drawing tolerance on the ground.
SIMPLIFY_M = 400
# Steps across the extent to which drawn coordinates are rounded.
QUANTISATION = 50_000
# Smaller pieces of a zone are not drawn; they are counted wherever hectares are.
LEAST_KM2 = 1


def draw(
    municipalities: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    change: pd.DataFrame,
    crs: str,
    basemap: dict | None,
    place: Place = COLOMBIA,
) -> dict:
    """Make the ground that all pages draw, once.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    zones : GeoDataFrame
        `schemas.Zones`, those to draw.
    change : DataFrame
        `schemas.Change`; regions are bounded by the municipalities that grew coca.
    crs : str
        A projected CRS; shapes are simplified in it.
    basemap : dict or None
        Tiles under the maps: ``url``, ``attribution``, ``max_zoom``.
    place : Place
        The country, whose regions are bounded.

    Returns
    -------
    dict
        ``topology`` (municipalities, every border once), ``land`` (of other countries) and
        ``masks`` (zones by category), all TopoJSON; ``around`` and ``departments``, places for
        their names; ``points``, one in each municipality; ``mainland`` and ``regions``, bounds;
        ``basemap`` as given.
    """
    units = municipalities.to_crs("EPSG:4326")
    beyond = around.land(units)[["id", "geometry"]]
    grown = units["divipola"].isin(
        change.loc[~change["change_class"].isin(["none", "missing"]), "divipola"]
    )
    return {
        "topology": _municipalities(municipalities, crs),
        "land": _topology({"land": beyond}) if len(beyond) else {},
        "around": [[name, kind, *at] for name, (kind, at) in around.places().items()],
        "masks": _masks(zones, crs),
        "departments": _departments(municipalities, crs),
        "points": _points(units),
        "mainland": _corners(terrain.mainland(units).bounds),
        "regions": {
            region: _corners(bounds)
            for region, bounds in regions.bounds(units[grown], place).items()
        },
        "basemap": basemap,
    }


def _municipalities(municipalities: gpd.GeoDataFrame, crs: str) -> dict:
    """Encode the municipalities: every border once, simplified as a coverage."""
    units = municipalities[["divipola", "geometry"]].to_crs(crs)
    units.geometry = shapely.coverage_simplify(units.geometry.values, SIMPLIFY_M)
    return _topology({"municipalities": units.rename(columns={"divipola": "id"})})


def _masks(zones: gpd.GeoDataFrame, crs: str) -> dict:
    """Encode the zones, an object for each category: neighbours share their borders."""
    drawn = zones[["zone", "name", "geometry"]].to_crs(crs)
    drawn.geometry = drawn.simplify(SIMPLIFY_M, preserve_topology=True).make_valid()
    drawn.geometry = [_polygons(shape) for shape in drawn.geometry]
    drawn = drawn[~drawn.is_empty]
    drawn["name"] = drawn["name"].astype(object).where(drawn["name"].notna(), None)
    return _topology(
        {
            zone: drawn.loc[drawn["zone"] == zone, ["name", "geometry"]]
            for zone in drawn["zone"].unique()
        }
    )


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep the polygons of a shape that can be seen; of the small ones at least the largest."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if not parts:
        return shapely.Polygon()
    largest = max(parts, key=shapely.area)
    seen = [part for part in parts if part is largest or part.area >= LEAST_KM2 * 1e6]
    return shapely.MultiPolygon(seen)


def _departments(municipalities: gpd.GeoDataFrame, crs: str) -> list[list]:
    """Give each department's code, name and the place in it that is farthest from its border."""
    units = municipalities[["department_code", "department", "geometry"]].to_crs(crs)
    shapes = units.dissolve("department_code").reset_index()
    largest = [max(shapely.get_parts(shape), key=shapely.area) for shape in shapes.geometry]
    middles = [shapely.get_point(_middle(shape), 0) for shape in largest]
    at = gpd.GeoSeries(middles, crs=crs).to_crs("EPSG:4326")
    return [
        [code, name, round(place.y, 3), round(place.x, 3)]
        for code, name, place in zip(
            shapes["department_code"], shapes["department"], at, strict=True
        )
    ]


def _points(units: gpd.GeoDataFrame) -> dict[str, list[float]]:
    """Give a latitude and longitude inside each municipality."""
    where = units.representative_point()
    return {
        code: [round(point.y, 3), round(point.x, 3)]
        for code, point in zip(units["divipola"], where, strict=True)
    }


def _middle(shape: shapely.Geometry) -> shapely.LineString:
    """Draw the radius of the largest circle inside a shape; it begins at the circle's middle."""
    return shapely.maximum_inscribed_circle(shape, tolerance=np.sqrt(shape.area) / 50)


def _corners(bounds: tuple) -> list[list[float]]:
    """Bounds as the maps take them: south-west and north-east, latitudes first."""
    west, south, east, north = (round(float(edge), 3) for edge in bounds)
    return [[south, west], [north, east]]


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
