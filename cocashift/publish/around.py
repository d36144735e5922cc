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
# How coarse that land is.
COARSE_DEGREES = 0.02
# Half of how far apart both sources of a border may lie; how far land goes on under the country.
SEAM_DEGREES = 0.07
UNDER_DEGREES = 0.03
# What lies closer touches.
TOUCH_DEGREES = 0.0001
# A country is the map's own if so many of the municipalities lie in it.
MOST = 0.5


def places() -> dict[str, tuple[str, list[list[float]]]]:
    """Give the kind of each place that is named around the country, and where its name may lie."""
    table = yaml.safe_load(PLACES.read_text("utf-8"))
    return {name: (place["kind"], place["at"]) for name, place in table.items()}


def land(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take the land of other countries, drawn on until it meets this one.

    Natural Earth's border is not the municipalities': between them would be a sliver of sea. The
    country's own land of that source would fill it, but show beside the municipalities' coast.

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
    shapes = _joined(others.make_valid(), units)
    names = [str(number) for number in range(len(shapes))]
    named = _named(shapes, "country")
    drawn = gpd.GeoDataFrame({"id": names, "place": named}, geometry=shapes, crs=4326)
    return drawn[~drawn.is_empty]


def _joined(others: gpd.GeoSeries, units: gpd.GeoDataFrame) -> list[shapely.Geometry]:
    """Give neighbours what lies between them and the country, and a hem under the country."""
    beyond = shapely.union_all(others)
    reach = beyond.buffer(4 * SEAM_DEGREES)
    near = units.geometry[units.intersects(reach)].intersection(reach)
    country = shapely.union_all(near.simplify(COARSE_DEGREES / 4).make_valid())
    closed = beyond.union(country).buffer(SEAM_DEGREES).buffer(-SEAM_DEGREES)
    gaps = shapely.get_parts(closed.difference(beyond).difference(country))
    # What borders on one of them alone is a bay.
    gaps = [gap for gap in gaps if max(gap.distance(beyond), gap.distance(country)) < TOUCH_DEGREES]
    between = shapely.union_all(gaps)
    hem = country.intersection(beyond.union(between).buffer(UNDER_DEGREES))
    rest, joined = between.union(hem).buffer(TOUCH_DEGREES), []
    for other in others:
        own = rest.intersection(other.buffer(2 * SEAM_DEGREES + UNDER_DEGREES))
        rest = rest.difference(own)
        joined.append(other.union(own))
    return joined


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
