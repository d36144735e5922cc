"""A map of the country on a sheet: ground, municipalities in their classes, zones, furniture."""

from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from cocashift.publish import symbology
from cocashift.publish.drawing import View, seen
from cocashift.publish.figures.country import Country
from cocashift.publish.figures.hatching import hatched
from cocashift.publish.figures.sheet import FAINT, INK, PAPER, QUIET, Canvas, Sheet, outlined

__all__ = ["Ground", "Map", "fitted"]

COAST, DEPARTMENT, OUTLINE = "#7d8790", "#6b7078", "#b9b4a6"
# Sides of the frames for what lies offshore, from the widest map; below one there are no names.
SIDES, NAMED = ((400, 58), (240, 36), (180, 46), (0, 22)), 30
BARS_KM = (500, 200, 100, 50, 20, 10, 5, 2, 1)
# Of a map, its height over its width.
TALLEST = 1.45


class Ground:
    """The country in a view: shapes in points, made once for all figures of a width."""

    def __init__(self, country: Country, view: View):
        self.country, self.view = country, view
        # What lies off the mainland has a frame of its own.
        self.box = shapely.box(*country.mainland)
        near = country.units[country.units.intersects(self.box)]
        self.units = pd.Series(view.pixels(near.geometry.values), index=near["divipola"])
        self._hatched: dict[str, tuple] = {}

    @cached_property
    def own(self) -> shapely.Geometry:
        """The mainland and its islands in one."""
        return self._near(self.country.own)

    @cached_property
    def lines(self) -> dict:
        """Paths of the land around, the country, and the borders of departments."""
        return {
            "land": outlined(self.view.pixels(self.country.land)),
            "own": outlined(self.own),
            "borders": outlined(shapely.line_merge(self._near(self.country.borders))),
        }

    @cached_property
    def zones(self) -> dict[str, shapely.Geometry]:
        """Zones by category, without specks."""
        return {zone: seen(self._near(shape)) for zone, shape in self.country.zones.items()}

    def _near(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Put into the drawing what has no frame of its own."""
        parts = shapely.get_parts(shape)
        near = parts[shapely.intersects(parts, self.box)]
        polygons = shapely.get_dimensions(shape) == 2
        whole = (shapely.multipolygons if polygons else shapely.multilinestrings)(near)
        return self.view.pixels(whole)

    def hatch(self, zone: str, style: dict) -> tuple:
        """Outline and hatch a category, once for all figures."""
        if zone not in self._hatched:
            shape = self.zones[zone]
            self._hatched[zone] = outlined(shape), outlined(hatched(shape, style))
        return self._hatched[zone]


def fitted(country: Country, wide: float, left: float, right: float, edge: float) -> View:
    """Fit the mainland into a width, with room left and right of it and an edge around.

    What is slender is drawn smaller, so that the map stays on a page.
    """
    west, south, east, north = country.mainland
    room = wide - left - right
    metres = max((east - west) / room, (north - south) / (TALLEST * wide - 2 * edge))
    high = (north - south) / metres + 2 * edge
    left += (room - (east - west) / metres) / 2
    return View(west - left * metres, north + edge * metres, metres, round(wide, 1), round(high, 1))


class Map:
    """A map at a place of a sheet; what is drawn later lies on top."""

    def __init__(self, sheet: Sheet, ground: Ground, x: float, y: float):
        self.sheet, self.ground = sheet, ground
        self.view = ground.view
        self.canvas = sheet.canvas(x, y, self.view.wide, self.view.high)
        self.taken: list[shapely.Geometry] = []
        colours = symbology.ground()
        self.canvas.box(0, 0, self.view.wide, self.view.high, fill=colours["sea"])
        self.canvas.area(ground.lines["land"], fill=colours["land"], line=OUTLINE, width=0.35)

    def paint(self, of: pd.Series, colours: list[str], missing: str) -> None:
        """Paint municipalities by the place of their class; those without one as missing."""
        self.canvas.area(self.ground.lines["own"], fill=missing, line=COAST, width=0.7)
        for kind, units in of[of.index.isin(self.ground.units.index)].groupby(of):
            shapes = self.ground.units[units.index].to_numpy()
            if colours[kind] != missing:
                self.canvas.area(outlined(shapes), fill=colours[kind], line=PAPER, width=0.18)

    def departments(self) -> None:
        """Draw the borders of departments, and the coast."""
        self.canvas.area(self.ground.lines["borders"], line=DEPARTMENT, width=0.4)

    def zones(self, styles: dict[str, dict], opacity: float = 0.5) -> None:
        """Draw zones as outlines, lightly hatched."""
        for zone, style in styles.items():
            if zone in self.ground.zones:
                shape, lines = self.ground.hatch(zone, style)
                self.canvas.area(lines, line=style["colour"], width=0.45, opacity=opacity)
                self.canvas.area(shape, line=style["colour"], width=0.5, opacity=0.85)

    def insets(self, of: pd.Series, colours: list[str], missing: str, styles: dict) -> list[str]:
        """Draw what lies off the mainland in frames in the upper left corner.

        Gives the names that found no room under their frames.
        """
        small, x = self.sheet.small, 4.0
        side = next(side for wide, side in SIDES if self.view.wide >= wide)
        units, unnamed = self.ground.country.units.set_index("divipola").geometry, []
        for group in self.ground.country.offshore:
            near = units[units.intersects(group.square)]
            zones = [zone for zone in styles if zone in self.ground.country.zones]
            if near.empty and not zones:
                continue
            west, _, east, north = group.square.bounds
            view = View(west, north, (east - west) / side, side, side)
            frame = Canvas(self.sheet, self.canvas.x + x, self.canvas.y + 4, (side, side))
            frame.box(0, 0, side, side, fill=symbology.ground()["sea"])
            for code, shape in near.items():
                fill = colours[of[code]] if code in of.index else missing
                frame.area(view.pixels(shape), fill=fill, line=COAST, width=0.6)
            for zone in zones:
                shape, colour = view.pixels(self.ground.country.zones[zone]), styles[zone]["colour"]
                frame.area(hatched(shape, styles[zone]), line=colour, width=0.45, opacity=0.5)
                frame.area(shape, line=colour, width=0.5)
            frame.box(0, 0, side, side, line=DEPARTMENT, width=1)
            names = group.names if side > NAMED else []
            unnamed += [] if names else group.names
            lines = [line for name in names for line in self.sheet.wrapped(name, side + 4, small)]
            self.canvas.lines(x, side + 5 + small, lines, 1.15, size=small, colour=QUIET)
            high = side + 8 + 1.15 * small * len(lines)
            self.taken.append(shapely.box(x - 3, 0, x + side + 4, high))
            x += side + 8
        return unnamed

    def furniture(self, words) -> None:
        """Draw scale bar and arrow to the north into the lower left corner, and the frame."""
        small, (wide, high) = self.sheet.small, (self.view.wide, self.view.high)
        bars = (km for km in BARS_KM if 1000 * km / self.view.metres < 0.2 * wide)
        km = next(bars, BARS_KM[-1])
        bar, x, y = 1000 * km / self.view.metres, 8, high - 8
        self.canvas.line((x, y - 3), (x, y), (x + bar, y), (x + bar, y - 3), width=0.8)
        label = words("figure.km", km=words.number(km))
        if self.sheet.letters.wide(label, small) < bar - 2:
            self.canvas.text(x + bar / 2, y - 2.5, label, size=small, align="center")
        else:
            self.canvas.text(x + bar + 3, y, label, size=small)
        tip = y - small - 20
        self.canvas.area(
            shapely.Polygon([(x + 4, tip), (x + 8, tip + 12), (x + 4, tip + 9.5), (x, tip + 12)]),
            fill=INK,
        )
        self.canvas.text(x + 4, tip - 1.5, words("figure.north"), size=small, align="center")
        self.taken.append(shapely.box(0, tip - small - 4, x + max(bar, 16) + 4, high))
        self.canvas.box(0, 0, wide, high, line=FAINT, width=1.2)

    @property
    def frame(self) -> shapely.Polygon:
        """Where names may lie."""
        return shapely.box(3, 3, self.view.wide - 3, self.view.high - 3).difference(
            shapely.union_all(self.taken)
        )

    def spot(self, code: str) -> tuple[float, float]:
        """Give a place inside a municipality."""
        shape = self.ground.units[code]
        at = max(shapely.get_parts(shape), key=shapely.area).representative_point()
        return at.x, at.y


def classes(change: pd.DataFrame, theme: dict) -> tuple[pd.Series, list[str], str]:
    """Give the class of each municipality by code, the colours, and that of what is missing."""
    of = pd.Series(np.asarray(theme["of"]), index=change["divipola"])
    colours = [each["colour"] for each in theme["classes"]]
    return of, colours, colours[-1]
