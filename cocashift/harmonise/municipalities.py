"""Municipalities, in the schema that the later stages rely on."""

import geopandas as gpd
import pandas as pd
import pyproj
from shapely import box

from cocashift import schemas
from cocashift.errors import InputError, reading
from cocashift.harmonise import divipola, names, validity, vectors
from cocashift.harmonise.quality import Reading
from cocashift.place import COLOMBIA, Place

__all__ = ["harmonise", "require_areas", "require_home", "require_metres", "require_once"]

HECTARE_M2 = 10_000
# CTM12, the country's own, is wrong by 0.9 % at its far edges; Web Mercator by 4 %.
AREA_ERROR = 0.01
# A difference between measured and official area that a reader should know of.
AREA_APART = 0.05
# Borders drawn twice overlap by slivers; more is another layer's municipality.
OVERLAP_SHARE = 0.1


def harmonise(
    units: gpd.GeoDataFrame,
    gazetteer: pd.DataFrame | None,
    crs: str,
    files: tuple[str, ...] = ("the layer of municipalities", "the gazetteer"),
    place: Place = COLOMBIA,
) -> tuple[gpd.GeoDataFrame, list[Reading]]:
    """Join municipal polygons to their names and measure them.

    Parameters
    ----------
    units : GeoDataFrame
        One row per municipality: ``label`` (its code) and the polygon, in any CRS; ``name`` and
        ``department`` if the layer has them.
    gazetteer : DataFrame or None
        One row per municipality: ``code``, ``name``, ``department_code``, ``department``,
        ``area_km2`` (official). Its names come before the layer's.
    crs : str
        An equal-area CRS.
    files : tuple of str, optional
        What the layer, and the gazetteer if there is one, are called in messages.
    place : Place
        The country that they are of.

    Returns
    -------
    municipalities : GeoDataFrame
        `schemas.Municipalities`, sorted by ``divipola``; a municipality that nobody names goes by
        its code.
    readings : list of Reading
        Codes repaired, codes that only one side has, area against the official area.

    Raises
    ------
    InputError
        If a code is none or comes twice, or municipalities lie on each other.
    """
    # By its row in the file, where features before it are left out too.
    numbers = units.index if units.index.name == vectors.ROW else range(1, len(units) + 1)
    places = [f"feature {number}" for number in numbers]
    found = units["label"].rename(f"{files[0]}, codes").set_axis(places)
    codes, repaired = divipola.repair(found, place=place)
    codes.index = units.index
    require_once(codes, "feature", files[0])
    require_areas(crs, place)
    frame = units.assign(divipola=codes).to_crs(crs)
    doubled = validity.overlaps(frame.set_index("divipola").geometry)
    _require_apart(doubled, files[0])
    listed, renamed = _listed(gazetteer, files[-1], place)
    named = frame.join(listed, on="divipola")
    lacking = named["divipola"][~named["divipola"].isin(listed.index)]
    absent = listed[~listed.index.isin(codes)]
    frame = pd.DataFrame(named[["divipola"]]).assign(
        municipality=_first(named, ["name_listed", "name", "divipola"]),
        department_code=divipola.department(named["divipola"]),
        department=_first(named, ["department_listed", "department"]),
        area_ha=named.area / HECTARE_M2,
        official_area_ha=named["area_km2"].astype(float) * 100,
    )
    # A department goes by the name of its other municipalities, at last by its code.
    of_code = frame.groupby("department_code")["department"].transform("first")
    frame["department"] = frame["department"].fillna(of_code).fillna(frame["department_code"])
    readings = [
        ("codes_repaired", repaired, ""),
        ("gazetteer_repaired", renamed, ""),
        ("not_in_gazetteer", len(lacking) if len(listed) else 0, ", ".join(sorted(lacking)[:20])),
        (
            "without_boundary",
            len(absent),
            ", ".join(f"{code} {name}" for code, name in absent["name_listed"].head(20).items()),
        ),
        ("overlaps", len(doubled), f"{validity.shared_ha(doubled):,.1f} ha"),
        *_areas_apart(frame),
    ]
    measured = gpd.GeoDataFrame(frame, geometry=named.geometry, crs=crs)
    measured = measured.sort_values("divipola", ignore_index=True)
    return (
        schemas.Municipalities.validate(measured[list(schemas.Municipalities.to_schema().columns)]),
        [reading for reading in readings if reading[1]],
    )


def require_metres(crs: str) -> None:
    """Refuse a CRS in which distances would come in other units than metres.

    Raises
    ------
    InputError
        The message names the CRS and its unit, or says that there is none of this code.
    """
    with reading(f"configuration, crs: {crs}", "a CRS", "Choose one that there is, as EPSG:9377."):
        unit = pyproj.CRS(crs).axis_info[0].unit_name
    if unit != "metre":
        raise InputError(
            f"{crs} measures in units of a {unit}. Choose a projected CRS in metres as `crs:` in "
            "the configuration, as EPSG:6933 or EPSG:9377."
        )


def require_areas(crs: str, place: Place = COLOMBIA) -> None:
    """Refuse a CRS in which areas would be wrong.

    Raises
    ------
    InputError
        The message says by how much areas in the country are wrong in it.
    """
    require_metres(crs)
    squares = gpd.GeoSeries(
        [box(*at, at[0] + 0.1, at[1] + 0.1) for at in place.tried], crs="EPSG:4326"
    )
    ellipsoid = pyproj.Geod(ellps="WGS84")
    true = [abs(ellipsoid.geometry_area_perimeter(square)[0]) for square in squares]
    wrong = (squares.to_crs(crs).area / true - 1).abs().max()
    if not wrong < AREA_ERROR:
        raise InputError(
            f"configuration, crs.area: in {crs} areas in {place.name('en')} are wrong by up to "
            f"{wrong:.0%}. "
            "Choose a CRS that keeps areas, as EPSG:6933."
        )


def require_home(units: gpd.GeoDataFrame, file: str, place: Place = COLOMBIA) -> None:
    """Refuse municipalities of which one lies elsewhere: its vertices, or its code, are wrong.

    Raises
    ------
    InputError
        The message names them.
    """
    away = ~units.to_crs("EPSG:4326").intersects(box(*place.extent))
    if away.any():
        told = ", ".join(map(str, units.loc[away, "label"][:5]))
        raise InputError(
            f"{file}: {int(away.sum())} municipalities lie outside {place.name('en')}: {told}. "
            "Correct them, or delete the rows."
        )


def _listed(gazetteer: pd.DataFrame | None, file: str, place: Place) -> tuple[pd.DataFrame, int]:
    """Index the gazetteer by code, and count names repaired; an empty one where there is none."""
    columns = ["name_listed", "department_listed", "area_km2"]
    if gazetteer is None:
        return pd.DataFrame(columns=columns).astype({"area_km2": float}), 0
    codes, _ = divipola.repair(gazetteer["code"].rename(f"{file}, codes"), place=place)
    require_once(codes, "gazetteer row", file)
    named, of_names = names.repair(gazetteer["name"])
    departments, of_departments = names.repair(gazetteer["department"])
    listed = gazetteer.assign(name_listed=named, department_listed=departments)
    listed = listed.set_index(pd.Index(codes, name="divipola"))[columns]
    return listed, of_names + of_departments


def require_once(codes: pd.Series, what: str, file: str, whose: str = "municipal codes") -> None:
    """Refuse codes that come on more than one feature or row of a file.

    Raises
    ------
    InputError
        It names the first of them.
    """
    twice = sorted(codes[codes.duplicated()].unique())
    if twice:
        raise InputError(
            f"{file}: {len(twice)} {whose} come on more than one {what}: "
            f"{', '.join(twice[:5])}. Dissolve by code in QGIS, or keep one row of each."
        )


def _require_apart(doubled: pd.DataFrame, file: str) -> None:
    wide = doubled[doubled["share"] > OVERLAP_SHARE]
    if len(wide):
        pairs = ", ".join(f"{row.left} and {row.right}" for row in wide.head(5).itertuples())
        raise InputError(
            f"{file}: {pairs} lie on each other by more than {OVERLAP_SHARE:.0%} of the smaller. "
            "Municipalities share no ground: correct their borders, or keep one of each pair."
        )


def _first(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Take the first of several columns that has a text."""
    chosen = pd.Series(None, index=frame.index, dtype="object")
    for column in columns:
        if column in frame:
            chosen = chosen.fillna(frame[column].replace("", None))
    return chosen


def _areas_apart(frame: pd.DataFrame) -> list[Reading]:
    """Compare measured with official areas."""
    known = frame.dropna(subset="official_area_ha")
    if known.empty:
        return []
    measured, official = known["area_ha"].sum(), known["official_area_ha"].sum()
    apart = known["area_ha"] / known["official_area_ha"] - 1
    worst = known.loc[apart.abs().idxmax()]
    return [
        ("area_km2", round(measured / 100), f"{official / 100:,.0f}"),
        (
            "areas_apart",
            int((apart.abs() > AREA_APART).sum()),
            f"{worst['divipola']} {worst['municipality']} {apart[worst.name]:+.1%}",
        ),
    ]
