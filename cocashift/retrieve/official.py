"""Retrieving the layers of a dataset: all that have an address, each held to the lock file."""

from collections.abc import Callable, Iterable
from pathlib import Path

import requests
from tqdm import tqdm

from cocashift.errors import printable
from cocashift.retrieve import lockfile
from cocashift.retrieve.layer import SILENT, Receipt, Source, fetch
from cocashift.retrieve.transfer import RetrievalError

__all__ = ["retrieve", "summary"]


def retrieve(
    layers: dict[str, dict],
    lock: Path | str,
    session: requests.Session,
    progress: Callable[..., tqdm] = SILENT,
    folder: Path | str = ".",
) -> tuple[list[Receipt], list[RetrievalError]]:
    """Bring every layer to its place, and record what came.

    A layer that cannot be had does not keep the others away, and each is recorded as soon as it
    is in its place: an interrupted run forgets nothing.

    Parameters
    ----------
    layers : dict
        Name to description, as in the dataset: ``path`` and ``address``, perhaps ``kind``,
        ``sha256`` and ``page_size``.
    lock : path
        The lock file; see `lockfile`.
    session : requests.Session
        From `transfer.session`.
    progress : callable
        Makes a progress bar for each layer: ``tqdm`` or what takes the same arguments.
    folder : path
        What is retrieved is written below it, and nowhere else: an address and a path come from
        whoever wrote the dataset.

    Returns
    -------
    receipts : list of Receipt
        For each layer that is in its place.
    failures : list of RetrievalError
        For each that is not.

    Raises
    ------
    RetrievalError
        If the lock file is damaged.
    """
    recorded = lockfile.read(lock)
    receipts, failures = [], []
    for layer, about in layers.items():
        given = {key: about[key] for key in ("kind", "sha256", "page_size") if key in about}
        try:
            source = lockfile.pin(Source(layer, about["address"], **given), recorded)
            _require_below(Path(folder), Path(about["path"]), layer)
            receipt = fetch(source, about["path"], session, progress)
        except RetrievalError as error:
            failures.append(error)
        else:
            lockfile.record(lock, [receipt])
            receipts.append(receipt)
    return receipts, failures


def _require_below(folder: Path, path: Path, layer: str) -> None:
    """Refuse to write anywhere but below a folder, by whatever links the path leads."""
    if not path.exists() and not path.resolve().is_relative_to(folder.resolve()):
        raise RetrievalError(
            f"{layer}: {path} lies outside {folder}, where retrieved files go; nothing was asked",
            f"Let the path of a layer with an address begin with {folder}/.",
        )


def summary(receipts: Iterable[Receipt]) -> str:
    """Say what was fetched from where and when, a layer a line.

    Examples
    --------
    >>> receipt = Receipt("coca", "https://example.org/c.csv", "raw/coca.csv", 4096, "ab" * 32)
    >>> summary([receipt]).splitlines()
    ['coca: already at raw/coca.csv (4,096 bytes, sha256 abababababab…)', 'Nothing to retrieve.']
    """
    receipts = list(receipts)
    lines = [_line(receipt) for receipt in receipts]
    if not any(receipt.retrieved for receipt in receipts):
        lines.append("Nothing to retrieve.")
    return printable("\n".join(lines))


def _line(receipt: Receipt) -> str:
    size = f"{receipt.bytes:,} bytes, sha256 {receipt.sha256[:12]}…"
    if not receipt.retrieved:
        return f"{receipt.layer}: already at {receipt.path} ({size})"
    pages = f" in {receipt.pages} pages" if receipt.pages > 1 else ""
    return (
        f"{receipt.layer}: fetched from {receipt.final_address}{pages} on {receipt.retrieved} "
        f"to {receipt.path} ({size})"
    )
