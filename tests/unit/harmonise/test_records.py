import numpy as np
import pandas as pd
import pytest

from cocashift.errors import InputError
from cocashift.harmonise import records
from cocashift.place import Place

HERE = pd.Series(["05001", "05002", "94343"])


def record(figure, **rows):
    """A record from ``{code: {year: value}}``, codes written with a leading letter."""
    return pd.DataFrame(
        [
            (code[1:], f"M{code[1:]}", year, value)
            for code, values in rows.items()
            for year, value in values.items()
        ],
        columns=["divipola", "name", "year", figure],
    )


def test_a_blank_stays_missing():
    table = record("coca_ha", c05001={2013: 3.0, 2014: np.nan}, c05002={2013: 4.0, 2014: 0.0})
    found, _, _ = records.cultivation(table, HERE)
    assert found["coca_ha"].isna().tolist() == [False, True, False, False]
    assert found.loc[3, "coca_ha"] == 0


def test_another_countrys_codes_know_nothing_of_colombias_changes():
    table = record("coca_ha", c94663={2013: 19.0})
    valdoria = Place(country="VAL")
    found, unplaced, readings = records.cultivation(table, pd.Series(["94343"]), valdoria)
    assert found["divipola"].tolist() == unplaced["divipola"].tolist() == ["94663"]
    assert readings == []


def test_a_dissolved_municipality_goes_to_the_one_that_has_its_ground():
    table = record("coca_ha", c94343={2013: 30.0, 2014: 11.0}, c94663={2013: 19.0, 2014: np.nan})
    found, unplaced, readings = records.cultivation(table, HERE)
    assert found.set_index("year")["coca_ha"].to_dict() == {2013: 49.0, 2014: 11.0}
    assert unplaced.empty
    assert readings == [("codes_succeeded", 1, "94663 Mapiripana in 94343 Barrancominas")]


def test_a_municipality_that_has_its_own_boundary_keeps_its_hectares():
    table = record("coca_ha", c94343={2013: 30.0}, c94663={2013: 19.0})
    found, _, readings = records.cultivation(table, pd.Series(["94343", "94663"]))
    assert found["coca_ha"].tolist() == [30.0, 19.0]
    assert readings == []


def test_nothing_disappears():
    table = record("coca_ha", c05001={2013: 3.0}, c99999={2013: 7.5}, c88888={2013: 0.0})
    found, unplaced, _ = records.cultivation(table, HERE)
    assert found["coca_ha"].sum() == 10.5
    assert unplaced[["divipola", "municipality", "coca_ha"]].to_numpy().tolist() == [
        ["99999", "M99999", 7.5]
    ]


def test_unplaced_hectares_stop_the_run_by_name():
    table = record("coca_ha", c05001={2013: 3.0, 2014: 1.0}, c99999={2013: 7.5, 2014: 0.0})
    _, unplaced, _ = records.cultivation(table, HERE)
    with pytest.raises(InputError) as told:
        records.require_placed(unplaced, [2013, 2014], "coca.csv")
    assert str(told.value).splitlines() == [
        "coca.csv: 1 municipalities of the coca table have no boundary, with 7.50 ha in 2013 and "
        "0.00 ha in 2014:",
        "  99999 M99999: 7.50 ha in 2013, 0.00 ha in 2014, at most 7.50 ha in 2013",
        "Correct the codes, give boundaries of the table's vintage, or set `unplaced: show` to go "
        "on and show these hectares as unplaced.",
    ]


def test_more_hectares_than_a_municipality_has_are_refused():
    table = record("coca_ha", c05001={2013: 3.0, 2014: 41.5}, c99999={2013: 7.5})
    table.attrs["places"] = {"05001": "line 7"}
    areas = pd.Series({"05001": 41.0})
    with pytest.raises(InputError, match=r"coca\.csv, line 7: code 05001 has 41\.50 ha in 2014"):
        records.require_possible(table, "coca_ha", areas, "coca.csv")
    records.require_possible(table, "coca_ha", areas + 1, "coca.csv")


def test_columns_that_were_meant_as_years_are_named():
    table = record("coca_ha", c05001={2012: 3.0})
    unread = [("columns_unread", 1, "'Año 2013'")]
    with pytest.raises(
        InputError, match=r"c\.csv: .* it has 2012\. The columns 'Año 2013' were not"
    ):
        records.require_years(table, [2013, 2014], unread, "c.csv")


def test_a_register_says_zero_only_for_the_years_it_covers():
    registers = {
        "spraying": record("sprayed_ha", c05001={2013: 7.0}),
        "manual": record("manual_ha", c05001={2013: 1.0, 2014: 3.0}, c05002={2013: 2.0, 2014: 4.0}),
    }
    both = records.eradication(registers, HERE)[0].set_index(["divipola", "year"])
    assert both.loc[("05002", 2013), "sprayed_ha"] == 0
    assert np.isnan(both.loc[("05002", 2014), "sprayed_ha"])
    assert np.isnan(both.loc[("05001", 2014), "sprayed_ha"])
    assert both["manual_ha"].sum() == 10


def test_without_registers_nothing_is_known():
    both, readings = records.eradication({}, HERE)
    assert both.empty
    assert readings == {}
    only = {"manual": record("manual_ha", c05001={2013: 1.0})}
    assert records.eradication(only, HERE)[0]["sprayed_ha"].isna().all()


def test_a_register_names_what_has_no_boundary():
    _, readings = records.eradication({"spraying": record("sprayed_ha", c99999={2013: 7.0})}, HERE)
    assert readings == {"spraying": [("codes_unplaced", 1, "99999 M99999")]}
