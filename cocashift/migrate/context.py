"""All years, zones held fixed: where the change examined stands among the others.

Zones are held as they were in the last year compared, so that no share moves because a zone came
into force. The change between the two years compared is one of many: a placebo test asks how many
other pairs of consecutive years saw a share move as far.
"""

import pandas as pd

from cocashift import schemas

__all__ = ["compare"]

QUANTILES = ("p10", "p50", "p90")


def compare(intervals: pd.DataFrame, years: list[int], breaks: list[int]) -> pd.DataFrame:
    """Set the change of every pair of years beside that of the two compared.

    Parameters
    ----------
    intervals : DataFrame
        `schemas.Intervals`, of which those of fixed zones are taken.
    years : list of int
        The two years compared.
    breaks : list of int
        Years from which figures are not comparable with those before.

    Returns
    -------
    DataFrame
        `schemas.Context`. `placebo_p` stands in rows of the pair compared: the share of comparable
        pairs as far apart, that pair among them, whose share moved at least as far either way.

    References
    ----------
    Abadie, Diamond & Hainmueller (2010), "Synthetic control methods for comparative case studies":
    placebo tests by reassignment in time.
    """
    fixed = intervals[intervals["basis"].eq("fixed") & intervals["left_out"].eq("")]
    levels = fixed[fixed["period"].str.len() == 4].set_index(["zone", "method", "period"])
    pairs = fixed[fixed["period"].str.len() > 4].copy()
    if pairs.empty:
        return schemas.Context.empty()
    spans = pairs["period"].str.split("-", expand=True)
    for when, column in (("first", 0), ("last", 1)):
        rows = pd.MultiIndex.from_arrays([pairs["zone"], pairs["method"], spans[column]])
        pairs[f"{when}_year"] = spans[column].astype(int)
        for quantile in QUANTILES:
            share = levels[f"national_share_{quantile}"].reindex(rows)
            pairs[f"national_share_{when}_{quantile}"] = share.to_numpy()
    for quantile in QUANTILES:
        pairs[f"share_change_{quantile}"] = pairs[f"national_share_{quantile}"]
    pairs["span"] = pairs["last_year"] - pairs["first_year"]
    pairs["comparable"] = [
        not any(first < new <= last for new in breaks)
        for first, last in zip(pairs["first_year"], pairs["last_year"], strict=True)
    ]
    pairs["examined"] = pairs["first_year"].eq(years[0]) & pairs["last_year"].eq(years[1])
    pairs["placebo_p"] = _placebo(pairs)
    columns = list(schemas.Context.to_schema().columns)
    ordered = pairs.sort_values(["kind", "zone", "method", "span", "first_year"], ignore_index=True)
    return schemas.Context.validate(ordered[columns])


def _placebo(pairs: pd.DataFrame) -> pd.Series:
    """Rank the pair examined among the comparable pairs of its span, by how far the share moved."""
    found = pd.Series(float("nan"), index=pairs.index)
    for place, row in pairs[pairs["examined"] & pairs["comparable"]].iterrows():
        alike = pairs[
            pairs["zone"].eq(row["zone"])
            & pairs["method"].eq(row["method"])
            & pairs["span"].eq(row["span"])
            & pairs["comparable"]
        ]
        # Differences of the same size may differ in the last digit.
        far = alike["share_change_p50"].abs() >= abs(row["share_change_p50"]) - 1e-12
        found[place] = far.mean()
    return found
