"""Names on the map: what each layer writes, in which lettering, and from which scale."""

from dataclasses import dataclass, field

__all__ = ["AROUND", "DEPARTMENTS", "Labels", "of_municipalities"]

INK, QUIET, WATER = "#16191d", "#59616b", "#4f7f9c"
# A municipality is named where it has one hectare for so many of the scale's denominator, and
# every one at scales larger than the last: on a sheet of the country only the largest changes are.
PER_HECTARE, EACH_BELOW = 20_000, 1_000_000


@dataclass(frozen=True)
class Labels:
    """How features are named.

    `text` is an expression; `driven` gives expressions by the property of a label that they set;
    `wrapped` is the number of letters from which a name takes another line; one that is to lie
    `within` its feature is left out where it has no room.
    """

    text: str
    colour: str = INK
    points: float = 8
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    spacing_points: float = 0
    wrapped: int = 14
    halo: float = 0.8
    within: bool = False
    driven: dict[str, str] = field(default_factory=dict)


# Smaller maps only show where a sheet's map lies.
NO_NAME_ABOVE = "@map_scale <= 30000000"

# Capitals set wide: no town is written so.
DEPARTMENTS = Labels(
    '"department"',
    QUIET,
    points=7.5,
    capitals=True,
    spacing_points=1.6,
    wrapped=12,
    halo=0.5,
    driven={"Priority": "2", "Show": NO_NAME_ABOVE},
)
# On a map of the country names lie where a cartographer put them, nearer by wherever there is room.
WHOLE_ABOVE = 4_000_000
SPOT = "make_point(\"name_lon\", \"name_lat\"), 'EPSG:4326', layer_property(@layer, 'crs')"
AROUND = Labels(
    '"place"',
    QUIET,
    points=10,
    capitals=True,
    spacing_points=3,
    wrapped=9,
    halo=0,
    within=True,
    driven={
        "PositionX": f"if(@map_scale > {WHOLE_ABOVE}, x(transform({SPOT})), NULL)",
        "PositionY": f"if(@map_scale > {WHOLE_ABOVE}, y(transform({SPOT})), NULL)",
        "Hali": "'Center'",
        "Vali": "'Half'",
        "Color": f"if(\"ground\" = 'sea', '{WATER}', '{QUIET}')",
        "Italic": "\"ground\" = 'sea'",
        "Priority": "1",
        "Show": NO_NAME_ABOVE,
    },
)


def of_municipalities(hectares: str) -> Labels:
    """Name municipalities by how much there is to tell: those of most hectares first.

    Parameters
    ----------
    hectares : str
        An expression for what a map shows of a municipality.
    """
    shown = f"abs(coalesce({hectares}, 0))"
    return Labels(
        '"municipality"',
        points=7.5,
        driven={
            "Show": f"@map_scale <= {EACH_BELOW} OR {shown} >= @map_scale / {PER_HECTARE}",
            "Priority": f"3 + 7 * min(1, {shown} / 500)",
        },
    )
