"""Run the line in a clean copy, and write where its time goes into docs/benchmarks.md.

Usage: python benchmarks/line.py

The bundled dataset, and the layers as third parties published them, in `COCASHIFT_REAL_DATA`.

Two cores, as most machines have at least. Seconds by job are Snakemake's own records of when each
began and ended, so that jobs that ran side by side add up to more than the run.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from base64 import urlsafe_b64decode
from pathlib import Path

import pandas as pd

from benchmarks.overlay import replace

CORES = 2
ROOT = Path(__file__).resolve().parents[1]
DATASETS = {
    "The bundled layers": [],
    "The layers as published": ["--config", "dataset=tests/real/real.yaml"],
}


def copied(folder: Path) -> None:
    """Copy what git knows of the project, with the changes at hand."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.check_output(listed, cwd=ROOT, text=True).splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def run(folder: Path, *arguments: str) -> dict:
    """Run the line; tell seconds, processor seconds and the peak of all its processes together."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    environment.pop("PYTHONPATH", None)
    start = time.perf_counter()
    command = [sys.executable, "-m", "snakemake", "--cores", str(CORES), "--quiet", "all"]
    process = subprocess.Popen(
        [*command, *arguments], cwd=folder, env=environment, start_new_session=True
    )
    peaks = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peaks))
    watch.start()
    if process.wait():
        raise SystemExit("the line failed")
    seconds = time.perf_counter() - start
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "processor_s": processor, "peak_mb": max(peaks)}


def _watch(process: subprocess.Popen, peaks: list[float]) -> None:
    """Add up the memory that the processes of one session have to themselves, as Linux tells it."""
    while process.poll() is None:
        total = 0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if os.getsid(int(folder.name)) == process.pid:
                    text = (folder / "smaps_rollup").read_text("utf-8")
                    total += int(text.partition("\nPss:")[2].split()[0])
            except (OSError, IndexError):
                continue
        peaks.append(total / 1e3)
        time.sleep(0.25)


def jobs(folder: Path) -> pd.DataFrame:
    """Read from Snakemake's metadata when each job began and ended."""
    rows = {}
    for path in (folder / ".snakemake/metadata").rglob("*"):
        if path.is_file():
            told = json.loads(path.read_text("utf-8"))
            # A job has a record for each output, named by it.
            output = urlsafe_b64decode(path.name + "=" * (-len(path.name) % 4)).decode()
            key = told["rule"], tuple(told.get("log") or [output])
            rows[key] = told["starttime"], told["endtime"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["start", "end"])
    frame.index = pd.MultiIndex.from_tuples(rows, names=["rule", "job"])
    return frame - frame["start"].min()


def table(frame: pd.DataFrame) -> str:
    """Write a row for each rule, the longest first."""
    took = (frame["end"] - frame["start"]).groupby("rule")
    rules = pd.DataFrame({"jobs": took.size(), "seconds": took.sum()})
    rules = rules.join(frame.groupby("rule").agg({"start": "min", "end": "max"}))
    lines = ["| rule | jobs | s | from s | to s |", "| --- | ---: | ---: | ---: | ---: |"]
    for row in rules.sort_values("seconds", ascending=False).itertuples():
        lines.append(
            f"| `{row.Index}` | {row.jobs} | {row.seconds:.1f} | {row.start:.0f} | {row.end:.0f} |"
        )
    return "\n".join(lines)


def measured(name: str, arguments: list[str]) -> str:
    """Run a dataset in a tree of its own, and once more with nothing to do; give the tables."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "cocashift"
        copied(folder)
        first, again = run(folder, *arguments), run(folder, *arguments)
        told = table(jobs(folder))
    text = (
        f"{first['seconds']:.0f} s, {first['processor_s']:.0f} processor seconds, "
        f"{first['peak_mb']:,.0f} MB at the peak of all its processes; with nothing to do "
        f"{again['seconds']:.1f} s."
    )
    print(f"{name}: {text}")
    return f"### {name}, {CORES} cores\n\n{text}\n\n{told}"


def main() -> None:
    os.environ.setdefault("COCASHIFT_REAL_DATA", str(ROOT.parent / "shared/data"))
    if not Path(os.environ["COCASHIFT_REAL_DATA"]).is_dir():
        raise SystemExit("set COCASHIFT_REAL_DATA to the folder of layers as published")
    replace("line", "\n\n".join(measured(*dataset) for dataset in DATASETS.items()))


if __name__ == "__main__":
    main()
