"""All features of an ArcGIS feature layer, which its server hands out page by page.

A page that is missing leaves a layer that looks right and is not. So the server is asked how many
features there are, what comes is counted, and what comes twice is refused.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import requests
import shapely.geometry

from cocashift.retrieve import pages
from cocashift.retrieve.transfer import RefusalError, RetrievalError, read_json

__all__ = ["retrieve"]

DEFAULT_PAGE = 1000


def retrieve(
    session: requests.Session, address: str, part: Path, bar, page_size: int | None = None
) -> tuple[str, int]:
    """Write all features of a feature layer as one GeoJSON file, in longitude and latitude.

    Parameters
    ----------
    session : requests.Session
        From `transfer.session`.
    address : str
        The layer, with its number: ``…/FeatureServer/0``. A filter (``?where=``) is kept.
    part : Path
        The file to write; features are in the order of their object ids, keys in alphabetical
        order, so that the same features give the same bytes.
    bar : tqdm
        Told of the count and of every page.
    page_size : int, optional
        Features asked for at once; the server's limit if that is smaller or this is not given.

    Returns
    -------
    address : str
        Who answered, after redirects.
    pages : int
        How many pages were read.

    Raises
    ------
    RetrievalError
        If the address is not a layer, the layer is empty, a feature comes twice, or fewer or more
        come than the service counts.
    """
    layer, given = pages.split(address)
    layer = layer.rstrip("/").removesuffix("/query")
    given = {"where": "1=1"} | given

    def question(**parameters):
        return _object(read_json(session, f"{layer}/query", given | parameters)[0])

    about, answered = read_json(session, layer, given | {"f": "json"})
    key = _object_id(_object(about))
    count = question(returnCountOnly="true", f="json").get("count")
    if not _whole(count) or not count:
        raise RetrievalError("the layer holds no features" if count == 0 else "no count was given")
    bar.reset(total=count)
    formats = str(about.get("supportedQueryFormats")).lower()
    features = partial(_page, question, key, "geojson" if "geojson" in formats else "json")
    most = about.get("maxRecordCount")
    size = min(page_size or DEFAULT_PAGE, most if _whole(most) and most else DEFAULT_PAGE)
    if _object(about.get("advancedQueryCapabilities") or about).get("supportsPagination"):
        walk = _by_offset(features, size, count)
    else:
        ids = question(returnIdsOnly="true", f="json").get("objectIds") or []
        if not isinstance(ids, list) or not all(map(_whole, ids)):
            raise RefusalError("a list of object ids came that is none")
        walk = _by_object_id(features, key, given["where"], sorted(ids), size)
    whole = _each_once(walk, count)
    return answered.partition("?")[0], pages.write(part, pages.COLLECTION, whole, bar)


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0


def _object(answer: object) -> dict:
    if not isinstance(answer, dict):
        raise RefusalError("an answer came that is not ArcGIS's")
    return answer


def _object_id(about: dict) -> str:
    fields = about.get("fields") or []
    by_type = (field["name"] for field in fields if field.get("type") == "esriFieldTypeOID")
    key = about.get("objectIdField") or next(by_type, None)
    if key is None:
        raise RefusalError(
            "the address is not a feature layer",
            "Give the address of one layer, with its number at the end: …/FeatureServer/0.",
        )
    return key


def _page(question: Callable, key: str, form: str, **window) -> tuple[dict[int, dict], bool]:
    """Read one page: its features by object id, and whether the server says there are more."""
    answer = question(
        **{"outFields": "*", "outSR": 4326, "orderByFields": f"{key} ASC", "f": form} | window
    )
    if not isinstance(answer.get("features"), list):
        raise RefusalError("a page without features came")
    features = answer["features"] if form == "geojson" else _from_esri(answer, key)
    more = answer.get("exceededTransferLimit") or (answer.get("properties") or {}).get(
        "exceededTransferLimit"
    )
    page: dict[int, dict] = {}
    for feature in features:
        number = feature.get("id")
        if number is None:
            number = (feature.get("properties") or {}).get(key)
        if number is None:
            raise RefusalError(f"a feature without its object id ({key}) came")
        if number in page:
            raise RefusalError(f"feature {number} came twice in one page")
        page[number] = feature
    return page, bool(more)


def _from_esri(answer: dict, key: str) -> list[dict]:
    """Turn the features of a server that does not know GeoJSON into GeoJSON.

    GDAL sorts rings into shells and holes; the attributes are taken as they came.
    """
    rows = answer["features"]
    if not rows:
        return []
    bare = {
        "geometryType": answer.get("geometryType"),
        "spatialReference": {"wkid": 4326},
        "fields": [],
        "features": [{"attributes": {}, "geometry": row.get("geometry")} for row in rows],
    }
    shapes = gpd.read_file(BytesIO(json.dumps(bare).encode())).geometry
    return [
        {
            "type": "Feature",
            "id": row["attributes"].get(key),
            "properties": row["attributes"],
            "geometry": shapely.geometry.mapping(shape) if shape else None,
        }
        for row, shape in zip(rows, shapes, strict=True)
    ]


def _by_offset(features: Callable, size: int, count: int) -> Iterator[dict]:
    """Page by position. The step is what came, not what was asked: servers cut large pages."""
    offset, more = 0, True
    while more:
        page, exceeded = features(resultOffset=offset, resultRecordCount=size)
        yield page
        offset += len(page)
        more = bool(page) and (exceeded or offset < count)


def _by_object_id(features: Callable, key: str, where: str, ids: list, size: int) -> Iterator[dict]:
    """Page by ranges of object ids, for servers that cannot page by position."""
    for start in range(0, len(ids), size):
        low, high = ids[start], ids[start : start + size][-1]
        while low <= high:
            page, exceeded = features(where=f"({where}) AND {key} >= {low} AND {key} <= {high}")
            yield page
            low = max(page) + 1 if exceeded and page else high + 1


def _each_once(walk: Iterator[dict], count: int) -> Iterator[list]:
    """Pass pages on while every feature is new; at the end, be sure that all have come."""
    seen: set[int] = set()
    for page in walk:
        again = seen.intersection(page)
        if again:
            raise RefusalError(
                f"feature {min(again)} came twice: the server's pages do not fit together"
            )
        seen.update(page)
        if len(seen) > count:
            break
        yield list(page.values())
    if len(seen) != count:
        raise RetrievalError(
            f"{len(seen):,} features came, but the service counts {count:,}",
            "If the server cuts its pages short, set a smaller page_size in the dataset file.",
        )
