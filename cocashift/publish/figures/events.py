"""The event study: how much more coca where all land is off limits, year by year."""

import numpy as np

from cocashift.publish.figures import provenance
from cocashift.publish.figures.plot import Plot
from cocashift.publish.figures.sheet import INK, MARK, Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["draw"]


def draw(sheet: Sheet, results: Results, publication: Publication) -> None:
    """Draw the ratio of every year and its 95 % interval; as much more is as high everywhere.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    results : Results
        With ``event_study``.
    publication : Publication
        How it is told.
    """
    words, headline = publication.words, publication.headline
    events = results.event_study
    own = events[events["scenario"].eq(headline)].set_index("year").filter(like="coefficient")
    times = np.exp(own).dropna(subset="coefficient")
    base = events["base_year"].iloc[0] if len(events) else publication.years[0]
    sheet.title(
        words("figure.events", base=base),
        words("figure.events.text", scenario=words.scenario(headline)),
    )
    if times.empty:
        sheet.instead(words("figure.events.none"))
    else:
        _chart(sheet, times, words)
    layers = ["coca", *provenance.of_headline(publication)]
    sheet.source(provenance.told(publication, layers, projected=False, all_years=True))


def _chart(sheet: Sheet, times, words) -> None:
    ends = times[["coefficient_low95", "coefficient_high95"]]
    low = int(np.floor(np.log2(min(0.5, ends.min().min()))))
    high = int(np.ceil(np.log2(max(2, ends.max().max()))))
    ticks = [2.0**power for power in range(low, high + 1)]
    plot = Plot(sheet, times.index, ticks, lambda tick: _times(tick, words), log=True)
    one = plot.at(plot.first, 1)[1]
    sheet.line((plot.left, one), (sheet.wide, one), colour=INK, width=0.8)
    for year, row in times.iterrows():
        points = [plot.at(year, row[f"coefficient_{end}95"]) for end in ("low", "high")]
        sheet.line(*points, colour=MARK, width=2.2, opacity=0.4)
        sheet.dot(*plot.at(year, row["coefficient"]), 2.4, MARK)


def _times(ratio: float, words) -> str:
    """Write a ratio: 0.25, 1, 4."""
    return words.number(ratio, 0 if ratio >= 1 else len(f"{ratio:g}") - 2)
