"""Charts of the index page, as shares of their width and points of their lines; drawn in HTML."""

import math

import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.migrate.robustness import LARGE_PART
from cocashift.publish import definitions
from cocashift.publish.pages import answer
from cocashift.publish.results import Publication, Results

__all__ = ["national", "readings", "shares", "trials"]

# Of a curve, in pixels.
WIDE, HIGH = 540, 92
TICK = 0.2


def readings(results: Results, publication: Publication) -> dict:
    """Lay out the share of the country in each reading: a dot and its interval in both years.

    Parameters
    ----------
    results : Results
        With ``totals``.
    publication : Publication
        How it is told.

    Returns
    -------
    dict
        ``rows``, a reading each with what it counts and its dots in per cent of the width, and
        ``ticks``.
    """
    words, totals = publication.words, results.totals
    method = next((m for m in MODELS if totals["method"].eq(m).any()), "areal")
    rows = totals[totals["method"].eq(method) & totals["kind"].eq("scenario")]
    ends = rows[["national_share", "national_share_p90"]].max().max()
    top = max(TICK, math.ceil((0 if pd.isna(ends) else ends) / TICK) * TICK)
    told = []
    for reading, counted in definitions.of_readings(publication).items():
        own = rows[rows["zone"] == reading].set_index("year")
        if len(own):
            told.append(
                {
                    "name": words.scenario(reading),
                    "headline": reading == publication.headline,
                    "zones": counted,
                    "dots": [_dot(own.loc[year], year, top, words) for year in publication.years],
                }
            )
    steps = round(top / TICK)
    ticks = [(100 * n / steps, words.percent(n * TICK)) for n in range(steps + 1)]
    return {"rows": told, "ticks": ticks}


def _dot(row: pd.Series, year: int, top: float, words) -> dict:
    share, low, high = (row[f"national_share{end}"] for end in ("", "_p10", "_p90"))
    dot = {"year": year, "text": words.percent(share), "at": _at(share, top), "between": ""}
    if pd.notna(low):
        between = words("index.between", low=words.percent(low), high=words.percent(high))
        dot |= {"low": _at(low, top), "wide": _at(high - low, top), "between": between}
    return dot


def _at(value: float, top: float) -> float:
    return 0 if pd.isna(value) else round(100 * float(value) / top, 2)


def national(results: Results, publication: Publication) -> dict:
    """Draw the country's hectares in every year, with both years marked."""
    words = publication.words
    totals = results.cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    return _curve(totals, None, publication.years, words.number)


def shares(results: Results, publication: Publication) -> dict | None:
    """Draw the headline's share of the country in every year, with its interval."""
    own = results.context[
        results.context["zone"].eq(publication.headline) & results.context["span"].eq(1)
    ]
    method = next((m for m in MODELS if own["method"].eq(m).any()), None)
    own = own[own["method"] == method].sort_values("last_year")
    if own["national_share_last_p50"].notna().sum() < 2:
        return None
    begun = own[["first_year", *(f"national_share_first_p{n}" for n in (50, 10, 90))]].head(1)
    rest = own[["last_year", *(f"national_share_last_p{n}" for n in (50, 10, 90))]]
    columns = ["year", "share", "low", "high"]
    yearly = pd.concat([begun.set_axis(columns, axis=1), rest.set_axis(columns, axis=1)])
    yearly = yearly.set_index("year")
    band = yearly[["low", "high"]]
    return _curve(yearly["share"], band, publication.years, publication.words.percent)


def _curve(values: pd.Series, band: pd.DataFrame | None, marked: list[int], write) -> dict:
    """Draw a line with gaps where years are missing."""
    values = values.reindex(range(int(values.index.min()), int(values.index.max()) + 1))
    most = max(values.max(), 0 if band is None else band["high"].max())
    # Without any coca the line lies on its base.
    top = 1.1 * most if most > 0 else 1.0
    span = max(len(values) - 1, 1)

    def point(year, value) -> str:
        across = WIDE * (year - values.index[0]) / span
        return f"{across:.1f} {HIGH - HIGH * value / top:.1f}"

    line, pen = "", "M"
    for year, value in values.items():
        line += "" if pd.isna(value) else f"{pen}{point(year, value)}"
        pen = "M" if pd.isna(value) else "L"
    area = ""
    if band is not None:
        known = band.dropna()
        there = [point(year, high) for year, high in known["high"].items()]
        back = [point(year, low) for year, low in known["low"][::-1].items()]
        area = f"M{'L'.join([*there, *back])}Z"
    dots = [
        {
            "year": year,
            "at": point(year, values[year]).split(),
            "text": write(values[year]),
        }
        for year in marked
        if year in values.index and pd.notna(values[year])
    ]
    return {
        "wide": WIDE,
        "high": HIGH,
        "line": line,
        "area": area,
        "dots": dots,
        "ends": [values.index[0], values.index[-1]],
    }


def trials(results: Results, publication: Publication) -> dict:
    """Gather the variants by what is another in them: their answers and where each one's lies.

    Returns
    -------
    dict
        ``rows`` with ``label``, ``count``, ``bars`` (in per cent of the width), and how many tell
        each ``direction`` and each ``side``; ``half``, where most begins, and ``ends``.
    """
    words = publication.words
    table = answer.tried(results, publication)
    low = min(0, table[["share_of_change", "share_of_change_p10"]].min().min())
    high = max(1, table[["share_of_change", "share_of_change_p90"]].max().max())
    if pd.isna(low) or pd.isna(high):
        low, high = 0, 1

    def at(value) -> float:
        return round(100 * (float(value) - low) / (high - low), 2)

    rows = []
    for kind, group in table.groupby("kind", sort=False):
        bars = [
            {
                "at": at(row.share_of_change),
                "low": at(row.share_of_change_p10 if row.sure else row.share_of_change),
                "wide": round(
                    100 * (row.share_of_change_p90 - row.share_of_change_p10) / (high - low), 2
                )
                if row.sure
                else 0,
            }
            for row in group.assign(sure=group["share_of_change_p10"].notna()).itertuples()
            if pd.notna(row.share_of_change)
        ]
        rows.append(
            {
                "label": words(f"trial.{kind}"),
                "count": words.number(len(group)),
                "bars": bars,
                "direction": _counted(group["direction"], "direction", words),
                "side": _counted(group["growth_side"], "side", words),
            }
        )
    return {
        "rows": rows,
        "half": at(LARGE_PART),
        "half_text": words.percent(LARGE_PART),
        "zero": at(0),
        "ends": [words.percent(low), words.percent(high)],
    }


def _counted(told: pd.Series, what: str, words) -> str:
    """Say which answers there are, and how many give each if not all give one."""
    counts = told.value_counts()
    names = {each: words(f"trial.{what}.{each}") for each in counts.index}
    if len(counts) == 1:
        return names[counts.index[0]]
    # A number stays with its answer.
    told = (f"{names[each]}\u00a0{words.number(count)}" for each, count in counts.items())
    return " · ".join(told).replace(" ·", "\u00a0·")
