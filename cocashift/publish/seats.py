"""Where names find room on a drawn map: beside their place, clear of one another and of colour."""

import math
from dataclasses import dataclass

import shapely

__all__ = ["BOLD_12", "Seat", "Type", "beside", "free", "upon"]


@dataclass(frozen=True)
class Type:
    """How much room a name takes: of a character, of a line, and clear around it."""

    character: float
    line: float
    clear: float = 2


BOLD_12 = Type(7.1, 14.5)
TURNS = 24
# How far a name may lie from its place, in lines of its type.
REACHES = tuple(reach / BOLD_12.line for reach in (26, 40, 58, 80, 106))
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


def _box(x: float, y: float, lines: list[str], of: Type = BOLD_12) -> shapely.Polygon:
    wide = max(map(len, lines)) * of.character / 2 + of.clear
    high = len(lines) * of.line / 2 + of.clear
    return shapely.box(x - wide, y - high, x + wide, y + high)


def beside(
    names: list[tuple[float, float, list[str]]],
    frame: shapely.Polygon,
    hides: shapely.Geometry,
    of: Type = BOLD_12,
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
    of : Type
        The names' type.

    Returns
    -------
    list of Seat or None
        A seat for each name.
    """
    dots = shapely.MultiPoint([(x, y) for x, y, _ in names]).buffer(4)
    taken, leaders, seats = [dots], [], []
    shapely.prepare(hides)
    for x, y, name in names:
        best, least = None, CLASH
        for reach in (of.line * lines for lines in REACHES):
            for turn in range(TURNS):
                angle = 2 * math.pi * turn / TURNS
                seat = _led(x, y, name, of, reach * math.cos(angle), reach * math.sin(angle))
                if not frame.contains(seat.box):
                    continue
                leader = shapely.LineString([(x, y), seat.end])
                clash = sum(seat.box.intersects(other) for other in [*taken, *leaders])
                clash += sum(leader.intersects(other) for other in [*taken[1:], *leaders])
                hidden = seat.box.intersection(hides).area + 8 * leader.intersection(hides).length
                cost = CLASH * clash + HIDDEN * hidden + FAR * reach
                if cost < least:
                    best, least = seat, cost
        seats.append(best)
        if best:
            taken.append(best.box)
            leaders.append(shapely.LineString([(x, y), best.end]))
    return seats


def _led(x: float, y: float, name: list[str], of: Type, across: float, down: float) -> Seat:
    """Put a name's nearest edge, not its middle, where its line ends."""
    end = (x + across, y + down)
    box = _box(0, 0, name, of)
    _, _, wide, high = box.bounds
    reach = math.hypot(across, down)
    middle = end[0] + wide * across / reach, end[1] + high * down / reach
    return Seat(*middle, _box(*middle, name, of), end)


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


def free(
    spots: list[tuple[float, float]],
    size: tuple[float, float],
    frame: shapely.Polygon,
    taken: list[shapely.Geometry],
) -> shapely.Polygon | None:
    """Give the box of a size around the first spot that lies in the frame and meets nothing."""
    wide, high = size
    boxes = (shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2) for x, y in spots)
    clear = (
        box
        for box in boxes
        if frame.contains(box) and not any(box.intersects(other) for other in taken)
    )
    return next(clear, None)
