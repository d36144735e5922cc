"""The layers for a GIS: what the line found, as features with all their figures."""

import geopandas as gpd
import pandas as pd
import shapely

from cocashift.allocate.allocation import by_piece
from cocashift.harmonise.municipalities import HECTARE_M2
from cocashift.harmonise.zones import in_force
from cocashift.migrate.directions import directions
from cocashift.overlay import partition
from cocashift.publish.files import DECIMALS
from cocashift.publish.gis.municipal_figures import (
    coca_by_year,
    departments,
    municipality_figures,
    points,
)
from cocashift.publish.gis.surroundings import surroundings
from cocashift.publish.gis.zone_figures import with_hectares
from cocashift.publish.results import Publication, Results

__all__ = [
    "flow_lines",
    "layers",
    "pieces_counted",
    "unions",
]


def layers(results: Results, publication: Publication) -> dict[str, pd.DataFrame]:
    """Make all layers, by their names, as a GIS lists them: the first lies on top.

    Parameters
    ----------
    results : Results
        With ``municipalities``, ``change``, ``clusters``, ``allocation``, ``zones``,
        ``zone_units``, ``pieces``, ``editions``, ``cultivation``, ``flows`` and ``centres``.
    publication : Publication
        Its years, its readings, and the CRS in which layers are stored; areas are those of the
        frames' equal-area CRS.

    Returns
    -------
    dict of DataFrame
        What each holds stands in docs/outputs.md; all but ``coca_by_year`` have shapes. Figures
        are rounded as in the tables.
    """
    years, scenarios = publication.years, publication.scenarios
    zones, municipalities = results.zones, results.municipalities
    figures = municipality_figures(
        municipalities, results.change, results.clusters, results.allocation, years
    )
    made_of = publication.words("zone_made_of_municipalities")
    made = {
        "flows": flow_lines(results.flows, municipalities),
        "centres": results.centres[results.centres["year"].isin(years)],
        "municipality_points": points(figures, years),
        "departments": departments(figures, years),
        "zones": with_hectares(zones.fillna({"source": made_of}), results.zone_units, years),
        "zones_union": unions(zones, scenarios, years[-1]),
        "municipalities": figures,
        "municipality_zones": pieces_counted(
            results.pieces, results.editions, results.cultivation, municipalities, scenarios, years
        ),
        "coca_by_year": coca_by_year(results.cultivation, municipalities),
        "around": surroundings(municipalities, publication.words),
    }
    return {name: _stored(frame, publication.crs) for name, frame in made.items()}


def _stored(frame: pd.DataFrame, crs: str) -> pd.DataFrame:
    """Bring a layer to the CRS in which it is stored, its shapes valid there too.

    A needle that is thinner than the digits of its coordinates may fold over itself on the way; if
    nothing is left of it, it has no shape, and its row stays.
    """
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame.round(DECIMALS)
    stored = frame.to_crs(crs)
    shapes = stored.geometry.to_numpy().copy()
    folded = ~shapely.is_valid(shapes)
    shapes[folded] = shapely.make_valid(shapes[folded], method="structure", keep_collapsed=False)
    shapes[shapely.is_empty(shapes)] = None
    return stored.set_geometry(gpd.GeoSeries(shapes, stored.index, crs=crs)).round(DECIMALS)


def unions(zones: gpd.GeoDataFrame, scenarios: dict[str, list[str]], year: int) -> gpd.GeoDataFrame:
    """Unite the zones that each scenario counts on 31 December of a year; key ``scenario``."""
    counted = in_force(zones, year)
    shapes = [
        shapely.union_all(counted.loc[counted["tier"].isin(tiers), "geometry"].to_numpy())
        for tiers in scenarios.values()
    ]
    united = gpd.GeoDataFrame(
        {
            "scenario": list(scenarios),
            "tiers": [", ".join(tiers) for tiers in scenarios.values()],
        },
        geometry=shapes,
        crs=zones.crs,
    )
    united.insert(2, "area_ha", united.area / HECTARE_M2)
    return united[~united.is_empty]


def pieces_counted(
    pieces: gpd.GeoDataFrame,
    editions: pd.DataFrame,
    cultivation: pd.DataFrame,
    municipalities: gpd.GeoDataFrame,
    scenarios: dict[str, list[str]],
    years: list[int],
) -> gpd.GeoDataFrame:
    """Say of each piece of the overlay in which zones it counts, and what areal weighting expects.

    Parameters
    ----------
    pieces, editions, cultivation, municipalities
        `schemas.Pieces`, `schemas.Editions`, `schemas.Cultivation`, `schemas.Municipalities`.
    scenarios : dict
        Tiers by scenario.
    years : list of int
        First and last year.

    Returns
    -------
    GeoDataFrame
        Key ``divipola, inside``; ``in_<zone or scenario>_<year>`` and ``expected_ha_<year>``.
    """
    names = municipalities.set_index("divipola")[["municipality", "department"]]
    named = pieces.join(names, on="divipola")
    counted = [
        partition.membership(pieces, editions, scenarios, year)
        .add_prefix("in_")
        .add_suffix(f"_{year}")
        for year in years
    ]
    for year in years:
        named[f"expected_ha_{year}"] = by_piece(pieces, cultivation, year)["coca_ha"]
    columns = ["divipola", "municipality", "department", "inside", "area_ha"]
    columns += [f"expected_ha_{year}" for year in years]
    return gpd.GeoDataFrame(
        pd.concat([named[columns], *counted], axis=1),
        geometry=pieces.geometry,
        crs=pieces.crs,
    )


def flow_lines(flows: pd.DataFrame, municipalities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Draw each hypothetical flow, `schemas.Flows`, as a line between two municipalities."""
    places = municipalities.set_index("divipola")
    where = places.representative_point()
    ends = ("from", "to")
    points = [where.loc[flows[f"{end}_divipola"]].to_numpy() for end in ends]
    names = {
        f"{end}_municipality": flows[f"{end}_divipola"].map(places["municipality"]) for end in ends
    }
    # Elsewhere coca_ha are hectares of a record; these are hypothetical.
    named = flows.assign(direction=directions(flows), **names).rename(
        columns={"coca_ha": "flow_ha"}
    )
    lines = [shapely.LineString(pair) for pair in zip(*points, strict=True)]
    return gpd.GeoDataFrame(named, geometry=lines, crs=municipalities.crs)
