"""Every reader, with sound inputs to spoil: what it gives must hold, or it says what is wrong."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import rasterio
import yaml
from shapely import MultiPolygon, Polygon, box

from cocashift import datasets
from cocashift.harmonise import (
    grid,
    municipalities,
    polygons,
    records,
    references,
    tables,
    weights,
    zone_layers,
)
from cocashift.retrieve import official, transfer
from tests import server
from tests.conftest import ROOT
from tests.fuzz import mutations

AREA, PUBLISH = "EPSG:6933", "EPSG:9377"
SOURCE = {"provider": "p", "licence": "l", "vintage": "v"}
CODES = ["05001", "05002", "52001", "86001"]
UNITS = gpd.GeoDataFrame(
    {
        "CODE": CODES,
        "NAME": ["Uno", "Dos", "Trés", "Cuatro"],
        "coca_2013": [1.5, 0, 2, 3],
        "coca2014_": [2.5, 1, 0, 3],
        "since": ["2013-08-21", None, "2010-01-01", None],
    },
    geometry=[
        box(-76, 2, -75, 3),
        Polygon([(-75, 2), (-74, 2), (-74, 3), (-75, 3), (-75, 2.5)]),
        MultiPolygon([box(-74, 2, -73.5, 3), box(-73, 2, -72.5, 2.5)]),
        Polygon(box(-76, 3, -75, 4).exterior, [box(-75.6, 3.4, -75.4, 3.6).exterior]),
    ],
    crs="EPSG:4686",
)
PORTAL = (
    "CODDEPTO,DEPARTAMENTO,CODMPIO,MUNICIPIO,2012,2013,2014\n"
    '5,ANTIOQUIA,5001,UNO,3,48.0,"1,040.5"\n05,ANTIOQUIA,05002,"DOS, EL",- 0,5,7.25\n'
    "52,NARIÑO,52001,TRÉS,7,,0.5\n86,PUTUMAYO,86001,CUATRO,1,2,3\n"
)


@dataclass(frozen=True)
class Reader:
    """One reader: `make` writes a sound input, `spoil` a mutation of it; `read` must cope."""

    name: str
    make: Callable[[Path], Path]
    spoil: Callable[[bytes, Random], bytes]
    read: Callable[[Path], None]


def _require(holds: object, what: str) -> None:
    if not holds:
        raise AssertionError(what)


def _coca(layout: str) -> Callable[[Path], None]:
    def read(path: Path) -> None:
        record, readings = tables.read(str(path), SOURCE | {"layout": layout}, "coca_ha")
        figures = record["coca_ha"].dropna()
        _require(np.isfinite(figures).all() and (figures >= 0).all(), "hectares that are none")
        _require(not record.duplicated(["divipola", "year"]).any(), "a row that comes twice")
        _require(record["year"].between(1950, 2100).all(), "years that are none")
        records.require_years(record, [2013, 2014], readings, path.name)
        areas = pd.Series(1e6, index=CODES)
        records.require_possible(record, "coca_ha", areas, path.name)
        found, unplaced, _ = records.cultivation(record, pd.Series(CODES))
        _require(abs(found["coca_ha"].sum() - figures.sum()) < 1e-6 * (1 + figures.sum()), "lost")
        records.require_placed(unplaced, [2013, 2014], path.name)

    return read


def _workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [
        ["CULTIVOS"],
        ["CODDEPTO", "DEPARTAMENTO", "CODMPIO", "MUNICIPIO", 2013, 2014],
        [5, "ANTIOQUIA", 5001, "UNO", 48, 1040.5],
        [5, "ANTIOQUIA", 5002, "DOS", None, 5],
        ["Total ANTIOQUIA", None, None, None, 48, 1045.5],
        ["Total", "Total", None, None, 48, 1045.5],
        ["1. Fuente"],
    ]:
        book.active.append(row)
    book.save(folder / "coca.xlsx")
    return folder / "coca.xlsx"


def _text(name: str, content: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_text(content, "utf-8")
        return folder / name

    return make


def _reference(layout: str) -> Callable[[Path], None]:
    def read(path: Path) -> None:
        layer = SOURCE | {"layout": layout}
        table = references.read(str(path), layer)
        _require(len(table.columns), "no columns")
        if layout == "labelled_points":
            polygons.read(str(path), layer | {"points": "park", "labels": ".+"}, PUBLISH)
        if layout == "gazetteer":
            units = UNITS.rename(columns={"CODE": "label"})[["label", "geometry"]]
            municipalities.harmonise(units, table, AREA, ("units.gpkg", path.name))

    return read


def _bundled(name: str, rows: int) -> Callable[[Path], Path]:
    lines = (ROOT / "data/raw/bundled" / name).read_text("utf-8").splitlines()
    return _text(name, "\n".join([lines[0], *lines[1 :: max(1, len(lines) // rows)]]) + "\n")


def _layer(name: str, **options) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        if name.endswith(".parquet"):
            UNITS.to_parquet(folder / name)
        else:
            UNITS.to_file(folder / name, engine="pyogrio", **options)
        return folder / name

    return make


def _zipped(folder: Path) -> Path:
    (folder / "parts").mkdir()
    UNITS.to_file(folder / "parts/units.shp", engine="pyogrio")
    path = shutil.make_archive(str(folder / "units"), "zip", folder / "parts")
    shutil.rmtree(folder / "parts")
    return Path(path)


def _vectors(path: Path) -> None:
    file = path.with_suffix(".shp") if path.suffix in {".shx", ".dbf", ".prj", ".cpg"} else path
    layer = SOURCE | {"layout": "polygons", "code": "CODE", "name": "NAME"}
    units, _ = polygons.read(str(file), layer, PUBLISH)
    _require(units.is_valid.all() and (units.area > 0).all(), "polygons that are none")
    named = SOURCE | {"layout": "polygons", "name": "NAME", "from_field": "since"}
    features, _ = zone_layers.read([str(file)], [named], PUBLISH)
    zone_layers.overlaps(features, AREA)
    found, _ = municipalities.harmonise(units, None, AREA, (file.name,))
    _require(np.isfinite(found["area_ha"]).all(), "areas that are none")
    cells, _ = grid.read(str(file), named)
    _require(len(cells) <= len(UNITS) * 40, "features out of nothing")


def _raster(name: str, driver: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        values = np.linspace(0, 1, 1200, dtype="float32").reshape(40, 30)
        with rasterio.open(
            folder / name,
            "w",
            driver=driver,
            height=40,
            width=30,
            count=1,
            dtype="float32",
            crs="EPSG:4326",
            transform=rasterio.transform.from_origin(-80, 10, 0.4, 0.4),
            **({"compress": "deflate"} if driver == "GTiff" else {}),
        ) as file:
            file.write(values, 1)
        return folder / name

    return make


def _weights(path: Path) -> None:
    raster, _ = weights.read(str(path), SOURCE | {"role": "weight"})
    _require(not (raster.cells < 0).any() and not np.isinf(raster.cells).any(), "weights")


SCHEMA = yaml.safe_load((ROOT / "workflow/schemas/dataset.schema.yaml").read_text("utf-8"))
DATASET = (ROOT / "config/datasets/official.yaml").read_text("utf-8")


def _dataset(path: Path) -> None:
    found = datasets.read(path, SCHEMA)
    _require({"title", "layers"} <= set(found), "a dataset without layers")


def _yaml(content: bytes, rng: Random) -> bytes:
    if rng.random() < 0.5:
        return rng.choice([mutations.octets, mutations.text])(content, rng)
    value = yaml.safe_load(content)
    for _ in range(rng.choice([1, 2, 3])):
        value = mutations.tree(value, rng)
    encoding = rng.choice(["utf-8"] * 5 + ["cp1252"])
    return yaml.safe_dump(value, allow_unicode=True).encode(encoding, "replace")


def _conversation(folder: Path) -> Path:
    """What a server answers, in turn: a layer's description, a count, a page, and a table."""
    layer = server.FeatureLayer(server.squares(3))
    asked = {"where": "1=1", "f": "geojson", "orderByFields": "OBJECTID ASC"}
    answers = [
        layer._answer("/l", {}),
        layer._answer("/l/query", {"where": "1=1", "returnCountOnly": "true"}),
        layer._answer("/l/query", asked),
        [{"codmpio": "05001", "_2013": "1"}, {"codmpio": "05002", "_2013": "2"}],
        [{"count": "2"}],
        {"status": 200, "headers": {"Content-Type": "application/json", "Location": "/x"}},
    ]
    (folder / "answers.json").write_text(json.dumps(answers), "utf-8")
    return folder / "answers.json"


class _Servers:
    """One server and one session for all conversations of a process."""

    provider = session = None

    @classmethod
    def running(cls):
        if cls.provider is None:
            cls.provider = server.Provider().__enter__()
            cls.session = transfer.session((1, 1), retries=0)
        return cls.provider, cls.session


def _retrieval(path: Path) -> None:
    """Ask a server that gives spoilt answers; where the whole is no list, each answer is it."""
    raw = path.read_bytes()
    try:
        parts = [json.dumps(part).encode() for part in json.loads(raw)]
        last = json.loads(parts[-1])
        status = last["status"] if last["status"] in {200, 204, 206, 302, 404, 416} else 200
        headers = {str(k): str(v) for k, v in last["headers"].items()}
        headers = {k: v for k, v in headers.items() if (k + v).isprintable() and k.isalpha()}
        headers = {k: v.encode("utf-8", "replace").decode("latin-1") for k, v in headers.items()}
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        parts, status, headers = [raw], 200, {}
    provider, session = _Servers.running()
    about, count, page, rows, told = (parts * 5)[:5]

    def feature_layer(request):
        counted = request.query.get("returnCountOnly")
        body = about if not request.path.endswith("/query") else count if counted else page
        return server.Answer(body, status, dict(headers))

    def table(request):
        return server.Answer(told if "$select" in request.query else rows, status, dict(headers))

    provider.requests.clear()
    provider.routes["/l"] = provider.routes["/l/query"] = feature_layer
    provider.routes["/resource/t.json"] = table
    provider.routes["/x"] = provider.routes["/c.csv"] = server.always(b"divipola,year\n1,2\n")
    raw = path.parent / "raw"
    base = provider.serve("/file.json", feature_layer).removesuffix("/file.json")
    layers = {
        "arcgis": {"kind": "arcgis", "address": f"{base}/l", "path": str(raw / "l.geojson")},
        "socrata": {
            "kind": "socrata",
            "address": f"{base}/resource/t.json",
            "path": str(raw / "t.json"),
        },
        "file": {"address": f"{base}/file.json", "path": str(raw / "f.json")},
        "last": {"address": f"{base}/c.csv", "path": str(raw / "c.csv")},
    }
    receipts, failures = official.retrieve(layers, raw.parent / "l.csv", session, folder=raw)
    _require(len(receipts) + len(failures) == len(layers), "a layer was not asked")
    _require(any(receipt.layer == "last" for receipt in receipts), "the last was not asked")
    for failure in failures:
        _require("http://127.0.0.1" in str(failure), f"no address in {failure}")
    for receipt in receipts:
        _require(Path(receipt.path).stat().st_size == receipt.bytes, "not the bytes it says")


def _mixed(content: bytes, rng: Random) -> bytes:
    return rng.choice([mutations.text, mutations.text, mutations.octets])(content, rng)


def _side(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        _layer("units.shp")(folder)
        return folder / name

    return make


TIDY = "divipola,year,coca_ha\n" + "".join(
    f"{code},{year},{n + 1}.5\n" for n, code in enumerate(CODES) for year in (2013, 2014)
)
ROWS = json.dumps(
    [{"codmpio": code, "municipio": "X", "_2013": "1.5", "_2014": "2"} for code in CODES]
)
READERS = [
    Reader("table portal", _text("coca.csv", PORTAL), _mixed, _coca("portal")),
    Reader("table tidy", _text("coca.csv", TIDY), _mixed, _coca("tidy")),
    Reader("table portal_json", _text("c.json", ROWS), mutations.document, _coca("portal_json")),
    Reader("table odc_workbook", _workbook, mutations.archive, _coca("odc_workbook")),
    *(
        Reader(f"reference {layout}", _bundled(name, 40), _mixed, _reference(layout))
        for layout, name in {
            "gazetteer": "municipalities.csv",
            "labelled_points": "labelled_points.csv",
            "national": "national_series.csv",
            "statements": "published_statements.csv",
            "claim": "inl_statement.csv",
        }.items()
    ),
    Reader("vector GeoPackage", _layer("units.gpkg"), mutations.octets, _vectors),
    Reader("vector GeoJSON", _layer("units.geojson"), mutations.document, _vectors),
    Reader("vector GeoParquet", _layer("units.parquet"), mutations.octets, _vectors),
    Reader("vector FlatGeobuf", _layer("units.fgb"), mutations.octets, _vectors),
    *(
        Reader(f"vector Shapefile .{part}", _side(f"units.{part}"), mutations.octets, _vectors)
        for part in ("shp", "shx", "dbf", "prj", "cpg")
    ),
    Reader("archive", _zipped, mutations.archive, _vectors),
    Reader("raster GeoTIFF", _raster("w.tif", "GTiff"), mutations.octets, _weights),
    Reader("raster ASCII grid", _raster("w.asc", "AAIGrid"), mutations.octets, _weights),
    Reader("dataset YAML", _text("mine.yaml", DATASET), _yaml, _dataset),
    Reader("server answers", _conversation, mutations.document, _retrieval),
]
