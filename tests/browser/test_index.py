"""The index page is the finding: short, drawn, and with nothing lost."""

import re

import pandas as pd
import pytest

from tests.browser import maps as on

EDITIONS = ["bundled", "spanish", "real"]


@pytest.fixture
def index(visit, edition):
    """Open the index of an edition, as wide as a desk."""

    def open_index(which="bundled", width=1440):
        page = visit("index.html", edition(which))
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        return page

    return open_index


@pytest.mark.parametrize("which", EDITIONS)
def test_the_index_is_no_longer_than_a_reader_is_patient(index, which):
    page = index(which)
    assert page.evaluate("document.documentElement.scrollHeight") < 4000
    # What was claimed and what the record shows is seen without scrolling.
    for part in (".claimed", ".found", ".sides", ".hero .drawn"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] < 900, part


@pytest.mark.parametrize("which", ["bundled", "real"])
def test_the_index_is_small_with_its_maps(edition, which):
    assert (edition(which) / "index.html").stat().st_size < 600_000


def test_the_map_of_the_index_is_painted_as_the_map_of_change(index, visit, edition):
    page = index()
    painted = page.locator(".hero .units a").evaluate_all(
        "links => links.map((link) => [link.getAttribute('href').slice(-5),"
        " getComputedStyle(link).fill])"
    )
    page = visit("change.html", edition("bundled"))
    theme, rows = on.data(page)["themes"][0], on.data(page)["rows"]
    colours = page.evaluate(
        """(colours) => colours.map((colour) => {
          const probe = document.createElement('i');
          probe.style.color = colour;
          document.body.append(probe);
          return getComputedStyle(probe).color;
        })""",
        [kind["colour"] for kind in theme["classes"]],
    )
    wanted = {row[0]: colours[place] for row, place in zip(rows, theme["of"], strict=True)}
    assert len(painted) > 300
    assert dict(painted) == {code: wanted[code] for code, _ in painted}
    assert len(set(dict(painted).values())) >= 6


def test_names_on_the_map_lead_to_the_place(index):
    page = index()
    names = page.locator(".hero .callout")
    assert names.count() == 6
    assert "Tumaco" in names.first.text_content()
    names.first.click()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert on.title(page) == "San Andrés de Tumaco"


def test_names_of_the_largest_changes_open_the_map_at_the_place(index):
    page = index()
    rises, falls = page.locator(".rises tbody tr"), page.locator(".falls tbody tr")
    assert (rises.count(), falls.count()) == (10, 10)
    bars = page.locator("#largest .length i").evaluate_all("bars => bars.map((b) => b.offsetWidth)")
    assert bars[0] == max(bars)
    assert bars[10] == max(bars[10:])
    falls.first.locator("a").click()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert on.title(page) == "Convención"


def test_a_dot_lies_where_its_share_is(index, maps):
    page = index()
    zones = pd.read_csv(maps / "tables/zones.csv")
    told = zones[zones["method"].eq("fitted") & zones["kind"].eq("scenario")]
    lanes = page.locator(".lanes").first.bounding_box()
    ends = page.locator(".dots .axis span").all_inner_texts()
    top = float(ends[-1].rstrip("%")) / 100
    dots = page.locator(".lanes .dot").evaluate_all(
        "dots => dots.map((dot) => { const box = dot.getBoundingClientRect();"
        " return box.left + box.width / 2; })"
    )
    shares = [
        told[told["zone"].eq(reading) & told["year"].eq(year)]["national_share"].iloc[0]
        for reading in ("strict", "standard", "broad")
        for year in (2013, 2014)
    ]
    found = [(dot - lanes["x"]) / lanes["width"] * top for dot in dots]
    assert found == pytest.approx(shares, abs=0.01)


def test_the_odd_figure_and_the_cause_stand_out(index):
    page = index()
    odd = page.locator("#claim tr.no")
    assert odd.count() == 1
    assert "30 %" in odd.inner_text()
    tints = page.locator("#claim tr.no td, #claim tr.yes td").evaluate_all(
        "cells => cells.map((cell) => getComputedStyle(cell).backgroundColor)"
    )
    assert len(set(tints)) == 2
    assert page.locator("#claim .cause").is_visible()


def test_every_file_is_folded_away_and_none_is_lost(index, maps):
    page = index()
    fold = page.locator("#files details")
    assert not fold.locator("li").first.is_visible()
    fold.locator("summary").click()
    listed = dict(
        fold.locator("li").evaluate_all(
            "rows => rows.map((row) => [row.querySelector('a').getAttribute('href'),"
            " row.querySelector('code').title])"
        )
    )
    sums = {}
    for line in (maps / "SHA256SUMS").read_text("utf-8").splitlines():
        sha256, path = line.split("  ")
        sums[path] = sha256
    wanted = {p: s for p, s in sums.items() if re.match(r"tables/|qgis/.*(tif|gpkg|qgz|parq)", p)}
    assert listed.items() >= wanted.items()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", EDITIONS)
def test_the_whole_index_has_its_picture(index, picture, which, scheme):
    for width in (1440, 380):
        page = index(which, width)
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(100)
        picture(page, f"{which}-index-whole-{width}-{scheme}", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_shows_the_finding_without_what_is_pressed(index, picture):
    page = index(width=718)
    page.emulate_media(media="print")
    picture(page, "bundled-index-print", full_page=True)
    assert not page.locator(".doors").is_visible()
    assert page.locator(".hero .drawn").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 718


@pytest.mark.parametrize("which", ["bundled", "spanish"])
def test_paper_is_not_left_empty(index, which):
    """Of sections that must not be broken, a tall one would leave the page before it blank."""
    pages = re.findall(rb"/Type\s*/Page\b", index(which).pdf(format="A4"))
    assert 1 < len(pages) <= 7
