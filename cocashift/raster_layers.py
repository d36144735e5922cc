"""The rasters as people see them: what each is called and says, and its classes and colours.

Classes of densities are those of the web maps; each set of zones in the mask has its own colour.
"""

from dataclasses import dataclass

import numpy as np

from cocashift import masks, symbology
from cocashift.geotiffs import Band
from cocashift.styles import HERE
from cocashift.templates import template
from cocashift.words import Words

__all__ = ["of_change", "of_coca", "of_mask"]


@dataclass(frozen=True)
class Entry:
    """One class of a legend: a value, or for classes of a quantity the upper end."""

    value: float | str
    colour: str
    label: str
    alpha: int = 255


def of_mask(cells: np.ndarray, order: list[str], year: int, note: str, words: Words) -> Band:
    """Describe the mask of zones: a class for each set of zones that it has.

    Parameters
    ----------
    cells : ndarray
        As `masks.rasterise` gives them.
    order : list of str
        Categories in the order of their bits; each bit is kept in the tags.
    year : int
        The zones are those of 31 December.
    note : str
        The dataset's caveat, or nothing.
    words : Words
        The catalogue in the language of the reader.
    """
    styles, bits = symbology.zone_masks(order, words), masks.bits(order)
    entries = []
    for code in np.unique(cells[cells != masks.NODATA]).tolist():
        inside = [styles[zone] for zone, bit in bits.items() if code & bit]
        label = " + ".join(style["label"] for style in inside) or words("layer.outside")
        # Several zones have the mean of their colours; land in none lets the map below be seen.
        colour = _mean([style["colour"] for style in inside] or ["#ffffff"])
        entries.append(Entry(code, colour, label, 255 if inside else 0))
    return Band(
        words("raster.mask", year=year),
        " ".join(filter(None, [words("raster.mask.about"), note])),
        masks.NODATA,
        template(HERE, "raster.qml.j2").render(classes=entries, paletted=True),
        tags={f"BIT_{bit}": zone for zone, bit in bits.items()},
        palette={entry.value: _rgb(entry.colour) for entry in entries},
    )


def of_coca(year: int, method: str, note: str, words: Words) -> Band:
    """Describe coca per area in one year.

    Parameters
    ----------
    year : int
        As of 31 December.
    method : str
        How hectares were spread inside municipalities: ``areal`` or ``dasymetric``.
    note : str
        The dataset's caveat, or nothing.
    words : Words
        The catalogue in the language of the reader.
    """
    style = symbology.coca_density(words)
    entries = [Entry(0, style["none"], words("map.no_coca")), *_classes(style)]
    return _density(words("raster.coca", year=year), entries, method, note, words)


def of_change(years: list[int], method: str, note: str, words: Words) -> Band:
    """Describe the change of coca per area, as `of_coca` does a year."""
    title = words("raster.change", first=years[0], last=years[-1])
    return _density(title, _classes(symbology.change_density(words)), method, note, words)


def _density(title: str, entries: list[Entry], method: str, note: str, words: Words) -> Band:
    about = [words("raster.density.about"), words(f"raster.{method}"), words("caveat.net"), note]
    return Band(
        title,
        " ".join(filter(None, about)),
        float("nan"),
        template(HERE, "raster.qml.j2").render(classes=entries, paletted=False),
        "ha/km²",
    )


def _classes(style: dict) -> list[Entry]:
    """Take breaks, told per 100 km², as upper ends in ha/km²; the last class is open."""
    ends = [*(limit / 100 for limit in style["breaks"]), "inf"]
    return [
        Entry(end, colour, label)
        for end, colour, label in zip(ends, style["colours"], style["labels"], strict=True)
    ]


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _mean(colours: list[str]) -> str:
    mean = np.mean([_rgb(colour) for colour in colours], axis=0).round().astype(int)
    return "#" + "".join(f"{part:02x}" for part in mean)
