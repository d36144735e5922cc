"""A basemap of the network is drawn where it is asked for, and only there."""

import json
import shutil
import struct
import zlib

import pytest

from tests import server
from tests.conftest import snakemake


def tile() -> bytes:
    """A grey PNG of 256 pixels a side."""

    def chunk(kind, body):
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 256, 256, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xbb" * 256) * 256)
    parts = [chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


class Tiles(dict):
    """Routes that know every tile."""

    def get(self, path, default):
        return server.always(tile(), Content_Type="image/png")


@pytest.fixture(scope="module")
def over_tiles(built, tmp_path_factory):
    with server.Provider() as provider:
        provider.routes = Tiles()
        address = f"http://127.0.0.1:{provider._server.server_port}/{{z}}/{{x}}/{{y}}.png"
        basemap = {"url": address, "attribution": "<b>Tiles</b> & co."}
        folder = shutil.copytree(built, tmp_path_factory.mktemp("tiles") / "project")
        run = snakemake(
            folder, "maps/bundled/change.html", "--config", f"basemap={json.dumps(basemap)}"
        )
        assert run.returncode == 0, run.stderr
        yield provider, folder / "maps/bundled/change.html"


def test_tiles_lie_under_the_map_with_their_credit(browser, over_tiles):
    provider, file = over_tiles
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("document.querySelectorAll('.leaflet-tile-loaded').length > 3")
    assert page.locator(".leaflet-municipalities-pane path").count() > 300
    assert page.locator(".leaflet-land-pane path").count() == 0
    assert "<b>Tiles</b> & co." in page.locator(".leaflet-control-attribution").inner_text()
    assert {request.path.rsplit(".")[-1] for request in provider.requests} == {"png"}
    page.close()
