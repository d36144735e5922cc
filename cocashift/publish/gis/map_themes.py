"""Map themes of the project: a click shows the layers, in the styles, that a page shows."""

from dataclasses import dataclass

from cocashift.publish.gis import municipal_styles
from cocashift.publish.gis.entries import Shown
from cocashift.words import Words

__all__ = ["MapTheme", "of_pages"]

# Themes of the map of change that municipalities alone show, and those with the zones over them.
ALONE = ("kind", "permanence", "clusters")
UNDER_ZONES = ("density_by_share", "knowledge")


@dataclass(frozen=True)
class MapTheme:
    """What is seen: by the layers' ids their styles, and classes where some are left out."""

    name: str
    styles: dict[str, str]
    classes: dict[str, list[str]]


def of_pages(
    vectors: dict[str, Shown], rasters: dict[str, Shown], years: list[int], words: Words
) -> dict[str, MapTheme]:
    """Give a theme for each view of the pages, and one for each sheet.

    Parameters
    ----------
    vectors : dict of Shown
        As `entries.vector_layers` gives them.
    rasters : dict of Shown
        ``change`` and ``mask``.
    years : list of int
        First and last year.
    words : Words
        The catalogue.

    Returns
    -------
    dict
        The first is the one in which the project opens.
    """
    layers = vectors | rasters

    def style(layer: str, place: int = 0) -> str:
        return list(layers[layer].styles)[place]

    def theme(name: str, seen: dict[str, str]) -> MapTheme:
        shown = {"around": style("around"), "departments": style("departments"), **seen}
        styles = {layers[layer].id: of for layer, of in shown.items()}
        classes = {layers[layer].id: layers[layer].seen(of) for layer, of in shown.items()}
        return MapTheme(name, styles, {id_: keys for id_, keys in classes.items() if keys})

    def change(short: str, seen: dict[str, str]) -> MapTheme:
        of = words(f"theme.{short}.short")
        return theme(of if short == "density" else words("project.theme.change", theme=of), seen)

    def municipal(of: str) -> dict[str, str]:
        return {"municipalities": municipal_styles.title(of, words)}

    zones = {"zones": style("zones")}
    plain = municipal("plain")
    return {
        "density": change("density", municipal("density") | zones),
        **{of: change(of, municipal(of)) for of in ALONE},
        **{of: change(of, municipal(of) | zones) for of in UNDER_ZONES},
        "department": change("department", plain | {"departments": style("departments", 1)}),
        "grid": change("grid", plain | {"change": style("change")}),
        **{
            str(year): theme(words("project.theme.coca", year=year), municipal(str(year)))
            for year in years
        },
        "years": theme(
            words("project.theme.years"),
            plain | {"municipality_years": style("municipality_years")},
        ),
        "flows": theme(words("project.theme.flows"), plain | {"flows": style("flows")}),
        "readings": theme(
            words("project.theme.zones"), plain | {"zones_union": style("zones_union")}
        ),
        "zones": theme(words("project.theme.all_zones"), plain | {"zones": style("zones", 1)}),
        "mask": theme(words("project.theme.mask"), plain | {"mask": style("mask")}),
        "atlas": theme(
            words("project.theme.atlas"),
            municipal("density") | zones | {"departments": style("departments", 2)},
        ),
    }
