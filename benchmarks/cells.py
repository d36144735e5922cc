"""Which kernel and bandwidth predict left-out cells best? Sampled cells are smoothed as it says.

Cells are left out in five parts, five times over; the others are smoothed, and each left-out cell
is told how probable it was within its municipality. A row of the CSV is a way to smooth: `gain` is
the mean over left-out hectares of the log of that probability over the one by area, `behind` how
far it is behind the best way, `behind_se` that difference's standard error, with municipalities as
clusters.

Usage: python benchmarks/cells.py MUNICIPALITIES.parquet CELLS.csv OUTPUT.csv
"""

import sys
from itertools import product

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio.features
import shapely
from scipy import ndimage

from cocashift.harmonise import cells as cell_layer
from cocashift.harmonise import rasters, simci_grid
from cocashift.overlay import smoothing

BANDWIDTHS_KM = {
    "gaussian": (1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 9),
    "exponential": (0.75, 1, 1.5, 2, 2.5, 3, 4, 6),
    "epanechnikov": (4, 5, 6, 7, 8, 10, 13),
}
AREA_CELLS = (0.25, 0.5, 1, 2, 4)
FOLDS, ROUNDS = 5, 5
LAYER = {"layout": "cells", "hectares": "coca_ha_2006_2020", "vintage": ""}


class Country:
    """Cells of 1 km with their municipality, and the sampled ones among them."""

    def __init__(self, municipalities: gpd.GeoDataFrame, cells: gpd.GeoDataFrame):
        towns = municipalities.geometry.to_crs(simci_grid.CRS)
        transform, shape = rasters.grid_of(towns, simci_grid.CELL_M)
        numbers = zip(towns, range(1, len(towns) + 1), strict=True)
        self.town = rasterio.features.rasterize(numbers, shape, transform=transform, dtype="int32")
        self.size = np.bincount(self.town.ravel(), minlength=len(towns) + 1)
        self.box = dict(enumerate(ndimage.find_objects(self.town), 1))
        x, y = shapely.get_coordinates(cells.geometry).T
        column = ((x - transform.c) // simci_grid.CELL_M).astype(int)
        row = ((transform.f - y) // simci_grid.CELL_M).astype(int)
        land = self.town[row, column] > 0
        self.row, self.column = row[land], column[land]
        self.hectares = cells["coca_ha"].to_numpy()[land]
        self.home = self.town[self.row, self.column]

    def mass(self, used: np.ndarray) -> np.ndarray:
        """Lay the hectares of some cells out."""
        mass = np.zeros(self.town.shape)
        mass[self.row[used], self.column[used]] = self.hectares[used]
        return mass

    def across(self, used: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        """Give each cell's share of its municipality, smoothed across borders."""
        found = smoothing.spread(self.mass(used), (self.town > 0).astype(float), kernel)
        whole = np.bincount(self.town.ravel(), found.ravel(), len(self.size))[self.home]
        here = found[self.row, self.column]
        return np.divide(here, whole, out=np.zeros(len(here)), where=whole > 0)

    def within(self, used: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        """Give the same, each municipality smoothed by itself."""
        mass, here = self.mass(used), np.zeros(len(self.home))
        for town in np.unique(self.home[used]):
            box = self.box[town]
            land = (self.town[box] == town).astype(float)
            found = smoothing.spread(mass[box] * land, land, kernel)
            rows = np.flatnonzero(self.home == town)
            here[rows] = found[self.row[rows] - box[0].start, self.column[rows] - box[1].start]
            here[rows] /= found.sum()
        return here


def gains(country: Country, shares, kernel: np.ndarray) -> dict[float, np.ndarray]:
    """Sum each left-out cell's gain over area, by how many cells the area counts as."""
    area = 1 / country.size[country.home]
    sums = {cells: np.zeros(len(area)) for cells in AREA_CELLS}
    for number in range(ROUNDS):
        fold = np.random.default_rng(number).integers(FOLDS, size=len(area))
        for left_out in range(FOLDS):
            used = fold != left_out
            share = shares(used, kernel)
            counted = np.bincount(country.home[used], minlength=len(country.size))[country.home]
            for cells, sum_ in sums.items():
                # Where no cell of a municipality is left, area stands in: no gain, no loss.
                blended = np.where(counted > 0, smoothing.blend(share, area, counted, cells), area)
                sum_[~used] += np.log(blended[~used] / area[~used])
    return {cells: sum_ / ROUNDS for cells, sum_ in sums.items()}


def clustered(cluster: np.ndarray, weight: np.ndarray, figure: np.ndarray) -> float:
    """Give the standard error of a weighted mean of figures that come in clusters."""
    sums = np.bincount(cluster, weight * (figure - weight @ figure))
    return float(np.sqrt(sums @ sums))


def main():
    municipalities, path, target = sys.argv[1:4]
    cells, _ = cell_layer.read(path, LAYER)
    country = Country(gpd.read_parquet(municipalities), cells)
    weight = country.hectares / country.hectares.sum()
    rows, by_cell = [], []
    for kernel, borders in product(BANDWIDTHS_KM, ("open", "closed")):
        shares = {"open": country.across, "closed": country.within}[borders]
        for bandwidth in BANDWIDTHS_KM[kernel]:
            found = gains(country, shares, smoothing.window(kernel, bandwidth))
            for area_cells, gain in found.items():
                rows.append((kernel, bandwidth, borders, area_cells, weight @ gain))
                by_cell.append(gain.astype("float32"))
            print(*rows[-1], flush=True)
    table = pd.DataFrame(rows, columns=["kernel", "bandwidth_km", "borders", "area_cells", "gain"])
    best = by_cell[table["gain"].idxmax()]
    table["behind"] = table["gain"].max() - table["gain"]
    table["behind_se"] = [clustered(country.home, weight, best - gain) for gain in by_cell]
    table = table.sort_values("gain", ascending=False).round(4)
    table.to_csv(target, index=False)
    print(table.head(10).to_string())


if __name__ == "__main__":
    main()
