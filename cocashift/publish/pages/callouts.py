"""What is written on the maps of the index page, in an edition's language."""

import pandas as pd
import shapely

from cocashift.publish import around, largest, seats
from cocashift.publish.pages.sketch import Sketch
from cocashift.publish.results import Publication

__all__ = ["country", "place"]

CALLED_OUT = 6
# Of a place's title, in pixels: a letter's width, and its height.
TITLE = (10, 28)
# From how many hectares of change a municipality of a place is named.
NAMED_HA = 25


def country(sketch: Sketch, change: pd.DataFrame, publication: Publication) -> dict:
    """Write on the country its largest changes, and what lies around it.

    Parameters
    ----------
    sketch : Sketch
        As `sketch.country` draws it.
    change : DataFrame
        `schemas.Change`.
    publication : Publication
        The edition.

    Returns
    -------
    dict
        ``wide`` and ``high``; ``units``, each with its path, its hectares of change and the
        ``kind`` it has in `themes.of_density`; paths of ``land``, ``zones``, ``departments`` and of
        what has no record; ``names`` and ``callouts``. All of it is JSON.
    """
    callouts = _names(largest.called(change, CALLED_OUT), sketch.spots, publication)
    found = seats.beside(
        [(*call["at"], [call["name"], call["change"]]) for call in callouts],
        sketch.view.frame.buffer(-4),
        sketch.coloured,
    )
    taken = [seat.box for seat in found if seat]
    names = _around(sketch, taken, publication)
    return sketch.drawing | {"callouts": _seated(callouts, found), "names": names}


def place(sketch: Sketch, change: pd.DataFrame, publication: Publication) -> dict:
    """Write on a place its changes, as `country`; with ``region`` and ``title``."""
    ranked = change[change["change_ha"].abs() >= NAMED_HA]
    ranked = ranked[ranked["divipola"].isin(list(sketch.spots))]
    ranked = ranked.sort_values("change_ha", key=lambda step: -step.abs(), kind="stable")
    names = _names(ranked, sketch.spots, publication)
    title = publication.words(f"region.{sketch.region}")
    # The page writes the title into the corner.
    free = sketch.view.frame.difference(shapely.box(0, 0, TITLE[0] * len(title), TITLE[1]))
    found = seats.upon([(*name["at"], [name["name"], name["change"]]) for name in names], free)
    told = {"region": sketch.region, "title": title, "callouts": _seated(names, found)}
    return sketch.drawing | told


def _names(ranked: pd.DataFrame, spots: dict, publication: Publication) -> list[dict]:
    return [
        {
            "code": row.divipola,
            "name": largest.short(row.municipality),
            "change": publication.words.change(row.change_ha),
            "at": spots[row.divipola],
        }
        for row in ranked.itertuples()
        if row.divipola in spots
    ]


def _seated(names: list[dict], found: list) -> list[dict]:
    return [
        name | {"x": round(seat.x, 1), "y": round(seat.y, 1), "end": seat.end}
        for name, seat in zip(names, found, strict=True)
        if seat
    ]


def _around(sketch: Sketch, taken, publication) -> list[dict]:
    """Name countries and seas where the drawing has room for them."""
    names = []
    for place, (kind, spots) in around.places().items():
        text = publication.words(f"place.{place}")
        at = [sketch.view.spot(lon, lat, publication.crs) for lat, lon in spots]
        size = 8.4 * len(text), 16
        box = seats.free(at, size, sketch.view.frame, [*taken, sketch.coloured])
        if box is not None:
            x, y = box.centroid.coords[0]
            names.append({"text": text, "kind": kind, "x": round(x), "y": round(y)})
            taken.append(box)
    return names
