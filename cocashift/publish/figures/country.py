"""The country as figures draw it: simplified to what a width can show, in one projected CRS."""

from dataclasses import dataclass, replace

import geopandas as gpd
import shapely

from cocashift.publish import around as beyond
from cocashift.publish import terrain

__all__ = ["Country", "Offshore", "gather", "land"]

# Islands so near one another share a frame.
TOGETHER_M = 60_000
# What is so much smaller than the largest piece is an island.
ISLAND = 0.02
# A frame shows at least so much ground.
LEAST_M = 14_000
# Slivers between the pieces of a zone are no outline.
SLIVER_M = 300


@dataclass(frozen=True)
class Offshore:
    """What lies off the mainland and is drawn in a frame of its own: a square of the ground."""

    names: list[str]
    square: shapely.Polygon


@dataclass(frozen=True)
class Country:
    """What maps are drawn from: ``own``, all of it in one; ``zones`` by category; bounds."""

    units: gpd.GeoDataFrame
    own: shapely.Geometry
    borders: shapely.Geometry
    land: shapely.Geometry
    zones: dict[str, shapely.Geometry]
    offshore: list[Offshore]
    mainland: tuple[float, float, float, float]
    crs: str

    def coarser(self, coarse_m: float) -> "Country":
        """Give the same country for a narrower figure."""
        units = self.units.assign(
            geometry=shapely.coverage_simplify(self.units.geometry.values, coarse_m)
        )
        return replace(
            self,
            units=units,
            own=shapely.union_all(units.geometry.values),
            borders=terrain.borders(units),
            land=self.land.simplify(coarse_m),
            zones={zone: shape.simplify(coarse_m) for zone, shape in self.zones.items()},
        )


def land(municipalities: gpd.GeoDataFrame, crs: str) -> shapely.Geometry:
    """Take the land around the country."""
    shapes = beyond.land(municipalities.to_crs("EPSG:4326")).to_crs(crs)
    return shapely.union_all(shapes.make_valid())


def gather(
    municipalities: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    around: shapely.Geometry,
    coarse_m: float,
) -> Country:
    """Take what maps are drawn from.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`, in the CRS to draw in.
    zones : GeoDataFrame
        `schemas.Zones`, those to draw, in that CRS.
    around : Geometry
        As `land` gives it.
    coarse_m : float
        What is lost in drawing, on the ground.
    """
    units = municipalities[["divipola", "municipality", "geometry"]].copy()
    units.geometry = shapely.coverage_simplify(units.geometry.values, coarse_m)
    drawn = zones.assign(geometry=zones.simplify(coarse_m).make_valid())
    unions = {
        zone: _whole(shapely.union_all(drawn.geometry.values[drawn["zone"] == zone]))
        for zone in drawn["zone"].unique()
    }
    own = shapely.union_all(units.geometry.values)
    mainland = _mainland(own)
    return Country(
        units,
        own,
        terrain.borders(units),
        around.simplify(coarse_m),
        unions,
        _offshore(units, drawn, mainland),
        mainland,
        str(municipalities.crs),
    )


def _whole(shape: shapely.Geometry) -> shapely.Geometry:
    return shape.buffer(SLIVER_M, quad_segs=2).buffer(-SLIVER_M, quad_segs=2).simplify(SLIVER_M)


def _mainland(own: shapely.Geometry) -> tuple[float, float, float, float]:
    """Bound what is no island: a part of a country may lie in several pieces."""
    pieces = shapely.get_parts(own)
    areas = shapely.area(pieces)
    return tuple(shapely.total_bounds(pieces[areas >= ISLAND * areas.max()]))


def _offshore(units, zones, mainland) -> list[Offshore]:
    """Group what lies off the mainland by nearness; a zone is named if no municipality is."""
    box = shapely.box(*mainland)
    islands = [
        (shape, name, 0) for shape, name in zip(units.geometry, units["municipality"], strict=True)
    ]
    islands += [(shape, name, 1) for shape, name in zip(zones.geometry, zones["name"], strict=True)]
    islands = [each for each in islands if not each[0].is_empty and not each[0].intersects(box)]
    if not islands:
        return []
    near = shapely.union_all([shape.buffer(TOGETHER_M) for shape, _, _ in islands])
    groups = []
    for place in shapely.get_parts(near):
        here = [each for each in islands if place.intersects(each[0])]
        kind = min(kind for _, _, kind in here)
        names = [_calm(name) for _, name, of in here if of == kind and isinstance(name, str)]
        west, south, east, north = shapely.union_all([shape for shape, _, _ in here]).bounds
        span = max(east - west, north - south, LEAST_M) * 1.2
        x, y = (west + east) / 2, (south + north) / 2
        square = shapely.box(x - span / 2, y - span / 2, x + span / 2, y + span / 2)
        groups.append(Offshore(list(dict.fromkeys(names)), square))
    return sorted(groups, key=lambda group: -group.square.bounds[1])


def _calm(name: str) -> str:
    """Write a name in capitals as names are written."""
    return name.title() if name == name.upper() else name
