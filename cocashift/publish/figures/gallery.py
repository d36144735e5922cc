"""Every figure by its name, drawn in every width."""

from collections.abc import Iterator

from cocashift.harmonise.zones import in_force
from cocashift.publish.figures import (
    change,
    compare,
    context,
    events,
    flows,
    growth,
    shares,
    years,
    zones,
)
from cocashift.publish.figures.country import gather, land
from cocashift.publish.figures.letters import Letters
from cocashift.publish.figures.maps import Ground, fitted
from cocashift.publish.figures.sheet import Sheet
from cocashift.publish.results import Publication, Results

__all__ = ["CHARTS", "MAPS", "WIDTHS_MM", "draw"]

# A page's width, and a column's.
WIDTHS_MM = (180, 88)
# What is lost in drawing them, on the ground.
COARSE_M = (900, 1600)
MAPS = {"change": change.draw, "compare": compare.draw, "zones": zones.draw, "flows": flows.draw}
CHARTS = {
    "growth": growth.draw,
    "shares": shares.draw,
    "years": years.draw,
    "context": context.draw,
    "events": events.draw,
}


def draw(
    results: Results, publication: Publication, letters: Letters
) -> Iterator[tuple[str, int, Sheet]]:
    """Draw all figures.

    Parameters
    ----------
    results : Results
        What a figure needs of it stands with the figure.
    publication : Publication
        How it is told; its ``crs`` is that of the maps.
    letters : Letters
        What figures are written in.

    Yields
    ------
    tuple of str, int and Sheet
        Name, width in millimetres, and the figure.
    """
    units = results.municipalities.to_crs(publication.crs)
    shapes = in_force(results.zones, publication.years[-1]).to_crs(publication.crs)
    around = land(results.municipalities, publication.crs)
    country = gather(units, shapes, around, COARSE_M[0])
    for wide_mm, coarse_m in zip(WIDTHS_MM, COARSE_M, strict=True):
        wide = Sheet(wide_mm, letters).wide
        if coarse_m > COARSE_M[0]:
            country = country.coarser(coarse_m)
        whole = _whole(country, wide)
        half = _half(country, (wide - compare.GAP) / 2)
        for name, fill in MAPS.items():
            sheet = Sheet(wide_mm, letters)
            fill(sheet, half if name == "compare" else whole, results, publication)
            yield name, wide_mm, sheet
        for name, fill in CHARTS.items():
            sheet = Sheet(wide_mm, letters)
            fill(sheet, results, publication)
            yield name, wide_mm, sheet


def _whole(country, wide: float) -> Ground:
    """Leave room on a wide sheet for names beside the country."""
    left, right = (112, 48) if wide > 300 else (8, 6)
    return Ground(country, fitted(country, wide, left, right, 8))


def _half(country, wide: float) -> Ground:
    return Ground(country, fitted(country, wide, 8, 5, 6))
