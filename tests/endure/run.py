"""Disturb runs by the dozen and see that nothing half-written is taken for a result: `make endure`.

Each run goes on where the last was stopped, as a user's would, until the line is whole; then it
begins anew. A disturbance is known by its number: `python tests/endure/run.py --again 17`.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import command, copy_project

# What a user does who finds a run killed: docs/reliability.md tells it.
UNLOCK = ["--unlock"]
KINDS = {
    "SIGKILL to all processes": (signal.SIGKILL, True, False),
    "SIGKILL to Snakemake alone": (signal.SIGKILL, False, False),
    "SIGHUP to all processes": (signal.SIGHUP, True, False),
    "SIGKILL to all while a file is written": (signal.SIGKILL, True, True),
}
# How long a run may take; a disturbed one is stopped before.
LONGEST_S = 900


@dataclass
class Found:
    """What disturbances came to, by their kind."""

    made: Counter = field(default_factory=Counter)
    half: Counter = field(default_factory=Counter)
    stuck: Counter = field(default_factory=Counter)
    other: Counter = field(default_factory=Counter)
    lines: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything went wrong."""
        return bool(self.half or self.stuck or self.other)


def files(folder: Path) -> dict[str, bytes]:
    """Read what is published; drafts begin with a dot."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def begin(project: Path, arguments: list[str], told) -> subprocess.Popen:
    """Start a run in a group of its own."""
    given = command(project, *arguments)
    return subprocess.Popen(**given, start_new_session=True, stdout=told, stderr=told)


def disturb(project: Path, arguments: list[str], kind: str, rng: Random, longest_s: float) -> bool:
    """Start a run and stop it; say whether it was still running."""
    number, group, writing = KINDS[kind]
    run = begin(project, arguments, subprocess.DEVNULL)
    try:
        run.wait(rng.uniform(2, longest_s))
    except subprocess.TimeoutExpired:
        if writing:
            _await_writing(project, run)
        try:
            (os.killpg if group else os.kill)(run.pid, number)
        except ProcessLookupError:  # it came to its end while one was waited for
            return False
        run.wait()
        return True
    return False


def _await_writing(project: Path, run: subprocess.Popen) -> None:
    """Wait until some file is being written: a draft, or one that is younger than a blink."""
    while run.poll() is None:
        for folder in ("maps", "data/processed"):
            for path in (project / folder).rglob("*"):
                try:
                    fresh = time.time() - path.stat().st_mtime < 0.02
                except FileNotFoundError:
                    continue
                if path.is_file() and (".part" in path.name or fresh):
                    return


def endure(project: Path, arguments: list[str], numbers: range, longest_s: float) -> Found:
    """Disturb runs in a project, and hold all that is published against an undisturbed run.

    Parameters
    ----------
    project : Path
        A copy of the project, in which nothing has run yet.
    arguments : list of str
        What makes the dataset that of a run.
    numbers : range
        Of the disturbances.
    longest_s : float
        Seconds after which a run is disturbed at the latest.
    """
    found, undisturbed = Found(), project.with_name(f"{project.name}-undisturbed")
    shutil.copytree(project, undisturbed)
    subprocess.run(**command(undisturbed, *arguments), check=True, capture_output=True)
    expected = files(undisturbed / "maps")
    for number in numbers:
        rng = Random(f"endure:{number}")
        kind = list(KINDS)[number % len(KINDS)]
        running = disturb(project, arguments, kind, rng, longest_s)
        found.made[kind] += 1
        for name, content in files(project / "maps").items():
            if content != expected.get(name):
                found.half[kind] += 1
                found.told.append(f"{number}: {name} is not what an undisturbed run writes")
        if not running or number == numbers[-1]:
            _complete(project, arguments, expected, kind, number, found)
            for folder in ("maps", "data/processed", ".snakemake", "logs"):
                shutil.rmtree(project / folder, ignore_errors=True)
        else:
            subprocess.run(**command(project, *UNLOCK, *arguments), check=True, capture_output=True)
    return found


def _complete(project, arguments, expected, kind: str, number: int, found: Found) -> None:
    """Run again as documented, and compare everything."""
    subprocess.run(**command(project, *UNLOCK, *arguments), check=True, capture_output=True)
    run = subprocess.run(
        **command(project, *arguments), check=False, capture_output=True, timeout=LONGEST_S
    )
    found.lines += 1
    if run.returncode:
        found.stuck[kind] += 1
        found.told.append(f"{number}: {run.stderr.decode()[-2000:]}")
    elif files(project / "maps") != expected:
        found.other[kind] += 1
        found.told.append(f"{number}: the completed line is not that of an undisturbed run")


def table(found: Found) -> str:
    """Lay the counts out for docs/reliability.md."""
    rows = [
        f"| {kind} | {found.made[kind]} | {found.half[kind]} | {found.stuck[kind]} | "
        f"{found.other[kind]} |\n"
        for kind in KINDS
    ]
    return (
        "| disturbed by | times | half-written files | reruns that failed | other bytes at the end "
        "|\n| --- | ---: | ---: | ---: | ---: |\n"
        + "".join(rows)
        + f"| all | {found.made.total()} | {found.half.total()} | {found.stuck.total()} | "
        f"{found.other.total()} |\n\nThe line was completed {found.lines} times.\n"
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=60)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--longest", type=float, default=20, help="seconds to a disturbance")
    asked.add_argument("--record", action="store_true", help="write docs/reliability.md")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        numbers = range(given.first, given.first + given.kills)
        found = endure(project, [], numbers, given.longest)
    print(table(found), *found.told[:40], sep="\n")
    if given.record:
        from tests.inputs.write_table import record

        record("endure", table(found), "docs/reliability.md")
    sys.exit(found.failed)
