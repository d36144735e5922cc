"""Single parks, reserves and councils ranked, and the published totals that draws are fitted to."""

import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.publish.results import Publication, Results
from cocashift.words import Words

__all__ = ["ranked", "totals"]

MOST = 15


def ranked(results: Results, publication: Publication) -> list[dict]:
    """Rank the units with most coca in the last year, by the best model, with both years.

    Parameters
    ----------
    results : Results
        With ``zone_units``.
    publication : Publication
        How it is told.
    """
    words, (first, last) = publication.words, publication.years
    told = results.zone_units
    best = next((model for model in MODELS if told["method"].eq(model).any()), None)
    told = told[told["method"].eq(best) & told["year"].isin([first, last])]
    by_unit = told.set_index(["unit", "year"]).unstack("year")
    if last not in by_unit.get("coca_ha", pd.DataFrame()):
        return []
    order = by_unit["coca_ha"][last].sort_values(ascending=False, kind="stable").index[:MOST]
    rows = told.set_index(["unit", "year"])
    return [
        {
            "name": rows.loc[(unit, last), "name"],
            "zone": words.zone(rows.loc[(unit, last), "zone"]),
            "years": [
                _with_interval(rows.loc[(unit, year)], words)
                if (unit, year) in rows.index
                else ("", "")
                for year in (first, last)
            ],
            "bounds": _between(rows.loc[(unit, last)], "coca_ha_lower", "coca_ha_upper", words),
        }
        for unit in order
    ]


def _with_interval(row: pd.Series, words: Words) -> tuple[str, str]:
    """Write a median, and its interval where it has a width."""
    low, high = row["coca_ha_p10"], row["coca_ha_p90"]
    median = words.about(row["coca_ha"], row["coca_mcse_ha_p50"])
    if words.number(low) == words.number(high):
        return median, ""
    ends = (words.about(low, row["coca_mcse_ha_p10"]), words.about(high, row["coca_mcse_ha_p90"]))
    return median, words("index.between", low=ends[0], high=ends[1])


def _between(row: pd.Series, low: str, high: str, words: Words) -> str:
    return words("index.between", low=words.number(row[low]), high=words.number(row[high]))


def totals(results: Results, publication: Publication) -> list[dict[str, str]]:
    """List the published totals, how firm each is and where it stands.

    Parameters
    ----------
    results : Results
        With ``published_totals``.
    publication : Publication
        How it is told.
    """
    words = publication.words
    names = words.groups(publication.zones, publication.scenarios)
    return [
        {
            "zone": names.get(row.zone, row.zone),
            "year": str(row.year),
            "hectares": words(
                "index.within",
                value=words.number(row.coca_ha),
                part=words.share(row.tolerance_percent / 100),
            ),
            "trust": row.trust or "",
            "source": words.figures(row.source),
        }
        for row in results.published_totals.itertuples()
    ]
