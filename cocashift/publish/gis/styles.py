"""Styles that QGIS applies by itself: the classes, colours and labels of the web maps."""

from dataclasses import replace

import geopandas as gpd

from cocashift.harmonise.zones import in_force
from cocashift.publish import symbology
from cocashift.publish.gis import municipal_styles
from cocashift.publish.gis.labels import AROUND, DEPARTMENTS
from cocashift.publish.gis.municipal_styles import named
from cocashift.publish.gis.symbols import BORDER, CIRCLE_MM, Rule, Style
from cocashift.publish.results import Publication
from cocashift.words import Words

__all__ = ["of_layers"]

SAMPLES_HA = (100, 500, 2000)


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
        "municipality_zones": _readings(scenarios, years[-1], words),
        "flows": _arrows(words),
        "centres": [
            Rule(str(year), f'"year" = {year}', colour, "centre", width_mm=0.6)
            for year, colour in zip(years, symbology.year_colours(), strict=True)
        ],
    }
    departments = words("layer.departments")
    borders = [Rule(departments, "", "#59616b", "outline", width_mm=0.25)]
    return {
        "municipalities": list(
            municipal_styles.of_themes(publication.headline, years, words).values()
        ),
        "municipality_years": [municipal_styles.of_every_year(words)],
        "departments": [
            Style(departments, borders, labels=DEPARTMENTS),
            Style(
                words("theme.department"),
                municipal_styles.of_density(years, words),
                labels=DEPARTMENTS,
            ),
            _of_atlas(words),
        ],
        "zones": [
            Style(words("style.zones.headline"), _hatches(zones, publication, words)),
            Style(words("style.zones.all"), _all_hatches(zones, publication, words)),
        ],
        "coca_by_year": [Style(words("layer.coca_by_year"), None)],
        "around": [Style(words("layer.around"), _ground(words), labels=AROUND)],
        **{layer: [Style(words.layer(layer), rules)] for layer, rules in single.items()},
        "zones_union": [
            Style(words.layer("zones_union"), _tints(scenarios, words), last='"area_ha"')
        ],
    }


def _hatches(zones: gpd.GeoDataFrame, publication: Publication, words: Words) -> list[Rule]:
    """Hatch what is in force, as the web map does.

    As there, what the headline's reading does not count is off at first.
    """
    year, counted = publication.years[-1], publication.scenarios.get(publication.headline, [])
    legend = symbology.zone_legend(zones, publication.zones, year, words)
    return [
        replace(
            rule,
            kind="hatch",
            hatch=(style["angle"], style["spacing"]),
            filter=f"{rule.filter} AND {_in_force(year)}",
            on=style["tier"] in counted,
        )
        for rule, style in zip(named("zone", legend), legend.values(), strict=True)
    ]


def _all_hatches(zones: gpd.GeoDataFrame, publication: Publication, words: Words) -> list[Rule]:
    """Hatch all zones, and outline what was not in force."""
    rules = [replace(rule, on=True) for rule in _hatches(zones, publication, words)]
    year = publication.years[-1]
    if len(in_force(zones, year)) == len(zones):
        return rules
    day = words.day(f"{year}-12-31")
    past = f"NOT ({_in_force(year)})"
    return [*rules, Rule(words("layer.not_in_force", day=day), past, BORDER, "outline")]


def _in_force(year: int) -> str:
    eve = f"{year}-12-31"
    return (
        f'("valid_from" IS NULL OR "valid_from" <= \'{eve}\')'
        f' AND ("valid_until" IS NULL OR "valid_until" >= \'{eve}\')'
    )


def _tints(scenarios: list[str], words: Words) -> list[Rule]:
    """Fill each reading: they lie in one another, the narrowest on top and the darkest."""
    return named("scenario", symbology.readings(scenarios, words))


def _ground(words: Words) -> list[Rule]:
    """Fill sea and land as the web maps do."""
    colours = symbology.ground()
    return [
        Rule(words(f"ground.{kind}"), f"\"ground\" = '{kind}'", colours[kind], "ground")
        for kind in ("sea", "land")
    ]


def _of_atlas(words: Words) -> Style:
    """Veil all departments but the page's own, and name them; its name is the page's title."""
    own = "coalesce(\"department_code\" = attribute(@atlas_feature, 'department_code'), FALSE)"
    rules = [
        Rule(words("atlas.own"), own, "#16191d", "outline", width_mm=0.6),
        Rule(words("atlas.others"), f"NOT {own}", "#ffffff", "veil"),
    ]
    others = replace(DEPARTMENTS, driven=DEPARTMENTS.driven | {"Show": f"NOT {own}"})
    return Style(words("atlas.style"), rules, labels=others)


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
    classes = named("direction", symbology.flows(words))
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
