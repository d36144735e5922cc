"""ZIP archives from elsewhere: opened only if whole, and only inside the folder they are given."""

import stat
import zipfile
import zlib
from pathlib import Path

from cocashift import limits
from cocashift.retrieve.transfer import RetrievalError

__all__ = ["check"]

# Archives that the standard library cannot open, by their first bytes.
FOREIGN = {b"Rar!\x1a\x07": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}


def check(archive: Path) -> None:
    """Make sure that an archive can be opened, is whole, and stays in its folder.

    Parameters
    ----------
    archive : Path
        The file.

    Raises
    ------
    RetrievalError
        If it is not a ZIP archive, is damaged, or holds a name that would lead outside the folder
        it is unpacked in (absolute, ``..``, a link).
    """
    with _open(archive) as opened:
        for entry in opened.infolist():
            _refuse_escape(archive, entry)
        size, most = sum(entry.file_size for entry in opened.infolist()), limits.bytes_at_most()
        if size > most:
            raise RetrievalError(
                f"the archive {_name(archive)} unpacks to {size / 1e9:,.1f} GB, more than the "
                f"{most / 1e9:,.1f} GB allowed",
                "If the layer is that large, set COCASHIFT_MAX_GB higher.",
            )
        damaged = _first_damaged(opened)
        if damaged:
            raise RetrievalError(f"the archive {_name(archive)} is damaged at {damaged}")


def _name(archive: Path) -> str:
    return archive.name.removesuffix(".part")


def _open(archive: Path) -> zipfile.ZipFile:
    with archive.open("rb") as file:
        head = file.read(8)
    for start, kind in FOREIGN.items():
        if head.startswith(start):
            raise RetrievalError(
                f"{_name(archive)} is a {kind} archive, which cannot be opened",
                "Prefer an edition that the provider packs as ZIP, or pack it anew by hand.",
            )
    try:
        return zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise RetrievalError(f"{_name(archive)} is not a whole ZIP") from error


def _first_damaged(opened: zipfile.ZipFile) -> str | None:
    try:
        return opened.testzip()
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        # Headers that contradict each other, unknown packing, a password.
        return str(error)


def _refuse_escape(archive: Path, entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that would be written, or would point, outside the archive's folder."""
    # Some packers write Windows' separators, and some unpackers obey them. `orig_filename` is
    # what the archive says; `filename` is cut at a null byte.
    name = entry.orig_filename.replace("\\", "/")
    absolute = name.startswith("/") or name[1:2] == ":"
    link = stat.S_ISLNK(entry.external_attr >> 16)
    if absolute or link or "\0" in name or ".." in name.split("/"):
        raise RetrievalError(
            f"the archive {_name(archive)} holds {entry.orig_filename!r}, "
            "which would be written outside its folder; it was not opened",
            "Ask the provider what happened, and do not unpack it by hand.",
        )
