"""Run every pair of years, in both languages, and see that nothing fails or grows: `make soak`.

The runs follow one another in one folder, as an analyst's do who tries years; a pair is known by
its years: `python tests/endure/soak.py --again 2009 2012`.
"""

import argparse
import csv
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from cocashift.words import LANGUAGES
from tests.conftest import command, copy_project

TOOK = re.compile(r"^Took: ([\d.]+) s of a processor, at most ([\d,]+) MB", re.MULTILINE)
# The first runs against the last: more than this would be growth.
MOST_GROWTH = 1.25


@dataclass
class Run:
    """What came of one pair of years."""

    years: tuple[int, int]
    language: str
    checks: int = 0
    failed: int = 0
    processor_s: float = 0.0
    memory_mb: float = 0.0
    told: str = ""


def pairs_of(project: Path) -> list[tuple[int, int]]:
    """List all pairs of years of the bundled record, in a mixed order that is always the same."""
    head = (project / "data/raw/bundled/coca.csv").read_text("utf-8").splitlines()[0]
    years = [int(each) for each in head.split(",") if each.isdigit()]
    pairs = list(combinations(years, 2))
    Random("soak").shuffle(pairs)
    return pairs


def try_pair(project: Path, years: tuple[int, int], language: str) -> Run:
    """Run the line for two years; read what its checks and its jobs' logs say."""
    found = Run(years, language)
    given = ["--config", f"years=[{years[0]},{years[1]}]", f"language={language}"]
    logs = project / "logs"
    before = {path: path.stat().st_mtime_ns for path in logs.rglob("*.log")}
    run = subprocess.run(**command(project, *given), check=False, capture_output=True, text=True)
    if run.returncode:
        found.failed, found.told = 1, run.stderr[-2000:]
        return found
    with (project / "maps/bundled/tables/checks.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    found.checks = len(rows)
    found.failed = sum(row["ok"] != "True" for row in rows)
    for path in logs.rglob("*.log"):
        if before.get(path) != path.stat().st_mtime_ns:
            for seconds, memory in TOOK.findall(path.read_text("utf-8", "replace"))[-1:]:
                found.processor_s += float(seconds)
                found.memory_mb = max(found.memory_mb, float(memory.replace(",", "")))
    return found


def soak(project: Path, pairs: list[tuple[int, int]]) -> list[Run]:
    """Run pairs after one another, languages in turn."""
    runs = []
    for number, years in enumerate(pairs):
        runs.append(try_pair(project, years, LANGUAGES[number % len(LANGUAGES)]))
        print(runs[-1], flush=True)
    return runs


def growth(figures: list[float]) -> float:
    """Say how many times the median of the last third is that of the first, after the first run."""
    figures = figures[1:]  # the first makes what the others find there
    third = max(1, len(figures) // 3)
    return median(figures[-third:]) / median(figures[:third])


def table(runs: list[Run]) -> str:
    """Lay the counts out for docs/reliability.md."""
    memory, seconds = [run.memory_mb for run in runs], [run.processor_s for run in runs]
    rows = {
        "pairs of years": f"{len(runs)}",
        "checks": f"{sum(run.checks for run in runs):,}",
        "failed": f"{sum(run.failed for run in runs)}",
        "memory of the largest job, most": f"{max(memory):,.0f} MB",
        "its growth, last third over first": f"{growth(memory):.2f}",
        "processor time of a run, median": f"{median(seconds[1:]):.0f} s",
        "its growth, last third over first ": f"{growth(seconds):.2f}",
    }
    return "| | |\n| --- | ---: |\n" + "".join(f"| {k} | {v} |\n" for k, v in rows.items())


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pairs", type=int, default=None, help="so many of them; all by default")
    asked.add_argument("--again", nargs=2, type=int, metavar="YEAR")
    asked.add_argument("--record", action="store_true", help="write docs/reliability.md")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        if given.again:
            sys.exit(try_pair(project, tuple(given.again), "en").told)
        runs = soak(project, pairs_of(project)[: given.pairs])
    print(table(runs))
    if given.record:
        from tests.inputs.write_table import record

        record("soak", table(runs), "docs/reliability.md")
    grown = max(growth([r.memory_mb for r in runs]), growth([r.processor_s for r in runs]))
    sys.exit(any(run.failed for run in runs) or grown > MOST_GROWTH)
