"""Regions of the country: what is cut for each by itself and gathered is what is cut at once."""

import geopandas as gpd
import numpy as np
import pandas as pd

__all__ = ["gathered", "region"]


def region(boxes: pd.DataFrame, number: int, count: int) -> tuple[pd.Series, tuple]:
    """Take one of so many groups of neighbouring municipalities, of about equal number.

    Parameters
    ----------
    boxes : DataFrame
        Of all municipalities: ``divipola``, and ``bbox`` with ``xmin``, ``ymin``, ``xmax`` and
        ``ymax``, as GeoParquet keeps it beside the geometry.
    number : int
        Of the group, from 1.
    count : int
        How many groups there are; some are empty if there are fewer municipalities.

    Returns
    -------
    codes : Series
        Of the municipalities of the group.
    box : tuple of float
        The box around them.
    """
    bounds = pd.DataFrame(boxes["bbox"].tolist())[["xmin", "ymin", "xmax", "ymax"]].to_numpy()
    middle = gpd.points_from_xy(*(bounds[:, :2] + bounds[:, 2:]).T / 2)
    # A curve that fills the plane: what follows one another on it lies side by side.
    along = gpd.GeoSeries(middle).hilbert_distance()
    chosen = np.array_split(np.lexsort((boxes["divipola"], along)), count)[number - 1]
    if not len(chosen):
        return boxes["divipola"].iloc[chosen], (0.0, 0.0, 0.0, 0.0)
    low, high = bounds[chosen, :2].min(axis=0), bounds[chosen, 2:].max(axis=0)
    return boxes["divipola"].iloc[chosen], (*low.tolist(), *high.tolist())


def gathered(parts: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Bring the pieces of all regions into one frame, as `partition` gives them for the country."""
    some = [part for part in parts if len(part)]
    return pd.concat(some).sort_values(["divipola", "inside"], ignore_index=True)
