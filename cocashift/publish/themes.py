"""Fill the themes of the maps: for each its classes, and the class of every municipality.

Classes are decided here and in the table of colours, so that a page only paints them, and figures
and QGIS are given the same.
"""

import numpy as np
import pandas as pd

from cocashift.publish import symbology
from cocashift.words import Words

__all__ = [
    "of_change",
    "of_coca",
    "of_density",
    "of_departments",
    "of_knowledge",
    "of_years",
]

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
        of the matrix that its first classes fill row by row. A theme on a scale has ``scale``:
        how many of its first classes are on it, from its highest to its lowest, and ``edges``, the
        breaks between them as they are written, from the lowest.
    """
    lisa = change["divipola"].map(clusters.set_index("divipola")["lisa"]).fillna("missing")
    named = {
        "kind": (change["change_class"], symbology.change_kinds(words)),
        "permanence": (change["permanence"], symbology.permanence(words)),
        "clusters": (lisa, symbology.clusters(words)),
    }
    return [
        of_density(change, years, words),
        *(
            _theme(theme, list(classes.values()), _positions(kinds, list(classes)), words)
            for theme, (kinds, classes) in named.items()
        ),
        _density_by_share(change, scenario, years[-1], words),
    ]


def of_density(change: pd.DataFrame, years: list[int], words: Words) -> dict:
    """Make the theme of change per area; none, unchanged and missing are three things.

    Parameters
    ----------
    change : DataFrame
        `schemas.Change`; of it the hectares, the change and the area.
    years : list of int
        First and last year.
    words : Words
        The catalogue.

    Returns
    -------
    dict
        A theme as `of_change` makes them.
    """
    steps = _per_area(change["change_ha"], change)
    never = (change[[f"coca_ha_{year}" for year in years]] == 0).all(axis=1)
    return _scale("density", symbology.change_density(words), steps, never, steps.isna(), words)


def of_departments(change: pd.DataFrame, years: list[int], words: Words) -> dict:
    """Make the theme of change per area by department, in the classes of the municipalities' own.

    A department without a figure of both years is missing. Returns a theme as `of_change`; its
    ``of`` is in the order of ``codes``, and ``units`` are their hectares and change.
    """
    hectares = ["area_ha", *(f"coca_ha_{year}" for year in years), "change_ha"]
    units = change.groupby(change["divipola"].str[:2])[hectares].sum(min_count=1)
    theme = of_density(units.reset_index(names="divipola"), years, words)
    figures = units[hectares[1:]].round(6).astype(object).where(units[hectares[1:]].notna(), None)
    told = dict(zip(units.index, figures.to_numpy().tolist(), strict=True))
    # JSON's objects are in no order: a reader in JavaScript puts "11" before "05".
    more = {"codes": units.index.tolist(), "units": told}
    return {**theme, "id": "department", "label": words("theme.department"), **more}


def of_knowledge(
    change: pd.DataFrame, allocation: pd.DataFrame, scenario: str, year: int, words: Words
) -> dict:
    """Make the theme of how well known it is what is off limits.

    The least and the most hectares that may lie in the zones, apart from each other as a share of
    the municipality's hectares: none where all or nothing of it is off limits, all where the coca
    may lie anywhere.

    Parameters
    ----------
    change : DataFrame
        `schemas.Change`.
    allocation : DataFrame
        `schemas.Allocation`; the areal method's bounds, which are every method's.
    scenario, year
        Which of its rows.
    words : Words
        The catalogue.
    """
    chosen = allocation[
        (allocation["zone"] == scenario)
        & (allocation["year"] == year)
        & (allocation["method"] == "areal")
    ].set_index("divipola")
    apart = (chosen["coca_ha_upper"] - chosen["coca_ha_lower"]).reindex(change["divipola"])
    coca = change[f"coca_ha_{year}"]
    share = apart.to_numpy() / coca.where(coca > 0).to_numpy()
    style = symbology.knowledge(words)
    theme = _scale("knowledge", style, share, coca == 0, coca.isna(), words)
    theme["classes"][theme["scale"]]["label"] = words("theme.no_coca", year=year)
    return theme


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
    coca = change[f"coca_ha_{year}"]
    return _coca(coca, change["area_ha"], words)


def of_years(cultivation: pd.DataFrame, area_ha: pd.Series, words: Words) -> dict:
    """Make the theme of coca per area in every year.

    Parameters
    ----------
    cultivation : DataFrame
        `schemas.Cultivation`.
    area_ha : Series
        By code; a municipality without area is not on the map.
    words : Words
        The catalogue.

    Returns
    -------
    dict
        A theme as `of_coca`; ``years``; ``of`` is, by code, the class in each of the years.
    """
    wide = cultivation.pivot(index="divipola", columns="year", values="coca_ha")
    wide = wide[wide.notna().any(axis=1) & wide.index.isin(area_ha.index)]
    area = area_ha.reindex(wide.index)
    by_year = {int(year): _coca(wide[year], area, words) for year in wide}
    classes = np.column_stack([theme["of"] for theme in by_year.values()])
    theme = next(iter(by_year.values()))
    return theme | {
        "years": list(by_year),
        "of": dict(zip(wide.index, classes.tolist(), strict=True)),
    }


def _coca(coca: pd.Series, area_ha: pd.Series, words: Words) -> dict:
    density = HECTARES_PER_100_KM2 * coca / area_ha
    style, none = symbology.coca_density(words), (coca == 0).to_numpy()
    theme = _scale("coca", style, density.to_numpy(), none, coca.isna().to_numpy(), words)
    labels = [words("map.no_coca"), words("map.not_in_table")]
    for kind, label in zip(theme["classes"][theme["scale"] :], labels, strict=True):
        kind["label"] = label
    return theme


def _theme(name: str, classes: list[dict], of: np.ndarray, words: Words, **more) -> dict:
    return {
        "id": name,
        "label": words("years.density" if name == "coca" else f"theme.{name}"),
        "classes": classes,
        "of": np.asarray(of).tolist(),
        **more,
    }


def _scale(name: str, style: dict, values, none, missing, words: Words) -> dict:
    """Classes between breaks, from the highest; then none, and missing, which are not on it."""
    shades = zip(style["colours"], style["labels"], strict=True)
    classes = [{"colour": colour, "label": label} for colour, label in shades][::-1]
    scale = len(classes)
    classes += [
        {"colour": style["none"], "label": words("change.none")},
        {"colour": style["missing"], "label": words("change.missing")},
    ]
    known = np.nan_to_num(np.asarray(values, dtype=float))
    of = scale - 1 - np.searchsorted(style["breaks"], known, side="right")
    of = np.where(missing, scale + 1, np.where(none, scale, of))
    return _theme(name, classes, of, words, scale=scale, edges=style["edges"])


def _positions(kinds: pd.Series, classes: list[str]) -> np.ndarray:
    return kinds.map({kind: place for place, kind in enumerate(classes)}).to_numpy(int)


def _per_area(hectares: pd.Series, change: pd.DataFrame) -> pd.Series:
    return HECTARES_PER_100_KM2 * hectares / change["area_ha"]


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
