"""The page of single parks, reserves and councils: each with its hectares, years and intervals."""

import math
from pathlib import Path

import pandas as pd

from cocashift.allocate.models import ENSEMBLE, MODELS
from cocashift.publish.finding import grain
from cocashift.publish.pages import offline, page
from cocashift.publish.results import Publication, Results
from cocashift.words import sure

__all__ = ["compared", "render", "rows"]

OWN = Path(__file__).parent / "web/zones"
QUANTILES = {"p10": "coca_ha_p10", "p50": "coca_ha", "p90": "coca_ha_p90"}
CHANGES = {"p10": "change_ha_p10", "p50": "change_ha", "p90": "change_ha_p90"}
# Of its area, what a unit must have in a municipality to be listed there: less is a seam.
LEAST_SHARE = 0.01
# Hectares that a whole number would round to none.
LESS = 0.5
# What is known of a unit: hectares; less than one; none; nothing, for want of a record.
STATES = ("told", "little", "none", "unknown")


def render(results: Results, told: list[dict], publication: Publication) -> str:
    """Render the page.

    Parameters
    ----------
    results : Results
        With ``zone_units`` and ``units`` (geometry not needed).
    told : list of dict
        What `rows` gives of them: the same in every language.
    publication : Publication
        How it is told.

    Returns
    -------
    str
        HTML.
    """
    words, years = publication.words, publication.years
    methods = _methods(results.zone_units)
    counts = pd.Series([row["state"] for row in told], dtype=str).value_counts()
    data = {
        "locale": words.locale,
        "years": years,
        "series_years": sorted(int(year) for year in results.zone_units["year"].unique()),
        "methods": [[method, words(f"zones.method.{method}")] for method in methods],
        "kinds": _kinds(results.units, publication),
        "rows": told,
        "words": words.group("zones.") | {"no_figure": words("map.no_figure")},
    }
    return page.render_text(
        "zones.html.j2",
        publication,
        folders=("frame", "map", "zones"),
        styles=sorted(OWN.glob("*.css")),
        title=words("zones.title"),
        dataset=publication.title,
        years=years,
        counts={state: words.number(counts.get(state, 0)) for state in STATES},
        all=words.number(len(told)),
        kinds=data["kinds"],
        methods=data["methods"],
        data=offline.packed(data, publication.place),
    )


def rows(results: Results, years: list[int]) -> list[dict]:
    """Lay out every unit of the zone layers, those without a record too.

    Parameters
    ----------
    results : Results
        With ``zone_units``, ``units`` and ``parts`` (geometry not needed) and ``change``.
    years : list of int
        The two years compared.

    Returns
    -------
    list of dict
        Key ``zone, name``. ``state``, one of `STATES`; ``places``, names of departments and of
        municipalities with coca that it lies in, the largest part first; by method and year the
        ends of the 80 % interval and the median (``coca``), and bounds, in hectares; ``change``
        and ``series`` (by year: end, median, end) by the best method. Figures are rounded to the
        digits that their Monte Carlo errors leave; None where there are none.
    """
    table = results.zone_units
    methods = _methods(table)
    compared = {
        (row["unit"], row["method"], row["year"]): row
        for row in table[table["year"].isin(years)].to_dict("records")
    }
    series = _series(table[table["method"] == methods[0]])
    places = _places(results.parts, results.change)
    return [
        {"zone": unit.zone, "name": unit.name, "places": places.get(unit.unit, [[], []])}
        | _figures(unit.unit, compared, series.get(unit.unit), methods, years)
        for unit in results.units[["unit", "zone", "name"]].itertuples(index=False, name="Unit")
    ]


def compared(table: pd.DataFrame, years: list[int]) -> dict[str, list]:
    """Give what the map tells of a single unit: the figures that it has on this page.

    Parameters
    ----------
    table : DataFrame
        `schemas.ZoneUnits`.
    years : list of int
        The two years compared.

    Returns
    -------
    dict
        By ``zone:name``, as the address names it: of each year, and of the change, the ends of the
        80 % interval and the median by the best method; None where there are none.
    """
    best = table[table["method"].eq(_methods(table)[0]) & table["year"].isin(years)]
    by_year = {(row["zone"], row["name"], row["year"]): row for row in best.to_dict("records")}
    found = {}
    for zone, name, _ in by_year:
        told = [by_year.get((zone, name, year)) for year in years]
        found[f"{zone}:{name}"] = [
            *(_ends(row, QUANTILES) for row in told),
            _ends(told[-1], CHANGES),
        ]
    return found


def _methods(table: pd.DataFrame) -> list[str]:
    """Name the models that were drawn, the best first."""
    return [model for model in MODELS if table["method"].eq(model).any()] or [ENSEMBLE]


def _kinds(units: pd.DataFrame, publication: Publication) -> list[tuple[str, str]]:
    """Name the categories of units, in the order of the configuration."""
    own = set(units["zone"])
    return [(zone, publication.words.zone(zone)) for zone in publication.zones if zone in own]


def _places(parts: pd.DataFrame, change: pd.DataFrame) -> dict[str, list[list[str]]]:
    """Name the departments and municipalities that each unit lies in, the largest part first."""
    lying = parts[["units", "divipola", "area_ha"]].assign(unit=parts["units"].str.split("|"))
    lying = lying.explode("unit")
    areas = lying[lying["unit"] != ""].groupby(["unit", "divipola"])["area_ha"].sum()
    share = areas / areas.groupby("unit").transform("sum")
    kept = share[share >= LEAST_SHARE].reset_index()
    kept = kept.merge(change[["divipola", "municipality", "department"]], on="divipola")
    kept = kept.sort_values(["unit", "area_ha"], ascending=[True, False], kind="stable")
    return {
        unit: [own["department"].unique().tolist(), own["municipality"].tolist()]
        for unit, own in kept.groupby("unit", sort=False)
    }


def _figures(unit: str, compared: dict, series: dict | None, methods, years: list[int]) -> dict:
    """Give a unit's figures, and say what is known of it."""
    if series is None:
        return {"state": "unknown"}
    told = [compared.get((unit, methods[0], year)) for year in years]
    return {
        "state": _state([row for row in told if row]),
        "coca": {
            method: [_ends(compared.get((unit, method, year)), QUANTILES) for year in years]
            for method in methods
        },
        "bounds": [
            None if row is None else [_sure(row["coca_ha_lower"]), _sure(row["coca_ha_upper"])]
            for row in told
        ],
        "change": _ends(told[-1], CHANGES),
    } | series


def _series(table: pd.DataFrame) -> dict[str, dict]:
    """Give each unit its area, and the ends and the median of every year, rounded to be drawn."""
    ends = table[list(QUANTILES.values())]
    drawn = ends.round(1).where(ends < 10, ends.round()).to_numpy().tolist()
    found = {}
    for unit, year, area, values in zip(
        table["unit"], table["year"].tolist(), table["area_ha"], drawn, strict=True
    ):
        own = found.setdefault(unit, {"area": round(area), "series": {}})
        own["series"][year] = [int(value) if value == int(value) else value for value in values]
    return found


def _state(told: list[dict]) -> str:
    if not told:
        return "unknown"
    if all(row["coca_ha_upper"] <= 0 for row in told):
        return "none"
    return "told" if any(row["coca_ha_p90"] >= 1 for row in told) else "little"


def _ends(row: dict | None, columns: dict[str, str]) -> list[float] | None:
    """Give the low end, the median and the high end of a figure, as far as they are sure."""
    if row is None or pd.isna(row[columns["p50"]]):
        return None
    error = columns["p50"].replace("_ha", "_mcse_ha")
    low, median, high = (
        _sure(row[column], row[f"{error}_{end}"]) for end, column in columns.items()
    )
    # A change that is little beside its interval is none that could be told.
    if columns is CHANGES and abs(row[columns["p50"]]) < grain(row, "change_ha"):
        median = 0
    # The ends are less sure than the median: rounded more, they may not pass it.
    return [min(low, median), median, max(high, median)]


def _sure(value: float, error: float = 0.0) -> float:
    """Round to the digits that an error leaves, at least to one: more than none stays so.

    Examples
    --------
    >>> _sure(5046, 16), _sure(5046, 4), _sure(3.2, 16), _sure(0.2), _sure(0.0)
    (5000, 5050, 3, 0.2, 0)
    """
    told = sure(value, error)
    if told or not value:
        return told
    if abs(value) < LESS:
        return math.copysign(max(0.01, round(abs(value), 2)), value)
    step = 10 ** max(0, math.floor(math.log10(abs(value))))
    return round(value / step) * step or int(math.copysign(1, value))
