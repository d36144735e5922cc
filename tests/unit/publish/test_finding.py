"""Made-up countries whose finding is known, told in both languages."""

import itertools

import pandas as pd
import pytest

from cocashift import schemas
from cocashift.migrate import shift as shifts
from cocashift.migrate.robustness import Verdict
from cocashift.publish import finding
from cocashift.publish.results import Publication
from tests.unit.conftest import coca
from tests.unit.migrate.test_exposure import register
from tests.unit.migrate.test_shift import YEARS, allocated, drawn

OPEN = Verdict("unclear", "unclear", "ensemble")
HALVES = {"01001": (50, 150), "01002": (50, 60)}, {"01001": 0.5, "01002": 0.5}


def context(share=0.3, year=2010, method="ensemble"):
    """The share of the reading some years before the first one compared."""
    row = dict.fromkeys(schemas.Context.to_schema().columns) | {
        "zone": "standard",
        "method": method,
        "first_year": year,
        "last_year": YEARS[0],
        "span": YEARS[0] - year,
        "comparable": True,
        "national_share_first_p50": share,
    }
    return pd.DataFrame([row])


def tell(figures, inside, verdict=OPEN, language="en", before=None, part=None, **told):
    shares = {code: (share, share) for code, share in inside.items()}
    shift = shifts.compare(
        allocated(figures, shares),
        coca(figures),
        register([], range(2005, 2015), tuple(figures)),
        YEARS,
        drawn("standard", share_of_change=part) if part else None,
    )
    given = {"years": YEARS, "language": language, "sources": {"claim": []}} | told
    publication = Publication(headline="standard", **given)
    told = finding.tell(shift, context() if before is None else before, verdict, publication)
    # What a map's sheet says is the first sentence of the page, whatever that says.
    assert finding.growth(shift, publication) == told[0]
    return told


def test_growth_is_told_with_its_part_inside_the_share_and_what_follows():
    growth, share, follows = tell(*HALVES, part=(0.1, 0.25, 0.4))
    assert growth == (
        "From 2013 to 2014 coca grew by 110 ha (110%); 10% to 40% of that growth (80% interval; "
        "best estimate 25%) lay in areas off limits to aerial spraying."
    )
    assert share == (
        "They held an estimated 50% of all coca in 2013, after 30% in 2010, and 50% in 2014; "
        "whether that share rose or fell cannot be told."
    )
    assert follows.startswith("The record cannot say whether growth was “due in large part”")


def test_without_an_interval_the_bounds_are_told_as_what_is_possible():
    # Of 01001's coca all or none may lie inside, in either year.
    growth, *_ = tell(*HALVES)
    assert "(the least and the most possible; best estimate 50%)" in growth


@pytest.mark.parametrize(
    ("side", "direction", "said"),
    [
        ("outside", "unclear", "most of the growth lay outside them: that it was “due in large"),
        ("outside", "fell", "the record does not bear out"),
        ("outside", "rose", "outside them, though their share rose"),
        ("inside", "rose", "inside them, as the statement has it; that coca migrated there no"),
        ("inside", "same", "inside them, without a rise of their share"),
        ("unclear", "rose", "Their share rose; the record cannot say whether growth was “due"),
        ("unclear", "fell", "The record cannot say"),
    ],
)
def test_what_follows_is_what_survived(side, direction, said):
    *_, share, follows = tell(*HALVES, Verdict(direction, side, "ensemble"))
    assert said in follows
    words = {"rose": "and more of it in", "fell": "and less of it in", "same": "and as much in"}
    assert words.get(direction, "cannot be told") in share


@pytest.mark.parametrize("told", [{"sources": {}}, {"years": [2012, 2013]}])
@pytest.mark.parametrize("direction", ["rose", "fell"])
@pytest.mark.parametrize("side", ["inside", "outside", "unclear"])
def test_the_statement_is_not_quoted_without_it_nor_of_other_years(told, side, direction):
    publication = Publication(
        headline="standard", **{"years": YEARS, "sources": {"claim": []}} | told
    )
    said = finding._follows(Verdict(direction, side, "ensemble"), publication)
    assert not any(word in said for word in ("large part", "statement"))
    assert "anyone moved" in said or "migrated" in said


def test_a_decline_leaves_nothing_to_explain():
    growth, _ = tell({"01001": (50, 40), "01002": (50, 10)}, {"01001": 1.0, "01002": 0.0})
    assert "coca fell by 50 ha (50%)" in growth
    assert "no growth to explain" in growth


def test_no_coca_in_a_year():
    told = tell({"01001": (0, 40), "01002": (0, 10)}, {"01001": 1.0, "01002": 0.0})
    assert told == [
        "The record has no coca in 2013 or none in 2014, so there are no shares to compare."
    ]


def test_a_country_without_zones_has_no_share_to_tell():
    publication = Publication(years=YEARS, headline="standard")
    nothing = pd.DataFrame({"kind": [], "zone": [], "method": []})
    (told,) = finding.tell(nothing, context(), OPEN, publication)
    assert told.startswith("No zone is known on this ground")


def test_off_limits_is_told_only_while_there_was_spraying():
    growth, *_ = tell(*HALVES, sprayed=[1994, 2013])
    assert "areas that were off limits while there was spraying, to 2013" in growth


def test_a_year_before_that_is_not_comparable_is_not_told():
    _, share, _ = tell(*HALVES, before=context().assign(comparable=False))
    assert "after" not in share


SIDES = itertools.product(
    ["rose", "fell", "same", "unclear"], ["inside", "outside", "unclear"], ["en", "es"]
)


@pytest.mark.parametrize(("direction", "side", "language"), SIDES)
def test_the_finding_is_at_most_three_sentences_and_ninety_words(direction, side, language):
    figures, inside = HALVES
    told = tell(
        figures,
        inside,
        Verdict(direction, side, "ensemble"),
        language,
        part=(-0.1, 0.25, 0.4),
        sprayed=[1994, 2013],
    )
    assert len(told) <= 3
    assert len(" ".join(told).split(" ")) <= 90
    assert "{" not in " ".join(told)
