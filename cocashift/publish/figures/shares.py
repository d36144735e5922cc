"""The share of the country's coca in each zone and reading, in both years."""

import pandas as pd

from cocashift.publish import definitions
from cocashift.publish.figures import legend, provenance
from cocashift.publish.figures.estimates import best
from cocashift.publish.figures.lanes import NAMES, Lanes, dot, dot_key, lanes, steps, write_row
from cocashift.publish.figures.sheet import FAINT, MARK, QUIET, Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["draw"]

# First and last year, as on the pages.
COLOURS = QUIET, MARK
LANE = 8.5


def draw(sheet: Sheet, results: Results, publication: Publication) -> None:
    """Draw a lane for each year of each zone and reading, and a line from dot to dot.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    results : Results
        With ``totals``.
    publication : Publication
        How it is told.
    """
    words, years = publication.words, publication.years
    told = best(results.totals)
    sheet.title(words("index.readings"), words("figure.share.text"))
    looks = dict(zip(years, zip(COLOURS, (True, False), strict=True), strict=True))
    legend.keys(sheet, [(dot_key(*look), str(year)) for year, look in looks.items()])
    rows = {zone: _shares(rows) for zone, rows in told.groupby("zone", sort=False)}
    values = {
        (zone, year): _value(shares.loc[year], words)
        for zone, shares in rows.items()
        for year in shares.index
    }
    highest = max((shares.max().max() for shares in rows.values()), default=0)
    ticks = steps(0, max(0.01, 0 if pd.isna(highest) else highest), 6 if sheet.roomy else 4)
    scale = lanes(sheet, ticks, values.values(), words.percent)
    kinds = told.groupby("zone")["kind"].first()
    about, spans, y = definitions.of_readings(publication), [], sheet.down + 6
    for zone in rows:
        reading = kinds[zone] == "scenario"
        if reading and spans and len(spans) == (kinds == "category").sum():
            y += 4
            sheet.line((0, y - 4), (sheet.wide, y - 4), colour=FAINT, width=1)
        name = words.scenario(zone) if reading else words.zone(zone)
        wide = NAMES - 12 if sheet.roomy else sheet.wide
        end = write_row(sheet, y, name, about.get(zone, "") if reading else "", wide, reading)
        first = y + 5 if sheet.roomy else end + 5
        spans.append((first - 5, first + LANE + 5))
        y = max(end, first + LANE + 6) + 4
    scale.rule(spans or [(y, y + LANE)], words.percent)
    for (zone, shares), (top, _) in zip(rows.items(), spans, strict=True):
        _row(scale, top + 5, shares, looks)
        for place, year in enumerate(years):
            if (zone, year) in values:
                scale.value(top + 5 + LANE * place, *values[zone, year], looks[year][0])
    layers = ["coca", "municipalities", *provenance.of_zones(publication.zones, publication)]
    layers += provenance.of_estimates(told)
    sheet.source(provenance.told(publication, layers, projected=False))


def _row(scale: Lanes, first: float, shares: pd.DataFrame, looks: dict) -> None:
    """Draw one zone: both years, and a line from dot to dot."""
    dots = []
    for place, (year, (colour, hollow)) in enumerate(looks.items()):
        if year in shares.index and pd.notna(shares.loc[year, "coca_ha"]):
            row, y = shares.loc[year], first + LANE * place
            ends = row["coca_ha_p10"], row["coca_ha_p90"]
            bounds = row["coca_ha_lower"], row["coca_ha_upper"]
            scale.mark(y, float("nan"), ends, colour, hollow, bounds)
            dots.append((scale.at(row["coca_ha"]), y, colour, hollow))
    if len(dots) > 1:
        scale.sheet.line(*(each[:2] for each in dots), colour=QUIET, width=0.9)
    for each in dots:
        dot(scale.sheet, *each)


def _value(row: pd.Series, words) -> tuple[str, str]:
    """Write a share, and its interval where that is wider than what is printed."""
    if pd.isna(row["coca_ha"]):
        return words("map.no_figure"), ""
    text, *ends = (
        words.percent(row[f"coca_ha{end}"]) if pd.notna(row[f"coca_ha{end}"]) else ""
        for end in ("", "_p10", "_p90")
    )
    if not all(ends) or ends == [text, text]:
        return text, ""
    return text, words("map.interval", low=ends[0].rstrip("%\u00a0"), high=ends[1])


def _shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Turn hectares into shares of the country, by year."""
    rows = rows.set_index("year")
    hectares = rows[[f"coca_ha{end}" for end in ("", "_p10", "_p90", "_lower", "_upper")]]
    return hectares.div(rows["coca_ha"] / rows["national_share"], axis=0)
