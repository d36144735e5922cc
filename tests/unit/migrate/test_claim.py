import pandas as pd
import pytest

from cocashift.migrate import claim
from tests.unit.migrate.test_exposure import register
from tests.unit.publish.test_finding import country


def statement(*rows: tuple) -> pd.DataFrame:
    columns = ["figure", "stated", "unit", "measure", "first_year", "last_year"]
    return pd.DataFrame(rows, columns=columns).astype({"stated": "str", "first_year": float})


NATIONAL = pd.DataFrame({"year": [2007, 2013, 2014], "us_coca_ha": [167000, 80500, None]})


@pytest.mark.parametrize(
    ("stated", "unit", "measure", "years", "computed", "holds"),
    [
        ("80500", "ha", "us_coca", (None, 2013), 80500, True),
        ("-52", "percent", "us_coca", (2007, 2013), -51.796, True),
        ("-53", "percent", "us_coca", (2007, 2013), -51.796, False),
        ("-51.7", "percent", "us_coca", (2007, 2013), -51.796, True),
        ("-51.6", "percent", "us_coca", (2007, 2013), -51.796, False),
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


def test_what_bears_on_the_cause():
    shift, summary, cultivation = country(
        {"01001": (40, 100), "01002": (60, 50)},
        {"01001": 1.0, "01002": 0.0},
        sprayed=[("01002", 2013, 1)],
    )
    found = claim.weigh(shift, summary, cultivation).set_index(["evidence", "zone"])["computed"]
    assert found["municipal_change", ""] == pytest.approx(0.5)
    assert found["share_change", "standard"] == pytest.approx(100 / 150 - 0.4)
    assert found["share_of_change", "standard"] == pytest.approx(1.2)
    assert found["relocation_at_most", ""] == 10
    assert found["relocation_share_at_most", ""] == pytest.approx(10 / 60)
    assert found["relocation_into_zones", "standard"] == pytest.approx(10)
    assert found["share_in_sprayed", "sprayed_1y"] == pytest.approx(0.6)
    assert found["share_of_change_in_sprayed", "sprayed_1y"] == pytest.approx(-0.2)
