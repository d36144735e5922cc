"""Files of earlier runs are told of, and nothing else is."""

import re

from cocashift.publish import leftovers
from tests.conftest import ROOT

WRITTEN = ["SHA256SUMS", "index.html", "figures/change-180mm.png", "qgis/cocashift.gpkg"]


def test_nothing_is_told_of_a_folder_as_it_was_written():
    assert leftovers.find(WRITTEN, WRITTEN) == {}
    assert leftovers.tell("maps/x", {}) == ""


def test_what_was_renamed_is_told_with_its_name_of_today():
    found = leftovers.find([*WRITTEN, "figures/change.png"], WRITTEN)
    assert found == {"figures/change.png": "figures/change-180mm.png"}


def test_what_has_no_successor_is_told_too():
    found = leftovers.find([*WRITTEN, "figures/gone.png", "qgis/coca_density_2009.tif"], WRITTEN)
    assert found == {"figures/gone.png": "", "qgis/coca_density_2009.tif": ""}


def test_what_programs_lay_beside_a_file_is_none():
    beside = ["qgis/cocashift.gpkg-wal", "qgis/cocashift.gpkg-shm", "figures/.DS_Store"]
    assert leftovers.find([*WRITTEN, *beside], WRITTEN) == {}


def test_many_are_counted_and_the_renamed_come_first():
    old = {f"es/{number}.html": "" for number in range(9)}
    told = leftovers.tell("maps/x", old | {"figures/change.png": "figures/change-180mm.png"})
    assert told.startswith(
        "Not of this run in maps/x: figures/change.png (now figures/change-180mm"
    )
    assert " and 7 more. " in told


def test_the_guide_tells_every_name_that_changed():
    guide = (ROOT / "docs/outputs.md").read_text("utf-8")
    section = guide.partition("## Names that changed\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", section, re.MULTILINE)
    assert len(rows) >= len(leftovers.RENAMED)
    for old, new in rows:
        names = [name.replace("<figure>", "flows") for name in (old, new)]
        assert leftovers.find([names[0]], [names[1]]) == {names[0]: names[1]}
