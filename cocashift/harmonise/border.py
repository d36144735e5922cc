"""Strips inside a border: the stretch of the outline that runs along a neighbour, and its width."""

import geopandas as gpd
import numpy as np
import shapely

__all__ = ["strips"]

BORDER_TOLERANCE_M = 4_000
OUTLINE_STEP_M = 500


def strips(definition, municipalities, neighbours, crs) -> gpd.GeoDataFrame:
    """Draw the strip inside a border, once for each width that was in force.

    The border is the municipal layer's own outline where it runs along the neighbour: another
    layer's border line lies kilometres off and would move the strip.
    """
    border = definition["border"]
    local = municipalities[municipalities["department_code"].isin(border["departments"])]
    inside = local.to_crs(crs).union_all(method="coverage")
    nation = municipalities.to_crs(crs).union_all(method="coverage")
    foreign = neighbours.loc[neighbours["country"] == border["country"]].to_crs(crs).union_all()
    line = _border(nation, foreign)
    rows = [
        {
            "name": f"{border['country']} {width['km']:g} km",
            "source": "drawn from the municipal layer's outline",
            "from": width.get("from"),
            "until": width.get("until"),
            "geometry": line.buffer(width["km"] * 1000).intersection(inside),
        }
        for width in definition["widths"]
    ]
    return gpd.GeoDataFrame(rows, crs=crs)


def _border(nation: shapely.Geometry, foreign: shapely.Geometry) -> shapely.LineString:
    """Take the stretch of a nation's outline from the first to the last place near a neighbour."""
    mainland = max(shapely.get_parts(nation), key=shapely.area)
    ring = shapely.get_coordinates(shapely.segmentize(mainland.exterior, OUTLINE_STEP_M))[:-1]
    # ASSUME: two layers of one border differ by less than 4 km at the border's two ends; between
    # the ends they may differ by any distance (see docs/method.md, Border strip).
    near = np.flatnonzero(shapely.dwithin(shapely.points(ring), foreign, BORDER_TOLERANCE_M))
    far_run = np.argmax(np.diff(near, append=near[0] + len(ring)))
    ring = np.roll(ring, -near[(far_run + 1) % len(near)], axis=0)
    length = (near[far_run] - near[(far_run + 1) % len(near)]) % len(ring) + 1
    return shapely.LineString(ring[:length])
