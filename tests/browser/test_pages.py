"""The pages in a real browser that has no network."""

import pytest
from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]


@pytest.fixture(scope="module")
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

    def visit(name):
        page.goto((maps / name).as_uri())
        return page

    yield visit
    fetched = [url for url in requests if not url.startswith(("file:", "data:", "blob:"))]
    context.close()
    assert (fetched, complaints) == ([], [])


def municipality(page, name):
    """The first shape whose tooltip names the municipality."""
    return page.evaluate_handle(
        """(name) => {
          let found = null;
          map_cocashift.eachLayer((layer) => {
            const row = JSON.parse(document.getElementById("data").textContent).rows;
            if (found || !layer.feature?.properties?.id) return;
            const match = row.find((values) => values[1] === name);
            if (match && layer.feature.properties.id === match[0]) found = layer.getElement();
          });
          return found;
        }""",
        name,
    )


def test_every_municipality_is_drawn(visit):
    page = visit("change.html")
    assert page.locator("path.leaflet-interactive").count() == 1122


def test_pointing_at_a_municipality_tells_its_figures(visit):
    page = visit("change.html")
    municipality(page, "Puerto Asís").dispatch_event("mouseover", {"bubbles": True})
    assert page.locator("#detail-title").inner_text() == "Puerto Asís, Putumayo (86568)"
    detail = page.locator("#detail").inner_text()
    for figure in ("2,150 ha", "4,437 ha", "+2,287 ha"):
        assert figure in detail


def test_a_municipality_without_a_figure_says_so(visit):
    page = visit("change.html")
    municipality(page, "Yaguará").dispatch_event("mouseover", {"bubbles": True})
    assert "no figure" in page.locator("#detail").inner_text()


def test_a_mask_can_be_put_on_and_off(visit):
    page = visit("change.html")
    shapes = page.locator("path[fill='url(#hatch-reserve)']")
    box = page.get_by_label("Indigenous reserves")
    assert (box.is_checked(), shapes.count()) == (False, 0)
    box.check()
    assert shapes.count() == 1
    box.uncheck()
    assert shapes.count() == 0


def test_the_legend_names_every_class_and_its_colour(visit):
    page = visit("change.html")
    items = page.locator("#classes li")
    assert items.count() == 9
    assert items.first.inner_text() == "+50 and more"
    assert items.last.inner_text() == "Not in the coca table"


def test_the_index_links_to_files_that_exist(visit, maps):
    page = visit("index.html")
    links = [link.get_attribute("href") for link in page.locator("a").all()]
    assert len(links) >= 6
    assert [link for link in links if not (maps / link).exists()] == []


def test_the_index_prints_bounds_beside_every_estimate(visit):
    page = visit("index.html")
    rows = page.locator("table").first.locator("tbody tr")
    assert rows.count() == 8
    for row in rows.all():
        assert row.inner_text().count("[") == 2
