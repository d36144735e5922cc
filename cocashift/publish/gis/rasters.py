"""The rasters as people see them: what each is called and says, and its classes and colours.

Classes of densities are those of the web maps. Sets of overlapping zones are too many for a legend:
the mask is drawn by how many kinds of zones a cell lies in, or one kind at a time.
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

__all__ = ["describe", "of_zones"]

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One class of a legend: a value, or for classes of a quantity the upper end."""

    value: float | str
    colour: str
    label: str


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
    bits = {f"BIT_{bit}": zone for zone, bit in masks.bits(order).items()}
    bands_of_mask = [words("raster.count"), *map(words.zone, order)]
    density = {"nodata": float("nan"), "unit": "ha/100 km²"}
    told = {
        "mask": (
            words("raster.mask", year=last),
            words("raster.mask.about"),
            _counts(mask, order, words),
            {"nodata": masks.NODATA, "tags": bits, "more": bands_of_mask},
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
            style=_qml(classes, band=2 if name == "mask" else None),
            metadata=metadata.render(name, title, text, publication.crs, publication),
            **more,
        )
    return bands


def of_zones(order: list[str], words: Words) -> dict[str, str]:
    """Give a style for each kind of zones in the mask: QML by its name."""
    styles = symbology.zone_masks(order, words)
    return {
        styles[zone]["label"]: _qml([Entry(1, styles[zone]["colour"], styles[zone]["label"])], band)
        for band, zone in enumerate(order, start=3)
    }


def _counts(mask: np.ndarray, order: list[str], words: Words) -> list[Entry]:
    """Give each number of kinds of zones that a cell of the mask lies in its colour and label."""
    colours = symbology.overlaps()
    most = int(masks.apart(mask, order)["count"][mask != masks.NODATA].max(initial=0))
    return [
        Entry(
            count,
            colours[min(count, len(colours)) - 1],
            words("raster.count.one") if count == 1 else words("raster.count.more", count=count),
        )
        for count in range(1, most + 1)
    ]


def _qml(classes: list[Entry], band: int | None = None) -> str:
    """Write a style: of values of a band, or without one of classes of a quantity."""
    return template(HERE, "raster.qml.j2").render(classes=classes, band=band)


def _classes(style: dict) -> list[Entry]:
    """Take breaks as upper ends; the last class is open."""
    ends = [*style["breaks"], "inf"]
    return [
        Entry(end, colour, label)
        for end, colour, label in zip(ends, style["colours"], style["labels"], strict=True)
    ]
