"""What a layer is, where it comes from and under which terms, as QGIS keeps it."""

from collections.abc import Iterator
from pathlib import Path

import pyproj

from cocashift.templates import template
from cocashift.words import Words

__all__ = ["lineage", "render"]

HERE = Path(__file__).with_suffix("")
# What only checks and the statement's table read.
ASIDE = {"national", "statements", "claim"}


def lineage(sources: dict[str, list[dict]], words: Words) -> list[str]:
    """Name the layers of a dataset that maps are made from, each with its terms.

    Parameters
    ----------
    sources : dict
        The dataset's layers: each file with ``provider``, ``vintage`` and ``licence``.
    words : Words
        The catalogue in the language of the reader.

    Returns
    -------
    list of str
        One sentence for each file.
    """
    return [
        words(
            "metadata.source",
            layer=words.layer(layer),
            provider=part["provider"],
            vintage=part["vintage"],
            licence=part["licence"],
        )
        for layer, part in _drawn(sources)
    ]


def render(
    name: str,
    title: str,
    abstract: str,
    sources: dict[str, list[dict]],
    years: list[int],
    crs: str,
    words: Words,
) -> str:
    """Write the metadata of one layer.

    Parameters
    ----------
    name, title, abstract : str
        The layer's name for programs and for people, and what it holds.
    sources : dict
        As in `lineage`.
    years : list of int
        First and last year: it holds from 31 December of the one to that of the other.
    crs : str
        Of the layer.
    words : Words
        The catalogue in the language of the reader.

    Returns
    -------
    str
        XML, as QGIS has it beside a file (``.qmd``), in a GeoPackage or in a project.
    """
    reference = pyproj.CRS(crs)
    return template(HERE, "metadata.xml.j2").render(
        name=name,
        language=words.locale,
        title=title,
        abstract=abstract,
        wkt=reference.to_wkt(),
        authid=":".join(reference.to_authority() or ()),
        first=years[0],
        last=years[-1],
        licences=list(dict.fromkeys(part["licence"] for _, part in _drawn(sources))),
        lineage=lineage(sources, words),
    )


def _drawn(sources: dict[str, list[dict]]) -> Iterator[tuple[str, dict]]:
    """Give each file of the layers that maps are made from, by its layer."""
    for layer, parts in sources.items():
        if layer not in ASIDE:
            yield from ((layer, part) for part in parts)
