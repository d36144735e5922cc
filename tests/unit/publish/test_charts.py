"""Charts of the index page, on figures whose places can be worked out in the head."""

import numpy as np
import pandas as pd
import pytest

from cocashift.publish.pages import charts
from cocashift.publish.results import Publication, Results

YEARS = [2013, 2014]


@pytest.fixture
def told() -> Publication:
    return Publication(
        years=YEARS,
        headline="standard",
        scenarios={"strict": ["A"], "standard": ["A", "B"]},
        zones=["park", "reserve"],
        definitions={"park": {"tier": "A"}, "reserve": {"tier": "B"}},
    )


def totals(**more) -> pd.DataFrame:
    rows = [
        {"zone": zone, "kind": "scenario", "year": year, "method": "areal", "national_share": share}
        for zone, share in (("strict", 0.1), ("standard", 0.3))
        for year in YEARS
    ]
    return pd.DataFrame(rows).assign(
        **{"national_share_p10": np.nan, "national_share_p90": np.nan} | more
    )


def test_a_reading_says_what_it_adds_and_dots_lie_at_their_shares(told):
    sure = totals(method="fitted", national_share_p10=0.05, national_share_p90=0.35)
    drawn = charts.readings(Results(totals=pd.concat([totals(), sure])), told)
    assert [row["zones"] for row in drawn["rows"]] == [
        "National parks",
        "these and Indigenous reserves",
    ]
    assert drawn["ticks"] == [(0, "0%"), (50, "20%"), (100, "40%")]
    first = drawn["rows"][0]["dots"][0]
    assert (first["at"], first["low"], first["wide"]) == (25, 12.5, 75)
    assert first["between"] == "5% to 35%"


def test_without_an_interval_there_is_no_bar(told):
    dots = charts.readings(Results(totals=totals()), told)["rows"][1]["dots"]
    assert all("low" not in dot and dot["between"] == "" for dot in dots)


def test_a_year_without_figure_is_a_gap_and_not_a_zero(told):
    cultivation = pd.DataFrame(
        {"year": [2010, 2011, 2013, 2014], "coca_ha": [10.0, 20.0, 30.0, 40.0]}
    )
    drawn = charts.national(Results(cultivation=cultivation), told)
    assert drawn["line"].count("M") == 2
    assert drawn["line"].count("L") == 2
    assert [(dot["year"], dot["text"]) for dot in drawn["dots"]] == [(2013, "30"), (2014, "40")]
    assert drawn["ends"] == [2010, 2014]


def test_a_country_without_coca_has_a_line_on_its_base(told):
    cultivation = pd.DataFrame({"year": YEARS, "coca_ha": [0.0, 0.0]})
    drawn = charts.national(Results(cultivation=cultivation), told)
    assert drawn["line"].endswith(f"{drawn['high']}.0")


def test_trials_are_counted_by_what_they_would_answer(told):
    sensitivity = pd.DataFrame(
        {
            "factor": ["configured", "zone_left_out", "zone_left_out", "configured"],
            "variant": ["", "park", "reserve", ""],
            "scenario": ["standard", "standard", "standard", "strict"],
            "share_of_change": [0.3, 0.2, 0.6, np.nan],
            "share_of_change_p10": [0.1, np.nan, 0.4, np.nan],
            "share_of_change_p90": [0.5, np.nan, 0.8, np.nan],
            "direction": ["unclear", "fell", "unclear", "fell"],
            "growth_side": ["outside", "outside", "inside", "outside"],
        }
    )
    drawn = charts.trials(Results(sensitivity=sensitivity), told)
    asked, left_out, reading = drawn["rows"]
    assert asked["bars"] == [{"at": 30, "low": 10, "wide": 40}]
    assert [bar["wide"] for bar in left_out["bars"]] == [0, 40]
    assert set(left_out["side"].replace("\u00a0", " ").split(" · ")) == {"outside 1", "inside 1"}
    # What has no figure is counted, and has no dot.
    assert (reading["count"], reading["bars"]) == ("1", [])
    assert (drawn["half"], drawn["ends"]) == (50, ["0%", "100%"])
