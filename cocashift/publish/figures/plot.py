"""Years across and a figure upwards: the frame of charts over time."""

import math
from collections.abc import Callable, Iterable

import pandas as pd
import shapely

from cocashift.publish.figures.sheet import FAINT, INK, QUIET, Sheet

__all__ = ["Plot", "line_key"]


class Plot:
    """A frame of the sheet's width under what is drawn; the sheet goes on below it.

    Parameters
    ----------
    sheet : Sheet
        Where it is drawn.
    years : iterable of int
        From the first to the last: the scale is no longer than the data.
    ticks : list of float
        Of the figure, ascending.
    write : callable
        How a tick is written.
    log : bool
        Whether as much more is as high everywhere.
    """

    def __init__(
        self,
        sheet: Sheet,
        years: Iterable[int],
        ticks: list[float],
        write: Callable[[float], str],
        log: bool = False,
    ):
        self.sheet, self.log = sheet, log
        self.first, self.last = min(years), max(years)
        self.low, self.high = self._height(ticks[0]), self._height(ticks[-1])
        labels = [write(tick) for tick in ticks]
        size = sheet.small
        self.left = max(sheet.letters.wide(label, size) for label in labels) + 6
        self.right = sheet.wide - 10
        self.top = sheet.down + 12
        self.bottom = self.top + (190 if sheet.roomy else 130)
        for tick, label in zip(ticks, labels, strict=True):
            y = self.at(self.first, tick)[1]
            sheet.line((self.left, y), (sheet.wide, y), colour=FAINT, width=0.6)
            sheet.text(
                self.left - 4, y + 0.35 * size, label, size=size, colour=QUIET, align="right"
            )
        self._years()
        sheet.down = self.bottom + 2 * size

    def _height(self, value: float) -> float:
        return math.log(value) if self.log else value

    def _years(self) -> None:
        """Write as many years as there is room for, counted back from the last."""
        size = self.sheet.small
        room = self.sheet.letters.wide("2000", size) + 6
        every = math.ceil(room / (self.at(self.first + 1, None)[0] - self.at(self.first, None)[0]))
        for year in range(self.last, self.first - 1, -every):
            x = self.at(year, None)[0]
            self.sheet.line((x, self.bottom), (x, self.bottom + 2.5), colour=QUIET, width=0.6)
            self.sheet.text(
                x, self.bottom + 3 + 1.1 * size, str(year), size=size, colour=QUIET, align="center"
            )

    def at(self, year: float, value: float | None) -> tuple[float, float]:
        """Give the place of a figure in a year."""
        inner = self.left + 8
        x = inner + (self.right - inner) * (year - self.first) / max(self.last - self.first, 1)
        if value is None:
            return x, self.bottom
        height = (self._height(value) - self.low) / (self.high - self.low)
        return x, self.bottom - (self.bottom - self.top) * height

    def line(self, values: pd.Series, colour: str = INK, width: float = 1.4, **look) -> None:
        """Draw a line that has gaps where years are missing."""
        for run in _runs(values):
            if len(run) > 1:
                points = [self.at(year, value) for year, value in run.items()]
                self.sheet.line(*points, colour=colour, width=width, **look)
            else:
                self.sheet.dot(*self.at(run.index[0], run.iloc[0]), width, colour)

    def band(self, low: pd.Series, high: pd.Series, colour: str) -> None:
        """Fill between two lines."""
        for run in _runs(low):
            there = [self.at(year, high[year]) for year in run.index]
            back = [self.at(year, value) for year, value in run.items()]
            if len(run) > 1:
                shape = shapely.Polygon([*there, *back[::-1]])
                self.sheet.area(shape, fill=colour, opacity=0.22)

    def mark(self, year: int, text: str, align: str, dashes=(1, 2)) -> None:
        """Draw a dotted line through a year, with a word at its top."""
        x, size = self.at(year, None)[0], self.sheet.small
        # A word in the middle stands on its line, others lie beside theirs.
        high = self.top - (2 if align == "center" else 8)
        self.sheet.line((x, high), (x, self.bottom), colour=QUIET, width=0.8, dashes=dashes)
        aside = {"right": -2.5, "left": 2.5}.get(align, 0)
        self.sheet.text(x + aside, self.top - 4, text, size=size, align=align, bold=True)


def _runs(values: pd.Series) -> list[pd.Series]:
    """Cut a series where a year is missing."""
    known = values.dropna()
    begins = known.index.to_series().diff().ne(1).cumsum()
    return [run for _, run in known.groupby(begins)]


def line_key(colour: str, width: float = 1.4, band: bool = False, dashes: tuple | None = None):
    """Make a key of a line, in its band."""

    def draw(sheet, x, y) -> None:
        if band:
            sheet.box(x, y, 15, 8, fill=colour, opacity=0.22)
        sheet.line((x, y + 4), (x + 15, y + 4), colour=colour, width=width, dashes=dashes)

    return draw
