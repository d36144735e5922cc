"""The lock file: what each layer was when it was first retrieved.

Providers change layers without changing their address. A table beside the dataset's file, kept
under version control, says which edition a study used; another is then not taken by accident.
"""

import csv
import dataclasses
from collections.abc import Iterable
from pathlib import Path

from cocashift.retrieve.layer import Receipt, Source
from cocashift.retrieve.transfer import RetrievalError

__all__ = ["Entry", "pin", "read", "record"]


@dataclasses.dataclass(frozen=True)
class Entry:
    """One row of the lock file: a layer, whence, its checksum and size, and when (UTC)."""

    layer: str
    address: str
    sha256: str
    bytes: int
    retrieved: str


COLUMNS = [field.name for field in dataclasses.fields(Entry)]


def read(path: Path | str) -> dict[str, Entry]:
    """Read a lock file.

    Returns
    -------
    dict of Entry
        By layer; empty if there is no such file.

    Raises
    ------
    RetrievalError
        If the file is not a lock file; the message names the line.
    """
    path = Path(path)
    if not path.exists():
        return {}
    entries: dict[str, Entry] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            whole = set(row) == set(COLUMNS) and None not in row.values()
            if not whole or not row["bytes"].isdecimal() or row["layer"] in entries:
                raise RetrievalError(
                    f"{path}, line {rows.line_num}, is not one layer with {', '.join(COLUMNS)}",
                    "Mend the line, or remove it to record the layer anew.",
                )
            entries[row["layer"]] = Entry(**row | {"bytes": int(row["bytes"])})
    return entries


def pin(source: Source, entries: dict[str, Entry]) -> Source:
    """Give a source the checksum that was recorded for it.

    Parameters
    ----------
    source : Source
        A checksum of its own, from the dataset file, goes first.
    entries : dict of Entry
        From `read`.

    Returns
    -------
    Source
        Unchanged if nothing was recorded for this layer at this address.
    """
    entry = entries.get(source.layer)
    if source.sha256 or entry is None or entry.address != source.address:
        return source
    return dataclasses.replace(source, sha256=entry.sha256)


def record(path: Path | str, receipts: Iterable[Receipt]) -> None:
    """Bring a lock file up to date, whole or not at all; rows of other layers stay.

    The row of a layer that came from the same address with the same bytes stays as it is, with the
    day of its first retrieval, so that an unchanged layer makes no change to commit. To be called
    by one process at a time.

    Parameters
    ----------
    path : path
        The lock file; made if missing.
    receipts : iterable of Receipt
        From `layer.fetch`.

    Raises
    ------
    RetrievalError
        If the file is there but is not a lock file.
    """
    path = Path(path)
    entries = read(path)
    for receipt in receipts:
        before = entries.get(receipt.layer)
        came = Entry(*(getattr(receipt, column) for column in COLUMNS))
        if before is None or (before.address, before.sha256) != (came.address, came.sha256):
            entries[receipt.layer] = came
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        rows.writeheader()
        rows.writerows(dataclasses.asdict(entries[layer]) for layer in sorted(entries))
    part.replace(path)
