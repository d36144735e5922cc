"""Municipalities with all their figures, and what is made of them: points, departments, years."""

import geopandas as gpd
import pandas as pd
import shapely

from cocashift.publish.themes import HECTARES_PER_100_KM2

__all__ = ["coca_by_year", "departments", "municipality_figures", "points"]


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

    A sum over missing figures counts those known, and is missing where none is; a change counts
    municipalities with a figure in both years.
    """
    by_code = figures.groupby("department_code")
    coca = {f"coca_ha_{year}": by_code[f"coca_ha_{year}"].sum(min_count=1) for year in years}
    change_ha = by_code["change_ha"].sum(min_count=1)
    area_ha = by_code["area_ha"].sum()
    return gpd.GeoDataFrame(
        {
            "department": by_code["department"].first(),
            "area_ha": area_ha,
            **coca,
            "change_ha": change_ha,
            "change_ha_per_100km2": change_ha / (area_ha / HECTARES_PER_100_KM2),
        },
        geometry=by_code["geometry"].apply(lambda shapes: shapely.union_all(shapes.to_numpy())),
        crs=figures.crs,
    ).reset_index()
