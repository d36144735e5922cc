"""What moved between two runs, as a person asks for it."""

import hashlib
import subprocess
import sys

import geopandas as gpd
from shapely import box

from tests.conftest import ROOT


def publish(folder, coca="10", page="as it was"):
    """Write a folder as a run publishes it: a table, a layer, a page."""
    (folder / "tables").mkdir(parents=True)
    (folder / "qgis/geoparquet").mkdir(parents=True)
    (folder / "index.html").write_text(page, "utf-8")
    table = f"divipola,change_ha\n05001,{coca}\n05002,\n"
    (folder / "tables/municipal_change.csv").write_text(table, "utf-8")
    layer = gpd.GeoDataFrame(
        {"divipola": ["05001"]}, geometry=[box(0, 0, float(coca), 1)], crs=9377
    )
    layer.to_parquet(folder / "qgis/geoparquet/municipalities.parquet")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder)}" for p in files]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", "utf-8")
    return folder


def compare(*arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, str(ROOT / "upkeep/compare.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)


def test_two_runs_of_the_same_have_nothing_that_moved(tmp_path):
    run = compare(publish(tmp_path / "a"), publish(tmp_path / "b"))
    assert (run.returncode, run.stdout) == (0, "Nothing moved.\n")


def test_what_moved_is_told_table_by_table(tmp_path):
    run = compare(publish(tmp_path / "a"), publish(tmp_path / "b", coca="12", page="as it is"))
    assert run.returncode == 0, run.stderr
    told = run.stdout
    assert "tables/municipal_change.csv\n  cells change_ha: 1; 10 → 12 (05001), at most 2; " in told
    assert "20.000% at 05001" in told
    assert "qgis/geoparquet/municipalities.parquet\n  cells geometry: 1; " in told
    assert told.endswith("Other files\n  index.html: other bytes\n")


def test_what_is_neither_a_folder_nor_a_commit_is_told_in_a_sentence(tmp_path):
    run = compare(tmp_path / "nowhere", tmp_path)
    assert run.returncode == 1
    assert run.stderr.endswith("it has no SHA256SUMS) nor a commit.\n")
    assert "Traceback" not in run.stderr
