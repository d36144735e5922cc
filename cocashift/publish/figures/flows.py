"""Hypothetical flows as curved arrows over the coca of the first year, their width by hectares."""

import numpy as np
import pandas as pd
import shapely

from cocashift.migrate.directions import directions
from cocashift.publish import symbology, themes
from cocashift.publish.figures import legend, names, provenance
from cocashift.publish.figures.maps import Ground, Map, classes
from cocashift.publish.figures.sheet import Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["draw"]

# As the page shows at first; smaller ones are in the table.
LEAST_HA = 20
LEAST, WIDEST = 0.5, 4.2
# How far an arrow bends aside, as a share of its length.
BEND = 0.18
GREYS = ["#efeeeb", "#e4e3df", "#d6d5d0", "#c6c5c0", "#b5b4af", "#a3a29d", "#8f8e8a"]
# Of the keys of width: of no direction.
WIDTH_KEY = "#8b9199"
KEY_HA = (50, 200, 1000)


def draw(sheet: Sheet, ground: Ground, results: Results, publication: Publication) -> None:
    """Draw the net reading.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    ground : Ground
        The country in the view of that width.
    results : Results
        With ``flows`` and ``change``.
    publication : Publication
        How it is told.
    """
    words, (first, last) = publication.words, publication.years
    flows = results.flows[results.flows["reading"] == "net"]
    shown = flows[flows["coca_ha"] >= LEAST_HA].sort_values("share")
    shown = shown.assign(direction=directions(shown))
    most = shown["coca_ha"].max()
    sheet.title(
        words("flows.title", first=first, last=last),
        words(
            "figure.flows.below",
            shown=words.number(len(shown)),
            all=words.number(len(flows)),
            least=words.hectares(LEAST_HA),
        ),
    )
    theme = themes.of_coca(results.change, first, words)
    for each, grey in zip(theme["classes"], [*GREYS[::-1], "#f6f4ee", "#fcfcfb"], strict=True):
        each["colour"] = grey
    drawn = Map(sheet, ground, 0, sheet.down)
    painted = classes(results.change, theme)
    drawn.paint(*painted)
    drawn.departments()
    styles = symbology.flows(words)
    for flow in shown.itertuples():
        ends = drawn.spot(flow.from_divipola), drawn.spot(flow.to_divipola)
        _arrow(drawn, *ends, _width(flow.coca_ha, most), styles[flow.direction]["colour"])
    drawn.insets(*painted, {})
    drawn.furniture(words)
    names.name_around(drawn, publication)
    sheet.down += ground.view.high + 4
    ways = [(_line(style["colour"], 2), style["label"]) for style in styles.values()]
    widths = [
        (_line(WIDTH_KEY, _width(ha, most)), words.hectares(ha))
        for ha in KEY_HA
        if pd.notna(most) and ha <= most
    ]
    legend.keys(sheet, [*ways, *widths])
    legend.scale(sheet, theme, words("figure.flows.ground", year=first))
    layers = ["coca", "municipalities", *provenance.of_headline(publication)]
    sheet.source(provenance.told(publication, layers, projected=True))


def _width(hectares: float, most: float) -> float:
    return LEAST + WIDEST * (hectares / most) ** 0.5


def _line(colour: str, width: float):
    """Make a key of an arrow."""
    return lambda sheet, x, y: sheet.line((x, y + 4), (x + 15, y + 4), colour=colour, width=width)


def _arrow(drawn: Map, start, end, width: float, colour: str) -> None:
    """Draw an arrow that bends to its right; a short one is more head than shaft."""
    start, end = np.array(start), np.array(end)
    way = end - start
    aside = np.array([-way[1], way[0]]) * BEND
    t = np.linspace(0, 1, 17)[:, None]
    points = (1 - t) ** 2 * start + 2 * t * (1 - t) * (start + way / 2 + aside) + t**2 * end
    curve = shapely.LineString(points)
    head = min(2.2 + 1.7 * width, 0.6 * curve.length)
    neck = curve.interpolate(curve.length - head)
    shaft = shapely.ops.substring(curve, 0, curve.length - head * 0.8)
    drawn.canvas.area(shaft, line=colour, width=width, opacity=0.8)
    back = np.array([neck.x, neck.y])
    side = end - back
    side = np.array([-side[1], side[0]]) / (np.hypot(*side) or 1) * max(0.55 * head, 0.8 * width)
    drawn.canvas.area(shapely.Polygon([end, back + side, back - side]), fill=colour, opacity=0.9)
