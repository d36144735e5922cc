"""The zones off limits by category, in force on the last day of the last year."""

import pandas as pd

from cocashift.publish import definitions, symbology
from cocashift.publish.figures import legend, names, provenance
from cocashift.publish.figures.maps import Ground, Map
from cocashift.publish.figures.sheet import PAPER, Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["draw"]


def draw(sheet: Sheet, ground: Ground, results: Results, publication: Publication) -> None:
    """Draw every category in its hatch.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    ground : Ground
        The country in the view of that width.
    results : Results
        With ``zones``.
    publication : Publication
        How it is told.
    """
    words, last = publication.words, publication.years[-1]
    styles = symbology.zone_legend(results.zones, publication.zones, last, words)
    areas = definitions.areas(publication)
    sheet.title(areas[0].upper() + areas[1:], words("figure.zones.below", last=last))
    drawn = Map(sheet, ground, 0, sheet.down)
    nothing = pd.Series(dtype=int), [], PAPER
    drawn.paint(*nothing)
    drawn.zones(styles, opacity=0.75)
    drawn.departments()
    drawn.insets(*nothing, styles)
    drawn.furniture(words)
    names.name_around(drawn, publication)
    sheet.down += ground.view.high + 3
    legend.keys(sheet, [(legend.hatch(style), style["label"]) for style in styles.values()])
    layers = ["municipalities", *provenance.of_zones(list(styles), publication)]
    sheet.source(provenance.told(publication, layers, projected=True))
