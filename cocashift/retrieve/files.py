"""Downloading one file whole: what broke off is continued if the server can prove it may be.

The half that arrived stays beside the destination as ``….part``, with a note of the edition it
belongs to (ETag or date), so that a later run goes on from there too.
"""

import json
from pathlib import Path

import requests

from cocashift.retrieve.transfer import BROKE_OFF, BrokenTransferError, Meter, ask, patience

__all__ = ["discard", "download"]

# What is lost of a transfer when it breaks: small enough not to matter.
CHUNK_BYTES = 1 << 16


def download(session: requests.Session, address: str, part: Path, bar) -> str:
    """Bring a file to `part`, going on from where an earlier transfer broke off.

    Parameters
    ----------
    session : requests.Session
        From `transfer.session`.
    address : str
        The file.
    part : Path
        Where the bytes go; left in place when the transfer breaks, for the next attempt.
    bar : tqdm
        Told of the size and of every byte.

    Returns
    -------
    str
        The address that sent the file, after redirects.

    Raises
    ------
    RetrievalError
        If the file did not arrive whole.
    """
    return patience(session, address)(_go_on, session, address, part, bar)


def _go_on(session, address, part, bar):
    edition = _edition(part, address)
    held = part.stat().st_size if edition else 0
    # Lengths and ranges count the bytes sent; they are the file's own only if it is sent as it is.
    headers = {"Accept-Encoding": "identity"}
    if held:
        headers |= {"Range": f"bytes={held}-", "If-Range": edition}
    with ask(session, address, headers=headers) as response:
        if response.status_code == 200:
            held = 0
            _begin(part, address, response)
        elif not _continues(response, held, edition):
            discard(part)
            raise BrokenTransferError("the server could not go on where the transfer broke off")
        size = _size(response, held)
        # A size that is told beforehand need not come to be refused.
        Meter().add(size or 0)
        meter = Meter()
        meter.add(held)
        bar.reset(total=size)
        bar.update(held)
        try:
            with part.open("ab") as file:
                for chunk in response.iter_content(CHUNK_BYTES):
                    meter.add(len(chunk))
                    file.write(chunk)
                    bar.update(len(chunk))
        except BROKE_OFF as error:
            raise _broken(part, size) from error
        if size is not None and part.stat().st_size != size:
            raise _broken(part, size)
        return response.url


def discard(part: Path) -> None:
    """Remove a half-transferred file and the note of its edition."""
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


def _note(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _begin(part: Path, address: str, response: requests.Response) -> None:
    """Start an empty part, and note what will prove that the server still has this edition."""
    discard(part)
    tag = response.headers.get("ETag", "")
    # A weak tag allows different bytes, so it proves nothing here; nor does a packed transfer.
    strong = tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified")
    if strong and "Content-Encoding" not in response.headers:
        _note(part).write_text(json.dumps({"address": address, "edition": strong}), "utf-8")


def _edition(part: Path, address: str) -> str | None:
    """Read the edition of the part from its note; None if the part cannot be continued."""
    try:
        note = json.loads(_note(part).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    known = isinstance(note, dict) and note.get("address") == address and part.exists()
    return str(note.get("edition")) if known else None


def _continues(response: requests.Response, held: int, edition: str | None) -> bool:
    """Tell whether a partial answer is the rest of the part: not every server checks If-Range."""
    if response.status_code != 206 or not held:
        return False
    starts = response.headers.get("Content-Range", "").startswith(f"bytes {held}-")
    proofs = (response.headers.get("ETag"), response.headers.get("Last-Modified"))
    return starts and (edition in proofs or proofs == (None, None))


def _size(response: requests.Response, held: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    if "Content-Encoding" in response.headers or not length.isdecimal():
        return None
    return held + int(length)


def _broken(part: Path, size: int | None) -> BrokenTransferError:
    held = f"{part.stat().st_size:,} bytes"
    return BrokenTransferError(
        f"the transfer broke off after {held}" + (f" of {size:,}" if size else ""),
        "Run again: it goes on from there if the server allows it.",
    )
