"""Work out what all of Latin America would cost, and write it between the marks of docs/scale.md.

Usage: python benchmarks/latin_america.py docs/scale.md
"""

import re
import sys
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
MASK_M = 30
# What any job takes.
LEAST_GB = 0.5
# A core is rented for about so much, with its memory: from half to twice that, by place and hour.
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
    area_km2 = countries["area_km2"].sum()
    lines = [
        f"{countries['polygons'].sum():,} polygons in {len(countries)} countries, "
        f"{area_km2 / 1e6:.1f} million km², {area_km2 / MASK_M**2:,.0f} million cells:",
        "",
        "| step | core hours | of the largest country | its memory, GB |",
        "| --- | --- | --- | --- |",
    ]
    for row in found.itertuples():
        memory = f"{max(row.memory_gb, LEAST_GB):.1f}"
        longest = f"{row.longest_h:.2f} ({row.country})"
        lines.append(f"| {row.step} | {row.core_hours:.2f} | {longest} | {memory} |")
    hours, longest_h = found["core_hours"].sum(), found["longest_h"].sum()
    lines += [
        f"| **together** | **{hours:.1f}** | {longest_h:.1f} | |",
        "",
        f"With an hour of a core at {USD_PER_CORE_HOUR:.2f} USD that is about "
        f"{hours * USD_PER_CORE_HOUR:.2f} USD, and however many machines there are, no less than "
        f"{longest_h:.1f} hours.",
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
