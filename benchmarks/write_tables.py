"""Write the tables of docs/intervals.md from what the benchmarks found, between its marks.

Usage: python benchmarks/write_tables.py docs/intervals.md CALIBRATION.csv LEFT_OUT.csv REAL_TABLES
"""

import sys
from pathlib import Path

import pandas as pd

QUANTITIES = ["level", "change", "part of growth"]
OFFICIAL_YEARS = (2012, 2013, 2014, 2015)
INFORMATION = [
    "areas only",
    "rasters",
    "cells",
    "rasters and cells",
    "cells and totals",
    "rasters, cells and totals",
]


def table(head: list[str], rows: list[list[str]]) -> str:
    """Write a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def pooled(scores: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Take the rows that are pooled over all laws."""
    return scores[scores["law"].eq("all")].set_index([*by, "quantity"])


def by_information(scores: pd.DataFrame) -> str:
    """Coverage and width of all zones together, by what the estimator was given."""
    found = pooled(scores[scores["zone"] == "all"], ["information"])
    rows = [
        [
            given,
            *(f"{found.loc[(given, q), 'coverage']:.0%}" for q in QUANTITIES),
            *(f"{found.loc[(given, q), 'median_width_ratio']:.2f}" for q in QUANTITIES[:2]),
            f"{found.loc[(given, 'level'), 'median_width']:,.0f}",
        ]
        for given in INFORMATION
    ]
    head = ["given", *(f"coverage, {q}" for q in QUANTITIES)]
    head += ["width over bounds, level", "change", "width of a level, ha"]
    return table(head, rows)


def by_zone(scores: pd.DataFrame) -> str:
    """Coverage of levels and changes by zone."""
    found = pooled(scores[scores["zone"] != "all"], ["zone", "information"])
    zones = found.index.get_level_values("zone").unique()
    rows = [[zone, *(_pair(found, (zone, given)) for given in INFORMATION)] for zone in zones]
    return table(["zone: level, change", *INFORMATION], rows)


def by_law(scores: pd.DataFrame) -> str:
    """Coverage of levels and changes by law."""
    of_law = scores[scores["law"].ne("all") & scores["zone"].eq("all")]
    of_law = of_law[of_law["quantity"] != "all"]
    found = of_law.set_index(["law", "strength", "information", "quantity"])
    laws = of_law[["law", "strength"]].drop_duplicates().itertuples(index=False)
    rows = [
        [f"{law}, {strength}", *(_pair(found, (law, strength, given)) for given in INFORMATION)]
        for law, strength in laws
    ]
    return table(["law, density ratio: level, change", *INFORMATION], rows)


def _pair(found: pd.DataFrame, key: tuple) -> str:
    return ", ".join(f"{found.loc[(*key, q), 'coverage']:.0%}" for q in QUANTITIES[:2])


def left_out(found: pd.DataFrame) -> str:
    """What the others say of a total that was left out."""
    rows = [
        [
            row.dataset,
            f"{row.zone} {row.year}" + (" (all of its zone)" if row.left_out == "zone" else ""),
            f"{row.published_ha:,.0f}",
            *(
                f"{getattr(row, f'{given}_coca_ha_p50'):,.0f} "
                f"({getattr(row, f'{given}_coca_ha_p10'):,.0f} to "
                f"{getattr(row, f'{given}_coca_ha_p90'):,.0f})"
                f"{'' if getattr(row, f'{given}_covers') else ', missed'}"
                for given in ("record", "others")
            ),
        ]
        for row in found.itertuples()
    ]
    return table(["dataset", "left out", "published, ha", "record alone", "with the others"], rows)


def official(tables: Path) -> str:
    """80 % intervals of the real layers, from the tables of a run."""
    series, zones = (pd.read_csv(tables / f"{name}.csv") for name in ("series", "zones"))
    levels = series.set_index(["code", "method", "year"])
    changes = zones[zones["change_ha_p10"].notna()].set_index(["zone", "method"])
    rows = []
    for zone in changes.index.get_level_values("zone").unique():
        for method, told in (("ensemble", "record"), ("fitted", "and totals")):
            found = [levels.loc[(zone, method, year)] for year in OFFICIAL_YEARS]
            cells = [f"{row['coca_ha_p10']:,.0f} to {row['coca_ha_p90']:,.0f}" for row in found]
            change = changes.loc[(zone, method)]
            cells.append(f"{change['change_ha_p10']:,.0f} to {change['change_ha_p90']:,.0f}")
            rows.append([zone, told, *(cell.replace("-", "−") for cell in cells)])
    head = ["zone", "given", *map(str, OFFICIAL_YEARS), "change 2013–2014"]
    return table(head, rows)


def main(guide: Path, calibration: Path, others: Path, real: Path) -> None:
    """Put each table between its marks."""
    scores, text = pd.read_csv(calibration), guide.read_text("utf-8")
    tables = {
        "by information": by_information(scores),
        "by zone": by_zone(scores),
        "by law": by_law(scores),
        "left out": left_out(pd.read_csv(others)),
        "official": official(real),
    }
    for name, written in tables.items():
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, rest = text.split(begin)
        after = rest.split(end)[1]
        text = f"{before}{begin}\n{written}\n{end}{after}"
    guide.write_text(text, "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
