"""What must hold of frames before they are allocated, and of the result after: tests with names."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cocashift.errors import InputError

__all__ = ["require", "validate", "verify"]

# Relative: what rounding leaves.
CLOSE = 1e-9
COLUMNS = ["test", "ok", "found", "remedy"]


def validate(
    units: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, values: Sequence[str]
) -> pd.DataFrame:
    """Test units, zones and values before they are allocated.

    Parameters
    ----------
    units, zones : GeoDataFrame
        As `zonal.allocate` takes them.
    values : sequence of str
        Columns of the units, extensive or intensive.

    Returns
    -------
    DataFrame
        A row is a test: ``test``, its name; ``ok``; ``found``, what speaks against it, empty where
        nothing does; ``remedy``. Of one test, ``a value for every unit``, a fault is no obstacle.

    Examples
    --------
    >>> from cocashift.allocate import zonal
    >>> units, zones = zonal.example()
    >>> tests = validate(units, zones.to_crs("EPSG:4326"), ["people"]).set_index("test")
    >>> tests.loc["one projected CRS", "found"]
    'EPSG:9377 and EPSG:4326'
    """
    lacking = [value for value in values if value not in units]
    tests = [
        ("units are there", [] if len(units) else ["none"], "Check how they were read."),
        ("every value is a column", lacking, "Correct its name."),
        ("zones have names", [] if "zone" in zones else ["zone"], "Give them the column `zone`."),
        ("one projected CRS", _crs(units, zones), "Bring both to one projected CRS: `to_crs`."),
        ("every unit has a name of its own", _repeated(units.index), "Dissolve, or reset_index."),
    ]
    if all(not found for _, found, _ in tests):
        names = zones["zone"]
        tests += [
            ("units are polygons", _no_polygons(units), "Keep polygons; `make_valid` mends some."),
            ("zones are polygons", _no_polygons(zones), "Keep polygons; `make_valid` mends some."),
            ("every zone has its name", zones.index[names.isna()], "Name it, or leave it out."),
            ("names are free", names[_taken(names)], "'outside', 'all' and '|' are not."),
            ("units do not overlap", _overlapping(units), "Mend borders, or dissolve."),
            ("values are numbers", _no_numbers(units, values), "Convert them: pandas.to_numeric."),
        ]
    if all(not len(found) for _, found, _ in tests):
        less = [value for value in values if (units[value] < 0).any()]
        missing = [f"{v}: {units[v].isna().sum()}" for v in values if units[v].isna().any()]
        tests += [
            ("no value is negative", less, "A part of a unit can hold more than the whole then."),
            ("a value for every unit", missing, "What is missing counts in no zone."),
            ("zones meet units", _apart(units, zones), "Check the CRS of both."),
        ]
    rows = [
        (test, not len(found), ", ".join(map(str, list(found)[:5])), remedy)
        for test, found, remedy in tests
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def require(tests: pd.DataFrame) -> None:
    """Stop at the first test that failed, but for values that are missing.

    Raises
    ------
    InputError
        Naming it, and the remedy.
    """
    failed = tests[~tests["ok"] & (tests["test"] != "a value for every unit")]
    for row in failed.itertuples():
        raise InputError(f"{row.test}: not {row.found}. {row.remedy}")


def verify(result: pd.DataFrame) -> pd.DataFrame:
    """Test a result of `zonal.allocate`: totals are kept, nothing is counted twice.

    Parameters
    ----------
    result : DataFrame
        As `zonal.allocate` gives it, whole.

    Returns
    -------
    DataFrame
        As of `validate`; ``found`` names values and zones.

    Examples
    --------
    >>> from cocashift.allocate import zonal
    >>> table = zonal.allocate(*zonal.example(), ["people"], draws=0)
    >>> tests = verify(table.replace({"expected": {37.5: 200.0}}))
    >>> tests.loc[~tests["ok"], ["test", "found"]].to_numpy().tolist()[0]
    ['nothing is counted twice', 'people: park, people: river']
    """
    name = result["value"] + ": " + result["zone"]
    whole, outside = (
        result["value"].map(result[result["kind"] == kind].set_index("value")["expected"])
        for kind in ("all", "outside")
    )
    slack = CLOSE * whole.abs().clip(lower=1)
    low, high = result["lower"] - slack, result["upper"] + slack
    drawn, extensive = result["p50"].notna(), result["variable"].eq("extensive")
    apart = (result["upper"] - result["lower"]) > slack
    covered = result["kind"].isin(["zone", "union"]) & extensive
    tests = [
        ("totals are kept", name[result["kind"].eq("all") & apart]),
        (
            "nothing is counted twice",
            name[covered & (result["expected"] > whole - outside + slack)],
        ),
        ("expected lies within bounds", name[~result["expected"].between(low, high)]),
        ("the interval lies within bounds", name[(result["p10"] < low) | (result["p90"] > high)]),
        (
            "the interval is in order",
            name[drawn & ~(result["p10"].le(result["p50"]) & result["p50"].le(result["p90"]))],
        ),
        ("nothing is below zero", name[result["lower"] < 0]),
        ("each value and zone comes once", name[name.duplicated()]),
    ]
    remedy = "This is a defect of the program: please report it."
    rows = [
        (test, not len(found), ", ".join(map(str, list(found)[:5])), remedy)
        for test, found in tests
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _crs(units, zones) -> list[str]:
    if units.crs != zones.crs:
        return [f"{units.crs} and {zones.crs}"]
    return [] if units.crs is not None and units.crs.is_projected else [str(units.crs)]


def _repeated(index: pd.Index) -> list:
    return list(index[index.duplicated()].unique())


def _taken(names: pd.Series) -> pd.Series:
    return names.isin(["outside", "all"]) | names.astype(str).str.contains("|", regex=False)


def _no_polygons(frame: gpd.GeoDataFrame) -> list:
    shapes = frame.geometry.to_numpy()
    kinds = shapely.get_type_id(shapes)
    sound = np.isin(kinds, [3, 6]) & shapely.is_valid(shapes) & ~shapely.is_empty(shapes)
    return list(frame.index[~sound])


def _no_numbers(units: pd.DataFrame, values: Sequence[str]) -> list[str]:
    numeric = pd.api.types.is_numeric_dtype
    return [v for v in values if not numeric(units[v]) or np.isinf(units[v]).any()]


def _overlapping(units: gpd.GeoDataFrame) -> list[str]:
    """Name pairs of units that share more area than rounding leaves."""
    shapes = units.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    inner, outer = shapely.STRtree(shapes).query(shapes, predicate="covered_by")
    left, right = np.concatenate([left, inner]), np.concatenate([right, outer])
    later = left < right
    left, right = left[later], right[later]
    common = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    shared = common > 1e-6 * np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    pairs = zip(units.index[left[shared]], units.index[right[shared]], strict=True)
    return [f"{one} and {other}" for one, other in pairs]


def _apart(units, zones) -> list[str]:
    met = shapely.STRtree(zones.geometry.to_numpy()).query(units.geometry.to_numpy(), "intersects")
    return [] if met.size else ["no zone touches any unit"]
