"""The record of a run: all that another needs to make the same again, and nothing that varies."""

import platform
from importlib import metadata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pandas as pd
import pyogrio
import pyproj
import shapely

from cocashift.harmonise import provenance
from cocashift.place import COLOMBIA, Place

__all__ = ["describe"]


def describe(
    name: str,
    made_from: dict,
    sources: dict,
    quality: pd.DataFrame,
    place: Place = COLOMBIA,
) -> dict:
    """Record a run.

    Parameters
    ----------
    name : str
        The dataset's name.
    made_from : dict
        ``version`` and ``commit`` of the program, None where it is in no tree of git; files
        ``modified`` since; SHA-256 of the ``lock``; names of the ``packages`` it depends on; the
        ``configuration`` as used; the dataset's ``description``.
    sources : dict
        The dataset's layers: files by layer.
    quality : DataFrame
        `schemas.Quality`, as text: the checksums of what was read.
    place : Place
        By whose names layers go.

    Returns
    -------
    dict
        To be written as ``run.json``. Of absolute paths only the file's name is told, and there is
        no time and no machine in it: the same run gives the same record.
    """
    read = quality[quality["item"] == "sha256"].drop_duplicates(["layer", "file", "detail"])
    return {
        "program": {
            "name": "cocashift",
            **{key: made_from[key] for key in ("version", "commit", "modified")},
            "requirements.lock": f"sha256:{made_from['lock']}",
        },
        "software": _software(made_from["packages"]),
        "dataset": name,
        "inputs": [
            {"layer": place.published(layer), **_known(place.published(layer), part, read)}
            for layer, parts in sources.items()
            for part in parts
        ],
        "configuration": _portable(made_from["configuration"]),
        "description": _portable(made_from["description"]),
    }


def _known(layer: str, part: dict, read: pd.DataFrame) -> dict[str, str]:
    """Name a file and give its SHA-256: as the report on quality has it, or else of the file."""
    name = provenance.file_name(part["path"], part)
    found = read.loc[read["layer"].eq(layer) & read["file"].eq(name), "detail"]
    digest = found.iloc[0] if len(found) == 1 else provenance.checksum(part["path"])
    return {"file": Path(part["path"]).name, "sha256": digest}


def _software(packages: list[str]) -> dict:
    """Tell the versions of what computes: libraries in C beside the packages that bring them."""
    found = {}
    for package in sorted(packages):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:  # conda has some of them under other names
            found[package] = None
    return {
        "python": platform.python_version(),
        "packages": found,
        "GDAL": pyogrio.__gdal_version_string__,
        "GEOS": shapely.geos_version_string,
        "PROJ": pyproj.proj_version_str,
    }


def _portable(value: object) -> object:
    """Leave only the name of an absolute path, wherever one stands."""
    if isinstance(value, dict):
        return {key: _portable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_portable(each) for each in value]
    if isinstance(value, str):
        paths = (PurePosixPath(value), PureWindowsPath(value))
        return next((path.name for path in paths if path.is_absolute()), value)
    return value
