"""What maps of the country stand on: the land around it, its mainland and its inner borders."""

from pathlib import Path

import geopandas as gpd
import shapely
import yaml

__all__ = ["around", "borders", "land", "mainland"]

HERE = Path(__file__).parent
# Countries of Natural Earth, 1:50 million, as the package world-atlas encodes them.
COUNTRIES = HERE / "pages/web/vendor/world-atlas-2.0.2/countries-50m.json"
AROUND = HERE / "around.yaml"
# How far land is drawn around the country: farther than a wide screen shows.
AROUND_DEGREES = (16, 9)
# How far inland a seam between both sources of borders is filled, and how coarse that land is.
SEAM_DEGREES = 0.6
COARSE_DEGREES = 0.02
# A country is the map's own if so many of the municipalities lie in it.
MOST = 0.5


def around() -> dict[str, tuple[str, list[list[float]]]]:
    """Give the kind of each place that is named around the country, and where its name may lie."""
    table = yaml.safe_load(AROUND.read_text("utf-8"))
    return {name: (place["kind"], place["at"]) for name, place in table.items()}


def land(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Take the land of other countries, and of this one where the two sources leave a seam.

    Natural Earth's border is not the municipalities': between them would be a sliver of sea. So
    the country's own land is drawn too, but only near its neighbours: elsewhere its coast would
    show beside the municipalities' own.
    """
    countries = gpd.read_file(COUNTRIES, layer="countries")
    countries = countries.set_crs("EPSG:4326", allow_override=True).reset_index(drop=True)
    countries.geometry = countries.make_valid()
    west, south, east, north = units.total_bounds
    wide, high = AROUND_DEGREES
    frame = shapely.box(west - wide, south - high, east + wide, north + high)
    countries = countries[countries.intersects(frame)]
    points = units.representative_point()
    inside = countries.geometry.apply(lambda shape: points.within(shape).mean()) > MOST
    others = countries.loc[~inside].intersection(frame).simplify(COARSE_DEGREES)
    seam = countries.loc[inside].intersection(shapely.union_all(others).buffer(SEAM_DEGREES))
    shapes = [*others, *seam]
    names = [str(number) for number in range(len(shapes))]
    drawn = gpd.GeoDataFrame({"id": names}, geometry=shapes, crs=4326)
    return drawn[~drawn.is_empty]


def mainland(units: gpd.GeoDataFrame) -> shapely.Polygon:
    """Take the largest piece of the country."""
    return max(shapely.get_parts(units.union_all()), key=shapely.area)


def borders(units: gpd.GeoDataFrame) -> shapely.Geometry:
    """Draw the borders of departments, by the first two digits of ``divipola``."""
    departments = units.groupby(units["divipola"].str[:2])
    return shapely.union_all(
        [shapely.union_all(group.geometry.values).boundary for _, group in departments]
    )
