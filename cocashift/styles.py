"""Styles that QGIS applies by itself: the classes, colours and labels of the web maps."""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import geopandas as gpd

from cocashift import symbology
from cocashift.templates import template
from cocashift.words import Words
from cocashift.zones import in_force

__all__ = ["HERE", "Rule", "Style", "of_layers", "qml", "rgba"]

HERE = Path(__file__).with_suffix("")
BORDER = "#8b9096"
# As QGIS counts them.
GEOMETRY_TYPES = {"marker": 0, "line": 1, "fill": 2}
SYMBOLS = {
    "ring": "marker",
    "circle": "marker",
    "outline": "fill",
    "centre": "fill",
    "hatch": "fill",
    "arrow": "line",
}
# Millimetres: the area of a circle grows with the hectares, and an arrow's width with their root.
CIRCLE_MM = 0.16
CIRCLE_SIZE = f'{CIRCLE_MM} * sqrt(abs("change_ha"))'
SAMPLES_HA = (100, 500, 2000)
# Denominators of scales.
NAMED_BELOW = {"departments": 20_000_000, "municipalities": 1_500_000}
ARROW_WIDTH = '0.2 + 3 * sqrt("share")'


@dataclass(frozen=True)
class Rule:
    """One class of a legend: which features it draws, and how.

    `kind` is fill, hatch, outline, centre (an outline and its middle), arrow, circle or ring;
    `hatch` gives the angle in degrees, clockwise from the vertical, and the spacing in pixels. A
    circle grows with its hectares unless `size_mm` fixes it.
    """

    label: str
    filter: str
    colour: str
    kind: str = "fill"
    hatch: tuple[float, float] | None = None
    width_mm: float = 0.2
    size_mm: float | None = None


@dataclass(frozen=True)
class Style:
    """One way to draw a layer: its name, and its rules from the top of the legend to its foot.

    Where features lie on each other, those with the least of `last` (an expression) are drawn last.
    They bear their names at scales larger than one to `named_below`.
    """

    name: str
    rules: list[Rule]
    last: str = ""
    named_below: int = 0


def of_layers(
    zones: gpd.GeoDataFrame,
    categories: list[str],
    scenarios: list[str],
    headline: str,
    years: list[int],
    words: Words,
) -> dict[str, list[Style]]:
    """Give each published layer its styles, the first the one in which it opens.

    Parameters
    ----------
    zones : GeoDataFrame
        `schemas.Zones`; those not in force in the last year are drawn as such.
    categories, scenarios : list of str
        Zone categories and scenarios in the order of the configuration.
    headline : str
        The reading that the share off limits is told in.
    years : list of int
        First and last year.
    words : Words
        The catalogue in the language of the labels.

    Returns
    -------
    dict
        Styles by the name of the layer.
    """
    single = {
        "municipality_points": _circles(words),
        "zones": _hatches(zones, categories, years[-1], words),
        "municipality_zones": _readings(scenarios, years[-1], words),
        "flows": _arrows(words),
        "centres": [
            Rule(str(year), f'"year" = {year}', colour, "centre", width_mm=0.6)
            for year, colour in zip(years, symbology.year_colours(), strict=True)
        ],
    }
    return {
        "municipalities": [
            replace(style, named_below=NAMED_BELOW["municipalities"])
            for style in _of_municipalities(headline, years, words)
        ],
        "departments": [
            Style(
                words("layer.departments"),
                [Rule(words("layer.departments"), "", "#3c4043", "outline", width_mm=0.3)],
                named_below=NAMED_BELOW["departments"],
            )
        ],
        **{layer: [Style(words.layer(layer), rules)] for layer, rules in single.items()},
        "zones_union": [
            Style(words.layer("zones_union"), _outlines(scenarios, words), last='"area_ha"')
        ],
    }


def qml(style: Style, fields: dict[str, tuple[str, str]], shown: str) -> str:
    """Write a style in QGIS's own format, with the names of the fields.

    Parameters
    ----------
    style : Style
        Its rules all of one kind of geometry.
    fields : dict
        Name and description by column, in the order of the layer.
    shown : str
        The field by which features are named.

    Returns
    -------
    str
        XML.
    """
    kinds = [SYMBOLS.get(rule.kind, rule.kind) for rule in style.rules]
    return template(HERE, "layer.qml.j2").render(
        rules=[
            {"label": rule.label, "filter": rule.filter, "kind": kind, "layers": _symbol(rule)}
            for rule, kind in zip(style.rules, kinds, strict=True)
        ],
        last=style.last,
        named_below=style.named_below,
        geometry_type=GEOMETRY_TYPES[kinds[0]],
        fields=fields,
        shown=shown,
    )


def _of_municipalities(headline: str, years: list[int], words: Words) -> list[Style]:
    """Draw the themes of the map of change, and the coca of each year as the page of both does."""
    both = " AND ".join(f'"coca_ha_{year}" = 0' for year in years)
    missing = '"change_ha" IS NULL'
    change = symbology.change_density(words)
    named = {
        "kind": ("change_class", symbology.change_kinds(words)),
        "permanence": ("permanence", symbology.permanence(words)),
        "clusters": ("lisa", symbology.clusters(words)),
    }
    return [
        Style(
            words("theme.density"),
            [
                *_intervals("change_ha_per_km2", change, f"NOT ({both})"),
                Rule(words("change.none"), both, change["none"]),
                Rule(words("change.missing"), missing, change["missing"]),
            ],
        ),
        *(
            Style(words(f"theme.{theme}"), _named(field, classes))
            for theme, (field, classes) in named.items()
        ),
        _density_by_share(headline, years[-1], words),
        *(_coca(year, words) for year in years),
    ]


def _coca(year: int, words: Words) -> Style:
    """Coca per area in one year."""
    style = symbology.coca_density(words)
    coca = f'"coca_ha_{year}"'
    return Style(
        f"{words('years.density')} ({year})",
        [
            *_intervals(f"coca_ha_per_km2_{year}", style, f"{coca} > 0"),
            Rule(words("map.no_coca"), f"{coca} = 0", style["none"]),
            Rule(words("map.not_in_table"), f"{coca} IS NULL", style["missing"]),
        ],
    )


def _density_by_share(scenario: str, year: int, words: Words) -> Style:
    """Coca per area by the share of the area off limits: a class for each pair."""
    style = symbology.density_by_share(words)
    coca = f'"coca_ha_{year}"'
    rows = _between(f"coca_ha_per_km2_{year}", [limit / 100 for limit in style["density_breaks"]])
    columns = _between(f"off_limits_share_{scenario}", style["share_breaks"])
    pairs = [
        Rule(
            words("theme.matrix", density=density, share=share),
            f"{coca} > 0 AND {row} AND {column}",
            colour,
        )
        for row, density, colours in zip(rows, style["rows"], style["colours"], strict=True)
        for column, share, colour in zip(columns, style["columns"], colours, strict=True)
    ]
    return Style(
        words("theme.density_by_share"),
        [
            *pairs,
            Rule(words("theme.no_coca", year=year), f"{coca} = 0", style["none"]),
            Rule(words("change.missing"), f"{coca} IS NULL", style["missing"]),
        ],
    )


def _intervals(field: str, style: dict, some: str) -> list[Rule]:
    """Classes of a density in ha/km², whose breaks are told per 100 km², the highest on top."""
    limits = _between(field, [limit / 100 for limit in style["breaks"]])
    classes = zip(limits, style["labels"], style["colours"], strict=True)
    return [Rule(label, f"{some} AND {limit}", colour) for limit, label, colour in classes][::-1]


def _between(field: str, breaks: list[float]) -> list[str]:
    """Conditions that a field lies between breaks, each lower one included."""
    return [
        " AND ".join(
            ([f'"{field}" >= {low}'] if low is not None else [])
            + ([f'"{field}" < {high}'] if high is not None else [])
        )
        for low, high in pairwise([None, *breaks, None])
    ]


def _named(field: str, classes: dict[str, dict]) -> list[Rule]:
    return [
        Rule(style["label"], f"\"{field}\" = '{kind}'", style["colour"])
        for kind, style in classes.items()
    ]


def _hatches(zones: gpd.GeoDataFrame, categories: list[str], year: int, words: Words) -> list[Rule]:
    """Hatch what is in force as the web map does, and outline what is not."""
    current = in_force(zones, year)
    eve = f"{year}-12-31"
    today = (
        f'("valid_from" IS NULL OR "valid_from" <= \'{eve}\')'
        f' AND ("valid_until" IS NULL OR "valid_until" >= \'{eve}\')'
    )
    legend = symbology.zone_legend(zones, categories, year, words)
    rules = [
        replace(
            rule,
            kind="hatch",
            hatch=(style["angle"], style["spacing"]),
            filter=f"{rule.filter} AND {today}",
        )
        for rule, style in zip(_named("zone", legend), legend.values(), strict=True)
    ]
    if len(current) == len(zones):
        return rules
    past = Rule(words("layer.not_in_force", day=eve), f"NOT ({today})", BORDER, "outline")
    return [*rules, past]


def _outlines(scenarios: list[str], words: Words) -> list[Rule]:
    """Outline each reading, the first with the heaviest line."""
    classes = _named("scenario", symbology.readings(scenarios, words))
    return [
        replace(rule, kind="outline", width_mm=0.2 + 0.2 * place)
        for rule, place in zip(classes, range(len(classes), 0, -1), strict=True)
    ]


def _readings(scenarios: list[str], year: int, words: Words) -> list[Rule]:
    """Each piece by the first reading that counts it."""
    fields = [f'"in_{scenario}_{year}"' for scenario in scenarios]
    rules = [
        Rule(
            style["label"] if not place else words("layer.added", scenario=style["label"]),
            " AND ".join([f"NOT {field}" for field in fields[:place]] + [fields[place]]),
            style["colour"],
        )
        for place, style in enumerate(symbology.readings(scenarios, words).values())
    ]
    none = " AND ".join(f"NOT {field}" for field in fields)
    return [*rules, Rule(words("layer.outside"), none, "#ffffff")]


def _arrows(words: Words) -> list[Rule]:
    """Of both readings of the flows the net one is drawn; the other is a filter away."""
    classes = _named("direction", symbology.flows(words))
    return [
        replace(rule, kind="arrow", filter=f"\"reading\" = 'net' AND {rule.filter}")
        for rule in classes
    ]


def _circles(words: Words) -> list[Rule]:
    """Fill a gain, and ring a loss, as the circles of the web map; samples tell their size."""
    style = symbology.circles(words)
    samples = [
        Rule(words.hectares(ha), "FALSE", BORDER, "ring", size_mm=round(CIRCLE_MM * ha**0.5, 2))
        for ha in SAMPLES_HA
    ]
    return [
        Rule(style["gain"]["label"], '"change_ha" > 0', style["gain"]["colour"], "circle"),
        Rule(style["loss"]["label"], '"change_ha" < 0', style["loss"]["colour"], "ring"),
        *samples,
    ]


def _symbol(rule: Rule) -> list[dict]:
    """Give the layers of a symbol, from the lowest."""
    colour = rgba(rule.colour)
    if rule.kind == "arrow":
        head = _part("SimpleMarker", name="filled_arrowhead", color=colour, outline_color=colour)
        return [
            _part("SimpleLine", line_color=colour) | {"driven": ("outlineWidth", ARROW_WIDTH)},
            _part("MarkerLine", placement="lastvertex") | {"inner": ("marker", head)},
        ]
    outline = _part("SimpleLine", line_color=colour, line_width=rule.width_mm)
    if rule.kind == "outline":
        return [outline]
    if rule.kind == "centre":
        cross = _part("SimpleMarker", name="cross", outline_color=colour, outline_width=0.6, size=4)
        return [outline, _part("CentroidFill") | {"inner": ("marker", cross)}]
    if rule.kind in {"circle", "ring"}:
        inside = colour if rule.kind == "circle" else "0,0,0,0"
        ring = {"outline_color": colour, "outline_width": 0.5 if rule.kind == "ring" else 0.2}
        circle = _part("SimpleMarker", name="circle", color=inside, size=rule.size_mm or 2, **ring)
        return [circle if rule.size_mm else circle | {"driven": ("size", CIRCLE_SIZE)}]
    if rule.kind == "hatch":
        clockwise, spacing = rule.hatch
        line = _part("SimpleLine", line_color=colour, line_width=0.3)
        # QGIS turns its lines the other way, from the horizontal.
        pattern = _part("LinePatternFill", angle=(90 - clockwise) % 180, distance=spacing / 3)
        edge = _part("SimpleLine", line_color=colour, line_width=0.2)
        return [pattern | {"inner": ("line", line)}, edge]
    edge = {"outline_color": rgba(BORDER), "outline_width": 0.1}
    return [_part("SimpleFill", color=colour, style="solid", **edge)]


def _part(kind: str, **options) -> dict:
    return {"class": kind, "options": options, "inner": None, "driven": None}


def rgba(colour: str) -> str:
    """Write a colour as QGIS does.

    Examples
    --------
    >>> rgba("#a34f05")
    '163,79,5,255'
    """
    red, green, blue = symbology.rgb(colour)
    return f"{red},{green},{blue},255"
