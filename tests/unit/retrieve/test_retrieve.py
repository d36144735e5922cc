"""Official layers arrive whole, checked and in their place, or not at all and with a reason."""

import csv
import io
import json
import random
import stat
import zipfile
from dataclasses import replace
from hashlib import sha256

import geopandas as gpd
import pytest
import shapely
from tqdm import tqdm

from cocashift.harmonise import polygons
from cocashift.retrieve import lockfile
from cocashift.retrieve.layer import Receipt, Source, fetch
from cocashift.retrieve.official import summary
from cocashift.retrieve.transfer import RetrievalError, session
from tests import server
from tests.conftest import REAL, need

# Any bytes do for a transfer; these cannot be packed, so that half of them is half packed too.
BODY = random.Random(1).randbytes(512_000)
PAGE = b"<!DOCTYPE html>\n<html><body>Service under maintenance</body></html>"


@pytest.fixture
def patient():
    """A session that waits for a server of this machine that has much to write, or other work."""
    with session((10, 60), retries=1, backoff=0.01, longest_wait=1.5) as opened:
        yield opened


@pytest.fixture
def hurried():
    """A session that waits as little as the tests can bear."""
    with session((2, 1.5), retries=3, backoff=0.01, longest_wait=1.5) as opened:
        yield opened


def real(name):
    need((REAL / name).is_file(), f"the real layer {REAL / name}", "set COCASHIFT_REAL_DATA")
    return REAL / name


def outline(layer):
    """The polygons of each row, whatever order its rings came in and whether one or several."""
    rows = (shapely.multipolygons(shapely.get_parts(shape)) for shape in layer.geometry)
    return shapely.normalize(list(rows))


def link(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def left_behind(folder):
    return sorted(path.name for path in folder.iterdir())


# Files


def test_a_real_file_arrives_with_its_receipt(provider, hurried, tmp_path):
    path = real("boundaries/countries_natural_earth_10m.gpkg")
    address = provider.serve("/countries.gpkg", server.File(path.read_bytes()))
    target = tmp_path / "raw" / "official" / "countries.gpkg"

    receipt = fetch(Source("countries", address), target, hurried)

    assert target.read_bytes() == path.read_bytes()
    assert receipt.sha256 == sha256(path.read_bytes()).hexdigest()
    assert (receipt.bytes, receipt.pages) == (path.stat().st_size, 1)
    assert receipt.final_address == address
    assert left_behind(target.parent) == ["countries.gpkg"]
    assert len(gpd.read_file(target)) == 6


def test_a_redirect_is_followed_and_told(provider, hurried, tmp_path):
    moved = provider.serve("/new/coca.csv", server.File(BODY))
    old = provider.serve("/coca.csv", server.always(b"", 302, Location="/new/coca.csv"))
    receipt = fetch(Source("coca", old), tmp_path / "coca.csv", hurried)
    assert (receipt.address, receipt.final_address) == (old, moved)
    assert f"coca: fetched from {moved} on 20" in summary([receipt])


def test_a_circle_of_redirects_is_told(provider, hurried, tmp_path):
    address = provider.serve("/a", server.always(b"", 302, Location="/a"))
    with pytest.raises(RetrievalError, match="redirects in a circle"):
        fetch(Source("coca", address), tmp_path / "coca.csv", hurried)


@pytest.mark.parametrize(
    "trouble",
    [
        server.always(b"", 500),
        server.always(b"", 503),
        server.always(b"", 408),
        server.slow(server.File(BODY), 2.5),
        server.cut(server.always(BODY), 0),
        server.cut(server.always(BODY), 70_000),
    ],
    ids=["500", "503", "408", "hangs", "breaks off at once", "breaks off"],
)
def test_passing_trouble_is_outlived(provider, hurried, tmp_path, trouble):
    address = provider.serve("/layer.bin", server.in_turn(trouble, server.File(BODY)))
    fetch(Source("layer", address), tmp_path / "layer.bin", hurried)
    assert (tmp_path / "layer.bin").read_bytes() == BODY
    assert len(provider.asked("/layer.bin")) == 2


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (server.always(b"", 500), "answered 500"),
        (server.always(b"", 429), "answered 429"),
        (server.slow(server.File(BODY), 2.5), "did not answer in time"),
        (server.cut(server.always(BODY), 70_000), "broke off after 65,536 bytes of 512,000"),
    ],
    ids=["500", "429", "hangs", "breaks off"],
)
def test_lasting_trouble_is_told_after_the_retries(provider, tmp_path, trouble, told):
    address = provider.serve("/layer.bin", trouble)
    target = tmp_path / "layer.bin"
    patient = session((1, 0.2), retries=2, backoff=0.01)
    with patient, pytest.raises(RetrievalError, match=told):
        fetch(Source("layer", address), target, patient)
    assert len(provider.asked("/layer.bin")) == 3
    assert not (tmp_path / "layer.bin").exists()


@pytest.mark.parametrize("status", [400, 403, 404])
def test_what_will_not_pass_is_not_asked_again(provider, hurried, tmp_path, status):
    address = provider.serve("/layer.bin", server.always(b"", status))
    with pytest.raises(RetrievalError, match=f"answered {status}"):
        fetch(Source("layer", address), tmp_path / "layer.bin", hurried)
    assert len(provider.asked("/layer.bin")) == 1


def test_an_error_names_layer_address_and_remedy_in_one_line(provider, hurried, tmp_path):
    address = provider.serve("/parks.zip", server.always(b"", 404))
    target = tmp_path / "parks.zip"
    with pytest.raises(RetrievalError) as caught:
        fetch(Source("parks", address), target, hurried)
    assert str(caught.value) == (
        f"parks: {address}: the server answered 404 Not Found. "
        f"Download it by hand and put it at {target}."
    )
    assert isinstance(caught.value, ValueError)


def test_a_server_that_refuses_programs_is_told_with_the_way_by_hand(provider, hurried, tmp_path):
    address = provider.serve("/grid.csv", server.always(b"", 403))
    with pytest.raises(RetrievalError, match=r"403 Forbidden: it may refuse programs .* by hand"):
        fetch(Source("grid", address), tmp_path / "grid.csv", hurried)


def test_a_host_that_is_not_there_is_told(single, tmp_path):
    with server.Provider() as gone:
        address = gone.serve("/layer.bin", server.File(BODY))
    with pytest.raises(RetrievalError, match=r"^layer: http.* could not be reached"):
        fetch(Source("layer", address), tmp_path / "layer.bin", single)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_names_its_pause_is_obeyed(provider, hurried, tmp_path, status):
    busy = server.always(b"", status, Retry_After="1")
    address = provider.serve("/layer.bin", server.in_turn(busy, server.File(BODY)))
    fetch(Source("layer", address), tmp_path / "layer.bin", hurried)
    first, second = provider.asked("/layer.bin")
    assert second.time - first.time >= 1


def test_no_pause_is_longer_than_allowed(provider, tmp_path):
    busy = server.always(b"", 429, Retry_After="3600")
    address = provider.serve("/layer.bin", server.in_turn(busy, server.File(BODY)))
    with session((1, 1), retries=1, longest_wait=0.1) as patient:
        fetch(Source("layer", address), tmp_path / "layer.bin", patient)
    first, second = provider.asked("/layer.bin")
    assert 0.1 <= second.time - first.time < 1


# Broken transfers


@pytest.mark.parametrize("proof", ["ETag", "Last-Modified"])
def test_a_broken_transfer_is_continued(provider, hurried, tmp_path, proof):
    whole = server.File(BODY, {proof: '"first"'})
    address = provider.serve("/layer.bin", server.in_turn(server.cut(whole, 262_144), whole))
    fetch(Source("layer", address), tmp_path / "layer.bin", hurried)
    assert (tmp_path / "layer.bin").read_bytes() == BODY
    first, second = provider.asked("/layer.bin")
    assert "Range" not in first.headers
    assert (second.headers["Range"], second.headers["If-Range"]) == ("bytes=262144-", '"first"')
    assert left_behind(tmp_path) == ["layer.bin"]


def test_the_next_run_continues_what_the_last_one_left(provider, single, tmp_path):
    whole = server.File(BODY)
    address = provider.serve("/layer.bin", server.in_turn(server.cut(whole, 262_144), whole))
    with pytest.raises(RetrievalError, match=r"Run again: it goes on from there"):
        fetch(Source("layer", address), tmp_path / "layer.bin", single)
    assert not (tmp_path / "layer.bin").exists()
    fetch(Source("layer", address), tmp_path / "layer.bin", single)
    assert provider.requests[-1].headers["Range"] == "bytes=262144-"
    assert (tmp_path / "layer.bin").read_bytes() == BODY


def test_a_part_from_another_address_is_not_continued(provider, single, tmp_path):
    old = provider.serve("/old.bin", server.cut(server.File(BODY[::-1]), 262_144))
    new = provider.serve("/new.bin", server.File(BODY))
    with pytest.raises(RetrievalError):
        fetch(Source("layer", old), tmp_path / "layer.bin", single)
    fetch(Source("layer", new), tmp_path / "layer.bin", single)
    assert (tmp_path / "layer.bin").read_bytes() == BODY


@pytest.mark.parametrize(
    "then",
    [
        server.always(BODY),
        server.File(BODY, {"ETag": '"second"'}),
        server.in_turn(
            server.File(BODY, {"ETag": '"second"'}, checks_edition=False), server.File(BODY)
        ),
        server.in_turn(server.always(b"", 416), server.File(BODY)),
        server.in_turn(
            server.always(BODY[1:], 206, Content_Range="bytes 1-511999/512000", ETag='"first"'),
            server.File(BODY),
        ),
    ],
    ids=["ignores the range", "new edition", "new edition, unchecked", "416", "another range"],
)
def test_a_transfer_that_cannot_be_continued_starts_over(provider, hurried, tmp_path, then):
    old = server.File(bytes(len(BODY)), {"ETag": '"first"'})
    address = provider.serve("/layer.bin", server.in_turn(server.cut(old, 262_144), then))
    fetch(Source("layer", address), tmp_path / "layer.bin", hurried)
    assert (tmp_path / "layer.bin").read_bytes() == BODY


@pytest.mark.parametrize(
    "proofless",
    [server.always(BODY), server.always(BODY, ETag='W/"weak"'), server.packed(BODY)],
    ids=["nothing", "weak tag", "packed"],
)
def test_nothing_is_continued_without_proof(provider, hurried, tmp_path, proofless):
    address = provider.serve(
        "/layer.bin", server.in_turn(server.cut(proofless, 262_144), proofless)
    )
    fetch(Source("layer", address), tmp_path / "layer.bin", hurried)
    assert "Range" not in provider.requests[1].headers
    assert (tmp_path / "layer.bin").read_bytes() == BODY


# What is no data


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("coca.csv", PAGE, "a web page came"),
        ("coca.csv", b"<!-- portal -->\n<html></html>", "a web page came"),
        ("parks.zip", PAGE, "a web page came"),
        ("grid.geojson", PAGE, "a web page came"),
        ("coca.csv", b"", "an empty file came"),
        ("coca.csv", b'{"error": true, "message": "Not found"}', "an error: Not found"),
        ("a.zip", b'{"error": {"code": 498, "message": "Invalid token"}}', "498: Invalid token"),
        ("a.geojson", b'{"error": {"code": 400, "message": "No"}}', "an error 400: No"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "no features"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "not whole JSON"),
        ("parks.zip", server.zipped({"a.shp": BODY})[:-100], "not a whole ZIP"),
        (
            "parks.zip",
            server.zipped({"a.shp": BODY}).replace(BODY[:99], bytes(99), 1),
            "damaged at a.shp",
        ),
        ("parks.zip", b"Rar!\x1a\x07\x01\x00" + BODY, "is a RAR archive, which cannot be opened"),
    ],
    # Bytes of an archive have a time in them, and workers must agree on names.
    ids=lambda value: "body" if isinstance(value, bytes) else value,
)
def test_what_is_no_data_never_reaches_its_place(provider, hurried, tmp_path, name, body, told):
    address = provider.serve(f"/{name}", server.always(body))
    with pytest.raises(RetrievalError, match=told):
        fetch(Source("layer", address), tmp_path / name, hurried)
    assert left_behind(tmp_path) == []


def test_a_file_cut_without_a_word_is_found_out(provider, hurried, tmp_path):
    body = server.zipped({"parks.csv": BODY})
    silent = server.cut(server.always(body), 200_000, measured=False)
    address = provider.serve("/parks.zip", silent)
    with pytest.raises(RetrievalError, match="not a whole ZIP"):
        fetch(Source("parks", address), tmp_path / "parks.zip", hurried)
    assert left_behind(tmp_path) == []


def test_data_may_hold_the_word_error(provider, hurried, tmp_path):
    body = b'{"type": "FeatureCollection", "features": [{"error": "position"}]}'
    address = provider.serve("/a.geojson", server.always(body))
    fetch(Source("layer", address), tmp_path / "a.geojson", hurried)
    assert (tmp_path / "a.geojson").read_bytes() == body


# Archives


@pytest.mark.parametrize(
    "entry",
    ["../evil.txt", "a/../../evil.txt", "/evil.txt", "..\\evil.txt", "C:\\evil.txt", link("evil")],
    ids=["parent", "deep parent", "absolute", "windows parent", "drive", "link"],
)
def test_an_archive_that_reaches_outside_is_refused(provider, hurried, tmp_path, entry):
    archive = server.zipped({"fine.txt": b"fine", entry: b"/etc/passwd"})
    address = provider.serve("/parks.zip", server.File(archive))
    with pytest.raises(RetrievalError, match=r"^parks: .*evil.* outside its folder.* by hand"):
        fetch(Source("parks", address), tmp_path / "raw" / "parks.zip", hurried)
    assert left_behind(tmp_path / "raw") == []


def test_a_real_shapefile_is_read_from_a_folder_of_its_archive(provider, hurried, tmp_path):
    departments = gpd.read_file(real("boundaries/departments_mgn2018.gpkg"))
    departments.to_file(tmp_path / "MGN.shp", encoding="utf-8")
    members = {f"mgn/{path.name}": path.read_bytes() for path in tmp_path.glob("MGN.*")}
    address = provider.serve("/MGN.zip", server.File(server.zipped(members)))
    target = tmp_path / "raw" / "departments.zip"
    fetch(Source("departments", address), target, hurried)
    read, _ = polygons.read_features(str(target), {"label": "DPTO_CNMBR"})
    assert sorted(read["label"]) == sorted(departments["DPTO_CNMBR"])


# ArcGIS


@pytest.mark.parametrize(
    ("name", "count", "manner"),
    [
        ("boundaries/municipalities_mgn2018.gpkg", 1122, {}),
        ("boundaries/municipalities_mgn2018.gpkg", 1122, {"formats": "JSON", "pagination": False}),
        ("zones/community_councils.gpkg", 158, {"limit": 50, "flags": False}),
        ("zones/community_councils.gpkg", 158, {"limit": 50, "pagination": False}),
        ("zones/community_councils.gpkg", 158, {"limit": 50, "formats": "JSON"}),
    ],
    ids=["usual", "neither offsets nor GeoJSON", "no flag", "no offsets", "no GeoJSON"],
)
def test_all_features_of_a_real_layer_come(provider, patient, tmp_path, name, count, manner):
    features = server.features(real(name))
    layer = server.FeatureLayer(features, **manner)
    address = provider.serve("/rest/services/Layer/FeatureServer/317", layer)
    target = tmp_path / "layer.geojson"

    receipt = fetch(Source("layer", address, "arcgis"), target, patient)

    assert (len(features), receipt.pages) == (count, -(-count // layer.limit))
    came = gpd.read_file(target)
    sent = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    sent = sent.sort_values("OBJECTID", ignore_index=True)
    assert came.crs == sent.crs
    assert all(shapely.equals_exact(outline(came), outline(sent)))
    # By way of text, for GDAL may read a column of whole numbers as such.
    assert (
        came[sent.columns]
        .drop(columns="geometry")
        .astype("str")
        .equals(sent.drop(columns="geometry").astype("str"))
    )


def test_the_same_layer_gives_the_same_bytes(provider, hurried, tmp_path):
    features = server.squares(30)
    other = [dict(reversed(feature.items())) for feature in reversed(features)]
    one = provider.serve("/one/FeatureServer/0", server.FeatureLayer(features))
    two = provider.serve("/two/FeatureServer/0", server.FeatureLayer(other, limit=7))
    first = fetch(Source("one", one, "arcgis"), tmp_path / "one.geojson", hurried)
    second = fetch(Source("two", two, "arcgis"), tmp_path / "two.geojson", hurried)
    assert first.sha256 == second.sha256
    assert (first.pages, second.pages) == (1, 5)


def test_pages_can_be_made_smaller_and_features_chosen(provider, hurried, tmp_path):
    layer = server.FeatureLayer(server.squares(30))
    address = provider.serve("/FeatureServer/0", layer) + "?where=kind='a'"
    source = Source("squares", address, "arcgis", page_size=4)
    assert fetch(source, tmp_path / "a.geojson", hurried).pages == 4
    assert gpd.read_file(tmp_path / "a.geojson")["kind"].tolist() == ["a"] * 15


@pytest.mark.parametrize("pagination", [True, False])
def test_invalid_real_rings_come_as_they_were_sent(provider, hurried, tmp_path, pagination):
    parks = server.features(real("zones/national_parks_before_2013.gpkg"))
    layer = server.FeatureLayer(parks, limit=20, pagination=pagination)
    address = provider.serve("/runap/FeatureServer/0", layer)
    fetch(Source("parks", address, "arcgis"), tmp_path / "parks.geojson", hurried)
    came = json.loads((tmp_path / "parks.geojson").read_text("utf-8"))["features"]
    assert came == sorted(parks, key=lambda park: park["properties"]["OBJECTID"])


@pytest.mark.parametrize("pagination", [True, False])
def test_pages_that_the_server_cuts_are_completed(provider, hurried, tmp_path, pagination):
    layer = server.FeatureLayer(server.squares(30), limit=10, bears=4, pagination=pagination)
    address = provider.serve("/FeatureServer/0", layer)
    fetch(Source("squares", address, "arcgis"), tmp_path / "a.geojson", hurried)
    assert gpd.read_file(tmp_path / "a.geojson")["OBJECTID"].tolist() == list(range(30))


@pytest.mark.parametrize(
    ("manner", "told"),
    [
        ({"loses": frozenset({29})}, "29 features came, but the service counts 30"),
        ({"counts": 31}, "30 features came, but the service counts 31"),
        ({"counts": 0}, "holds no features"),
        ({"forgets_offset": True}, "feature 0 came twice: the server's pages do not fit"),
    ],
    ids=["one lost", "one uncounted", "empty", "repeats"],
)
@pytest.mark.parametrize("pagination", [True, False])
def test_a_layer_that_is_not_complete_is_refused(
    provider, hurried, tmp_path, manner, told, pagination
):
    if manner.get("forgets_offset") and not pagination:
        manner, told = {"features": server.squares(30)[:29] + server.squares(1)}, "came twice"
    layer = server.FeatureLayer(**{"features": server.squares(30), "limit": 10, **manner})
    layer.pagination = pagination
    address = provider.serve("/FeatureServer/0", layer)
    with pytest.raises(RetrievalError, match=told):
        fetch(Source("squares", address, "arcgis"), tmp_path / "a.geojson", hurried)
    assert left_behind(tmp_path) == []


def test_a_service_is_not_a_layer(provider, hurried, tmp_path):
    address = provider.serve("/FeatureServer", server.always(b'{"layers": [{"id": 0}]}'))
    with pytest.raises(RetrievalError, match=r"with its number at the end"):
        fetch(Source("parks", address, "arcgis"), tmp_path / "a.geojson", hurried)


@pytest.mark.parametrize(
    "answer",
    [
        server.always(b'{"error": {"code": 499, "message": "Token\\nRequired", "details": []}}'),
        server.always(b'{"status": "error", "code": 499, "messages": ["Token Required"]}'),
    ],
    ids=["layer", "server"],
)
@pytest.mark.parametrize("place", ["", "/query"])
def test_an_error_under_status_200_is_an_error(provider, hurried, tmp_path, answer, place):
    address = provider.serve("/FeatureServer/0", server.FeatureLayer(server.squares(3)))
    provider.routes[f"/FeatureServer/0{place}"] = answer
    with pytest.raises(RetrievalError, match=r"^[^\n]*error 499: .*Token Required[^\n]*$"):
        fetch(Source("parks", address, "arcgis"), tmp_path / "a.geojson", hurried)
    assert len(provider.asked(f"/FeatureServer/0{place}")) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        server.always(b'{"error": {"code": 504, "message": "Your request has timed out."}}'),
        server.always(b"", 502),
        server.slow(server.always(b""), 2.5),
        server.cut(server.always(b'{"count": 30}'), 5),
        server.cut(server.always(b'{"count": 30}'), 5, measured=False),
    ],
    ids=["504 under 200", "502", "hangs", "breaks off", "cut without a word"],
)
def test_passing_trouble_between_pages_is_outlived(provider, hurried, tmp_path, trouble):
    layer = server.FeatureLayer(server.squares(30), limit=10)
    address = provider.serve("/FeatureServer/0", layer)
    turns = [layer, layer, trouble, layer]
    provider.routes["/FeatureServer/0/query"] = server.in_turn(*turns)
    fetch(Source("squares", address, "arcgis"), tmp_path / "a.geojson", hurried)
    assert len(gpd.read_file(tmp_path / "a.geojson")) == 30
    assert len(provider.asked("/FeatureServer/0/query")) == 5


# Socrata


def test_all_real_coca_rows_come(provider, hurried, tmp_path):
    with real("coca/municipal_coca_2001_2022.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {f"_{name}" if name.isdecimal() else name.lower(): value for name, value in row.items()}
            for row in csv.DictReader(file)
        ]
    address = provider.serve("/resource/acs4-3wgp.json", server.Table(rows))
    source = Source("coca", address, "socrata", page_size=100)
    receipt = fetch(source, tmp_path / "coca.json", hurried)
    assert json.loads((tmp_path / "coca.json").read_text("utf-8")) == rows
    assert receipt.pages == -(-len(rows) // 100)
    pages = [asked.query for asked in provider.requests if "$offset" in asked.query]
    assert {page["$order"] for page in pages} == {":id"}


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("cap", [1000, 7])
def test_a_table_of_features_is_read_to_its_end(provider, hurried, tmp_path, counts, cap):
    table = server.Table(server.squares(50), cap=cap, geojson=True, counts=counts)
    address = provider.serve("/resource/v3rx-q7t3.geojson", table)
    if not counts:
        provider.routes["/resource/v3rx-q7t3.json"] = server.always(b"{}", 404)
    source = Source("grid", address + "?$limit=150000", "socrata", page_size=20)
    fetch(source, tmp_path / "grid.geojson", hurried)
    assert gpd.read_file(tmp_path / "grid.geojson")["name"].tolist() == [f"n{i}" for i in range(50)]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (server.Table([]), "the table holds no rows"),
        (server.Table(server.squares(9), forgets_offset=True, counts=False), "a page came twice"),
        (server.Table(server.squares(9), forgets_offset=True), "a page came twice"),
        (server.always(b'{"error": true, "message": "No such table"}'), "error: No such table"),
        (server.always(b'{"code": "x", "error": true, "message": "Bad"}'), "error x: Bad"),
        (server.always(b"[[[", 200), "not whole JSON"),
        (server.always(b"3"), "a page without rows came"),
        (server.always(PAGE), "a web page came instead of data"),
    ],
)
def test_a_table_that_is_not_one_is_refused(provider, hurried, tmp_path, table, told):
    address = provider.serve("/resource/abcd-1234.json", table)
    with pytest.raises(RetrievalError, match=told):
        fetch(Source("coca", address, "socrata", page_size=4), tmp_path / "a.json", hurried)
    assert left_behind(tmp_path) == []


def test_rows_that_do_not_come_are_missed(provider, hurried, tmp_path):
    fewer = server.Table(server.squares(9))
    address = provider.serve("/resource/abcd-1234.json", fewer)

    def overstate(request):
        return (server.Table(server.squares(10)) if "$select" in request.query else fewer)(request)

    provider.routes["/resource/abcd-1234.json"] = overstate
    with pytest.raises(RetrievalError, match="9 rows came, but the portal counts 10"):
        fetch(Source("coca", address, "socrata"), tmp_path / "a.json", hurried)
    assert left_behind(tmp_path) == []


def test_a_table_is_not_paged_as_csv(single, tmp_path):
    source = Source("coca", "http://127.0.0.1:9/api/views/acs4-3wgp/rows.csv", "socrata")
    with pytest.raises(RetrievalError, match="or retrieve it as a file"):
        fetch(source, tmp_path / "a.csv", single)


# What is there, and what was recorded


def test_what_is_there_is_not_fetched_again(provider, hurried, tmp_path):
    address = provider.serve("/coca.csv", server.File(BODY))
    target = tmp_path / "coca.csv"
    first = fetch(Source("coca", address), target, hurried)
    again = fetch(Source("coca", address, sha256=first.sha256.upper()), target, hurried)
    assert len(provider.requests) == 1
    assert (again.sha256, again.bytes, again.retrieved) == (first.sha256, len(BODY), "")
    assert summary([again]).startswith(f"coca: already at {target} (512,000 bytes")


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [("coca.csv", BODY, "not the recorded 0000"), ("a.zip", b"Rar!\x1a\x07\x00", "RAR archive")],
)
def test_what_was_put_there_by_hand_is_checked_and_kept(single, tmp_path, name, body, told):
    target = tmp_path / name
    target.write_bytes(body)
    source = Source("layer", "http://127.0.0.1:9/layer", sha256="0" * 64)
    with pytest.raises(RetrievalError, match=f"at {target}: .*{told}"):
        fetch(source, target, single)
    assert target.read_bytes() == body


def test_a_wrong_checksum_never_reaches_its_place(provider, hurried, tmp_path):
    address = provider.serve("/coca.csv", server.File(BODY))
    source = Source("coca", address, sha256="0" * 64)
    with pytest.raises(RetrievalError, match=r"not the recorded 0{64}.*new edition") as caught:
        fetch(source, tmp_path / "coca.csv", hurried)
    assert sha256(BODY).hexdigest() in str(caught.value)
    assert left_behind(tmp_path) == []


def test_the_first_download_is_recorded_and_the_second_held_to_it(provider, hurried, tmp_path):
    lock, target = tmp_path / "official.lock.csv", tmp_path / "coca.csv"
    address = provider.serve(
        "/coca.csv", server.in_turn(server.File(BODY), server.File(BODY), server.File(BODY[1:]))
    )
    source = Source("coca", address)
    assert lockfile.pin(source, lockfile.read(lock)) == source

    receipt = fetch(source, target, hurried)
    lockfile.record(lock, [receipt])
    row = f"coca,{address},{sha256(BODY).hexdigest()},512000,{receipt.retrieved}"
    assert lock.read_text() == f"layer,address,sha256,bytes,retrieved\n{row}\n"

    pinned = lockfile.pin(source, lockfile.read(lock))
    target.unlink()
    assert fetch(pinned, target, hurried).sha256 == pinned.sha256
    target.unlink()
    with pytest.raises(RetrievalError, match="the layer's line in the lock file"):
        fetch(pinned, target, hurried)
    assert left_behind(tmp_path) == ["official.lock.csv"]


def receipt(layer, digit, **known):
    details = {"retrieved": "2025-01-01T00:00:00Z", "address": "https://example.org/a", **known}
    return Receipt(layer=layer, path="a", bytes=1, sha256=digit * 64, **details)


def test_the_lock_file_changes_only_where_a_layer_did(tmp_path):
    lock = tmp_path / "official.lock.csv"
    lockfile.record(lock, [receipt("parks", "a"), receipt("coca", "b")])
    lockfile.record(
        lock,
        [
            receipt("parks", "a", retrieved="2025-02-02T00:00:00Z"),
            receipt("coca", "c", retrieved="2025-02-02T00:00:00Z"),
            receipt("grid", "d", retrieved=""),
        ],
    )
    entries = lockfile.read(lock)
    assert list(entries) == ["coca", "grid", "parks"]
    assert entries["parks"].retrieved == "2025-01-01T00:00:00Z"
    assert (entries["coca"].sha256, entries["coca"].retrieved[:7]) == ("c" * 64, "2025-02")
    assert left_behind(tmp_path) == ["official.lock.csv"]


def test_a_record_binds_one_layer_at_one_address(tmp_path):
    lockfile.record(tmp_path / "lock.csv", [receipt("parks", "a")])
    entries = lockfile.read(tmp_path / "lock.csv")
    here = Source("parks", "https://example.org/a")
    assert lockfile.pin(here, entries).sha256 == "a" * 64
    assert lockfile.pin(replace(here, address="https://example.org/b"), entries).sha256 is None
    assert lockfile.pin(replace(here, layer="coca"), entries).sha256 is None
    assert lockfile.pin(replace(here, sha256="f" * 64), entries).sha256 == "f" * 64


@pytest.mark.parametrize(
    "text",
    [
        "layer,sha256\nparks,aa\n",
        "layer,address,sha256,bytes,retrieved\nparks,x,aa,many,\n",
        "layer,address,sha256,bytes,retrieved\nparks,x,aa\n",
        "layer,address,sha256,bytes,retrieved\n<<<<<<< HEAD\n",
        "layer,address,sha256,bytes,retrieved\nparks,x,aa,1,,more\n",
    ],
    ids=["columns", "bytes", "short", "conflict", "long"],
)
def test_a_damaged_lock_file_is_told_and_left_alone(tmp_path, text):
    lock = tmp_path / "official.lock.csv"
    lock.write_text(text)
    with pytest.raises(RetrievalError, match="line 2"):
        lockfile.record(lock, [receipt("coca", "b")])
    assert lock.read_text() == text


# Progress, and what a user writes


@pytest.mark.parametrize("kind", ["file", "arcgis", "socrata"])
def test_the_progress_bar_reaches_its_end(provider, hurried, tmp_path, kind):
    whole = server.File(BODY)
    address, extent = {
        "file": (provider.serve("/a", server.in_turn(server.cut(whole, 262_144), whole)), 512_000),
        "arcgis": (provider.serve("/FeatureServer/0", server.FeatureLayer(server.squares(30))), 30),
        "socrata": (provider.serve("/b.json", server.Table(server.squares(20))), 20),
    }[kind]
    bars = []

    def progress(**options):
        bars.append(tqdm(**options, file=io.StringIO()))
        return bars[-1]

    fetch(Source("layer", address, kind), tmp_path / "a", hurried, progress)
    (bar,) = bars
    assert (bar.desc, bar.n, bar.total) == ("layer", extent, extent)


def test_nothing_is_said_unasked(provider, hurried, tmp_path, capfd):
    fetch(Source("layer", provider.serve("/a", server.File(BODY))), tmp_path / "a", hurried)
    assert capfd.readouterr() == ("", "")


def test_an_unknown_kind_is_told():
    with pytest.raises(RetrievalError, match=r"kind 'wfs' is not known\. Use one of file, arcgis"):
        Source("parks", "https://example.org", "wfs")
