"""Maps drawn in the index page: the country, and the places of its largest changes."""

import re
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift.publish import regions, themes
from cocashift.publish.pages import ground, seats
from cocashift.publish.pages.drawing import View, inner, path, seen
from cocashift.publish.results import Publication

__all__ = ["Shapes", "country", "gather", "places"]

# The country's drawing, in pixels, and how much of its width lies beside it.
WIDE, BESIDE = 470, (0.30, 0.12)
# A place's drawing in pixels; the ground it shows is so many times as wide as its largest change.
PLACE, AROUND, AROUND_KM = (284, 190), 3.0, (180, 300)
# What is lost in drawing, on the ground.
COARSE_M, FINE_M = 2500, 300
CALLED_OUT, PLACES = 6, 4
# Of a place's title, in pixels: a letter's width, and its height.
TITLE = (10, 28)
# From how many hectares of change a municipality of a place is named.
NAMED_HA = 25
# Official names put the saint before the town.
SAINT = re.compile(r"^San(?:ta)? \w+ de(?: la)? (?=[A-ZÁÉÍÓÚÑ])")


@dataclass(frozen=True)
class Shapes:
    """What the drawings are made of, in one projected CRS."""

    units: gpd.GeoDataFrame
    borders: shapely.Geometry
    zones: shapely.Geometry
    land: shapely.Geometry
    crs: str


def gather(
    municipalities: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, tiers: list[str], crs: str
) -> Shapes:
    """Take what the drawings are made of.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    zones : GeoDataFrame
        `schemas.Zones`, those in force.
    tiers : list of str
        Of the reading that is drawn.
    crs : str
        A projected CRS.
    """
    units = municipalities[["divipola", "geometry"]].to_crs(crs)
    units.geometry = shapely.coverage_simplify(units.geometry.values, FINE_M)
    read = zones[zones["tier"].isin(tiers)].to_crs(crs)
    union = shapely.union_all(read.simplify(FINE_M).make_valid())
    # Slivers between a zone's pieces are no outline.
    union = union.buffer(FINE_M).buffer(-FINE_M).simplify(FINE_M)
    land = ground.land(municipalities.to_crs("EPSG:4326")).to_crs(crs)
    return Shapes(units, _borders(units), union, shapely.union_all(land.make_valid()), crs)


def _borders(units: gpd.GeoDataFrame) -> shapely.Geometry:
    """Draw the borders of departments."""
    departments = units.groupby(units["divipola"].str[:2])
    return shapely.union_all(
        [shapely.union_all(group.geometry.values).boundary for _, group in departments]
    )


def country(shapes: Shapes, change: pd.DataFrame, publication: Publication) -> dict:
    """Draw the whole country, its largest changes called out.

    Parameters
    ----------
    shapes : Shapes
        As `gather` takes them.
    change : DataFrame
        `schemas.Change`.
    publication : Publication
        How it is told.

    Returns
    -------
    dict
        ``wide`` and ``high``; ``theme``, whose classes ``units`` are painted in; paths of ``land``,
        ``zones``, ``departments`` and of what has no record; ``names`` and ``callouts``.
    """
    units = shapes.units.assign(
        geometry=shapely.coverage_simplify(shapes.units.geometry.values, COARSE_M)
    )
    west, south, east, north = _mainland(units).bounds
    left, right = (share * (east - west) for share in BESIDE)
    metres = (east - west + left + right) / WIDE
    margin = 8 * metres
    view = View(
        west - left,
        north + margin,
        metres,
        WIDE,
        round((north - south + 2 * margin) / metres),
    )
    drawn = _drawn(view, units, _borders(units), shapes, change, publication)
    ranked = _called(change)
    coloured = _together([unit.pop("shape") for unit in drawn["units"]])
    callouts = _names(ranked, drawn["spots"], publication)
    found = seats.beside(
        [(*call["at"], [call["name"], call["change"]]) for call in callouts],
        view.frame.buffer(-4),
        coloured,
    )
    drawn["callouts"] = _seated(callouts, found)
    taken = [seat.box for seat in found if seat]
    drawn["names"] = _around(view, shapes, taken, coloured, publication)
    return drawn


def places(shapes: Shapes, change: pd.DataFrame, publication: Publication) -> list[dict]:
    """Draw the places where most changed: a region each, around its largest change."""
    moved = change.dropna(subset="change_ha").set_index("divipola")["change_ha"].abs()
    spots = shapes.units.set_index("divipola").representative_point()
    found = []
    for region, departments in regions.of_departments().items():
        here = moved[moved.index.str[:2].isin(departments) & (moved > 0)]
        if len(here):
            found.append((here.sum(), region, here))
    found.sort(key=lambda each: (-each[0], each[1]))
    return [
        _place(region, here, spots, shapes, change, publication)
        for _, region, here in found[:PLACES]
    ]


def _place(region, here, spots, shapes, change, publication) -> dict:
    """Draw a region's ground around its largest change, moved to where its neighbours changed."""
    wide, high = PLACE
    around = spots[here.index]
    seed = here.idxmax()
    size = shapes.units.set_index("divipola").geometry[seed].area
    ground_m = np.clip(AROUND * np.sqrt(size), *(1000 * km for km in AROUND_KM))
    metres = ground_m / wide
    near = here[around.distance(around[seed]) < ground_m / 2]
    middle = np.average(spots[near.index].get_coordinates(), axis=0, weights=near)
    view = View(middle[0] - wide / 2 * metres, middle[1] + high / 2 * metres, metres, wide, high)
    drawn = _drawn(view, shapes.units, shapes.borders, shapes, change, publication)
    for unit in drawn["units"]:
        unit.pop("shape")
    ranked = change[change["change_ha"].abs() >= NAMED_HA]
    ranked = ranked[ranked["divipola"].isin(list(drawn["spots"]))]
    ranked = ranked.sort_values("change_ha", key=lambda step: -step.abs(), kind="stable")
    names = _names(ranked, drawn["spots"], publication)
    title = publication.words(f"region.{region}")
    # The page writes the title into the corner.
    free = view.frame.difference(shapely.box(0, 0, TITLE[0] * len(title), TITLE[1]))
    found = seats.upon([(*name["at"], [name["name"], name["change"]]) for name in names], free)
    return drawn | {"region": region, "title": title, "callouts": _seated(names, found)}


def _drawn(view: View, units, borders, shapes: Shapes, change, publication) -> dict:
    """Draw what all maps show; municipalities with a record one by one."""
    words = publication.words
    theme = themes.of_density(change, publication.years, words)
    record = change.assign(kind=theme["of"]).set_index("divipola")
    pixels = units.assign(geometry=view.pixels(units.geometry.values))
    pixels = pixels[~pixels.is_empty & pixels["divipola"].isin(record.index)]
    pixels = pixels.join(record[["municipality", "change_ha", "kind"]], on="divipola")
    missing = len(theme["classes"]) - 1
    inside = shapely.contains(view.frame, pixels.representative_point().values)
    return {
        "wide": view.wide,
        "high": view.high,
        "theme": theme,
        "land": path(view.pixels(shapes.land)),
        "own": path(_together(pixels.geometry.values)),
        "zones": path(seen(view.pixels(shapes.zones.simplify(view.metres / 2)))),
        "departments": path(shapely.line_merge(view.pixels(borders))),
        "spots": {row.divipola: inner(row.geometry) for row in pixels[inside].itertuples()},
        "units": [
            {
                "code": row.divipola,
                "kind": row.kind,
                "path": path(row.geometry),
                "title": words(
                    "index.unit", name=row.municipality, change=words.change(row.change_ha)
                )
                if pd.notna(row.change_ha)
                else row.municipality,
                "shape": row.geometry,
            }
            for row in pixels[pixels["kind"] != missing].itertuples()
        ],
    }


def _called(change: pd.DataFrame) -> pd.DataFrame:
    """Give the largest changes: at least one of each sign, if there is one."""
    moved = change[change["change_ha"].fillna(0) != 0]
    ranked = moved.sort_values("change_ha", key=lambda step: -step.abs(), kind="stable")
    top = ranked.head(CALLED_OUT)
    for sign in (1, -1):
        first = ranked[np.sign(ranked["change_ha"]) == sign].head(1)
        if len(first) and not (np.sign(top["change_ha"]) == sign).any():
            top = pd.concat([top.head(CALLED_OUT - 1), first])
    return top


def _names(ranked: pd.DataFrame, spots: dict, publication: Publication) -> list[dict]:
    return [
        {
            "code": row.divipola,
            "name": SAINT.sub("", row.municipality),
            "change": publication.words.change(row.change_ha),
            "sign": "rise" if row.change_ha > 0 else "fall",
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


def _around(view, shapes, taken, coloured, publication) -> list[dict]:
    """Name countries and seas where the drawing has room for them."""
    names = []
    for place, (kind, spots) in ground.around().items():
        text = publication.words(f"place.{place}")
        for lat, lon in spots:
            x, y = view.spot(lon, lat, shapes.crs)
            box = shapely.box(x - 4.2 * len(text), y - 8, x + 4.2 * len(text), y + 8)
            clear = not any(box.intersects(other) for other in [*taken, coloured])
            if clear and view.frame.contains(box):
                names.append({"text": text, "kind": kind, "x": round(x), "y": round(y)})
                taken.append(box)
                break
    return names


def _together(shapes) -> shapely.Geometry:
    """Unite polygons; what the frame cut down to a line is none."""
    return shapely.union_all(shapely.buffer(shapes, 0))


def _mainland(units: gpd.GeoDataFrame) -> shapely.Polygon:
    whole = shapely.union_all(units.geometry.values)
    return max(shapely.get_parts(whole), key=shapely.area)
