"""Styles of municipalities and departments: the themes of the web maps, class by class."""

from itertools import pairwise

from cocashift.publish import symbology
from cocashift.publish.gis.labels import of_municipalities
from cocashift.publish.gis.symbols import Rule, Style
from cocashift.words import Words

__all__ = ["named", "of_density", "of_every_year", "of_themes", "title"]


def of_themes(headline: str, years: list[int], words: Words) -> dict[str, Style]:
    """Draw the themes of the map of change, and the coca of each year as the page of both does.

    Parameters
    ----------
    headline : str
        The reading that what is off limits is told in.
    years : list of int
        First and last year.
    words : Words
        The catalogue in the language of the legends.

    Returns
    -------
    dict
        Styles by the names of the themes; those of coca by their years. The first is the one in
        which municipalities open.
    """
    last = years[-1]
    kinds = {
        "kind": ("change_class", symbology.change_kinds(words)),
        "permanence": ("permanence", symbology.permanence(words)),
        "clusters": ("lisa", symbology.clusters(words)),
    }
    rules = {
        "density": of_density(years, words),
        **{theme: named(field, classes) for theme, (field, classes) in kinds.items()},
        "density_by_share": _density_by_share(headline, last, words),
        "knowledge": _knowledge(headline, last, words),
    }
    changed = of_municipalities('"change_ha"')
    styles = {
        theme: Style(title(theme, words), drawn, labels=changed) for theme, drawn in rules.items()
    }
    for year in map(str, years):
        drawn = _coca(f"coca_ha_{year}", f"coca_ha_per_100km2_{year}", words)
        labels = of_municipalities(f'"coca_ha_{year}"')
        styles[year] = Style(title(year, words), drawn, labels=labels)
    ground = [Rule(words("layer.municipalities"), "", symbology.change_density(words)["missing"])]
    return styles | {"plain": Style(title("plain", words), ground)}


def title(theme: str, words: Words) -> str:
    """Name the style of a theme, or of the coca of a year."""
    if theme.isdigit():
        return f"{words('years.density')} ({theme})"
    own = theme in {"knowledge", "plain"}
    return words(f"style.{theme}" if own else f"theme.{theme}")


def of_every_year(words: Words) -> Style:
    """Draw coca per area of rows of many years, each while its year is shown; else the last."""
    return Style(
        words("years.density"),
        _coca("coca_ha", "coca_ha_per_100km2", words),
        last='-"year"',
        moments=('make_date("year", 1, 1)', 'make_date("year", 12, 31)'),
    )


def of_density(years: list[int], words: Words) -> list[Rule]:
    """Classes of change per area; none, unchanged and missing are three things."""
    both = " AND ".join(f'"coca_ha_{year}" = 0' for year in years)
    change = symbology.change_density(words)
    return [
        *_intervals('"change_ha_per_100km2"', change, f"NOT ({both})"),
        Rule(words("change.none"), both, change["none"]),
        Rule(words("change.missing"), '"change_ha" IS NULL', change["missing"]),
    ]


def _coca(coca: str, density: str, words: Words) -> list[Rule]:
    """Coca per area in one year."""
    style = symbology.coca_density(words)
    return [
        *_intervals(f'"{density}"', style, f'"{coca}" > 0'),
        Rule(words("map.no_coca"), f'"{coca}" = 0', style["none"]),
        Rule(words("map.not_in_table"), f'"{coca}" IS NULL', style["missing"]),
    ]


def _knowledge(scenario: str, year: int, words: Words) -> list[Rule]:
    """How far apart the least and the most off limits lie, as a share of the coca."""
    style, coca = symbology.knowledge(words), f'"coca_ha_{year}"'
    inside = f"off_limits_ha_{scenario}_{year}"
    apart = f'("{inside}_upper" - "{inside}_lower") / {coca}'
    return [
        *_intervals(apart, style, f"{coca} > 0"),
        Rule(words("theme.no_coca", year=year), f"{coca} = 0", style["none"]),
        Rule(words("change.missing"), f"{coca} IS NULL", style["missing"]),
    ]


def _density_by_share(scenario: str, year: int, words: Words) -> list[Rule]:
    """Coca per area by the share of the area off limits: a class for each pair."""
    style = symbology.density_by_share(words)
    coca = f'"coca_ha_{year}"'
    rows = _between(f'"coca_ha_per_100km2_{year}"', style["density_breaks"])
    columns = _between(f'"off_limits_share_{scenario}"', style["share_breaks"])
    pairs = [
        Rule(
            words("theme.matrix", density=density, share=share),
            f"{coca} > 0 AND {row} AND {column}",
            colour,
        )
        for row, density, colours in zip(rows, style["rows"], style["colours"], strict=True)
        for column, share, colour in zip(columns, style["columns"], colours, strict=True)
    ]
    return [
        *pairs,
        Rule(words("theme.no_coca", year=year), f"{coca} = 0", style["none"]),
        Rule(words("change.missing"), f"{coca} IS NULL", style["missing"]),
    ]


def _intervals(figure: str, style: dict, some: str) -> list[Rule]:
    """Classes of a figure between breaks, the highest on top."""
    limits = _between(figure, style["breaks"])
    classes = zip(limits, style["labels"], style["colours"], strict=True)
    return [Rule(label, f"{some} AND {limit}", colour) for limit, label, colour in classes][::-1]


def _between(figure: str, breaks: list[float]) -> list[str]:
    """Conditions that a figure lies between breaks, each lower one included."""
    return [
        " AND ".join(
            ([f"{figure} >= {low}"] if low is not None else [])
            + ([f"{figure} < {high}"] if high is not None else [])
        )
        for low, high in pairwise([None, *breaks, None])
    ]


def named(field: str, classes: dict[str, dict]) -> list[Rule]:
    """Draw each value of a field as the class of its name."""
    return [
        Rule(style["label"], f"\"{field}\" = '{kind}'", style["colour"])
        for kind, style in classes.items()
    ]
