"""How far chance alone would move a zone's share: permutation test and bootstrap."""

import numpy as np

__all__ = ["bootstrap", "permutation_p", "share_change", "size_classes"]

DRAWS = 9999
SEED = 2014
INTERVAL = (0.1, 0.9)


def share_change(first: np.ndarray, last: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Give by how much the zones' shares of the national total changed.

    Parameters
    ----------
    first, last : ndarray
        Hectares by municipality, on the last axis; any number of draws before it.
    inside : ndarray
        ``(municipality, zone)``: the share of each municipality's hectares that counts.

    Returns
    -------
    ndarray
        ``(draws, zone)``, between -1 and 1; missing where a total is zero.
    """
    with np.errstate(invalid="ignore"):
        return _share(last, inside) - _share(first, inside)


def _share(hectares, inside):
    return hectares @ inside / hectares.sum(axis=-1, keepdims=True)


def size_classes(first: np.ndarray, classes: int) -> np.ndarray:
    """Class municipalities by their hectares in the first year, with as many in each.

    Returns
    -------
    ndarray
        0 where there was no coca, else 1 to `classes`, the smallest first; equal hectares are in
        one class.
    """
    sizes = np.sort(first[first > 0])
    rank = np.searchsorted(sizes, first, side="left") / max(len(sizes), 1)
    return np.where(first > 0, 1 + (rank * classes).astype(int), 0)


def permutation_p(
    first: np.ndarray, last: np.ndarray, inside: np.ndarray, strata: np.ndarray
) -> np.ndarray:
    """Test whether the zones' shares changed more than if growth had nothing to do with zones.

    Growth rates last / first are reassigned at random among the municipalities of a stratum, and
    hectares that appeared (first = 0, stratum 0) among those without coca in the first year.

    Parameters
    ----------
    first, last : ndarray
        Hectares by municipality.
    inside : ndarray
        As in `share_change`.
    strata : ndarray
        The class of each municipality; 0 where and only where ``first`` is zero.

    Returns
    -------
    ndarray
        Pseudo p by zone, two-sided; 1 where no reassignment can change the share, missing where
        a year has no coca.

    References
    ----------
    Good (2005), Permutation, parametric and bootstrap tests of hypotheses; Phipson & Smyth (2010),
    "Permutation p-values should never be zero".
    """
    rng = np.random.default_rng(SEED)
    drawn = np.empty((DRAWS, len(first)))
    for stratum in np.unique(strata):
        members = np.flatnonzero(strata == stratum)
        base = first[members] if stratum else 1.0
        growth = np.tile(last[members] / base, (DRAWS, 1))
        drawn[:, members] = rng.permuted(growth, axis=1) * base
    found = share_change(first, last, inside)
    shares = share_change(first, drawn, inside)
    # Sums in another order differ in the last digit, which is not a difference.
    above = (shares >= found - 1e-12).sum(axis=0)
    below = (shares <= found + 1e-12).sum(axis=0)
    p_value = np.minimum(1.0, 2 * (np.minimum(above, below) + 1) / (DRAWS + 1))
    return np.where(np.isnan(found), np.nan, p_value)


def bootstrap(first: np.ndarray, last: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Give an 80 % interval of the change in share, over municipalities drawn with replacement.

    Parameters
    ----------
    first, last, inside : ndarray
        As in `permutation_p`.

    Returns
    -------
    ndarray
        ``(2, zone)``: 10th and 90th percentile; missing where a year has no coca.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, percentile interval.
    """
    number = len(first)
    if not first.sum() or not last.sum():
        return np.full((2, inside.shape[1]), np.nan)
    times = np.random.default_rng(SEED).multinomial(number, np.full(number, 1 / number), DRAWS)
    return np.nanquantile(share_change(times * first, times * last, inside), INTERVAL, axis=0)
