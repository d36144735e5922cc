"""Both years side by side, in the same classes."""

from cocashift.publish import themes
from cocashift.publish.figures import legend, provenance
from cocashift.publish.figures.maps import Ground, Map, classes
from cocashift.publish.figures.sheet import Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["GAP", "draw"]

# Between the maps, in points.
GAP = 6


def draw(sheet: Sheet, ground: Ground, results: Results, publication: Publication) -> None:
    """Draw two maps of coca per area.

    Parameters
    ----------
    sheet : Sheet
        An empty one.
    ground : Ground
        The country in half the width.
    results : Results
        With ``change``.
    publication : Publication
        How it is told.
    """
    words, (first, last) = publication.words, publication.years
    sheet.title(words("compare.title", first=first, last=last), words("figure.compare.below"))
    top = sheet.down
    for place, year in enumerate((first, last)):
        theme = themes.of_coca(results.change, year, words)
        painted = classes(results.change, theme)
        x = place * (ground.view.wide + GAP)
        total = results.change[f"coca_ha_{year}"].sum(min_count=1)
        sheet.text(x, top + 0.9 * sheet.size, str(year), bold=True)
        wide = sheet.letters.wide(f"{year}  ", sheet.size, bold=True)
        sheet.text(x + wide, top + 0.9 * sheet.size, words.hectares(total))
        drawn = Map(sheet, ground, x, top + 1.5 * sheet.size)
        drawn.paint(*painted)
        drawn.departments()
        unnamed = drawn.insets(*painted, {})
        drawn.furniture(words)
    sheet.down = top + 1.5 * sheet.size + ground.view.high
    legend.scale(sheet, theme, theme["label"])
    told = provenance.told(publication, ["coca", "municipalities"], projected=True)
    framed = words("figure.framed", names=", ".join(unnamed)) if unnamed else ""
    sheet.source(f"{framed} {told}".strip())
