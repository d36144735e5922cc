"""Which file was read: its name in the quality report, its edition, to the byte."""

import hashlib
from pathlib import Path

from cocashift.errors import InputError
from cocashift.harmonise.quality import Reading

__all__ = ["file_name", "of_file"]


def file_name(path: str, layer: dict) -> str:
    """Name a file in the quality report; one file may hold several layers."""
    chosen = [layer[key] for key in ("points", "layer", "where") if key in layer]
    return ": ".join([Path(path).name, *chosen])


def of_file(path: str, layer: dict) -> list[Reading]:
    """Say which edition was read, to the byte, and hold it to the dataset's checksum."""
    with Path(path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != layer.get("sha256", digest).lower():
        raise InputError(
            f"{Path(path).name}: its SHA-256 is {digest}, but the dataset says {layer['sha256']}. "
            "It is another edition, or damaged: fetch the right one, or change the dataset."
        )
    return [("vintage", None, layer["vintage"]), ("sha256", None, digest)]
