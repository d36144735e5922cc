"""Quasi-random points: the few numbers of a draw that decide most are spread evenly.

References
----------
Sobol (1967); Owen (1998): scrambled nets, whose repetitions tell the Monte Carlo error.
"""

from collections.abc import Iterator
from copy import copy

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

__all__ = ["Points"]


class Points:
    """A scrambled Sobol sequence whose coordinates are dealt out in order, each once.

    Parameters
    ----------
    number : int
        How many points, one for each draw.
    coordinates : int
        How many are to be dealt out.
    rng : numpy.random.Generator
        Of the scrambling.
    """

    def __init__(self, number: int, coordinates: int, rng: np.random.Generator):
        # The net is even in powers of two; its beginning is nearly so.
        net = qmc.Sobol(coordinates, rng=rng).random_base2(int(np.ceil(np.log2(max(number, 2)))))
        self._net, self._dealt = net[:number].T.clip(1e-12, 1 - 1e-12), 0

    @property
    def number(self) -> int:
        """How many points."""
        return self._net.shape[1]

    def batches(self, size: int) -> Iterator["Points"]:
        """Give the points in batches, with all coordinates to be dealt out."""
        for begin in range(0, self.number, size):
            batch = copy(self)
            batch._net = self._net[:, begin : begin + size]
            yield batch

    def uniform(self, low: float, high: float) -> np.ndarray:
        """Draw one coordinate between two ends, ``(draw,)``."""
        return low + (high - low) * self._next(1)[0]

    def normal(self, coordinates: int) -> np.ndarray:
        """Draw standard normal coordinates, ``(coordinate, draw)``."""
        return ndtri(self._next(coordinates))

    def _next(self, coordinates: int) -> np.ndarray:
        begin, self._dealt = self._dealt, self._dealt + coordinates
        if self._dealt > len(self._net):
            raise ValueError("more coordinates asked for than the points have")
        return self._net[begin : self._dealt]
