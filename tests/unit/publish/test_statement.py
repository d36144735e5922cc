"""The statement is held against the years that it speaks of, and no others."""

import pandas as pd
import pytest

from cocashift.publish.pages import statement
from cocashift.publish.results import Publication, Results

COMPUTED = ["computed", "computed_p10", "computed_p90"]
FIGURE = {"figure": "us_coca_2014", "stated": "112000", "unit": "ha", "computed": 112_000.0}


def found(**told) -> tuple[Results, Publication]:
    """A claim of one figure, and growth of which a third lay inside."""
    claim = pd.DataFrame([FIGURE | {"holds": True, "note": "united_states_estimate"}])
    figures = {
        "share_of_change": (0.33, 0.2, 0.5),
        "change_at_national_rate": (9000.0, 8000.0, 10_000.0),
        "change_inside": (7000.0, 4000.0, 9000.0),
    }
    evidence = pd.DataFrame(list(figures.values()), columns=COMPUTED).assign(
        evidence=list(figures), zone="standard"
    )
    given = {"years": [2013, 2014], "sources": {"claim": []}} | told
    return Results(claim=claim, evidence=evidence), Publication(headline="standard", **given)


def causes(**told) -> list[bool]:
    results, publication = found(**told)
    return [bool(row.get("cause")) for row in statement.claim(results, "outside", publication)]


def test_the_cause_is_held_against_the_years_that_the_statement_speaks_of():
    assert causes() == [False, True]
    assert causes(years=[2012, 2013]) == [False]
    assert causes(years=[2001, 2014]) == [False]


@pytest.mark.parametrize(
    ("years", "count"), [([2013, 2014], 6), ([2012, 2013], 5), ([2015, 2016], 0), ([2007, 2008], 0)]
)
def test_rivals_are_those_that_acted_and_a_remark_stands_beside_them_only(years, count):
    assert len(statement.rivals(Publication(years=years))) == count
