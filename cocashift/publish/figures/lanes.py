"""Dots and their intervals on a common scale that runs across, a lane for each."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd

from cocashift.publish.figures.sheet import FAINT, PAPER, QUIET, Sheet

__all__ = ["NAMES", "Lanes", "dot", "dot_key", "lanes", "steps", "write_row"]

# Radius of a dot, height of an interval, in points.
DOT, BAR = 2.7, 3.4
# Room for names beside the lanes, where a sheet is wide enough.
NAMES = 150


def steps(low: float, high: float, most: int) -> list[float]:
    """Give round steps from below the lowest value to above the highest, about as many as asked."""
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(n * power for n in (1, 2, 5, 10) if span / (n * power) <= most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, max(last, first + 1) + 1)]


@dataclass
class Lanes:
    """A scale across a sheet, from ``left`` to ``right`` in points."""

    sheet: Sheet
    left: float
    right: float
    ticks: list[float]

    def at(self, value: float) -> float:
        """Give the place of a value."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.left + (self.right - self.left) * (value - low) / (high - low)

    def rule(
        self, spans: list[tuple[float, float]], write: Callable[[float], str], zero: bool = False
    ) -> None:
        """Draw the lines of the scale where lanes are, and write its values below.

        Parameters
        ----------
        spans : list of tuple
            Top and bottom of each part of the sheet that the lines run through.
        write : callable
            How a value is written.
        zero : bool
            Whether the line of zero is drawn heavier.
        """
        size, last = self.sheet.small, spans[-1][1]
        # Where names stand above their lanes, lines would run through them.
        runs = [(spans[0][0], last)] if self.sheet.roomy else spans
        for tick in self.ticks:
            heavy = zero and tick == 0
            look = {"colour": QUIET, "width": 0.7} if heavy else {"colour": FAINT, "width": 0.6}
            for top, bottom in runs:
                self.sheet.line((self.at(tick), top), (self.at(tick), bottom), **look)
            self.sheet.text(
                self.at(tick),
                last + 1.25 * size,
                write(tick),
                size=size,
                colour=QUIET,
                align="center",
            )
        self.sheet.down = last + 1.6 * size

    def mark(
        self, y: float, value: float, ends: tuple, colour: str, hollow: bool, bounds=()
    ) -> None:
        """Draw a dot, its interval as a bar, and its bounds as a thin line."""
        if len(bounds) and pd.notna(list(bounds)).all():
            self.sheet.line(*((self.at(end), y) for end in bounds), colour=colour, width=0.7)
        if pd.notna(list(ends)).all():
            low, high = map(self.at, ends)
            self.sheet.box(low, y - BAR / 2, high - low, BAR, fill=colour, opacity=0.35)
        if pd.notna(value):
            dot(self.sheet, self.at(value), y, colour, hollow)

    def value(self, y: float, text: str, between: str, colour: str) -> None:
        """Write a best estimate beside its lane, and its interval."""
        at, base = self.right + 8, y + 0.35 * self.sheet.size
        self.sheet.text(at, base, text, bold=True, colour=colour)
        at += self.sheet.letters.wide(text, self.sheet.size, bold=True) + 4
        self.sheet.text(at, base, between, size=self.sheet.small, colour=QUIET)


def lanes(
    sheet: Sheet, ticks: list[float], values: Iterable[tuple[str, str]], write: Callable
) -> Lanes:
    """Lay out lanes, with room for values to the right, and on a wide sheet for names to the left.

    Parameters
    ----------
    sheet : Sheet
        Where they are drawn.
    ticks : list of float
        Of the scale, ascending.
    values : iterable of tuple of str
        Best estimates and intervals, as `Lanes.value` writes them.
    write : callable
        How a tick is written.
    """
    half = sheet.letters.wide(write(ticks[-1]), sheet.small) / 2
    room = max(
        (
            sheet.letters.wide(text, sheet.size, bold=True)
            + sheet.letters.wide(between, sheet.small)
            for text, between in values
        ),
        default=0,
    )
    left = NAMES if sheet.roomy else sheet.letters.wide(write(ticks[0]), sheet.small) / 2
    return Lanes(sheet, left, sheet.wide - max(room + 16, half), ticks)


def dot(sheet: Sheet, x: float, y: float, colour: str, hollow: bool) -> None:
    """Draw a best estimate: hollow or full, so that two are told apart in grey too."""
    fill, line = (PAPER, colour) if hollow else (colour, PAPER)
    sheet.dot(x, y, DOT, fill, line, 1.1 if hollow else 0.6)


def dot_key(colour: str, hollow: bool) -> Callable:
    """Make a key of a dot in its interval."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.box(x, y + 4 - BAR / 2, 15, BAR, fill=colour, opacity=0.35)
        dot(sheet, x + 7.5, y + 4, colour, hollow)

    return draw


def write_row(sheet: Sheet, y: float, name: str, about: str, wide: float, bold: bool) -> float:
    """Write what a row is, and in small letters what it counts; gives where its lanes may begin."""
    lines = sheet.wrapped(about, wide, sheet.small) if about else []
    base = sheet.lines(0, y + sheet.size, sheet.wrapped(name, wide, bold=bold), 1.2, bold=bold)
    base = sheet.lines(0, base - 0.1 * sheet.size, lines, 1.15, size=sheet.small, colour=QUIET)
    return base - sheet.size + 3
