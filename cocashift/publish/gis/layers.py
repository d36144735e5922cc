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
from cocashift.publish.gis.surroundings import surroundings
from cocashift.publish.gis.zone_figures import with_hectares
from cocashift.publish.results import Publication, Results
from cocashift.publish.themes import HECTARES_PER_100_KM2

__all__ = [
    "coca_by_year",
    "departments",
    "flow_lines",
    "layers",
    "municipality_figures",
    "pieces_counted",
    "points",
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
    made = {
        "flows": flow_lines(results.flows, municipalities),
        "centres": results.centres[results.centres["year"].isin(years)],
        "municipality_points": points(figures, years),
        "departments": departments(figures, years),
        "zones": with_hectares(zones, results.zone_units, years),
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


def municipality_figures(
    municipalities: gpd.GeoDataFrame,
    change: pd.DataFrame,
    clusters: pd.DataFrame,
    allocation: pd.DataFrame,
    years: list[int],
) -> gpd.GeoDataFrame:
    """Give every municipality all its figures; those never in the coca table have theirs missing.

    Parameters
    ----------
    municipalities : GeoDataFrame
        `schemas.Municipalities`.
    change, clusters, allocation : DataFrame
        `schemas.Change`, `schemas.Clusters`, `schemas.Allocation`.
    years : list of int
        First and last year.

    Returns
    -------
    GeoDataFrame
        One row per municipality, key ``divipola``: the columns of `schemas.Change`, coca per area
        in ha per 100 km², hectares in each scenario with bounds (areal), and the LISA class.
    """
    figures = change.drop(columns=["municipality", "department", "area_ha"])
    found = municipalities.merge(figures, on="divipola", validate="1:1")
    areas = found["area_ha"] / HECTARES_PER_100_KM2
    for year in years:
        found[f"coca_ha_per_100km2_{year}"] = found[f"coca_ha_{year}"] / areas
    found["change_ha_per_100km2"] = found["change_ha"] / areas
    chosen = allocation[
        (allocation["kind"] == "scenario")
        & (allocation["method"] == "areal")
        & allocation["year"].isin(years)
    ]
    for (scenario, year), rows in chosen.groupby(["zone", "year"], sort=False):
        inside = rows.set_index("divipola")
        for bound in ("_lower", "", "_upper"):
            found[f"off_limits_ha_{scenario}_{year}{bound}"] = found["divipola"].map(
                inside[f"coca_ha{bound}"]
            )
    classes = clusters[["divipola", "lisa", "p_value", "after_fdr"]]
    return found.merge(classes, on="divipola", how="left", validate="1:1")


def points(figures: gpd.GeoDataFrame, years: list[int]) -> gpd.GeoDataFrame:
    """Give a point inside each municipality with coca in either year, for proportional symbols.

    Parameters
    ----------
    figures : GeoDataFrame
        As `municipality_figures` gives them.
    years : list of int
        First and last year.

    Returns
    -------
    GeoDataFrame
        Key ``divipola``.
    """
    kept = ["divipola", "municipality", "department", "change_ha", "change_class"]
    kept += [f"coca_ha_{year}" for year in years]
    grown = figures[~figures["change_class"].isin(["none", "missing"])]
    return grown[kept].set_geometry(grown.representative_point())


def coca_by_year(cultivation: pd.DataFrame, municipalities: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give the hectares of all years, without shapes, and per 100 km²; key ``divipola, year``."""
    record = cultivation[cultivation["divipola"].isin(municipalities["divipola"])]
    record = record.sort_values(["divipola", "year"])[["divipola", "year", "coca_ha"]]
    areas = municipalities.set_index("divipola")["area_ha"] / HECTARES_PER_100_KM2
    density = record["coca_ha"] / record["divipola"].map(areas)
    return record.assign(coca_ha_per_100km2=density).reset_index(drop=True)


def departments(figures: gpd.GeoDataFrame, years: list[int]) -> gpd.GeoDataFrame:
    """Unite municipalities to departments, key ``department_code``.

    A sum over missing figures counts those known, and is missing where none is.
    """
    by_code = figures.groupby("department_code")
    coca = {f"coca_ha_{year}": by_code[f"coca_ha_{year}"].sum(min_count=1) for year in years}
    first, last = coca.values()
    area_ha = by_code["area_ha"].sum()
    return gpd.GeoDataFrame(
        {
            "department": by_code["department"].first(),
            "area_ha": area_ha,
            **coca,
            "change_ha": last - first,
            "change_ha_per_100km2": (last - first) / (area_ha / HECTARES_PER_100_KM2),
        },
        geometry=by_code["geometry"].apply(lambda shapes: shapely.union_all(shapes.to_numpy())),
        crs=figures.crs,
    ).reset_index()


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
