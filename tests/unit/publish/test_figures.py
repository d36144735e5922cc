"""Figures for reports, of a toy country on the coast of the real one, in both widths."""

import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from shapely import box

from cocashift.publish import symbology, themes
from cocashift.publish.figures import (
    gallery,
    hatching,
    lanes,
    letters,
    plot,
    provenance,
    saving,
    sheet,
)
from cocashift.publish.results import Publication, Results
from cocashift.words import Words
from tests.conftest import ROOT
from tests.unit.conftest import frame, municipality, zone

CRS = "EPSG:9377"
STEP = 60_000
YEARS = [2013, 2014]
LEAST_POINTS = 6
SOURCES = {
    "coca": [{"provider": "UNODC/SIMCI", "vintage": "2001-2022", "licence": "facts"}],
    "municipalities": [{"provider": "DANE", "vintage": "MGN 2018", "licence": "free"}],
    "parks": [{"provider": "Parques", "vintage": "2014", "licence": "free"}],
}


def publication(language: str = "en", **more) -> Publication:
    return Publication(
        years=YEARS,
        language=language,
        headline="standard",
        scenarios={"strict": ["A"], "standard": ["A", "B"]},
        zones=["park", "reserve"],
        definitions={"park": {"tier": "A", "layer": "parks"}, "reserve": {"tier": "B"}},
        sprayed=[1994, 2015],
        dataset={"title": "Toy", "note": "Borders are invented. They are squares."},
        sources=SOURCES,
        crs=CRS,
        **more,
    )


def quantiles(name: str, low: float, middle: float, high: float) -> dict:
    return {f"{name}_p10": low, f"{name}_p50": middle, f"{name}_p90": high}


@pytest.fixture(scope="module")
def results() -> Results:
    """Eleven squares and an island; a park, a reserve, and a park far out at sea."""
    x, y = 4_500_000, 1_700_000
    squares = [
        box(
            x + STEP * (n % 4), y + STEP * (n // 4), x + STEP * (n % 4 + 1), y + STEP * (n // 4 + 1)
        )
        for n in range(11)
    ]
    island = box(x - 600_000, y + 400_000, x - 590_000, y + 410_000)
    codes = [*(f"52{n:03}" for n in range(11)), "88001"]
    names = ["San Andrés de Tumaco", *(f"Town {n}" for n in range(9)), "Nowhere", "SAN ANDRÉS"]
    units = frame(
        *(
            municipality(code, shape, name)
            for code, shape, name in zip(codes, [*squares, island], names, strict=True)
        )
    )
    zones = frame(
        zone("park", squares[0]),
        zone("park", box(x - 400_000, y, x - 300_000, y + 100_000)) | {"name": "MALPELO"},
        zone("reserve", squares[5], tier="B"),
    )
    steps = [500.0, *range(20, 28), -10.0, np.nan]
    change = pd.DataFrame(
        {
            "divipola": codes[:11],
            "municipality": names[:11],
            "area_ha": STEP**2 / 10_000,
            "coca_ha_2013": [100.0] * 10 + [np.nan],
            "coca_ha_2014": [100 + step for step in steps],
            "change_ha": steps,
        }
    )
    flows = pd.DataFrame(
        {
            "reading": "net",
            "from_divipola": ["52009", "52009", "52004"],
            "to_divipola": ["52000", "52005", "52006"],
            "coca_ha": [300.0, 60.0, 4.0],
            "share": [0.8, 0.16, 0.04],
            "from_off_limits_share": [0.0, 0.0, 0.9],
            "to_off_limits_share": [1.0, 0.1, 0.0],
        }
    )
    totals = pd.DataFrame(
        [
            {
                "zone": name,
                "kind": kind,
                "year": year,
                "method": method,
                "coca_ha": share * 1000,
                "national_share": share,
                "coca_ha_lower": 0.0,
                "coca_ha_upper": 900.0,
            }
            | quantiles("coca_ha", share * 900, share * 1000, share * 1200)
            for method in ("areal", "fitted")
            for name, kind, shares in (
                ("park", "category", (0.2, 0.25)),
                ("reserve", "category", (0.1, 0.12)),
                ("strict", "scenario", (0.2, 0.25)),
                ("standard", "scenario", (0.31, 0.36)),
            )
            for year, share in zip(YEARS, shares, strict=True)
        ]
    )
    shift = pd.DataFrame(
        [
            {"zone": name, "kind": "scenario", "method": "fitted"}
            | {"growth_inside": 0.36, "growth_inside_p10": 0.17, "growth_inside_p90": 0.55}
            | {"change_ha": 7000.0, "change_outside_ha": 14_000.0}
            | {"growth_outside": 0.47, "growth_outside_p10": -0.38, "growth_outside_p90": 0.57}
            for name in ("strict", "standard")
        ]
    )
    nation = pd.DataFrame({"year": [2010, 2011, 2013, 2014, 2016]}).assign(
        level="national", code="", method="recorded", coca_ha=[6e4, 5e4, 4e4, 6e4, 9e4]
    )
    inside = nation.assign(
        level="scenario",
        code="standard",
        method="fitted",
        coca_ha=nation["coca_ha"] / 2,
        coca_ha_p10=nation["coca_ha"] / 3,
        coca_ha_p90=nation["coca_ha"] / 1.5,
    )
    context = pd.DataFrame({"first_year": range(2009, 2017)}).assign(
        last_year=lambda table: table["first_year"] + 1,
        zone="standard",
        span=1,
        method="fitted",
        comparable=lambda table: table["last_year"] != 2010,
        examined=lambda table: table["last_year"] == 2014,
        share_change_p10=-0.08,
        share_change_p50=-0.031,
        share_change_p90=0.018,
    )
    events = pd.DataFrame({"year": [2012, 2013, 2014]}).assign(
        scenario="standard",
        base_year=2013,
        coefficient=[0.2, 0.0, -0.3],
        coefficient_low95=[-0.4, 0.0, -0.9],
        coefficient_high95=[0.7, 0.0, 0.2],
    )
    return Results(
        municipalities=units.set_crs(CRS, allow_override=True),
        zones=zones.set_crs(CRS, allow_override=True),
        change=change,
        flows=flows,
        totals=totals,
        shift=shift,
        series=pd.concat([nation, inside]),
        context=context,
        event_study=events,
    )


@pytest.fixture(scope="module")
def cut():
    with letters.cut("".join(Words("es").group("").values())) as made:
        yield made


@pytest.fixture(scope="module")
def drawn(results, cut):
    """Every figure in both widths, in both languages."""
    return {
        (language, figure, wide): made
        for language in ("en", "es")
        for figure, wide, made in gallery.draw(results, publication(language), cut)
    }


def texts(made: sheet.Sheet) -> list[tuple[str, shapely.Polygon, float]]:
    """What is written, where, and in how many points; y downwards."""
    found = []
    for text in made.figure.findobj(Text):
        if not text.get_text():
            continue
        x, y = text.get_position()
        # Canvases of maps have their own origin.
        x, y = (text.get_transform() - made.at).transform((x, y))
        bold = text.get_fontproperties() is made.letters.bold or text.get_weight() == "bold"
        size = text.get_fontsize()
        wide = made.letters.wide(text.get_text(), size, bold)
        left = x - wide * {"left": 0, "center": 0.5, "right": 1}[text.get_horizontalalignment()]
        found.append((text.get_text(), box(left, y - 0.7 * size, left + wide, y), size))
    return found


def said(made: sheet.Sheet) -> str:
    return " ".join(text.get_text() for text in made.figure.findobj(Text))


def test_every_figure_is_drawn_in_both_widths(drawn):
    assert {key[1:] for key in drawn} == {
        (figure, wide) for figure in (*gallery.MAPS, *gallery.CHARTS) for wide in (180, 88)
    }
    for (_, _, wide), made in drawn.items():
        assert made.figure.get_figwidth() * 25.4 == pytest.approx(wide, abs=0.01)


def test_texts_can_be_read_and_neither_overlap_nor_leave_the_sheet(drawn):
    for key, made in drawn.items():
        wide, high = made.figure.get_size_inches() * 72
        whole = box(-0.1, -0.1, wide + 0.1, high + 0.1)
        placed = texts(made)
        assert len(placed) > 5
        for text, where, size in placed:
            assert size >= LEAST_POINTS, (key, text)
            assert whole.contains(where), (key, text)
        for (one, here, _), (other, there, _) in combinations(placed, 2):
            assert not here.buffer(-0.3).intersects(there.buffer(-0.3)), (key, one, other)


def test_a_figure_says_where_it_comes_from_and_a_map_how_it_is_projected(drawn):
    for (language, figure, _), made in drawn.items():
        words = Words(language)
        told = said(made)
        assert "Borders are invented." in told
        assert "They are squares" not in told
        if figure != "zones":
            assert "UNODC/SIMCI" in told
            assert words("figure.day", first=2013, last=2014).split()[1] in told
        assert ("EPSG:9377" in told) == (figure in gallery.MAPS)


@pytest.mark.parametrize("form", saving.FORMS)
def test_the_same_figure_is_the_same_bytes_and_tells_no_day(results, cut, form):
    first, second = (
        {
            (figure, wide): saving.save(made, form)
            for figure, wide, made in gallery.draw(results, publication(), cut)
        }
        for _ in range(2)
    )
    assert first == second
    for content in first.values():
        assert not re.search(rb"CreationDate|dc:date|Matplotlib|D:20\d\d", content)


def test_a_figure_can_be_saved_in_every_form_one_after_another(drawn):
    made = drawn["en", "change", 88]
    pdf = saving.save(made, "pdf")
    for form in ("png", "svg"):
        saving.save(made, form)
    assert saving.save(made, "pdf") == pdf


def test_letters_stay_letters_and_come_along(drawn):
    for figure in ("change", "shares"):
        made = drawn["es", figure, 88]
        svg = saving.save(made, "svg").decode()
        written = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
        assert {text for text, _, _ in texts(made)} == set(written)
        assert svg.count("@font-face") == 2
        pdf = saving.save(made, "pdf")
        assert b"/FontFile2" in pdf
        assert b"/Type3" not in pdf


def test_a_picture_is_as_wide_as_it_will_be_printed(drawn):
    for wide, dots in ((180, 200), (88, 300)):
        png = saving.save(drawn["en", "years", wide], "png")
        assert int.from_bytes(png[16:20]) == pytest.approx(wide / 25.4 * dots, abs=1)


def fills(made: sheet.Sheet) -> set[str]:
    return {
        to_hex(patch.get_facecolor())
        for patch in made.figure.findobj(PathPatch)
        if patch.get_facecolor()[3]
    }


def test_the_map_of_change_has_the_classes_of_the_pages(drawn, results):
    told = publication()
    theme = themes.of_density(results.change, YEARS, told.words)
    shown = {theme["classes"][place]["colour"] for place in theme["of"]}
    assert shown <= fills(drawn["en", "change", 180])
    for edge in theme["edges"]:
        assert edge in said(drawn["en", "change", 88])


def test_the_largest_changes_are_named_and_a_fall_among_them(drawn):
    for wide in (180, 88):
        told = said(drawn["en", "change", wide])
        assert "Tumaco" in told
        assert "+500 ha" in told
        assert "−10 ha" in told


def test_only_zones_of_the_reading_lie_over_the_change(results, cut):
    told = {figure: said(made) for figure, _, made in gallery.draw(results, publication(**{}), cut)}
    assert "National parks (tier A" in told["change"]
    assert "Indigenous reserves (tier B" in told["zones"]
    narrow = Publication(**{**vars(publication()), "headline": "strict"})
    strict = {figure: said(made) for figure, _, made in gallery.draw(results, narrow, cut)}
    assert "Indigenous reserves (tier B" not in strict["change"]
    assert "Indigenous reserves (tier B" in strict["zones"]


def test_what_lies_offshore_has_a_frame_and_is_no_speck(results, cut):
    told = publication()
    units, zones = results.municipalities, results.zones
    country = gallery.gather(units, zones, shapely.Point(), 900)
    assert [group.names for group in country.offshore] == [["San Andrés"], ["Malpelo"]]
    # A view in which both would be specks.
    ground = gallery.Ground(country, gallery.fitted(country, 400, 300, 20, 8))
    assert "88001" not in ground.units.index
    for shape in (ground.own, *ground.zones.values()):
        assert shape.bounds[0] >= 299
    made = {figure: made for figure, wide, made in gallery.draw(results, told, cut) if wide == 180}
    assert "Malpelo" in said(made["zones"])
    # Where no zone is drawn, a frame of the sea would be empty.
    assert "Malpelo" not in said(made["flows"])
    assert "San Andrés" in said(made["flows"])


def test_a_slender_country_stays_on_a_page_and_two_pieces_are_both_drawn(results):
    x, y = 4_500_000, 1_700_000
    pieces = [box(x, y, x + STEP, y + 9 * STEP), box(x, y - 4 * STEP, x + STEP, y - 3 * STEP)]
    codes = ["52001", "19001"]
    units = frame(*map(municipality, codes, pieces)).set_crs(CRS, allow_override=True)
    country = gallery.gather(units, results.zones, shapely.Point(), 900)
    ground = gallery.Ground(country, gallery.fitted(country, 400, 20, 20, 8))
    assert ground.view.high <= 1.45 * 400 + 1
    assert list(ground.units.index) == codes
    west, _, east, _ = ground.own.bounds
    assert west == pytest.approx(400 - east, abs=1)


def test_a_hatch_has_the_angle_and_the_spacing_of_the_pages():
    shape = box(0, 0, 100, 100).difference(box(40, 40, 60, 60))
    for style in symbology.zone_masks(
        ["park", "ecuador", "catatumbo", "council"], Words("en")
    ).values():
        lines = shapely.get_parts(hatching.hatched(shape, style))
        assert shape.buffer(0.01).covers(shapely.MultiLineString(list(lines)))
        ends = np.array([line.coords[-1] for line in lines]) - [line.coords[0] for line in lines]
        turn = np.radians(style["angle"])
        # Clockwise from upright, as the pages' patterns turn.
        along = np.array([-np.sin(turn), np.cos(turn)])
        assert np.abs(ends @ [along[1], -along[0]]).max() == pytest.approx(0, abs=1e-6)
        places = {
            round(line.coords[0] @ np.array([np.cos(turn), np.sin(turn)]), 3) for line in lines
        }
        steps = np.diff(sorted(places))
        assert steps.min() == pytest.approx(style["spacing"] * hatching.PIXEL, abs=0.01)


def test_flows_say_how_many_are_shown_and_keep_the_colours_of_the_page(drawn):
    made = drawn["en", "flows", 180]
    assert "2 of 3 flows" in said(made)
    colours = {style["colour"] for style in symbology.flows(Words("en")).values()}
    lines = {to_hex(patch.get_edgecolor()) for patch in made.figure.findobj(PathPatch)}
    assert colours <= lines
    assert "200 ha" in said(made)
    assert "1,000 ha" not in said(made)


def test_growth_prints_the_figures_of_the_table(drawn):
    for wide in (180, 88):
        told = said(drawn["en", "growth", wide])
        for figure in ("+36%", "(+17 to +55%)", "+47%", "(−38 to +57%)"):
            assert told.count(figure) == 2
        assert "these and Indigenous reserves" in told
    assert "(−38 a +57" in said(drawn["es", "growth", 88])


def test_shares_are_those_of_the_best_model_and_joined_from_year_to_year(drawn):
    made = drawn["en", "shares", 180]
    told = said(made)
    assert "31%" in told
    assert "36%" in told
    assert "(32 to 43%)" in told
    assert told.count("2013") >= 1
    joints = [
        patch
        for patch in made.figure.findobj(PathPatch)
        if len(patch.get_path()) == 2
        and to_hex(patch.get_edgecolor()) == sheet.QUIET
        and np.diff(patch.get_path().vertices[:, 1])[0] == pytest.approx(8.5, abs=0.11)
    ]
    assert len(joints) == 4


def test_years_end_with_the_data_and_say_what_their_lines_are(drawn):
    told = said(drawn["en", "years", 180])
    assert "2010" in told
    assert "2016" in told
    assert "2009" not in told
    assert "2017" not in told
    assert "The years compared, 2013 and 2014" in told
    assert "after spraying ended in 2015" in told
    assert "Thousand hectares" in told


def test_a_year_without_figure_is_a_gap():
    values = pd.Series([1.0, 2.0, 4.0, np.nan, 6.0], index=[2010, 2011, 2013, 2014, 2015])
    assert [run.index.tolist() for run in plot._runs(values)] == [[2010, 2011], [2013], [2015]]


def test_the_pair_examined_is_told_and_what_is_not_comparable(drawn):
    told = said(drawn["en", "context", 180])
    assert "2013 → 2014, the change examined: −3.1 points (−8.0 to +1.8)" in told
    assert "not comparable: the census changed" in told
    assert "after spraying ended in 2015" in told
    colours = fills(drawn["en", "context", 88])
    assert {sheet.MARK, sheet.QUIET} <= colours


def test_a_dataset_without_models_zones_or_flows_has_its_figures_too(results, cut):
    bare = Results(
        **vars(results)
        | {
            "zones": results.zones.head(0),
            "flows": results.flows.head(0),
            "totals": results.totals.head(0),
            "shift": results.shift.head(0),
            "context": results.context.head(0),
            "event_study": results.event_study.head(0),
            "series": results.series[results.series["level"] == "national"],
        }
    )
    made = {figure: made for figure, _, made in gallery.draw(bare, publication(), cut)}
    assert Words("en")("figure.context.none") in said(made["context"])
    assert Words("en")("figure.events.none") in said(made["events"])
    assert all(saving.save(each, "pdf") for each in made.values())


def test_estimates_without_intervals_have_none(results, cut):
    areal = results.totals[results.totals["method"] == "areal"].assign(
        coca_ha_p10=np.nan, coca_ha_p50=np.nan, coca_ha_p90=np.nan
    )
    shift = results.shift.assign(method="areal", growth_inside_p10=np.nan, growth_outside=np.nan)
    plain = Results(**vars(results) | {"totals": areal, "shift": shift})
    made = {figure: said(made) for figure, _, made in gallery.draw(plain, publication(), cut)}
    assert "31%" in made["shares"]
    assert " to " not in made["shares"].partition("National parks")[2].partition("Coca on")[0]
    assert "+36%" in made["growth"]
    assert "no figure" in made["growth"]


def test_a_decline_is_not_called_growth(results, cut):
    fallen = Results(**vars(results) | {"shift": results.shift.assign(change_outside_ha=-14_000.0)})
    made = {figure: said(made) for figure, _, made in gallery.draw(fallen, publication(), cut)}
    assert "Change of coca inside" in made["growth"]
    assert "Growth" not in made["growth"]


def test_a_country_without_change_is_drawn(results, cut):
    still = results.change.assign(coca_ha_2014=results.change["coca_ha_2013"], change_ha=0.0)
    plain = Results(**vars(results) | {"change": still})
    assert len(list(gallery.draw(plain, publication(), cut))) == 18


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 0.95, 5, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (-0.12, 0.11, 6, [-0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15]),
        (0, 230, 5, [0, 50, 100, 150, 200, 250]),
        (0, 0, 4, [0, 0.5]),
    ],
)
def test_steps_are_round_and_reach_both_ends(low, high, most, expected):
    found = lanes.steps(low, high, most)
    if high > low:
        assert found == pytest.approx(expected)
    assert found[0] <= low
    assert found[-1] >= high
    assert len(found) > 1


def test_sources_are_gathered_by_provider():
    told = provenance.told(publication(), ["coca", "municipalities", "lacking"], projected=True)
    assert "Coca table (2001-2022): UNODC/SIMCI; Municipalities (MGN 2018): DANE." in told
    assert told.startswith("Coca on 31 December 2013 and 2014.")
    assert provenance.of_zones(["park", "reserve"], publication()) == ["parks"]


def test_a_letter_that_was_not_cut_is_taken_from_the_whole_font(cut):
    assert cut.font("Tumaco", bold=False) is cut.normal
    assert cut.font("Ţūmācō", bold=True) is not cut.bold
    assert cut.wide("Ţūmācō", 10) == pytest.approx(cut.wide("Tumaco", 10), rel=0.05)


def test_ink_is_that_of_the_pages():
    css = (ROOT / "cocashift/publish/pages/web/common.css").read_text("utf-8")
    light = dict(re.findall(r"--(\w+): light-dark\((#\w+),", css))
    ours = [sheet.INK, sheet.QUIET, sheet.FAINT, sheet.MARK]
    assert ours == [light[name] for name in ("ink", "quiet", "line", "rise")]
