"""Hatches of zones as the pages draw them: real lines at any angle, cut to the zone's shape."""

import math

import numpy as np
import shapely

__all__ = ["PIXEL", "hatched"]

# Points of a sheet for a pixel of a page.
PIXEL = 0.62


def hatched(shape: shapely.Geometry, style: dict) -> shapely.Geometry:
    """Lay lines over a shape.

    Parameters
    ----------
    shape : Geometry
        In points, y downwards.
    style : dict
        As `symbology.zone_masks` has it: ``angle`` in degrees, clockwise from upright, and
        ``spacing`` in pixels.

    Returns
    -------
    Geometry
        Lines; those of all shapes of a style lie on the same grid.
    """
    if shape.is_empty:
        return shapely.MultiLineString()
    turn, step = math.radians(style["angle"]), style["spacing"] * PIXEL
    along, across = (
        np.array([-math.sin(turn), math.cos(turn)]),
        np.array([math.cos(turn), math.sin(turn)]),
    )
    west, north, east, south = shape.bounds
    corners = np.array([(west, north), (west, south), (east, north), (east, south)])
    first, last = (corners @ across).min() // step, (corners @ across).max() // step + 1
    reach = corners @ along
    lines = [
        shapely.LineString([n * step * across + end * along for end in (reach.min(), reach.max())])
        for n in np.arange(first, last + 1)
    ]
    shapely.prepare(shape)
    met = [line for line in lines if shape.intersects(line)]
    return shapely.union_all(shapely.intersection(met, shape))
