"""Which grounds meet which zones, and the zones' ground near by: all that an overlay needs.

Most pairs lie apart, or the zone holds the ground: predicates on prepared zones tell them cheaply.
Of the others only what lies in the ground's box takes part, so that what is found of a ground
depends on nothing but itself and the zones that meet it, to the last digit.
"""

import numpy as np
import shapely

__all__ = ["pairs", "polygons"]


def pairs(
    grounds: np.ndarray, zones: np.ndarray, names: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Pair each ground with the names that have ground in it or touch it.

    Parameters
    ----------
    grounds, zones, names
        As `crossing.draw` takes them.

    Returns
    -------
    ground, name : ndarray of int
        The pairs, in order of both; names are numbered as they first come.
    near : ndarray of Geometry
        Of each pair, the ground of the zones of that name near by, overlaps counted once; None
        where the ground lies whole in one of them.
    known : ndarray of str
        The names.
    """
    known, first, number = np.unique(names.astype(str), return_index=True, return_inverse=True)
    known, number = known[np.argsort(first)], np.argsort(np.argsort(first))[number]
    parts, zone = shapely.get_parts(zones, return_index=True)
    parts, of_zone = shapely.get_parts(parts, return_index=True)
    ground, part = shapely.STRtree(parts).query(grounds)
    shapely.prepare(parts)
    meet = shapely.intersects(parts[part], grounds[ground])
    ground, part = ground[meet], part[meet]
    whole = shapely.covers(parts[part], grounds[ground])
    shapely.destroy_prepared(parts)

    pair = ground * max(1, len(known)) + number[zone[of_zone[part]]]
    crossed = ~np.isin(pair, pair[whole])
    order = np.lexsort((part[crossed], pair[crossed]))
    of_pair, start = np.unique(pair[crossed][order], return_index=True)
    local = _clipped(parts[part[crossed][order]], grounds[ground[crossed][order]])
    local = [_united(each) for each in np.split(local, start[1:])] if len(start) else []

    every = np.concatenate([np.unique(pair[whole]), of_pair])
    near = np.full(len(every), None, dtype=object)
    near[len(every) - len(of_pair) :] = local
    order = np.argsort(every)
    ground, name = np.divmod(every[order], max(1, len(known)))
    return ground, name, near[order], known.astype(object)


def _clipped(parts: np.ndarray, grounds: np.ndarray) -> np.ndarray:
    """Clip the parts of zones to the boxes of their grounds.

    Overlay takes time by the vertices of both members, and most of a large park is nowhere near.
    Clipping to a box is linear; where it makes an invalid polygon, or fails at a needle thinner
    than the digits of its coordinates, the part stays whole.
    """
    box = shapely.bounds(grounds) + np.array([-1, -1, 1, 1])
    reach = shapely.bounds(parts)
    out = np.flatnonzero(((reach[:, :2] < box[:, :2]) | (reach[:, 2:] > box[:, 2:])).any(axis=1))
    cut = np.full(len(out), None, dtype=object)
    for number, row in enumerate(out):
        try:
            cut[number] = shapely.clip_by_rect(parts[row], *box[row])
        except shapely.errors.GEOSException:
            continue
    areal = np.isin(shapely.get_type_id(cut), [3, 6]) & shapely.is_valid(cut)
    local = parts.copy()
    local[out[areal]] = cut[areal]
    return local


def _united(parts: np.ndarray) -> shapely.Geometry:
    """Unite the parts of a name near one ground: mostly there is one, or they lie apart."""
    return parts[0] if len(parts) == 1 else shapely.disjoint_subset_union_all(parts)


def polygons(geometries: np.ndarray) -> np.ndarray:
    """Keep the polygons of each geometry: touching borders leave lines and points behind."""
    mixed = np.flatnonzero(~np.isin(shapely.get_type_id(geometries), [3, 6]))
    if not len(mixed):
        return geometries
    parts, owner = shapely.get_parts(geometries[mixed], return_index=True)
    areal = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    out = np.full(len(mixed), shapely.MultiPolygon(), dtype=object)
    if areal.any():
        shapely.multipolygons(parts[areal], indices=owner[areal], out=out)
    single = shapely.get_num_geometries(out) == 1
    out[single] = shapely.get_geometry(out[single], 0)
    kept = geometries.copy()
    kept[mixed] = out
    return kept
