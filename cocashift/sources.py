"""Reading what providers sent: each layout brought to plain frames, nothing cleaned yet."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from cocashift import polygons, reconstruction, schemas

__all__ = ["read_polygons", "read_table", "read_zone"]


def read_table(path: str) -> pd.DataFrame:
    """Read a CSV with codes as text, and with published figures as they were printed."""
    return pd.read_csv(path, dtype=dict.fromkeys(TEXT_FIELDS, "str"))


TEXT_FIELDS = ("CODDEPTO", "CODMPIO", "code", "codes", "department_code", "label", "published")


def read_polygons(path: str, layer: dict, crs: str) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Read one layer of polygons, one row per feature.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset: ``layout``; for ``polygons`` the field that holds its
        ``code`` or else its ``name``; for ``labelled_points`` the ``points`` that belong to it and
        the ``labels`` (a regular expression) that are its units.
    crs : str
        The CRS in which units are rebuilt from points.

    Returns
    -------
    units : GeoDataFrame
        ``label`` and the polygon.
    quality : DataFrame
        `schemas.Quality`: what was read and repaired.
    """
    if layer["layout"] == "polygons":
        return polygons.read(path, {"label": layer.get("code") or layer["name"]})
    points = read_table(path)
    units = reconstruction.cells(points, layer["points"], crs)
    units = units[units["label"].str.fullmatch(layer["labels"])]
    read = [
        ("points", int((points["layer"] == layer["points"]).sum()), layer["points"]),
        ("features", len(units), "rebuilt from points"),
        ("vertices", int(units.count_coordinates().sum()), ""),
    ]
    quality = pd.DataFrame(read, columns=["item", "count", "detail"])
    quality.insert(0, "file", f"{Path(path).name}: {layer['points']}")
    return units, schemas.Quality.validate(quality)


def read_zone(
    paths: list[str], parts: list[dict], crs: str
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Read the layer of a zone category, which may come in several editions.

    Parameters
    ----------
    paths : list of str
        One file per edition.
    parts : list of dict
        Their descriptions; ``from`` and ``until`` say when an edition was in force.
    crs : str
        The CRS of the result.

    Returns
    -------
    features : GeoDataFrame
        One row per feature: ``name``, ``source``, ``from``, ``until`` and the polygon.
    quality : DataFrame
        `schemas.Quality`: what was read and repaired.
    """
    features, told = [], []
    for path, part in zip(paths, parts, strict=True):
        units, quality = read_polygons(path, part, crs)
        dated = {"from": part.get("from"), "until": part.get("until")}
        named = units.to_crs(crs).rename(columns={"label": "name"})
        features.append(named.assign(**dated, source=part["provider"]))
        told.append(quality)
    return pd.concat(features, ignore_index=True), pd.concat(told, ignore_index=True)
