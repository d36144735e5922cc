"""Made-up countries whose finding is known, told in both languages."""

import pandas as pd
import pytest

from cocashift.migrate import flows
from cocashift.migrate import shift as shifts
from cocashift.publish.pages import finding
from cocashift.words import Words
from tests.unit.conftest import coca
from tests.unit.migrate.test_exposure import register
from tests.unit.migrate.test_flows import country as municipalities
from tests.unit.migrate.test_shift import YEARS, allocated


def country(figures, inside, sprayed=()):
    """Municipalities of 1,000 ha: what the finding is told from, and the record itself."""
    units, table = municipalities(figures, inside)
    reassigned = flows.reassign(units, table, "standard", YEARS)
    summary = flows.summarise(reassigned, table, ["standard"], YEARS)
    shares = {code: (share, share) for code, share in inside.items()}
    codes = tuple(figures)
    record = register(list(sprayed), range(2005, 2015), codes)
    cultivation = coca(figures)
    return (
        shifts.compare(allocated(figures, shares), cultivation, record, YEARS),
        summary,
        cultivation,
    )


def tell(figures, inside, language="en"):
    shift, summary, _ = country(figures, inside)
    return finding.tell(shift, summary, "standard", Words(language))


ALL_INSIDE = {"01001": (50, 150), "01002": (50, 50)}, {"01001": 1.0, "01002": 0.0}
NONE_INSIDE = {"01001": (50, 50), "01002": (50, 150)}, {"01001": 1.0, "01002": 0.0}
WHO_KNOWS = {"01001": (50, 150), "01002": (50, 60)}, {"01001": 0.5, "01002": 0.5}


def test_all_growth_inside_the_zones():
    share, growth, relocation, verdict = tell(*ALL_INSIDE)
    assert share == (
        "From 2013 to 2014 the share of the country's coca that lies off limits to aerial "
        "eradication (standard reading) rose from an estimated 50.0% to 75.0%, by 25.0 points "
        "(the least and the most that the municipal totals allow)."
    )
    assert growth == "All of the country's net growth of 100 ha lay in these zones."
    assert relocation == "No municipality lost coca, so no gain stands against a loss elsewhere."
    assert verdict.startswith("That agrees with growth in large part in areas off limits;")
    assert "migrated there, the record does not show" in verdict


def test_no_growth_inside_the_zones():
    share, growth, _, verdict = tell(*NONE_INSIDE)
    assert "(standard reading) fell from an estimated 50.0% to 25.0%, by 25.0 points" in share
    assert growth == "None of the country's net growth of 100 ha lay in these zones."
    assert verdict.startswith("That does not bear out growth due in large part to")


def test_too_uncertain_to_say():
    share, growth, _, verdict = tell(*WHO_KNOWS)
    assert share.startswith("Whether the share of the country's coca")
    assert "the municipal record cannot say: the estimates are 50.0% and 50.0%" in share
    assert "the change lies between −100.0 and 100.0 points" in share
    assert growth.startswith("An estimated 50.0% of the country's net growth of 110 ha")
    assert verdict.startswith("So the record neither bears out nor refutes")


def test_zones_that_gained_weight_without_most_of_the_growth():
    *_, verdict = tell({"01001": (10, 50), "01002": (500, 560)}, {"01001": 1.0, "01002": 0.0})
    assert verdict.startswith("The zones gained weight, but")


def test_more_than_half_of_the_growth_outside_though_the_direction_is_open():
    # Nothing is known of where 5 and 6 ha lay in 01001; 100 ha of growth lay outside for sure.
    *_, verdict = tell({"01001": (5, 6), "01002": (50, 150)}, {"01001": 0.5, "01002": 0.0})
    assert verdict.startswith("More than half of the growth lay outside these zones;")


def test_an_end_that_rounds_to_zero_decides_nothing():
    row = pd.Series({"share_change_p10": -0.08, "share_change_p90": -0.0004})
    assert finding._direction(*finding._interval(row, "share_change")) == "unclear"
    assert finding._points(-0.08, -0.0004, "unclear", Words("en")) == "−8.0 and 0.0 points"


def test_other_readings_are_told_beside_the_headline():
    shift, summary, _ = country(*ALL_INSIDE)
    broad = shift[shift["zone"] == "standard"].assign(zone="broad", share_change_lower=-0.1)
    strict = broad.assign(zone="strict", share_change_upper=-0.05)
    told = finding.tell(pd.concat([shift, strict, broad]), summary, "standard", Words("en"))
    assert told[1] == (
        "Under other readings of what is off limits: strict, the share fell; broad, the record "
        "cannot say."
    )


def test_a_share_that_stayed():
    share, *_, verdict = tell({"01001": (50, 100), "01002": (50, 100)}, ALL_INSIDE[1])
    assert share.endswith("(standard reading) stayed at 50.0%.")
    assert verdict.startswith("That does not bear out")


def test_losses_that_could_have_moved():
    told = tell({"01001": (40, 100), "01002": (60, 50)}, ALL_INSIDE[1])
    assert told[2] == (
        "Of the 60 ha that municipalities gained, at most 10 ha (16.7%) stands against losses in "
        "others and could be relocation between municipalities; the rest is growth."
    )


def test_gains_that_losses_could_explain_altogether():
    told = tell({"01001": (40, 50), "01002": (60, 30)}, ALL_INSIDE[1])
    assert told[2].startswith("All of the 10 ha that municipalities gained stands against losses")


def test_a_decline_leaves_nothing_to_explain():
    told = tell({"01001": (50, 40), "01002": (50, 10)}, ALL_INSIDE[1])
    assert len(told) == 3
    assert told[1].startswith("The country's total did not grow (change: −50 ha)")
    assert told[2] == "No municipality gained coca."


def test_no_coca_in_a_year():
    told = tell({"01001": (0, 40), "01002": (0, 10)}, ALL_INSIDE[1])
    assert told == [
        "The record has no coca in 2013 or none in 2014, so there are no shares to compare."
    ]


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        ((0.04, 0.08), "rose from an estimated 50.0% to 50.0%, by 4.0 to 8.0 points (80 % inter"),
        ((-0.08, -0.04), "fell from an estimated 50.0% to 50.0%, by 4.0 to 8.0 points (80 % in"),
        ((-0.02, 0.05), "change lies between −2.0 and 5.0 points (80 % interval)"),
    ],
)
def test_the_ensemble_tells_more_than_the_bounds(interval, said):
    figures, inside = WHO_KNOWS
    shares = {code: (share, share) for code, share in inside.items()}
    ends = {f"coca_ha_{end}": 60.0 for end in ("p10", "p90")}
    ends |= dict(zip(("national_share_p10", "national_share_p90"), interval, strict=True))
    intervals = pd.DataFrame(
        [
            {"zone": "standard", "kind": "scenario", "period": period, **ends}
            for period in ("2013", "2014", "change")
        ]
    )
    record = register([], range(2005, 2015), tuple(figures))
    shift = shifts.compare(allocated(figures, shares), coca(figures), record, YEARS, intervals)
    _, summary, _ = country(figures, inside)
    told = finding.tell(shift, summary, "standard", Words("en"))
    assert said in told[0]
    # 60 of 110 ha lay inside: more than half.
    verdict = "That agrees" if interval[0] > 0 else "As far as" if interval[1] < 0 else "So the"
    assert told[-1].startswith(verdict)


@pytest.mark.parametrize(
    ("made_up", "said"),
    [
        (ALL_INSIDE, ["subió, según la estimación, de 50,0% a 75,0%, en 25,0 puntos", "Todo el"]),
        (NONE_INSIDE, ["bajó, según la estimación, de 50,0% a 25,0%", "Nada del", "no respalda"]),
        (WHO_KNOWS, ["no permite decir", "entre −100,0 y 100,0 puntos", "ni respalda ni refuta"]),
    ],
)
def test_the_finding_in_spanish(made_up, said):
    told = " ".join(tell(*made_up, language="es"))
    assert [part for part in said if part not in told] == []
    assert "{" not in told
