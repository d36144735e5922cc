"""How much a dataset may ask of a machine: generous limits, told when met, set by the user."""

import math
import os

from cocashift.errors import InputError

__all__ = ["bytes_at_most", "cells", "hours", "require_cells", "require_size"]

# The variables that set them, and what holds without: config/README.md explains each.
DEFAULTS = {
    "COCASHIFT_MAX_GB": 2.0,
    "COCASHIFT_MAX_HOURS": 6.0,
    "COCASHIFT_MAX_MEGACELLS": 200.0,
}


def _limit(variable: str) -> float:
    given = os.environ.get(variable, "")
    try:
        value = float(given) if given else DEFAULTS[variable]
    except ValueError:
        value = 0
    if not 0 < value < math.inf:
        raise InputError(f"{variable}={given}: no number above zero. Correct the variable.")
    return value


def hours() -> float:
    """Give the most hours that the transfer of one layer may take."""
    return _limit("COCASHIFT_MAX_HOURS")


def bytes_at_most() -> int:
    """Give the most bytes that a file may have, packed, unpacked or on its way."""
    return int(_limit("COCASHIFT_MAX_GB") * 1e9)


def cells() -> int:
    """Give the most cells of a raster that are worked on at once."""
    return int(_limit("COCASHIFT_MAX_MEGACELLS") * 1e6)


def require_size(size: int, place: str) -> None:
    """Refuse a file larger than the limit.

    Raises
    ------
    InputError
        With both sizes, and how to raise the limit.
    """
    most = bytes_at_most()
    if size > most:
        raise InputError(
            f"{place}: {size / 1e9:,.1f} GB, more than the {most / 1e9:,.1f} GB that are read at "
            "once. Cut it to what is needed, or set COCASHIFT_MAX_GB higher."
        )


def require_cells(count: int, place: str, remedy: str) -> None:
    """Refuse a raster with more cells than the limit.

    Raises
    ------
    InputError
        With both counts, the memory it would take, and the remedy.
    """
    most = cells()
    if count > most:
        raise InputError(
            f"{place}: {count / 1e6:,.0f} million cells over the ground of the run, about "
            f"{count * 12 / 1e9:,.1f} GB of memory; the limit is {most / 1e6:,.0f} million. "
            f"{remedy}, or set COCASHIFT_MAX_MEGACELLS higher."
        )
