"""How much coca grew inside and outside of what each reading counts as off limits."""

import pandas as pd

from cocashift.publish import definitions, finding, symbology
from cocashift.publish.figures import legend, provenance
from cocashift.publish.figures.estimates import best
from cocashift.publish.figures.lanes import NAMES, dot_key, lanes, steps, write_row
from cocashift.publish.figures.sheet import Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["draw"]

LANE = 10
SIDES = {"inside": "inside_zones", "outside": "elsewhere"}
FIGURES = ("", "_p10", "_p90")


def draw(sheet: Sheet, results: Results, publication: Publication) -> None:
    """Draw two lanes for each reading: growth inside, and outside.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    results : Results
        With ``shift``.
    publication : Publication
        How it is told.
    """
    words, (first, last) = publication.words, publication.years
    ways = symbology.flows(words)
    colours = {"inside": ways["into"]["colour"], "outside": ways["other"]["colour"]}
    whole = finding.change(results.shift, publication.headline)
    told = best(results.shift[results.shift["kind"].eq("scenario")]).set_index("zone")
    sheet.title(
        words.turned("figure.growth.title", whole, areas=definitions.areas(publication)),
        words("figure.growth.below", first=first, last=last),
    )
    legend.keys(
        sheet,
        [
            (dot_key(colours[side], side == "outside"), words(f"figure.{key}"))
            for side, key in SIDES.items()
        ],
    )
    values = {
        (reading, side): _value(row, side, words)
        for reading, row in told.iterrows()
        for side in SIDES
    }
    figures = told[[f"growth_{side}{end}" for side in SIDES for end in FIGURES]].stack()
    ends = (figures.min(), figures.max()) if len(figures) else (0, 0)
    ticks = steps(min(0, ends[0]), max(0.01, ends[1]), 6 if sheet.roomy else 4)
    scale = lanes(sheet, ticks, values.values(), lambda value: signed(value, words))
    y, spans = sheet.down + 6, {}
    for reading, counted in definitions.of_readings(publication).items():
        if reading in told.index:
            wide = NAMES - 12 if sheet.roomy else sheet.wide
            end = write_row(sheet, y, words.scenario(reading), counted, wide, bold=True)
            first = y + 5 if sheet.roomy else end + 5
            spans[reading] = first - 5, first + LANE + 5
            y = max(end, first + LANE + 6) + 6
    scale.rule(
        list(spans.values()) or [(y, y + LANE)], lambda value: signed(value, words), zero=True
    )
    for reading, (top, _) in spans.items():
        for place, side in enumerate(SIDES):
            row, y = told.loc[reading], top + 5 + place * LANE
            value, *between = (row[f"growth_{side}{end}"] for end in FIGURES)
            scale.mark(y, value, between, colours[side], hollow=side == "outside")
            scale.value(y, *values[reading, side], colours[side])
    layers = ["coca", "municipalities", *provenance.of_zones(publication.zones, publication)]
    layers += provenance.of_estimates(told)
    sheet.source(provenance.told(publication, layers, projected=False))


def _value(row: pd.Series, side: str, words) -> tuple[str, str]:
    """Write a growth and its interval."""
    value, low, high = (row[f"growth_{side}{end}"] for end in FIGURES)
    if pd.isna(value):
        return words("map.no_figure"), ""
    if pd.isna(low):
        return signed(value, words), ""
    ends = signed(low, words).rstrip("%\u00a0"), signed(high, words)
    return signed(value, words), words("map.interval", low=ends[0], high=ends[1])


def signed(growth: float, words) -> str:
    """Write a growth in whole per cent with its sign."""
    return ("+" if growth > 0 else "") + words.percent(growth)
