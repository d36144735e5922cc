"""Styles that QGIS applies by itself: the classes, colours and labels of the web maps."""

from dataclasses import replace
from itertools import pairwise

import geopandas as gpd

from cocashift.harmonise.zones import in_force
from cocashift.publish import symbology
from cocashift.publish.gis.symbols import BORDER, CIRCLE_MM, Rule, Style
from cocashift.publish.results import Publication
from cocashift.words import Words

__all__ = ["of_layers"]

SAMPLES_HA = (100, 500, 2000)
# Denominators of scales.
NAMED_BELOW = {"departments": 20_000_000, "municipalities": 1_500_000}


def of_layers(zones: gpd.GeoDataFrame, publication: Publication) -> dict[str, list[Style]]:
    """Give each published layer its styles, the first the one in which it opens.

    Parameters
    ----------
    zones : GeoDataFrame
        `schemas.Zones`; those not in force in the last year are drawn as such.
    publication : Publication
        Its zones and readings in their order, its headline and its years.

    Returns
    -------
    dict
        Styles by the name of the layer.
    """
    years, words = publication.years, publication.words
    scenarios = list(publication.scenarios)
    single = {
        "municipality_points": _circles(words),
        "zones": _hatches(zones, publication, words),
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
            for style in _of_municipalities(publication.headline, years, words)
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
                *_intervals("change_ha_per_100km2", change, f"NOT ({both})"),
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
            *_intervals(f"coca_ha_per_100km2_{year}", style, f"{coca} > 0"),
            Rule(words("map.no_coca"), f"{coca} = 0", style["none"]),
            Rule(words("map.not_in_table"), f"{coca} IS NULL", style["missing"]),
        ],
    )


def _density_by_share(scenario: str, year: int, words: Words) -> Style:
    """Coca per area by the share of the area off limits: a class for each pair."""
    style = symbology.density_by_share(words)
    coca = f'"coca_ha_{year}"'
    rows = _between(f"coca_ha_per_100km2_{year}", style["density_breaks"])
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
    """Classes of a density in ha per 100 km², the highest on top."""
    limits = _between(field, style["breaks"])
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


def _hatches(zones: gpd.GeoDataFrame, publication: Publication, words: Words) -> list[Rule]:
    """Hatch what is in force as the web map does, and outline what is not.

    As there, what the headline's reading does not count is off at first.
    """
    year, counted = publication.years[-1], publication.scenarios.get(publication.headline, [])
    current = in_force(zones, year)
    eve = f"{year}-12-31"
    today = (
        f'("valid_from" IS NULL OR "valid_from" <= \'{eve}\')'
        f' AND ("valid_until" IS NULL OR "valid_until" >= \'{eve}\')'
    )
    legend = symbology.zone_legend(zones, publication.zones, year, words)
    rules = [
        replace(
            rule,
            kind="hatch",
            hatch=(style["angle"], style["spacing"]),
            filter=f"{rule.filter} AND {today}",
            on=style["tier"] in counted,
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
