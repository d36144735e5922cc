"""The figures that a run publishes, in both languages: every file, and nothing that collides."""

import re
from itertools import combinations

import pytest
from shapely import box

from cocashift.publish.figures import gallery, letters, saving

FIGURES = (*gallery.MAPS, *gallery.CHARTS)
MOST_BYTES = 500_000
TEXT = re.compile(r'<text style="([^"]*)" x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>')
AHEAD = {"start": 0, "middle": 0.5, "end": 1}


@pytest.fixture(params=["en", "es"])
def figures(request, maps):
    """Where figures lie, in each language."""
    if request.param == "en":
        return maps / "figures"
    return request.getfixturevalue("spanish") / "maps/bundled/figures"


def test_every_figure_is_there_in_every_width_and_form(figures):
    assert {path.name for path in figures.iterdir()} == {
        f"{figure}-{wide}mm.{form}"
        for figure in FIGURES
        for wide in gallery.WIDTHS_MM
        for form in saving.FORMS
    }


def test_a_figure_in_print_is_light(figures):
    heavy = {path.name: path.stat().st_size for path in figures.glob("*.pdf")}
    assert {name: size for name, size in heavy.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("wide", gallery.WIDTHS_MM)
def test_words_lie_on_no_other_words_and_can_be_read(figures, figure, wide):
    svg = (figures / f"{figure}-{wide}mm.svg").read_text("utf-8")
    width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
    placed = []
    with letters.cut("") as cut:
        for style, x, y, text in TEXT.findall(svg):
            size = float(re.search(r"font-size: ([\d.]+)px", style)[1])
            anchor = re.search(r"text-anchor: (\w+)", style)[1]
            room = cut.wide(text.replace("&amp;", "&"), size, bold="font-weight: 700" in style)
            left = float(x) - AHEAD[anchor] * room
            placed.append((text, size, box(left, float(y) - 0.7 * size, left + room, float(y))))
    assert len(placed) > 8
    assert min(size for _, size, _ in placed) >= 6
    sheet = box(-0.2, -0.2, width + 0.2, height + 0.2)
    assert [text for text, _, where in placed if not sheet.contains(where)] == []
    assert [
        (one, other)
        for (one, _, here), (other, _, there) in combinations(placed, 2)
        if here.buffer(-0.3).intersects(there.buffer(-0.3))
    ] == []
