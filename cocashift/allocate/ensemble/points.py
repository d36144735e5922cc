"""Quasi-random points: the few numbers of a draw that decide most are spread evenly.

References
----------
Sobol (1967); Owen (1998): scrambled nets, whose repetitions tell the Monte Carlo error.
"""

from collections.abc import Iterator, Sequence
from copy import copy

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

__all__ = ["Points"]


class Points:
    """Scrambled Sobol sequences whose coordinates are dealt out in order, each once.

    Parameters
    ----------
    numbers : sequence of int
        How many points each of the independent sequences has, one for each draw.
    coordinates : int
        How many are to be dealt out.
    rng : numpy.random.Generator
        Of the scrambling.

    Attributes
    ----------
    repetition : ndarray
        Which of the sequences a point is from, ``(draw,)``.
    """

    def __init__(self, numbers: Sequence[int], coordinates: int, rng: np.random.Generator):
        nets = [_net(number, coordinates, rng) for number in numbers]
        self._net, self._dealt = np.concatenate(nets).T.clip(1e-12, 1 - 1e-12), 0
        self.repetition = np.repeat(np.arange(len(nets)), numbers)

    @property
    def number(self) -> int:
        """How many points."""
        return self._net.shape[1]

    def batches(self, size: int) -> Iterator["Points"]:
        """Give the points in batches, with all coordinates to be dealt out."""
        for begin in range(0, self.number, size):
            batch = copy(self)
            batch._net = self._net[:, begin : begin + size]
            batch.repetition = self.repetition[begin : begin + size]
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


def _net(number: int, coordinates: int, rng: np.random.Generator) -> np.ndarray:
    """Draw one sequence, ``(draw, coordinate)``."""
    # It is even in powers of two; its beginning is nearly so.
    power = int(np.ceil(np.log2(max(number, 2))))
    return qmc.Sobol(coordinates, rng=rng).random_base2(power)[:number]
