"""What the ensemble is drawn on, and what is published of it."""

from dataclasses import dataclass

import pandas as pd

from cocashift.allocate import unions
from cocashift.allocate.ensemble.fitting import Total
from cocashift.errors import InputError

__all__ = ["Ground", "totals_on"]


@dataclass(frozen=True)
class Ground:
    """What the ensemble is drawn on.

    Attributes
    ----------
    pieces, editions, surfaces, cultivation : DataFrame
        `schemas.Pieces` or `schemas.Parts` (geometry not needed), `schemas.Editions`,
        `schemas.Surfaces`, `schemas.Cultivation`; hectares of municipalities without pieces are
        left aside.
    """

    pieces: pd.DataFrame
    editions: pd.DataFrame
    surfaces: pd.DataFrame
    cultivation: pd.DataFrame

    def placed(self, years: list[int]) -> tuple[pd.DataFrame, list[int]]:
        """Take the surveyed years of municipalities with pieces, and those of some years."""
        placed = self.cultivation[self.cultivation["divipola"].isin(self.pieces["divipola"])]
        surveyed = placed.groupby("year")["coca_ha"].sum() > 0
        # A year without coca has nothing to place; compared, it has its place in the change.
        surveyed |= surveyed.index.isin(years)
        placed = placed[placed["year"].isin(surveyed.index[surveyed])]
        return placed, [year for year in years if surveyed.get(year, False)]

    def flagged(self) -> pd.DataFrame:
        """Give the pieces with their surfaces, and a flag for each edition they lie in."""
        keys = ["divipola", "inside", *(c for c in ["units"] if c in self.pieces)]
        frame = self.pieces[[*keys, "area_ha"]].merge(
            self.surfaces, on=keys, how="left", validate="1:1"
        )
        flags = frame["inside"].str.get_dummies("|")
        flags = flags.reindex(columns=self.editions["edition"], fill_value=0).astype(bool)
        return frame.drop(columns="inside").join(flags)


def totals_on(published, ground: Ground, scenarios, placed) -> tuple[Total, ...]:
    """Say of each published total which pieces it is the sum of.

    Parameters
    ----------
    published : DataFrame or None
        `schemas.PublishedTotals`.
    ground : Ground
        The pieces.
    scenarios : dict
        Tiers by scenario.
    placed : DataFrame
        Hectares that are placed on the pieces, as `Ground.placed` gives them.

    Raises
    ------
    InputError
        If a total is beyond what the municipal totals allow.
    """
    if published is None:
        return ()
    pieces, editions = ground.pieces, ground.editions
    named = {name: rows for name, _, rows in unions.grounds(editions, scenarios)}
    flags = pieces["inside"].str.get_dummies("|").reindex(columns=editions["edition"], fill_value=0)
    whole = pieces.groupby("divipola")["area_ha"].sum()
    listed = []
    for row in published.itertuples():
        current = unions.current(named[row.zone], row.year)
        inside = pieces["area_ha"].where(flags[current].any(axis=1), 0.0)
        held = inside.groupby(pieces["divipola"]).sum()
        coca = (
            placed[placed["year"] == row.year].set_index("divipola")["coca_ha"].reindex(whole.index)
        )
        least = (coca - (whole - held)).clip(lower=0).sum()
        most = coca.where(coca < held, held).sum()
        error = row.coca_ha * row.tolerance_percent / 100
        if row.coca_ha + error < least or row.coca_ha - error > most:
            raise InputError(
                f"published totals: {row.zone} {row.year}: {row.coca_ha:,.0f} ha cannot lie there; "
                f"the municipal totals allow {least:,.0f} to {most:,.0f} ha. Correct the total, or "
                "widen its tolerance."
            )
        listed.append(Total(row.zone, current, row.year, row.coca_ha, row.tolerance_percent))
    return tuple(listed)
