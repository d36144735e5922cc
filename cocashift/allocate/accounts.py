"""Intervals for a value of any kind, from the ensemble that was made for hectares."""

import pandas as pd

from cocashift.allocate import ensemble
from cocashift.allocate.ensemble.fitting import Total
from cocashift.allocate.models import QUANTILES

__all__ = ["ALL", "OUTSIDE", "draw"]

OUTSIDE, ALL = "outside", "all"
# Of what is no area there is room for any amount: in the ensemble's measure it is this small.
SMALL = 1e-6


def draw(pieces, inside, names, total, of_area, totals, draws, seed) -> pd.DataFrame:
    """Draw the ensemble for one value, in a measure in which what is no area fits anywhere.

    Parameters
    ----------
    pieces : DataFrame
        Of each piece its ``unit`` by number, ``area_m2``, and ``weight`` where there are weights.
    inside : DataFrame of bool
        Of the same pieces, what is asked for: zones, unions, `OUTSIDE` and `ALL`.
    names : list of str
        The zones among them.
    total : Series
        By unit.
    of_area : float or None
        Square metres in the value's measure; None if it is no area.
    totals : list of tuple
        Zone or union, what it holds, and the tolerance in per cent.
    draws, seed : int
        Of the ensemble.

    Returns
    -------
    DataFrame
        A row for each column of `inside`; ``p10``, ``p50``, ``p90`` in the value's measure.
    """
    room = pieces.groupby("unit")["area_m2"].sum() / 1e4
    known = total[total > 0]
    scale = of_area / 1e4 if of_area else SMALL * (room / known).min()
    record = pd.DataFrame({"divipola": _code(known.index), "year": 0, "coca_ha": known * scale})
    frame = inside.add_prefix("in ").assign(
        divipola=_code(pieces["unit"]), area_ha=pieces["area_m2"] / 1e4
    )
    if "weight" in pieces:
        frame["cells_ha"] = pieces["weight"]
    lasting = {name: [f"in {name}"] for name in names}
    asked = {name: ensemble.Union([f"in {name}"]) for name in inside}
    fitted = tuple(
        Total(name, [f"in {name}"], 0, known_total * scale, percent)
        for name, known_total, percent in totals
    )
    design = ensemble.Design(seed=seed, draws=draws, totals=fitted)
    found = ensemble.intervals(frame, record, lasting, asked, [], design).set_index("union")
    return (
        found[[f"coca_ha_{name}" for name in QUANTILES]].set_axis(list(QUANTILES), axis=1) / scale
    )


def _code(unit) -> list[str]:
    """Name units as the ensemble names municipalities."""
    return [f"{number:09d}" for number in unit]
