"""What was read of each layer, for the page on data quality: a row for each, with a verdict."""

from pathlib import Path

import pandas as pd

from cocashift.publish.results import Publication
from cocashift.words import Words

__all__ = ["KINDS", "rows"]

# What a reading tells, by its item. A reading that is not listed is taken for one set apart.
KINDS = {
    "fact": """
        vintage sha256 features vertices points crs cells cells_missing sampled_cells area_km2
        rows years notes title_rows total_rows strip grid_agrees open_elsewhere
    """,
    "repaired": """
        collections_reduced z_removed invalid_repaired overlaps codes_repaired names_repaired
        gazetteer_repaired dashes_zero dashes_blank grouped decimal_commas blanks_zero
        codes_succeeded
    """,
    "left_out": """
        no_geometry not_polygons no_area where_left_out columns_unread cells_outside
        codes_unplaced without_boundary totals_unused no_ground features_outside
    """,
    "apart": """
        not_in_gazetteer names_missing areas_apart grid_apart grid_unadjusted cells_apart
        cells_elsewhere areal_instead blanks_missing totals_apart ground_uncovered
    """,
}
OF_ITEM = {item: kind for kind, items in KINDS.items() for item in items.split()}
# What a layer is counted in, the first that its file has.
COUNTED = ("features", "rows", "sampled_cells", "cells")


def rows(quality: pd.DataFrame, publication: Publication) -> list[dict]:
    """Lay out a row for each layer: its files, what was read, repaired, set apart, left out.

    Parameters
    ----------
    quality : DataFrame
        `schemas.Quality`.
    publication : Publication
        How it is told; layers of the dataset of which nothing was counted are listed too.

    Returns
    -------
    list of dict
        In the dataset's order, then what the run made itself: ``name``, ``files`` (``name``,
        ``vintage``, ``read`` and ``items``), counts by kind, and the ``verdict``, a key of
        ``quality.verdict.`` in the catalogue.
    """
    given = publication.sources
    found = dict(list(quality.groupby("layer", sort=False)))
    names = [*given, *(layer for layer in found if layer not in given)]
    return [
        _row(name, found.get(name, quality[:0]), given.get(name, []), publication) for name in names
    ]


def _row(layer: str, readings: pd.DataFrame, parts: list[dict], publication: Publication) -> dict:
    words, zones = publication.words, publication.zones
    kinds = readings["item"].map(OF_ITEM).fillna("apart")
    counts = readings["count"].groupby(kinds).sum()
    told = {kind: int(counts.get(kind, 0)) for kind in KINDS if kind != "fact"}
    worst = next((kind for kind in ("left_out", "apart", "repaired") if told[kind]), "as_found")
    files = [_file(name, rows, words) for name, rows in readings.groupby("file", sort=False)]
    known = {file["name"] for file in files}
    unread = [part for part in parts if Path(part["path"]).name not in known]
    files += [_given(part, words) for part in unread]
    return {
        "name": words.zone(layer) if layer in zones else words.layer(layer),
        "files": files,
        # What the run made itself has no file: it says of what.
        "made_of": ""
        if any(file["given"] for file in files)
        else words("quality.made_of", sources=", ".join(file["name"] for file in files)),
        "verdict": worst,
        "holds": worst in ("as_found", "repaired"),
    } | {kind: words.number(count) if count else "" for kind, count in told.items()}


def _given(part: dict, words: Words) -> dict:
    """Tell of a file of which nothing was counted."""
    told = {"vintage": _vintage(part["vintage"], words), "read": "", "items": []}
    return {"name": Path(part["path"]).name, "given": True} | told


def _file(name: str, readings: pd.DataFrame, words: Words) -> dict:
    by_item = readings.drop_duplicates("item").set_index("item")
    given = "vintage" in by_item.index
    return {
        "name": _named(name, given, words),
        "given": given,
        "vintage": _vintage(by_item.loc["vintage", "detail"], words) if given else "",
        "read": _read(by_item["count"], words),
        "items": [_item(row, words) for row in readings.to_dict("records")],
    }


def _item(row: dict, words: Words) -> dict:
    """Tell one reading; what is counted and found to be none is a fact like others."""
    item, count = row["item"], None if pd.isna(row["count"]) else row["count"]
    return {
        "item": words(f"quality.{item}"),
        "count": "" if count is None else words.number(count),
        "detail": _detail(item, row["detail"], words),
        "kind": OF_ITEM.get(item, "apart") if count else "fact",
        "code": item == "sha256",
    }


def _read(counts: pd.Series, words: Words) -> str:
    """Say how much there is in a file."""
    counted = next((item for item in COUNTED if item in counts.index), None)
    if counted is None:
        return ""
    if counted == "features" and counts[counted] == 1:
        return words("quality.read.feature")
    return words(f"quality.read.{counted}", count=words.number(counts[counted]))


def _named(file: str, given: bool, words: Words) -> str:
    """Name a file; what the run made itself goes by a layer, or a method and its year."""
    if given:
        return file.split(": ")[0]
    method, _, year = file.partition(" ")
    if year:
        return f"{words.get(f'method.{method}', method)} {year}"
    return words.layer(file)


def _vintage(text: str, words: Words) -> str:
    return words.get(f"vintage.{text}", str(text))


def _detail(item: str, detail: str, words: Words) -> str:
    if item == "vintage":
        return _vintage(detail, words)
    if item == "sha256":
        return detail
    told = words.get(f"layout.{detail}", detail) if detail else ""
    return words.figures(told)
