"""The finding: sentences composed by rule from the numbers, so that other numbers give others."""

import pandas as pd

from cocashift.words import Words

__all__ = ["tell"]

# Half a tenth of a per cent: below it, two printed shares are the same.
SAME = 0.0005
LARGE_PART = 0.5


def tell(shift: pd.DataFrame, flow_summary: pd.DataFrame, scenario: str, words: Words) -> list[str]:
    """Say what happened to cultivation off limits, how sure that is, and what it cannot show.

    Whether the share rose or fell is said only if the whole interval lies on one side of zero: the
    80 % interval where the estimates have one, else what the municipal totals allow.

    Parameters
    ----------
    shift : DataFrame
        `schemas.Shift`, of which the row of areal weighting is told.
    flow_summary : DataFrame
        `schemas.FlowSummary`.
    scenario : str
        The reading to tell.
    words : Words
        The catalogue.

    Returns
    -------
    list of str
        The share and its change first; then what the other readings give, the part of growth, what
        relocation could explain, and what follows for a claim that growth was due to cultivation
        moving into the zones.
    """
    scenarios = shift[(shift["kind"] == "scenario") & (shift["method"] == "areal")]
    row = scenarios[scenarios["zone"] == scenario].iloc[0]
    net = flow_summary[flow_summary["reading"] == "net"].iloc[0]
    if pd.isna(row["share_change"]):
        return [words("finding.no_coca", first_year=row["first_year"], last_year=row["last_year"])]
    direction = _direction(*_interval(row, "share_change"))
    growth = net["gained_ha"] - net["lost_ha"]
    return [
        _share(row, direction, scenario, words),
        *_others(scenarios[scenarios["zone"] != scenario], words),
        _growth(row, growth, words),
        _relocation(net, words),
        *([words(f"finding.claim.{_verdict(row, direction)}")] if growth > 0 else []),
    ]


def _interval(row: pd.Series, figure: str) -> tuple[float, float]:
    """Give the 80 % interval of a figure, or its bounds where there is none."""
    ends = _ends(row)
    return row[f"{figure}_{ends[0]}"], row[f"{figure}_{ends[1]}"]


def _ends(row: pd.Series) -> tuple[str, str]:
    return ("p10", "p90") if pd.notna(row.get("share_change_p10")) else ("lower", "upper")


def _direction(low: float, high: float) -> str:
    """Name the side of zero on which the whole interval lies."""
    if max(abs(low), abs(high)) < SAME:
        return "same"
    return "rose" if low >= SAME else "fell" if high <= -SAME else "unclear"


def _verdict(row: pd.Series, direction: str) -> str:
    """Name what the numbers say of growth being due in large part to the zones."""
    low, high = _interval(row, "share_of_change")
    if direction == "rose":
        return "agrees" if low >= LARGE_PART else "partly"
    if direction == "unclear":
        return "outside" if high < LARGE_PART else "open"
    return "unlikely" if direction == "fell" and _ends(row)[0] == "p10" else "against"


def _share(row: pd.Series, direction: str, scenario: str, words: Words) -> str:
    low, high = _interval(row, "share_change")
    if direction == "fell":
        low, high = -high, -low
    return words(
        f"finding.share.{direction}",
        scenario=words.scenario(scenario).lower(),
        first_year=row["first_year"],
        last_year=row["last_year"],
        first_share=words.share(row["national_share_first"]),
        last_share=words.share(row["national_share_last"]),
        change=_points(low, high, direction, words),
        sure=words(f"finding.sure.{_ends(row)[0]}"),
    )


def _others(rows: pd.DataFrame, words: Words) -> list[str]:
    """Say in a word what the other readings give."""
    told = [
        words(
            f"finding.other.{_direction(*_interval(row, 'share_change'))}",
            scenario=words.scenario(row["zone"]).lower(),
        )
        for _, row in rows.iterrows()
    ]
    return [words("finding.others", readings="; ".join(told))] if told else []


def _points(low: float, high: float, direction: str, words: Words) -> str:
    """Write a range of percentage points; one figure where both ends are alike."""
    if direction != "unclear" and high - low < SAME:
        return words("finding.point", value=_point(low, words))
    kind = "between" if direction == "unclear" else "range"
    return words(f"finding.{kind}", low=_point(low, words), high=_point(high, words))


def _point(share: float, words: Words) -> str:
    """Write percentage points; what rounds to zero has no sign."""
    return words.number(round(100 * share, 1) + 0.0, 1)


def _growth(row: pd.Series, growth: float, words: Words) -> str:
    """Say how much of the net growth lay in the zones."""
    if growth <= 0:
        return words("finding.growth.none_at_all", change=words.change(growth))
    low, high = _interval(row, "share_of_change")
    kind = "all" if low >= 1 - SAME else "nothing" if high <= SAME else "part"
    return words(
        f"finding.growth.{kind}",
        growth=words.hectares(growth),
        part=words.share(row["share_of_change"]),
        sure=_part_interval(low, high, row, words),
        first_share=words.share(row["national_share_first"]),
        first_year=row["first_year"],
    )


def _part_interval(low: float, high: float, row: pd.Series, words: Words) -> str:
    """Write the interval of the part of growth; its bounds alone say next to nothing."""
    if _ends(row)[0] != "p10":
        return ""
    return words("finding.growth.interval", low=words.share(low), high=words.share(high))


def _relocation(net: pd.Series, words: Words) -> str:
    """Say how much of what was gained can have come from other municipalities."""
    lost, gained = net["lost_ha"], net["gained_ha"]
    if not gained or not lost:
        return words(f"finding.relocation.{'nothing_lost' if gained else 'nothing_gained'}")
    return words(
        f"finding.relocation.{'at_most' if lost < gained else 'all'}",
        most=words.hectares(min(lost, gained)),
        gained=words.hectares(gained),
        part=words.share(min(lost, gained) / gained),
    )
