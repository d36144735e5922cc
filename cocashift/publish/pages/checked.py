"""The checks of a run in groups, for the page on data quality."""

import re

import pandas as pd

from cocashift.publish.results import Publication
from cocashift.words import Words

__all__ = ["groups"]

# Groups in their order, and what the names of their checks hold; what fits none is published.
GROUPS = {
    "totals": r"placed \+ unplaced|unplaced, named|inside \+ outside",
    "intervals": r"lower <= expected|80 % intervals|national shares",
    "strips": r"border along which|width × length",
    "national": r"^national total",
    "published": "",
}
CONSERVED = re.compile(r"(?P<zone>.+), (?P<method>\w+), inside \+ outside, (?P<year>\d{4}), ha")
FIGURE = re.compile(r"-?\d+(\.\d+)?")
UNITS = {"ha": " ha", "km": " km", "percent": "%"}


def groups(checks: pd.DataFrame, publication: Publication) -> list[dict]:
    """Lay out the checks by what they hold to what.

    Parameters
    ----------
    checks : DataFrame
        `schemas.Checks`.
    publication : Publication
        How it is told.

    Returns
    -------
    list of dict
        For each group with checks: ``id``, ``rows`` (``check``, ``expected``, ``found``, ``ok``),
        ``zones`` (a row for each zone with what each method and year gives), ``passed``, ``all``
        and ``holds``.
    """
    words = publication.words
    of_check = checks["check"].map(_group)
    found = []
    for group in GROUPS:
        own = checks[of_check == group]
        if own.empty:
            continue
        conserved = own["check"].str.fullmatch(CONSERVED.pattern)
        found.append(
            {
                "id": group,
                "title": words(f"check.group.{group}"),
                "text": words(f"check.group.{group}.text"),
                "rows": [_row(row, publication) for row in own[~conserved].itertuples()],
                "zones": _zones(own[conserved], publication),
                "passed": int(own["ok"].sum()),
                "all": len(own),
                "holds": bool(own["ok"].all()),
            }
        )
    return found


def _group(check: str) -> str:
    return next(group for group, pattern in GROUPS.items() if re.search(pattern, check))


def _zones(checks: pd.DataFrame, publication: Publication) -> dict | None:
    """Set zones against methods and years: what inside and outside add up to."""
    if checks.empty:
        return None
    words = publication.words
    parts = checks["check"].str.extract(CONSERVED).join(checks[["found", "ok"]])
    names = words.groups(publication.zones, publication.scenarios)
    columns = parts[["method", "year"]].drop_duplicates().to_records(index=False).tolist()
    by_key = {(row.zone, row.method, row.year): row for row in parts.itertuples()}
    return {
        "columns": [(_name(method, words), year) for method, year in columns],
        "rows": [
            (
                names.get(zone, words.zone(zone)),
                [
                    None if row is None else (row.ok, _figure(row.found, " ha", words))
                    for row in (by_key.get((zone, *column)) for column in columns)
                ],
            )
            for zone in parts["zone"].unique()
        ],
    }


def _row(row, publication: Publication) -> dict:
    """Write a check's name, its unit beside its figures, in the reader's words."""
    words = publication.words
    *parts, last = row.check.split(", ")
    unit = UNITS.get(last)
    if unit is None or not parts:
        parts, unit = [*parts, last], ""
    names = words.groups(publication.zones, publication.scenarios)
    told = ", ".join(names.get(part) or _name(part, words) for part in parts)
    return {
        "check": told[:1].upper() + told[1:],
        "expected": _figure(row.expected, unit, words),
        "found": _figure(row.found, unit, words),
        "ok": row.ok,
    }


def _name(part: str, words: Words) -> str:
    """Name a part of a check; what is a name or a width stays."""
    return words.get(f"check.{part}", words.figures(part))


def _figure(text: str, unit: str, words: Words) -> str:
    """Write a figure as precisely as it is given, without idle noughts; a note stays beside it."""
    figure, _, note = text.partition(" (")
    if not FIGURE.fullmatch(figure):
        return words.figures(text)
    decimals = len(figure.rstrip("0").partition(".")[2]) if "." in figure else 0
    told = words.number(float(figure), decimals) + unit
    return f"{told} ({note}" if note else told
