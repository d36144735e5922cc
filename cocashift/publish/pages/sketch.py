"""Maps drawn in the index page: the country, and the places of its largest changes."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift.publish import around, regions, terrain, themes
from cocashift.publish.drawing import View, inner, path, seen
from cocashift.publish.results import Publication

__all__ = ["Shapes", "Sketch", "country", "gather", "places"]

# The country's drawing, in pixels, and how much of its width lies beside it.
WIDE, BESIDE = 470, (0.30, 0.12)
# A place's drawing in pixels; the ground it shows is so many times as wide as its largest change.
PLACE, AROUND, AROUND_KM = (284, 190), 3.0, (180, 300)
PLACES = 4
# What is lost in drawing, on the ground.
COARSE_M, FINE_M = 2500, 300


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
    land = around.land(municipalities.to_crs("EPSG:4326")).to_crs(crs)
    return Shapes(units, terrain.borders(units), union, shapely.union_all(land.make_valid()), crs)


@dataclass(frozen=True)
class Sketch:
    """A part of the ground, drawn: nothing in it is in any language."""

    view: View
    drawing: dict
    spots: dict[str, tuple[float, float]]
    coloured: shapely.Geometry
    region: str = ""


def country(shapes: Shapes, change: pd.DataFrame, publication: Publication) -> Sketch:
    """Draw the whole country.

    Parameters
    ----------
    shapes : Shapes
        As `gather` takes them.
    change : DataFrame
        `schemas.Change`.
    publication : Publication
        Whose years are drawn; any edition.
    """
    units = shapes.units.assign(
        geometry=shapely.coverage_simplify(shapes.units.geometry.values, COARSE_M)
    )
    west, south, east, north = terrain.mainland(units).bounds
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
    return _drawn(view, units, terrain.borders(units), shapes, change, publication)


def places(shapes: Shapes, change: pd.DataFrame, publication: Publication) -> list[Sketch]:
    """Draw the places where most changed: a region each, around its largest change."""
    moved = change.dropna(subset="change_ha").set_index("divipola")["change_ha"].abs()
    spots = shapes.units.set_index("divipola").representative_point()
    found = []
    for region, departments in regions.of_departments(publication.place).items():
        here = moved[moved.index.str[:2].isin(departments) & (moved > 0)]
        if len(here):
            found.append((here.sum(), region, here))
    found.sort(key=lambda each: (-each[0], each[1]))
    return [
        _place(region, here, spots, shapes, change, publication)
        for _, region, here in found[:PLACES]
    ]


def _place(region, here, spots, shapes, change, publication) -> Sketch:
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
    return _drawn(view, shapes.units, shapes.borders, shapes, change, publication, region)


def _drawn(
    view: View, units, borders, shapes: Shapes, change, publication, region: str = ""
) -> Sketch:
    """Draw what all maps show; municipalities with a record one by one."""
    theme = themes.of_density(change, publication.years, publication.words)
    record = change.assign(kind=theme["of"]).set_index("divipola")
    pixels = units.assign(geometry=view.pixels(units.geometry.values))
    pixels = pixels[~pixels.is_empty & pixels["divipola"].isin(record.index)]
    pixels = pixels.join(record[["municipality", "change_ha", "kind"]], on="divipola")
    missing = len(theme["classes"]) - 1
    inside = shapely.contains(view.frame, pixels.representative_point().values)
    painted = pixels[pixels["kind"] != missing]
    drawing = {
        "wide": view.wide,
        "high": view.high,
        "land": path(view.pixels(shapes.land)),
        "own": path(_together(pixels.geometry.values)),
        "zones": path(seen(view.pixels(shapes.zones.simplify(view.metres / 2)))),
        "departments": path(shapely.line_merge(view.pixels(borders))),
        "units": [
            {
                "code": row.divipola,
                "kind": int(row.kind),
                "path": path(row.geometry),
                "name": row.municipality,
                "change_ha": row.change_ha if pd.notna(row.change_ha) else None,
            }
            for row in painted.itertuples()
        ],
    }
    spots = {row.divipola: inner(row.geometry) for row in pixels[inside].itertuples()}
    return Sketch(view, drawing, spots, _together(painted.geometry.values), region)


def _together(shapes) -> shapely.Geometry:
    """Unite polygons; what the frame cut down to a line is none."""
    return shapely.union_all(shapely.buffer(shapes, 0))
