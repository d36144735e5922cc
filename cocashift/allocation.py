"""How much of a municipality's coca lies in a zone, when only the municipal total is known.

The total does not say where inside the municipality the coca grows. So each figure comes as three:
the least and the most that can lie in the zone, and an expected value under a stated assumption.
"""

import numpy as np
import pandas as pd

from cocashift import overlay, schemas

__all__ = ["areal", "total"]


def areal(
    pieces: pd.DataFrame,
    editions: pd.DataFrame,
    cultivation: pd.DataFrame,
    scenarios: dict[str, list[str]],
    years: list[int],
) -> pd.DataFrame:
    """Allocate municipal hectares to zones in proportion to area (areal weighting).

    With H hectares in a municipality of area A, of which A_z lies in the zone:
    lower = max(0, H - (A - A_z)), expected = H A_z / A, upper = min(H, A_z).

    Parameters
    ----------
    pieces : DataFrame
        `schemas.Pieces`, geometry not needed.
    editions : DataFrame
        `schemas.Editions`.
    cultivation : DataFrame
        `schemas.Cultivation`.
    scenarios : dict
        Tiers by scenario.
    years : list of int
        The years to allocate.

    Returns
    -------
    DataFrame
        `schemas.Allocation`: a row for every municipality, also where its coca is missing.

    References
    ----------
    Goodchild & Lam (1980), "Areal interpolation: a variant of the traditional spatial problem".
    """
    return schemas.Allocation.validate(
        pd.concat(
            [_areal_year(pieces, editions, cultivation, scenarios, year) for year in years],
            ignore_index=True,
        )
    )


def _areal_year(pieces, editions, cultivation, scenarios, year):
    inside = overlay.membership(pieces, editions, scenarios, year)
    areas = inside.mul(pieces["area_ha"], axis=0).groupby(pieces["divipola"]).sum()
    long = areas.rename_axis(columns="zone").stack().rename("area_ha").reset_index()
    long["kind"] = np.where(long["zone"].isin(list(scenarios)), "scenario", "category")
    long["year"], long["method"] = year, "areal"
    coca = cultivation.loc[cultivation["year"] == year].set_index("divipola")["coca_ha"]
    hectares = long["divipola"].map(coca)
    whole = long["divipola"].map(pieces.groupby("divipola")["area_ha"].sum())
    long["area_share"] = (long["area_ha"] / whole).clip(upper=1)
    # ASSUME: areal weighting: coca is as dense inside the zone as outside, in each municipality.
    long["coca_ha"] = hectares * long["area_share"]
    # Clipping keeps the last digit of a rounded bound from passing the expected value.
    lower = (hectares - (whole - long["area_ha"])).clip(lower=0)
    long["coca_ha_lower"] = lower.clip(upper=long["coca_ha"])
    long["coca_ha_upper"] = hectares.clip(upper=long["area_ha"]).clip(lower=long["coca_ha"])
    columns = list(schemas.Allocation.to_schema().columns)
    return long[columns]


def total(allocation: pd.DataFrame, cultivation: pd.DataFrame) -> pd.DataFrame:
    """Sum an allocation over the country.

    Parameters
    ----------
    allocation : DataFrame
        `schemas.Allocation`.
    cultivation : DataFrame
        `schemas.Cultivation`.

    Returns
    -------
    DataFrame
        `schemas.ZoneTotals`; bounds are sums of the municipal bounds.
    """
    keys = ["zone", "kind", "year", "method"]
    figures = ["area_ha", "coca_ha_lower", "coca_ha", "coca_ha_upper"]
    sums = allocation.groupby(keys, sort=False)[figures].sum(min_count=1).reset_index()
    national = cultivation.groupby("year")["coca_ha"].sum(min_count=1)
    sums["national_share"] = sums["coca_ha"] / sums["year"].map(national)
    return schemas.ZoneTotals.validate(sums[list(schemas.ZoneTotals.to_schema().columns)])
