"""Retrieving one layer: from its address to a whole, checked file in its place.

A file comes to its destination only when it is complete, is data and not an error message, and has
the checksum recorded for it. What is already there is checked and left alone.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import requests
from tqdm import tqdm

from cocashift.errors import InputError
from cocashift.retrieve import arcgis, archives, files, socrata
from cocashift.retrieve.transfer import RetrievalError, refuse_error_message, refuse_web_page

__all__ = ["KINDS", "SILENT", "Receipt", "Source", "fetch"]

KINDS = ("file", "arcgis", "socrata")
SILENT = partial(tqdm, disable=True)
# Error messages are short; larger files that begin with a brace are data.
MESSAGE_BYTES = 1 << 16


@dataclass(frozen=True)
class Source:
    """Where a layer comes from.

    Parameters
    ----------
    layer : str
        Its name in the dataset.
    address : str
        A file, a layer of an ArcGIS server, or a table of a Socrata portal.
    kind : str
        Which of these: ``file``, ``arcgis`` or ``socrata``.
    sha256 : str, optional
        The checksum that the file at the destination must have.
    page_size : int, optional
        Features asked for at once, for a service that cannot bear its own page size.

    Raises
    ------
    RetrievalError
        If the kind is unknown.
    """

    layer: str
    address: str
    kind: str = "file"
    sha256: str | None = None
    page_size: int | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise RetrievalError(
                f"{self.layer}: kind {self.kind!r} is not known", f"Use one of {', '.join(KINDS)}."
            )


@dataclass(frozen=True)
class Receipt:
    """What was fetched, from where and when.

    `final_address` (after redirects), `retrieved` (UTC) and `pages` are empty, or 0, for a file
    that was already in its place.
    """

    layer: str
    address: str
    path: str
    bytes: int
    sha256: str
    final_address: str = ""
    retrieved: str = ""
    pages: int = 0


def fetch(
    source: Source,
    destination: Path | str,
    session: requests.Session,
    progress: Callable[..., tqdm] = SILENT,
) -> Receipt:
    """Bring a layer to its destination, unless it is there.

    Parameters
    ----------
    source : Source
        Where it comes from; see `lockfile.pin` for its checksum.
    destination : path
        The file to write; missing folders are made. Until the file is whole it is called
        ``….part``; what is left of a broken transfer is continued by the next call.
    session : requests.Session
        From `transfer.session`.
    progress : callable
        Makes the progress bar: ``tqdm`` or what takes the same arguments. Silent by default.

    Returns
    -------
    Receipt
        With the checksum of the file at the destination, which is not there if this raises.

    Raises
    ------
    RetrievalError
        In one line: the layer, the address, what went wrong, and the remedy.
    """
    target = Path(destination)
    try:
        if target.exists():
            return _found(source, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        return _retrieve(source, target, session, progress)
    except RetrievalError as error:
        remedy = error.remedy or f"Download it by hand and put it at {target}."
        what = f"{source.layer}: {source.address}: {error.what}"
        raise RetrievalError(what, remedy) from error
    except OSError as error:
        what = f"{source.layer}: {source.address}: {target} could not be written or read: {error}"
        raise RetrievalError(what, "Make room, or allow writing there.") from error
    except InputError as error:  # a limit that is none
        raise RetrievalError(f"{source.layer}: {error}") from error
    except Exception as error:
        # Servers answer in ways that nobody foresees; the next layer is asked all the same.
        what = f"{source.layer}: {source.address}: an answer came that is not understood"
        told = f"{type(error).__name__}: {error}"
        raise RetrievalError(f"{what} ({told})", f"Download it by hand to {target}.") from error


def _found(source: Source, target: Path) -> Receipt:
    """Check a file that is already there: by an earlier run, or put there by hand."""
    try:
        digest = _sha256(target)
        if not source.sha256 or digest != source.sha256.lower():
            _refuse_what_is_no_data(target, target.suffix)
        _compare(digest, source.sha256)
    except RetrievalError as error:
        remedy = error.remedy or f"Remove {target} and run again."
        raise RetrievalError(f"at {target}: {error.what}", remedy) from error
    return Receipt(source.layer, source.address, str(target), target.stat().st_size, digest)


def _retrieve(source: Source, target: Path, session, progress) -> Receipt:
    part = target.with_name(f"{target.name}.part")
    with progress(
        desc=source.layer, unit="B" if source.kind == "file" else " features", unit_scale=True
    ) as bar:
        if source.kind == "file":
            answered, pages = files.download(session, source.address, part, bar), 1
        else:
            service = {"arcgis": arcgis, "socrata": socrata}[source.kind]
            try:
                answered, pages = service.retrieve(
                    session, source.address, part, bar, source.page_size
                )
            except BaseException:
                # Pages cannot be continued: the layer may have changed since the first.
                files.discard(part)
                raise
    try:
        if source.kind == "file":
            _refuse_what_is_no_data(part, target.suffix)
        digest = _sha256(part)
        _compare(digest, source.sha256)
        size = part.stat().st_size
        part.replace(target)
    finally:
        # Nothing can be continued: either all is in place, or what came is of no use.
        files.discard(part)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Receipt(source.layer, source.address, str(target), size, digest, answered, now, pages)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _compare(digest: str, recorded: str | None) -> None:
    if recorded and digest != recorded.lower():
        raise RetrievalError(
            f"its checksum is {digest}, not the recorded {recorded}",
            "If the provider has published a new edition and you want it, remove the recorded "
            "checksum (the layer's line in the lock file, or sha256 in the dataset file).",
        )


def _refuse_what_is_no_data(path: Path, suffix: str) -> None:
    """Refuse an empty file, a web page, an error message, and an archive not fit to be opened."""
    with path.open("rb") as file:
        head = file.read(MESSAGE_BYTES)
    if not head:
        raise RetrievalError("an empty file came")
    refuse_web_page(head)
    answer = None
    if suffix in (".json", ".geojson"):
        answer = _parsed(path.read_bytes())
        if answer in ([], {}) or (isinstance(answer, dict) and answer.get("features") == []):
            raise RetrievalError("it holds no features")
    elif head.lstrip().startswith(b"{") and len(head) < MESSAGE_BYTES:
        answer = _parsed(head)
    refuse_error_message(answer)
    if suffix == ".zip":
        archives.check(path)


def _parsed(text: bytes) -> object:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise RetrievalError("its JSON is nested too deeply") from error
    except ValueError as error:
        raise RetrievalError(f"it is not whole JSON ({error})") from error
