from dataclasses import replace

import pandas as pd
import pytest
from shapely import box

from cocashift import schemas
from cocashift.allocate import totals
from cocashift.check import checks
from cocashift.errors import InputError
from tests.unit.allocate.test_allocation import allocate
from tests.unit.conftest import coca, zone

FIGURES = {"01001": (50, 80), "02001": (10, 0)}


@pytest.fixture
def results(two_squares):
    allocated = allocate(two_squares, FIGURES, zone("park", box(0, 0, 600, 1000)))
    eradication = pd.DataFrame(
        {"divipola": ["01001"], "year": [2014], "sprayed_ha": [5.5], "manual_ha": [1.25]}
    )
    return {
        "municipalities": two_squares,
        "record": checks.Record(coca(FIGURES), schemas.Unplaced.empty(), eradication),
        "allocation": allocated,
        "totals": totals.total(allocated, coca(FIGURES)),
        "years": [2013, 2014],
    }


def failed(found):
    return found.loc[~found["ok"], "check"].tolist()


def test_sound_results_pass(results):
    found = checks.run(**results)
    assert failed(found) == []
    checks.require(found)


def test_an_interval_beyond_the_bounds_is_noticed_unless_hectares_err_themselves(results):
    totals = results["totals"]
    drawn = totals.assign(method="ensemble", coca_ha_p10=totals["coca_ha_lower"])
    drawn["coca_ha_p90"] = drawn["coca_ha_upper"]
    results["totals"] = pd.concat([totals, drawn])
    assert failed(checks.run(**results)) == []
    results["totals"].iloc[-1, totals.columns.get_loc("coca_ha_p90")] += 2
    assert failed(checks.run(**results)) == ["80 % intervals within the bounds"]
    doubted = checks.run(**results, census_cv=0.2)
    assert failed(doubted) == []
    assert "80 % intervals within the bounds" not in set(doubted["check"])


def test_a_municipality_without_boundary_is_named(results):
    unplaced = pd.DataFrame(
        {"divipola": ["94663"], "municipality": ["Far"], "year": [2013], "coca_ha": [7.0]}
    )
    results["record"] = replace(
        results["record"], cultivation=coca(FIGURES | {"94663": (7, 0)}), unplaced=unplaced
    )
    found = checks.run(**results).set_index("check")
    assert found["ok"].all()
    assert found.loc["unplaced, named, 2013", "found"] == "94663 Far (7.00 ha)"
    assert found.loc["placed + unplaced, 2013, ha", "found"] == "67.00"


def test_a_municipality_lost_on_the_way_is_noticed(results):
    results["record"] = replace(results["record"], cultivation=coca(FIGURES | {"94663": (7, 0)}))
    found = checks.run(**results)
    assert "placed + unplaced, 2013, ha" in failed(found)
    with pytest.raises(InputError, match=r"expected 67\.00, found 60\.00"):
        checks.require(found)


def test_lost_hectares_are_noticed(results):
    results["allocation"].loc[0, "coca_ha"] += 1
    assert any("inside + outside" in check for check in failed(checks.run(**results)))


def test_an_expected_value_outside_its_bounds_is_noticed(results):
    results["allocation"].loc[0, "coca_ha_upper"] = -1.0
    assert "rows with lower <= expected <= upper" in failed(checks.run(**results))


@pytest.mark.parametrize(
    ("published", "note", "ok"), [(60, None, True), (62, None, False), (62, "known gap", True)]
)
def test_the_national_total_is_compared(results, published, note, ok):
    national = pd.DataFrame({"year": [2013], "unodc_coca_ha": [published], "unodc_note": [note]})
    given = checks.References(national=national)
    found = checks.run(**results, references=given).set_index("check")
    assert found.loc["national total, 2013, ha", "ok"] == ok


@pytest.mark.parametrize(
    ("measure", "unit", "level", "codes", "published", "ok"),
    [
        ("coca", "ha", "country", None, "80", True),
        ("coca", "ha", "department", "02", "1", False),
        ("change", "ha", "department", "01+02", "20", True),
        ("change", "percent", "country", None, "33", True),
        ("change", "percent", "country", None, "35", False),
        ("largest_share", "percent", "municipality", None, "100", True),
        ("sprayed", "ha", "country", None, "5.50", True),
        ("sprayed", "ha", "country", None, "5.52", False),
        ("manual", "ha", "municipality", "02001", "0", True),
        ("eradicated", "ha", "country", None, "6", True),
    ],
)
def test_published_statements(results, measure, unit, level, codes, published, ok):
    statement = {
        "statement": "a statement",
        "published": published,
        "unit": unit,
        "measure": measure,
        "level": level,
        "codes": codes,
        "first_year": 2013,
        "last_year": 2014,
        "largest": 1,
    }
    found = checks.run(**results, references=checks.References(None, pd.DataFrame([statement])))
    assert found["ok"].iloc[-1] == ok
