"""A browser that has no network."""

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import PICTURES

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
        # Another part of the same address is no new page; an empty one in between makes it one.
        page.goto("about:blank")
        page.goto((folder / name).as_uri() + at)
        page.wait_for_selector("html[data-ready], body:not(:has(#data))", state="attached")
        return page

    yield visit
    fetched = [url for url in requests if not url.startswith(("file:", "data:", "blob:", "about:"))]
    context.close()
    assert (fetched, complaints) == ([], [])


@pytest.fixture
def picture():
    """Keep a picture of a page, for people to look at."""

    def keep(page, name, **options):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", **options)

    return keep
