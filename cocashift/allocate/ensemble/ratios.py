"""How much denser coca is in a zone than around it: prior, and contrast between municipalities."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cocashift.allocate.ensemble import priors
from cocashift.allocate.ensemble.land import FOOTPRINT, Land
from cocashift.allocate.ensemble.surfaces import by_density

__all__ = ["Ratios", "correlation", "ecological", "of_zones", "pool", "root"]


@dataclass(frozen=True)
class Ratios:
    """Normal law of the zones' log density ratios."""

    mean: np.ndarray
    root: np.ndarray


def of_zones(land: Land, hectares: np.ndarray, base: str, power: float) -> Ratios:
    """Pool the prior with an ecological regression of mean hectares over the years.

    Only the level is learned from contrasts between municipalities. How fast municipalities with
    much of a zone grow is in their totals already; read as a change of the ratio *inside* them it
    would be counted twice.
    """
    centre = np.array([priors.RATIO_CENTRE[base].get(zone, 0.0) for zone in land.zones])
    if base == "cells":
        # Cells are sampled unevenly and tell shares inside municipalities only.
        return Ratios(centre, root(priors.RATIO_SD[base] ** 2 * correlation(len(centre))))
    level = ecological(land, hectares, _exposure(land, base, power), land.inside)
    mean, cov = pool(centre, priors.RATIO_SD[base], level, priors.AGGREGATION_SD)
    return Ratios(mean, root(cov))


def _exposure(land: Land, base: str, power: float) -> np.ndarray:
    """Give the ground that expected shares stand for where zones do not matter, in hectares."""
    if base == "areal":
        return land.areas
    shares = by_density(land, FOOTPRINT, np.array([power]), 0.5 * priors.FOOTPRINT_LEAK)[:, 0]
    return shares * land.total(land.frame[FOOTPRINT].to_numpy(float))[land.town]


def pool(centre, spread, estimate, bias) -> tuple[np.ndarray, np.ndarray]:
    """Combine a normal prior with an estimate whose bias is of known size (inverse variances)."""
    found, cov = estimate
    unit = np.eye(len(centre))
    prior = np.linalg.inv(spread**2 * correlation(len(centre)))
    data = np.linalg.inv(cov + bias**2 * unit)
    pooled = np.linalg.inv(prior + data)
    return pooled @ (prior @ centre + data @ found), pooled


def correlation(zones: int) -> np.ndarray:
    """Correlate what moves the ratios of different zones."""
    return (1 - priors.RATIO_CORRELATION) * np.eye(zones) + priors.RATIO_CORRELATION


def root(cov: np.ndarray) -> np.ndarray:
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
        slopes = land.total(weighted[:, None] * flags)[used] / whole[:, None]
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
