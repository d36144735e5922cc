"""Static figures for reports, in the classes and colours of the maps."""

from io import BytesIO

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Patch

from cocashift.allocate.models import MODELS
from cocashift.migrate.directions import directions
from cocashift.publish import symbology, themes
from cocashift.words import Words

__all__ = [
    "change_figure",
    "event_figure",
    "flow_figure",
    "save",
    "series_figure",
    "share_figure",
    "years_figure",
    "zone_figure",
]

SIZE_IN = (7.2, 8.4)
EDGE = {"edgecolor": "#8b9096", "linewidth": 0.15}
# Fixed, so that the same figure is the same bytes.
SETTINGS = {
    "svg.hashsalt": "cocashift",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "hatch.linewidth": 0.6,
}
# What matplotlib can hatch, by the angle of the table of colours; and lines over pixels of spacing.
HATCHES = {0: "|", 45: "/", 90: "-", 135: "\\", 180: "|"}
LINES = 28


def change_figure(
    municipalities: gpd.GeoDataFrame,
    change: pd.DataFrame,
    clusters: pd.DataFrame,
    scenario: str,
    years: list[int],
    words: Words,
) -> Figure:
    """Draw the change per area.

    Parameters
    ----------
    municipalities : GeoDataFrame
        ``divipola`` and the polygon, in the CRS to draw in.
    change, clusters : DataFrame
        `schemas.Change`, `schemas.Clusters`.
    scenario : str
        As in `themes.of_change`.
    years : list of int
        First and last year.
    words : Words
        The catalogue.
    """
    theme = themes.of_change(change, clusters, scenario, years, words)[0]
    colours = [theme["classes"][place]["colour"] for place in theme["of"]]
    figure, (axes,) = _map(words("map.title", first=years[0], last=years[1]))
    shapes = municipalities.set_index("divipola").loc[change["divipola"]]
    shapes.plot(ax=axes, color=colours, **EDGE)
    _legend(axes, theme["classes"], theme["label"])
    return figure


def years_figure(
    municipalities: gpd.GeoDataFrame, change: pd.DataFrame, years: list[int], words: Words
) -> Figure:
    """Draw both years side by side, in the same classes."""
    figure, panels = _map(words("compare.title", first=years[0], last=years[1]), columns=2)
    shapes = municipalities.set_index("divipola").loc[change["divipola"]]
    for axes, year in zip(panels, years, strict=True):
        theme = themes.of_coca(change, year, words)
        colours = [theme["classes"][place]["colour"] for place in theme["of"]]
        shapes.plot(ax=axes, color=colours, **EDGE)
        axes.set_title(year)
    _legend(panels[0], theme["classes"], theme["label"])
    return figure


def zone_figure(municipalities: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, words: Words) -> Figure:
    """Draw the zones off limits, hatched by category."""
    figure, (axes,) = _map(words("map.masks"))
    municipalities.plot(ax=axes, color="#f7f5f0", **EDGE)
    categories = list(zones["zone"].unique())
    styles = symbology.zone_masks(categories, words)
    handles = []
    for zone in categories:
        colour, hatch = styles[zone]["colour"], _hatch(styles[zone])
        look = {"facecolor": "none", "edgecolor": colour, "hatch": hatch, "linewidth": 0.5}
        zones[zones["zone"] == zone].plot(ax=axes, **look)
        handles.append(Patch(label=styles[zone]["label"], **look))
    axes.legend(handles=handles, loc="lower left", frameon=False, fontsize=8)
    return figure


def _hatch(style: dict) -> str:
    """Come as near to a hatch of the table of colours as matplotlib can."""
    nearest = min(HATCHES, key=lambda angle: abs(angle - style["angle"] % 180))
    return HATCHES[nearest] * round(LINES / style["spacing"])


def flow_figure(
    municipalities: gpd.GeoDataFrame, flows: pd.DataFrame, years: list[int], words: Words
) -> Figure:
    """Draw the net reading of the hypothetical flows."""
    figure, (axes,) = _map(words("flows.title", first=years[0], last=years[1]))
    municipalities.plot(ax=axes, color="#f7f5f0", **EDGE)
    points = municipalities.set_index("divipola").representative_point()
    net = flows[flows["reading"] == "net"].sort_values("share")
    net = net.assign(direction=directions(net))
    most = net["share"].max()
    styles = symbology.flows(words)
    for flow in net.itertuples():
        ends = [(points[code].x, points[code].y) for code in (flow.from_divipola, flow.to_divipola)]
        axes.add_patch(
            FancyArrowPatch(
                *ends,
                connectionstyle="arc3,rad=0.2",
                arrowstyle="-|>",
                mutation_scale=6,
                linewidth=0.4 + 3 * (flow.share / most) ** 0.5,
                color=styles[flow.direction]["colour"],
                alpha=0.7,
            )
        )
    _legend(axes, list(styles.values()), "")
    axes.text(0.5, 1.0, words("flows.hypothetical"), transform=axes.transAxes, ha="center")
    return figure


def series_figure(series: pd.DataFrame, scenario: str, years: list[int], words: Words) -> Figure:
    """Draw all years: the country, and the scenario with its interval and bounds."""
    figure = Figure(figsize=(7.2, 4.2), layout="constrained")
    axes = figure.subplots()
    national = series[series["level"] == "national"].set_index("year")["coca_ha"] / 1000
    told = (series["level"] == "scenario") & (series["method"] == _best(series))
    inside = series[told & (series["code"] == scenario)].set_index("year").filter(like="coca_ha")
    inside = inside / 1000
    label = words("figure.country")
    axes.plot(national.index, national, color="#1b1f24", label=label)
    axes.fill_between(
        inside.index, inside["coca_ha_p10"], inside["coca_ha_p90"], color="#a34f05", alpha=0.3
    )
    axes.plot(inside.index, inside["coca_ha"], color="#a34f05", label=words.scenario(scenario))
    for year in years:
        axes.axvline(year, color="#767676", linewidth=0.8, linestyle=":")
    axes.set_ylabel(words("figure.thousands"))
    axes.set_ylim(0)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(
        words("figure.series", scenario=words.scenario(scenario)), fontsize=9, loc="left"
    )
    return figure


def _best(table: pd.DataFrame) -> str:
    """Name the best model that a table has."""
    return next(method for method in (*MODELS, "areal") if table["method"].eq(method).any())


def event_figure(events: pd.DataFrame, scenario: str, words: Words) -> Figure:
    """Draw the event study: how much more coca where all land is off limits, year by year."""
    figure = Figure(figsize=(7.2, 3.6), layout="constrained")
    axes = figure.subplots()
    own = events[events["scenario"] == scenario].set_index("year").filter(like="coefficient")
    times = np.exp(own)
    axes.axhline(1, color="#767676", linewidth=0.8)
    axes.vlines(times.index, times["coefficient_low95"], times["coefficient_high95"], "#a34f05")
    axes.plot(times.index, times["coefficient"], "o", color="white", markeredgecolor="#a34f05")
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    base = "" if own.empty else events["base_year"].iloc[0]
    axes.set_ylabel(words("figure.events", base=base))
    told = words("figure.events.text", scenario=words.scenario(scenario))
    axes.set_title(told, fontsize=8, loc="left", wrap=True)
    return figure


def share_figure(zones: pd.DataFrame, years: list[int], words: Words) -> Figure:
    """Draw the share of each zone and scenario in both years, with intervals and bounds."""
    told = zones[zones["method"] == _best(zones)]
    names = list(told["zone"].unique())
    figure = Figure(figsize=(7.2, 0.62 * len(names) + 1.2), layout="constrained")
    axes = figure.subplots()
    for offset, year, colour in zip((-0.16, 0.16), years, symbology.year_colours(), strict=True):
        of_year = told[told["year"] == year].set_index("zone").loc[names]
        whole = of_year["coca_ha"] / of_year["national_share"]
        share = {
            column: 100 * of_year[column] / whole
            for column in of_year.columns
            if column.startswith("coca_ha")
        }
        y = [place + offset for place in range(len(names))]
        axes.hlines(y, share["coca_ha_lower"], share["coca_ha_upper"], colour, linewidth=0.8)
        axes.hlines(y, share["coca_ha_p10"], share["coca_ha_p90"], colour, linewidth=4)
        axes.plot(share["coca_ha"], y, "o", color="white", markeredgecolor=colour, label=year)
    kinds = told.drop_duplicates("zone").set_index("zone")["kind"]
    labels = [
        words.scenario(name) if kinds[name] == "scenario" else words.zone(name) for name in names
    ]
    axes.set_yticks(range(len(names)), labels)
    axes.invert_yaxis()
    axes.set_xlabel(words("figure.share"))
    axes.legend(frameon=False, loc="upper right")
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(words("figure.share.text"), fontsize=8, loc="left")
    return figure


def save(figure: Figure, kind: str) -> bytes:
    """Write a figure as ``png`` or ``pdf``; the same figure gives the same bytes."""
    file = BytesIO()
    metadata = {"pdf": {"CreationDate": None, "Producer": None, "Creator": None}}.get(kind)
    with mpl.rc_context(SETTINGS):
        figure.savefig(file, format=kind, dpi=130, metadata=metadata or {"Software": None})
    # What is laid out once stays so in the other formats.
    figure.set_layout_engine("none")
    return file.getvalue()


def _map(title: str, columns: int = 1):
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(SIZE_IN[0] * columns, SIZE_IN[1]), layout="constrained")
        panels = figure.subplots(1, columns, squeeze=False)[0]
        figure.suptitle(title, fontsize=12, fontweight="bold")
    for axes in panels:
        axes.set_axis_off()
    return figure, panels


def _legend(axes, classes: list[dict], title: str) -> None:
    handles = [
        Patch(facecolor=each["colour"], edgecolor="#767676", linewidth=0.4, label=each["label"])
        for each in classes
    ]
    axes.legend(
        handles=handles, title=title, loc="lower left", frameon=False, fontsize=8, title_fontsize=8
    )
