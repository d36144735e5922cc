"""What holds on every page of every edition: small, drawn, accessible, harmless."""

import re

import pytest
import yaml

from tests.browser import maps as on
from tests.conftest import ROOT, need
from tests.toy import HOSTILE

MAPS = ["change", "compare", "years", "flows"]
PAGES = ["index", "zones", "quality", *MAPS]
ENGLISH = ["the", "and", "of", "with", "change", "hectares", "year", "zones", "table", "share"]
WIDTHS = {"wide": (1280, 860), "phone": (380, 780)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """async (rules) => {
  const found = await axe.run({ runOnly: rules, resultTypes: ['violations'] });
  return found.violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]);
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker."""
    script = ROOT / "node_modules/axe-core/axe.min.js"
    need(script.is_file(), "axe-core", "install Node.js with npm, then `make test`")
    return script.read_text("utf-8")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anyone_from_reading(visit, edition, axe, picture, which, name, scheme):
    page = visit(f"{name}.html", edition(which))
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(axe)
    for width, (across, down) in WIDTHS.items():
        page.set_viewport_size({"width": across, "height": down})
        for part in page.locator("details:not(.menu)").all():
            part.evaluate("part => { part.open = true; }")
        if width == "phone" and name in MAPS:
            page.locator("#sheet").click()
        page.wait_for_timeout(150)
        picture(page, f"{which}-{name}-{width}-{scheme}")
        assert page.evaluate(AXE, RULES) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= across


THEMES = [
    "density",
    "kind",
    "density_by_share",
    "permanence",
    "clusters",
    "knowledge",
    "department",
    "grid",
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("which", ["bundled", "spanish", "real"])
def test_every_theme_has_its_picture(visit, edition, picture, which, theme):
    page = visit("change.html", edition(which), f"#theme={theme}")
    assert page.locator("[name=theme]:checked").get_attribute("value") == theme
    colours = page.locator(".leaflet-municipalities-pane path").evaluate_all(
        "paths => new Set(paths.map((path) => path.getAttribute('fill'))).size"
    )
    assert colours >= (4 if theme != "grid" else 1)
    picture(page, f"{which}-change-{theme}")


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("which", ["bundled", "real"])
def test_a_map_is_small_and_drawn_soon(visit, edition, which, name):
    folder = edition(which)
    assert (folder / f"{name}.html").stat().st_size < 1_500_000
    page = visit(f"{name}.html", folder)
    # By the page's own processor time, not the clock's: other tests run beside this one.
    counter = page.context.new_cdp_session(page)
    counter.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate(
        """() => new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => done())))"""
    )
    spent = {
        each["name"]: each["value"] for each in counter.send("Performance.getMetrics")["metrics"]
    }
    assert 0 < spent["TaskDuration"] < 0.75


@pytest.mark.parametrize("name", PAGES)
def test_spanish_pages_have_no_english_left(visit, edition, name):
    page = visit(f"{name}.html", edition("spanish"))
    assert page.locator("html").get_attribute("lang") == "es"
    # What a dataset says of its own layers is in its own language; paths are in none.
    words = page.locator("body").inner_text()
    layers = yaml.safe_load((ROOT / "config/datasets/bundled.yaml").read_text("utf-8"))["layers"]
    for part in (part for value in layers.values() for part in _parts(value)):
        for key in ("provider", "vintage", "licence"):
            words = words.replace(str(part[key]), "")
    # So are the names under which the program is cited.
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    for name in (cited["title"], *(author["name"] for author in cited["authors"])):
        words = words.replace(name, "")
    words = re.sub(r"\S+\.(csv|parquet)", "", words).casefold()
    assert [word for word in ENGLISH if re.search(rf"\b{word}\b", words)] == []


def _parts(layer):
    return layer if isinstance(layer, list) else [layer]


def test_spanish_details_of_quality_have_spanish_numbers(visit, edition):
    page = visit("quality.html", edition("spanish"))
    page.locator("details").evaluate_all("all => all.forEach((part) => (part.open = true))")
    words = page.locator("body").inner_text()
    assert "Cifras incluidas" in words
    assert "1.138.264" in words
    assert not re.search(r"\d,\d{3}\b", words)


@pytest.mark.parametrize("name", PAGES)
def test_no_name_becomes_markup_or_script(visit, edition, name):
    page = visit(f"{name}.html", edition("hostile"))
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x]").count() == 0
    page.set_viewport_size({"width": 380, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_a_name_is_shown_as_it_stands_wherever_it_is_shown(visit, edition):
    page = visit("change.html", edition("hostile"), "#tab=table")
    shown = [" ".join(name.replace("\u202e", "").split()) for name in HOSTILE.values()]
    names = page.locator("#table tbody button").all_inner_texts()
    assert sorted(names) == sorted(shown)
    for code, name in zip(HOSTILE, shown, strict=True):
        on.search(page, code)
        assert on.title(page) == name
    path = page.locator(".leaflet-municipalities-pane path.unit").first
    path.dispatch_event("mouseover", {"bubbles": True})
    assert any(
        page.locator(".leaflet-tooltip").inner_text().startswith(f"{name},") for name in shown
    )
    assert page.evaluate("window.hacked") is None


def test_a_mouse_is_never_needed(visit):
    page = visit("change.html")
    reached = []
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert {"copy", "circles", "search", "home", "tab-swarm"} <= set(reached)
    page.locator("#search").focus()
    page.keyboard.type("86568")
    page.keyboard.press("Enter")
    assert on.title(page) == "Puerto Asís"
    page.locator("#tab-swarm").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#table-panel").is_visible()
    page.locator("#table tbody button").first.focus()
    page.keyboard.press("Enter")
    assert on.title(page) == "San Andrés de Tumaco"


@pytest.mark.parametrize("name", ["compare", "years"])
def test_a_municipality_is_found_without_a_mouse_on_maps_of_years(visit, name):
    page = visit(f"{name}.html")
    page.locator("#search").focus()
    page.keyboard.type("tumaco")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert on.title(page) == "San Andrés de Tumaco"
    assert "8,963 ha" in page.locator("#told").inner_text()
