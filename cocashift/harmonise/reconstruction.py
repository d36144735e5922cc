"""Boundaries from labelled points: who lies where, known only at sample places.

A point says which unit lies there. The cell of a point is all that is nearer to it than to any
other (Voronoi), and a unit is the union of the cells that bear its label.
"""

import geopandas as gpd
import pandas as pd
import shapely

from cocashift.errors import InputError, reading

__all__ = ["cells"]

RIM_M = 20_000


def cells(
    points: pd.DataFrame, layer: str, crs: str, file: str = "the labelled points"
) -> gpd.GeoDataFrame:
    """Rebuild the units of one layer from its labelled points.

    Parameters
    ----------
    points : DataFrame
        One row per point: ``layer``, ``label`` (missing where the layer has no unit),
        ``lon`` and ``lat`` (degrees, WGS 84).
    layer : str
        Which layer's points to use.
    crs : str
        A projected CRS; nearness is measured in it and the result is in it.
    file : str, optional
        Where the points come from, for messages.

    Returns
    -------
    GeoDataFrame
        One row per unit, key ``label``; units of one layer share borders and do not overlap.

    Raises
    ------
    InputError
        If the layer has no points, or two points of different label lie on one place.

    Examples
    --------
    >>> points = pd.DataFrame(
    ...     {"layer": "park", "label": ["A", "A", "B"], "lon": [-73, -73, -72], "lat": [4, 5, 4]}
    ... )
    >>> cells(points, "park", "EPSG:9377").label.tolist()
    ['A', 'B']
    """
    of_layer = points[points["layer"] == layer]
    if of_layer["label"].isna().all():
        known = ", ".join(map(str, points["layer"].unique()[:12]))
        raise InputError(
            f"{file}: no labelled point is of `points: {layer}`; its layers are {known}. Name "
            "one of them in the dataset."
        )
    # In one order: the last digit of a border hangs on that of the points.
    of_layer = of_layer.drop_duplicates(["label", "lon", "lat"]).sort_values(["lon", "lat"])
    twice = of_layer[of_layer.duplicated(["lon", "lat"], keep=False)]
    if len(twice):
        lon, lat = twice[["lon", "lat"]].iloc[0]
        raise InputError(
            f"{file}: points of different label lie on one place, {lon}, {lat}. Keep one of them."
        )
    located = gpd.GeoDataFrame(
        of_layer[["label"]],
        geometry=gpd.points_from_xy(of_layer["lon"], of_layer["lat"], crs="EPSG:4326"),
    ).to_crs(crs)
    # ASSUME: between two sample points the border runs half-way (see docs/method.md, Borders).
    sites = shapely.MultiPoint(located.geometry.values)
    with reading(file, "labelled points", "Points may lie too near to one another: keep fewer."):
        diagram = shapely.voronoi_polygons(sites, ordered=True)
    # Cells at the rim have no end, and beyond the outermost points nothing is known.
    sampled = shapely.MultiPoint(located.geometry.values).convex_hull.buffer(RIM_M)
    located.geometry = shapely.intersection(shapely.get_parts(diagram), sampled)
    labelled = located.dropna(subset="label")
    return labelled.dissolve("label").reset_index()
