"""Where names find room on a drawn map: beside their place, clear of one another and of colour."""

import math
from dataclasses import dataclass

import shapely

__all__ = ["Seat", "beside", "upon"]

# Pixels: of a character of bold type of 12, of a line, and of the clearance around a name.
CHARACTER, LINE, CLEAR = 7.1, 14.5, 2
TURNS = 24
REACHES = (26, 40, 58, 80, 106)
# How far aside of its place a name may lie that lies upon it.
ASIDE = [(x, y) for y in (0, 10, -10, 20, -20, 30) for x in (0, 14, -14, 28, -28)]
# What a seat costs: a pixel of another name or leader, of what the name hides, and of distance.
CLASH, HIDDEN, FAR = 1000.0, 0.04, 0.35


@dataclass(frozen=True)
class Seat:
    """A name's middle and the box that it fills; the end of the line that leads to it."""

    x: float
    y: float
    box: shapely.Polygon
    end: tuple[float, float]


def _box(x: float, y: float, lines: list[str]) -> shapely.Polygon:
    wide = max(map(len, lines)) * CHARACTER / 2 + CLEAR
    high = len(lines) * LINE / 2 + CLEAR
    return shapely.box(x - wide, y - high, x + wide, y + high)


def beside(
    names: list[tuple[float, float, list[str]]], frame: shapely.Polygon, hides: shapely.Geometry
) -> list[Seat | None]:
    """Seat names around their places, the first the best; none where there is no room.

    Parameters
    ----------
    names : list of tuple
        x and y of a place, and the lines of its name.
    frame : Polygon
        Within which names stay.
    hides : Geometry
        What a name hides at a cost.

    Returns
    -------
    list of Seat or None
        A seat for each name.
    """
    dots = shapely.MultiPoint([(x, y) for x, y, _ in names]).buffer(4)
    taken, lines, seats = [dots], [], []
    shapely.prepare(hides)
    for x, y, name in names:
        best, least = None, CLASH
        for reach in REACHES:
            for turn in range(TURNS):
                angle = 2 * math.pi * turn / TURNS
                seat = _led(x, y, name, reach * math.cos(angle), reach * math.sin(angle))
                if not frame.contains(seat.box):
                    continue
                leader = shapely.LineString([(x, y), seat.end])
                clash = sum(seat.box.intersects(other) for other in [*taken, *lines])
                clash += sum(leader.intersects(other) for other in [*taken[1:], *lines])
                hidden = seat.box.intersection(hides).area + 8 * leader.intersection(hides).length
                cost = CLASH * clash + HIDDEN * hidden + FAR * reach
                if cost < least:
                    best, least = seat, cost
        seats.append(best)
        if best:
            taken.append(best.box)
            lines.append(shapely.LineString([(x, y), best.end]))
    return seats


def _led(x: float, y: float, name: list[str], across: float, down: float) -> Seat:
    """Put a name's nearest edge, not its middle, where its line ends."""
    end = (x + across, y + down)
    box = _box(0, 0, name)
    _, _, wide, high = box.bounds
    reach = math.hypot(across, down)
    middle = end[0] + wide * across / reach, end[1] + high * down / reach
    return Seat(*middle, _box(*middle, name), end)


def upon(names: list[tuple[float, float, list[str]]], frame: shapely.Polygon) -> list[Seat | None]:
    """Seat names upon their places or close by, the first the best; none where others lie."""
    taken, seats = [], []
    for x, y, name in names:
        tried = (_box(x + across, y + down, name) for across, down in ASIDE)
        free = (
            box
            for box in tried
            if frame.contains(box) and not any(box.intersects(other) for other in taken)
        )
        box = next(free, None)
        if box is None:
            seats.append(None)
            continue
        taken.append(box)
        middle = box.centroid
        seats.append(Seat(middle.x, middle.y, box, (x, y)))
    return seats
