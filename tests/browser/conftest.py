"""A browser that has no network, and the pages it opens: bundled, Spanish, real and hostile."""

from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT, copy_project
from tests.toy import Toy

PICTURES = ROOT / "pictures"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser, maps):
    """Open a page offline; at the end nothing may have been fetched or gone wrong."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 860})
    page = context.new_page()
    requests, complaints = [], []
    page.on("request", lambda r: requests.append(r.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)

    def visit(name, folder=maps, at=""):
        page.goto((folder / name).as_uri() + at)
        return page

    yield visit
    fetched = [url for url in requests if not url.startswith(("file:", "data:", "blob:"))]
    context.close()
    assert (fetched, complaints) == ([], [])


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


HOSTILE = {
    "05001": '`${window.hacked = 1}` {{ 7 * 7 }} O\'Uno "dos" \u202etres',
    "05002": "<img src=x onerror=window.hacked=1></script><script>window.hacked = 1</script>",
    "52001": "Ñandú" * 60,
}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Path:
    """What the line publishes of a dataset whose every text would like to be markup."""
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
    toy.title = text
    run = toy.run()
    assert run.returncode == 0, run.stderr
    return project / "maps/hostile"


@pytest.fixture
def picture():
    """Keep a picture of a page, for people to look at."""

    def keep(page, name):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")

    return keep
