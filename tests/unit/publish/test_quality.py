"""The page on data quality: what is not known, a row for each layer, checks in groups."""

import re

import pandas as pd
import pytest

from cocashift import schemas
from cocashift.publish.pages import checked, layers, quality, unknown
from cocashift.publish.results import Publication, Results
from cocashift.words import catalogue
from tests.conftest import ROOT

FILE = {"path": "raw/coca.csv", "vintage": "2001-2022", "licence": "", "provider": ""}


def told(language="en", **parts):
    given = {
        "years": [2013, 2014],
        "zones": ["park", "ecuador"],
        "wanted": ["park", "ecuador"],
        "scenarios": {"strict": ["A"]},
        "dataset": {"title": "Toy"},
        "sources": {"coca": [FILE]},
    }
    return Publication(language=language, **given | parts)


def readings(*rows):
    columns = ["layer", "file", "item", "count", "detail"]
    return pd.DataFrame(rows, columns=columns).astype({"count": "Int64"})


def checks(*rows):
    return pd.DataFrame(rows, columns=["check", "expected", "found", "ok"])


def found(**frames):
    empty = {
        "quality": schemas.Quality.empty(),
        "checks": schemas.Checks.empty(),
        "unplaced": schemas.Unplaced.empty(),
        "change": pd.DataFrame({"change_class": []}),
        "cultivation": schemas.Cultivation.empty(),
        "totals": schemas.ZoneTotals.empty(),
        "published_totals": schemas.PublishedTotals.empty(),
    }
    return Results(**empty | frames)


def gap(name, results, publication):
    return next(each for each in unknown.listed(results, publication) if each["id"] == name)


def test_every_item_that_a_stage_counts_has_its_kind():
    named = set()
    for stage in ("harmonise", "overlay", "allocate"):
        for file in (ROOT / "cocashift" / stage).rglob("*.py"):
            named |= set(re.findall(r'\(\s*"(\w+)",\s', file.read_text("utf-8")))
    counted = {item for item in named if f"quality.{item}" in catalogue()}
    items = {item for kinds in layers.KINDS.values() for item in kinds.split()}
    assert len(counted) > 20
    assert counted <= items
    assert {f"quality.{item}" for item in items} <= set(catalogue())


@pytest.mark.parametrize(
    ("item", "verdict", "holds"),
    [
        ("vintage", "as_found", True),
        ("codes_repaired", "repaired", True),
        ("areas_apart", "apart", False),
        ("cells_outside", "left_out", False),
        ("something_new", "apart", False),
    ],
)
def test_the_verdict_is_that_of_the_worst_reading(item, verdict, holds, monkeypatch):
    monkeypatch.setitem(catalogue(), "quality.something_new", {"en": "New", "es": "Nuevo"})
    rows = [("coca", "coca.csv", "vintage", None, "2001-2022"), ("coca", "coca.csv", item, 3, "")]
    (row,) = layers.rows(readings(*rows[item == "vintage" :]), told())
    assert (row["verdict"], row["holds"]) == (verdict, holds)
    (file,) = row["files"]
    assert (file["name"], file["vintage"]) == ("coca.csv", "2001-2022") or item == "vintage"


def test_a_count_of_nought_repairs_nothing():
    (row,) = layers.rows(readings(("coca", "coca.csv", "codes_repaired", 0, "")), told())
    assert (row["verdict"], row["repaired"]) == ("as_found", "")


def test_a_layer_has_one_row_with_all_its_files_and_no_internal_key():
    rows = layers.rows(
        readings(
            ("parks", "points.csv: park", "vintage", None, "titled reserves"),
            ("parks", "points.csv: park", "features", 1, ""),
            ("parks", "parks", "overlaps", 12, "129.0 ha"),
            ("ecuador", "municipalities", "strip", 1, "576 km; 10 km: 553,648 ha"),
            ("weights", "cells 2013", "areal_instead", 12, "39.0 ha"),
        ),
        told("es", sources={"parks": [FILE | {"path": "points.csv"}]}),
    )
    assert [row["name"] for row in rows] == [
        "Parques nacionales",
        "Franja fronteriza con Ecuador",
        "Pesos",
    ]
    park, strip, weights = rows
    assert [file["name"] for file in park["files"]] == ["points.csv", "Parques nacionales"]
    assert park["files"][0]["vintage"] == "resguardos titulados"
    assert park["files"][0]["read"] == "1 elemento"
    assert (park["repaired"], park["made_of"]) == ("12", "")
    assert strip["made_of"].endswith("Municipios")
    assert strip["files"][0]["items"][0]["detail"] == "576 km; 10 km: 553.648 ha"
    assert "celdas muestreadas 2013" in weights["made_of"]


def test_a_layer_of_which_nothing_was_counted_is_listed():
    (row,) = layers.rows(schemas.Quality.empty(), told())
    assert row["files"][0]["name"] == "coca.csv"
    assert row["verdict"] == "as_found"


def test_checks_stand_in_groups_with_figures_in_the_readers_format():
    groups = checked.groups(
        checks(
            ("placed + unplaced, 2013, ha", "48189.00", "48189.00", True),
            ("park, areal, inside + outside, 2013, ha", "48189.00", "48189.00", True),
            ("strict, areal, inside + outside, 2013, ha", "48189.00", "48100.50", False),
            ("80 % intervals within the bounds", "0", "0", True),
            ("ecuador, 2.5 km, width × length of border, ha", "464163", "555795", True),
            ("national total, 2015, ha", "96084.00 (with small plots)", "96000.00", True),
            ("Putumayo and Caquetá, change 2013-2014, percent", "68", "68.1", True),
        ),
        told("es"),
    )
    assert [group["id"] for group in groups] == list(checked.GROUPS)
    totals, intervals, strips, national, published = groups
    assert (totals["passed"], totals["all"], totals["holds"]) == (2, 3, False)
    assert totals["zones"]["columns"] == [("por área", "2013")]
    assert totals["zones"]["rows"] == [
        ("Parques nacionales", [(True, "48.189 ha")]),
        ("Estricta", [(False, "48.100,5 ha")]),
    ]
    assert totals["rows"][0]["check"] == "Ubicado + no ubicado, 2013"
    assert intervals["holds"]
    assert strips["rows"][0]["check"].startswith("Franja fronteriza con Ecuador, 2,5 km, ancho")
    assert strips["rows"][0]["found"] == "555.795 ha"
    assert national["rows"][0]["expected"] == "96.084 ha (with small plots)"
    assert published["rows"][0]["check"] == "Putumayo y Caquetá, cambio 2013-2014"
    assert published["rows"][0]["found"] == "68,1%"


def test_what_is_lacking_comes_first_and_says_what_it_means():
    publication = told(zones=["ecuador"])
    change = pd.DataFrame({"change_class": ["rose", "missing", "missing"]})
    gaps = unknown.listed(found(change=change), publication)
    assert [each["holds"] for each in gaps] == sorted(each["holds"] for each in gaps)
    assert "National parks" in gap("zones", found(), publication)["text"]
    assert "2 of 3" in gap("figures", found(change=change), publication)["text"]
    assert not gap("layers", found(), publication)["holds"]
    assert gap("place", found(), publication)["holds"]


def test_hectares_without_a_place_are_told_by_year():
    unplaced = pd.DataFrame({"year": [2013, 2013, 2014], "coca_ha": [1.0, 2.0, 5.0]})
    assert "2013: 3 ha; 2014: 5 ha" in gap("place", found(unplaced=unplaced), told())["text"]


def test_years_without_figures_are_named():
    cultivation = pd.DataFrame({"year": [2012, 2013, 2015], "coca_ha": [1.0, None, 3.0]})
    counted = readings(("manual", "manual.csv", "years", 2, "1998-2000"))
    text = gap("years", found(cultivation=cultivation, quality=counted), told())["text"]
    assert "2013, 2014" in text
    assert "Manual eradication: 1, 1998–2000" in text


def test_a_published_total_that_is_missed_is_named_and_one_that_is_met_is_not():
    published = pd.DataFrame(
        {
            "zone": ["park", "ecuador"],
            "year": [2014, 2014],
            "coca_ha": [100.0, 100.0],
            "tolerance_percent": [2.0, 2.0],
        }
    )
    totals = pd.DataFrame(
        {
            "zone": ["park", "ecuador"],
            "year": [2014, 2014],
            "method": ["fitted", "fitted"],
            "coca_ha": [101.0, 103.0],
        }
    )
    missed = gap("totals", found(published_totals=published, totals=totals), told())
    assert not missed["holds"]
    assert "Ecuador border strip 2014" in missed["text"]
    assert "parks" not in missed["text"]


def test_a_failed_check_is_told_in_the_first_sentence_and_its_group_is_open():
    failed = checks(("national total, 2014, ha", "2.00", "1.00", False))
    html = quality.render(found(checks=failed), told())
    assert "0 of 1 checks hold." in html
    assert re.search(r'id="checks-national" open>', html)
    held = quality.render(found(checks=failed.assign(ok=True)), told())
    assert not re.search(r'id="checks-national" open>', held)
