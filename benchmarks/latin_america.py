"""Work out what all of Latin America would cost, and write it between the marks of docs/scale.md.

Usage: python benchmarks/latin_america.py docs/scale.md
"""

import re
import sys
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
MASK_M = 30
# ASSUME: a core is rented for about so much, with its memory; bids for it go from half to twice that.
USD_PER_CORE_HOUR = 0.05
MARKS = re.compile(r"(<!-- latin america -->\n).*(<!-- end -->)", re.DOTALL)


def costs(measured: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Hours of a core and gigabytes by step: for all countries, and for the one that needs most.

    Parameters
    ----------
    measured : DataFrame
        A row is a step; columns ``step``, ``unit`` (``polygon`` or ``megacell``), ``units``,
        ``cpu_s``, ``peak_mb``.
    countries : DataFrame
        Columns ``country``, ``polygons``, ``area_km2``.
    """
    units = pd.DataFrame(
        {
            "polygon": countries["polygons"],
            "megacell": countries["area_km2"] * 1e6 / MASK_M**2 / 1e6,
        }
    )
    rows = []
    for step in measured.itertuples():
        hours = units[step.unit] * step.cpu_s / step.units / 3600
        memory_gb = units[step.unit] * step.peak_mb / step.units / 1000
        most = countries.loc[hours.idxmax(), "country"]
        rows.append((step.step, step.unit, hours.sum(), most, hours.max(), memory_gb.max()))
    names = ["step", "unit", "core_hours", "country", "longest_h", "memory_gb"]
    return pd.DataFrame(rows, columns=names)


def table(found: pd.DataFrame, countries: pd.DataFrame) -> str:
    """Tell it in Markdown."""
    lines = [
        f"{countries['polygons'].sum():,} polygons in {len(countries)} countries, "
        f"{countries['area_km2'].sum() / 1e6:.1f} million km², "
        f"{countries['area_km2'].sum() / MASK_M**2 / 1e3:.1f} thousand million cells of {MASK_M} m:",
        "",
        "| step | core hours, all | longest job, hours | its memory, GB | of |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in found.itertuples():
        lines.append(
            f"| {row.step} | {row.core_hours:.2f} | {row.longest_h:.2f} "
            f"| {max(row.memory_gb, 0.5):.1f} | {row.country} |"
        )
    total = found["core_hours"].sum()
    lines += [
        f"| **together** | **{total:.1f}** | {found['longest_h'].sum():.1f}, one after the other | | |",
        "",
        f"At {USD_PER_CORE_HOUR:.2f} USD for an hour of a core that is about "
        f"{total * USD_PER_CORE_HOUR:.2f} USD, and on 50 cores no shorter than the longest chain of "
        "jobs, the right column summed. What a job costs before it works (10 seconds) is not in it.",
    ]
    return "\n".join(lines)


def write(document: str) -> str:
    """Give the document with what is worked out between its marks."""
    measured = pd.read_csv(HERE / "scale.csv")
    countries = pd.read_csv(HERE / "latin_america.csv")
    told = table(costs(measured, countries), countries)
    return MARKS.sub(lambda marks: f"{marks[1]}{told}\n{marks[2]}", document)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(write(path.read_text("utf-8")), "utf-8")
