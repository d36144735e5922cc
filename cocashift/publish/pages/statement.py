"""The statement piece by piece for the index page: its figures, its cause, and its rivals."""

from functools import partial
from pathlib import Path

import pandas as pd
import yaml

from cocashift.publish import finding
from cocashift.publish.finding import grain
from cocashift.publish.results import Publication, Results

__all__ = ["cause", "claim", "rivals"]

HERE = Path(__file__).parent


def claim(results: Results, side: str, publication: Publication) -> list[dict[str, str]]:
    """Show each figure as stated and as the records give it, and the cause last.

    The cause is held against the two years that the statement speaks of, and no others.
    """
    figures = [_claim_row(row, publication.words) for row in results.claim.itertuples()]
    if not figures or not publication.stated:
        return figures
    return [*figures, *_cause_row(results.evidence, side, publication)]


def _cause_row(evidence: pd.DataFrame, side: str, publication: Publication) -> list[dict[str, str]]:
    """Hold the cause against what the areas would have gained at the national rate."""
    words = publication.words
    found = evidence[evidence["zone"] == publication.headline].set_index("evidence")
    if "share_of_change" not in found.index or pd.isna(
        found.loc["share_of_change", "computed_p10"]
    ):
        return []
    part = found.loc["share_of_change"]
    if found.loc["change_at_national_rate", "computed"] < 0:  # no growth, and so no cause of it
        return []
    told = words(
        "claim.cause.computed",
        part=words.percent(part["computed"]),
        low=words.percent(part["computed_p10"]),
        high=words.percent(part["computed_p90"]),
        at_rate=_hectares(found.loc["change_at_national_rate"], words),
        gained=_hectares(found.loc["change_inside"], words),
    )
    return [
        {
            "cause": True,
            "figure": words("claim.cause"),
            "stated": words("claim.cause.stated"),
            "computed": told,
            "verdict": {"outside": "no"}.get(side, "unknown"),
            "holds": words(f"claim.cause.{side}"),
            "note": words("claim.cause.note"),
        }
    ]


def _hectares(row: pd.Series, words) -> str:
    return words.hectares(row["computed"], grain(row, "computed"))


def _claim_row(row, words) -> dict[str, str]:
    printed = len(row.stated.partition(".")[2])
    unit = words(f"claim.unit.{row.unit}")
    known = pd.notna(row.computed)
    computed = words.number(row.computed, max(printed, int(row.unit == "percent"))) if known else ""
    return {
        "figure": words.get(f"claim.figure.{row.figure}", row.figure),
        "stated": f"{words.number(float(row.stated), printed)} {unit}",
        "computed": f"{computed} {unit}" if known else "",
        "verdict": ("yes" if row.holds else "no") if known else "unknown",
        "holds": words(f"claim.holds.{'yes' if row.holds else 'no'}" if known else "claim.unknown"),
        "note": words(f"claim.note.{row.note}"),
    }


def cause(results: Results, publication: Publication) -> list[dict[str, str]]:
    """Show what bears on the cause: the part of growth and its yardstick, by reading."""
    words, first = publication.words, publication.years[0]
    whole = finding.change(results.shift, publication.headline)
    return [_evidence_row(row, first, whole, words) for row in results.evidence.itertuples()]


def _evidence_row(row, first: int, whole: float, words) -> dict[str, str]:
    # How a figure is written, and how the lower of two: their unit comes once.
    write = lower = words.percent
    if row.unit == "ha":
        error = grain(row._asdict(), "computed")
        write, lower = (partial(each, error=error) for each in (words.hectares, words.about))
    if row.evidence == "share_change":
        write, lower = words.points, words.plain_points
    place = {"zone": words.scenario(row.zone).lower(), "years": _window(row.zone, first)}

    def between(low, high) -> str:
        if pd.isna(low):
            return ""
        return words("index.between", low=lower(low), high=write(high))

    return {
        "label": words.turned(f"evidence.{row.evidence}", whole, **place),
        "value": words("map.no_figure") if pd.isna(row.computed) else write(row.computed),
        "interval": between(row.computed_p10, row.computed_p90),
        "stood": between(row.computed_stood_lower, row.computed_stood_upper),
        "bounds": between(row.computed_lower, row.computed_upper),
    }


def _window(zone: str, first: int) -> str:
    """Name the years of an exposure, as ``sprayed_3y``: those up to the first."""
    count = zone.partition("_")[2].removesuffix("y")
    if not count.isdigit():
        return ""
    return str(first) if count == "1" else f"{first - int(count) + 1}–{first}"


def rivals(publication: Publication) -> list[dict[str, str]]:
    """Name what else may explain the change, if it acted between the two days compared."""
    first, last = (f"{year}-12-31" for year in publication.years)
    if publication.place.elsewhere:  # those known are of Colombia
        return []
    listed = yaml.safe_load((HERE / "rivals.yaml").read_text("utf-8"))
    acted = [rival for rival in listed if rival["from"] <= last and rival["until"] > first]
    if all(rival.get("beside") for rival in acted):
        return []
    return [
        {
            "text": publication.words(f"rival.{rival['id']}"),
            "source": publication.words.own(rival["source"]),
        }
        for rival in acted
    ]
