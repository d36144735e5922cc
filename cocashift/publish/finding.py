"""The finding: at most three sentences, composed by rule, so that other numbers give others."""

import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.migrate.robustness import Verdict
from cocashift.publish import definitions
from cocashift.publish.results import Publication
from cocashift.words import Words

__all__ = ["change", "grain", "growth", "sides", "tell", "told_row"]

# How far back the share is told, the first that the record has.
LOOK_BACK = (3, 2, 1)


def tell(
    shift: pd.DataFrame, context: pd.DataFrame, verdict: Verdict, publication: Publication
) -> list[str]:
    """Say how much grew inside and outside, what share lay inside, and what follows.

    A direction of the share, and the side on which most of the growth lay, are told only as the
    verdict has them: if no variant of the run contradicts them.

    Parameters
    ----------
    shift : DataFrame
        `schemas.Shift`.
    context : DataFrame
        `schemas.Context`.
    verdict : Verdict
        Of the headline.
    publication : Publication
        Its headline, its years, the years of spraying and the language.

    Returns
    -------
    list of str
        One to three sentences, at most ninety words.
    """
    row = told_row(shift, publication.headline)
    sentence, way = _growth(row, publication)
    if way is None:
        return [sentence]
    sentences = [sentence, _share(row, context, verdict, publication)]
    if way != "grew":
        return sentences
    return [*sentences, _follows(verdict, publication)]


def growth(shift: pd.DataFrame, publication: Publication) -> str:
    """Say the first sentence of `tell` alone: how much grew, and what part of that inside."""
    return _growth(told_row(shift, publication.headline), publication)[0]


def change(shift: pd.DataFrame, scenario: str) -> float:
    """Give the change of the whole, inside and outside, or nothing where none is known."""
    row = told_row(shift, scenario)
    whole = 0.0 if row is None else row["change_ha"] + row["change_outside_ha"]
    return 0.0 if pd.isna(whole) else float(whole)


def _growth(row: pd.Series | None, publication: Publication) -> tuple[str, str | None]:
    """Say what happened to the whole and where, and which way it went; none is not known."""
    words, (first, last) = publication.words, publication.years
    if row is None:
        return words("finding.no_zones", first=first, last=last), None
    change = row["change_ha"] + row["change_outside_ha"]
    national = _national(row)
    if pd.isna(row["share_change"]) or not national:
        return words("finding.no_coca", first=first, last=last), None
    said = {
        "first": first,
        "last": last,
        "areas": definitions.areas(publication),
        "change": words.hectares(abs(change)),
        "rate": words.percent(abs(change) / national),
    }
    if change <= 0:
        way = "fell" if change else "stayed"
        return words(f"finding.{way}", **said), way
    part = _interval(row, "share_of_change", words)
    told = words("finding.grew", part=words.percent(row["share_of_change"]), **part, **said)
    return told, "grew"


def told_row(shift: pd.DataFrame, scenario: str) -> pd.Series | None:
    """Give the row of a reading that is told: the best model's, else that of areal weighting."""
    rows = shift[shift["kind"].eq("scenario") & shift["zone"].eq(scenario)].set_index("method")
    methods = [method for method in (*MODELS, "areal") if method in rows.index]
    return rows.loc[methods[0]] if methods else None


def _national(row: pd.Series) -> float:
    """Give the nation's hectares of the first year."""
    share = row["national_share_first"]
    outside = row["change_outside_ha"] / row["growth_outside"] if row["growth_outside"] else 0.0
    inside = row["coca_ha_first"]
    return inside / share if share else outside


def _interval(row: pd.Series, figure: str, words: Words) -> dict[str, str]:
    """Write the interval of a figure, or where there is none its bounds, and say which it is."""
    sure = pd.notna(row.get(f"{figure}_p10"))
    low, high = (row[f"{figure}_{end}"] for end in (("p10", "p90") if sure else ("lower", "upper")))
    return {
        "low": words.percent(low),
        "high": words.percent(high),
        "sure": words("finding.sure" if sure else "finding.possible"),
    }


def _share(
    row: pd.Series, context: pd.DataFrame, verdict: Verdict, publication: Publication
) -> str:
    """Say what share lay inside in both years and some years before, and whether it moved."""
    words, (first, last) = publication.words, publication.years
    before = context[
        context["zone"].eq(publication.headline)
        & context["method"].eq(row.name)
        & context["last_year"].eq(first)
        & context["comparable"]
        & context["span"].isin(LOOK_BACK)
    ].sort_values("span")
    earlier = ""
    if len(before):
        then = before.iloc[-1]
        share = words.percent(then["national_share_first_p50"])
        earlier = words("finding.earlier", share=share, year=then["first_year"])
    return words(
        f"finding.share.{verdict.direction}",
        first=first,
        last=last,
        first_share=words.percent(row["national_share_first"]),
        last_share=words.percent(row["national_share_last"]),
        earlier=earlier,
    )


def _follows(verdict: Verdict, publication: Publication) -> str:
    """Say what follows; the statement is quoted only where it speaks of the years compared."""
    words, key = publication.words, f"finding.follows.{verdict.side}.{_way(verdict)}"
    return words(key) if publication.stated else words.get(f"{key}.unstated", words(key))


def _way(verdict: Verdict) -> str:
    """Tell a rise of the share apart: only with it may growth have shifted into the areas."""
    return "rose" if verdict.direction == "rose" else "other"


def sides(shift: pd.DataFrame, scenario: str, words) -> list[dict]:
    """Tell how much cultivation grew inside and outside the zones of a reading, if it has any."""
    row = told_row(shift, scenario)
    if row is None or pd.isna(row["growth_inside"]) or pd.isna(row["growth_outside"]):
        return []
    return [
        {
            "label": words(f"map.{label}", scenario=words.scenario(scenario)),
            "growth": _signed(row[f"growth_{side}"], words),
            "change": words.change(change, grain(row, "change_ha")),
            "interval": _growth_between(row, f"growth_{side}", words),
        }
        for side, label, change in (
            ("inside", "inside_zones", row["change_ha"]),
            ("outside", "elsewhere", row["change_outside_ha"]),
        )
    ]


def grain(row: pd.Series, figure: str) -> float:
    """Say which digits of an estimate are not worth writing: a hundredth of its interval."""
    return max(0.0, (row[f"{figure}_p90"] - row[f"{figure}_p10"]) / 100)


def _growth_between(row: pd.Series, figure: str, words) -> str:
    low, high = row[f"{figure}_p10"], row[f"{figure}_p90"]
    if pd.isna(low):
        return ""
    return words("map.interval", low=_signed(low, words), high=_signed(high, words))


def _signed(growth: float, words) -> str:
    return ("+" if growth > 0 else "") + words.percent(growth)
