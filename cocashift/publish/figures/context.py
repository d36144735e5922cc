"""The change of the headline's share from every year to the next, with the pair examined marked."""

import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.publish.figures import legend, provenance
from cocashift.publish.figures.estimates import best
from cocashift.publish.figures.lanes import steps
from cocashift.publish.figures.plot import Plot
from cocashift.publish.figures.sheet import INK, MARK, PAPER, QUIET, Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["draw"]

APART = "#aeb4bb"
ENDS = ("p10", "p50", "p90")


def draw(sheet: Sheet, results: Results, publication: Publication) -> None:
    """Draw a dot with its interval for each pair of consecutive years.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    results : Results
        With ``context``.
    publication : Publication
        How it is told.
    """
    words, last = publication.words, publication.years[-1]
    own = results.context[results.context["zone"].eq(publication.headline)]
    yearly = best(own[own["span"].eq(1) & own["method"].isin(MODELS)])
    yearly = yearly.dropna(subset="share_change_p50").set_index("last_year")
    scenario = words.scenario(publication.headline).lower()
    sheet.title(
        words("figure.context.title", scenario=scenario),
        words("figure.context.below", last=last),
    )
    if yearly.empty:
        sheet.instead(words("figure.context.none"))
    else:
        _chart(sheet, yearly, publication)
    layers = ["coca", *provenance.of_headline(publication)]
    layers += provenance.of_estimates(yearly)
    sheet.source(provenance.told(publication, layers, projected=False, all_years=True))


def _chart(sheet: Sheet, yearly: pd.DataFrame, publication: Publication) -> None:
    words, until, pair = (
        publication.words,
        publication.sprayed[1],
        "{} → {}".format(*publication.years),
    )
    examined = yearly[yearly["examined"]]
    keys = [(_key(QUIET), words("figure.context.other"))]
    if len(examined):
        low, middle, high = (examined[f"share_change_{end}"].iloc[0] for end in ENDS)
        told = words(
            "figure.context.examined",
            pair=pair,
            change=words.points(middle),
            low=_signed(low, words, 1),
            high=_signed(high, words, 1),
        )
        keys.insert(0, (_key(MARK), told))
    if not yearly["comparable"].all():
        keys.append((_key(APART, hollow=True), words("context.apart")))
    if (yearly.index > until).any():
        keys.append((_key(APART), words("figure.context.after", until=until)))
    legend.keys(sheet, keys)
    changes = yearly[[f"share_change_{end}" for end in ENDS]]
    ticks = steps(min(0, changes.min().min()), max(0, changes.max().max()), 6)
    plot = Plot(sheet, yearly.index, ticks, lambda tick: _signed(tick, words))
    sheet.line(
        (plot.left, plot.at(plot.first, 0)[1]),
        (sheet.wide, plot.at(plot.first, 0)[1]),
        colour=INK,
        width=0.8,
    )
    for year in examined.index:
        plot.mark(year, pair, "center")
    for row in yearly.itertuples():
        sprayed = row.comparable and row.Index <= until
        colour = MARK if row.examined else QUIET if sprayed else APART
        low, middle, high = (
            plot.at(row.Index, value)
            for value in (row.share_change_p10, row.share_change_p50, row.share_change_p90)
        )
        sheet.line(low, high, colour=colour, width=3 if row.examined else 2.2, opacity=0.4)
        _dot(sheet, *middle, colour, not row.comparable)


def _signed(share: float, words, decimals: int = 0) -> str:
    """Write percentage points without their name."""
    return ("+" if share > 0 else "") + words.number(100 * share, decimals)


def _dot(sheet: Sheet, x: float, y: float, colour: str, hollow: bool) -> None:
    fill, line = (PAPER, colour) if hollow else (colour, PAPER)
    sheet.dot(x, y, 2.4, fill, line, 1 if hollow else 0.5)


def _key(colour: str, hollow: bool = False):
    """Make a key of a dot and its interval."""

    def draw(sheet, x, y) -> None:
        sheet.line((x + 8, y - 0.5), (x + 8, y + 8.5), colour=colour, width=2.2, opacity=0.4)
        _dot(sheet, x + 8, y + 4, colour, hollow)

    return draw
