"""The ground of the ensemble: pieces by municipality, and the hectares to be placed on them."""

import numpy as np
import pandas as pd

__all__ = ["CELLS", "FOOTPRINT", "Land", "prepare"]

FOOTPRINT, CELLS = "footprint_ha", "cells_ha"
INTENSIVE = ("canopy_pct", "neighbour_km", "depth_km")


class Land:
    """Pieces sorted by municipality, with where each municipality starts."""

    def __init__(self, frame: pd.DataFrame, inside: np.ndarray, zones: list[str]):
        self.frame, self.zones = frame, zones
        self.inside = inside  # (piece, zone)
        self.areas = frame["area_ha"].to_numpy(float)
        codes = frame["divipola"].to_numpy()
        self.starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
        self.town = np.cumsum(np.r_[False, codes[1:] != codes[:-1]])
        self.codes = codes[self.starts]

    def __contains__(self, column: str) -> bool:
        return column in self.frame

    def reached(self, inside: np.ndarray) -> tuple["Land", np.ndarray]:
        """Keep the municipalities that some of these pieces lie in; say which pieces they have."""
        towns = np.zeros(len(self.codes), bool)
        towns[self.town[inside]] = True
        pieces = np.flatnonzero(towns[self.town])
        kept = self.frame.iloc[pieces].reset_index(drop=True)
        return Land(kept, self.inside[pieces], self.zones), pieces

    def total(self, figures: np.ndarray) -> np.ndarray:
        """Sum over the pieces of each municipality (last axis)."""
        return np.add.reduceat(figures, self.starts, axis=-1)

    def shares(self, figures: np.ndarray) -> np.ndarray:
        """Divide by the municipality's sum; where that is nothing, share by area."""
        whole = self.total(figures)[..., self.town]
        by_area = self.areas / self.total(self.areas)[self.town]
        return np.where(whole > 0, figures / np.where(whole > 0, whole, 1), by_area)


def prepare(pieces, cultivation, zones, flags) -> tuple[Land, pd.DataFrame]:
    """Keep municipalities with coca, in one order, and their hectares, a column for each year."""
    _check(pieces, cultivation)
    # ASSUME: a missing figure of a surveyed year adds nothing to a zone's total.
    table = cultivation.pivot(index="divipola", columns="year", values="coca_ha").fillna(0.0)
    table = table[(table > 0).any(axis=1)].sort_index()
    lost = sorted(set(table.index) - set(pieces["divipola"]))
    if lost or table.empty:
        raise ValueError(f"municipalities with coca but without pieces: {', '.join(lost) or 'all'}")
    frame = _merge(pieces[pieces["divipola"].isin(table.index)], sorted(flags))
    inside = [frame[columns].any(axis=1).to_numpy(bool) for _, columns in sorted(zones.items())]
    land = Land(frame, np.stack(inside, axis=1), sorted(zones))
    excess = table.max(axis=1).to_numpy() - land.total(land.areas) * (1 + 1e-9)
    if (excess > 0).any():
        raise ValueError(f"more hectares than area in municipality {land.codes[excess.argmax()]}")
    return land, table


def _check(pieces, cultivation) -> None:
    if cultivation.duplicated(["divipola", "year"]).any():
        raise ValueError("cultivation has two rows for one municipality and year")
    if (cultivation["coca_ha"] < 0).any():
        raise ValueError("cultivation has negative hectares")
    if not (pieces["area_ha"] > 0).all():
        raise ValueError("every piece needs an area above zero")


def _merge(pieces: pd.DataFrame, flags: list[str]) -> pd.DataFrame:
    """Make pieces of a municipality that lie in the same zones one row, in one order."""
    extensive = [column for column in ("area_ha", FOOTPRINT, CELLS) if column in pieces]
    intensive = [column for column in INTENSIVE if column in pieces]
    columns = ["divipola", *flags, *extensive, *intensive]
    ordered = pieces[columns].sort_values(columns, ignore_index=True)
    for column in intensive:
        # ASSUME: where a covariate is not known it is as in the average piece.
        ordered[column] = ordered[column].fillna(ordered[column].mean()).fillna(0.0)
    ordered[intensive] = ordered[intensive].mul(ordered["area_ha"], axis=0)
    merged = ordered.groupby(["divipola", *flags], as_index=False).sum()
    merged[intensive] = merged[intensive].div(merged["area_ha"], axis=0)
    return merged
