"""What maps of the country stand on: its mainland, and the borders between its departments."""

import geopandas as gpd
import shapely

__all__ = ["borders", "mainland"]


def mainland(units: gpd.GeoDataFrame) -> shapely.Polygon:
    """Take the largest piece of the country."""
    return max(shapely.get_parts(units.union_all()), key=shapely.area)


def borders(units: gpd.GeoDataFrame) -> shapely.Geometry:
    """Draw the borders of departments, by the first two digits of ``divipola``."""
    departments = units.groupby(units["divipola"].str[:2])
    return shapely.union_all(
        [shapely.union_all(group.geometry.values).boundary for _, group in departments]
    )
