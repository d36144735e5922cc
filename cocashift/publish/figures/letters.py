"""The letters of figures: cut down to those in use, so that every file can carry them.

A PDF embeds what it is given, and an SVG cannot embed a whole font; cutting once is also quicker
than to let each of the files cut its own.
"""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from matplotlib import font_manager, ft2font
from matplotlib.font_manager import FontProperties

__all__ = ["Letters", "cut"]

FAMILY = "DejaVu Sans"
# For programs that do not take the letters along: about as wide.
FAMILIES = [FAMILY, "Verdana", "Arial", "sans-serif"]
WEIGHTS = ("normal", "bold")
# What figures write besides words: numbers, signs and arrows.
ALWAYS = "".join(map(chr, range(32, 127))) + "−–→±×°²·“”«»…\u00a0\u202f"


@dataclass(frozen=True)
class Letters:
    """A cut font in both weights: how matplotlib finds it, and how a style sheet takes it along."""

    normal: FontProperties
    bold: FontProperties
    characters: frozenset
    css: str

    def font(self, text: str, bold: bool) -> FontProperties:
        """Give the cut font, or for a text with other letters the whole one."""
        if self.characters.issuperset(text):
            return self.bold if bold else self.normal
        return FontProperties(family=FAMILY, weight="bold" if bold else "normal")

    def wide(self, text: str, size: float, bold: bool = False) -> float:
        """Measure a text, in points."""
        path = font_manager.findfont(self.font(text, bold))
        return size * sum(_advance(path, character) for character in text)


@cache
def _advance(path: str, character: str) -> float:
    """Give how far a letter moves the pen, in ems; without kerning a text is their sum."""
    face = font_manager.get_font(path)
    face.set_size(1, 72)
    glyph = face.load_char(ord(character), flags=ft2font.LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536


@contextmanager
def cut(text: str) -> Iterator[Letters]:
    """Cut the font down to the letters of a text, and of numbers.

    Parameters
    ----------
    text : str
        All that figures may write.

    Yields
    ------
    Letters
        Usable until the context ends: matplotlib takes fonts from files only.
    """
    characters = frozenset(ALWAYS) | frozenset(text)
    with TemporaryDirectory() as folder:
        fonts, rules = [], []
        for weight in WEIGHTS:
            content = _cut(weight, "".join(sorted(characters)))
            path = Path(folder) / f"{FAMILY.replace(' ', '')}-{weight}.ttf"
            path.write_bytes(content)
            fonts.append(FontProperties(fname=path, family=FAMILIES, weight=weight))
            rules.append(
                f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
                f"src:url(data:font/ttf;base64,{b64encode(content).decode()})}}"
            )
        yield Letters(*fonts, characters, "".join(rules))


def _cut(weight: str, characters: str) -> bytes:
    whole = font_manager.findfont(FontProperties(family=FAMILY, weight=weight))
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    # Without kerning a text is as wide in every program as it was measured here.
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "kern"]
    font = subset.load_font(whole, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    file = BytesIO()
    subset.save_font(font, file, options)
    return file.getvalue()
