"""Fill themes of the main map: for each its classes, and the class of every municipality.

Classes are decided here, so that a page only paints them and QGIS can be given the same.
"""

import numpy as np
import pandas as pd

from cocashift.publish import symbology
from cocashift.words import Words

__all__ = ["of_change", "of_coca"]

HECTARES_PER_100_KM2 = 10_000


def of_change(
    change: pd.DataFrame, clusters: pd.DataFrame, scenario: str, years: list[int], words: Words
) -> list[dict]:
    """Make the themes of the map of change.

    Parameters
    ----------
    change : DataFrame
        `schemas.Change`.
    clusters : DataFrame
        `schemas.Clusters`.
    scenario : str
        The reading that the share off limits is told in.
    years : list of int
        First and last year.
    words : Words
        The catalogue.

    Returns
    -------
    list of dict
        ``id``, ``label``, ``classes`` (colour and label) and ``of``: for each row of `change` the
        position of its class. A theme of two variables has ``rows`` and ``columns``, the labels
        of the matrix that its first classes fill row by row.
    """
    lisa = change["divipola"].map(clusters.set_index("divipola")["lisa"]).fillna("not_significant")
    named = {
        "kind": (change["change_class"], symbology.change_kinds(words)),
        "permanence": (change["permanence"], symbology.permanence(words)),
        "clusters": (lisa, symbology.clusters(words)),
    }
    return [
        _density(change, years, words),
        *(
            _theme(theme, list(classes.values()), _positions(kinds, list(classes)), words)
            for theme, (kinds, classes) in named.items()
        ),
        _density_by_share(change, scenario, years[-1], words),
    ]


def of_coca(change: pd.DataFrame, year: int, words: Words) -> dict:
    """Make the theme of coca per area in one year, as `of_change` makes its own.

    Parameters
    ----------
    change : DataFrame
        `schemas.Change`.
    year : int
        One of the two compared.
    words : Words
        The catalogue.
    """
    style = symbology.coca_density(words)
    shades = zip(style["colours"], style["labels"], strict=True)
    classes = [{"colour": colour, "label": label} for colour, label in shades][::-1]
    none, missing = len(classes), len(classes) + 1
    classes += [
        {"colour": style["none"], "label": words("map.no_coca")},
        {"colour": style["missing"], "label": words("map.not_in_table")},
    ]
    coca = change[f"coca_ha_{year}"]
    density = _per_area(coca, change).fillna(0)
    of = none - 1 - np.searchsorted(style["breaks"], density, side="right")
    of = np.where(coca == 0, none, of)
    return {
        "id": "coca",
        "label": words("years.density"),
        "classes": classes,
        "of": np.where(coca.isna(), missing, of).tolist(),
    }


def _theme(name: str, classes: list[dict], of: np.ndarray, words: Words, **more) -> dict:
    return {
        "id": name,
        "label": words(f"theme.{name}"),
        "classes": classes,
        "of": of.tolist(),
        **more,
    }


def _positions(kinds: pd.Series, classes: list[str]) -> np.ndarray:
    return kinds.map({kind: place for place, kind in enumerate(classes)}).to_numpy(int)


def _per_area(hectares: pd.Series, change: pd.DataFrame) -> pd.Series:
    return HECTARES_PER_100_KM2 * hectares / change["area_ha"]


def _density(change: pd.DataFrame, years: list[int], words: Words) -> dict:
    """Classes of change per area; none in either year, unchanged and missing are three things."""
    style = symbology.change_density(words)
    shades = zip(style["colours"], style["labels"], strict=True)
    classes = [{"colour": colour, "label": label} for colour, label in shades][::-1]
    none, missing = len(classes), len(classes) + 1
    classes += [
        {"colour": style["none"], "label": words("change.none")},
        {"colour": style["missing"], "label": words("change.missing")},
    ]
    steps = _per_area(change["change_ha"], change)
    of = none - 1 - np.searchsorted(style["breaks"], steps.fillna(0), side="right")
    never = (change[[f"coca_ha_{year}" for year in years]] == 0).all(axis=1)
    of = np.where(never, none, of)
    return _theme("density", classes, np.where(steps.isna(), missing, of), words)


def _density_by_share(change: pd.DataFrame, scenario: str, year: int, words: Words) -> dict:
    """Classes of coca per area in the last year, by the share of the area off limits."""
    style = symbology.density_by_share(words)
    classes = [
        {"colour": colour, "label": words("theme.matrix", density=row, share=column)}
        for row, colours in zip(style["rows"], style["colours"], strict=True)
        for column, colour in zip(style["columns"], colours, strict=True)
    ]
    none, missing = len(classes), len(classes) + 1
    classes += [
        {"colour": style["none"], "label": words("theme.no_coca", year=year)},
        {"colour": style["missing"], "label": words("change.missing")},
    ]
    coca = change[f"coca_ha_{year}"]
    row = np.searchsorted(style["density_breaks"], _per_area(coca, change).fillna(0), "right")
    share = change[f"off_limits_share_{scenario}"]
    column = np.searchsorted(style["share_breaks"], share, "right")
    of = np.where(coca == 0, none, row * len(style["columns"]) + column)
    return _theme(
        "density_by_share",
        classes,
        np.where(coca.isna(), missing, of),
        words,
        rows=style["rows"],
        columns=style["columns"],
        row_title=words("theme.rows", year=year),
        column_title=words("theme.columns", scenario=words.scenario(scenario)),
    )
