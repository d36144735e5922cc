"""Strips inside a border: every stretch of outline along a neighbour, and its width."""

import geopandas as gpd
import numpy as np
import shapely

from cocashift import place
from cocashift.harmonise import extent
from cocashift.harmonise.quality import Reading

__all__ = ["described", "line", "strips"]

BORDER_TOLERANCE_M = 4_000
OUTLINE_STEP_M = 500
DETOUR_M = 10_000
HECTARE_M2 = 10_000


def strips(definition, border, municipalities, crs) -> gpd.GeoDataFrame:
    """Draw the strip inside a border, as `line` finds it, once for each width that was in force.

    A strip's zone names the neighbour, so it goes by its width. The border is the municipal
    layer's own outline where it runs along the neighbour: another layer's border line lies
    kilometres off and would move the strip.

    Returns
    -------
    GeoDataFrame
        A row for each width; none where the layer has no ground along the neighbour.
    """
    chosen = municipalities["department_code"].isin(definition["border"]["departments"])
    inside = _outline(municipalities[chosen].to_crs(crs).geometry)
    rows = [
        {
            "name": f"{width['km']:g} km",
            "source": None,
            "from": width.get("from"),
            "until": width.get("until"),
            "geometry": border.buffer(width["km"] * 1000).intersection(inside),
        }
        for width in definition["widths"]
    ]
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs=crs)
    return frame[~frame.is_empty]


def line(definition, municipalities, neighbours, crs) -> shapely.MultiLineString:
    """Find the border: all stretches of the layer's outline along the neighbour.

    Parameters
    ----------
    definition : dict
        Of the zone: its ``border`` names the ``country``.
    municipalities, neighbours : GeoDataFrame
        `schemas.Municipalities`, `schemas.Neighbours`; the former may cover the country or a part
        of it, in one piece or several.
    crs : str
        A projected CRS.

    Returns
    -------
    MultiLineString
        In the CRS; empty where the layer does not reach the neighbour.
    """
    country = definition["border"]["country"]
    foreign = neighbours.loc[neighbours["country"] == country].to_crs(crs).union_all()
    if foreign.is_empty:
        return shapely.MultiLineString()
    outline = _outline(municipalities.to_crs(crs).geometry)
    shapely.prepare(foreign)
    whole = extent.is_whole_country(outline.area / HECTARE_M2, place.of(definition))
    stretches = [
        stretch
        for part in shapely.get_parts(outline)
        if shapely.dwithin(part, foreign, BORDER_TOLERANCE_M)
        for stretch in _stretches(part.exterior, foreign, whole)
    ]
    return shapely.MultiLineString(stretches)


def _outline(municipalities: gpd.GeoSeries) -> shapely.Geometry:
    """Dissolve municipalities: where they meet without gap or overlap, their outer edges do it."""
    clean = shapely.coverage_is_valid(municipalities.to_numpy())
    return municipalities.union_all(method="coverage" if clean else "unary")


def described(zones: gpd.GeoDataFrame, border: shapely.MultiLineString) -> list[Reading]:
    """Say how long the border is and what the strips along it measure.

    Parameters
    ----------
    zones : GeoDataFrame
        `schemas.Zones`, the strips.
    border : MultiLineString
        From `line`.
    """
    stretches = len(shapely.get_parts(border))
    areas = "; ".join(
        f"{name}: {area / HECTARE_M2:,.0f} ha"
        for name, area in zip(zones["name"], zones.area, strict=True)
    )
    return [("strip", stretches, f"{border.length / 1000:,.0f} km; {areas}")]


def _stretches(exterior: shapely.LinearRing, foreign: shapely.Geometry, whole: bool) -> list:
    """Part a ring into the stretches that run along a neighbour."""
    ring = shapely.get_coordinates(shapely.segmentize(exterior, OUTLINE_STEP_M))[:-1]
    points = shapely.points(ring)
    # The prepared neighbour answers this soon; a distance takes all of its vertices for each point.
    near = np.flatnonzero(shapely.dwithin(foreign, points, BORDER_TOLERANCE_M))
    steps = np.diff(near, append=near[0] + len(ring)) if len(near) else np.array([1])
    apart = np.flatnonzero(steps > 1)
    if whole:
        # ASSUME: in a layer of the whole country nothing is missing between the first and the
        # last place near the neighbour (see docs/method.md, Border strip).
        apart = apart[[np.argmax(steps[apart])]] if len(apart) else apart
    else:
        apart = [number for number in apart if _leaves(_span(ring, near[number], steps[number]))]
    if not len(near) or not len(apart):
        return [shapely.LineString(np.r_[ring, ring[:1]])] if len(near) else []
    starts = near[(np.array(apart) + 1) % len(near)]
    ends = near[np.roll(apart, -1)]
    runs = (
        np.arange(start, end + 1 + (len(ring) if end < start else 0)) % len(ring)
        for start, end in zip(starts, ends, strict=True)
    )
    if not whole:
        # What is farther is far enough: a run begins and ends near the neighbour.
        away = np.full(len(ring), 2.0 * BORDER_TOLERANCE_M)
        away[near] = shapely.distance(points[near], foreign)
        runs = (_without_sides(run, away) for run in runs)
    return [shapely.LineString(ring[run]) for run in runs if len(run) > 1]


def _span(ring: np.ndarray, start: int, steps: int) -> np.ndarray:
    return ring[np.arange(start, start + steps + 1) % len(ring)]


def _leaves(gap: np.ndarray) -> bool:
    """Tell whether the outline leaves the border between two places near the neighbour.

    Two layers of one border may lie any distance apart between these places; but where a
    municipality is missing, or the layer ends, the outline goes far round it.
    """
    # ASSUME: in a layer of a part of the country, an outline that strays by more than 10 km from
    # the straight line between two places on the border goes round what the layer lacks.
    ends = shapely.LineString(gap[[0, -1]])
    return bool(shapely.distance(shapely.points(gap), ends).max() > DETOUR_M)


def _without_sides(run: np.ndarray, away: np.ndarray) -> np.ndarray:
    """Cut off both ends of a run where the outline already goes inland, beside what is missing."""
    falling = np.diff(away[run]) < 0
    first = len(falling) if falling.all() else int(np.argmin(falling))
    rising = np.diff(away[run])[::-1] > 0
    last = len(rising) if rising.all() else int(np.argmin(rising))
    return run[first : len(run) - last]
