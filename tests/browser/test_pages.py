"""The pages in a real browser that has no network."""

import pandas as pd
import pytest


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


@pytest.mark.parametrize(
    ("name", "copies"), [("change", 1), ("compare", 2), ("years", 1), ("flows", 1)]
)
def test_every_municipality_is_drawn(visit, name, copies):
    page = visit(f"{name}.html")
    drawn = page.evaluate(
        """() => {
          let count = 0;
          map_cocashift.eachLayer((layer) => {
            count += /^\\d{5}$/.test(layer.feature?.properties?.id);
          });
          return count;
        }"""
    )
    assert drawn == 1122 * copies


@pytest.mark.parametrize("name", ["change", "compare", "years", "flows"])
def test_a_page_is_drawn_within_a_second(visit, name):
    page = visit(f"{name}.html")
    drawn = page.evaluate(
        """() => new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""
    )
    assert drawn < 1000


@pytest.mark.parametrize("name", ["index", "quality", "change", "compare", "years", "flows"])
def test_a_phone_shows_no_page_wider_than_itself(visit, name):
    page = visit(f"{name}.html")
    page.set_viewport_size({"width": 380, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize("name", ["change", "compare", "years", "flows"])
def test_a_phone_shows_the_map_before_the_panel(visit, name):
    page = visit(f"{name}.html")
    page.set_viewport_size({"width": 380, "height": 780})
    tops = [page.locator(part).bounding_box()["y"] for part in (".folium-map", ".panel")]
    assert tops[0] < tops[1]
    # All of the panel can be scrolled to; the page scrolls, not a strip of it.
    hidden = "panel => panel.scrollHeight - panel.clientHeight"
    assert page.locator(".panel").evaluate(hidden) <= 1
    assert tops[0] < 400


@pytest.mark.parametrize("name", ["change", "compare", "years", "flows"])
def test_a_phone_shows_both_zoom_buttons(visit, name):
    page = visit(f"{name}.html")
    page.set_viewport_size({"width": 380, "height": 780})
    page.wait_for_timeout(200)
    for button in (".leaflet-control-zoom-in", ".leaflet-control-zoom-out"):
        # A trial click waits until nothing lies over the button.
        page.locator(button).click(trial=True, timeout=2000)


def test_no_column_of_the_index_is_crushed(visit):
    page = visit("index.html")
    widths = page.locator("th").evaluate_all("cells => cells.map((cell) => cell.clientWidth)")
    assert min(widths) >= 40


def fill_of(page, name):
    return municipality(page, name).evaluate("path => path.getAttribute('fill')")


def test_themes_repaint_the_map_and_its_legend(visit):
    page = visit("change.html")
    assert fill_of(page, "Puerto Asís") == "#a34f05"
    for theme, label, colour in [
        ("kind", "Rose", "#f1a340"),
        ("permanence", "Permanent", "#542788"),
        ("clusters", "Above the mean, among such", "#a34f05"),
    ]:
        page.locator("#theme").select_option(theme)
        assert label in page.locator("#classes").inner_text()
        assert fill_of(page, "Puerto Asís") == colour
    page.locator("#theme").select_option("density_by_share")
    assert page.locator("#matrix td .swatch").count() == 9
    assert page.locator("#classes li").count() == 2


def test_a_theme_is_repainted_within_a_tenth_of_a_second(visit):
    page = visit("change.html")
    took = page.evaluate(
        """() => {
          const list = document.getElementById("theme");
          list.value = "kind";
          const begun = performance.now();
          list.dispatchEvent(new Event("change"));
          return performance.now() - begun;
        }"""
    )
    assert took < 100


def test_circles_are_filled_for_gains_and_rings_for_losses(visit, maps):
    page = visit("change.html")
    page.locator("#circles").check()
    circles = page.locator(".leaflet-circles-pane path")
    steps = pd.read_csv(maps / "tables/municipal_change.csv")["change_ha"]
    assert circles.count() == (steps != 0).sum()
    rings = page.locator(".leaflet-circles-pane path[fill-opacity='0']")
    assert rings.count() == (steps < 0).sum()


def test_a_search_without_accents_finds_the_municipality_and_keeps_it_in_the_address(visit):
    page = visit("change.html")
    page.locator("#search").fill("puerto asis")
    page.locator("#search").press("Enter")
    page.locator("#search").dispatch_event("change")
    assert page.locator("#detail-title").inner_text() == "Puerto Asís, Putumayo (86568)"
    page.locator("#theme").select_option("kind")
    assert "theme=kind" in page.url
    assert "place=86568" in page.url
    page.reload()
    assert page.locator("#theme").input_value() == "kind"
    assert page.locator("#detail-title").inner_text() == "Puerto Asís, Putumayo (86568)"
    assert page.locator("#sparkline svg").count() == 1


def test_the_table_sorts_and_moves_the_map(visit, maps):
    page = visit("change.html")
    page.locator("summary").click()
    rows = page.locator("#table tbody tr")
    table = pd.read_csv(maps / "tables/municipal_change.csv")
    grown = table[(table["coca_ha_2013"] > 0) | (table["coca_ha_2014"] > 0)]
    assert rows.count() == len(grown)
    largest = grown.sort_values("change_ha").iloc[-1]
    assert rows.first.inner_text().startswith(largest["municipality"])
    page.get_by_role("button", name="Change", exact=False).last.click()
    assert rows.first.inner_text().startswith(
        grown.sort_values("change_ha").iloc[0]["municipality"]
    )
    before = page.evaluate("map_cocashift.getZoom()")
    rows.first.get_by_role("button").click()
    assert page.evaluate("map_cocashift.getZoom()") > before


def test_the_handle_uncovers_one_year_or_the_other(visit):
    page = visit("compare.html")
    clip = "map_cocashift.getPane('side-0').style.clip"
    middle = page.evaluate(clip)
    page.locator("#swipe").focus()
    page.keyboard.press("End")
    assert page.locator("#swipe").input_value() == "100"
    assert page.evaluate(clip) != middle
    first = page.locator(".leaflet-side-0-pane path").evaluate_all(
        "paths => paths.map((path) => path.getAttribute('fill')).join()"
    )
    last = page.locator(".leaflet-side-1-pane path").evaluate_all(
        "paths => paths.map((path) => path.getAttribute('fill')).join()"
    )
    assert first != last


def test_years_can_be_stepped_and_played(visit):
    page = visit("years.html")
    assert page.locator("#total").inner_text() == "2014: 69,132 ha"
    page.locator("#back").click()
    assert page.locator("#total").inner_text() == "2013: 48,189 ha"
    page.locator("#year").focus()
    page.keyboard.press("End")
    assert page.locator("#shown").inner_text() == "2022"
    page.locator("#play").click()
    assert page.locator("#play").inner_text() == "Stop"
    page.wait_for_function("document.getElementById('shown').textContent === '2002'")
    page.locator("#play").click()
    assert page.locator("#play").inner_text() == "Play"


def test_flows_can_be_read_both_ways_and_say_what_they_are(visit, maps):
    page = visit("flows.html")
    assert page.locator(".on-map").inner_text() == "Hypothetical minimum-distance reassignment"
    flows = pd.read_csv(maps / "tables/flows.csv")
    arrows = page.locator(".leaflet-circles-pane path")
    for reading in ("net", "share"):
        page.locator("#reading").select_option(reading)
        drawn = flows[(flows["reading"] == reading) & (flows["share"] >= 0.0005)]
        assert arrows.count() == len(drawn)
        step = drawn["to_off_limits_share"].round(3) - drawn["from_off_limits_share"].round(3)
        page.locator("#direction").select_option("into")
        assert arrows.count() == (step >= 0.25).sum()
        page.locator("#direction").select_option("all")
    assert arrows.first.get_attribute("marker-end").startswith("url(#head-")


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
