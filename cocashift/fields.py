"""What the fields of published layers are called and hold, in the reader's language."""

import re
from collections.abc import Iterable

from cocashift.words import Words

__all__ = ["described"]


def described(
    columns: Iterable[str], groups: dict[str, str], words: Words
) -> dict[str, tuple[str, str]]:
    """Give each field its name and what it holds.

    Parameters
    ----------
    columns : iterable of str
        Names as in the layers: a quantity with its unit, then scenario or zone, year and bound
        where it has them, as in ``off_limits_ha_strict_2014_lower``.
    groups : dict of str
        Names of the scenarios and zones of the configuration, by their keys.
    words : Words
        The catalogue in the language of the names.

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
    """
    keys = "|".join(map(re.escape, groups)) or "$"
    pattern = re.compile(
        rf"(?P<quantity>.+?)(_(?P<group>{keys}))?(_(?P<year>\d{{4}}))?(_(?P<bound>lower|upper))?"
    )
    return {column: _described(pattern.fullmatch(column), groups, words) for column in columns}


def _described(parts: re.Match, groups: dict[str, str], words: Words) -> tuple[str, str]:
    quantity, group, year, bound = parts.group("quantity", "group", "year", "bound")
    of = [groups.get(group), year, words(f"field.bound.{bound}") if bound else None]
    name = words(f"field.{quantity}")
    if any(of):
        name = f"{name}: {', '.join(filter(None, of))}"
    return name, words(f"field.{quantity}.about")
