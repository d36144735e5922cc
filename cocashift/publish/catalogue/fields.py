"""What the fields of published tables and layers are called and hold, in the reader's language."""

import re
from collections.abc import Iterable

from cocashift.words import Words

__all__ = ["described", "unit"]

# Units by a word of the name, the first that it has; 1 is that of shares, ratios and indices.
UNITS = {
    "ha_per_100km2": "ha/100 km²",
    "ha": "ha",
    "km2": "km²",
    "km": "km",
    "deg|lon|lat": "degrees",
    "share|growth_inside|growth_outside|p_value|placebo_p|coefficient|std_error|i": "1",
}
BOUNDS = ("lower", "upper", "mean", "p10", "p50", "p90")


def described(
    columns: Iterable[str], groups: dict[str, str], words: Words, table: str = ""
) -> dict[str, tuple[str, str]]:
    """Give each field its name and what it holds.

    Parameters
    ----------
    columns : iterable of str
        Names as in the layers and tables: a quantity with its unit, then scenario or zone, year
        and bound where it has them, as in ``off_limits_ha_strict_2014_lower``.
    groups : dict of str
        Names of the scenarios and zones of the configuration, by their keys.
    words : Words
        The catalogue in the language of the names.
    table : str
        The table they stand in: its own words for a field come before those for all.

    Returns
    -------
    dict
        Name and description by column.

    Raises
    ------
    KeyError
        If the catalogue does not know a field.

    Examples
    --------
    >>> described(["coca_ha_2014"], {}, Words("en"))["coca_ha_2014"][0]
    'Coca, ha: 2014'
    >>> described(["coca_ha_first_p10"], {}, Words("en"), "shift")["coca_ha_first_p10"][0]
    'Coca, ha: first year, 10th percentile'
    """
    keys = "|".join(map(re.escape, groups)) or "$"
    pattern = re.compile(
        rf"(?P<quantity>.+?)(_(?P<group>{keys}))?(_(?P<when>\d{{4}}|first|last))?"
        rf"(_(?P<bound>{'|'.join(BOUNDS)}))?"
    )
    return {
        column: _described(pattern.fullmatch(column), groups, words, table) for column in columns
    }


def _described(
    parts: re.Match, groups: dict[str, str], words: Words, table: str
) -> tuple[str, str]:
    quantity, group, when, bound = parts.group("quantity", "group", "when", "bound")
    name, about = (
        words.get(f"field.{table}.{key}", words(f"field.{key}"))
        for key in (quantity, f"{quantity}.about")
    )
    of = [
        groups.get(group),
        words.get(f"field.when.{when}", when),
        words(f"field.bound.{bound}") if bound else None,
    ]
    if any(of):
        name = f"{name}: {', '.join(filter(None, of))}"
    return name, about


def unit(column: str) -> str:
    """Tell the unit of a field from its name; empty for text, codes, counts and years.

    Examples
    --------
    >>> [unit(name) for name in ("coca_ha_2014", "coca_ha_per_100km2_2014", "distance_km_p90")]
    ['ha', 'ha/100 km²', 'km']
    >>> [unit(name) for name in ("lon", "off_limits_share_strict", "local_i", "year")]
    ['degrees', '1', '1', '']
    """
    return next(
        (unit for word, unit in UNITS.items() if re.search(rf"(^|_)({word})(_|$)", column)), ""
    )
