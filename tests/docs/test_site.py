"""The site builds without a warning and without a network; its pages work as plain files too."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import ROOT, need
from tests.docs.guides import GUIDES, NAMES, prose, read


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, as `make docs` builds it."""
    need(
        shutil.which("sphinx-build", path=Path(sys.executable).parent),
        "Sphinx",
        "pip install --requirement requirements-test.lock",
    )
    folder = tmp_path_factory.mktemp("site")
    line = re.search(r"^docs:.*\n\t(.+)$", read("Makefile"), re.MULTILINE)[1].split()
    line[0] = str(Path(sys.executable).parent / line[0])
    line[line.index(".snakemake/doctrees")] = str(folder / "doctrees")
    line[-1] = str(folder / "site")
    run = subprocess.run(line, cwd=ROOT, text=True, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    return folder / "site"


class Page(HTMLParser):
    """What a page points to, and the places in it that can be pointed to."""

    def __init__(self, text: str):
        super().__init__()
        self.links, self.loaded, self.places = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.places |= {given.get("id"), given.get("name")}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag in {"link", "script", "img"} and given.get("rel") not in {"index", "search"}:
            self.loaded.append(given.get("src") or given.get("href") or "")


def test_the_site_asks_nothing_of_the_network(site):
    for path in site.rglob("*.html"):
        loaded = Page(path.read_text("utf-8")).loaded
        assert [each for each in loaded if re.match(r"(https?:)?//", each)] == [], path.name
    for path in site.rglob("*.css"):
        text = path.read_text("utf-8")
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", text), path.name


def test_every_link_of_the_site_leads_to_a_place(site):
    pages = {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    astray = []
    for path, page in pages.items():
        for link in page.links:
            file, _, place = link.partition("#")
            if re.match(r"\w+:", link) or (not file and not place):
                continue
            target = Path(os.path.normpath(path.parent / file)) if file else path
            there = target.is_file() and (not place or place in pages[target].places)
            if not there:
                astray.append(f"{path.relative_to(site)}: {link}")
    assert astray == []


def test_every_guide_is_in_the_contents_and_on_the_site(site):
    linked = set(re.findall(r"\]\(([^)#]+\.md)\)", read("docs/README.md")))
    listed = {os.path.normpath(Path("docs") / each) for each in linked} | {"docs/README.md"}
    assert listed == set(NAMES)
    assert [name for name in NAMES if not (site / name).with_suffix(".html").is_file()] == []
    assert 'url=docs/README.html"' in (site / "index.html").read_text("utf-8")


def test_functions_of_the_library_are_told_from_their_docstrings(site):
    text = (site / "docs/api.html").read_text("utf-8")
    for name in ("zonal.allocate", "soundness.validate", "soundness.verify", "soundness.require"):
        assert f'id="cocashift.allocate.{name}"' in text
    assert "units_missing" in text


def anchors(text: str) -> set[str]:
    """A forge's names for the headings of a page."""
    found = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}


@pytest.mark.parametrize("guide", GUIDES, ids=NAMES)
def test_links_lead_somewhere_in_the_files_as_they_stand(guide):
    known = subprocess.check_output(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
    )
    known = {ROOT / name for name in known.splitlines()}
    astray = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(guide.read_text("utf-8"))):
        file, _, place = link.partition("#")
        if re.match(r"\w+:", link):
            continue
        target = Path(os.path.normpath(guide.parent / file)) if file else guide
        there = target in known and target.is_file()
        if not there or (place and place not in anchors(target.read_text("utf-8"))):
            astray.append(link)
    assert astray == []
