"""The page of single parks, reserves and councils."""

import base64
import json
import re
import zlib

import pandas as pd
import pytest

from cocashift.publish.pages import zones
from cocashift.publish.results import Publication, Results
from tests.unit.publish.test_units import row

TOLD = {"years": [2013, 2014], "zones": ["park"], "dataset": {"title": "Toy"}}
CHANGE = pd.DataFrame(
    {
        "divipola": ["50001", "50002", "95001"],
        "municipality": ["Uno", "Dos", "Tres"],
        "department": ["Meta", "Meta", "Guaviare"],
    }
)


def units(*names):
    return pd.DataFrame([{"unit": f"park:{n}", "zone": "park", "name": n} for n in names])


def parts(*rows):
    return pd.DataFrame(rows, columns=["units", "divipola", "area_ha"])


def found(*rows, names=("A",), lying=()):
    steps = dict.fromkeys(f"change_{part}" for part in ("ha", "ha_p10", "ha_p90"))
    steps |= dict.fromkeys(f"change_mcse_ha_p{end}" for end in (10, 50, 90))
    table = pd.DataFrame([steps | each for each in rows])
    return Results(zone_units=table, units=units(*names), parts=parts(*lying), change=CHANGE)


def stepped(median, error=0.0):
    ends = {"change_ha": median, "change_ha_p10": median - 10, "change_ha_p90": median + 10}
    return ends | {f"change_mcse_ha_p{end}": error for end in (10, 50, 90)}


def told(results):
    return {each["name"]: each for each in zones.rows(results, TOLD["years"])}


def carried(html):
    packed = re.search(r'id="data">([^<]+)<', html)[1]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def test_what_is_known_of_a_unit_is_said_and_missing_is_no_zero():
    none = {"coca_ha_upper": 0.0}
    rows = told(
        found(
            row("Some", 2013, 0.2),
            row("Some", 2014, 4),
            row("Little", 2013, 0.2),
            row("Little", 2014, 0.3),
            row("None", 2013, 0, **none),
            row("None", 2014, 0, **none),
            row("Past", 2010, 5),
            names=("Some", "Little", "None", "Past", "Nowhere"),
        )
    )
    assert {name: each["state"] for name, each in rows.items()} == {
        "Some": "told",
        "Little": "little",
        "None": "none",
        "Past": "unknown",
        "Nowhere": "unknown",
    }
    assert "coca" not in rows["Nowhere"]
    assert rows["Past"]["coca"]["ensemble"] == [None, None]
    # What would round to none stays more than none.
    assert rows["Little"]["coca"]["ensemble"][0] == [0.1, 0.2, 0.4]


def test_figures_have_the_digits_that_their_errors_leave():
    rows = told(found(row("A", 2014, 5046, error=16.0) | stepped(1234.0, error=4.0)))
    assert rows["A"]["coca"]["ensemble"] == [None, [2500, 5000, 10100]]
    assert rows["A"]["change"] == [1220, 1230, 1240]


def test_an_end_that_is_hardly_sure_is_not_rounded_to_none_nor_past_the_median():
    ends = {"coca_ha_p10": 0.2, "coca_ha_p90": 3.2, "coca_mcse_ha_p90": 16.0}
    unsure = {"coca_ha_p10": 60.0, "coca_ha_p90": 90.0, "coca_mcse_ha_p10": 12.0}
    rows = told(found(row("A", 2014, 0.6) | ends, row("B", 2014, 70) | unsure, names=("A", "B")))
    assert rows["A"]["coca"]["ensemble"][1] == [0.2, 1, 3]
    assert rows["B"]["coca"]["ensemble"][1] == [70, 70, 90]


def test_both_results_stand_beside_each_other_the_best_first():
    rows = told(found(row("A", 2014, 10), row("A", 2014, 20, method="fitted") | stepped(7.0)))
    assert list(rows["A"]["coca"]) == ["fitted", "ensemble"]
    assert rows["A"]["change"] == [-3, 7, 17]
    assert rows["A"]["series"] == {2014: [10, 20, 40]}


def test_a_unit_lies_where_its_ground_is_and_a_seam_is_no_place():
    rows = told(
        found(
            row("A", 2014, 10),
            lying=[
                ("park:A", "95001", 30.0),
                ("park:A|park:B", "50002", 69.5),
                ("park:A", "50001", 0.5),
                ("", "50001", 1000.0),
            ],
        )
    )
    assert rows["A"]["places"] == [["Meta", "Guaviare"], ["Dos", "Tres"]]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_carries_every_unit_and_leads_to_the_table(language):
    publication = Publication(language=language, **TOLD)
    results = found(row("A</script>", 2014, 10), names=("A</script>", "Nowhere"))
    html = zones.render(results, zones.rows(results, [2013, 2014]), publication)
    data = carried(html)
    assert [each["name"] for each in data["rows"]] == ["A</script>", "Nowhere"]
    assert data["methods"] == [["ensemble", publication.words("zones.method.ensemble")]]
    assert 'href="tables/zone_units.csv"' in html
    for module in re.findall(r'from "(#[\w/.]+)"', html):
        assert f'"{module}":' in html


def test_without_units_the_page_says_so_and_stands():
    results = Results(
        zone_units=pd.DataFrame(columns=list(row("A", 2014, 1))),
        units=units().reindex(columns=["unit", "zone", "name"]),
        parts=parts(),
        change=CHANGE,
    )
    rows = zones.rows(results, [2013, 2014])
    empty = zones.render(results, rows, Publication(**TOLD))
    assert carried(empty)["methods"][0][0] == "ensemble"
    assert carried(empty)["rows"] == []


def test_the_map_is_given_the_figures_that_the_list_has():
    results = found(
        row("A", 2013, 4),
        row("A", 2014, 40) | stepped(36),
        row("B", 2014, 1),
        names=("A", "B", "C"),
    )
    given, listed = zones.compared(results.zone_units, TOLD["years"]), told(results)
    assert set(given) == {"park:A", "park:B"}
    method = next(iter(listed["A"]["coca"]))
    assert given["park:A"] == [*listed["A"]["coca"][method], listed["A"]["change"]]
    assert given["park:B"][0] is None
