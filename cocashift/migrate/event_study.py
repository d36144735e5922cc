"""An event study: coca by the share of a municipality that lies off limits, year by year.

A Poisson regression of hectares with effects of municipalities and of years, and in every year but
one the share of the municipality's area in the zones. It compares municipalities and says nothing
about what moved inside them, nor why.
"""

import numpy as np
import pandas as pd
from statsmodels.discrete.conditional_models import ConditionalPoisson

from cocashift import schemas

__all__ = ["estimate"]

Z_80, Z_95 = 1.2816, 1.96


def estimate(
    allocation: pd.DataFrame, cultivation: pd.DataFrame, scenarios: list[str], years: list[int]
) -> pd.DataFrame:
    """Estimate, for every reading and year, the coefficient of the share off limits.

    Parameters
    ----------
    allocation : DataFrame
        `schemas.Allocation`; of areal weighting the shares of area in the last year are taken.
    cultivation : DataFrame
        `schemas.Cultivation`; municipalities with a figure in every surveyed year, and coca in one.
    scenarios : list of str
        Readings to estimate.
    years : list of int
        The two years compared; the first is the base.

    Returns
    -------
    DataFrame
        `schemas.EventStudy`; no rows where there are too few municipalities or years.

    References
    ----------
    Santos Silva & Tenreyro (2006), "The log of gravity": Poisson pseudo maximum likelihood.
    Liang & Zeger (1986): errors clustered by municipality.
    """
    wide = cultivation.pivot(index="divipola", columns="year", values="coca_ha")
    wide = wide.loc[:, wide.sum() > 0].dropna()
    wide = wide[(wide > 0).any(axis=1)]
    areal = allocation[
        allocation["method"].eq("areal")
        & allocation["year"].eq(years[1])
        & allocation["divipola"].isin(wide.index)
    ]
    found = [schemas.EventStudy.empty()]
    if years[0] in wide and wide.shape[1] > 2:
        for scenario in scenarios:
            share = areal[areal["zone"] == scenario].set_index("divipola")["area_share"]
            share = share.reindex(wide.index).fillna(0.0)
            if share.gt(0.01).sum() > 10 and share.lt(0.99).sum() > 10:
                found.append(_of_reading(scenario, wide, share, years[0]))
    return schemas.EventStudy.validate(pd.concat(found, ignore_index=True))


def _of_reading(scenario: str, wide: pd.DataFrame, share: pd.Series, base: int) -> pd.DataFrame:
    """Fit one regression: a coefficient for each year but the base, on the logarithm.

    Conditioned on each municipality's sum, so that its effect needs no column of its own.
    """
    towns, columns = wide.shape
    others = [year for year in wide if year != base]
    of_year = np.array([[float(year == other) for other in others] for year in wide])
    effects = np.tile(of_year, (towns, 1))
    exposed = effects * np.repeat(share.to_numpy(), columns)[:, None]
    design = np.hstack([exposed, effects])
    hectares = wide.to_numpy()
    groups = np.repeat(np.arange(towns), columns)
    fit = ConditionalPoisson(hectares.ravel(), design, groups=groups).fit(disp=0)
    error = _clustered(fit, design.reshape(towns, columns, -1), hectares)
    estimates = pd.DataFrame(
        {
            "year": [int(other) for other in others],
            "coefficient": fit.params[: len(others)],
            "std_error": error[: len(others)],
        }
    )
    estimates.loc[len(others)] = [base, 0.0, 0.0]
    estimates = estimates.astype({"year": int}).sort_values("year", ignore_index=True)
    for name, z in (("p10", -Z_80), ("p90", Z_80), ("low95", -Z_95), ("high95", Z_95)):
        estimates[f"coefficient_{name}"] = estimates["coefficient"] + z * estimates["std_error"]
    estimates = estimates.assign(scenario=scenario, base_year=base, municipalities=towns)
    return estimates[list(schemas.EventStudy.to_schema().columns)]


def _clustered(fit, design: np.ndarray, hectares: np.ndarray) -> np.ndarray:
    """Give standard errors that let the years of a municipality go together (a sandwich)."""
    rates = np.exp(design @ fit.params)
    expected = hectares.sum(axis=1, keepdims=True) * rates / rates.sum(axis=1, keepdims=True)
    scores = np.einsum("mtk,mt->mk", design, hectares - expected)
    bread = fit.cov_params()
    towns = len(hectares)
    return np.sqrt(np.diag(bread @ (scores.T @ scores) @ bread) * towns / (towns - 1))
