"""Grounds and the zones that cross them: cut along the borders of zones, or only measured.

What becomes of a ground depends on nothing but itself and the zones that meet it, to the last
digit: a country may be cut region by region.
"""

import numpy as np
import shapely

from cocashift import logs
from cocashift.overlay import meeting
from cocashift.overlay.meeting import polygons

__all__ = ["draw", "measure"]

# Zones on one spot up to which inclusion and exclusion is cheaper than drawing: its terms double
# with each.
DEEPEST = 5
# Of a ground: less is what rounding leaves of nothing.
NOTHING = 1e-13


def draw(
    grounds: np.ndarray, zones: np.ndarray, names: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut grounds into pieces that each lie in a known set of zones.

    Parameters
    ----------
    grounds : ndarray of Geometry
        Polygons, in a projected CRS.
    zones : ndarray of Geometry
        Polygons or collections of them, in the same CRS. They may overlap one another.
    names : ndarray of str
        Of each zone; ground in several zones of one name lies in it once.

    Returns
    -------
    ground : ndarray of int
        The ground that each piece is of, in rising order.
    inside : ndarray of str
        The names it lies in, joined by ``|``, in the order in which they first come.
    pieces : ndarray of Geometry
        Polygons with an area, that do not overlap and make up their ground.
    """
    ground, name, near, known = meeting.pairs(grounds, zones, names)
    turn = _turns(ground)
    rows, pieces = np.arange(len(grounds)), grounds
    inside = np.full(len(grounds), "", dtype=object)
    # The first zone of every ground, then the second of all that have two, and so on.
    turns = range(turn.max(initial=-1) + 1)
    for now in logs.steps(turns, "zones that the most crossed ground lies in"):
        pair = np.full(len(grounds), -1)
        pair[ground[turn == now]] = np.flatnonzero(turn == now)
        pair = pair[rows]
        marked = inside + np.where(inside == "", "", "|") + np.append(known[name], "")[pair]
        whole = (pair >= 0) & shapely.is_missing(np.append(near, None)[pair])
        crossed = np.flatnonzero((pair >= 0) & ~whole)
        crossed = crossed[_boxes_meet(pieces[crossed], near[pair[crossed]])]
        within = polygons(shapely.intersection(pieces[crossed], near[pair[crossed]]))
        some = shapely.area(within) > 0
        crossed, within = crossed[some], within[some]
        beyond = polygons(shapely.difference(pieces[crossed], near[pair[crossed]]))
        inside = np.concatenate([np.where(whole, marked, inside), marked[crossed]])
        rows = np.concatenate([rows, rows[crossed]])
        pieces = np.concatenate([pieces, within])
        pieces[crossed] = beyond
        left = shapely.area(pieces) > 0
        rows, pieces, inside = rows[left], pieces[left], inside[left]
    order = np.argsort(rows, kind="stable")
    return rows[order], inside[order].astype(str), pieces[order]


def measure(
    grounds: np.ndarray, zones: np.ndarray, names: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Measure the pieces that `draw` cuts, without drawing them.

    The area in every combination of zones is measured by intersections, which are small; the rest
    is inclusion and exclusion. Nothing is cut *out* of a ground, which is what takes the time.

    Parameters
    ----------
    grounds, zones, names
        As `draw` takes them.

    Returns
    -------
    ground : ndarray of int
    inside : ndarray of str
        As of `draw`.
    area : ndarray of float
        Of each piece, in the square of the CRS's unit.
    """
    ground, name, near, known = meeting.pairs(grounds, zones, names)
    crossed = np.flatnonzero(~shapely.is_missing(near))
    bit = np.left_shift(1, np.minimum(_turns(ground), 62))
    deep = np.bincount(ground, minlength=len(grounds)) > 62

    # Every set of zones that crosses a ground and has ground in common there.
    size = shapely.area(grounds)
    held = [(np.arange(len(grounds)), np.zeros(len(grounds), int), size)]
    row = np.flatnonzero(~deep)
    last, sets, shapes = np.full(len(row), -1), np.zeros(len(row), int), grounds[row]
    while len(row):
        parent, pair = _next(row, last, ground, crossed)
        meet = _boxes_meet(shapes[parent], near[pair])
        parent, pair = parent[meet], pair[meet]
        common = polygons(shapely.intersection(shapes[parent], near[pair]))
        area = shapely.area(common)
        some = area > 0
        parent, pair = parent[some], pair[some]
        row, last, shapes = row[parent], pair, common[some]
        sets = sets[parent] | bit[pair]
        deep[row[np.bitwise_count(sets) >= DEEPEST]] = True
        held.append((row, sets, area[some]))
        row, last, sets, shapes = (each[~deep[row]] for each in (row, last, sets, shapes))
    row, sets, area = map(np.concatenate, zip(*held, strict=True))
    row, sets, area = (each[~deep[row]] for each in (row, sets, area))

    order = np.lexsort((sets, row))
    row, sets = row[order], sets[order]
    area = _exactly(row, sets, area[order])
    some = area > NOTHING * size[row]
    row, sets, area = row[some], sets[some], area[some]
    whole = np.bincount(ground, np.where(shapely.is_missing(near), bit, 0), len(grounds))
    inside = _joined(row, sets | whole.astype(int)[row], ground, known[name])
    if deep.any():
        drawn, of_drawn, pieces = draw(grounds[deep], zones, names)
        row = np.concatenate([row, np.flatnonzero(deep)[drawn]])
        inside = np.concatenate([inside, of_drawn])
        area = np.concatenate([area, shapely.area(pieces)])
    order = np.argsort(row, kind="stable")
    return row[order], inside[order], area[order]


def _turns(ground: np.ndarray) -> np.ndarray:
    """Count the pairs of each ground from 0."""
    return np.arange(len(ground)) - np.searchsorted(ground, ground)


def _boxes_meet(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    ours, theirs = shapely.bounds(left), shapely.bounds(right)
    return ((ours[:, :2] < theirs[:, 2:]) & (ours[:, 2:] > theirs[:, :2])).all(axis=1)


def _next(row, last, ground, crossed) -> tuple[np.ndarray, np.ndarray]:
    """Pair each set of zones with the ground's zones that come after its last."""
    start = np.searchsorted(ground[crossed], row)
    start = np.maximum(start, np.searchsorted(crossed, last, side="right"))
    count = np.searchsorted(ground[crossed], row, side="right") - start
    parent = np.repeat(np.arange(len(row)), count)
    offset = np.arange(len(parent)) - np.repeat(np.cumsum(count) - count, count)
    return parent, crossed[start[parent] + offset]


def _exactly(row: np.ndarray, sets: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Turn areas in at least these zones into areas in these and no others."""
    start, end = np.searchsorted(row, row), np.searchsorted(row, row, side="right")
    fewer = np.repeat(np.arange(len(row)), end - start)
    offset = np.arange(len(fewer)) - np.repeat(np.cumsum(end - start) - (end - start), end - start)
    more = start[fewer] + offset
    holds = (sets[fewer] & sets[more]) == sets[fewer]
    fewer, more = fewer[holds], more[holds]
    sign = 1 - 2 * (np.bitwise_count(sets[fewer] ^ sets[more]) % 2).astype(int)
    return np.bincount(fewer, sign * area[more], len(row))


def _joined(row, sets, ground, names) -> np.ndarray:
    """Join the names of each set."""
    start = np.searchsorted(ground, row)
    words = [
        "|".join(names[first + turn] for turn in range(each.bit_length()) if each >> turn & 1)
        for first, each in zip(start.tolist(), sets.tolist(), strict=True)
    ]
    return np.array(words, dtype=str)
