"""All years: where a change stands among the others, an event study, and what survives."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from cocashift.migrate import context, event_study, robustness


def fixed(shares: dict[int, float]) -> pd.DataFrame:
    """Intervals of one reading whose share is known in every year."""
    years = sorted(shares)
    periods = {str(year): shares[year] for year in years}
    periods |= {f"{a}-{b}": shares[b] - shares[a] for a in years for b in years if 0 < b - a < 3}
    rows = [
        {
            "zone": "standard",
            "kind": "scenario",
            "method": "ensemble",
            "basis": "fixed",
            "left_out": "",
            "period": period,
        }
        | {f"national_share_{q}": share for q in ("p10", "p50", "p90")}
        for period, share in periods.items()
    ]
    return pd.DataFrame(rows)


SHARES = {2008: 0.1, 2009: 0.3, 2010: 0.31, 2011: 0.32, 2012: 0.36, 2013: 0.39, 2014: 0.35}


def test_the_change_examined_is_ranked_among_comparable_changes():
    found = context.compare(fixed(SHARES), [2013, 2014], [2010])
    rows = found[found["span"] == 1].set_index("first_year")
    assert rows["comparable"].to_dict()[2009] is False
    assert rows.loc[2013, "examined"]
    assert rows.loc[2013, "share_change_p50"] == pytest.approx(-0.04)
    # Of 0.20, 0.01, 0.04, 0.03 and -0.04, three are at least as far as the last: 0.20, 0.04, 0.04.
    assert rows.loc[2013, "placebo_p"] == pytest.approx(3 / 5)
    assert rows["placebo_p"].notna().sum() == 1


def test_a_pair_across_a_break_is_not_ranked():
    found = context.compare(fixed(SHARES), [2013, 2014], [2014])
    assert found["placebo_p"].isna().all()
    assert not found.set_index(["first_year", "last_year"]).loc[(2012, 2014), "comparable"]


def country(towns=40, years=(2012, 2013, 2014)):
    """Coca that grows with the share off limits by a factor known for each year."""
    rng = np.random.default_rng(7)
    share = pd.Series(rng.uniform(0, 1, towns), index=[f"52{n:03}" for n in range(towns)])
    level, effect = rng.lognormal(5, 1, towns), {2012: -0.8, 2013: 0.0, 2014: 0.5}
    rows = [
        (code, year, rng.poisson(size * 1.3 ** (year - 2013) * np.exp(effect[year] * s)))
        for (code, s), size in zip(share.items(), level, strict=True)
        for year in years
    ]
    cultivation = pd.DataFrame(rows, columns=["divipola", "year", "coca_ha"]).astype(
        {"coca_ha": float}
    )
    allocation = pd.DataFrame(
        {"divipola": share.index, "zone": "standard", "method": "areal", "year": 2014}
    ).assign(area_share=share.to_numpy())
    return allocation, cultivation


def test_the_event_study_finds_what_it_was_given_and_what_a_plain_regression_finds():
    allocation, cultivation = country()
    found = event_study.estimate(allocation, cultivation, ["standard"], [2013, 2014])
    estimate = found.set_index("year")["coefficient"]
    assert estimate[2013] == 0
    assert estimate[2012] == pytest.approx(-0.8, abs=0.15)
    assert estimate[2014] == pytest.approx(0.5, abs=0.15)
    # The same by a column for every municipality, with the library's own clustered errors.
    share = allocation.set_index("divipola")["area_share"]
    table = cultivation.sort_values(["divipola", "year"], ignore_index=True)
    design = pd.get_dummies(table["divipola"]).astype(float)
    for year in (2012, 2014):
        design[f"year_{year}"] = (table["year"] == year).astype(float)
        design[f"share_{year}"] = design[f"year_{year}"] * table["divipola"].map(share)
    plain = sm.GLM(table["coca_ha"], design, family=sm.families.Poisson()).fit(
        cov_type="cluster", cov_kwds={"groups": table["divipola"].astype("category").cat.codes}
    )
    for year in (2012, 2014):
        assert estimate[year] == pytest.approx(plain.params[f"share_{year}"], abs=1e-3)
        error = found.set_index("year").loc[year, "std_error"]
        # The library also counts the municipalities' own columns against the degrees of freedom.
        assert error == pytest.approx(plain.bse[f"share_{year}"], rel=0.35)


def test_too_few_municipalities_are_not_studied():
    allocation, cultivation = country(towns=8)
    assert event_study.estimate(allocation, cultivation, ["standard"], [2013, 2014]).empty


def variants(*rows) -> pd.DataFrame:
    columns = ["factor", "variant", "scenario", "share_change", "direction", "share_of_change"]
    table = pd.DataFrame(rows, columns=[*columns, "growth_side"])
    return table.assign(method="ensemble")


TOLD = ("configured", "", "standard", -0.03, "fell", 0.3, "outside")


def test_what_every_variant_bears_out_is_told():
    table = variants(TOLD, ("zone_left_out", "park", "standard", -0.02, "fell", 0.2, "outside"))
    assert robustness.of_reading(table, "standard") == robustness.Verdict(
        "fell", "outside", "ensemble"
    )


@pytest.mark.parametrize(
    ("variant", "direction", "side"),
    [
        # An interval that reaches over zero, or over one half, takes the sentence back.
        (
            ("zone_left_out", "a", "standard", -0.01, "unclear", 0.2, "outside"),
            "unclear",
            "outside",
        ),
        (
            ("department_left_out", "52", "standard", -0.02, "fell", 0.4, "unclear"),
            "fell",
            "unclear",
        ),
        # Another method, or another reading, does so only with its best estimate.
        (("method", "areal", "standard", 0.01, "rose", 0.4, "outside"), "unclear", "outside"),
        (("configured", "", "broad", -0.01, "unclear", 0.45, "unclear"), "fell", "outside"),
        (("configured", "", "broad", 0.01, "unclear", 0.55, "unclear"), "unclear", "unclear"),
    ],
)
def test_what_one_variant_contradicts_is_not_told(variant, direction, side):
    found = robustness.of_reading(variants(TOLD, variant), "standard")
    assert (found.direction, found.side) == (direction, side)


def test_without_an_ensemble_nothing_is_told():
    table = variants(("method", "areal", "standard", -0.03, "fell", 0.3, "outside"))
    assert robustness.of_reading(table, "standard").direction == "unclear"
