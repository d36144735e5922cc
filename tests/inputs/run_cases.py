"""Run the whole line on every shared case, and say which does not give what it should.

The cases are small inputs that failed once; each is one of a kind that `test_bad_inputs` and the
tests of the readers hold. Run it as ``python tests/inputs/run_cases.py [case ...]``.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import REAL, copy_project, snakemake

CASES = REAL.parent / "cases"
RUNS = "runs"
# What the last words on the terminal hold; or that the line runs to its end.
EXPECTED = {
    "border_extra_vertex": RUNS,
    "coca_more_than_area": "more than the municipality's",
    "dbf_truncated": "parks.shp: cannot be read as a vector layer",
    "geometry-collection": RUNS,
    "heading_escape": "\\x1b",
    "heading_twice": "comes twice, in columns",
    "json_deep": "nested too deeply",
    "kinds-of-message": "'Año 2013', 'Año 2014' were not taken for years",
    "labels_redos": "labels",
    "latin1-yaml": "latin1.yaml: the file is not UTF-8",
    "layer_is_vrt": "it is a VRT",
    "no-zone-at-all": RUNS,
    "note_unknown": RUNS,
    "path_braces": "braces",
    "prj_garbage": "parks.shp: cannot be read as a vector layer",
    "quotes_swallow_rows": "a quote is opened",
    "raster_huge_vrt": "w.vrt: cannot be read as a raster",
    "ring_unclosed": "parks.geojson",
    "strip-no-border": RUNS,
    "strip-parts": RUNS,
    "thousands_with_points": "may be thousands or decimals",
    "tidy-documented-columns": RUNS,
    "title-rows-csv": "Remove the rows above it",
    "vertex_beyond_pole": "beyond the pole",
    "vertex_nan": "a vertex without coordinates",
    "wal-geopackage": RUNS,
    "xlsx_truncated": "no workbook",
    "year_without_coca": RUNS,
    "yaml_latin1": "the file is not UTF-8",
    "zip_parts_apart": "one folder",
    "zip_two_folders_one_damaged": "parks.zip",
}


def attempt(project: Path, folder: Path, expected: str) -> str:
    """Run one case; give what is wrong with what came out."""
    (dataset,) = folder.glob("*.yaml")
    run = snakemake(project, "--config", f"dataset={dataset}")
    told = (run.stdout + run.stderr).rstrip().rpartition("\n\n")[2]
    if "Traceback" in run.stdout + run.stderr:
        return f"a traceback: {told}"
    if expected == RUNS:
        return "" if run.returncode == 0 else f"it does not run: {told}"
    if run.returncode == 0:
        return "it runs, but should be refused"
    return "" if expected in told else f"it says: {told}"


def main(chosen: list[str]) -> int:
    """Run the cases; a copy of each, so that none is changed."""
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        project = copy_project(Path(name) / "project")
        os.environ["CASES"] = str(shutil.copytree(CASES, Path(name) / "cases"))
        for case, expected in EXPECTED.items():
            if not chosen or case in chosen:
                told = attempt(project, Path(name) / "cases" / case, expected)
                print(f"{case}: {told or 'as it should be'}", flush=True)
                wrong += bool(told)
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
