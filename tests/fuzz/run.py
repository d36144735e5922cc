"""Spoil sound inputs by the thousand and see what every reader says: `make fuzz`.

An input is known by its reader and its number, so that a failure can be had again:
`python tests/fuzz/run.py --again "table portal" 17`.
"""

import argparse
import ctypes
import multiprocessing
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from cocashift.errors import InputError
from tests.fuzz.readers import READERS, Reader

SECONDS, GIB = 30, 2**30
MOST = 2 * GIB
NAMES = {reader.name: reader for reader in READERS}
FINE = ("read", "told")
# What the sound input of a reader is called, once it is made.
SOUND: dict[str, str] = {}


def attempt(reader: Reader, number: int, folder: Path) -> tuple[str, str]:
    """Try one spoilt input: `read`, `told`, or what went wrong, and the words."""
    rng = Random(f"{reader.name}:{number}")
    sound = folder.with_name(f"sound {reader.name}")
    if reader.name not in SOUND:
        shutil.rmtree(sound, ignore_errors=True)
        sound.mkdir(parents=True)
        SOUND[reader.name] = reader.make(sound).name
    shutil.rmtree(folder, ignore_errors=True)
    path = Path(shutil.copytree(sound, folder)) / SOUND[reader.name]
    path.write_bytes(reader.spoil(path.read_bytes(), rng))
    try:
        with warnings.catch_warnings(action="ignore"):
            reader.read(path)
    except InputError as error:
        told = str(error)
        if path.stem not in told:
            return "file not named", told
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", told):
            return "control characters", repr(told)
        return "told", told
    except BaseException:
        return "traceback", traceback.format_exc(limit=-6)
    return "read", ""


def work(pipe: Connection, folder: str) -> None:
    """Try the inputs that come through a pipe, within the memory allowed."""
    ctypes.CDLL(None).prctl(1, 9)  # with the parent, its workers end
    attempt(READERS[0], 0, Path(folder) / "input")  # what all readers load
    pages = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (pages + MOST, pages + MOST))
    while True:
        name, number = pipe.recv()
        pipe.send((name, number, *attempt(NAMES[name], number, Path(folder) / "input")))


class Worker:
    """A process that tries inputs; it is replaced when one ends it, or takes too long."""

    def __init__(self, folder: Path):
        self.folder, self.since, self.job = folder, 0.0, None
        self._start()

    def _start(self) -> None:
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(
            target=work, args=(other, str(self.folder)), daemon=True
        )
        self.process.start()
        other.close()

    def give(self, job: tuple[str, int]) -> None:
        self.job, self.since = job, time.monotonic()
        self.pipe.send(job)

    def take(self) -> tuple[str, int, str, str] | None:
        """Take a result, if there is one; an input that ended the process is one."""
        if self.pipe.poll():
            try:
                return self.pipe.recv()
            except EOFError:
                return self._replace("crash")
        if time.monotonic() - self.since > SECONDS:
            return self._replace("too slow")
        return None

    def _replace(self, why: str) -> tuple[str, int, str, str]:
        self.process.kill()
        self.process.join()
        job, code = self.job, self.process.exitcode
        self._start()
        return (*job, why, f"exit code {code}")


def run(inputs: int, seconds: float = float("inf"), first: int = 0, processes: int = 2):
    """Try so many inputs, in turn over all readers; stop after so many seconds.

    Returns
    -------
    counts : dict of Counter
        By reader, how many ended how.
    failures : list of tuple
        Reader, number, what went wrong, and the words.
    """
    ended = time.monotonic() + seconds
    jobs = ((READERS[n % len(READERS)].name, first + n // len(READERS)) for n in range(inputs))
    counts = {reader.name: Counter() for reader in READERS}
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        workers = [Worker(Path(folder) / str(n)) for n in range(processes)]
        busy = []
        for worker in workers:
            if (job := next(jobs, None)) is not None:
                worker.give(job)
                busy.append(worker)
        while busy:
            wait([worker.pipe for worker in busy], timeout=1)
            for worker in list(busy):
                if (result := worker.take()) is None:
                    continue
                name, number, kind, words = result
                counts[name][kind] += 1
                if kind not in FINE:
                    failures.append((name, number, kind, words))
                job = next(jobs, None) if time.monotonic() < ended else None
                if job is None:
                    busy.remove(worker)
                else:
                    worker.give(job)
        for worker in workers:
            worker.process.kill()
            worker.process.join()
    return counts, failures


def table(counts: dict[str, Counter]) -> str:
    """Lay the counts out for docs/errors.md."""
    rows = [
        f"| {name} | {of.total():,} | {of['read']:,} | {of['told']:,} | "
        f"{of.total() - of['read'] - of['told']:,} |\n"
        for name, of in counts.items()
    ]
    total = sum(counts.values(), Counter())
    other = total.total() - total["read"] - total["told"]
    return (
        "| reader | inputs | read | told in a sentence | anything else |\n"
        "| --- | ---: | ---: | ---: | ---: |\n"
        + "".join(rows)
        + f"| all | {total.total():,} | {total['read']:,} | {total['told']:,} | {other:,} |\n"
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inputs", type=int, default=20_000)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--again", nargs=2, metavar=("READER", "NUMBER"))
    asked.add_argument("--record", action="store_true", help="write the counts in docs/errors.md")
    given = asked.parse_args()
    if given.again:
        name, number = given.again
        with tempfile.TemporaryDirectory() as folder:
            sys.exit("\n".join(attempt(NAMES[name], int(number), Path(folder) / "input")))
    counts, failures = run(given.inputs, first=given.first)
    print(table(counts))
    for failure in failures[:40]:
        print(*failure, sep="\n", end="\n\n")
    if given.record:
        from tests.inputs.write_table import record

        record("fuzz", table(counts))
    sys.exit(bool(failures))
