"""The map of hypothetical flows: the least distance that hectares would have had to go."""

import geopandas as gpd
import pandas as pd

from cocashift.migrate.directions import directions
from cocashift.publish import symbology, themes
from cocashift.publish.pages import offline, page
from cocashift.publish.results import Publication, Results
from cocashift.words import Words

__all__ = ["flow_map"]

# Flows of a smaller share of their reading are in the table and not on the map.
LEAST_SHARE = 0.0005


def flow_map(results: Results, ground: dict, publication: Publication) -> str:
    """Draw both readings of the flows, and the centres of gravity of both years.

    Parameters
    ----------
    results : Results
        With ``municipalities``, ``change``, ``flows``, ``flow_summary`` and ``centres``.
    ground : dict
        Drawn shapes, as `ground.draw` gives them.
    publication : Publication
        How it is told.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    words, years = publication.words, publication.years
    title, ways = words("flows.title", first=years[0], last=years[1]), symbology.flows(words)
    flows, places = results.flows, results.municipalities.set_index("divipola")
    points = places.representative_point().to_crs("EPSG:4326")
    where = points.get_coordinates().round(3)
    drawn = flows[flows["share"] >= LEAST_SHARE].sort_values("share")
    columns = [
        "reading",
        "from_divipola",
        "to_divipola",
        "coca_ha",
        "share",
        "distance_km",
        "from_off_limits_share",
        "to_off_limits_share",
        "direction",
    ]
    table = (
        drawn.assign(direction=directions(drawn))[columns]
        .round({"coca_ha": 1, "share": 5, "distance_km": 1})
        .round(3)
    )
    met = pd.unique(drawn[["from_divipola", "to_divipola"]].to_numpy().ravel())
    names = places["municipality"]
    chosen = results.centres[results.centres["year"].isin(years)].sort_values("year")
    data = {
        "locale": words.locale,
        "years": years,
        "columns": columns,
        "rows": table.astype(object).where(table.notna(), None).to_numpy().tolist(),
        "places": {
            code: [names[code], float(where.loc[code, "y"]), float(where.loc[code, "x"])]
            for code in met
        },
        "colours": {way: page.both(style["colour"]) for way, style in ways.items()},
        "centres": [
            {
                "year": int(row.year),
                "at": [round(row.lat, 4), round(row.lon, 4)],
                "ring": ring,
                "colour": page.both(colour),
            }
            for row, ring, colour in zip(
                chosen.itertuples(), _rings(chosen), _colours(chosen["year"], years), strict=True
            )
        ],
        **_beneath(results.change, publication),
        **{part: shapes for part, shapes in ground.items() if part not in {"masks", "points"}},
        "words": words.group("map.")
        | words.group("flows.")
        | {f"place_{name}": text for name, text in words.group("place.").items()}
        | {f"region_{name}": text for name, text in words.group("region.").items()}
        | {"page": title, "region": title},
    }
    return offline.render(
        "flows.html.j2",
        title,
        publication,
        data,
        ways=[(page.both(style["colour"]), style["label"]) for style in ways.values()],
        hidden=_hidden(flows, drawn, words),
        bound=_bound(results.flow_summary, words),
        net_text=_net_text(results.flow_summary, words),
        beneath=page.painted(themes.of_density(results.change, years, words)),
    )


def _hidden(flows: pd.DataFrame, drawn: pd.DataFrame, words: Words) -> str:
    """Say how many flows of either reading are too small for the map, if any are."""
    count = flows["reading"].value_counts().sub(drawn["reading"].value_counts(), fill_value=0)
    if not count.sum():
        return ""
    told = {each: words.number(count.get(each, 0)) for each in ("net", "share")}
    return words("flows.hidden", **told)


def _beneath(change: pd.DataFrame, publication: Publication) -> dict:
    """Give what municipalities lost or gained, and the class that they are painted in."""
    theme = page.painted(themes.of_density(change, publication.years, publication.words))
    known = change.assign(kind=theme["of"]).dropna(subset="change_ha")
    return {
        "painted": [kind["colour"] for kind in theme["classes"]],
        "changes": {
            row.divipola: [row.municipality, round(row.change_ha, 1), int(row.kind)]
            for row in known.itertuples()
        },
    }


def _bound(summary: pd.DataFrame, words: Words) -> str:
    """Say how much can have been net transfer at most, and what totals cannot see."""
    net = summary[summary["reading"] == "net"].iloc[0]
    return words(
        "flows.bound",
        lost=words.hectares(net["lost_ha"]),
        gained=words.hectares(net["gained_ha"]),
        most=words.hectares(net["net_transfer_ha_upper"]),
    )


def _net_text(summary: pd.DataFrame, words: Words) -> str:
    """Say what the arrows place: all of the smaller, losses or gains."""
    net = summary[summary["reading"] == "net"].iloc[0]
    return words.turned("flows.net.text", net["gained_ha"] - net["lost_ha"])


def _colours(present: pd.Series, years: list[int]) -> list[str]:
    """Give the colours of the years that have a centre: one without coca has none."""
    of_year = dict(zip(years, symbology.year_colours(), strict=True))
    return [of_year[year] for year in present]


def _rings(centres: gpd.GeoDataFrame) -> list[list]:
    """Give the ellipses as latitudes and longitudes."""
    outlines = centres.geometry.simplify(1000).to_crs("EPSG:4326").exterior
    return [[[round(y, 3), round(x, 3)] for x, y in outline.coords] for outline in outlines]
