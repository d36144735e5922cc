"""All years: the country's coca, and that inside what the headline counts as off limits."""

from cocashift.publish.figures import legend, provenance
from cocashift.publish.figures.estimates import best
from cocashift.publish.figures.lanes import steps
from cocashift.publish.figures.plot import Plot, line_key
from cocashift.publish.figures.sheet import INK, MARK, QUIET, Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["draw"]


def draw(sheet: Sheet, results: Results, publication: Publication) -> None:
    """Draw both lines, the second in its interval.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    results : Results
        With ``series``.
    publication : Publication
        How it is told.
    """
    words, (first, last) = publication.words, publication.years
    series, until = results.series, publication.sprayed[1]
    nation = series[series["level"].eq("national")].set_index("year")["coca_ha"] / 1000
    inside = series[series["level"].eq("scenario") & series["code"].eq(publication.headline)]
    told = best(inside)
    inside = told.set_index("year").filter(like="coca_ha") / 1000
    scenario = words.scenario(publication.headline).lower()
    sheet.title(words("figure.years.title"), words("figure.years.below", last=last))
    keys = [(line_key(INK), words("figure.country"))]
    if len(inside):
        keys.append((line_key(MARK, band=True), words("figure.years.inside", scenario=scenario)))
    if (inside.index > until).any():
        dashed = line_key(MARK, dashes=(3, 2))
        keys.append((dashed, words("figure.years.after", until=until)))
    compared = line_key(QUIET, 0.8, dashes=(1, 2))
    keys.append((compared, words("figure.years.compared", first=first, last=last)))
    legend.keys(sheet, keys)
    highest = nation.max() if nation.notna().any() else 1
    plot = Plot(sheet, nation.index, steps(0, highest or 1, 5), words.number)
    for year, align in ((first, "right"), (last, "left")):
        plot.mark(year, str(year), align)
    plot.line(nation)
    if len(inside):
        plot.band(inside["coca_ha_p10"], inside["coca_ha_p90"], MARK)
        plot.line(inside["coca_ha"][inside.index <= until], MARK)
        plot.line(inside["coca_ha"][inside.index >= until], MARK, dashes=(3, 2))
    layers = ["coca", *provenance.of_headline(publication)]
    layers += provenance.of_estimates(told)
    sheet.source(provenance.told(publication, layers, projected=False, all_years=True))
