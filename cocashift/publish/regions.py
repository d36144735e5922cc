"""The regions that coca is surveyed in: where pages and the QGIS project lead their readers."""

from functools import cache
from pathlib import Path

import geopandas as gpd
import yaml

from cocashift.place import COLOMBIA, Place

__all__ = ["bounds", "of_departments"]


def of_departments(place: Place = COLOMBIA) -> dict[str, list[str]]:
    """Give the departments of each region, by their two digits; none where a place names none."""
    if place.regions is None:
        return _surveyed()
    return {region: about["departments"] for region, about in place.regions.items()}


@cache
def _surveyed() -> dict[str, list[str]]:
    return yaml.safe_load(Path(__file__).with_name("regions.yaml").read_text("utf-8"))


def bounds(
    grown: gpd.GeoDataFrame, place: Place = COLOMBIA
) -> dict[str, tuple[float, float, float, float]]:
    """Bound what grew coca in each region; a region without coca is left out.

    Parameters
    ----------
    grown : GeoDataFrame
        ``divipola`` and the polygon of the municipalities that grew coca.
    place : Place
        The country.

    Returns
    -------
    dict
        West, south, east and north by region, in the frame's CRS.
    """
    department = grown["divipola"].str[:2]
    here = {
        region: grown[department.isin(codes)] for region, codes in of_departments(place).items()
    }
    return {region: tuple(units.total_bounds) for region, units in here.items() if len(units)}
