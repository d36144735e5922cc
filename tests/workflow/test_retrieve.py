"""`snakemake retrieve` as a user runs it, from servers on this machine that behave as providers do.

The addresses in config/datasets/official.yaml cannot be reached from a test; their servers' manners
and the real layers can be had here.
"""

import os
import pty
import re
import signal
import subprocess
import time
from hashlib import sha256

import geopandas as gpd
import pandas as pd
import pytest
import shapely
import yaml

from tests import server
from tests.conftest import ROOT, command, copy_project, snakemake
from tests.real.test_line import EXPECTED

OFFICIAL = yaml.safe_load((ROOT / "config/datasets/official.yaml").read_text("utf-8"))
BUNDLED = yaml.safe_load((ROOT / "config/datasets/bundled.yaml").read_text("utf-8"))
TABLE = ("CODMPIO,MUNICIPIO,2013,2014\n" + "05001,MEDELLÍN,1,2\n" * 20_000).encode()
ERROR = b'{"error": {"code": 499, "message": "Token Required", "details": []}}'


@pytest.fixture(scope="module")
def provider():
    with server.Provider() as running:
        yield running


@pytest.fixture
def project(tmp_path):
    return copy_project(tmp_path)


def describe(folder, **layers):
    """A dataset as official.yaml describes it, but with other addresses."""
    chosen = {name: BUNDLED["layers"][name] for name in ("municipalities", "coca")}
    for name, given in layers.items():
        layer = OFFICIAL["layers"][name] | given
        chosen[name] = layer | {"path": layer["path"].replace("official", "served")}
    text = yaml.safe_dump({"title": "Served", "layers": chosen}, allow_unicode=True)
    (folder / "served.yaml").write_text(text, "utf-8")


def retrieve(folder):
    return snakemake(folder, "retrieve", "--config", "dataset=served.yaml")


def shapefile(frame, folder, inside=""):
    """A zipped Shapefile, perhaps in a folder of its archive."""
    folder.mkdir()
    frame.to_file(folder / "layer.shp", encoding="utf-8")
    return server.zipped({f"{inside}{p.name}": p.read_bytes() for p in folder.iterdir()})


@pytest.fixture(scope="module")
def served(provider, real, tmp_path_factory):
    """A project with real layers retrieved from servers that are each difficult in their way."""
    folder = copy_project(tmp_path_factory.mktemp("served"))

    mgn = gpd.read_file(real / "boundaries/municipalities_mgn2018.gpkg")
    mgn = mgn[["MPIO_CCNCT", "geometry"]]
    whole = server.File(shapefile(mgn, folder / "mgn", inside="MGN/MPIO/"))
    breaking = server.in_turn(server.cut(whole, 2_949_120), whole)

    near = gpd.read_file(real / "boundaries/countries_natural_earth_10m.gpkg")
    far = {"ADM0_A3": "ATA", "geometry": shapely.box(-180, -90, 180, -60)}
    world = pd.concat([near[["ADM0_A3", "geometry"]], gpd.GeoDataFrame([far], crs=near.crs)])
    provider.serve("/moved/countries.zip", server.File(shapefile(world, folder / "world")))
    moving = server.always(b"", 302, Location="/moved/countries.zip")

    parks = server.features(real / "zones/national_parks_2014.gpkg")
    forests = [server.squares(3)[n] for n in range(3)]
    for number, feature in enumerate([*parks, *forests]):
        about = feature["properties"]
        category = "Parque Nacional Natural" if number < len(parks) else "Reserva Forestal"
        about |= {"OBJECTID": number, "ap_nombre": about.get("NOM_PNN"), "ap_categoria": category}
    runap = server.FeatureLayer([*forests, *parks], limit=20)

    reserves = server.FeatureLayer(
        server.features(real / "zones/indigenous_reserves.gpkg"), limit=500, flags=False
    )
    councils = server.FeatureLayer(
        server.features(real / "zones/community_councils.gpkg"), formats="JSON", pagination=False
    )
    table = server.File((real / "coca/municipal_coca_2001_2022.csv").read_bytes())
    where = OFFICIAL["layers"]["parks"]["address"].partition("?")[2]
    describe(
        folder,
        **{name: {} for name in ("gazetteer", "spraying", "manual", "national", "statements")},
        municipalities={"address": provider.serve("/mgn.zip", breaking), "code": "MPIO_CCNCT"},
        countries={"address": provider.serve("/countries.zip", moving)},
        parks={"address": f"{provider.serve('/runap/FeatureServer/0', runap)}?{where}"},
        reserves={"address": provider.serve("/ri/FeatureServer/0", reserves)},
        councils={"address": provider.serve("/tc/FeatureServer/0", councils)},
        coca={"address": provider.serve("/rows.csv", server.slow(table, 2))},
    )
    provider.routes["/tc/FeatureServer/0/query"] = server.in_turn(
        server.always(b"", 500), server.always(b'{"error": {"code": 504}}'), councils
    )
    run = retrieve(folder)
    assert run.returncode == 0, run.stderr
    return folder, run


def test_the_end_says_what_came_from_where_and_when(served, provider):
    folder, run = served
    told = {line.partition(":")[0]: line for line in run.stdout.splitlines()}
    assert list(told) == ["coca", "councils", "countries", "municipalities", "parks", "reserves"]
    assert "/moved/countries.zip on 20" in told["countries"]
    assert "in 3 pages" in told["parks"]
    assert "in 2 pages" in told["reserves"]
    assert [asked.headers.get("Range") for asked in provider.asked("/mgn.zip")] == [
        None,
        "bytes=2949120-",
    ]
    lock = pd.read_csv(folder / "served.lock.csv").set_index("layer")
    assert list(lock.index) == sorted(told)
    for layer, (address, digest, size, retrieved) in lock.iterrows():
        path = folder / described(folder, layer)["path"]
        assert sha256(path.read_bytes()).hexdigest() == digest
        assert path.stat().st_size == size
        assert address == described(folder, layer)["address"]
        assert retrieved in told[layer]


def described(folder, layer):
    return yaml.safe_load((folder / "served.yaml").read_text("utf-8"))["layers"][layer]


def test_a_second_time_there_is_nothing_to_do(served, provider):
    folder, _ = served
    lock, before = (folder / "served.lock.csv").read_text(), len(provider.requests)
    run = retrieve(folder)
    assert run.returncode == 0, run.stderr
    assert run.stdout.endswith("Nothing to retrieve.\n")
    assert "parks: already at data/raw/served/parks.geojson" in run.stdout
    assert len(provider.requests) == before
    assert (folder / "served.lock.csv").read_text() == lock


def test_the_line_runs_on_what_was_retrieved(served):
    folder, _ = served
    allocation = "data/processed/served/allocation.parquet"
    run = snakemake(folder, allocation, "--config", "dataset=served.yaml")
    assert run.returncode == 0, run.stderr
    zones = pd.read_parquet(folder / allocation).query("method == 'areal'")
    zones = zones.groupby(["zone", "year"])[["coca_ha"]].sum()
    for zone, (first, last, tolerance) in EXPECTED.items():
        assert zones.loc[(zone, 2013), "coca_ha"] == pytest.approx(first, rel=tolerance)
        assert zones.loc[(zone, 2014), "coca_ha"] == pytest.approx(last, rel=tolerance)


def test_what_fails_is_told_in_one_line_each_and_the_rest_comes(project, provider):
    outside = server.zipped({"parks.shp": b"", "../../.bashrc": b"evil"})
    table = server.File(TABLE)
    addresses = {
        "municipalities": provider.serve("/outside.zip", server.File(outside)),
        "parks": provider.serve("/token/FeatureServer/0", server.always(ERROR)),
        "reserves": provider.serve("/gone/FeatureServer/0", server.always(b"", 404)),
        "coca": provider.serve("/wrong.csv", table),
        "spraying": provider.serve("/fine.csv", table),
    }
    layers = {name: {"address": address} for name, address in addresses.items()}
    layers["coca"]["sha256"] = "0" * 64
    layers["spraying"]["path"] = "data/raw/served/fine.csv"
    describe(project, **layers)

    run = retrieve(project)

    assert run.returncode != 0
    assert "Traceback" not in run.stderr
    for layer, told in {
        "municipalities": "the archive municipalities.zip holds '../../.bashrc', which would be",
        "parks": "the server answered with an error 499: Token Required. Download it by hand",
        "reserves": "the server answered 404 Not Found. Download it by hand and put it at data/raw",
        "coca": f"its checksum is {sha256(TABLE).hexdigest()}, not the recorded {'0' * 64}. If the",
    }.items():
        (line,) = set(re.findall(rf"^\s*({layer}: .*)", run.stderr, re.MULTILINE))
        assert told in line
    assert run.stdout.startswith("spraying: fetched from http://127.0.0.1")
    assert [path.name for path in (project / "data/raw/served").iterdir()] == ["fine.csv"]
    assert pd.read_csv(project / "served.lock.csv")["layer"].tolist() == ["spraying"]

    provider.routes["/wrong.csv"] = server.always(TABLE)
    describe(project, coca={"address": addresses["coca"]}, spraying=layers["spraying"])
    again = retrieve(project)
    assert again.returncode == 0, again.stderr
    assert [line.split(" ")[1] for line in again.stdout.splitlines()] == ["fetched", "already"]


def test_an_interrupted_transfer_goes_on_in_the_next_run(project, provider):
    whole = server.File(TABLE)
    hanging = server.in_turn(server.cut(whole, 262_144), server.slow(whole, 60))
    describe(project, coca={"address": provider.serve("/slow.csv", hanging)})

    # What runs in the background ignores interrupts, and so would all it starts; no terminal does.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    terminal, end = pty.openpty()
    running = subprocess.Popen(
        **command(project, "retrieve", "--config", "dataset=served.yaml"),
        stdout=subprocess.DEVNULL,
        stderr=end,
        start_new_session=True,
    )
    os.close(end)
    shown = read_until(terminal, lambda: len(provider.asked("/slow.csv")) == 2)
    os.killpg(running.pid, signal.SIGINT)
    shown += read_until(terminal, lambda: running.poll() is not None)
    os.close(terminal)

    assert re.search(r"\rcoca: +66%.*262k/400k", shown)
    assert "File" not in shown
    part = project / "data/raw/served/coca.csv.part"
    assert part.stat().st_size == 262_144
    assert not (project / "data/raw/served/coca.csv").exists()

    provider.routes["/slow.csv"] = whole
    run = retrieve(project)
    assert run.returncode == 0, run.stderr
    assert provider.asked("/slow.csv")[-1].headers["Range"] == "bytes=262144-"
    assert (project / "data/raw/served/coca.csv").read_bytes() == TABLE
    assert not part.exists()


def read_until(terminal, done):
    """Read what a terminal shows until something has happened, for a minute at most."""
    shown, late = b"", time.monotonic() + 60
    os.set_blocking(terminal, False)
    while not done():
        assert time.monotonic() < late, shown
        time.sleep(0.05)
        try:
            shown += os.read(terminal, 1 << 16)
        except OSError:  # nothing new, or the other end is closed
            continue
    return shown.decode(errors="replace")


def test_a_missing_file_is_told_with_the_command_that_fetches_it(project):
    run = snakemake(project, "--config", "dataset=official")
    told = run.stderr.rstrip().rpartition("\n\n")[2]
    assert run.returncode != 0
    assert "layer 'coca': there is no data/raw/official/coca.csv.\n" in told
    assert "To download it, run `snakemake retrieve --config dataset=official`." in told
    assert "gazetteer" not in told


def test_a_dataset_without_addresses_has_nothing_to_retrieve(project):
    run = snakemake(project, "retrieve")
    assert (run.returncode, run.stdout) == (0, "Nothing to retrieve.\n")


def test_each_official_layer_has_an_address_or_is_bundled(project):
    run = snakemake(project, "retrieve", "--dry-run", "--config", "dataset=official")
    assert run.returncode == 0, run.stderr
    for layer in OFFICIAL["layers"].values():
        folder = "official" if "address" in layer else "bundled"
        assert layer["path"].startswith(f"data/raw/{folder}/")


def test_an_unknown_kind_is_told_before_anything_starts(project):
    describe(project, coca={"address": "https://example.org/coca", "kind": "wfs"})
    run = retrieve(project)
    assert run.returncode != 0
    assert "served.yaml, layers.coca.kind: 'wfs' is not one of" in run.stderr
