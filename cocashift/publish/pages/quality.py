"""The page on data quality: what was read and repaired, what has no place, what was checked."""

import pandas as pd

from cocashift.publish.pages import page
from cocashift.publish.results import Publication, Results
from cocashift.words import Words

__all__ = ["render"]

# Readings that say what was read; all others tell of something repaired, left out or apart.
PLAIN = (
    "vintage",
    "sha256",
    "features",
    "vertices",
    "points",
    "crs",
    "cells",
    "area_km2",
    "rows",
    "years",
)


def render(results: Results, publication: Publication) -> str:
    """Render the page.

    Parameters
    ----------
    results : Results
        With ``quality``, ``checks`` and ``unplaced``.
    publication : Publication
        How it is told.

    Returns
    -------
    str
        HTML.
    """
    words, quality, checks = publication.words, results.quality, results.checks
    repairs = quality[~quality["item"].isin(PLAIN) & (quality["count"] > 0)]
    return page.render_text(
        "quality.html.j2",
        publication,
        title=words("quality.title"),
        dataset=publication.title,
        summary=words(
            "quality.summary",
            files=words.number(quality["file"].nunique()),
            items=words.number(len(repairs)),
            passed=words.number(checks["ok"].sum()),
            all=words.number(len(checks)),
        ),
        left_out=", ".join(map(words.zone, [*publication.left_out, *_groundless(quality)])),
        unplaced=[
            row | {"hectares": words.hectares(row["coca_ha"])}
            for row in results.unplaced.to_dict("records")
        ],
        layers=[
            {"name": words.layer(layer), "files": _files(of_layer, words)}
            for layer, of_layer in quality.groupby("layer", sort=False)
        ],
        checks=[row | {"check": _named(row["check"], words)} for row in checks.to_dict("records")],
    )


def _groundless(quality: pd.DataFrame) -> pd.Series:
    """Name the zone categories of which the municipal layer has no ground."""
    return quality.loc[quality["item"] == "no_ground", "layer"]


def _files(of_layer: pd.DataFrame, words: Words) -> list[dict]:
    """Lay the readings of one layer out, file by file."""
    return [
        {
            "name": file,
            "rows": [
                {
                    "item": words(f"quality.{row['item']}"),
                    "count": "" if pd.isna(row["count"]) else words.number(row["count"]),
                    "detail": words.figures(row["detail"]),
                }
                for row in rows.to_dict("records")
            ],
        }
        for file, rows in of_layer.groupby("file", sort=False)
    ]


def _named(check: str, words: Words) -> str:
    """Name a check in the reader's words, part by part; what is a name stays."""
    return ", ".join(words.get(f"check.{part}", part) for part in check.split(", "))
