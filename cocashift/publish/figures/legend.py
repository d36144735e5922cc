"""Legends in a row: classes on a scale, and keys that flow over the width of a sheet."""

from collections.abc import Callable

import shapely

from cocashift.publish.figures.hatching import hatched
from cocashift.publish.figures.sheet import QUIET, Sheet

__all__ = ["hatch", "keys", "scale", "swatch"]

EDGE = "#767c84"
SWATCH = 15, 8
Key = tuple[Callable, str]


def swatch(colour: str, line: str = EDGE) -> Callable:
    """Make a key of a colour."""
    return lambda sheet, x, y: sheet.box(x, y, *SWATCH, fill=colour, line=line, width=0.4)


def hatch(style: dict) -> Callable:
    """Make a key of a zone's hatch."""

    def draw(sheet, x, y) -> None:
        box = shapely.box(x, y, x + SWATCH[0], y + SWATCH[1])
        sheet.area(hatched(box, style), line=style["colour"], width=0.5, opacity=0.8)
        sheet.area(box, line=style["colour"], width=0.6)

    return draw


def scale(sheet: Sheet, theme: dict, title: str) -> None:
    """Draw a theme's classes from the lowest to the highest; what is not on the scale as keys."""
    classes = theme["classes"][: theme["scale"]][::-1]
    size, step = sheet.small, 26 if sheet.roomy else 22
    sheet.down += 1.4 * sheet.size
    sheet.text(0, sheet.down, title, bold=True)
    top = sheet.down + 4
    for n, each in enumerate(classes):
        sheet.box(n * step, top, step, 8, fill=each["colour"])
    sheet.box(0, top, len(classes) * step, 8, line=EDGE, width=0.4)
    for n, edge in enumerate(theme["edges"], start=1):
        sheet.text(n * step, top + 8 + 1.1 * size, edge, size=size, align="center")
    apart = [(swatch(each["colour"]), each["label"]) for each in theme["classes"][theme["scale"] :]]
    if sheet.roomy:
        left = len(classes) * step + 16
        keys(sheet, apart, left, top)
        sheet.down = max(sheet.down, top + 9 + 1.4 * size)
    else:
        sheet.down = top + 8 + 1.5 * size
        keys(sheet, apart)


def keys(sheet: Sheet, told: list[Key], left: float = 0, top: float | None = None) -> None:
    """Write keys one after another, in as many rows as they need."""
    size = sheet.small
    x, y = left, sheet.down + 3 if top is None else top
    for draw, label in told:
        room = sheet.wide - left - SWATCH[0] - 4
        lines = sheet.wrapped(label, room, size)
        wide = max(sheet.letters.wide(line, size) for line in lines) + SWATCH[0] + 14
        if x > left and x + wide - 10 > sheet.wide:
            x, y = left, y + 1.75 * size
        draw(sheet, x, y)
        base = sheet.lines(
            x + SWATCH[0] + 4, y + SWATCH[1] - 1.6, lines, 1.15, size=size, colour=QUIET
        )
        x += wide
        y = base - 1.15 * size - SWATCH[1] + 1.6
    sheet.down = y + 1.6 * size
