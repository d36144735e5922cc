"""Classes and colours, decided once for the web maps, the QGIS layers and the figures."""

from functools import cache
from itertools import cycle, pairwise
from pathlib import Path

import geopandas as gpd
import yaml

from cocashift.harmonise.zones import in_force
from cocashift.words import Words

__all__ = [
    "change_breaks",
    "change_density",
    "change_kinds",
    "circles",
    "clusters",
    "coca_density",
    "dark",
    "density_by_share",
    "flows",
    "ground",
    "knowledge",
    "overlaps",
    "permanence",
    "readings",
    "rgb",
    "year_colours",
    "zone_legend",
    "zone_masks",
]


def rgb(colour: str) -> tuple[int, int, int]:
    """Give red, green and blue of a colour, 0 to 255 each.

    Examples
    --------
    >>> rgb("#a34f05")
    (163, 79, 5)
    """
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def dark(colour: str) -> str:
    """Give the colour that stands for another one on a dark page."""
    return _table()["dark"][colour]


@cache
def _table() -> dict:
    return yaml.safe_load(Path(__file__).with_name("symbology.yaml").read_text("utf-8"))


def change_density(words: Words) -> dict:
    """Classes of change per area, in ha per 100 km², from the largest fall to the largest rise.

    Parameters
    ----------
    words : Words
        The catalogue in the language of the labels.

    Returns
    -------
    dict
        ``breaks`` (ascending) and ``edges``, as they are written; ``colours`` and ``labels`` (one
        more than breaks), and the colours of what is not a change: ``none`` and ``missing``.
    """
    return _density("change_density", words, "+")


def coca_density(words: Words) -> dict:
    """Classes of coca per area in one year, from little to much; as `change_density`."""
    return _density("coca_density", words, "")


def change_breaks() -> list[float]:
    """Limits between the classes of `change_density`, ascending."""
    return _table()["change_density"]["breaks"]


def _density(theme: str, words: Words, sign: str) -> dict:
    style = _table()[theme]
    signed = [(sign if b > 0 else "") + words.number(b) for b in style["breaks"]]
    between = [words("legend.between", low=a, high=b) for a, b in pairwise(signed)]
    labels = [
        words("legend.below", value=signed[0]),
        *between,
        words("legend.above", value=signed[-1]),
    ]
    return {**style, "labels": labels, "edges": signed}


def knowledge(words: Words) -> dict:
    """Classes of how far apart the least and the most off limits lie, as a share of the coca.

    Returns
    -------
    dict
        As `change_density`; ``breaks`` are 0 to 1.
    """
    style = _table()["knowledge"]
    limits = [words.percent(limit) for limit in style["breaks"]]
    between = [words("legend.between", low=a, high=b) for a, b in pairwise(limits)]
    labels = [words("knowledge.known"), *between, words("knowledge.open", value=limits[-1])]
    return {**style, "labels": labels, "edges": limits}


def ground() -> dict[str, str]:
    """Colours of the sea, and of the land around the country."""
    return _table()["ground"]


def overlaps() -> list[str]:
    """Colours of land in one kind of zones, in two, and in more."""
    return _table()["overlaps"]


def change_kinds(words: Words) -> dict[str, dict]:
    """Kinds of change: for each class its colour and label."""
    return _classes("change_kinds", "change", words)


def permanence(words: Words) -> dict[str, dict]:
    """Classes of permanence: for each its colour and label."""
    return _classes("permanence", "permanence", words)


def clusters(words: Words) -> dict[str, dict]:
    """Classes of LISA: for each its colour and label."""
    return _classes("clusters", "lisa", words)


def flows(words: Words) -> dict[str, dict]:
    """Directions of a hypothetical flow: for each its colour and label."""
    return _classes("flows", "flows", words)


def circles(words: Words) -> dict[str, dict]:
    """Circles by hectares, for a gain and for a loss: colour and label."""
    return _classes("circles", "circles", words)


def year_colours() -> list[str]:
    """Colours of the first and the last year, where both lie on one map."""
    return _table()["years"]


def _classes(theme: str, prefix: str, words: Words) -> dict[str, dict]:
    return {
        kind: {"colour": colour, "label": words(f"{prefix}.{kind}")}
        for kind, colour in _table()[theme].items()
    }


def readings(scenarios: list[str], words: Words) -> dict[str, dict]:
    """Give each reading of what is off limits its colour, the first the darkest, and label."""
    colours = cycle(_table()["readings"])
    return {
        scenario: {"colour": colour, "label": words.scenario(scenario)}
        for scenario, colour in zip(scenarios, colours, strict=False)
    }


def density_by_share(words: Words) -> dict:
    """Two variables at once: coca per area, and the share of the area that is off limits.

    Returns
    -------
    dict
        ``density_breaks`` (ha per 100 km²) and ``share_breaks`` (0 to 1), ascending; ``colours``,
        a row for each class of density and a column for each of share; ``rows`` and ``columns``,
        their labels; ``none`` and ``missing``.
    """
    theme = _table()["density_by_share"]
    low, high = (words.number(value) for value in theme["density_breaks"])
    little, most = (words.percent(value) for value in theme["share_breaks"])

    def labels(first, last):
        return [
            words("legend.below", value=first),
            words("legend.between", low=first, high=last),
            words("legend.above", value=last),
        ]

    return {**theme, "rows": labels(low, high), "columns": labels(little, most)}


def zone_masks(zones: list[str], words: Words) -> dict[str, dict]:
    """Hatches of the zone categories: colour, angle in degrees, spacing in pixels, and label.

    A category that the table does not know gets the next free hatch, so a user's own zone is drawn.
    """
    table = _table()["zones"]
    spare = iter(_table()["spare_zones"])
    return {
        zone: {
            **(table[zone] if zone in table else next(spare)),
            "label": words.zone(zone),
        }
        for zone in zones
    }


def zone_legend(
    zones: gpd.GeoDataFrame, categories: list[str], year: int, words: Words
) -> dict[str, dict]:
    """Hatches as `zone_masks`, the label with the tier and the first day in force.

    Parameters
    ----------
    zones : GeoDataFrame
        `schemas.Zones`; the day is that of the category's first edition, if none was ever open.
    categories : list of str
        In the order of the legend.
    year : int
        The features in force on 31 December are drawn.
    words : Words
        The catalogue in the language of the labels.

    Returns
    -------
    dict
        For each category with such features its ``colour``, ``angle``, ``spacing``, ``label`` and
        ``tier``.
    """
    styles = zone_masks(categories, words)
    legend = {}
    for zone, features in in_force(zones, year).groupby("zone"):
        tier, begun = features["tier"].iloc[0], zones.loc[zones["zone"] == zone, "valid_from"]
        dated = "" if begun.isna().any() else words("map.since", day=words.day(begun.min()))
        label = f"{styles[zone]['label']} ({words('map.tier', tier=tier)}{dated})"
        legend[zone] = styles[zone] | {"label": label, "tier": tier}
    return {zone: legend[zone] for zone in categories if zone in legend}
