"""How much denser coca is in a zone than around it: prior, and contrast between municipalities."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cocashift.allocate.ensemble import priors
from cocashift.allocate.ensemble.land import FOOTPRINT, Land
from cocashift.allocate.ensemble.surfaces import by_footprint

__all__ = ["Ratios", "ecological", "of_zones", "pool"]


@dataclass(frozen=True)
class Ratios:
    """Normal laws of the zones' log density ratios, and of their steps from year to year."""

    mean: np.ndarray
    root: np.ndarray
    steps: list[tuple[np.ndarray, np.ndarray]]


def of_zones(land: Land, hectares: np.ndarray, base: str, power: float) -> Ratios:
    """Pool the prior with ecological regressions of the level and of each year's step."""
    flags = land.inside[-1]
    shares, exposure = _exposure(land, base, power)
    centre = np.array([priors.RATIO_CENTRE[base].get(zone, 0.0) for zone in land.zones])
    level = ecological(land, hectares.mean(axis=0), exposure, flags)
    mean, cov = pool(centre, priors.RATIO_SD[base], level, priors.AGGREGATION_SD)
    steps = []
    shares = land.shares(shares * np.exp(flags @ mean))
    for year in range(1, len(hectares)):
        # Growth where a year before there was nothing is not a ratio: such pieces drop out.
        estimate = ecological(land, hectares[year], shares * hectares[year - 1][land.town], flags)
        moved, spread = pool(
            0 * centre, priors.RATIO_CHANGE_SD, estimate, priors.AGGREGATION_SD_CHANGE
        )
        steps.append((moved, _root(spread)))
    return Ratios(mean, _root(cov), steps)


def _exposure(land: Land, base: str, power: float) -> tuple[np.ndarray, np.ndarray]:
    """Give expected shares where zones do not matter, and the ground they stand for in hectares."""
    if base == "areal":
        return land.shares(land.areas), land.areas
    shares = by_footprint(land, np.array([power]), 0.5 * priors.FOOTPRINT_LEAK)[0]
    return shares, shares * land.total(land.frame[FOOTPRINT].to_numpy(float))[land.town]


def pool(centre, spread, estimate, bias) -> tuple[np.ndarray, np.ndarray]:
    """Combine a normal prior with an estimate whose bias is of known size (inverse variances)."""
    found, cov = estimate
    unit = np.eye(len(centre))
    alike = (1 - priors.RATIO_CORRELATION) * unit + priors.RATIO_CORRELATION
    prior = np.linalg.inv(spread**2 * alike)
    data = np.linalg.inv(cov + bias**2 * unit)
    pooled = np.linalg.inv(prior + data)
    return pooled @ (prior @ centre + data @ found), pooled


def _root(cov: np.ndarray) -> np.ndarray:
    """Take the symmetric square root, which does not hang on the order of zones."""
    values, vectors = np.linalg.eigh(cov)
    return (vectors * np.sqrt(values.clip(0))) @ vectors.T


def ecological(land: Land, coca, exposure, flags) -> tuple[np.ndarray, np.ndarray]:
    """Estimate log density ratios of zones from totals of municipalities, with their covariance.

    The mean is that of Flowerdew & Green (1989), mu_m = exp(a_department) sum_i e_i exp(theta z_i);
    the error is Student's on the logarithm (4 degrees of freedom), fitted by reweighted
    Gauss-Newton steps, so that a municipality counts by what it tells and not by its hectares.
    """
    zones = flags.shape[1]
    used = (coca > 0) & (land.total(exposure) > 0)
    if used.sum() < priors.FEWEST_TOWNS:  # too few to tell: the prior stays
        return np.zeros(zones), np.eye(zones) * priors.RIDGE_RATIO_SD**2
    logs = np.log(coca[used])
    # A first column for the country, then one for each department, drawn towards it by the ridge.
    departments = pd.get_dummies(pd.Series(land.codes[used]).str[:2]).to_numpy(float)
    levels = np.column_stack([np.ones(len(logs)), departments])
    sd = np.r_[
        np.full(zones, priors.RIDGE_RATIO_SD),
        1e3,
        np.full(departments.shape[1], priors.RIDGE_LEVEL_SD),
    ]
    found, spread = np.zeros(len(sd)), 1.0
    for _ in range(25):
        weighted = exposure * np.exp(flags @ found[:zones])
        whole = land.total(weighted)[used]
        slopes = land.total(weighted * flags.T)[:, used].T / whole[:, None]
        residual = logs - np.log(whole) - levels @ found[zones:]
        # ASSUME: hectares of a municipality are uncertain by their root, besides the spread.
        variance = spread**2 + 1 / coca[used]
        weight = 5 / (4 + residual**2 / variance) / variance
        spread = np.sqrt(np.average(residual**2, weights=weight)).clip(0.2, 3.0)
        design = np.column_stack([slopes, levels])
        information = design.T @ (design * weight[:, None]) + np.diag(sd**-2)
        step = np.linalg.solve(information, design.T @ (weight * residual) - found / sd**2)
        found = found + step.clip(-1, 1)
        if np.abs(step).max() < 1e-6:
            break
    return found[:zones], np.linalg.inv(information)[:zones, :zones]
