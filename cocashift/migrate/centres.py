"""Where cultivation lies on the whole: centre of gravity and standard-deviational ellipse."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.affinity import affine_transform

from cocashift import schemas

__all__ = ["find", "points"]

LONLAT = "EPSG:4326"


def points(municipalities: gpd.GeoDataFrame, crs: str) -> gpd.GeoSeries:
    """Give the point that stands for each municipality: its centroid.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`; centroids are taken in its equal-area CRS.
    crs : str
        The CRS of the points.

    Returns
    -------
    GeoSeries
        Points by ``divipola``.
    """
    # ASSUME: a municipality's coca lies at its centroid, the mean of a place drawn at random in it.
    return municipalities.set_index("divipola").centroid.to_crs(crs)


def find(municipalities: gpd.GeoDataFrame, cultivation: pd.DataFrame, crs: str) -> gpd.GeoDataFrame:
    """Find the centre of gravity of the hectares and the ellipse around it, for every year.

    With weights w_i = H_i / sum H and points x_i: centre m = sum w_i x_i; the ellipse's axes are
    the eigenvectors of S = sum w_i (x_i - m)(x_i - m)', its semi-axes the roots of the eigenvalues
    (one standard deviation: it holds about 39 % of a normal distribution).

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    cultivation : DataFrame
        `schemas.Cultivation`; a missing figure weighs nothing, a year without coca has no row.
    crs : str
        A projected CRS with true distances, in metres.

    Returns
    -------
    GeoDataFrame
        `schemas.Centres`, sorted by ``year``.

    References
    ----------
    Lefever (1926), "Measuring geographic concentration by means of the standard deviational
    ellipse"; Yuill (1971), "The standard deviational ellipse".
    """
    places = points(municipalities, crs)
    coca = cultivation[(cultivation["coca_ha"] > 0) & cultivation["divipola"].isin(places.index)]
    rows = []
    for year, grown in coca.sort_values(["year", "divipola"]).groupby("year"):
        xy = shapely.get_coordinates(places[grown["divipola"]].to_numpy())
        rows.append({"year": year, **_ellipse(xy, grown["coca_ha"].to_numpy())})
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs=crs)
    centre = gpd.GeoSeries(frame.pop("centre"), crs=crs).to_crs(LONLAT)
    frame["lon"], frame["lat"] = centre.x, centre.y
    columns = list(schemas.Centres.to_schema().columns)
    return schemas.Centres.validate(frame.to_crs(municipalities.crs)[columns])


def _ellipse(xy: np.ndarray, hectares: np.ndarray) -> dict:
    """Weigh points by hectares; the ellipse is the unit circle stretched along the axes."""
    centre = np.average(xy, axis=0, weights=hectares)
    spread = np.cov(xy.T, aweights=hectares, ddof=0)
    values, vectors = np.linalg.eigh(spread)  # ascending: the minor axis comes first
    minor, major = np.sqrt(values.clip(0))
    east, north = vectors[:, 1]
    stretch = vectors * [minor, major]
    circle = shapely.Point(0, 0).buffer(1, quad_segs=32)
    return {
        "centre": shapely.Point(centre),
        "semi_major_km": major / 1000,
        "semi_minor_km": minor / 1000,
        "azimuth_deg": np.degrees(np.arctan2(east, north)) % 180,
        "geometry": affine_transform(circle, [*stretch[0], *stretch[1], *centre]),
    }
