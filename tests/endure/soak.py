"""Run every pair of years, in both languages, and see that nothing fails or grows: `make soak`.

The runs follow one another in a few folders, as an analyst's do who tries years. All of them
compute, check and make pages and tables, with a sixteenth of the draws; every ninth takes all draws
and makes figures, rasters and layers too, and the real layers follow at the end, where they are.
What is done is kept in `.snakemake/soak.jsonl`: stopped, the command goes on where it was, until
its table is recorded. A pair is known by its years:
`python tests/endure/soak.py --again 2009 2012`.
"""

import argparse
import csv
import json
import os
import queue
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from cocashift.words import LANGUAGES
from tests.conftest import FEW_DRAWS, REAL, ROOT, copy_project, snakemake

TOOK = re.compile(r"^Took: ([\d.]+) s of a processor, at most ([\d,]+) MB", re.MULTILINE)
# The first runs against the last: more than this would be growth.
MOST_GROWTH = 1.25
# Of so many runs one is whole; of the others nobody would look at more than this.
WHOLE = 9
# Snakemake waits now and then: more lines than cores keep these busy.
LINES = 2 * (os.cpu_count() or 1)
DONE = ROOT / ".snakemake/soak.jsonl"
LOOKED_AT = ["--until", "write_tables", "write_pages", "draw_maps"]


@dataclass
class Run:
    """What came of one pair of years."""

    years: tuple[int, int]
    language: str
    whole: bool = True
    dataset: str = "bundled"
    checks: int = 0
    failed: int = 0
    processor_s: float = 0.0
    memory_mb: float = 0.0
    told: str = ""

    @property
    def key(self) -> tuple:
        """What it is known by: a pair of years counts in whichever language it was made."""
        return self.dataset, self.years, self.dataset != "bundled" and self.language


def pairs_of(project: Path) -> list[tuple[int, int]]:
    """List all pairs of years of the bundled record, in a mixed order that is always the same."""
    head = (project / "data/raw/bundled/coca.csv").read_text("utf-8").splitlines()[0]
    years = [int(each) for each in head.split(",") if each.isdigit()]
    pairs = list(combinations(years, 2))
    Random("soak").shuffle(pairs)
    return pairs


def attempt(project: Path, found: Run) -> Run:
    """Run the line for two years; read what its checks and its jobs' logs say."""
    first, last = found.years
    given = [f"years=[{first},{last}]", f"language={found.language}", f"dataset={found.dataset}"]
    logs = project / "logs"
    before = {path: path.stat().st_mtime_ns for path in logs.rglob("*.log")}
    whole = ["--config", *given]
    run = snakemake(project, *(whole if found.whole else [*LOOKED_AT, *whole, FEW_DRAWS]))
    if run.returncode:
        found.failed, found.told = 1, run.stderr[-2000:]
        return found
    name = Path(found.dataset).stem
    with (project / f"maps/{name}/tables/checks.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    found.checks = len(rows)
    found.failed = sum(row["ok"] != "True" for row in rows)
    for path in logs.rglob("*.log"):
        if before.get(path) != path.stat().st_mtime_ns:
            for seconds, memory in TOOK.findall(path.read_text("utf-8", "replace"))[-1:]:
                found.processor_s += float(seconds)
                found.memory_mb = max(found.memory_mb, float(memory.replace(",", "")))
    return found


def asked(pairs: list[tuple[int, int]]) -> list[Run]:
    """Ask for a run of each pair, languages in turn; then the real layers, if they are there."""
    runs = [
        Run(years, LANGUAGES[number % len(LANGUAGES)], number % WHOLE == 0)
        for number, years in enumerate(pairs)
    ]
    if REAL.is_dir():
        real = str(ROOT / "tests/real/real.yaml")
        runs += [Run((2013, 2014), language, dataset=real) for language in LANGUAGES]
    return runs


def soak(projects: list[Path], runs: list[Run]) -> list[Run]:
    """Make the runs that are not made yet, each in whichever folder is free."""
    os.environ["PYTEST_XDIST_WORKER_COUNT"] = str(len(projects))
    known = DONE.read_text("utf-8").splitlines() if DONE.exists() else []
    done = [Run(**json.loads(line) | {"years": tuple(json.loads(line)["years"])}) for line in known]
    made = {run.key for run in done}
    free = queue.SimpleQueue()
    for project in projects:
        free.put(project)

    def make(run: Run) -> Run:
        project = free.get()
        attempt(project, run)
        free.put(project)
        with DONE.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(run)) + "\n")
        print(run, flush=True)
        return run

    todo = [run for run in runs if run.key not in made]
    with ThreadPoolExecutor(len(projects)) as pool:
        return [*done, *pool.map(make, todo)]


def growth(runs: list[Run], figure: str) -> float:
    """Say how many times the median of the last third is that of the first, of like runs."""
    figures = [getattr(run, figure) for run in runs if not run.whole]
    third = max(1, len(figures) // 3)
    return median(figures[-third:]) / median(figures[:third])


def table(runs: list[Run]) -> str:
    """Lay the counts out for docs/reliability.md."""
    pairs = [run for run in runs if run.dataset == "bundled"]
    parts = [run for run in runs if not run.whole]
    rows = {
        "pairs of years": f"{len({run.years for run in pairs})}",
        "runs of them": f"{len(pairs)}",
        "of them with all draws, figures, rasters and layers": f"{sum(run.whole for run in pairs)}",
        "runs of the real layers": f"{len(runs) - len(pairs)}",
        "checks": f"{sum(run.checks for run in runs):,}",
        "failed": f"{sum(run.failed for run in runs)}",
        "memory of the largest job, most": f"{max(run.memory_mb for run in runs):,.0f} MB",
        "growth of memory, last third over first": f"{growth(runs, 'memory_mb'):.2f}",
        "processor time of a run, median": f"{median(run.processor_s for run in parts):.0f} s",
        "its growth, last third over first": f"{growth(runs, 'processor_s'):.2f}",
    }
    return "| | |\n| --- | ---: |\n" + "".join(f"| {k} | {v} |\n" for k, v in rows.items())


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=None, help="so many of them; all by default")
    options.add_argument("--again", nargs=2, type=int, metavar="YEAR")
    options.add_argument("--record", action="store_true", help="write docs/reliability.md")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        projects = [copy_project(Path(folder, str(line))) for line in range(LINES)]
        if given.again:
            sys.exit(attempt(projects[0], Run(tuple(given.again), "en")).told)
        runs = soak(projects, asked(pairs_of(projects[0])[: given.pairs]))
    print(table(runs))
    if given.record:
        from tests.inputs.write_table import record

        record("soak", table(runs), "docs/reliability.md")
        DONE.unlink()
    grown = max(growth(runs, figure) for figure in ("memory_mb", "processor_s"))
    sys.exit(any(run.failed for run in runs) or grown > MOST_GROWTH)
