import pandas as pd
import pytest

from cocashift.migrate import claim, flows
from cocashift.migrate import shift as shifts
from tests.unit.conftest import coca
from tests.unit.migrate.test_exposure import register
from tests.unit.migrate.test_flows import country as municipalities
from tests.unit.migrate.test_shift import YEARS, allocated


def statement(*rows: tuple) -> pd.DataFrame:
    columns = ["figure", "stated", "unit", "measure", "first_year", "last_year"]
    return pd.DataFrame(rows, columns=columns).astype({"stated": "str", "first_year": float})


NATIONAL = pd.DataFrame(
    {
        "year": [2007, 2012, 2013, 2014],
        "us_coca_ha": [167000, 78000, 80500, None],
        "us_source": ["INCSR", "INCSR", "statement", ""],
    }
)


@pytest.mark.parametrize(
    ("stated", "unit", "measure", "years", "computed", "holds"),
    [
        ("78000", "ha", "us_coca", (None, 2012), 78000, True),
        ("-53", "percent", "us_coca", (2007, 2012), -53.293, True),
        ("-55", "percent", "us_coca", (2007, 2012), -53.293, False),
        ("-53.2", "percent", "us_coca", (2007, 2012), -53.293, True),
        ("-53.1", "percent", "us_coca", (2007, 2012), -53.293, False),
        # Only the statement itself has the figure of 2013.
        ("80500", "ha", "us_coca", (None, 2013), None, None),
        ("-52", "percent", "us_coca", (2007, 2013), None, None),
        ("112000", "ha", "us_coca", (None, 2014), None, None),
        ("39", "percent", "us_coca", (2013, 2014), None, None),
        ("30", "percent", "production", (2013, 2014), 32.43, False),
        ("-58", "percent", "production", (2007, 2013), None, None),
        ("207.4", "t", "interdicted", (None, 2014), None, None),
        ("67", "ha", "eradicated", (None, 2014), 67.9, True),
        ("66", "ha", "eradicated", (None, 2014), 67.9, False),
        ("60", "ha", "sprayed", (None, 2014), 60, True),
        ("60", "ha", "sprayed", (None, 2016), None, None),
    ],
)
def test_a_figure_against_its_record(stated, unit, measure, years, computed, holds):
    register_2014 = register([("01001", 2014, 60)], range(2013, 2015))
    register_2014["manual_ha"] = register_2014["year"].map({2013: 0.0, 2014: 3.95})
    found = claim.check(
        statement(
            ("examined", stated, unit, measure, *years),
            ("t_2013", "185", "t", "production", None, 2013),
            ("t_2014", "245", "t", "production", None, 2014),
        ),
        NATIONAL,
        register_2014,
    ).set_index("figure")
    row = found.loc["examined"]
    if computed is None:
        assert pd.isna(row.computed)
        assert pd.isna(row.holds)
        assert row.note == "no_record"
    else:
        assert row.computed == pytest.approx(computed, abs=0.01)
        assert row.holds == holds
    # Tonnes that only the statement gives do not bear themselves out.
    assert found.loc[["t_2013", "t_2014"], "note"].tolist() == ["no_record", "no_record"]


def test_without_a_statement_there_is_nothing_to_hold():
    assert claim.check(None, None, register([], range(2013, 2015))).empty


def test_without_the_estimate_its_figures_cannot_be_checked():
    found = claim.check(
        statement(("one", "80500", "ha", "us_coca", None, 2013)), None, register([], range(2))
    )
    assert found["computed"].isna().all()


def test_a_year_that_one_register_lacks_has_no_sum():
    sprayed_only = register([("01001", 2014, 60)], range(2013, 2015))
    found = claim.check(
        statement(("one", "60", "ha", "eradicated", None, 2014)), None, sprayed_only
    )
    assert found["note"].tolist() == ["no_record"]


def test_a_change_between_the_statements_own_levels_is_held_against_them():
    found = claim.check(
        statement(
            ("us_2013", "80500", "ha", "us_coca", None, 2013),
            ("us_2014", "112000", "ha", "us_coca", None, 2014),
            ("spike", "39", "percent", "us_coca", 2013, 2014),
        ),
        NATIONAL,
        register([], range(2013, 2015)),
    ).set_index("figure")
    assert found["note"].to_dict() == {
        "us_2013": "no_record",
        "us_2014": "no_record",
        "spike": "own_figures",
    }
    assert found.loc["spike", "computed"] == pytest.approx(39.13, abs=0.01)


def test_what_bears_on_the_cause():
    figures, inside = (
        {"01001": (40, 100), "01002": (60, 50)},
        {"01001": (1.0, 1.0), "01002": (0, 0)},
    )
    record = register([("01002", 2013, 1)], range(2005, 2015), tuple(figures))
    shift = shifts.compare(allocated(figures, inside), coca(figures), record, YEARS)
    units, table = municipalities(figures)
    reassigned = flows.reassign(units, table, "standard", YEARS)
    summary, cultivation = flows.summarise(reassigned, table), coca(figures)
    found = claim.weigh(shift, summary, cultivation).set_index(["evidence", "zone"])["computed"]
    assert found["municipal_change", ""] == pytest.approx(0.5)
    assert found["share_change", "standard"] == pytest.approx(100 / 150 - 0.4)
    assert found["share_of_change", "standard"] == pytest.approx(1.2)
    # At the national rate of one half, 40 ha would have gained 20.
    assert found["change_at_national_rate", "standard"] == pytest.approx(20)
    assert found["change_inside", "standard"] == pytest.approx(60)
    assert found["net_transfer_at_most", ""] == 10
    assert found["net_transfer_share_at_most", ""] == pytest.approx(10 / 60)
    assert found["share_in_sprayed", "sprayed_1y"] == pytest.approx(0.6)
    assert found["share_of_change_in_sprayed", "sprayed_1y"] == pytest.approx(-0.2)
