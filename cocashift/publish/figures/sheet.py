"""A sheet of one width, in points from its upper left corner: text, lines and areas on it.

Everything stands where it is told to: nothing is laid out by matplotlib, so that a figure is the
same in every format, and quickly drawn.
"""

import numpy as np
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from cocashift.publish.figures.letters import Letters

__all__ = ["FAINT", "INK", "MARK", "PAPER", "QUIET", "Canvas", "Sheet"]

# The pages' own (`web/common.css`), on paper.
INK, QUIET, FAINT, PAPER, MARK = "#16191d", "#535b65", "#dfe2e6", "#ffffff", "#a34f05"
POINTS = 72 / 25.4
# From this width on there is room for two columns, and for larger type.
WIDE_MM = 120
MARGIN = 1.0


class Canvas:
    """A part of a sheet with an origin of its own; what reaches beyond its clip is cut off."""

    def __init__(self, sheet: "Sheet", x: float, y: float, clip: tuple | None = None):
        self.sheet, self.x, self.y = sheet, round(x, 1), round(y, 1)
        self.at = Affine2D().translate(self.x, self.y) + sheet.at
        self.clip = (
            None if clip is None else Path.unit_rectangle().transformed(Affine2D().scale(*clip))
        )

    def add(self, artist) -> None:
        """Put an artist on top of all others."""
        artist.set_zorder(0)
        self.sheet.figure.add_artist(artist)
        if self.clip is not None:
            artist.set_clip_path(self.clip, self.at)

    def area(
        self,
        shape: shapely.Geometry | Path,
        fill: str = "none",
        line: str = "none",
        width: float = 0.5,
        opacity: float = 1,
        dashes: tuple | None = None,
    ) -> None:
        """Fill a shape, or draw its line."""
        outline = shape if isinstance(shape, Path) else outlined(shape)
        if not len(outline.vertices):
            return
        drawn = PathPatch(
            outline,
            facecolor=fill,
            edgecolor=line,
            linewidth=0 if line == "none" else width,
            alpha=None if opacity == 1 else opacity,
            transform=self.at,
            joinstyle="round",
            capstyle="butt",
        )
        if dashes:
            drawn.set_linestyle((0, dashes))
        self.add(drawn)

    def line(self, *points: tuple[float, float], colour: str = INK, width: float = 0.5, **more):
        """Draw a line through points."""
        self.area(shapely.LineString(points), line=colour, width=width, **more)

    def box(self, x: float, y: float, wide: float, high: float, **look) -> None:
        """Draw a rectangle."""
        self.area(shapely.box(x, y, x + wide, y + high), **look)

    def dot(self, x: float, y: float, radius: float, fill: str, line: str = PAPER, width=0.6):
        """Draw a dot."""
        self.area(Path.circle((x, y), radius), fill=fill, line=line, width=width)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float | None = None,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
        italic: bool = False,
    ) -> None:
        """Write one line; y is its base."""
        if not text:
            return
        font = self.sheet.letters.font(text, bold)
        drawn = Text(
            x,
            y,
            text,
            fontproperties=font,
            color=colour,
            horizontalalignment=align,
            verticalalignment="baseline",
            transform=self.at,
            parse_math=False,
        )
        drawn.set_fontsize(size or self.sheet.size)
        self.add(drawn)

    def lines(self, x: float, y: float, texts: list[str], leading: float = 1.3, **look) -> float:
        """Write lines under one another; gives the base of the next."""
        size = look.get("size") or self.sheet.size
        for text in texts:
            self.text(x, y, text, **look)
            y += leading * size
        return y


class Sheet(Canvas):
    """A figure that grows downwards: what is drawn next begins at ``down``.

    Parameters
    ----------
    wide_mm : float
        Its width.
    letters : Letters
        What it is written in.
    """

    def __init__(self, wide_mm: float, letters: Letters):
        self.figure = Figure()
        self.letters = letters
        self.wide = round(wide_mm * POINTS, 2)
        self.roomy = wide_mm >= WIDE_MM
        self.size, self.small, self.large = (7.2, 6.4, 10) if self.roomy else (6.5, 6, 8.4)
        self._flip = Affine2D().scale(1, -1)
        self.at = self._flip + Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans
        self.down = 0.0
        super().__init__(self, 0, 0)

    def canvas(self, x: float, y: float, wide: float, high: float) -> Canvas:
        """Take a part of the sheet that cuts off what reaches beyond it."""
        return Canvas(self, x, y, (wide, high))

    def title(self, title: str, below: str = "") -> None:
        """Write the title, and under it in quiet letters what is drawn."""
        self.down = (
            self.lines(
                0,
                self.large * 0.95,
                self.balanced(title, self.wide, self.large, bold=True),
                size=self.large,
                bold=True,
            )
            - 0.25 * self.large
        )
        if below:
            self.down = (
                self.lines(
                    0, self.down + 0.15 * self.size, self.wrapped(below, self.wide), colour=QUIET
                )
                - 0.6 * self.size
            )
        self.down += 2

    def instead(self, text: str) -> None:
        """Say why there is nothing to draw, where it would have been."""
        self.text(0, self.down + 16, text, colour=QUIET)
        self.down += 22

    def source(self, text: str) -> None:
        """Write where it comes from, at the end, and close the sheet."""
        lines = self.wrapped(text, self.wide, self.small)
        end = self.lines(0, self.down + 1.2 * self.small, lines, size=self.small, colour=QUIET)
        self.close(end - 0.95 * self.small)

    def close(self, high: float) -> None:
        """Cut the sheet below what is drawn."""
        high = round(high + MARGIN, 2)
        self._flip.translate(0, high)
        self.figure.set_size_inches(self.wide / 72, high / 72)

    def balanced(self, text: str, wide: float, size: float, bold: bool = False) -> list[str]:
        """Break a text into as few lines, and those about as long as one another."""
        lines = self.wrapped(text, wide, size, bold)
        narrower = lines
        while len(narrower) == len(lines) > 1:
            lines, wide = narrower, wide - size
            narrower = self.wrapped(text, wide, size, bold)
        return lines

    def wrapped(self, text: str, wide: float, size: float = 0, bold: bool = False) -> list[str]:
        """Break a text into lines of a width."""
        size, lines = size or self.size, [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and self.letters.wide(longer, size, bold) > wide - 1:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


def outlined(shape: shapely.Geometry) -> Path:
    """Turn lines and polygons into one path, in tenths of a point."""
    parts = shapely.get_parts(shape, return_index=False)
    kinds = shapely.get_type_id(parts)
    polygons = shapely.orient_polygons(parts[kinds == shapely.GeometryType.POLYGON])
    lines = [*shapely.get_rings(polygons), *parts[kinds == shapely.GeometryType.LINESTRING]]
    points, of = shapely.get_coordinates(lines, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    if len(points):
        codes[np.r_[True, of[1:] != of[:-1]]] = Path.MOVETO
        closed = shapely.is_ring(np.asarray(lines, dtype=object))
        last = np.r_[of[1:] != of[:-1], True]
        codes[last & closed[of]] = Path.CLOSEPOLY
    return Path(np.round(points, 1), codes)
