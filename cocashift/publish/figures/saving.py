"""Writing a figure: the same figure gives the same bytes."""

import re
from io import BytesIO

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from cocashift.publish.figures.sheet import Sheet

__all__ = ["FORMS", "save"]

FORMS = ("png", "pdf", "svg")
# A page's width is 1,417 pixels, a column's 1,039; what is to be sharper in print is there as PDF.
DOTS_PER_INCH = {True: 200, False: 300}
SETTINGS = {
    "font.family": "DejaVu Sans",
    # Letters stay letters: that can be searched, and set in another type.
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "cocashift",
    "path.simplify": False,
    "text.hinting": "none",
}
# Whatever would tell the day or the program's version.
METADATA = {
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
}
STYLE = '<style type="text/css">'


def save(sheet: Sheet, form: str) -> bytes:
    """Write a figure as ``png``, ``pdf`` or ``svg``, its letters within.

    Parameters
    ----------
    sheet : Sheet
        A closed one.
    form : str
        One of `FORMS`.
    """
    file = BytesIO()
    with mpl.rc_context(SETTINGS):
        if form == "png":
            return _picture(sheet)
        sheet.figure.savefig(file, format=form, metadata=METADATA[form])
    if form == "svg":
        return _shorter(file.getvalue().decode(), sheet.letters.css).encode()
    return file.getvalue()


def _picture(sheet: Sheet) -> bytes:
    """Draw in pixels, so many to the inch that it fills its width."""
    dots, file = DOTS_PER_INCH[sheet.roomy], BytesIO()
    sheet.figure.set_dpi(dots)
    canvas = FigureCanvasAgg(sheet.figure)
    canvas.draw()
    # Without the channel of transparency, which no figure has.
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
    picture.save(file, "png", dpi=(dots, dots), compress_level=3)
    return file.getvalue()


def _shorter(svg: str, css: str) -> str:
    """Take the letters along, and write paths without what goes without saying."""
    svg = re.sub(r" *\nL ", " ", svg).replace(" \n", "").replace(STYLE, f"{STYLE}{css}", 1)
    return re.sub(r" \nz\n|\nz", "z", svg)
