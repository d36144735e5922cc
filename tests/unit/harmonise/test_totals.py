"""Published totals by zone: read as data, held against the table, fitted to nothing here."""

import pandas as pd
import pytest

from cocashift.errors import InputError
from cocashift.harmonise import totals
from tests.conftest import ROOT
from tests.unit.conftest import coca

HEAD = "zone,year,coca_ha,tolerance_percent,source"
LAYER = {"layout": "totals", "vintage": "of today"}
CULTIVATION = coca({"01001": (1000, 2000)})


def read(tmp_path, text):
    path = tmp_path / "totals.csv"
    path.write_text(text, "utf-8")
    return totals.read(str(path), LAYER)


def published(tmp_path, *rows):
    return read(tmp_path, "\n".join([HEAD, *rows]))[0]


def test_the_bundled_totals_are_read_as_published():
    path = ROOT / "data/raw/bundled/published_zone_totals.csv"
    found, readings = totals.read(str(path), LAYER)
    expected = pd.read_csv(path)
    assert found["coca_ha"].tolist() == expected["coca_ha"].tolist()
    assert found["trust"].tolist() == expected["trust"].tolist()
    assert ("rows", len(expected), "totals") in readings


def test_a_users_table_needs_no_trust_and_may_come_from_a_spreadsheet(tmp_path):
    found, _ = read(
        tmp_path, "Zone;Year;Coca_ha;Tolerance_percent;Source\npark;2014;5.499,5;1,5;census\n"
    )
    assert found.iloc[0].drop("trust").tolist() == ["park", 2014, 5499.5, 1.5, "census"]
    assert found["trust"].isna().all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zone,year,ha\npark,2014,5\n", "no column 'coca_ha', 'tolerance_percent', 'source'"),
        (f"{HEAD}\n,2014,5,1,x\n", "line 2, column 'zone': blank"),
        (f"{HEAD}\npark,2014,5,1,\n", "line 2, column 'source': blank"),
        (f"{HEAD}\npark,14,5,1,x\n", "line 2, column 'year': '14' is no year"),
        (f"{HEAD}\npark,2014,,1,x\n", "line 2, column 'coca_ha': ''. Hectares are 0 or more"),
        (f"{HEAD}\npark,2014,-5,1,x\n", "line 2, column 'coca_ha': '-5'"),
        (f"{HEAD}\npark,2014,many,1,x\n", "line 2, column 'coca_ha': 'many': no figure"),
        (f"{HEAD}\npark,2014,5,,x\n", "line 2, column 'tolerance_percent': ''"),
        (f"{HEAD}\npark,2014,5,101,x\n", "line 2, column 'tolerance_percent': '101'"),
        (f"{HEAD}\npark,2014,5,1,x\npark,2014,6,1,x\n", "line 3: a second total of park 2014"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, text, told):
    with pytest.raises(InputError, match=rf"^totals.csv \(layout totals\): {told}"):
        read(tmp_path, text)


def test_totals_that_the_dataset_cannot_use_are_left_out_by_name(tmp_path):
    given = published(
        tmp_path, "park,2014,5,1,x", "reserve,2014,5,1,x", "park,2001,5,1,x", "strict,2013,7,1,x"
    )
    kept, readings = totals.hold_against(
        given, CULTIVATION, ["park", "reserve", "strict"], ["park", "strict"]
    )
    assert kept[["zone", "year"]].to_numpy().tolist() == [["park", 2014], ["strict", 2013]]
    assert readings == [("totals_unused", 2, "reserve 2014, park 2001")]


def test_a_zone_that_nobody_configured_is_told(tmp_path):
    given = published(tmp_path, "parks,2014,5,1,x")
    with pytest.raises(InputError, match=r"'parks' is no zone or scenario .* park, strict"):
        totals.hold_against(given, CULTIVATION, ["park", "strict"], ["park"])


@pytest.mark.parametrize(("hectares", "tolerance", "fits"), [(2100, 5, True), (2100, 4, False)])
def test_a_total_beyond_the_country_is_told(tmp_path, hectares, tolerance, fits):
    given = published(tmp_path, f"park,2014,{hectares},{tolerance},x")
    if fits:
        assert len(totals.hold_against(given, CULTIVATION, ["park"], ["park"])[0]) == 1
        return
    with pytest.raises(InputError, match=r"park 2014: 2,100 ha are more than the 2,000 ha"):
        totals.hold_against(given, CULTIVATION, ["park"], ["park"])
