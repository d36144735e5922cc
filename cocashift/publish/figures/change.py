"""Where coca rose and fell: the change per area, under the zones of the headline's reading."""

from cocashift.publish import definitions, symbology, themes
from cocashift.publish.figures import legend, names, provenance
from cocashift.publish.figures.maps import Ground, Map, classes
from cocashift.publish.figures.sheet import Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["draw"]

CALLED_OUT = {True: 9, False: 6}


def draw(sheet: Sheet, ground: Ground, results: Results, publication: Publication) -> None:
    """Draw the map of change.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    ground : Ground
        The country in the view of that width.
    results : Results
        With ``change`` and ``zones``.
    publication : Publication
        How it is told.
    """
    words, (first, last) = publication.words, publication.years
    styles = symbology.zone_legend(results.zones, publication.zones, last, words)
    counted = publication.scenarios[publication.headline]
    styles = {zone: style for zone, style in styles.items() if style["tier"] in counted}
    sheet.title(
        words("map.title", first=first, last=last),
        words(
            "figure.change.below",
            areas=definitions.areas(publication),
            scenario=words.scenario(publication.headline).lower(),
        ),
    )
    theme = themes.of_density(results.change, publication.years, words)
    painted = classes(results.change, theme)
    drawn = Map(sheet, ground, 0, sheet.down)
    drawn.paint(*painted)
    drawn.zones(styles)
    drawn.departments()
    drawn.insets(*painted, styles)
    drawn.furniture(words)
    names.call_out(drawn, results.change, CALLED_OUT[sheet.roomy], publication)
    names.name_around(drawn, publication)
    sheet.down += ground.view.high
    hatches = [(legend.hatch(style), style["label"]) for style in styles.values()]
    legend.scale(sheet, theme, words("theme.density"))
    legend.keys(sheet, hatches)
    layers = ["coca", "municipalities", *provenance.of_zones(list(styles), publication)]
    sheet.source(provenance.told(publication, layers, projected=True))
