"""The members of the ensemble: the weighting surfaces that every draw takes one of."""

from dataclasses import dataclass

import numpy as np

from cocashift.allocate.ensemble.land import CELLS, FOOTPRINT, Land

__all__ = [
    "AREAL",
    "WITH_BOTH",
    "WITH_CELLS",
    "WITH_FOOTPRINT",
    "Member",
    "apportion",
    "ensemble_of",
    "usable",
]


# What a base needs of the pieces.
BASES = {"areal": (), "footprint": (FOOTPRINT,), "cells": (CELLS,)}


@dataclass(frozen=True)
class Member:
    """One weighting surface and its share of the draws.

    `base` is what it starts from and what density ratios of zones refer to: areal, footprint or
    cells. `tilt` names covariates that tilt it; a `blend` leans from the base to plain area.
    """

    name: str
    share: float
    base: str = "areal"
    tilt: tuple[str, ...] = ()
    blend: bool = False


CANOPY, DISTANCE = ("canopy_pct",), ("neighbour_km", "depth_km")
# ASSUME: without a record of where coca was, plain area and each tilt count alike.
AREAL = (
    Member("areal", 1 / 3),
    Member("areal tilted by canopy", 1 / 3, tilt=CANOPY),
    Member("areal tilted by distance", 1 / 3, tilt=DISTANCE),
)
# ASSUME: where a footprint is known it gets 85 % of the draws, since coca of a surveyed year cannot
# lie outside the ground where the same survey ever saw coca; 15 % guard against a misplaced raster.
WITH_FOOTPRINT = (
    Member("areal", 0.15),
    Member("footprint", 0.30, "footprint"),
    Member("footprint blended with area", 0.15, "footprint", blend=True),
    Member("footprint tilted by canopy", 0.20, "footprint", CANOPY),
    Member("footprint tilted by distance", 0.20, "footprint", DISTANCE),
)
# ASSUME: sampled cells get as much; a quarter of it leans towards area, for what was not sampled.
WITH_CELLS = (
    Member("areal", 0.15),
    Member("cells", 0.40, "cells"),
    Member("cells blended with area", 0.25, "cells", blend=True),
    Member("cells tilted by distance", 0.20, "cells", DISTANCE),
)
# ASSUME: with both, cells get the larger half: a footprint tells where, they tell how much.
WITH_BOTH = (
    Member("areal", 0.10),
    Member("footprint", 0.15, "footprint"),
    Member("footprint tilted by canopy", 0.10, "footprint", CANOPY),
    Member("footprint tilted by distance", 0.10, "footprint", DISTANCE),
    Member("cells", 0.30, "cells"),
    Member("cells blended with area", 0.15, "cells", blend=True),
    Member("cells tilted by distance", 0.10, "cells", DISTANCE),
)


def ensemble_of(land: Land) -> tuple[Member, ...]:
    """Choose the members that the surfaces at hand allow."""
    by_surfaces = {
        (False, False): AREAL,
        (True, False): WITH_FOOTPRINT,
        (False, True): WITH_CELLS,
        (True, True): WITH_BOTH,
    }
    return by_surfaces[FOOTPRINT in land, CELLS in land]


def usable(member: Member, land: Land) -> bool:
    """Tell whether the columns that a member needs are there."""
    needed = [*member.tilt, *BASES[member.base]]
    return all(column in land for column in needed)


def apportion(shares: list[float], draws: int) -> np.ndarray:
    """Share out the draws, largest remainders first."""
    if not sum(shares) > 0:
        raise ValueError("no member of the ensemble has the columns it needs")
    exact = np.array(shares) / sum(shares) * draws
    numbers = np.floor(exact).astype(int)
    numbers[np.argsort(numbers - exact, kind="stable")[: draws - numbers.sum()]] += 1
    return numbers
