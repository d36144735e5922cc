"""The pages in a real browser that has no network."""

import pandas as pd
import pytest

from cocashift.allocate.models import MODELS
from tests.browser import maps as on
from tests.browser.maps import PUERTO_ASIS, TUMACO, YAGUARA, rgb

MAPS = ["change", "compare", "years", "flows"]


@pytest.mark.parametrize("name", MAPS)
def test_every_municipality_is_there_and_those_without_record_are_one_path(visit, name):
    page = visit(f"{name}.html")
    units = on.data(page)["topology"]["objects"]["municipalities"]["geometries"]
    assert len(units) == 1122
    drawn = page.evaluate(
        """() => {
          let count = 0;
          map_cocashift.eachLayer((layer) => {
            count += /^\\d{5}$/.test(layer.feature?.properties?.id);
          });
          return count;
        }"""
    )
    series = on.data(page).get("series", {})
    copies = 2 if name == "compare" else 1
    assert drawn == copies * len(series)
    assert page.locator("path.rest").count() == copies


@pytest.mark.parametrize("name", MAPS)
def test_a_page_is_drawn_soon(visit, name):
    page = visit(f"{name}.html")
    drawn = page.evaluate(
        """() => new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
    )
    assert drawn < 1500


@pytest.mark.parametrize("name", ["index", "quality", *MAPS])
def test_a_phone_shows_no_page_wider_than_itself(visit, name):
    page = visit(f"{name}.html")
    page.set_viewport_size({"width": 380, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize("name", MAPS)
def test_a_phone_shows_the_map_above_its_sheet_and_all_of_the_sheet_can_be_scrolled_to(visit, name):
    page = visit(f"{name}.html")
    page.set_viewport_size({"width": 380, "height": 780})
    map_box, sheet = (page.locator(part).bounding_box() for part in (".folium-map", ".sheet"))
    assert map_box["y"] < 150
    assert map_box["height"] > 400
    assert sheet["y"] > map_box["y"] + 400
    page.locator("#sheet").click()
    page.locator("#sheet").click()
    last = page.locator(".foot p").last
    last.scroll_into_view_if_needed()
    bottom = last.bounding_box()
    assert bottom["y"] + bottom["height"] <= 780


@pytest.mark.parametrize("name", MAPS)
def test_a_phone_shows_all_buttons_on_the_map(visit, name):
    page = visit(f"{name}.html")
    page.set_viewport_size({"width": 380, "height": 780})
    page.wait_for_timeout(200)
    for button in (".leaflet-control-zoom-in", ".leaflet-control-zoom-out", "#home"):
        # A trial click waits until nothing lies over the button.
        page.locator(button).click(trial=True, timeout=2000)


def test_no_column_of_the_index_is_crushed(visit):
    page = visit("index.html")
    widths = page.locator("th:visible").evaluate_all(
        "cells => cells.map((cell) => cell.clientWidth)"
    )
    assert min(widths) >= 40


def test_themes_repaint_the_map_and_its_legend(visit):
    page = visit("change.html")
    assert on.colour(page, PUERTO_ASIS) == rgb("#a34f05")
    for name, label, colour in [
        ("kind", "Rose", "#ee9a35"),
        ("permanence", "Permanent", "#0b4f2c"),
        ("clusters", "Above the mean change, among such", "#a34f05"),
    ]:
        on.theme(page, name)
        assert label in page.locator("#legend").inner_text()
        assert on.colour(page, PUERTO_ASIS) == rgb(colour)
    on.theme(page, "density_by_share")
    assert page.locator("#legend .matrix td .swatch").count() == 9
    assert page.locator("#classes li").count() == 2


def test_a_dark_page_turns_the_ramp_round(visit):
    page = visit("change.html")
    page.emulate_media(color_scheme="dark")
    assert on.colour(page, PUERTO_ASIS) == rgb("#ffd7a3")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"
    page.emulate_media(color_scheme="dark", media="print")
    assert on.colour(page, PUERTO_ASIS) == rgb("#a34f05")


def test_a_theme_is_repainted_within_a_tenth_of_a_second(visit):
    page = visit("change.html")
    took = page.evaluate(
        """() => {
          const choice = document.querySelector('[name=theme][value=kind]');
          const begun = performance.now();
          choice.click();
          return performance.now() - begun;
        }"""
    )
    assert took < 100


def test_departments_have_a_theme_of_their_own(visit, maps):
    page = visit("change.html", at="#theme=department")
    assert "by department" in page.locator("#legend-title").inner_text()
    shapes = page.locator(".leaflet-municipalities-pane path.unit")
    table = pd.read_csv(maps / "tables/municipal_change.csv", dtype={"divipola": str})
    recorded = len(on.data(page)["series"])
    assert shapes.count() == recorded + 33
    told = on.data(page)["themes"][6]
    assert told["id"] == "department"
    sums = table.groupby(table["divipola"].str[:2])[["change_ha", "area_ha"]].sum()
    assert told["units"]["86"][2] == pytest.approx(sums.loc["86", "change_ha"])
    # A rise by more than 10 ha per 100 km², a department without a record, and another one.
    drawn = page.evaluate(
        """() => {
          const found = {};
          map_cocashift.eachLayer((layer) => {
            const code = layer.feature?.properties?.code;
            if (code) found[code] = getComputedStyle(layer.getElement()).fill;
          });
          return found;
        }"""
    )
    assert drawn["86"] == rgb("#ee9a35")
    assert drawn["11"] == rgb("#fcfcfb")
    assert drawn["91"] != drawn["86"]


def test_the_grid_is_drawn_over_the_municipalities_in_the_colours_of_the_page(visit):
    page = visit("change.html", at="#theme=grid")
    page.wait_for_selector(".leaflet-grid-pane img")
    share = page.evaluate(
        """async () => {
          const image = document.querySelector('.leaflet-grid-pane img');
          await image.decode();
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
          const pen = canvas.getContext('2d');
          pen.drawImage(image, 0, 0);
          const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
          let rises = 0;
          for (let at = 0; at < data.length; at += 4)
            rises += [...data.slice(at, at + 4)].join() === '163,79,5,255';
          return rises;
        }"""
    )
    assert share > 100
    on.theme(page, "density")
    assert page.locator(".leaflet-grid-pane img").count() == 0


def test_circles_are_filled_for_gains_and_rings_for_losses(visit, maps):
    page = visit("change.html")
    assert not page.locator("#circle-sizes").is_visible()
    page.locator("#circles").check()
    assert "2,000 ha" in page.locator("#circle-sizes").inner_text()
    circles = page.locator(".leaflet-circles-pane path")
    steps = pd.read_csv(maps / "tables/municipal_change.csv")["change_ha"]
    assert circles.count() == (steps != 0).sum()
    rings = page.locator(".leaflet-circles-pane path[fill-opacity='0']")
    assert rings.count() == (steps < 0).sum()


def test_the_table_sorts_filters_and_moves_the_map(visit, maps):
    page = visit("change.html")
    page.get_by_role("tab", name="Table").click()
    rows = page.locator("#table tbody tr")
    table = pd.read_csv(maps / "tables/municipal_change.csv")
    grown = table[(table["coca_ha_2013"] > 0) | (table["coca_ha_2014"] > 0)]
    assert rows.count() == len(grown)
    ranked = grown.sort_values("change_ha")
    assert rows.first.inner_text().startswith(ranked.iloc[-1]["municipality"])
    page.locator("#table th button", has_text="Change").click()
    assert rows.first.inner_text().startswith(ranked.iloc[0]["municipality"])
    page.locator("#filter").fill("putumayo")
    assert rows.count() == (grown["department"] == "Putumayo").sum()
    before = on.view(page)[2]
    rows.first.get_by_role("button").click()
    assert on.view(page)[2] > before


def test_every_change_is_a_dot_of_the_distribution_and_dot_and_map_are_linked(visit, maps):
    page = visit("change.html")
    steps = pd.read_csv(maps / "tables/municipal_change.csv")["change_ha"]
    assert page.locator("#swarm circle").count() == (steps.fillna(0) != 0).sum()
    page.locator(f"#swarm circle[data-divipola='{PUERTO_ASIS}']").dispatch_event(
        "pointerover", {"bubbles": True}
    )
    assert on.title(page) == "Puerto Asís"
    on.shape(page, TUMACO).dispatch_event("mouseover", {"bubbles": True})
    assert page.locator("#swarm .marked").get_attribute("data-divipola") == TUMACO


def test_years_can_be_stepped_and_played_from_the_first(visit):
    page = visit("years.html")
    assert page.locator("#total").inner_text() == "2014: 69,132 ha"
    page.locator("#back").click()
    assert page.locator("#total").inner_text() == "2013: 48,189 ha"
    page.locator("#play").click()
    assert page.locator("#shown").inner_text() == "2001"
    assert page.locator("#play").inner_text() == "Stop"
    page.wait_for_function("document.getElementById('shown').textContent === '2002'")
    page.locator("#play").click()
    assert page.locator("#play").inner_text() == "Play"


def test_flows_can_be_read_both_ways_and_say_what_they_are(visit, maps):
    page = visit("flows.html")
    assert page.locator(".on-map").inner_text() == "Hypothetical minimum-distance reassignment"
    flows = pd.read_csv(maps / "tables/flows.csv")
    arrows = page.locator(".leaflet-circles-pane path")
    net = flows[flows["reading"] == "net"]
    assert arrows.count() == (net["coca_ha"].round(1) >= 20).sum()
    page.locator("#least").select_option("0")
    for reading in ("net", "share"):
        page.locator("#reading").select_option(reading)
        drawn = flows[(flows["reading"] == reading) & (flows["share"] >= 0.0005)]
        assert arrows.count() == len(drawn)
        step = drawn["to_off_limits_share"].round(3) - drawn["from_off_limits_share"].round(3)
        page.locator("#direction").select_option("into")
        assert arrows.count() == (step >= 0.25).sum()
        page.locator("#direction").select_option("all")
    assert arrows.first.get_attribute("marker-end").startswith("url(#head-")


def test_flows_stand_in_a_table_whose_rows_lead_to_their_arrows(visit):
    page = visit("flows.html")
    assert (
        page.locator("#table tbody tr").count()
        == page.locator(".leaflet-circles-pane path").count()
    )
    before = on.view(page)[2]
    page.locator("#table tbody button").first.click()
    assert on.view(page)[2] > before
    assert page.locator(".leaflet-circles-pane path.marked").count() == 1
    assert "→" in page.locator("#told").inner_text()


def test_pointing_at_a_municipality_tells_its_figures(visit):
    page = visit("change.html")
    on.shape(page, PUERTO_ASIS).dispatch_event("mouseover", {"bubbles": True})
    assert on.title(page) == "Puerto Asís"
    card = page.locator("#card-body").inner_text()
    for figure in ("Putumayo · 86568", "+2,287 ha", "2,150 → 4,437 ha", "+106%"):
        assert figure in card
    tip = page.locator(".leaflet-tooltip").inner_text()
    assert "Puerto Asís, Putumayo" in tip
    assert "+2,287 ha" in tip


def test_a_municipality_without_a_figure_says_so_and_can_be_pointed_at(visit):
    page = visit("change.html")
    on.search(page, YAGUARA)
    assert on.title(page) == "Yaguará"
    assert "no figure" in page.locator("#card-body").inner_text()
    on.search(page, "Bogotá, D.C.")
    page.locator("#unpin").click()
    lat, lng = next((row[-1], row[-2]) for row in on.data(page)["rows"] if row[0] == on.BOGOTA)
    x, y = page.evaluate(
        """([lat, lng]) => {
          const box = document.querySelector('.folium-map').getBoundingClientRect();
          const { x, y } = map_cocashift.latLngToContainerPoint([lat, lng]);
          return [box.left + x, box.top + y];
        }""",
        [lat, lng],
    )
    page.mouse.move(x, y)
    assert "Bogotá" in page.locator(".leaflet-tooltip").inner_text()
    page.mouse.click(x, y)
    assert on.title(page).startswith("Bogotá")


def test_zones_are_switched_by_reading_and_one_by_one_and_told_with_their_hectares(visit, maps):
    page = visit("change.html")
    shown = page.locator(".leaflet-masks-pane path")
    boxes = page.locator("#zones input")
    tiers = {"A": 3, "B": 2, "C": 1}
    assert page.get_by_role("button", name="Standard").get_attribute("aria-pressed") == "true"
    assert page.locator("#zones input:checked").count() == shown.count()
    standard = shown.count()
    page.get_by_role("button", name="Broad").click()
    assert shown.count() == boxes.count() > standard
    page.get_by_role("button", name="Strict").click()
    assert shown.count() <= tiers["A"]
    box = page.get_by_label("Indigenous reserves")
    box.check()
    assert page.locator("#readings [aria-pressed=true]").count() == 0
    zones = pd.read_csv(maps / "tables/zones.csv")
    park = zones[(zones["zone"] == "park") & (zones["year"] == 2014)].set_index("method")
    # By the model that the finding is told by.
    told = park.loc[next(each for each in (*MODELS, "areal") if each in park.index), "change_ha"]
    assert f"{told:+,.0f}" in page.locator("label", has=page.locator("#zone-park")).inner_text()


def test_zones_are_outlines_far_away_and_hatched_near(visit):
    page = visit("change.html")
    park = page.locator(".leaflet-masks-pane path").first
    assert park.get_attribute("fill") == "none"
    page.evaluate("map_cocashift.setZoom(8, { animate: false })")
    assert park.get_attribute("fill") == "url(#hatch-park)"
    assert float(park.get_attribute("fill-opacity")) <= 0.4


def test_a_zone_is_named_where_it_is_pointed_at(visit):
    page = visit("change.html", at=f"#place={PUERTO_ASIS}")
    x, y = page.evaluate(on.WHERE, PUERTO_ASIS)
    page.get_by_role("button", name="Broad").click()
    names = page.locator("#zones label span").all_inner_texts()
    found = set()
    for dy in range(0, 200, 8):
        page.mouse.move(x, y + dy)
        tip = page.locator(".leaflet-tooltip")
        if tip.count():
            found |= set(tip.inner_text().split("\n")[-1].split("; "))
    assert any(told.split(":")[0] in names for told in found)


def test_the_legend_names_every_class_and_counts_its_municipalities(visit, maps):
    page = visit("change.html")
    scale = page.locator("#legend .scale li")
    assert scale.count() == 7
    assert scale.last.text_content().startswith("+50 and more: ")
    counted = [int(item.text_content().split(": ")[1]) for item in scale.all()]
    assert page.locator("#classes li").last.inner_text().startswith("Not in the coca table")
    rest = [
        int(item.inner_text().split("(")[1].rstrip(")").replace(",", ""))
        for item in page.locator("#classes li").all()
    ]
    assert sum(counted) + sum(rest) == 1122


def test_names_do_not_collide_and_municipalities_are_named_as_one_comes_nearer(visit):
    page = visit("change.html")
    boxes = """texts => texts.map((text) => {
      const { x, y, width, height } = text.getBBox();
      return [x, y, width, height];
    })"""

    def collisions():
        found = page.locator(".names text").evaluate_all(boxes)
        return [
            (a, b)
            for place, a in enumerate(found)
            for b in found[:place]
            if a[0] + 3 < b[0] + b[2]
            and b[0] + 3 < a[0] + a[2]
            and a[1] + 3 < b[1] + b[3]
            and b[1] + 3 < a[1] + a[3]
        ]

    names = page.locator(".names").text_content()
    for name in ("VENEZUELA", "ECUADOR", "Pacific Ocean", "Meta", "Tumaco", "Puerto Asís"):
        assert name in names
    assert page.locator(".names .leader").count() >= 5
    assert collisions() == []
    page.locator(".chips button", has_text="Putumayo").click()
    near = page.locator(".names").text_content()
    assert page.locator(".names .leader").count() == 0
    for name in ("Villagarzón", "La Montañita"):
        assert name in near
    assert collisions() == []


def test_what_lies_off_the_mainland_has_insets_that_lead_there(visit):
    page = visit("change.html")
    insets = page.locator(".insets button")
    assert {"San Andrés", "Malpelo"} <= set(insets.all_inner_texts())
    insets.filter(has_text="San Andrés").click()
    lat, lng, zoom = on.view(page)
    assert (lat, lng) == pytest.approx((12.55, -81.7), abs=0.1)
    assert zoom > 9


def test_a_page_has_a_name_for_a_shared_link(visit):
    for name in ["quality", *MAPS]:
        page = visit(f"{name}.html")
        assert len(page.locator("meta[name=description]").get_attribute("content")) > 40
        assert page.locator("meta[property='og:image']").get_attribute("content").endswith(".png")
        assert page.locator("link[rel=icon]").get_attribute("href").startswith("data:image/svg")


def test_the_index_links_to_files_that_exist(visit, maps):
    for folder in (maps, maps / "es"):
        page = visit("index.html", folder)
        links = [link.get_attribute("href").split("#")[0] for link in page.locator("a").all()]
        assert len(links) >= 6
        assert [link for link in links if not (folder / link).exists()] == []
        broken = page.evaluate(
            "[...document.images].filter((image) => image.complete && !image.naturalWidth).length"
        )
        assert broken == 0
