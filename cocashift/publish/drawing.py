"""A part of the ground as a drawing in pixels, and shapes in it as paths of SVG."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

__all__ = ["View", "inner", "path", "seen"]

# What is a speck in a drawing, in square pixels.
SPECK = 3


@dataclass(frozen=True)
class View:
    """A part of the ground and the drawing that it fills; y counts downwards."""

    west: float
    north: float
    metres: float
    wide: float
    high: float

    @property
    def frame(self) -> shapely.Polygon:
        """The drawing, in pixels."""
        return shapely.box(0, 0, self.wide, self.high)

    def pixels(self, shape):
        """Put a shape, or an array of them, into the drawing; what lies outside is cut off."""
        west, south = self.west, self.north - self.high * self.metres
        east = self.west + self.wide * self.metres
        edge = 3 * self.metres
        cut = shapely.clip_by_rect(shape, west - edge, south - edge, east + edge, self.north + edge)
        origin, step = np.array([self.west, self.north]), np.array([1, -1]) / self.metres
        return shapely.transform(cut, lambda xy: (xy - origin) * step)

    def spot(self, lon: float, lat: float, crs: str) -> tuple[float, float]:
        """Put a place into the drawing."""
        at = gpd.GeoSeries(gpd.points_from_xy([lon], [lat]), crs=4326).to_crs(crs).iloc[0]
        return (at.x - self.west) / self.metres, (self.north - at.y) / self.metres


def seen(shape: shapely.Geometry) -> shapely.Geometry:
    """Leave out what is a speck in the drawing."""
    parts = shapely.get_parts(shape)
    return shapely.MultiPolygon(
        [part for part in parts if part.geom_type == "Polygon" and part.area > SPECK]
    )


def inner(shape: shapely.Geometry) -> tuple[float, float]:
    """Give a place well inside a shape."""
    largest = max(shapely.get_parts(shape), key=shapely.area)
    at = shapely.get_point(shapely.maximum_inscribed_circle(largest), 0)
    return round(at.x, 1), round(at.y, 1)


def path(shape: shapely.Geometry) -> str:
    """Write lines and polygons as a path, in tenths of a pixel."""
    lines = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            lines += [(ring, "Z") for ring in (part.exterior, *part.interiors)]
        elif part.geom_type == "LineString":
            lines.append((part, ""))
    return "".join(_line(line, end) for line, end in lines)


def _line(line: shapely.Geometry, end: str) -> str:
    steps = np.rint(shapely.get_coordinates(line) * 10).astype(int)
    moved = np.r_[True, (np.diff(steps, axis=0) != 0).any(axis=1)]
    steps = steps[moved]
    if len(steps) < (4 if end else 2):
        return ""
    first, rest = steps[0], np.diff(steps, axis=0)
    # Relative steps are shorter than places.
    written = " ".join(f"{x / 10:g} {y / 10:g}" for x, y in rest)
    return f"M{first[0] / 10:g} {first[1] / 10:g}l{written}{end}"
