"""The members of the ensemble: the weighting surfaces that every draw takes one of."""

from dataclasses import dataclass

import numpy as np

from cocashift.allocate.ensemble.land import FOOTPRINT, Land

__all__ = ["MEMBERS", "MEMBERS_WITHOUT_FOOTPRINT", "Member", "apportion", "bases", "usable"]


@dataclass(frozen=True)
class Member:
    """One weighting surface: what it starts from, what tilts it, its share of the draws."""

    name: str
    share: float
    surface: str = "areal"
    tilt: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """What density ratios of zones refer to: ``areal`` or ``footprint``."""
        return "areal" if self.surface == "areal" else "footprint"


# ASSUME: where a footprint is known it gets 85 % of the draws, since coca of a surveyed year cannot
# lie outside the ground where the same survey ever saw coca; 15 % guard against a misplaced raster.
MEMBERS = (
    Member("areal", 0.15),
    Member("areal tilted by canopy", 0.0, tilt=("canopy_pct",)),
    Member("areal tilted by distance", 0.0, tilt=("neighbour_km", "depth_km")),
    Member("footprint", 0.30, surface="footprint"),
    Member("footprint blended with area", 0.15, surface="blend"),
    Member("footprint tilted by canopy", 0.20, surface="footprint", tilt=("canopy_pct",)),
    Member("footprint tilted by distance", 0.20, "footprint", ("neighbour_km", "depth_km")),
)
# ASSUME: without a footprint, plain area and each tilt count alike.
MEMBERS_WITHOUT_FOOTPRINT = (
    Member("areal", 1 / 3),
    Member("areal tilted by canopy", 1 / 3, tilt=("canopy_pct",)),
    Member("areal tilted by distance", 1 / 3, tilt=("neighbour_km", "depth_km")),
)


def usable(member: Member, land: Land) -> bool:
    """Tell whether the columns that a member needs are there."""
    needed = [*member.tilt, *([FOOTPRINT] if member.base == "footprint" else [])]
    return all(column in land for column in needed)


def bases(land: Land) -> list[str]:
    """List what density ratios can refer to on this ground."""
    return ["areal", "footprint"] if FOOTPRINT in land else ["areal"]


def apportion(shares: list[float], draws: int) -> np.ndarray:
    """Share out the draws, largest remainders first."""
    if not sum(shares) > 0:
        raise ValueError("no member of the ensemble has the columns it needs")
    exact = np.array(shares) / sum(shares) * draws
    numbers = np.floor(exact).astype(int)
    numbers[np.argsort(numbers - exact, kind="stable")[: draws - numbers.sum()]] += 1
    return numbers
