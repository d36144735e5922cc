"""All years of the table, one row per place and year: the country, its departments, the zones."""

import pandas as pd

from cocashift import schemas
from cocashift.harmonise import divipola

__all__ = ["follow"]


def follow(
    municipalities: pd.DataFrame, cultivation: pd.DataFrame, totals: pd.DataFrame
) -> pd.DataFrame:
    """Lay the records and the estimates out over all years.

    Parameters
    ----------
    municipalities : DataFrame
        `schemas.Municipalities`, geometry not needed; names the departments.
    cultivation : DataFrame
        `schemas.Cultivation`.
    totals : DataFrame
        `schemas.ZoneTotals` of all years.

    Returns
    -------
    DataFrame
        `schemas.TimeSeries`; what is recorded has no interval, and its bounds are itself.
    """
    grown = cultivation.assign(department_code=divipola.department(cultivation["divipola"]))
    names = municipalities.groupby("department_code")["department"].first()
    departments = grown.groupby(["department_code", "year"], as_index=False)["coca_ha"].sum(
        min_count=1
    )
    departments = departments.rename(columns={"department_code": "code"}).assign(
        level="department", name=departments["department_code"].map(names).fillna("")
    )
    national = grown.groupby("year", as_index=False)["coca_ha"].sum(min_count=1)
    national = national.assign(level="national", code="", name="")
    recorded = pd.concat([national, departments], ignore_index=True)
    recorded = recorded.assign(
        method="recorded", coca_ha_lower=recorded["coca_ha"], coca_ha_upper=recorded["coca_ha"]
    )
    zones = totals.rename(columns={"kind": "level", "zone": "code"}).assign(name=totals["zone"])
    columns = list(schemas.TimeSeries.to_schema().columns)
    frame = pd.concat([recorded.reindex(columns=columns), zones[columns]], ignore_index=True)
    figures = [column for column in columns if column.startswith("coca_ha")]
    return schemas.TimeSeries.validate(frame.astype(dict.fromkeys(figures, float)))
