import base64
import csv
import hashlib
import json
import re
import zlib

import pytest

from cocashift.publish.pages import offline, page
from cocashift.publish.results import Publication
from cocashift.publish.templates import template

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "`${alert(1)}`",
    "\"'&\\",
    "\u202egnirts\u2028\u2029",
    "Ñ" * 5000,
]


def test_vendored_files_are_the_ones_recorded():
    with (offline.VENDOR / "vendor.csv").open() as manifest:
        rows = list(csv.DictReader(manifest))
    for row in rows:
        path = offline.VENDOR / row["file"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"], row["file"]
        assert (path.parent / "LICENSE").is_file()
    recorded = {row["file"] for row in rows}
    kept = {
        str(path.relative_to(offline.VENDOR))
        for path in offline.VENDOR.rglob("*.*")
        if path.suffix in {".js", ".css", ".json"}
    }
    assert kept == recorded


@pytest.mark.parametrize("name", HOSTILE)
def test_data_come_out_of_a_page_as_they_went_in(name):
    text = offline.json_for_html({"name": name})
    assert "<" not in text
    assert json.loads(text) == {"name": name}
    packed = offline.packed({"name": name})
    assert not set(packed) & set("<>&\"'")
    assert json.loads(zlib.decompress(base64.b64decode(packed))) == {"name": name}


def test_templates_escape_what_they_show():
    html = template(page.HERE, "index.html.j2")
    assert html.environment.autoescape
    assert "&lt;b&gt;" in html.environment.from_string("{{ x }}").render(x="<b>")


@pytest.mark.parametrize("tag", ['<script src="https://x.y/z.js">', "<link href=http://x.y/z.css>"])
def test_a_page_that_asks_the_network_is_refused(tag):
    with pytest.raises(ValueError, match="would ask the network"):
        page.finish(f"<html>{tag}</html>", Publication())


def test_a_link_for_the_reader_is_no_request():
    assert 'lang="es"' in page.finish(
        '<html><a href="https://x.y">z</a></html>', Publication(language="es")
    )


def test_every_module_that_a_page_imports_is_in_it():
    modules = page._modules("frame", "map", "zones")
    for file in page.WEB.glob("[fmz]*/*.js"):
        imported = re.findall(r'from "(#\w+/[\w.]+)"', file.read_text("utf-8"))
        assert set(imported) <= set(modules)
        assert len(file.read_text("utf-8").splitlines()) <= 175, file.name
