"""What the tests share: a built copy of the project, and how to ask for a program or a folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
# For people to look at.
PICTURES = ROOT / "pictures"
REAL = (ROOT / os.environ.get("COCASHIFT_REAL_DATA", "../shared/data")).resolve()


def need(found, what: str, remedy: str) -> None:
    """Skip a test that lacks something, in one line; in CI, where nothing may be lacking, fail."""
    if not found:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell(f"needs {what}: {remedy}")


def snakemake(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run the workflow in a folder as a user does; datasets may name the real folder."""
    return subprocess.run(
        **command(folder, *arguments), text=True, capture_output=True, check=False
    )


def command(folder: Path, *arguments: str) -> dict:
    """Say how a user runs the workflow, to `subprocess`."""
    # Tests run Snakemake many times; each must see the folder's own package and nothing else.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    environment["COCASHIFT_REAL_DATA"] = str(REAL)
    return {
        "args": [sys.executable, "-m", "snakemake", *arguments],
        "cwd": folder,
        "env": environment,
    }


def copy_project(folder: Path) -> Path:
    """Copy what git knows of the project: a clean clone with the changes at hand."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.check_output(listed, cwd=ROOT, text=True).splitlines():
        if not name.startswith("tests/") and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """A copy of the project in which the whole line has run on the bundled dataset."""
    folder = copy_project(tmp_path_factory.mktemp("built"))
    run = snakemake(folder)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="session")
def maps(built) -> Path:
    """The folder that people open."""
    return built / "maps/bundled"


@pytest.fixture(scope="session")
def spanish(built, tmp_path_factory) -> Path:
    """The built project, its pages in Spanish."""
    folder = shutil.copytree(built, tmp_path_factory.mktemp("spanish") / "project")
    run = snakemake(folder, "--config", "language=es")
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real layers."""
    need(
        REAL.is_dir(),
        f"the real layers in {REAL}",
        "set COCASHIFT_REAL_DATA to a folder that holds them",
    )
    return REAL


@pytest.fixture(scope="session")
def real_maps(real, tmp_path_factory) -> Path:
    """What the whole line publishes of the layers as third parties published them."""
    folder = copy_project(tmp_path_factory.mktemp("real"))
    shutil.copy(ROOT / "tests/real/real.yaml", folder)
    run = snakemake(folder, "--config", "dataset=real.yaml")
    assert run.returncode == 0, run.stderr
    return folder / "maps/real"


@pytest.fixture(scope="session")
def edition(request):
    """The folder of an edition, by its name."""
    folders = {
        "bundled": lambda: request.getfixturevalue("maps"),
        "spanish": lambda: request.getfixturevalue("spanish") / "maps/bundled",
        "real": lambda: request.getfixturevalue("real_maps"),
        "hostile": lambda: request.getfixturevalue("hostile"),
    }
    return lambda name: folders[name]()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Path:
    """What the line publishes of a dataset whose every text would like to be markup."""
    # The toy country runs the workflow as this module says.
    from tests.toy import HOSTILE, Toy

    project = copy_project(tmp_path_factory.mktemp("hostile"))
    toy = Toy(project, project / "toys" / "hostile")
    text = HOSTILE["05002"]
    units = gpd.read_file(toy / "municipalities.gpkg")
    units["MPIO_CNMBR"] = units["MPIO_CCNCT"].map(HOSTILE)
    units["DPTO_CNMBR"] = text
    units.to_file(toy / "municipalities.gpkg")
    parks = gpd.read_file(toy / "parks.gpkg").assign(NOM_PNN=text)
    parks.to_file(toy / "parks.gpkg")
    for layer in toy.layers.values():
        layer |= {"provider": text, "licence": text, "vintage": text}
    toy.layers["municipalities"] |= {"name": "MPIO_CNMBR", "department": "DPTO_CNMBR"}
    # With weights and a grid, every method there is.
    toy.add_weights()
    toy.add_grid()
    toy.title = text
    run = toy.run()
    assert run.returncode == 0, run.stderr
    return project / "maps/hostile"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium, which draws the pages."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    need(found, "Chromium", "apt-get install chromium")
    return found
