"""How an ensemble is drawn: years, number of draws, members, and what the draws are fitted to."""

from dataclasses import dataclass

from cocashift.allocate.ensemble.fitting import Total
from cocashift.allocate.ensemble.members import Member

__all__ = ["DEFAULT", "Design"]


@dataclass(frozen=True)
class Design:
    """How the ensemble is drawn.

    Attributes
    ----------
    years : tuple of int, optional
        The years to place, all by default; the first are placed with the least Monte Carlo error.
        The law of any of them does not hang on which others are placed; levels are learned from
        all years of the table.
    seed : int
        The same seed and input give the same figures.
    draws : int
        Draws over all members.
    members : tuple of Member, optional
        Another ensemble than the default one; members whose columns are missing are left out.
    census_cv : float
        Coefficient of variation of the municipal totals themselves; 0 takes them as they are.
    totals : tuple of Total
        Published hectares inside zones that every draw is fitted to; draws that cannot be are left
        out.
    part : tuple of int
        Which of how many parts of the draws are made, counted from 1. All parts together are the
        draws of the whole.
    """

    years: tuple[int, ...] | None = None
    seed: int = 0
    draws: int = 4096
    members: tuple[Member, ...] | None = None
    census_cv: float = 0.0
    totals: tuple[Total, ...] = ()
    part: tuple[int, int] = (1, 1)


DEFAULT = Design()
