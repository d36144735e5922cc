"""Where a job's words go: its log file, with bad input told in one sentence."""

import atexit
import errno
import io
import logging
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cocashift import account
from cocashift.errors import InputError, printable

__all__ = ["last_words", "refused", "require_room", "said", "stages", "steps", "write_to"]

LOG = logging.getLogger(__name__)

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
SILENT = "The job ended without a word: too little memory?"

# How long a job may work without a word of how far it is.
SILENT_S = 2
# What the records that Snakemake keeps of a run may take.
ROOM = 1 << 20
# What libraries say of a full disk without its number.
FULL = r"No space left on device|disk is full"


class _Log(io.TextIOWrapper):
    """A text file into which no control character comes."""

    def write(self, text: str) -> int:
        return super().write(printable(text))


class _Warnings(logging.Handler):
    """Counts the warnings of a job."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


# What tells the end of this process' job, once; and what it failed of.
_LEFT, _FAILED = [], []


def write_to(path: str, job: object = None) -> None:
    """Send logging, warnings and uncaught errors of this process to one file.

    Parameters
    ----------
    path : str
        The log file; it is begun anew.
    job : object, optional
        What this process does: its ``rule``, ``input``, ``params`` and ``output``. The log then
        begins with what it was given, and ends with what it made and took.
    """
    try:
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115 (kept open)
    except OSError as error:
        sys.exit(_refusal(error) or f"{path}: {error.strerror}.")
    sys.stderr = _Log(file, encoding="utf-8", errors="backslashreplace", write_through=True)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s", force=True)
    logging.captureWarnings(True)
    # GDAL's own words come again, in one sentence, as an InputError.
    for library in ("rasterio", "pyogrio", "fiona"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    # It tells every table of every font.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    sys.excepthook = _tell
    if job is not None:
        _account_for(job)


def _account_for(job) -> None:
    """Tell what a job was given now, and what it made when it ends, well or badly."""
    # A disk may be full: then a job has its own words for that, or it needs no room.
    with suppress(OSError):
        sys.stderr.write(account.begun(job.rule, job.input, job.params) + "\n\n")
    warnings = _Warnings(logging.WARNING)
    logging.getLogger().addHandler(warnings)
    _LEFT[:] = [lambda: account.ended(job.output, warnings.count)]
    atexit.register(_end)


def _end() -> None:
    """End the process where its work ends.

    Python would take a fifth of a second to give back, module by module, what the system takes
    back at once; dozens of short jobs would wait for it.
    """
    _leave()
    sys.stdout.flush()
    os._exit(bool(_FAILED))


def _leave() -> None:
    """Tell the end of the job, unless it is told."""
    with suppress(OSError, MemoryError):
        while _LEFT:
            sys.stderr.write(f"\n{_LEFT.pop()()}\n")


def _tell(kind, error, traceback) -> None:
    """Tell an `InputError` by its message alone; a defect keeps its trace."""
    _FAILED.append(error)
    # Before the words: the last paragraph of a log is what `last_words` takes.
    _leave()
    words = _refusal(error)
    if isinstance(error, InputError):
        words = str(error)
    elif isinstance(error, KeyboardInterrupt):
        words = "Interrupted."
    elif isinstance(error, MemoryError):
        words = OUT_OF_MEMORY
    if not words:
        sys.__excepthook__(kind, error, traceback)
        words = f"{kind.__name__}: {str(error)[:300] or 'without words'}\n{DEFECT}"
    sys.stderr.write(f"\n{words}\n")


def steps(things: Iterable, name: str, total: int | None = None) -> Iterator:
    """Go through things, and let the log know how far, if it takes long.

    Parameters
    ----------
    things : iterable
        What is gone through.
    name : str
        What they are, in the plural.
    total : int, optional
        How many there are, where they cannot be counted before.

    Yields
    ------
    object
        Each of the things.
    """
    things = things if total else list(things)
    total = total or len(things)
    told = time.monotonic()
    for done, thing in enumerate(things):
        if (now := time.monotonic()) - told >= SILENT_S:
            told = now
            LOG.info("%d of %d %s", done, total, name)
        yield thing


def stages(*names: str) -> Iterator[str]:
    """Give the names of a job's stages, and let the log know as each begins."""
    for number, name in enumerate(names, start=1):
        LOG.info("%d of %d: %s", number, len(names), name)
        yield name


def require_room(folder: str | Path) -> None:
    """Try to write in a folder.

    Raises
    ------
    OSError
        What the system refuses: the disk is full, or permission is missing.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(ROOM))


def refused(folder: str) -> str:
    """Say in a sentence why a folder cannot be written; nothing if it can."""
    try:
        require_room(folder)
    except OSError as error:
        return _refusal(error)
    return ""


def _refusal(error: BaseException) -> str:
    """Say in a sentence what the system refuses; nothing for other errors."""
    number = getattr(error, "errno", None) if isinstance(error, OSError) else None
    if re.search(FULL, str(error)):
        number = errno.ENOSPC
    if number not in REFUSED:
        return ""
    name = getattr(error, "filename", None)
    words = REFUSED[number]
    return f"{name}: {words}" if name else words[0].upper() + words[1:]


def said(path: Path) -> str:
    """Take from a log what its job said last; nothing if that is its own account."""
    last = path.read_text("utf-8", "replace").strip().rpartition("\n\n")[2]
    return "" if last.startswith((account.BEGUN, account.ENDED)) else last


def last_words(report: str) -> str:
    """Take from a run's own log what its failed jobs said last, each with its log's path.

    Parameters
    ----------
    report : str
        The text of Snakemake's log, which names the logs of failed jobs.

    Returns
    -------
    str
        One paragraph for each job that failed and did not succeed in another attempt.
    """
    told = {}
    for name in _of_failed(report):
        words = said(Path(name)) if Path(name).is_file() else ""
        told[name] = f"{words or SILENT}\nlog: {name}"
    return printable("\n\n".join(told.values()))


def _of_failed(report: str) -> list[str]:
    """Find the logs of failed jobs in a run's own log, one for each job."""
    found, job = {}, ""
    for line in report.splitlines():
        if number := re.match(r" +jobid: (\d+)$", line):
            job = number[1]
        elif names := re.match(r" +log: (.+) \(check log file", line):
            # What a cluster said of the job stands behind it, by its whole path.
            name = names[1] if Path(names[1]).is_file() else names[1].split(", /")[0]
            found[job] = [*found.get(job, []), name]
        elif finished := re.match(r"Finished jobid: (\d+)", line):
            found.pop(finished[1], None)
    return [name for names in found.values() for name in names]
