"""The rasters as people see them: what each is called and says, and its classes and colours.

Classes of densities are those of the web maps; each set of zones in the mask has its own colour.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cocashift.publish import symbology
from cocashift.publish.gis import masks, metadata
from cocashift.publish.gis.geotiffs import Band
from cocashift.publish.results import Publication
from cocashift.publish.templates import template
from cocashift.words import Words

__all__ = ["describe"]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One class of a legend: a value, or for classes of a quantity the upper end."""

    value: float | str
    colour: str
    label: str
    alpha: int = 255


def describe(mask: np.ndarray, method: str, publication: Publication) -> dict[str, Band]:
    """Describe the rasters of a run.

    Parameters
    ----------
    mask : ndarray
        Cells of the mask, as `masks.rasterise` gives them for the publication's zones.
    method : str
        How hectares were spread inside municipalities: ``areal`` or ``dasymetric``.
    publication : Publication
        How they are told, and their CRS.

    Returns
    -------
    dict of Band
        ``mask``, and coca per area in the ``first`` and the ``last`` year, and its ``change``.
    """
    words, order, (first, last) = publication.words, publication.zones, publication.years
    coca = [
        Entry(0, symbology.coca_density(words)["none"], words("map.no_coca")),
        *_classes(symbology.coca_density(words)),
    ]
    change = _classes(symbology.change_density(words))
    spread = f"{words('raster.density.about')} {words(f'raster.{method}')} {words('caveat.net')}"
    sets = _sets(mask, order, words)
    bits = {f"BIT_{bit}": zone for zone, bit in masks.bits(order).items()}
    palette = {entry.value: symbology.rgb(entry.colour) for entry in sets}
    density = {"nodata": float("nan"), "unit": "ha/100 km²"}
    told = {
        "mask": (
            words("raster.mask", year=last),
            words("raster.mask.about"),
            sets,
            {"nodata": masks.NODATA, "tags": bits, "palette": palette},
        ),
        "first": (words("raster.coca", year=first), spread, coca, density),
        "last": (words("raster.coca", year=last), spread, coca, density),
        "change": (words("raster.change", first=first, last=last), spread, change, density),
    }
    bands = {}
    for name, (title, about, classes, more) in told.items():
        text = f"{about} {publication.note}".strip()
        bands[name] = Band(
            title,
            text,
            style=template(HERE, "raster.qml.j2").render(classes=classes, paletted=name == "mask"),
            metadata=metadata.render(name, title, text, publication.crs, publication),
            **more,
        )
    return bands


def _sets(mask: np.ndarray, order: list[str], words: Words) -> list[Entry]:
    """Give each set of zones that the mask has its colour and label."""
    styles, bits = symbology.zone_masks(order, words), masks.bits(order)
    entries = []
    for code in np.unique(mask[mask != masks.NODATA]).tolist():
        inside = [styles[zone] for zone, bit in bits.items() if code & bit]
        label = " + ".join(style["label"] for style in inside) or words("layer.outside")
        # Several zones have the mean of their colours; land in none lets the map below be seen.
        colour = _mean([style["colour"] for style in inside] or ["#ffffff"])
        entries.append(Entry(code, colour, label, 255 if inside else 0))
    return entries


def _classes(style: dict) -> list[Entry]:
    """Take breaks as upper ends; the last class is open."""
    ends = [*style["breaks"], "inf"]
    return [
        Entry(end, colour, label)
        for end, colour, label in zip(ends, style["colours"], style["labels"], strict=True)
    ]


def _mean(colours: list[str]) -> str:
    mean = np.mean([symbology.rgb(colour) for colour in colours], axis=0).round().astype(int)
    return "#" + "".join(f"{part:02x}" for part in mean)
