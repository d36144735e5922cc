"""A server on this machine that behaves as the providers of official layers do, good days and bad.

It hands out pages of a thousand, hangs, breaks off, says 500 and then 200, says 200 and means an
error, redirects, and forgets what it was asked. What it hands out is up to the test.
"""

import contextlib
import gzip
import io
import json
import re
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import geopandas as gpd

JSON = "application/json"


@dataclass
class Request:
    """One request as it arrived."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    time: float


@dataclass
class Answer:
    """What goes back: after `wait` seconds, and only `cut` bytes of the body if that is given.

    The length promises the whole body, unless it is not `measured`.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    wait: float = 0
    measured: bool = True


class Provider:
    """The server; `routes` maps a path to what answers a `Request` with an `Answer`."""

    def __init__(self):
        self.routes: dict[str, Callable[[Request], Answer]] = {}
        self.requests: list[Request] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                parts = urlsplit(self.path)
                request = Request(
                    parts.path, dict(parse_qsl(parts.query)), dict(self.headers), time.monotonic()
                )
                provider.requests.append(request)
                answer = provider.routes.get(parts.path, lambda _: Answer(status=404))(request)
                time.sleep(answer.wait)
                with contextlib.suppress(OSError):  # who asked may have stopped waiting
                    self.reply(answer)

            def reply(self, answer):
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.measured:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(answer.body[: answer.cut])
                self.close_connection = True

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self, path: str, answer: Callable[[Request], Answer]) -> str:
        """Let `answer` reply at a path; give the whole address."""
        self.routes[path] = answer
        if isinstance(answer, FeatureLayer):
            self.routes[f"{path}/query"] = answer
        if isinstance(answer, Table):
            self.routes[path.removesuffix(".geojson").removesuffix(".json") + ".json"] = answer
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def asked(self, path: str) -> list[Request]:
        """Give the requests for one path, in order."""
        return [request for request in self.requests if request.path == path]


def always(body: bytes, status: int = 200, **headers: str) -> Callable[[Request], Answer]:
    """Answer the same every time; ``Retry_After`` names the header ``Retry-After``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Answer(body, status, named)


def in_turn(*answers: Callable[[Request], Answer]) -> Callable[[Request], Answer]:
    """Answer the first request with the first, and so on; the last answers all that follow."""
    left = list(answers)
    return lambda request: (left.pop(0) if len(left) > 1 else left[0])(request)


def slow(answer: Callable[[Request], Answer], seconds: float) -> Callable[[Request], Answer]:
    """Think before answering."""

    def think(request):
        late = answer(request)
        late.wait = seconds
        return late

    return think


def cut(
    answer: Callable[[Request], Answer], after: int, measured: bool = True
) -> Callable[[Request], Answer]:
    """Promise the whole answer, or with `measured` off nothing, and break off."""

    def break_off(request):
        broken = answer(request)
        broken.cut, broken.measured = after, measured
        return broken

    return break_off


def packed(body: bytes) -> Callable[[Request], Answer]:
    """Compress what was asked for as it is."""
    return always(gzip.compress(body), Content_Encoding="gzip", ETag='"packed"')


@dataclass
class File:
    """A file as static servers hand it out: with an edition, and in parts if it is the same one."""

    body: bytes
    headers: dict[str, str] = field(default_factory=lambda: {"ETag": '"first"'})
    checks_edition: bool = True

    def __call__(self, request: Request) -> Answer:
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
        same = request.headers.get("If-Range") in self.headers.values()
        if not asked or (self.checks_edition and not same):
            return Answer(self.body, headers=dict(self.headers))
        start = int(asked[1])
        if start >= len(self.body):
            return Answer(status=416)
        extent = f"bytes {start}-{len(self.body) - 1}/{len(self.body)}"
        return Answer(self.body[start:], 206, {**self.headers, "Content-Range": extent})


def squares(count: int) -> list[dict]:
    """Features that lie side by side, numbered."""
    return [
        {
            "type": "Feature",
            "id": number,
            "properties": {"OBJECTID": number, "name": f"n{number}", "kind": "ab"[number % 2]},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[number, 0], [number + 1, 0], [number + 1, 1], [number, 0]]],
            },
        }
        for number in range(count)
    ]


def zipped(members: dict) -> bytes:
    """An archive of these members: name, or a ZipInfo, to bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


@dataclass
class FeatureLayer:
    """A layer of an ArcGIS server.

    Features are GeoJSON; those of a server without GeoJSON (`formats`) are given as rings.
    """

    features: list[dict]
    key: str = "OBJECTID"
    limit: int = 1000
    formats: str = "JSON, geoJSON"
    pagination: bool = True
    flags: bool = True
    counts: int | None = None
    bears: int = 1000  # features it can send at once, whatever its limit says
    forgets_offset: bool = False
    loses: frozenset = frozenset()

    def __call__(self, request: Request) -> Answer:
        asked = request.query
        return Answer(
            json.dumps(self._answer(request.path, asked)).encode(), headers={"Content-Type": JSON}
        )

    def _answer(self, path: str, asked: dict[str, str]) -> dict:
        if not path.endswith("/query"):
            return {
                "maxRecordCount": self.limit,
                "fields": [{"name": self.key, "type": "esriFieldTypeOID"}],
                "supportedQueryFormats": self.formats,
                "advancedQueryCapabilities": {"supportsPagination": self.pagination},
            }
        chosen = [f for f in self.features if self._matches(f, asked["where"])]
        if asked.get("returnCountOnly"):
            return {"count": len(chosen) if self.counts is None else self.counts}
        if asked.get("returnIdsOnly"):
            return {"objectIds": [f["properties"][self.key] for f in reversed(chosen)]}
        if not self.pagination and "resultOffset" in asked:
            return {
                "error": {"code": 400, "message": "Pagination is not supported.", "details": []}
            }
        # Without an order, a server gives rows as they lie on its disk.
        if asked.get("orderByFields") == f"{self.key} ASC":
            chosen = sorted(chosen, key=lambda f: f["properties"][self.key])
        start = 0 if self.forgets_offset else int(asked.get("resultOffset", 0))
        size = min(self.bears, self.limit, int(asked.get("resultRecordCount", self.limit)))
        page = chosen[start : start + size]
        more = {"exceededTransferLimit": True} if self.flags and len(chosen) > start + size else {}
        page = [f for f in page if f["properties"][self.key] not in self.loses]
        if asked["f"] == "geojson" and "geoJSON" in self.formats:
            return {"type": "FeatureCollection", "properties": more, "features": page}
        if asked["f"] == "geojson":
            return {"error": {"code": 400, "message": "Format not supported", "details": []}}
        return {"geometryType": "esriGeometryPolygon", **more, "features": [*map(_rings, page)]}

    def _matches(self, feature: dict, where: str) -> bool:
        bounds = re.search(rf"{self.key} >= (\d+) AND {self.key} <= (\d+)", where)
        kept = re.search(r"(\w+) ?(?:=|IN) ?(\(?'.*)", where)
        number = feature["properties"][self.key]
        return (not bounds or int(bounds[1]) <= number <= int(bounds[2])) and (
            not kept or feature["properties"][kept[1]] in re.findall(r"'([^']*)'", kept[2])
        )


def features(path: Path) -> list[dict]:
    """The features of a file, each with an object id, the ids not in the order they lie."""
    found = json.loads(gpd.read_file(path).to_json(drop_id=True, to_wgs84=True))["features"]
    for number, feature in enumerate(found):
        feature["properties"]["OBJECTID"] = 3 * (number * 13 % len(found)) + 1
    return found


def _rings(feature: dict) -> dict:
    """Give a feature as ArcGIS does: all rings in one list, shells clockwise, holes against it."""
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = [
        ring if (_signed_area(ring) < 0) == (place == 0) else ring[::-1]
        for polygon in polygons
        for place, ring in enumerate(polygon)
    ]
    return {"attributes": feature["properties"], "geometry": {"rings": rings}}


def _signed_area(ring: list) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


@dataclass
class Table:
    """A table on a Socrata portal, or with `geojson` its features."""

    rows: list[dict]
    cap: int = 50_000
    geojson: bool = False
    counts: bool = True
    forgets_offset: bool = False

    def __call__(self, request: Request) -> Answer:
        asked = request.query
        if "$select" in asked:
            if not self.counts:
                return Answer(b'{"error": true, "message": "No such column: count"}', 400)
            body = json.dumps([{"count": str(len(self.rows))}]).encode()
            return Answer(body, headers={"Content-Type": JSON})
        start = 0 if self.forgets_offset else int(asked.get("$offset", 0))
        page = self.rows[start : start + min(self.cap, int(asked.get("$limit", 1000)))]
        whole = {"type": "FeatureCollection", "features": page} if self.geojson else page
        return Answer(json.dumps(whole).encode(), headers={"Content-Type": JSON})
