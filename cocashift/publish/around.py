"""What lies around the country: the land of its neighbours, and the names of land and sea."""

from functools import cache
from pathlib import Path

import geopandas as gpd
import shapely
import yaml
from shapely import Point

__all__ = ["land", "places", "seas"]

# Countries of Natural Earth, 1:50 million, as the package world-atlas encodes them.
COUNTRIES = Path(__file__).parent / "pages/web/vendor/world-atlas-2.0.2/countries-50m.json"
PLACES = Path(__file__).parent / "around.yaml"
# How far land is drawn around the country: farther than a wide screen shows.
AROUND_DEGREES = (16, 9)
# How far inland a seam between both sources of borders is filled, and how coarse that land is.
SEAM_DEGREES = 0.6
COARSE_DEGREES = 0.02
# A country is the map's own if so many of the municipalities lie in it.
MOST = 0.5


def places() -> dict[str, tuple[str, list[list[float]]]]:
    """Give the kind of each place that is named around the country, and where its name may lie."""
    table = yaml.safe_load(PLACES.read_text("utf-8"))
    return {name: (place["kind"], place["at"]) for name, place in table.items()}


def land(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take the land of other countries, and of this one where the two sources leave a seam.

    Natural Earth's border is not the municipalities': between them would be a sliver of sea. So
    the country's own land is drawn too, but only near its neighbours: elsewhere its coast would
    show beside the municipalities' own.

    Parameters
    ----------
    units : GeoDataFrame
        The country's municipalities, in WGS 84.

    Returns
    -------
    GeoDataFrame
        Polygons in WGS 84, key ``id``; ``place``, the one of `places` that lies in it, or missing.
    """
    frame = _frame(units)
    countries = _countries(frame)
    points = units.representative_point()
    inside = countries.geometry.apply(lambda shape: points.within(shape).mean()) > MOST
    others = countries.loc[~inside].intersection(frame).simplify(COARSE_DEGREES)
    seam = countries.loc[inside].intersection(shapely.union_all(others).buffer(SEAM_DEGREES))
    shapes = [*others, *seam]
    names = [str(number) for number in range(len(shapes))]
    named = [*_named(others, "country"), *_named(seam, "")]
    drawn = gpd.GeoDataFrame({"id": names, "place": named}, geometry=shapes, crs=4326)
    return drawn[~drawn.is_empty]


def seas(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take the seas that have a name: what no country covers. Columns as of `land`."""
    frame = _frame(units)
    whole = _countries(frame).simplify(COARSE_DEGREES).make_valid()
    water = shapely.get_parts(frame.difference(shapely.union_all(whole)))
    names = [str(number) for number in range(len(water))]
    drawn = gpd.GeoDataFrame({"id": names, "place": _named(water, "sea")}, geometry=water, crs=4326)
    return drawn[drawn["place"].notna()]


def _frame(units: gpd.GeoDataFrame) -> shapely.Polygon:
    west, south, east, north = units.total_bounds
    wide, high = AROUND_DEGREES
    return shapely.box(west - wide, south - high, east + wide, north + high)


def _countries(frame: shapely.Polygon) -> gpd.GeoDataFrame:
    countries = _world()
    return countries[countries.intersects(frame)]


@cache
def _world() -> gpd.GeoDataFrame:
    countries = gpd.read_file(COUNTRIES, layer="countries")
    countries = countries.set_crs("EPSG:4326", allow_override=True).reset_index(drop=True)
    countries.geometry = countries.make_valid()
    return countries


def _named(shapes: list[shapely.Geometry], kind: str) -> list[str | None]:
    """Name the place of a kind of which the first spot lies in each shape."""
    spots = {name: at[0] for name, (of_kind, at) in places().items() if of_kind == kind}
    return [
        next((name for name, (lat, lon) in spots.items() if shape.covers(Point(lon, lat))), None)
        for shape in shapes
    ]
