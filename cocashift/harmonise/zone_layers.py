"""Layers of zones as provided: features, in one or several editions, with their days in force."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from cocashift import place
from cocashift.errors import InputError
from cocashift.harmonise import days, polygons, validity
from cocashift.harmonise.provenance import file_name
from cocashift.harmonise.quality import Reading

__all__ = ["overlaps", "read"]


def read(
    paths: list[str], parts: list[dict], crs: str
) -> tuple[gpd.GeoDataFrame, list[tuple[str, list[Reading]]]]:
    """Read the layer of a zone category, which may come in several editions.

    Parameters
    ----------
    paths : list of str
        One file per edition.
    parts : list of dict
        Their descriptions; ``from`` and ``until`` say when an edition was in force, or
        ``from_field`` and ``until_field`` which fields say it of each feature.
    crs : str
        The CRS of the result.

    Returns
    -------
    features : GeoDataFrame
        One row per feature: ``name``, ``source``, ``from``, ``until`` and the polygon.
    readings : list of (str, list of Reading)
        For each file its name, and what was read and repaired.

    Raises
    ------
    InputError
        If a field of days holds what is no date, or a last day comes before the first.
    """
    features, told = [], []
    for path, part in zip(paths, parts, strict=True):
        units, readings = polygons.read(path, part, crs)
        named = units.to_crs(crs).rename(columns={"label": "name"})
        named = _in_force(named, part, Path(path).name).assign(source=part["provider"])
        ground = shapely.box(*place.of(part).extent)
        away = ~units.to_crs("EPSG:4326").intersects(ground)
        if away.any() and part["layout"] == "polygons":
            readings.append(("features_outside", int(away.sum()), validity.rows(away)))
        if named["name"].isna().any():
            readings.append(("names_missing", int(named["name"].isna().sum()), ""))
        features.append(named)
        told.append((file_name(path, part), readings))
    return pd.concat(features, ignore_index=True), told


def _in_force(units: gpd.GeoDataFrame, part: dict, name: str) -> gpd.GeoDataFrame:
    """Say when each feature was in force, by its own fields or as its file."""
    dated = {key: _days(units, key, part, name) for key in ("from", "until")}
    for feature, first, last in zip(units["name"], *dated.values(), strict=True):
        if first and last and last < first:
            raise InputError(
                f"{name}: {_called(feature)} is in force until {last}, which is before its first "
                f"day, {first}. Correct one of them."
            )
    return units.assign(**dated)


def _days(units: gpd.GeoDataFrame, key: str, part: dict, name: str) -> list[str | None]:
    """Read the first or the last day in force of each feature; None where it is open."""
    if key not in units:
        return [part.get(key)] * len(units)
    found = []
    for feature, value in zip(units["name"], units[key], strict=True):
        try:
            found.append(days.parse(value))
        except ValueError:
            raise InputError(
                f"{name}, field {part[f'{key}_field']!r}: {value!r} is no date "
                f"({_called(feature)}). Write it as 2013-08-21, or leave it empty where it is open."
            ) from None
    return found


def _called(feature: str | None) -> str:
    return "a feature without name" if pd.isna(feature) else f"feature {feature!r}"


def overlaps(features: gpd.GeoDataFrame, crs: str) -> Reading:
    """Measure how much features of one category lie on each other.

    Overlaps are counted once in every result; this only tells how many there are.

    Parameters
    ----------
    features : GeoDataFrame
        Polygons with ``from`` and ``until``; only those of the same dates are compared, since
        editions of a layer lie on each other by nature.
    crs : str
        An equal-area CRS.
    """
    editions = features.to_crs(crs).groupby(["from", "until"], dropna=False)
    pairs = pd.concat(validity.overlaps(edition.geometry) for _, edition in editions)
    return "overlaps", len(pairs), f"{validity.shared_ha(pairs):,.1f} ha"
