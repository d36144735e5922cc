"""Tell within a minute whether an installation works, and what to do where it does not.

Usage: python upkeep/check.py
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AGAIN = (
    "Set it up anew: rm -rf .venv && make maps; in conda: conda env update -f envs/cocashift.yaml."
)
SOURCE = {"provider": "this check", "licence": "none needed", "vintage": "of today"}
COCA = "CODMPIO,MUNICIPIO,2012,2013,2014\n05001,UNO,5,10,20.5\n05002,DOS,0,4,0\n52001,TRES,1,0,3\n"
# What the tiny line must find: hectares of both years.
FOUND = (14.0, 23.5)
# A map that its page's scripts have drawn.
DRAWN = 'class="unit leaflet-interactive"'
TARGETS = ["tables/checks.csv", "change.html", "qgis/cocashift.qgz"]
QGIS = """
import sys
from qgis.core import QgsApplication, QgsProject
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
assert project.read(sys.argv[1])
lost = [layer.name() for layer in project.mapLayers().values() if not layer.isValid()]
print(len(project.mapLayers()), "layers", *lost)
sys.exit(bool(lost))
"""

Told = tuple[bool, str]


def python() -> Iterator[Told]:
    """Tell whether Python is new enough."""
    needed = _project()["requires-python"].removeprefix(">=")
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= tuple(map(int, needed.split("."))):
        yield True, f"Python {version}"
    else:
        yield (
            False,
            f"Python {version}: {needed} or newer is needed. Install it, then: make maps PYTHON=…",
        )


def packages() -> Iterator[Told]:
    """Tell whether the locked packages are there, in the locked versions."""
    other, missing = [], []
    for name, locked in _locked():
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if version != locked:
            other.append(f"{name} {version} instead of {locked}")
    if missing:
        yield False, f"packages that are not installed: {', '.join(missing)}. {AGAIN}"
    elif other:
        yield (
            True,
            (
                f"packages in other versions than requirements.lock: {', '.join(other)}. Figures "
                f"may differ in their last digits. {AGAIN}"
            ),
        )
    else:
        yield True, "packages are those of requirements.lock"


def line(folder: Path) -> Iterator[Told]:
    """Run a tiny line from end to end, and tell whether it finds what it must."""
    try:
        _write_toy(folder)
    except Exception as error:  # whatever is broken in an installation
        yield False, f"a layer cannot be written ({type(error).__name__}: {error}). {AGAIN}"
        return
    command = [
        *(sys.executable, "-m", "snakemake", "--cores", "all", "--quiet", "all"),
        *("--snakefile", str(ROOT / "Snakefile"), "--directory", str(folder)),
        *("--configfile", str(ROOT / "config/config.yaml"), "--config", "dataset=toy.yaml"),
        *("--", *(f"maps/toy/{target}" for target in TARGETS)),
    ]
    run = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    if run.returncode:
        said = run.stderr.strip()[-1500:]
        yield False, f"a tiny line did not run. {AGAIN} If that does not help, report:\n{said}"
        return
    import pandas as pd

    change = pd.read_csv(folder / "maps/toy/tables/municipal_change.csv")
    found = tuple(map(float, change[[f"coca_ha_{year}" for year in (2013, 2014)]].sum()))
    if found == FOUND:
        yield True, "a tiny line of three municipalities runs from end to end, and adds up"
    else:
        yield False, f"a tiny line gives {found} ha where {FOUND} go in. {AGAIN}"


def browser(folder: Path) -> Iterator[Told]:
    """Tell whether a browser draws a page."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    page = folder / "maps/toy/change.html"
    if not found:
        yield True, "no Chromium here to try a page in; any browser of May 2024 or later shows them"
    elif page.is_file():
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000"]
        command = [
            found,
            *options,
            f"--user-data-dir={folder}/browser",
            "--dump-dom",
            page.as_uri(),
        ]
        drawn = _said(command)
        if DRAWN in drawn:
            yield True, f"{Path(found).name} draws the map of change"
        else:
            yield (
                False,
                (
                    f"{Path(found).name} draws no map in a page. "
                    "If it is older than May 2024, update it."
                ),
            )


def qgis(folder: Path) -> Iterator[Told]:
    """Tell whether QGIS opens the project."""
    project = folder / "maps/toy/qgis/cocashift.qgz"
    # QGIS belongs to the system's Python, not to this environment.
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    clean |= {"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    found = shutil.which("python3", path=clean["PATH"])
    if (
        not found
        or subprocess.run(
            [found, "-c", "import qgis.core"], env=clean, capture_output=True, check=False
        ).returncode
    ):
        yield True, "no QGIS here to try the project in; 3.22 or newer opens it"
    elif project.is_file():
        told = _said([found, "-c", QGIS, str(project)], clean)
        if re.match(r"\d+ layers$", told.strip()):
            yield True, f"QGIS opens the project: {told.strip()}"
        else:
            yield (
                False,
                f"QGIS does not open the project ({told.strip()}). 3.22 or newer is needed.",
            )


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def _locked() -> Iterator[tuple[str, str]]:
    """Name what the lock has for this machine, with its version."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    try:
        from packaging.markers import Marker
    except ImportError:  # then it is missing itself
        Marker = None  # noqa: N806
    for name, version, marker in re.findall(
        r"^([a-z0-9._-]+)==(\S+)(?: ; ([^\\\n]+))?", lock, re.MULTILINE
    ):
        if not marker or (Marker and Marker(marker.strip()).evaluate()):
            yield name, version


def _write_toy(folder: Path) -> None:
    """Write a dataset of three municipalities, a park and a coca table."""
    import geopandas as gpd
    import yaml
    from shapely import box

    codes = ["05001", "05002", "52001"]
    units = [box(-75 + step, 3, -74.5 + step, 3.5) for step in (0, 0.5, 1)]
    for name, columns, shapes in (
        ("municipalities", {"code": codes, "name": ["Uno", "Dos", "Tres"]}, units),
        ("parks", {"name": ["Sierra"]}, [box(-74.75, 3.1, -74.25, 3.4)]),
    ):
        gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4686").to_file(folder / f"{name}.gpkg")
    (folder / "coca.csv").write_text(COCA, "utf-8")
    layers = {
        "municipalities": {"path": "municipalities.gpkg", "layout": "polygons", "code": "code"},
        "parks": {"path": "parks.gpkg", "layout": "polygons", "name": "name"},
        "coca": {"path": "coca.csv", "layout": "portal"},
    }
    described = {"title": "Toy", "layers": {name: SOURCE | each for name, each in layers.items()}}
    (folder / "toy.yaml").write_text(yaml.safe_dump(described), "utf-8")


def _said(command: list[str], env: dict | None = None) -> str:
    """Give what a program says, or why it does not."""
    try:
        run = subprocess.run(
            command, env=env, text=True, capture_output=True, timeout=60, check=False
        )
    except subprocess.TimeoutExpired:
        return "no answer within a minute"
    return run.stdout or run.stderr[-300:]


def check() -> bool:
    """Tell of each part whether it works."""
    whole = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (python(), packages(), line(folder), browser(folder), qgis(folder)):
            for works, told in part:
                print("ok     " if works else "FAILED ", told, flush=True)
                whole &= works
    return whole


if __name__ == "__main__":
    works = check()
    print("The installation works." if works else "Something does not work: see above what to do.")
    sys.exit(not works)
