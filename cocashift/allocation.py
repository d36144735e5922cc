"""How much of a municipality's coca lies in a zone, when only the municipal total is known.

The total does not say where inside the municipality the coca grows. So each figure comes as three:
the least and the most that can lie in the zone, and an expected value under a stated assumption.
Three assumptions stand side by side: coca is as dense inside as outside (areal), it follows
weights (dasymetric), or it lies as a gridded layer says (grid).
"""

import numpy as np
import pandas as pd

from cocashift import overlay, quality, schemas

__all__ = ["allocate", "by_piece", "fallbacks", "report", "total"]

METHODS = ("areal", "dasymetric", "grid")


def allocate(
    pieces: pd.DataFrame,
    editions: pd.DataFrame,
    cultivation: pd.DataFrame,
    scenarios: dict[str, list[str]],
    years: list[int],
    surfaces: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Allocate municipal hectares to zones by every method that the surfaces allow.

    With H hectares in a municipality, its pieces weighted w, and E the hectares of ground that can
    hold coca (E_z of them in the zone): expected = H w_z / w, lower = max(0, H - (E - E_z)),
    upper = min(H, E_z). Areal weighting has w = E = area. Dasymetric weighting has the raster's
    weights, and E the cells with any weight; where a municipality has no weight, or its hectares do
    not fit the cells, area stands in (`fallbacks` names it).

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
    surfaces : DataFrame, optional
        `schemas.Surfaces` of the same pieces.

    Returns
    -------
    DataFrame
        `schemas.Allocation`: a row for every municipality, also where its coca is missing.

    References
    ----------
    Goodchild & Lam (1980), "Areal interpolation: a variant of the traditional spatial problem".
    Eicher & Brewer (2001), "Dasymetric mapping and areal interpolation". Duncan & Davis (1953),
    "An alternative to ecological correlation": the bounds.
    """
    parts = []
    for year in years:
        inside = overlay.membership(pieces, editions, scenarios, year)
        coca = cultivation.loc[cultivation["year"] == year].set_index("divipola")["coca_ha"]
        for method in METHODS:
            ground = _ground(pieces, surfaces, coca, method, year)
            if ground is not None:
                allocated = _allocate(pieces, ground, inside, coca)
                kind = np.where(allocated["zone"].isin(list(scenarios)), "scenario", "category")
                parts.append(allocated.assign(kind=kind, year=year, method=method))
    columns = list(schemas.Allocation.to_schema().columns)
    return schemas.Allocation.validate(pd.concat(parts, ignore_index=True)[columns])


def by_piece(
    pieces: pd.DataFrame,
    cultivation: pd.DataFrame,
    year: int,
    method: str = "areal",
    surfaces: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Place municipal hectares on pieces by one method, as `allocate` does on zones.

    Parameters
    ----------
    pieces, cultivation, surfaces : DataFrame
        `schemas.Pieces`, `schemas.Cultivation`, `schemas.Surfaces`.
    year : int
        The year to place.
    method : str
        ``areal``, ``dasymetric`` or ``grid``; all but the first need the surfaces.

    Returns
    -------
    DataFrame
        One row per piece, same index: ``coca_ha``, missing where the municipality has no figure,
        and ``by_area``, whether area stood in for the method's weights.
    """
    coca = cultivation.loc[cultivation["year"] == year].set_index("divipola")["coca_ha"]
    ground = _ground(pieces, surfaces, coca, method, year)
    share = ground["weight"] / ground["weight"].groupby(pieces["divipola"]).transform("sum")
    return pd.DataFrame(
        {"coca_ha": pieces["divipola"].map(coca) * share, "by_area": ground["by_area"]}
    )


def fallbacks(
    pieces: pd.DataFrame, cultivation: pd.DataFrame, years: list[int], surfaces: pd.DataFrame
) -> pd.DataFrame:
    """Name the municipalities with coca in which area had to stand in for a method's weights.

    Returns
    -------
    DataFrame
        One row per municipality, method and year: ``divipola``, ``method``, ``year``,
        ``coca_ha``.
    """
    parts = []
    for year in years:
        coca = cultivation.loc[cultivation["year"] == year].set_index("divipola")["coca_ha"]
        for method in METHODS[1:]:
            ground = _ground(pieces, surfaces, coca, method, year)
            if ground is not None:
                codes = pieces.loc[ground["by_area"], "divipola"].unique()
                grown = coca[coca.index.isin(codes) & (coca > 0)].rename_axis("divipola")
                parts.append(grown.reset_index().assign(method=method, year=year))
    columns = ["divipola", "method", "year", "coca_ha"]
    return pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)


def report(stood_in: pd.DataFrame) -> pd.DataFrame:
    """Lay the municipalities in which area stood in out for the quality report.

    Parameters
    ----------
    stood_in : DataFrame
        As `fallbacks` gives them.

    Returns
    -------
    DataFrame
        `schemas.Quality`.
    """
    rows = [
        quality.report(
            "weights",
            f"{method} {year}",
            [("areal_instead", len(rows), f"{rows['coca_ha'].sum():,.1f} ha")],
        )
        for (method, year), rows in stood_in.groupby(["method", "year"])
    ]
    return pd.concat(rows) if rows else schemas.Quality.empty()


def _ground(pieces, surfaces, coca, method, year) -> pd.DataFrame | None:
    """Weigh each piece, and say how many hectares of it can hold coca; None without the layer."""
    area = pieces["area_ha"]
    if method == "areal":
        # ASSUME: areal weighting: coca is as dense inside the zone as outside, in a municipality.
        return pd.DataFrame({"weight": area, "able_ha": area, "by_area": False})
    weight, able = {
        "dasymetric": ("weight", "able_ha"),
        "grid": (f"grid_ha_{year}", None),
    }[method]
    if surfaces is None or weight not in surfaces:
        return None
    keys = pieces[["divipola", "inside"]]
    known = keys.merge(surfaces, on=["divipola", "inside"], how="left", validate="1:1")
    known = known.set_axis(pieces.index)
    # ASSUME: dasymetric weighting: inside a municipality coca is as dense as the weights say, and
    # none lies where they are zero; a grid's hectares are right but for one factor.
    ground = pd.DataFrame(
        {"weight": known[weight], "able_ha": known[able].clip(upper=area) if able else area}
    )
    town = pieces["divipola"]
    whole = ground.groupby(town)[["weight", "able_ha"]].transform("sum")
    hectares = town.map(coca).fillna(0.0)
    expected = hectares * ground["weight"] / whole["weight"].where(whole["weight"] > 0)
    crowded = (expected > ground["able_ha"] * (1 + 1e-9)).groupby(town).transform("any")
    ground["by_area"] = (whole["weight"] <= 0) | crowded
    for column in ("weight", "able_ha"):
        ground[column] = ground[column].where(~ground["by_area"], area)
    return ground


def _allocate(pieces, ground, inside, coca) -> pd.DataFrame:
    """Sum the ground inside each zone by municipality, and place its hectares on it."""

    def in_zones(figure: pd.Series) -> pd.Series:
        sums = inside.mul(figure, axis=0).groupby(pieces["divipola"]).sum()
        return sums.rename_axis(columns="zone").stack()

    long = pd.DataFrame(
        {
            "area_ha": in_zones(pieces["area_ha"]),
            "weight": in_zones(ground["weight"]),
            "able_ha": in_zones(ground["able_ha"]),
        }
    ).reset_index()
    town = long["divipola"]
    sums = ground.assign(area_ha=pieces["area_ha"]).groupby(pieces["divipola"])
    whole = sums[["area_ha", "weight", "able_ha"]].sum()
    hectares = town.map(coca)
    long["area_share"] = (long["area_ha"] / town.map(whole["area_ha"])).clip(upper=1)
    long["coca_share"] = (long["weight"] / town.map(whole["weight"])).clip(upper=1)
    long["coca_ha"] = hectares * long["coca_share"]
    # Clipping keeps the last digit of a rounded bound from passing the expected value.
    lower = (hectares - (town.map(whole["able_ha"]) - long["able_ha"])).clip(lower=0)
    long["coca_ha_lower"] = lower.clip(upper=long["coca_ha"])
    long["coca_ha_upper"] = hectares.clip(upper=long["able_ha"]).clip(lower=long["coca_ha"])
    return long


def total(
    allocation: pd.DataFrame,
    cultivation: pd.DataFrame,
    intervals: pd.DataFrame | None = None,
    years: list[int] | None = None,
) -> pd.DataFrame:
    """Sum an allocation over the country.

    Parameters
    ----------
    allocation : DataFrame
        `schemas.Allocation`.
    cultivation : DataFrame
        `schemas.Cultivation`.
    intervals : DataFrame, optional
        `schemas.Intervals`, placed beside the sums.
    years : list of int, optional
        The two years compared: the change between them stands in the rows of the last.

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
    columns = list(schemas.ZoneTotals.to_schema().columns)
    frame = sums.reindex(columns=columns)
    interval = ["coca_ha_p10", "coca_ha_p90"]
    if intervals is not None:
        known = intervals.set_index(["zone", "period"])[interval]
        periods = pd.MultiIndex.from_arrays([frame["zone"], frame["year"].astype("str")])
        frame[interval] = known.reindex(periods).to_numpy()
    if years is not None:
        first, last = (frame[frame["year"] == year].set_index(["zone", "method"]) for year in years)
        step = last["coca_ha"] - first["coca_ha"]
        here = frame["year"] == years[-1]
        rows = pd.MultiIndex.from_frame(frame.loc[here, ["zone", "method"]])
        frame.loc[here, "change_ha"] = step.reindex(rows).to_numpy()
        if intervals is not None:
            change = pd.MultiIndex.from_arrays(
                [rows.get_level_values("zone"), ["change"] * len(rows)]
            )
            frame.loc[here, ["change_ha_p10", "change_ha_p90"]] = known.reindex(change).to_numpy()
    return schemas.ZoneTotals.validate(frame.astype(dict.fromkeys(columns[4:], float)))
