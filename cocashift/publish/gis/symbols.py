"""Symbols as QGIS draws them: the rules of a style, written in its own format."""

from dataclasses import dataclass, field
from pathlib import Path

from cocashift.publish import symbology
from cocashift.publish.gis.labels import Labels
from cocashift.publish.templates import template

__all__ = ["BORDER", "CIRCLE_MM", "About", "Rule", "Style", "qml", "rgba"]

HERE = Path(__file__).parent
BORDER, FINE_BORDER = "#8b9096", "#a9aeb3"
HATCH_ALPHA, VEIL_ALPHA = 115, 150
# As QGIS counts them.
GEOMETRY_TYPES = {"marker": 0, "line": 1, "fill": 2}
NO_GEOMETRY = 4
SYMBOLS = {
    "ring": "marker",
    "circle": "marker",
    "outline": "fill",
    "centre": "fill",
    "hatch": "fill",
    "ground": "fill",
    "veil": "fill",
    "arrow": "line",
}
# Millimetres: the area of a circle grows with the hectares, and an arrow's width with their root.
CIRCLE_MM = 0.16
CIRCLE_SIZE = f'{CIRCLE_MM} * sqrt(abs("change_ha"))'
ARROW_WIDTH = '0.2 + 3 * sqrt("share")'


@dataclass(frozen=True)
class Rule:
    """One class of a legend: which features it draws, and how.

    `kind` is fill, ground (a fill without border), veil (one that lets what is under it through),
    hatch, outline, centre (an outline and its middle), arrow, circle or ring;
    `hatch` gives the angle in degrees, clockwise from the vertical, and the spacing in pixels. A
    circle grows with its hectares unless `size_mm` fixes it. What is not `on` stands in the legend
    to be switched on.
    """

    label: str
    filter: str
    colour: str
    kind: str = "fill"
    hatch: tuple[float, float] | None = None
    width_mm: float = 0.2
    size_mm: float | None = None
    on: bool = True


@dataclass(frozen=True)
class Style:
    """One way to draw a layer: its name, and its rules from the top of the legend to its foot.

    Where features lie on each other, those with the least of `last` (an expression) are drawn last.
    `labels` name them; `moments` are two expressions, from when to when a feature is shown while
    QGIS's temporal controller runs. A table has no rules.
    """

    name: str
    rules: list[Rule] | None
    last: str = ""
    labels: Labels | None = None
    moments: tuple[str, str] | None = None


@dataclass(frozen=True)
class About:
    """What QGIS shows of a layer's features beside drawing them.

    `fields` gives name and description by column, in the order of the layer; `shown` is an
    expression by which a feature goes; `tip` is HTML; `tabs` lay out its form, as `forms.tabs`
    gives them.
    """

    fields: dict[str, tuple[str, str]]
    shown: str
    tip: str = ""
    tabs: list[dict] = field(default_factory=list)


def qml(style: Style, about: About) -> str:
    """Write a style in QGIS's own format, with what else QGIS keeps beside it.

    Parameters
    ----------
    style : Style
        Its rules all of one kind of geometry.
    about : About
        Of its layer.

    Returns
    -------
    str
        XML.
    """
    kinds = [SYMBOLS.get(rule.kind, rule.kind) for rule in style.rules or []]
    return template(HERE, "layer.qml.j2").render(
        rules=[
            {
                "label": rule.label,
                "filter": rule.filter,
                "kind": kind,
                "layers": _symbol(rule),
                "on": rule.on,
            }
            for rule, kind in zip(style.rules or [], kinds, strict=True)
        ],
        style=style,
        geometry_type=NO_GEOMETRY if style.rules is None else GEOMETRY_TYPES[(*kinds, "fill")[0]],
        about=about,
        places={column: place for place, column in enumerate(about.fields, start=1)},
        rgba=rgba,
    )


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
        # A hatch lets the data through.
        line = _part("SimpleLine", line_color=rgba(rule.colour, HATCH_ALPHA), line_width=0.3)
        # QGIS turns its lines the other way, from the horizontal.
        pattern = _part("LinePatternFill", angle=(90 - clockwise) % 180, distance=spacing / 3)
        edge = _part("SimpleLine", line_color=colour, line_width=0.2)
        return [pattern | {"inner": ("line", line)}, edge]
    if rule.kind in {"ground", "veil"}:
        seen = rgba(rule.colour, VEIL_ALPHA if rule.kind == "veil" else 255)
        return [_part("SimpleFill", color=seen, style="solid", outline_style="no")]
    edge = {"outline_color": rgba(FINE_BORDER), "outline_width": 0.08}
    return [_part("SimpleFill", color=colour, style="solid", **edge)]


def _part(kind: str, **options) -> dict:
    return {"class": kind, "options": options, "inner": None, "driven": None}


def rgba(colour: str, alpha: int = 255) -> str:
    """Write a colour as QGIS does.

    Examples
    --------
    >>> rgba("#a34f05")
    '163,79,5,255'
    """
    red, green, blue = symbology.rgb(colour)
    return f"{red},{green},{blue},{alpha}"
