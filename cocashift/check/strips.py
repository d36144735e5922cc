"""Checks of border strips: each lies along all of its border, as wide as it is said to be."""

from collections.abc import Iterator

import geopandas as gpd
import shapely

from cocashift.harmonise.border import BORDER_TOLERANCE_M, HECTARE_M2

__all__ = ["check"]

# Of the border that a strip must follow; the ends of two layers' borders differ.
FOLLOWED = 0.95
# Between width times length of the straightened border, and area: bends, ends, narrow ground.
LEAST, MOST = 0.5, 1.5


def check(
    zones: gpd.GeoDataFrame,
    municipalities: gpd.GeoDataFrame,
    neighbours: gpd.GeoDataFrame,
    definitions: dict[str, dict],
    crs: str,
) -> Iterator[tuple[str, str, str, bool]]:
    """Hold the area of each strip to its width times the length of its border.

    The border is measured anew, from the municipal outline near the neighbour, not taken from the
    stage that drew the strip.

    Parameters
    ----------
    zones : GeoDataFrame
        `schemas.Zones`; categories without a border are passed over.
    municipalities, neighbours : GeoDataFrame
        `schemas.Municipalities`, `schemas.Neighbours`.
    definitions : dict
        Zone categories of the configuration that have a ``border``, with ``widths``.
    crs : str
        The projected CRS in which widths are measured.

    Yields
    ------
    tuple
        Check, expected, found, whether it holds; two for each width.
    """
    local = municipalities.to_crs(crs)
    outline = local.union_all().boundary if definitions else None
    for zone, definition in definitions.items():
        border, widths = definition["border"], definition["widths"]
        foreign = neighbours.loc[neighbours["country"] == border["country"]].to_crs(crs).union_all()
        inside = local[local["department_code"].isin(border["departments"])]
        drawn = zones[zones["zone"] == zone].to_crs(crs).set_index("name").geometry
        for km in sorted({width["km"] for width in widths}):
            name = f"{km:g} km"
            width = km * 1000
            near = _near(outline, inside, foreign, min(width, BORDER_TOLERANCE_M))
            strip = drawn.loc[[name]].iloc[0] if name in drawn.index else shapely.Polygon()
            along = near.intersection(strip.buffer(1)).length / 1000
            told = f"{zone}, {name}, border along which the strip lies, km"
            length = near.length / 1000
            yield told, f"{length:.1f}", f"{along:.1f}", along >= FOLLOWED * length
            product = width * shapely.line_merge(near).simplify(width).length
            ground = inside[inside.intersects(strip)].union_all().area
            holds = LEAST * min(product, ground) <= strip.area <= MOST * product
            yield (
                f"{zone}, {name}, width × length of border, ha",
                f"{product / HECTARE_M2:.0f}",
                f"{strip.area / HECTARE_M2:.0f}",
                bool(holds),
            )


def _near(outline, inside, foreign, reach: float) -> shapely.Geometry:
    """Take the outline near the neighbour that is the outline of the strip's departments."""
    if foreign.is_empty or inside.empty:
        return shapely.LineString()
    beside = outline.intersection(foreign.buffer(reach))
    return beside.intersection(inside.union_all().buffer(1))
