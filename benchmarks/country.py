"""Draw a country that does not exist: as many municipalities and zones as one likes, from a seed.

Usage: python benchmarks/country.py [--times 10] [--seed 1] FOLDER

At 1 it is about Colombia: 1,122 municipalities with borders of 1,000 to 3,000 vertices, and some
1,000 parks, reserves, councils and strips that overlap. At 10, ten times as many of each on the
same ground. The folder is a dataset of the line: `snakemake --config dataset=FOLDER/country.yaml`
(the dataset goes by the folder's name).
"""

import argparse
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import yaml
from scipy.spatial import Voronoi

CRS = "EPSG:9377"
CENTRE = np.array([4_940_000.0, 2_000_000.0])
AREA_KM2 = 1_141_748
RADIUS = np.sqrt(AREA_KM2 * 1e6 / np.pi)
MUNICIPALITIES = 1_122
VERTICES = 2_000  # of a municipality, on average
COCA_HA = 69_000
SOURCE = {"provider": "a seed", "licence": "none needed", "vintage": "drawn at random"}

# By category: how many, their area together in km² before they overlap, the spread of their sizes.
ZONES = {
    "parks": (60, 170e3, 1.2),
    "reserves": (750, 330e3, 1.9),
    "councils": (200, 60e3, 1.1),
}
EAST = ["44", "20", "54", "15", "81", "99", "94"]
SOUTH_WEST = ["52", "86"]
OTHERS = [
    *["05", "08", "11", "13", "17", "18", "19", "23", "25", "27", "41", "47", "50", "63"],
    *["66", "68", "70", "73", "76", "85", "88", "91", "95", "97", "01", "02", "03", "04"],
]


def municipalities(times: float, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Draw municipalities: small ones in three ranges of mountains, large ones on the plains."""
    polygons = ground(round(MUNICIPALITIES * times), AREA_KM2, CENTRE, VERTICES, rng)
    codes = _codes(shapely.get_coordinates(shapely.centroid(polygons)))
    order = np.argsort(codes)
    frame = {"code": codes, "name": "Municipality " + codes, "department": "Department " + codes}
    frame = gpd.GeoDataFrame(frame, geometry=polygons, crs=CRS).iloc[order]
    return frame.assign(department=frame["department"].str[:-3]).reset_index(drop=True)


def ground(count: int, area_km2: float, centre: np.ndarray, vertices: int, rng) -> np.ndarray:
    """Draw the polygons of a country of some area around a point, with so many vertices each."""
    shore = rng.normal(0, 0.06, 5), rng.uniform(0, 2 * np.pi, 5)
    inside, beyond = _sites(count, shore, rng)
    for _ in range(2):  # what is too near its neighbours moves away from them
        inside = _centred(inside, beyond)
    polygons = _cells(inside, beyond, vertices, rng)
    polygons = shapely.transform(polygons, lambda xy: xy - inside.mean(axis=0))
    scale = np.sqrt(area_km2 * 1e6 / shapely.area(polygons).sum())
    return shapely.transform(polygons, lambda xy: xy * scale + centre)


def _sites(count: int, shore: tuple, rng) -> tuple[np.ndarray, np.ndarray]:
    """Scatter the sites of municipalities, and a fringe of others that bounds them."""
    around = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    inside = np.empty((0, 2))
    beyond = 1.5 * RADIUS * np.c_[np.cos(around), np.sin(around)]
    while len(inside) < count:
        xy = rng.uniform(-1.5, 1.5, (count, 2)) * RADIUS
        mountains = rng.random(count) < 0.75
        ranges = rng.choice([-0.45, -0.15, 0.1], count) + rng.normal(0, 0.06, count)
        xy[:, 0] = np.where(mountains, ranges * RADIUS + 0.25 * xy[:, 1], xy[:, 0])
        waves = np.arange(1, 6)[:, None] * np.arctan2(xy[:, 1], xy[:, 0]) + shore[1][:, None]
        out = np.hypot(*xy.T) / (RADIUS * np.exp(shore[0] @ np.cos(waves)))
        inside = np.r_[inside, xy[out < 1]]
        beyond = np.r_[beyond, xy[(out >= 1) & (out < 1.4)]]
    return inside[:count], beyond


def _centred(inside: np.ndarray, beyond: np.ndarray) -> np.ndarray:
    """Move each site into the middle of its cell's corners."""
    cells = Voronoi(np.r_[inside, beyond])
    moved = inside.copy()
    for site, region in enumerate(cells.point_region[: len(inside)]):
        corners = cells.regions[region]
        if corners and -1 not in corners:
            moved[site] = np.clip(cells.vertices[corners].mean(axis=0), -1.5 * RADIUS, 1.5 * RADIUS)
    return moved


def _cells(inside: np.ndarray, beyond: np.ndarray, vertices: int, rng) -> np.ndarray:
    """Draw the cells of sites, each edge once, so that neighbours share its vertices exactly."""
    sites = np.r_[inside, beyond]
    cells = Voronoi(sites)
    corners = np.array(cells.ridge_vertices)
    used = (np.array(cells.ridge_points) < len(inside)).any(axis=1)
    used &= (corners >= 0).all(axis=1)
    start, end = cells.vertices[corners[used]].transpose(1, 0, 2)
    length = np.hypot(*(end - start).T)
    # Long edges have more vertices, but not in proportion: a border is as ragged as it is short.
    mean = np.sqrt(length).mean()
    count = 2 ** np.clip(np.round(np.log2(vertices / 6 * np.sqrt(length) / mean)), 4, 9)
    drawn = {}
    for steps in np.unique(count).astype(int):
        of_count = np.flatnonzero(count == steps)
        site = sites[cells.ridge_points[used][of_count, 0]]
        curves = _ragged(start[of_count], end[of_count], site, steps, rng)
        drawn |= {
            tuple(corners[used][edge]): curve for edge, curve in zip(of_count, curves, strict=True)
        }
    polygons = []
    for region in cells.point_region[: len(inside)]:
        ring = cells.regions[region]
        parts = []
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            parts.append(drawn[a, b] if (a, b) in drawn else _reversed(drawn[b, a], cells, a))
        polygons.append(shapely.Polygon(np.concatenate(parts)))
    return np.array(polygons)


def _reversed(curve: np.ndarray, cells: Voronoi, first: int) -> np.ndarray:
    """Walk a curve backwards: the last vertex of a curve is the first of the next, and left out."""
    return np.vstack([cells.vertices[first], curve[:0:-1]])


def _ragged(start, end, site, vertices: int, rng) -> np.ndarray:
    """Draw curves from start to end that never leave the triangles to the sites on both sides.

    Those triangles mirror each other and no two cells' overlap, so no curves ever cross.
    """
    along = (end - start)[:, None]
    length = np.hypot(*along.transpose(2, 0, 1))
    across = np.stack([-along[..., 1], along[..., 0]], axis=-1)
    to_site = (site - start)[:, None]
    foot = (to_site * along).sum(axis=-1) / length**2
    height = np.abs((to_site * across).sum(axis=-1)) / length**2
    x = np.arange(vertices)[None] / vertices
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = np.where(foot > 0, height / foot * x, np.inf)
        falling = np.where(foot < 1, height / (1 - foot) * (1 - x), np.inf)
    room = 0.85 * np.minimum.reduce([rising, falling, np.minimum(x, 1 - x) + 0 * foot])
    aside = room * np.tanh(_noise(len(start), vertices, rng))
    return start[:, None] + x[..., None] * along + aside[..., None] * across


def _noise(rows: int, columns: int, rng, roughness: float = 1.25) -> np.ndarray:
    """Draw fractal noise of variance 1."""
    waves = np.arange(1, columns // 2 + 1)
    spectrum = rng.normal(size=(2, rows, len(waves))) * waves**-roughness
    noise = np.fft.irfft(np.pad(spectrum[0] + 1j * spectrum[1], ((0, 0), (1, 0))), columns)
    return noise / noise.std(axis=1, keepdims=True)


def _codes(xy: np.ndarray) -> np.ndarray:
    """Give codes of five digits: departments are neighbours of about equal number."""
    groups = halved(np.arange(len(xy)), xy, max(min(33, len(xy)), -(-len(xy) // 950)))
    middle = np.array([xy[group].mean(axis=0) for group in groups])
    by_east = np.argsort(-middle[:, 0])
    eastern, others = by_east[: len(EAST)], by_east[len(EAST) :]
    others = others[np.argsort(middle[others].sum(axis=1))]
    codes = np.empty(len(xy), dtype=object)
    departments = [*EAST, *SOUTH_WEST, *OTHERS]
    for department, group in zip(departments, np.r_[eastern, others], strict=False):
        codes[groups[group]] = [f"{department}{n:03d}" for n in range(1, len(groups[group]) + 1)]
    return codes


def halved(rows: np.ndarray, xy: np.ndarray, parts: int) -> list[np.ndarray]:
    """Cut rows into parts of about equal number, across the longer side each time."""
    if parts == 1:
        return [rows]
    side = np.ptp(xy[rows], axis=0).argmax()
    rows = rows[np.argsort(xy[rows, side], kind="stable")]
    cut = len(rows) * (parts // 2) // parts
    first, last = halved(rows[:cut], xy, parts // 2), halved(rows[cut:], xy, parts - parts // 2)
    return [*first, *last]


def zones(layer: str, times: float, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Draw the features of one category: many small ones, few large, in clusters that overlap."""
    count, area_km2, spread = ZONES[layer]
    count = round(count * times)
    area = rng.lognormal(0, spread, count)
    area = np.minimum(area, np.quantile(area, 0.995))
    area *= area_km2 * 1e6 / area.sum()
    hubs = _on_disc(max(6, count // 12), rng)
    at = hubs[rng.integers(len(hubs), size=count)]
    at = at + rng.normal(0, 0.12 * RADIUS / np.sqrt(times), at.shape)
    if layer == "parks":
        at = _on_disc(count, rng)
    shapes = [blob(at[i], area[i], area[i] / area.max(), rng) for i in range(count)]
    names = [f"{layer} {number}" for number in range(1, count + 1)]
    return gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=CRS)


def _on_disc(count: int, rng) -> np.ndarray:
    angle, out = rng.uniform(0, 2 * np.pi, count), 0.95 * RADIUS * np.sqrt(rng.random(count))
    return CENTRE + np.c_[out * np.cos(angle), out * np.sin(angle)]


def blob(at: np.ndarray, area: float, size: float, rng) -> shapely.Polygon:
    """Draw a ragged shape around a point, from which every vertex can be seen."""
    vertices = 2 * round(100 + 900 * size**0.3 * rng.uniform(0.5, 1))
    angle = 2 * np.pi * np.arange(vertices) / vertices
    out = np.exp(0.35 * np.tanh(_noise(1, vertices, rng)[0]))
    stretch = np.exp(rng.normal(0, 0.35))
    xy = np.c_[out * np.cos(angle) * stretch, out * np.sin(angle) / stretch]
    turn = rng.uniform(0, np.pi)
    xy @= np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return shapely.Polygon(at + xy * np.sqrt(area / shapely.Polygon(xy).area))


def countries(land: shapely.Geometry) -> gpd.GeoDataFrame:
    """Lay two neighbours along the land's own border, in the east and in the south-west."""
    west, south, east, north = shapely.bounds(land)
    ground = {
        "VEN": shapely.box(CENTRE[0] + 0.2 * RADIUS, south, east + 2e5, north + 2e5),
        "ECU": shapely.box(west - 2e5, south - 2e5, CENTRE[0] - 0.3 * RADIUS, CENTRE[1]),
    }
    shapes = [shapely.difference(box, land) for box in ground.values()]
    return gpd.GeoDataFrame({"code": list(ground)}, geometry=shapes, crs=CRS)


def coca(codes: pd.Series, areas_ha: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Draw hectares of a quarter of the municipalities, year by year, laid out as the portal's."""
    grown = np.sort(rng.choice(len(codes), len(codes) // 4, replace=False))
    years = range(2001, 2023)
    log = rng.normal(0, 1.5, (len(grown), 1)) + np.cumsum(
        rng.normal(0, 0.35, (len(grown), len(years))), axis=1
    )
    hectares = np.exp(log)
    hectares *= COCA_HA / hectares.sum(axis=0).mean()
    hectares = np.minimum(hectares, areas_ha[grown, None] / 10).round(2)
    code = codes.iloc[grown].reset_index(drop=True)
    table = pd.DataFrame({"CODMPIO": code, "MUNICIPIO": "Municipality " + code})
    return table.join(pd.DataFrame(hectares, columns=[str(year) for year in years]))


def write(folder: Path, times: float = 1, seed: int = 1) -> None:
    """Write the layers, a coca table by year, and the dataset that names them."""
    # A category is the same whatever else is drawn.
    streams = [np.random.default_rng([seed, number]) for number in range(5)]
    folder.mkdir(parents=True, exist_ok=True)
    towns = municipalities(times, streams[0])
    layers = {"municipalities": {"code": "code", "name": "name", "department": "department"}}
    _save(towns, folder / "municipalities.parquet")
    land = shapely.coverage_union_all(towns.geometry.to_numpy())
    abroad = countries(land)
    _save(abroad, folder / "countries.parquet")
    layers["countries"] = {"code": "code"}
    for stream, layer in zip(streams[1:], ZONES, strict=False):
        _save(zones(layer, times, stream), folder / f"{layer}.parquet")
        layers[layer] = {"name": "name"}
    # The line draws its own strips inside borders; whoever overlays without it takes this one.
    near = shapely.buffer(abroad.geometry.to_numpy(), 10_000 / np.sqrt(times), quad_segs=8)
    strips = gpd.GeoDataFrame({"name": abroad["code"]}, geometry=near, crs=CRS)
    strips.geometry = strips.intersection(land)
    _save(strips, folder / "strips.parquet")
    table = coca(towns["code"], towns.area.to_numpy() / 10_000, streams[4])
    table.to_csv(folder / "coca.csv", index=False)
    described = {
        layer: SOURCE | {"path": str(folder / f"{layer}.parquet"), "layout": "polygons"} | fields
        for layer, fields in layers.items()
    }
    described["coca"] = SOURCE | {"path": str(folder / "coca.csv"), "layout": "portal"}
    described["coca"] |= {"census_from": 2001}
    dataset = {"title": f"A drawn country, {times:g} times", "layers": described}
    (folder / f"{folder.name}.yaml").write_text(yaml.safe_dump(dataset, sort_keys=False), "utf-8")


def _save(frame: gpd.GeoDataFrame, path: Path) -> None:
    frame.to_parquet(path, write_covering_bbox=True, row_group_size=256)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.folder, given.times, given.seed)
