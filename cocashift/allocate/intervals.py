"""80 % intervals for the hectares in zones and scenarios, in every year of the table."""

import pandas as pd

from cocashift import schemas
from cocashift.allocate import ensemble
from cocashift.overlay import partition

__all__ = ["of_zones"]

SEED = 20140101
DRAWS = 4000


def of_zones(
    pieces: pd.DataFrame,
    editions: pd.DataFrame,
    surfaces: pd.DataFrame,
    cultivation: pd.DataFrame,
    scenarios: dict[str, list[str]],
    years: list[int],
) -> pd.DataFrame:
    """Draw the ensemble once for all years and summarise it.

    Parameters
    ----------
    pieces, editions, surfaces, cultivation
        `schemas.Pieces` (geometry not needed), `schemas.Editions`, `schemas.Surfaces`,
        `schemas.Cultivation`; hectares of municipalities without pieces are left aside.
    scenarios : dict
        Tiers by scenario.
    years : list of int
        The two years between which the change is taken.

    Returns
    -------
    DataFrame
        `schemas.Intervals`: a row for each zone or scenario and year of the table, and one for
        the change.
    """
    if editions.empty:
        return schemas.Intervals.empty()
    placed = cultivation[cultivation["divipola"].isin(pieces["divipola"])]
    surveyed = placed.groupby("year")["coca_ha"].sum() > 0
    # A year without coca has nothing to place; compared, it still has its place in the change.
    surveyed |= surveyed.index.isin(years)
    placed = placed[placed["year"].isin(surveyed.index[surveyed])]
    tiers = editions.drop_duplicates("zone").set_index("zone")["tier"]
    frame = pieces[["divipola", "inside", "area_ha"]].merge(
        surfaces, on=["divipola", "inside"], how="left", validate="1:1"
    )
    zones = {zone: {} for zone in tiers.index}
    for year in sorted(placed["year"].unique()):
        inside = partition.membership(frame, editions, {}, year)
        for zone in zones:
            zones[zone][int(year)] = f"{zone}_{year}"
            frame[f"{zone}_{year}"] = inside[zone]
    unions = {
        scenario: [zone for zone in zones if tiers[zone] in counted]
        for scenario, counted in scenarios.items()
    }
    found = ensemble.intervals(
        frame.drop(columns="inside"),
        placed,
        zones,
        {scenario: union for scenario, union in unions.items() if union},
        seed=SEED,
        draws=DRAWS,
        compared=tuple(years),
    )
    return schemas.Intervals.validate(found)
