"""The regions that coca is surveyed in: where pages and the QGIS project lead their readers."""

from functools import cache
from pathlib import Path

import geopandas as gpd
import yaml

__all__ = ["bounds", "of_departments"]


@cache
def of_departments() -> dict[str, list[str]]:
    """Give the departments of each region, by their two digits."""
    return yaml.safe_load(Path(__file__).with_name("regions.yaml").read_text("utf-8"))


def bounds(grown: gpd.GeoDataFrame) -> dict[str, tuple[float, float, float, float]]:
    """Bound what grew coca in each region; a region without coca is left out.

    Parameters
    ----------
    grown : GeoDataFrame
        ``divipola`` and the polygon of the municipalities that grew coca.

    Returns
    -------
    dict
        West, south, east and north by region, in the frame's CRS.
    """
    department = grown["divipola"].str[:2]
    here = {region: grown[department.isin(codes)] for region, codes in of_departments().items()}
    return {region: tuple(units.total_bounds) for region, units in here.items() if len(units)}
