"""Draw Valdoria, an island that does not exist: districts, lands closed to planting, maize by year.

Usage: python -m examples.elsewhere.draw [FOLDER]

The same seed gives the same layers. What they mean stands in docs/elsewhere.md.
"""

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from benchmarks import country

SEED = 6
CRS = "EPSG:32731"  # UTM, zone 31 south
CENTRE = np.array([500_000.0, 6_570_000.0])
AREA_KM2 = 48_000
DISTRICTS = 96
PROVINCES = {
    "01": "Ashmark",
    "02": "Upper Vale",
    "03": "Lower Vale",
    "04": "Saltcoast",
    "05": "Fellmark",
    "06": "Marrow Hills",
    "11": "Kingsmark",
    "12": "Holm",
}
STARTS, ENDS = (
    ["Al", "Bren", "Cor", "Dun", "El", "Fen", "Gar", "Hol", "Is", "Kel", "Mar", "Nor"],
    (["bury", "combe", "dale", "ford", "ham", "leigh", "mere", "stead", "thorpe", "wick"]),
)
YEARS = range(2010, 2021)
MAIZE_HA = 30_000
# In one table only: it is named, and its hectares are shown as without a place.
DISSOLVED = ("990001", "Old Harbour")


def districts(rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Draw districts with codes of six digits; provinces are neighbours of about equal number."""
    polygons = country.ground(DISTRICTS, AREA_KM2, CENTRE, 96, rng)
    xy = shapely.get_coordinates(shapely.centroid(polygons))
    groups = country.halved(np.arange(DISTRICTS), xy, len(PROVINCES))
    rows = [
        {"code": f"{province}{number:04d}", "province": name, "geometry": polygons[place]}
        for (province, name), group in zip(PROVINCES.items(), reversed(groups), strict=True)
        for number, place in enumerate(group, start=1)
    ]
    names = [start + end for start in STARTS for end in ENDS]
    frame = gpd.GeoDataFrame(rows, crs=CRS)
    return frame.assign(district=rng.permutation(names)[: len(frame)])


def zones(count: int, area_km2: float, name: str, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Draw ragged grounds all over the island."""
    angle, out = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.random(count))
    at = CENTRE + 0.8 * np.sqrt(AREA_KM2 * 1e6 / np.pi) * (out * [np.cos(angle), np.sin(angle)]).T
    area = rng.lognormal(0, 0.8, count)
    area *= area_km2 * 1e6 / area.sum()
    shapes = [country.blob(at[i], area[i], 0, rng) for i in range(count)]
    names = [f"{name} {number}" for number in range(1, count + 1)]
    return gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=CRS)


def maize(towns: gpd.GeoDataFrame, closed: gpd.GeoDataFrame, rng) -> pd.DataFrame:
    """Draw hectares of half of the districts, growing faster where more ground is closed."""
    grown = towns.sample(DISTRICTS // 2, random_state=SEED).sort_values("code")
    ground = closed.union_all()
    share = (grown.intersection(ground).area / grown.area).to_numpy()
    steps = rng.normal(0.03 + 0.15 * share[:, None], 0.2, (len(grown), len(YEARS)))
    hectares = np.exp(rng.normal(0, 1, (len(grown), 1)) + steps.cumsum(axis=1))
    hectares *= MAIZE_HA / hectares.sum(axis=0).mean()
    wide = pd.DataFrame(hectares.round(1), columns=YEARS)
    wide.insert(0, "district", grown["district"].to_numpy())
    wide.insert(0, "district_code", grown["code"].to_numpy())
    wide.loc[len(wide)] = [*DISSOLVED, *np.full(len(YEARS), 12.5)]
    keys = ["district_code", "district"]
    return wide.melt(keys, var_name="year", value_name="maize_ha").sort_values([*keys, "year"])


def write(folder: Path) -> None:
    """Write the layers and the table."""
    # Each is the same whatever else is drawn.
    streams = [np.random.default_rng([SEED, number]) for number in range(4)]
    folder.mkdir(parents=True, exist_ok=True)
    towns = districts(streams[0])
    catchments = zones(14, 6_000, "Catchment", streams[1])
    belts = zones(9, 4_000, "Dry belt", streams[2])
    table = maize(towns, pd.concat([catchments, belts]), streams[3])
    for name, frame in {"districts": towns, "catchments": catchments, "dry_belts": belts}.items():
        frame = frame.to_crs("EPSG:4326")
        frame.to_file(folder / f"{name}.geojson", driver="GeoJSON", COORDINATE_PRECISION=6)
    table.to_csv(folder / "maize.csv", index=False)


if __name__ == "__main__":
    write(Path(*sys.argv[1:2] or [Path(__file__).parent / "data"]))
