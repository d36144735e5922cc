"""The statement is held against the years that it speaks of, and no others."""

import pandas as pd
import pytest

from cocashift.publish.pages import flows, statement
from cocashift.publish.results import Publication, Results
from cocashift.words import Words

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


@pytest.mark.parametrize("outside", [14_000.0, -14_000.0])
def test_what_bears_on_the_cause_speaks_of_growth_only_where_there_was_any(outside):
    results, publication = found()
    empty = dict.fromkeys(["computed_stood_lower", "computed_stood_upper"], None)
    bounds = dict.fromkeys(["computed_lower", "computed_upper"], None)
    row = {"kind": "scenario", "zone": "standard", "method": "fitted", "change_ha": -100.0}
    told = Results(
        evidence=results.evidence.assign(unit="share", **empty | bounds),
        shift=pd.DataFrame([row | {"change_outside_ha": outside}]),
    )
    said = " ".join(each["label"] for each in statement.cause(told, publication))
    assert ("decline" in said) == (outside < 0)
    assert ("growth" in said or "grew" in said or "grown" in said) == (outside > 0)


def test_a_decline_has_no_cause_of_growth():
    results, publication = found()
    evidence = results.evidence
    yardstick = evidence["evidence"] == "change_at_national_rate"
    evidence.loc[yardstick, COMPUTED] *= -1
    assert [row.get("cause") for row in statement.claim(results, "outside", publication)] == [None]


@pytest.mark.parametrize(("lost", "gained", "said"), [(5, 9, "growth"), (9, 5, "decline")])
def test_flows_place_the_smaller_of_what_was_lost_and_gained(lost, gained, said):
    summary = pd.DataFrame([{"reading": "net", "lost_ha": lost, "gained_ha": gained}])
    assert flows._net_text(summary, Words("en")).endswith(f"are {said}.")
