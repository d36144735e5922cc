"""What the index lists of the published files."""

import pytest

from cocashift.publish.catalogue import titles
from cocashift.publish.pages import holdings
from cocashift.words import LANGUAGES, Words

FIGURES = [
    f"figures/{figure}-{wide}mm.{form}"
    for figure in ("growth", "change")
    for wide in (180, 88)
    for form in ("png", "pdf", "svg")
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_offered_in_every_width_and_form(language):
    words = Words(language)
    published = dict.fromkeys([*titles.of_files([], words), *FIGURES], (2000, "ab"))
    card = holdings.cards(published, words)[-1]
    assert card["title"] == words("index.card.figures")
    assert "12" in card["count"]
    assert [figure["name"] for figure in card["figures"]] == [
        words("index.figure.growth"),
        words("index.figure.change"),
    ]
    offered = [
        path for figure in card["figures"] for _, forms in figure["widths"] for path, _ in forms
    ]
    assert offered == FIGURES
    assert [wide for wide, _ in card["figures"][0]["widths"]] == ["180 mm", "88 mm"]


def test_a_figure_goes_by_what_it_shows_and_its_width():
    told = titles.of_figures([*FIGURES, "tables/zones.csv"], Words("en"))
    assert list(told) == FIGURES
    assert told["figures/change-88mm.svg"] == "Change, 88 mm wide"
