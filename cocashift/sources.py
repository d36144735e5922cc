"""Reading what providers sent: each layout brought to plain frames, nothing cleaned yet."""

import geopandas as gpd
import pandas as pd

from cocashift import reconstruction

__all__ = ["read_polygons", "read_table", "read_zone"]


def read_table(path: str) -> pd.DataFrame:
    """Read a CSV with codes as text, and with published figures as they were printed."""
    return pd.read_csv(path, dtype=dict.fromkeys(TEXT_FIELDS, "str"))


TEXT_FIELDS = ("CODDEPTO", "CODMPIO", "code", "codes", "department_code", "label", "published")


def read_polygons(path: str, layer: dict, crs: str) -> gpd.GeoDataFrame:
    """Read one layer of polygons.

    Parameters
    ----------
    path : str
        The file.
    layer : dict
        Its description in the dataset: ``layout``, and for ``labelled_points`` the ``points``
        that belong to it and the ``labels`` (a regular expression) that are its units.
    crs : str
        The CRS in which units are rebuilt from points.

    Returns
    -------
    GeoDataFrame
        One row per unit: ``label`` and the polygon.
    """
    units = reconstruction.cells(read_table(path), layer["points"], crs)
    return units[units["label"].str.fullmatch(layer["labels"])]


def read_zone(paths: list[str], parts: list[dict], crs: str) -> gpd.GeoDataFrame:
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
    GeoDataFrame
        One row per feature: ``name``, ``source``, ``from``, ``until`` and the polygon.
    """
    frames = [
        read_polygons(path, part, crs)
        .to_crs(crs)
        .rename(columns={"label": "name"})
        .assign(
            **{"from": part.get("from"), "until": part.get("until")},
            source=part["provider"],
        )
        for path, part in zip(paths, parts, strict=True)
    ]
    return pd.concat(frames, ignore_index=True)
