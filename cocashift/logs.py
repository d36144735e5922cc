"""Where a job's words go: its log file, with bad input told in one sentence."""

import logging
import sys
from pathlib import Path

from cocashift.errors import InputError

__all__ = ["write_to"]


def write_to(path: str) -> None:
    """Send logging, warnings and uncaught errors of this process to one file.

    Parameters
    ----------
    path : str
        The log file; it is begun anew.
    """
    sys.stderr = Path(path).open("w", encoding="utf-8", buffering=1)  # noqa: SIM115 (kept open)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s", force=True)
    logging.captureWarnings(True)
    # GDAL's own words come again, in one sentence, as an InputError.
    logging.getLogger("rasterio").setLevel(logging.CRITICAL)
    sys.excepthook = _tell


def _tell(kind, error, traceback) -> None:
    """Tell an `InputError` by its message alone; a defect keeps its trace."""
    if isinstance(error, InputError):
        sys.stderr.write(f"{error}\n")
    elif isinstance(error, KeyboardInterrupt):
        sys.stderr.write("Interrupted.\n")
    else:
        sys.__excepthook__(kind, error, traceback)
