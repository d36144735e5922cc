"""Names on a map: its largest changes, and the countries and seas around."""

import pandas as pd
import shapely

from cocashift.publish import around, largest, seats
from cocashift.publish.figures.maps import Map
from cocashift.publish.figures.sheet import INK, PAPER, QUIET
from cocashift.publish.results import Publication

__all__ = ["call_out", "name_around"]

SEA = "#2f6489"
SIGNS = {1: "#a34f05", -1: "#4a2c83"}


def call_out(map_: Map, change: pd.DataFrame, count: int, publication: Publication) -> None:
    """Name the largest changes beside their places, with a line that leads there."""
    sheet, words = map_.sheet, publication.words
    size = sheet.small
    rows = list(largest.called(change, count).itertuples())
    rows = [row for row in rows if row.divipola in map_.ground.units.index]
    rows = [row for row in rows if not map_.ground.units[row.divipola].is_empty]
    told = [[largest.short(row.municipality), words.change(row.change_ha)] for row in rows]
    spots = [map_.spot(row.divipola) for row in rows]
    record = change[change["change_ha"].notna()]
    known = record["divipola"][record["divipola"].isin(map_.ground.units.index)]
    painted = shapely.buffer(map_.ground.units[known].values, 0.2)
    hides = shapely.union_all(painted).simplify(1.5)
    found = seats.beside(
        [(*spot, lines) for spot, lines in zip(spots, told, strict=True)],
        map_.frame,
        hides,
        seats.Type(0.66 * size, 1.22 * size, 1.5),
    )
    for row, lines, spot, seat in zip(rows, told, spots, found, strict=True):
        if seat is None:
            continue
        map_.canvas.line(spot, seat.end, width=0.6)
        map_.canvas.dot(*spot, 1.7, INK)
        map_.canvas.area(seat.box, fill=PAPER, opacity=0.72)
        base = seat.y - 0.2 * size
        map_.canvas.text(seat.x, base, lines[0], size=size, bold=True, align="center")
        map_.canvas.text(
            seat.x,
            base + 1.15 * size,
            lines[1],
            size=size,
            bold=True,
            align="center",
            colour=SIGNS[1 if row.change_ha > 0 else -1],
        )
        map_.taken.append(seat.box)


def name_around(map_: Map, publication: Publication) -> None:
    """Name countries and seas where there is room for them."""
    sheet, size = map_.sheet, map_.sheet.small
    for place, (kind, spots) in around.places().items():
        text = publication.words(f"place.{place}")
        text = text.upper() if kind == "country" else text
        at = [map_.view.spot(lon, lat, publication.crs) for lat, lon in spots]
        room = sheet.letters.wide(text, size) + 4, 1.6 * size
        box = seats.free(at, room, map_.frame, [*map_.taken, map_.ground.own])
        if box is not None:
            x, y = box.centroid.coords[0]
            colour = QUIET if kind == "country" else SEA
            map_.canvas.text(x, y + 0.35 * size, text, size=size, colour=colour, align="center")
            map_.taken.append(box)
