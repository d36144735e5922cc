"""What a layer is, where it comes from and under which terms, as QGIS keeps it."""

from collections.abc import Iterator
from pathlib import Path

import pyproj

from cocashift.publish.results import Publication
from cocashift.publish.templates import template
from cocashift.words import Words

__all__ = ["lineage", "makers", "render"]

HERE = Path(__file__).parent
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


def makers(sources: dict[str, list[dict]], words: Words) -> list[str]:
    """Name who made the layers of a dataset, each once, with what and of which edition.

    The terms of an open licence ask for its name; others are told in the layers' own metadata.
    """
    of_provider: dict[str, list[str]] = {}
    for layer, part in _drawn(sources):
        licence = f", {part['licence']}" if part["licence"].startswith("CC") else ""
        told = f"{words.layer(layer)} ({part['vintage']}{licence})"
        of_provider.setdefault(part["provider"], []).append(told)
    return [
        words("sheet.source", provider=provider, layers=", ".join(dict.fromkeys(layers)))
        for provider, layers in of_provider.items()
    ]


def render(name: str, title: str, abstract: str, crs: str, publication: Publication) -> str:
    """Write the metadata of one layer.

    Parameters
    ----------
    name, title, abstract : str
        The layer's name for programs and for people, and what it holds.
    crs : str
        Of the layer.
    publication : Publication
        Its sources, its language and its years: the layer holds from 31 December of the first to
        that of the last.

    Returns
    -------
    str
        XML, as QGIS has it beside a file (``.qmd``), in a GeoPackage or in a project.
    """
    reference, sources = pyproj.CRS(crs), publication.sources
    return template(HERE, "metadata.xml.j2").render(
        name=name,
        language=publication.words.locale,
        title=title,
        abstract=abstract,
        wkt=reference.to_wkt(),
        authid=":".join(reference.to_authority() or ()),
        first=publication.years[0],
        last=publication.years[-1],
        licences=list(dict.fromkeys(part["licence"] for _, part in _drawn(sources))),
        lineage=lineage(sources, publication.words),
    )


def _drawn(sources: dict[str, list[dict]]) -> Iterator[tuple[str, dict]]:
    """Give each file of the layers that maps are made from, by its layer."""
    for layer, parts in sources.items():
        if layer not in ASIDE:
            yield from ((layer, part) for part in parts)
