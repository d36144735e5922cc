"""Which file was read: its name in the quality report, its edition, to the byte."""

import hashlib
from pathlib import Path

from cocashift.errors import InputError
from cocashift.harmonise import delimited, sources
from cocashift.harmonise.quality import Reading

__all__ = ["checksum", "file_name", "of_file"]


def file_name(path: str, layer: dict) -> str:
    """Name a file in the quality report; one file may hold several layers."""
    chosen = [layer[key] for key in ("points", "layer", "where") if key in layer]
    return ": ".join([Path(path).name, *chosen])


def checksum(path: str) -> str:
    """Give the SHA-256 of a file; of a Shapefile, of all its parts one after the other.

    The order is .shp, .shx, .dbf, .prj, .cpg, those that there are: ``cat`` and ``sha256sum`` give
    the same.
    """
    digest = hashlib.sha256()
    parts = sources.side_files(Path(path)) if path.lower().endswith(".shp") else [Path(path)]
    for part in parts:
        with part.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def of_file(path: str, layer: dict) -> list[Reading]:
    """Say which edition was read, to the byte, and hold it to the dataset's checksum.

    Raises
    ------
    InputError
        If the checksum is another than the dataset's.
    """
    digest = checksum(str(delimited.require_file(path)))
    if digest != layer.get("sha256", digest).lower():
        raise InputError(
            f"{Path(path).name}: its SHA-256 is {digest}, but the dataset says {layer['sha256']}. "
            "It is another edition, or damaged: fetch the right one, or change the dataset."
        )
    beside = [part.name for part in sources.side_files(Path(path))[1:]]
    unmerged = [name for name in beside if name.endswith(sources.OPEN)]
    elsewhere: list[Reading] = [("open_elsewhere", len(unmerged), ", ".join(unmerged))]
    return [
        ("vintage", None, layer["vintage"]),
        ("sha256", None, digest),
        *(elsewhere if unmerged else []),
    ]
