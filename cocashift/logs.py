"""Where a job's words go: its log file, with bad input told in one sentence."""

import errno
import io
import logging
import sys

from cocashift.errors import InputError, printable

__all__ = ["write_to"]

DEFECT = (
    "This is a defect of the program, not of your input. Please report it with these lines, as "
    "CONTRIBUTING.md says."
)
# What the system refuses, and what helps.
REFUSED = {
    errno.ENOSPC: "the disk is full. Make room and run again: what is finished is kept.",
    errno.EDQUOT: "your share of the disk is used up. Make room and run again.",
    errno.EACCES: "permission is missing. Allow reading and writing there and run again.",
    errno.EPERM: "permission is missing. Allow reading and writing there and run again.",
    errno.EROFS: "the disk is read-only. Run in a folder that may be written.",
}
OUT_OF_MEMORY = (
    "The memory does not suffice. Close other programs, use smaller layers or coarser rasters, or "
    "run with `--cores 1`."
)


class _Log(io.TextIOWrapper):
    """A text file into which no control character comes."""

    def write(self, text: str) -> int:
        return super().write(printable(text))


def write_to(path: str) -> None:
    """Send logging, warnings and uncaught errors of this process to one file.

    Parameters
    ----------
    path : str
        The log file; it is begun anew.
    """
    file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115 (kept open)
    sys.stderr = _Log(file, encoding="utf-8", errors="backslashreplace", write_through=True)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s", force=True)
    logging.captureWarnings(True)
    # GDAL's own words come again, in one sentence, as an InputError.
    for library in ("rasterio", "pyogrio", "fiona"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    sys.excepthook = _tell


def _tell(kind, error, traceback) -> None:
    """Tell an `InputError` by its message alone; a defect keeps its trace."""
    if isinstance(error, InputError):
        sys.stderr.write(f"{error}\n")
    elif isinstance(error, KeyboardInterrupt):
        sys.stderr.write("Interrupted.\n")
    elif isinstance(error, MemoryError):
        sys.stderr.write(f"{OUT_OF_MEMORY}\n")
    elif isinstance(error, OSError) and error.errno in REFUSED:
        place = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"{place}{REFUSED[error.errno]}\n")
    else:
        sys.__excepthook__(kind, error, traceback)
        sys.stderr.write(f"{DEFECT}\n")
