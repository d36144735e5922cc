"""What the maps of a sheet show: the mainland, and in insets what lies far off it."""

import geopandas as gpd
import pandas as pd
import shapely

__all__ = ["Extent", "fitted", "insets", "mainland", "widened"]

Extent = tuple[float, float, float, float]
MARGIN = 0.05
# Of the ground that a frame adds to the mainland's width, so much lies in the west, where the sea
# has room for insets.
WEST = 0.8
# Parts closer to one another share an inset, which shows at least so much ground; of what it shows
# beside them, more lies above, where a name has room.
TOGETHER_M, LEAST_M = 15_000, 25_000
ROOM, ABOVE = 1.35, 0.07


def mainland(municipalities: gpd.GeoDataFrame) -> Extent:
    """Bound the country without its islands; polygons in a projected CRS."""
    return widened(_largest(municipalities).bounds)


def fitted(bounds: Extent, aspect: float) -> Extent:
    """Give bounds the shape of a map, of a width over a height."""
    west, south, east, north = bounds
    wide, high = east - west, north - south
    beside, below = max(aspect * high - wide, 0), max(wide / aspect - high, 0)
    return (
        west - WEST * beside,
        south - below / 2,
        east + (1 - WEST) * beside,
        north + below / 2,
    )


def insets(municipalities: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> list[tuple[str, Extent]]:
    """Bound what lies off the mainland, from north to south, in squares.

    Parameters
    ----------
    municipalities, zones : GeoDataFrame
        ``municipality``, and ``name``, of polygons in one projected CRS.

    Returns
    -------
    list of tuple
        A name, empty where a municipality bears its own, and the extent.
    """
    frame = shapely.box(*_largest(municipalities).bounds)
    named = [
        municipalities.assign(name=""),
        zones.assign(name=zones["name"].str.title()),
    ]
    parts = pd.concat([each[["name", "geometry"]].explode() for each in named])
    off = parts[~shapely.intersects(shapely.envelope(parts.geometry.values), frame)]
    places = shapely.get_parts(shapely.union_all(off.buffer(TOGETHER_M / 2).values))
    found = []
    for place in sorted(places, key=lambda each: -each.bounds[3]):
        here = off[shapely.intersects(off.geometry.values, place)]
        west, south, east, north = here.total_bounds
        side = max(ROOM * (east - west), ROOM * (north - south), LEAST_M)
        half, x, y = side / 2, (west + east) / 2, (south + north) / 2 + ABOVE * side
        found.append((here["name"].iloc[0], (x - half, y - half, x + half, y + half)))
    return found


def widened(bounds: Extent) -> Extent:
    """Give bounds a margin."""
    west, south, east, north = bounds
    margin = MARGIN * max(east - west, north - south)
    return west - margin, south - margin, east + margin, north + margin


def _largest(municipalities: gpd.GeoDataFrame) -> shapely.Polygon:
    # Only its bounds are asked for: borders need not be noded anew.
    country = municipalities.union_all(method="coverage")
    return max(shapely.get_parts(country), key=shapely.area)
