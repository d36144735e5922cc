"""What a run cannot know, for the head of the page on data quality."""

import pandas as pd

from cocashift.allocate.models import FITTED
from cocashift.publish.results import Publication, Results
from cocashift.words import Words

__all__ = ["listed"]

# Layers that a dataset may do without; those of zones are told as zones.
OPTIONAL = (
    "countries",
    "weights",
    "grid",
    "cells",
    "gazetteer",
    "spraying",
    "manual",
    "totals",
    "national",
    "statements",
    "claim",
)


# Those that are read for Colombia only, or registered nowhere else.
COLOMBIAN = ("grid", "cells", "spraying", "manual", "claim")


def listed(results: Results, publication: Publication) -> list[dict]:
    """List what a run may lack, and whether it does.

    Parameters
    ----------
    results : Results
        With ``quality``, ``unplaced``, ``change``, ``cultivation``, ``totals`` and
        ``published_totals``.
    publication : Publication
        How it is told.

    Returns
    -------
    list of dict
        ``id``, ``title``, ``text`` and ``holds``: whether nothing is lacking. What is comes first.
    """
    words = publication.words
    gaps = [
        ("zones", _zones(results.quality, publication)),
        ("place", _place(results.unplaced, words)),
        ("figures", _figures(results.change, words)),
        ("years", _years(results, words)),
        ("totals", _totals(results, publication)),
        ("layers", _layers(publication)),
    ]
    told = [
        {
            "id": name,
            "title": words(f"quality.unknown.{name}"),
            "text": gap or words(f"quality.unknown.{name}.none"),
            "holds": not gap,
        }
        for name, gap in gaps
        if not (name == "totals" and results.published_totals.empty)
    ]
    return sorted(told, key=lambda gap: gap["holds"])


def _zones(quality: pd.DataFrame, publication: Publication) -> str:
    """Name zones without a layer, or without ground in the municipal layer."""
    words = publication.words
    groundless = quality.loc[quality["item"] == "no_ground", "layer"]
    names = ", ".join(map(words.zone, [*publication.left_out, *groundless]))
    return names and words("index.quality.missing", zones=names)


def _place(unplaced: pd.DataFrame, words: Words) -> str:
    by_year = unplaced.groupby("year")["coca_ha"].sum()
    told = "; ".join(f"{year}: {words.hectares(area)}" for year, area in by_year.items())
    return told and words("quality.unknown.place.some", hectares=told)


def _figures(change: pd.DataFrame, words: Words) -> str:
    """Count municipalities without a figure in one of the years compared."""
    missing = int((change["change_class"] == "missing").sum())
    told = {"missing": words.number(missing), "all": words.number(len(change))}
    return words("quality.unknown.figures.some", **told) if missing else ""


def _years(results: Results, words: Words) -> str:
    """Name the years between the first and the last that a table of the record lacks."""
    known = results.cultivation.dropna(subset="coca_ha")["year"]
    lacking = sorted(set(range(known.min(), known.max() + 1)) - set(known)) if len(known) else []
    gaps = [(words.layer("coca"), ", ".join(map(str, lacking)))] if lacking else []
    counted = results.quality[results.quality["item"] == "years"]
    for layer, count, span in zip(
        counted["layer"], counted["count"], counted["detail"], strict=True
    ):
        first, _, last = span.partition("-")
        short = (int(last) - int(first) + 1 - count) if last else 0
        if short > 0 and layer != "coca":
            gaps.append((words.layer(layer), f"{words.number(short)}, {first}–{last}"))
    told = "; ".join(f"{name}: {years}" for name, years in gaps)
    return told and words("quality.unknown.years.some", years=told)


def _totals(results: Results, publication: Publication) -> str:
    """Name published totals that the fitted median misses by more than their tolerance."""
    words = publication.words
    names = words.groups(publication.zones, publication.scenarios)
    fitted = results.totals[results.totals["method"] == FITTED]
    held = results.published_totals.merge(fitted, on=["zone", "year"], suffixes=("", "_fitted"))
    allowed = held["coca_ha"] * held["tolerance_percent"] / 100
    missed = held[(held["coca_ha_fitted"] - held["coca_ha"]).abs() > allowed]
    told = [f"{names.get(row.zone, row.zone)} {row.year}" for row in missed.itertuples()]
    unused = results.quality.loc[results.quality["item"] == "totals_unused", "count"].sum()
    parts = []
    if told:
        parts.append(words("quality.unknown.totals.missed", totals=", ".join(told)))
    if unused:
        parts.append(words("quality.unknown.totals.unused", count=words.number(unused)))
    return " ".join(parts)


def _layers(publication: Publication) -> str:
    """Name the layers that the dataset does without, and what is not known for it."""
    words = publication.words
    elsewhere = COLOMBIAN if publication.place.elsewhere else ()
    lacking = [
        layer for layer in OPTIONAL if layer not in publication.sources and layer not in elsewhere
    ]
    return " ".join(words(f"quality.without.{layer}") for layer in lacking)
