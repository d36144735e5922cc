"""The catalogue of what a run publishes, as a Frictionless Data Package (version 2)."""

import re
from pathlib import Path

import pandas as pd

from cocashift.publish.catalogue import titles
from cocashift.publish.results import Publication
from cocashift.words import Words

__all__ = ["describe"]

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".gpkg": "application/geopackage+sqlite3",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".qgz": "application/x-qgis-project-container",
    ".svg": "image/svg+xml",
    ".tif": "image/tiff; application=geotiff",
}
# A reader of tables would take the geometry of a "parquet" for a text.
FORMATS = {".parquet": "geoparquet"}
# What makes a row unique, as docs/outputs.md has it.
KEYS = {
    "municipal_change": ["divipola"],
    "zones": ["zone", "year", "method"],
    "shift": ["kind", "zone", "method"],
    "claim": ["figure"],
    "evidence": ["evidence", "zone"],
    "clusters": ["divipola"],
    "autocorrelation": ["variable", "weights"],
    "centres": ["year"],
    "flows": ["reading", "from_divipola", "to_divipola"],
    "flow_summary": ["reading"],
    "context": ["zone", "method", "first_year", "last_year"],
    "event_study": ["scenario", "year"],
    "zone_units": ["unit", "year", "method"],
    "series": ["level", "code", "year", "method"],
    "sensitivity": ["factor", "variant", "scenario", "method"],
    "checks": ["check"],
    "unplaced": ["divipola", "year"],
    "quality": ["layer", "file", "item"],
    "dictionary": ["file", "layer", "field"],
}
# Licences that go by their name in the list of the Open Knowledge Foundation.
OPEN_LICENCE = re.compile(r"(CC0|CC[ -]BY(-SA)?|ODbL|ODC-BY)[ -]\d\.\d")


def describe(
    name: str,
    fields: pd.DataFrame,
    tables: dict[str, pd.DataFrame],
    published: dict[str, tuple[int, str]],
    publication: Publication,
) -> dict:
    """Describe a published folder.

    Parameters
    ----------
    name : str
        The dataset's name.
    fields : DataFrame
        `schemas.Dictionary`.
    tables : dict of DataFrame
        Each table by its path from the published folder: its cells as text.
    published : dict
        Size in bytes and SHA-256 of every file, tables and all others, by its path.
    publication : Publication
        How it is told.

    Returns
    -------
    dict
        The descriptor, to be written as ``datapackage.json`` into that folder. It has no time in
        it: the same files give the same descriptor.

    Raises
    ------
    KeyError
        If it is not known what a file's suffix stands for, or what makes a table's rows unique.
    """
    words, (first, last) = publication.words, publication.years
    sources = publication.sources
    told = titles.of_files(published, words) | titles.of_figures(published, words)
    caveats = [
        words("caveat.net"),
        words("caveat.position"),
        publication.note,
        words("datapackage.terms"),
    ]
    return {
        "$schema": PROFILE,
        "name": f"cocashift-{re.sub('[^a-z0-9._-]+', '-', name.lower())}",
        "title": f"{words('index.title', first=first, last=last)} ({publication.title})",
        "description": " ".join(filter(None, caveats)),
        **_licences(sources),
        "sources": [
            _source(words.layer(layer), part, words)
            for layer, parts in sources.items()
            for part in parts
        ],
        "resources": [
            _resource(path, size, digest, told.get(path, ""))
            | (
                _table(tables[path], path, fields)
                if path in tables
                else _layers(fields.loc[fields["file"] == path, "layer"], words)
            )
            for path, (size, digest) in published.items()
        ],
    }


def _licences(sources: dict[str, list[dict]]) -> dict:
    """Name the licences where each layer has an open one; else no licence covers the whole."""
    named = {part["licence"]: None for parts in sources.values() for part in parts}
    if not all(map(OPEN_LICENCE.fullmatch, named)):
        return {}
    return {
        "licenses": [{"name": licence.replace(" ", "-"), "title": licence} for licence in named]
    }


def _source(layer: str, part: dict, words: Words) -> dict[str, str]:
    """Name a layer's provider and terms as they are, be it that none are stated."""
    title = words(
        "datapackage.source", layer=layer, provider=part["provider"], licence=part["licence"]
    )
    address = {"path": part["address"]} if "address" in part else {}
    return {"title": title, **address, "version": part["vintage"]}


def _resource(path: str, size: int, digest: str, title: str) -> dict:
    """Tell what is told of every file."""
    file = Path(path)
    return {
        "name": file.stem if file.suffix == ".csv" else file.name,
        "path": path,
        **({"title": title} if title else {}),
        "format": FORMATS.get(file.suffix, file.suffix[1:]),
        "mediatype": MEDIA_TYPES[file.suffix],
        "bytes": size,
        "hash": f"sha256:{digest}",
    }


def _table(table: pd.DataFrame, path: str, fields: pd.DataFrame) -> dict:
    """Tell the fields of a table, and its key unless a part of it is empty, as none may be."""
    key = KEYS[Path(path).stem]
    unique = table[key].ne("").all(axis=None) and not table.duplicated(key).any()
    schema = {
        "fields": [
            {
                "name": row.field,
                "type": row.type,
                "title": row.name,
                "description": row.description,
                **({"unit": row.unit} if row.unit else {}),
            }
            for row in fields[fields["file"] == path].itertuples()
        ],
        **({"primaryKey": key} if unique else {}),
        "missingValues": [""],
    }
    return {"type": "table", "encoding": "utf-8", "schema": schema}


def _layers(layers: pd.Series, words: Words) -> dict[str, list[dict]]:
    """Tell which layers a file holds, if it holds layers."""
    told = [
        {
            "name": layer,
            "title": words.layer(layer),
            "description": words(f"layer.{layer}.about"),
        }
        for layer in layers.unique()
    ]
    return {"layers": told} if told else {}
