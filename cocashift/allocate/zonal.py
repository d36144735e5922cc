"""Statistics of any units to any zones, on frames alone: the least, the expected and the most.

This is what the workflow does with hectares of coca, for a total or a mean of any kind: people,
tonnes, income. Zones may overlap, and unions of zones are asked for as they are.

>>> from cocashift.allocate import soundness, zonal
>>> units, zones = zonal.example()
>>> table = zonal.allocate(units, zones, ["people"], unions={"either": ["park", "river"]})
>>> table.set_index("zone")["expected"].to_dict()
{'park': 37.5, 'river': 37.5, 'either': 56.25, 'outside': 93.75, 'all': 150.0}
>>> table["upper"].tolist()  # anybody may live anywhere in a unit
[150.0, 150.0, 150.0, 150.0, 150.0]
>>> soundness.verify(table)["ok"].tolist()
[True, True, True, True, True, True, True]
"""

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift.allocate import accounts, bounds, soundness
from cocashift.allocate.accounts import ALL, OUTSIDE
from cocashift.allocate.models import QUANTILES
from cocashift.errors import InputError
from cocashift.overlay import crossing

__all__ = ["allocate", "example"]

# A value whose name ends so is an area: a zone cannot hold more of it than its own.
AREAS_M2 = {"_m2": 1.0, "_ha": 1e4, "_km2": 1e6}
# Of the draws.
SEED = 0
COLUMNS = [
    "value",
    "variable",
    "zone",
    "kind",
    "lower",
    "expected",
    "upper",
    *QUANTILES,
    "units_missing",
]


def allocate(
    units: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    values: Sequence[str] = (),
    *,
    intensive: Sequence[str] = (),
    unions: Mapping[str, Sequence[str]] | None = None,
    weights: gpd.GeoDataFrame | None = None,
    totals: pd.DataFrame | None = None,
    draws: int = 2048,
) -> pd.DataFrame:
    """Say how much of what is known of units lies in zones.

    Parameters
    ----------
    units : GeoDataFrame
        A row is a unit, which do not overlap; any index without repetition; a projected CRS in
        which areas are true.
    zones : GeoDataFrame
        A row is ground of a zone, named in the column ``zone``; any number of rows to a zone, which
        may overlap. The CRS of the units.
    values : sequence of str
        Extensive columns of the units: totals, as people or ``coca_ha``. The unit of measure
        belongs into the name; one that ends in ``_ha``, ``_km2`` or ``_m2`` is an area, of which a
        zone holds no more than its own.
    intensive : sequence of str
        Columns that are means over a unit's area and not below zero, as ``people_per_km2``.
    unions : mapping, optional
        Further names, each for the union of some zones: ground that is in two counts once.
    weights : GeoDataFrame, optional
        Points, or polygons, with a column ``weight``: how much of whatever values go along with
        (houses, cropland) lies there. Values are expected in proportion to it, and by area in
        units that have none.
    totals : DataFrame, optional
        What is known of zones or unions: ``zone``, ``value``, ``total``, ``tolerance_percent``.
        Intervals are of accounts that agree with it, and so is what is expected: their median.
    draws : int
        How many accounts of the whole the interval is taken from; 0 for no interval.

    Returns
    -------
    DataFrame
        Long: a row is a value, extensive or intensive by ``variable``, and a zone, a union, what
        lies ``outside`` all zones, or ``all`` there is; key ``value, zone``. In the measure of the
        value: ``lower`` and ``upper``, which no assumption narrows; ``expected``, by area or
        weights; ``p10``, ``p50`` and ``p90``, an 80 % interval of the ensemble
        (`cocashift.allocate.ensemble`, whose priors docs/intervals.md argues for coca).
        ``units_missing`` counts units of the zone whose value is missing: they add nothing.

    Raises
    ------
    InputError
        If `soundness.validate` finds a fault that would spoil every figure, a weight is none, or a
        total is of an unknown zone or value.
    """
    columns = [*values, *intensive]
    soundness.require(soundness.validate(units, zones, columns))
    unions = {} if unions is None else {name: list(parts) for name, parts in unions.items()}
    pieces, inside = _pieces(units, zones, weights)
    names = list(inside)
    asked = {
        union: inside[_known(parts, names, union)].any(axis=1) for union, parts in unions.items()
    }
    inside = inside.assign(**asked, **{OUTSIDE: ~inside.any(axis=1), ALL: True})
    kinds = dict.fromkeys(names, "zone") | dict.fromkeys(unions, "union") | {OUTSIDE: OUTSIDE}
    area = pieces.groupby("unit")["area_m2"].sum()
    parts = []
    for value in columns:
        total = units[value].astype(float).set_axis(range(len(units)))
        measure = 1.0
        if value in intensive:
            measure = pieces["area_m2"].where(pieces["unit"].map(total).notna(), 0.0)
            measure = inside.mul(measure, axis=0).sum()
            total = total * area
        known = _totals(totals, value, unions, names)
        of_area = None if value in intensive else _of_area(value)
        found = _of_value(pieces, inside, names, total, of_area, known, draws)
        figures = ["lower", "expected", "upper", *QUANTILES]
        found[figures] = found[figures].div(measure, axis=0)
        found["variable"] = "intensive" if value in intensive else "extensive"
        parts.append(found.rename_axis("zone").reset_index().assign(value=value))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(kind=table["zone"].map(kinds | {ALL: ALL}))[COLUMNS]


def _pieces(units, zones, weights) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cut units along zones: pieces with their area and weight, and the zones each lies in."""
    shapes = units.geometry.to_numpy()
    named = zones["zone"].astype(str).to_numpy()
    members = (shapes, zones.geometry.to_numpy(), named)
    metre = units.crs.axis_info[0].unit_conversion_factor
    if weights is None:
        unit, joined, area = crossing.measure(*members)
        pieces = pd.DataFrame({"unit": unit, "area_m2": area * metre**2})
    else:
        unit, joined, cut = crossing.draw(*members)
        pieces = pd.DataFrame({"unit": unit, "area_m2": shapely.area(cut) * metre**2})
        pieces["weight"] = _weigh(cut, weights.to_crs(units.crs))
    listed = pd.Series(joined, index=pieces.index).str.split("|")
    inside = {name: [name in each for each in listed] for name in dict.fromkeys(named)}
    return pieces, pd.DataFrame(inside, index=pieces.index)


def _weigh(cut: np.ndarray, weights: gpd.GeoDataFrame) -> np.ndarray:
    """Sum weights on pieces: points where they lie, polygons by area."""
    shapes, mass = weights.geometry.to_numpy(), weights["weight"].to_numpy(float)
    size = shapely.area(shapes)
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    odd = ~((points | (size > 0)) & np.isfinite(mass) & (mass >= 0))
    if odd.any():
        raise InputError(
            f"weights, row {weights.index[odd.argmax()]}: neither a point nor a polygon with an "
            "area, or its weight is no figure from 0 on. Correct it, or leave it out."
        )
    if points.any() and not points.all():
        raise InputError("weights: points and polygons together. Give either.")
    piece, of_weight = shapely.STRtree(shapes).query(cut, predicate="intersects").reshape(2, -1)
    if not points.any():
        common = shapely.area(shapely.intersection(cut[piece], shapes[of_weight]))
        part = common / size[of_weight]
    else:
        # A point on a border belongs to the pieces on its sides alike.
        part = 1 / np.bincount(of_weight, minlength=len(shapes))[of_weight]
    return np.bincount(piece, mass[of_weight] * part, len(cut))


def _of_area(value: str) -> float | None:
    """Say how many square metres one of a value is, if it is an area."""
    return next((m2 for ending, m2 in AREAS_M2.items() if value.endswith(ending)), None)


def _of_value(pieces, inside, names, total, of_area, totals, draws) -> pd.DataFrame:
    """Give the figures of one value, a row for each column of `inside`."""
    unit, area = pieces["unit"], pieces["area_m2"]
    most = area / of_area if of_area else unit.map(total)
    weighed = area
    if "weight" in pieces:
        whole = pieces["weight"].groupby(unit).transform("sum")
        weighed = pieces["weight"].where(whole > 0, area)
    ground = pd.DataFrame({"weight": weighed, "least": 0.0, "most": most})
    found = bounds.bound(unit, ground, inside, total)
    met = inside.groupby(unit).any()
    summed = found.groupby("zone", sort=False)[["lower", "expected", "upper"]].sum()
    summed = summed.reindex(inside.columns)
    missing = met[total.reindex(met.index).isna()].sum().reindex(inside.columns)
    summed["units_missing"] = missing.fillna(0).astype(int)
    summed[list(QUANTILES)] = np.nan
    if draws and total.sum() > 0:
        drawn = accounts.draw(pieces, inside, names, total, of_area, totals, draws, SEED)
        summed[list(QUANTILES)] = drawn.reindex(inside.columns)
        if totals:
            summed["expected"] = summed["p50"].clip(summed["lower"], summed["upper"])
    return summed


def _known(parts: Sequence[str], names: list[str], union: str) -> list[str]:
    unknown = [part for part in parts if part not in names]
    if unknown or union in [*names, OUTSIDE, ALL]:
        told = f"no zone {unknown[0]!r}" if unknown else "its name is taken"
        raise InputError(f"union {union!r}: {told}. The zones are {', '.join(names)}.")
    return list(parts)


def _totals(totals, value: str, unions, names: list[str]) -> list[tuple[str, float, float]]:
    """Take what is known of one value."""
    if totals is None:
        return []
    rows = totals[totals["value"] == value]
    unknown = sorted(set(rows["zone"]) - {*names, *unions})
    if unknown:
        raise InputError(
            f"totals: there is no zone or union {unknown[0]!r}. They are "
            f"{', '.join([*names, *unions])}."
        )
    return [(row.zone, float(row.total), float(row.tolerance_percent)) for row in rows.itertuples()]


def example() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Give two units of 100 km² with people, and two zones that overlap.

    Returns
    -------
    units, zones : GeoDataFrame
    """
    units = gpd.GeoDataFrame(
        {"people": [100, 50], "forest_km2": [90.0, 20.0]},
        index=["north", "south"],
        geometry=[shapely.box(0, 1e4, 1e4, 2e4), shapely.box(0, 0, 1e4, 1e4)],
        crs="EPSG:9377",
    )
    zones = gpd.GeoDataFrame(
        {"zone": ["park", "river"]},
        geometry=[shapely.box(0, 5e3, 5e3, 1.5e4), shapely.box(2.5e3, 0, 5e3, 2e4)],
        crs=units.crs,
    )
    return units, zones
