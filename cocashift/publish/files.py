"""Writing what leaves the line, whole or not at all.

The same frames give the same bytes, so that a published file can be checked by its hash.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import pandas as pd

from cocashift import logs
from cocashift.errors import printable
from cocashift.place import COLOMBIA, Place

__all__ = [
    "DECIMALS",
    "fingerprints",
    "json_text",
    "read_table",
    "whole",
    "write_bytes",
    "write_geoparquet",
    "write_json",
    "write_table",
    "write_text",
]

# How a formula begins; a number may have its sign. What is marked already is marked again.
FORMULA = r"[=@\t\r]|[-+](?![0-9.,]+$)|'+[-+=@\t\r]"
# Of figures in tables and layers.
DECIMALS = 6


@contextmanager
def whole(path: str) -> Iterator[Path]:
    """Write beside the target and move into place at the end: nobody reads half a file."""
    target = Path(path)
    draft = target.with_name(f".{target.stem}.part{target.suffix}")
    draft.unlink(missing_ok=True)
    try:
        yield draft
        draft.replace(target)
    except Exception:
        # Of a full disk GDAL says only that writing failed; while the draft is there, it is full.
        logs.require_room(target.parent)
        raise
    finally:
        draft.unlink(missing_ok=True)


def write_table(frame: pd.DataFrame, path: str, place: Place = COLOMBIA) -> None:
    """Write a frame as CSV, UTF-8, a point before decimals, missing figures empty.

    Columns, and values that are names, go by those of the place.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, which
    `harmonise.delimited` takes away again.
    """
    with whole(path) as draft:
        written = place.frame(frame).round(DECIMALS)
        for column in written.select_dtypes(["object", "string"]):
            written[column] = written[column].map(_harmless)
        written.to_csv(draft, index=False, lineterminator="\n")


def read_table(path: str, place: Place = COLOMBIA) -> pd.DataFrame:
    """Read a published table as text, its columns by the program's own names."""
    return pd.read_csv(path, dtype=str, keep_default_na=False).rename(columns=place.internal)


def _harmless(cell: object) -> object:
    """Make a text what it looks like: no formula, and nothing that moves a terminal."""
    if not isinstance(cell, str):
        return cell
    text = printable(cell)
    return f"'{text}" if re.match(FORMULA, text) else text


def write_text(text: str, path: str) -> None:
    """Write a text file, UTF-8."""
    with whole(path) as draft:
        draft.write_text(text, "utf-8", newline="\n")


def write_json(content: dict, path: str) -> None:
    """Write a text file of JSON, for machines and people."""
    write_text(json_text(content), path)


def json_text(content: dict) -> str:
    """Write JSON for machines and people."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_bytes(content: bytes, path: str) -> None:
    """Write a file of any kind."""
    with whole(path) as draft:
        draft.write_bytes(content)


def write_geoparquet(frame: gpd.GeoDataFrame, path: str) -> None:
    """Write a layer as GeoParquet 1.1, with the box of each feature for quick reading."""
    with whole(path) as draft:
        frame.to_parquet(
            draft,
            index=False,
            compression="zstd",
            schema_version="1.1.0",
            write_covering_bbox=True,
        )


def fingerprints(
    paths: list[str], folder: Path, named: Callable[[str], str] = str
) -> dict[str, tuple[int, str]]:
    """Give size in bytes and SHA-256 of files, by their paths from a folder, named otherwise."""
    found = {}
    for path in map(Path, paths):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[named(path.relative_to(folder).as_posix())] = (path.stat().st_size, digest)
    return found
