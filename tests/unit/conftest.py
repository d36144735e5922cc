"""Toy countries whose answers can be worked out in the head.

Metres in EPSG:6933, so a square of 1,000 m is 100 ha.
"""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

CRS = "EPSG:6933"


def municipality(divipola: str, geometry, name: str = "") -> dict:
    return {
        "divipola": divipola,
        "municipality": name or f"M{divipola}",
        "department_code": divipola[:2],
        "department": f"D{divipola[:2]}",
        "area_ha": geometry.area / 10_000,
        "official_area_ha": float("nan"),
        "geometry": geometry,
    }


def zone(category: str, geometry, tier: str = "A", since=None, until=None) -> dict:
    return {
        "zone": category,
        "tier": tier,
        "name": category,
        "valid_from": since,
        "valid_until": until,
        "source": "toy",
        "geometry": geometry,
    }


def frame(*rows: dict) -> gpd.GeoDataFrame:
    made = gpd.GeoDataFrame(list(rows), crs=CRS)
    for column in ("valid_from", "valid_until"):
        if column in made:
            made[column] = made[column].astype("str")
    return made


def coca(figures: dict[str, tuple], years=(2013, 2014)) -> pd.DataFrame:
    """Cultivation from ``{code: (first, last)}``."""
    return pd.DataFrame(
        [
            (code, year, float("nan") if value is None else float(value))
            for code, values in figures.items()
            for year, value in zip(years, values, strict=True)
        ],
        columns=["divipola", "year", "coca_ha"],
    )


@pytest.fixture
def two_squares() -> gpd.GeoDataFrame:
    """Two municipalities of 100 ha side by side."""
    return frame(
        municipality("01001", box(0, 0, 1000, 1000)),
        municipality("02001", box(1000, 0, 2000, 1000)),
    )
