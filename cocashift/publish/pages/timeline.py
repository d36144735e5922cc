"""The curves of the map of all years: the country, what lies inside the zones, and each region."""

import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.place import COLOMBIA, Place
from cocashift.publish import regions
from cocashift.publish.results import Publication, Results

__all__ = ["inside", "national", "of_regions"]

ENDS = {"p10": "low", "p50": "median", "p90": "high"}


def national(cultivation: pd.DataFrame) -> list[float | None]:
    """Sum the country's hectares up in every year of the record."""
    return listed(cultivation.groupby("year")["coca_ha"].sum(min_count=1))


def inside(results: Results, publication: Publication) -> dict | None:
    """Give the hectares inside the headline's zones in every year, with their interval.

    Parameters
    ----------
    results : Results
        With ``series`` and ``cultivation``.
    publication : Publication
        How it is told.

    Returns
    -------
    dict or None
        ``low``, ``median`` and ``high``, a value or None for each year of the record, and ``told``,
        in words to the digits that the draws leave; None without any interval.
    """
    words, series = publication.words, results.series
    own = series[series["level"].eq("scenario") & series["code"].eq(publication.headline)]
    best = next((model for model in MODELS if own["method"].eq(model).any()), None)
    if best is None:
        return None
    years = sorted(results.cultivation["year"].unique())
    own = own[own["method"].eq(best)].set_index("year").reindex(years)

    def tell(row: pd.Series) -> str | None:
        if pd.isna(row["coca_ha_p50"]):
            return None
        ends = {
            end: words.about(row[f"coca_ha_{q}"], row[f"coca_mcse_ha_{q}"])
            for q, end in ENDS.items()
        }
        return words("years.inside.told", **ends)

    return {
        **{end: listed(own[f"coca_ha_{q}"]) for q, end in ENDS.items()},
        "told": [tell(row) for _, row in own.iterrows()],
    }


def of_regions(cultivation: pd.DataFrame, place: Place = COLOMBIA) -> dict[str, list[float | None]]:
    """Sum the hectares of each region up, year by year; a region that has no record is left out."""
    department = cultivation["divipola"].str[:2]
    years = sorted(cultivation["year"].unique())
    found = {}
    for region, codes in regions.of_departments(place).items():
        here = cultivation[department.isin(codes)]
        if here["coca_ha"].gt(0).any():
            totals = here.groupby("year")["coca_ha"].sum(min_count=1)
            found[region] = listed(totals.reindex(years))
    return found


def listed(values: pd.Series) -> list[float | None]:
    """Write hectares as a page carries them: to a tenth, and None for what is not known."""
    rounded = values.round(1)
    return rounded.astype(object).where(rounded.notna(), None).tolist()
