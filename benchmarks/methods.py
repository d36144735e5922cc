"""Overlay the layers of one folder by one method, in a process of its own.

Usage: python benchmarks/methods.py METHOD FOLDER AREAS.npy

Each method answers the same question: how many square metres of every municipality lie in each
category, and how many in any of them. It prints what that took, as JSON. Layers are read before the
clock starts, but by methods that read region by region, whose clock stops meanwhile.
"""

import json
import sys
import time
from pathlib import Path

CATEGORIES = ["parks", "reserves", "councils", "strips"]
THREADS = 2
CELL_M = 250


class Clock:
    """Seconds and processor seconds of the work, between `start` and `stop`."""

    def __init__(self):
        self.seconds = self.processor = 0.0

    def start(self):
        self.seconds -= time.perf_counter()
        self.processor -= time.process_time()

    def stop(self):
        self.seconds += time.perf_counter()
        self.processor += time.process_time()


def peak_mb() -> float:
    """Tell the most memory this process ever had; getrusage would count its parent's too."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1e3


def present(folder: Path) -> list[str]:
    return [each for each in CATEGORIES if (folder / f"{each}.parquet").is_file()]


def read(folder: Path, box=None):
    """Municipalities, and the features of all categories with the category's number."""
    import geopandas as gpd
    import pandas as pd

    towns = gpd.read_parquet(folder / "municipalities.parquet", bbox=box)
    layers = [
        gpd.read_parquet(folder / f"{name}.parquet", columns=["geometry"], bbox=box).assign(
            c=number
        )
        for number, name in enumerate(present(folder))
    ]
    return towns, pd.concat(layers, ignore_index=True)


def frames(work):
    """Make a method of frames one of a folder."""

    def method(folder, clock):
        towns, masks = read(folder)
        count = len(present(folder))
        clock.start()
        found = work(towns, masks, count)
        clock.stop()
        return found

    return method


# cocashift


def _cocashift(work, towns, masks, count):
    import numpy as np

    editions = masks.assign(edition=masks["c"].astype(str))
    towns = towns.assign(divipola=towns["code"], area_ha=towns.area / 10_000)
    pieces = work(towns, editions)
    row = towns["divipola"].searchsorted(pieces["divipola"])
    area = pieces["area_ha"].to_numpy() * 10_000
    marks = (
        pieces["inside"]
        .str.get_dummies("|")
        .reindex(columns=[str(number) for number in range(count)], fill_value=0)
    )
    marks["any"] = marks.any(axis=1)
    return np.stack([np.bincount(row, area * marks[c], len(towns)) for c in marks], axis=1)


def cocashift_areas(towns, masks, count):
    from cocashift.overlay import partition

    return _cocashift(partition.areas, towns, masks, count)


def cocashift_pieces(towns, masks, count):
    from cocashift.overlay import partition

    return _cocashift(partition.partition, towns, masks, count)


def _by_region(work):
    """Read and cut region by region, each about as large as Colombia."""

    def method(folder, clock):
        import numpy as np
        import pandas as pd

        from cocashift.overlay import regions

        boxes = pd.read_parquet(folder / "municipalities.parquet", columns=["code", "bbox"])
        boxes = boxes.rename(columns={"code": "divipola"})
        count = max(1, round(len(boxes) / 1_122))
        found = np.zeros((len(boxes), len(present(folder)) + 1))
        for number in range(1, count + 1):
            codes, box = regions.region(boxes, number, count)
            towns, masks = read(folder, box)
            towns = towns[towns["code"].isin(codes)].reset_index(drop=True)
            clock.start()
            areas = work(towns, masks, len(present(folder)))
            clock.stop()
            found[boxes["divipola"].searchsorted(towns["code"])] = areas
        return found

    return method


# Peers that take frames


def _dissolved(masks, count, explode=True):
    """Dissolve each category, and all of them."""
    import geopandas as gpd
    import numpy as np
    import shapely

    shapes, number = masks.geometry.to_numpy(), masks["c"].to_numpy()
    unions = [shapely.union_all(shapes[number == each]) for each in range(count)]
    unions.append(shapely.union_all(np.array(unions)))
    frame = gpd.GeoDataFrame({"c": range(count + 1)}, geometry=unions, crs=masks.crs)
    return frame.explode(ignore_index=True) if explode else frame


def _summed(cut, towns, count):
    import numpy as np

    found = np.zeros((len(towns), count + 1))
    np.add.at(found, (cut["row"].to_numpy(), cut["c"].to_numpy()), cut.area.to_numpy())
    return found


def geopandas_dissolved(towns, masks, count):
    import geopandas as gpd

    zones = _dissolved(masks, count, explode=False)
    return _summed(gpd.overlay(towns.assign(row=range(len(towns))), zones), towns, count)


def geopandas_exploded(towns, masks, count):
    import geopandas as gpd

    zones = _dissolved(masks, count)
    return _summed(gpd.overlay(towns.assign(row=range(len(towns))), zones), towns, count)


def geopandas_raw(towns, masks, count):
    import geopandas as gpd
    import numpy as np

    cut = gpd.overlay(towns.assign(row=range(len(towns))), masks)
    found = np.zeros((len(towns), count + 1))
    single = cut.dissolve(["row", "c"]).area
    found[single.index.get_level_values(0), single.index.get_level_values(1)] = single
    whole = cut.dissolve("row").area
    found[whole.index, count] = whole
    return found


def pairs(towns, masks, count):
    """STRtree pairs, their intersections, and unions of these."""
    import numpy as np
    import shapely

    def united(shapes, keys):
        order = np.argsort(keys, kind="stable")
        keys, first = np.unique(keys[order], return_index=True)
        groups = np.split(shapes[order], first[1:])
        return keys, np.array([g[0] if len(g) == 1 else shapely.union_all(g) for g in groups])

    grounds, shapes = towns.geometry.to_numpy(), masks.geometry.to_numpy()
    town, mask = shapely.STRtree(shapes).query(grounds, predicate="intersects")
    cut = shapely.intersection(grounds[town], shapes[mask])
    keys, single = united(cut, town * count + masks["c"].to_numpy()[mask])
    rows, whole = united(single, keys // count)
    found = np.zeros((len(towns), count + 1))
    found[keys // count, keys % count] = shapely.area(single)
    found[rows, count] = shapely.area(whole)
    return found


def _tobler(towns, zones, names):
    import numpy as np
    from tobler.area_weighted import area_interpolate

    zones = zones.assign(c=zones["c"].astype(str))
    shares = area_interpolate(zones, towns, categorical_variables=["c"])
    size = towns.area.to_numpy()
    return np.stack([shares[f"c_{name}"].to_numpy() * size for name in names], axis=1)


def tobler_dissolved(towns, masks, count):
    return _tobler(towns, _dissolved(masks, count, explode=False), range(count + 1))


def tobler_raw(towns, masks, count):
    import numpy as np

    single = _tobler(towns, masks[["c", "geometry"]], range(count))
    return np.column_stack([single, single.sum(axis=1)])


def _burnt(towns, masks, count):
    """Burn each category, and any, into a grid."""
    import numpy as np
    from rasterio.features import rasterize
    from rasterio.transform import from_origin

    west, south, east, north = towns.total_bounds
    shape = int(np.ceil((north - south) / CELL_M)), int(np.ceil((east - west) / CELL_M))
    grid = from_origin(west, north, CELL_M, CELL_M)
    shapes, number = masks.geometry.to_numpy(), masks["c"].to_numpy()
    burnt = [
        rasterize(shapes[number == each], shape, transform=grid, dtype="uint8")
        for each in range(count)
    ]
    return [*burnt, np.bitwise_or.reduce(burnt)], grid, shape


def exactextract(towns, masks, count):
    from exactextract import exact_extract
    from exactextract.raster import NumPyRasterSource

    layers, grid, shape = _burnt(towns, masks, count)
    west, north = grid.c, grid.f
    edges = west, north - shape[0] * CELL_M, west + shape[1] * CELL_M, north
    sources = [NumPyRasterSource(each, *edges, name=f"c{i}") for i, each in enumerate(layers)]
    found = exact_extract(sources, towns[["geometry"]], ["sum"], output="pandas")
    return found[[f"c{i}_sum" for i in range(count + 1)]].to_numpy(float) * CELL_M**2


def counted(towns, masks, count):
    import numpy as np
    from rasterio.features import rasterize

    layers, grid, shape = _burnt(towns, masks, count)
    numbered = zip(towns.geometry, range(1, len(towns) + 1), strict=True)
    label = rasterize(numbered, shape, transform=grid, dtype="int32").ravel()
    cells = [np.bincount(label, each.ravel(), len(towns) + 1)[1:] for each in layers]
    return np.stack(cells, axis=1) * CELL_M**2


# Peers that speak SQL


def _placed(rows, folder, count):
    import numpy as np
    import pandas as pd

    codes = pd.read_parquet(folder / "municipalities.parquet", columns=["code"])["code"]
    found = np.zeros((len(codes), count + 1))
    for code, number, area in rows:
        found[codes.searchsorted(code), int(number)] = area
    return found


def duckdb(folder, clock):
    import duckdb
    import duckdb_extension_spatial

    names = present(folder)
    con = duckdb.connect(config={"threads": THREADS})
    package = Path(duckdb_extension_spatial.__file__).parent
    con.load_extension(str(next(package.rglob("spatial.duckdb_extension"))))
    con.execute("set preserve_insertion_order = false")

    def source(name):
        return f"read_parquet('{folder / name}.parquet')"

    con.execute(f"create table t as select code, geometry g from {source('municipalities')}")
    layers = [f"select {i} c, geometry g from {source(n)}" for i, n in enumerate(names)]
    con.execute(f"create table m as {' union all '.join(layers)}")
    clock.start()
    con.execute("create table d as select c, ST_Union_Agg(g) g from m group by c")
    con.execute(f"insert into d select {len(names)}, ST_Union_Agg(g) from d")
    con.execute("create table p as select c, unnest(ST_Dump(g)).geom g from d")
    rows = con.execute(
        "select code, c, sum(ST_Area(ST_Intersection(t.g, p.g))) from t join p "
        "on ST_Intersects(t.g, p.g) group by all"
    ).fetchall()
    clock.stop()
    return _placed(rows, folder, len(names))


def sedonadb(folder, clock):
    import sedonadb as sedona

    names = present(folder)
    con = sedona.connect()

    def table(name, query):
        con.sql(query).to_memtable().to_view(name, overwrite=True)

    for name in ["municipalities", *names]:
        con.read_parquet(str(folder / f"{name}.parquet")).to_view(name, overwrite=True)
    table("t", "select code, geometry g from municipalities")
    layers = [f"select {i} c, geometry g from {n}" for i, n in enumerate(names)]
    table("m", " union all ".join(layers))
    clock.start()
    table("u", "select c, ST_Union_Agg(g) g from m group by c")
    table("d", f"select c, g from u union all select {len(names)} c, ST_Union_Agg(g) g from u")
    table("p", "select c, d['geom'] g from (select c, unnest(ST_Dump(g)) d from d)")
    found = con.sql(
        "select t.code, p.c, sum(ST_Area(ST_Intersection(t.g, p.g))) a from t join p "
        "on ST_Intersects(t.g, p.g) group by t.code, p.c"
    ).to_arrow_table()
    clock.stop()
    rows = zip(*(found[each].to_pylist() for each in ("code", "c", "a")), strict=True)
    return _placed(rows, folder, len(names))


METHODS = {
    "cocashift_areas": frames(cocashift_areas),
    "cocashift_pieces": frames(cocashift_pieces),
    "cocashift_areas_by_region": _by_region(cocashift_areas),
    "cocashift_pieces_by_region": _by_region(cocashift_pieces),
    "pairs": frames(pairs),
    "geopandas_raw": frames(geopandas_raw),
    "geopandas_exploded": frames(geopandas_exploded),
    "geopandas_dissolved": frames(geopandas_dissolved),
    "tobler_dissolved": frames(tobler_dissolved),
    "tobler_raw": frames(tobler_raw),
    "duckdb": duckdb,
    "sedonadb": sedonadb,
    "exactextract": frames(exactextract),
    "counted": frames(counted),
}

if __name__ == "__main__":
    import numpy as np

    # The folder of a script comes first where modules are looked for: none of ours is a peer's.
    sys.path[0] = str(Path.cwd())
    clock = Clock()
    areas = METHODS[sys.argv[1]](Path(sys.argv[2]), clock)
    np.save(sys.argv[3], areas)
    told = {"seconds": clock.seconds, "processor_s": clock.processor, "peak_mb": peak_mb()}
    print(json.dumps(told))
