"""Draws that are kept in a file until all their parts are there."""

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from cocashift.allocate.ensemble.summing import Sums

__all__ = ["keep", "kept"]


def keep(drawn: Sequence[Sums], path: str) -> None:
    """Write the sums of several ensembles to one file, in NumPy's format."""
    arrays = {}
    for place, sums in enumerate(drawn):
        arrays |= {f"{place} {name}": figures for name, figures in vars(sums).items()}
    np.savez(path, **arrays)


def kept(path: str) -> list[Sums]:
    """Read what `keep` wrote."""
    with np.load(path) as arrays:
        places = sorted({int(key.partition(" ")[0]) for key in arrays})
        return [Sums(*(arrays[f"{n} {field.name}"] for field in fields(Sums))) for n in places]
