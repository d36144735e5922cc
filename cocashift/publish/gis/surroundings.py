"""The base of the maps: land and sea around the country, with their names."""

import geopandas as gpd
import pandas as pd

from cocashift.publish import around
from cocashift.words import Words

__all__ = ["surroundings"]


def surroundings(municipalities: gpd.GeoDataFrame, words: Words) -> gpd.GeoDataFrame:
    """Draw what lies around the country.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    words : Words
        The catalogue in the language of the names.

    Returns
    -------
    GeoDataFrame
        One polygon per country, or sea, around; ``ground`` is sea or land, the sea first;
        ``place`` its name, missing where the catalogue has none, and ``name_lon`` and ``name_lat``
        where that may lie on a map of the country, in degrees of WGS 84. CRS of the municipalities.
    """
    units = municipalities.to_crs("EPSG:4326")
    kinds = {"sea": around.seas(units), "land": around.land(units)}
    parts = [each.assign(ground=kind) for kind, each in kinds.items()]
    drawn = pd.concat(parts, ignore_index=True)
    spots = {place: at[0] for place, (_, at) in around.places().items()}
    spot = drawn["place"].map(spots)
    drawn["name_lon"], drawn["name_lat"] = spot.str[1].astype(float), spot.str[0].astype(float)
    names = {place: words(f"place.{place}") for place in drawn["place"].dropna()}
    drawn["place"] = drawn["place"].map(names).astype(object)
    drawn["place"] = drawn["place"].where(drawn["place"].notna(), None)
    return drawn[["ground", "place", "name_lon", "name_lat", "geometry"]].to_crs(municipalities.crs)
