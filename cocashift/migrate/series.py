"""All years of the table, one row per place, year and method: country, departments, zones."""

import pandas as pd

from cocashift import schemas
from cocashift.harmonise import divipola

__all__ = ["fixed", "follow"]


def fixed(editions: pd.DataFrame, year: int) -> pd.DataFrame:
    """Hold zones as they were on 31 December of a year, in all years.

    Parameters
    ----------
    editions : DataFrame
        `schemas.Editions`.
    year : int
        The last year compared.
    """
    counted = editions["first_year"].le(year) & editions["last_year"].ge(year)
    return editions[counted].assign(first_year=0, last_year=9999)


def follow(
    municipalities: pd.DataFrame,
    cultivation: pd.DataFrame,
    totals: pd.DataFrame,
    editions: pd.DataFrame,
    sprayed: tuple[int, int],
) -> pd.DataFrame:
    """Lay the records and the estimates out over all years.

    Parameters
    ----------
    municipalities : DataFrame
        `schemas.Municipalities`, geometry not needed; names the departments.
    cultivation : DataFrame
        `schemas.Cultivation`.
    totals : DataFrame
        `schemas.ZoneTotals` of all years, zones held fixed.
    editions : DataFrame
        `schemas.Editions`, as in force; say in which years a zone was off limits.
    sprayed : tuple of int
        First and last year of the spraying programme: before and after, nothing is off limits.

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
    frame = pd.concat([recorded, zones], ignore_index=True)
    frame["off_limits"] = _off_limits(frame, editions, sprayed)
    frame = frame.reindex(columns=columns)
    figures = [column for column in columns if column.endswith(("_ha", "_share")) or "_p" in column]
    figures += ["coca_ha_lower", "coca_ha_upper"]
    return schemas.TimeSeries.validate(frame.astype(dict.fromkeys(figures, float)))


def _off_limits(frame: pd.DataFrame, editions: pd.DataFrame, sprayed) -> pd.Series:
    """Tell whether spraying went on in a year while the zone was in force; a reading always was."""
    spraying = frame["year"].between(*sprayed)
    in_force = {
        (zone, year)
        for zone, first, last in zip(
            editions["zone"], editions["first_year"], editions["last_year"], strict=True
        )
        for year in range(first, last + 1)
    }
    counted = [
        level == "scenario" or (level == "category" and (code, year) in in_force)
        for level, code, year in zip(frame["level"], frame["code"], frame["year"], strict=True)
    ]
    told = (spraying & pd.Series(counted, index=frame.index)).astype("boolean")
    return told.where(frame["level"].isin(["category", "scenario"]))
