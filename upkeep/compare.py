"""Show what moved between two runs, table by table: two published folders, or two commits.

Usage: python upkeep/compare.py BEFORE [AFTER] [--dataset NAME]
BEFORE and AFTER are folders (maps/bundled) or commits, which are built in a folder of their own
under .snakemake/compare/ and kept there; AFTER is maps/NAME unless it is said.
"""

import argparse
import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cocashift.publish.catalogue import datapackage, moved  # noqa: E402

# What makes a feature of a layer unique, as docs/outputs.md has it.
LAYERS = {
    "municipalities": ["divipola"],
    "municipality_points": ["divipola"],
    "departments": ["department_code"],
    "zones": ["zone", "name", "valid_from", "valid_until"],
    "zones_union": ["scenario"],
    "municipality_zones": ["divipola", "inside"],
    "flows": ["reading", "from_divipola", "to_divipola"],
    "centres": ["year"],
    "coca_by_year": ["divipola", "year"],
}


def tables(folder: Path) -> dict[str, Path]:
    """Name the tables and layers of a published folder by their paths in it."""
    found = [*folder.glob("tables/*.csv"), *folder.glob("qgis/geoparquet/*.parquet")]
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def read(path: Path) -> pd.DataFrame:
    """Read a table or a layer, its cells as text; a shape as its bytes."""
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    frame = pd.read_parquet(path).drop(columns="bbox", errors="ignore")
    return frame.astype(object).where(frame.notna(), "").map(str)


def key_of(path: Path) -> list[str]:
    """Say what makes a row of a table unique."""
    return (datapackage.KEYS if path.suffix == ".csv" else LAYERS).get(path.stem, [])


def checksums(folder: Path) -> dict[str, str]:
    """Read the checksums of everything published."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def between(before: Path, after: Path) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Compare two folders: what moved in each table, and other files that came, went or differ."""
    old, new = tables(before), tables(after)
    found = {
        name: moved.between(read(old[name]), read(new[name]), key_of(old[name]))
        for name in old.keys() & new.keys()
        if old[name].read_bytes() != new[name].read_bytes()
    }
    sums, others = (checksums(before), checksums(after)), []
    for name in sorted(sums[0].keys() | sums[1].keys()):
        digests = [each.get(name) for each in sums]
        if digests[0] != digests[1] and name not in found:
            others.append(
                f"{name}: "
                + ("came" if not digests[0] else "went" if not digests[1] else "other bytes")
            )
    return {name: frame for name, frame in sorted(found.items()) if len(frame)}, others


def line(row) -> str:
    """Tell one row of what moved in a line."""
    told = f"  {row.change}" + (f" {row.column}" if isinstance(row.column, str) else "")
    told += f": {row.count_}" + (
        f", first {row.absolute_key}" if row.change.startswith("rows") else ""
    )
    if row.change != "cells":
        return told
    told += f"; {row.before or 'empty'} → {row.after or 'empty'} ({row.absolute_key})"
    if pd.notna(row.absolute):
        told += f", at most {row.absolute:.6g}"
    if pd.notna(row.relative):
        told += f"; {row.relative:.3%} at {row.relative_key}"
    return told if len(told) < 400 else told[:400] + " …"


def tell(found: dict[str, pd.DataFrame], others: list[str]) -> str:
    """Write what moved, table by table."""
    blocks = [
        "\n".join([name, *map(line, frame.rename(columns={"count": "count_"}).itertuples())])
        for name, frame in found.items()
    ]
    blocks += ["\n".join(["Other files", *(f"  {other}" for other in others)])] if others else []
    return "\n\n".join(blocks) or "Nothing moved."


def folder_of(name: str, dataset: str) -> Path:
    """Take a published folder as it is; build a commit's in a folder of its own."""
    if (Path(name) / "SHA256SUMS").is_file():
        return Path(name)
    git = ["git", "-C", str(ROOT)]
    commit = subprocess.run(
        [*git, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"],
        capture_output=True, text=True, check=False,
    ).stdout.strip()  # fmt: skip
    if not commit:
        sys.exit(f"{name}: neither a published folder (it has no SHA256SUMS) nor a commit.")
    folder = ROOT / ".snakemake/compare" / commit[:12]
    if not folder.is_dir():
        archive = subprocess.run([*git, "archive", commit], capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as tree:
            tree.extractall(folder, filter="data")
    run = [sys.executable, "-m", "snakemake", "--quiet", "all"]
    subprocess.run([*run, "--config", f"dataset={dataset}"], cwd=folder, check=True)
    return folder / "maps" / Path(dataset).stem


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("before", help="a published folder, or a commit")
    parser.add_argument("after", nargs="?", help="the same; maps/DATASET unless it is said")
    parser.add_argument("--dataset", default="bundled", help="which to build of a commit")
    asked = parser.parse_args()
    last = asked.after or f"maps/{Path(asked.dataset).stem}"
    changes = between(folder_of(asked.before, asked.dataset), folder_of(last, asked.dataset))
    print(tell(*changes))
