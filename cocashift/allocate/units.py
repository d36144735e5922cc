"""Hectares in single parks, reserves and councils, year by year."""

import pandas as pd

from cocashift import schemas

__all__ = ["bounded"]


def bounded(
    drawn: pd.DataFrame, parts: pd.DataFrame, units: pd.DataFrame, cultivation: pd.DataFrame
) -> pd.DataFrame:
    """Set bounds that assume nothing beside the medians and intervals of units.

    Parameters
    ----------
    drawn : DataFrame
        Of units and years, as `intervals.of_zones` gives them, of one method or several.
    parts : DataFrame
        `schemas.Parts`, geometry not needed.
    units : DataFrame
        `schemas.Units`, geometry not needed.
    cultivation : DataFrame
        `schemas.Cultivation`.

    Returns
    -------
    DataFrame
        `schemas.ZoneUnits`, sorted by zone, name, method and year; units without ground in a
        municipality that ever had coca have no rows.
    """
    whole = parts.groupby("divipola")["area_ha"].sum().rename("whole_ha")
    lying = parts.assign(unit=parts["units"].str.split("|")).explode("unit")
    held = lying[lying["unit"] != ""].groupby(["unit", "divipola"], as_index=False)["area_ha"].sum()
    grown = cultivation[["divipola", "year", "coca_ha"]].dropna()
    met = held.join(whole, on="divipola").merge(grown, on="divipola")
    # Duncan & Davis (1953): what cannot lie outside, and what can lie inside.
    met["coca_ha_lower"] = (met["coca_ha"] - (met["whole_ha"] - met["area_ha"])).clip(lower=0)
    met["coca_ha_upper"] = met["coca_ha"].where(met["coca_ha"] < met["area_ha"], met["area_ha"])
    bounds = met.groupby(["unit", "year"], as_index=False)[["coca_ha_lower", "coca_ha_upper"]].sum()
    areas = held.groupby("unit", as_index=False)["area_ha"].sum()
    frame = drawn.merge(bounds, on=["unit", "year"]).merge(areas, on="unit")
    frame = frame.merge(pd.DataFrame(units[["unit", "zone", "name"]]), on="unit")
    frame = frame.rename(columns={"coca_ha_p50": "coca_ha", "change_ha_p50": "change_ha"})
    ordered = frame.sort_values(["zone", "name", "method", "year"], ignore_index=True)
    return schemas.ZoneUnits.validate(ordered[list(schemas.ZoneUnits.to_schema().columns)])
