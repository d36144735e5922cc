"""What published totals tell of some zones and years, carried to the others.

References
----------
Matheron (1971), Hoffman & Ribak (1991): conditioning a draw of a normal law by the difference
between what is known and what it drew.
"""

import numpy as np

from cocashift.allocate.ensemble import priors

__all__ = ["carry"]


def carry(
    factors: dict[int, np.ndarray], known: dict[int, list[int]], years: list[int], ratio_var
) -> np.ndarray:
    """Carry what is known of zones in some years to all, ``(year, zone, draw)``.

    Parameters
    ----------
    factors : dict of ndarray
        By year the logarithms of `scale`, ``(zone with a total, draw)``.
    known : dict of list of int
        By year the zones that had a total.
    years : list of int
        All years drawn.
    ratio_var : ndarray
        Variance of each zone's lasting log ratio.

    Returns
    -------
    ndarray
        Logarithms of factors. Zones without a total follow the others as their ratios correlate.
    """
    zones = len(ratio_var)
    places = [(year, zone) for year, listed in sorted(known.items()) for zone in listed]
    when, which = (np.array(column) for column in zip(*places, strict=True))
    alike = (1 - priors.RATIO_CORRELATION) * np.eye(zones) + priors.RATIO_CORRELATION
    spread = np.sqrt(ratio_var)

    def covariance(year_a, zone_a, year_b, zone_b):
        lasting = spread[zone_a][:, None] * spread[zone_b][None]
        apart = np.abs(year_a[:, None] - year_b[None])
        wandering = priors.YEAR_SD**2 * priors.YEAR_CORRELATION**apart
        return (lasting + wandering) * alike[np.ix_(zone_a, zone_b)]

    moved = np.concatenate([factors[year] for year in sorted(known)])
    among = covariance(when, which, when, which) + 1e-9 * np.eye(len(places))
    gain = np.linalg.solve(among, moved)
    every = np.arange(zones)
    return np.stack([covariance(np.full(zones, y), every, when, which) @ gain for y in years])
