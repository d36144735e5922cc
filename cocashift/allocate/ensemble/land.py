"""The ground of the ensemble: pieces by municipality, and the hectares to be placed on them.

Arrays of figures have a row for each piece, or for each municipality, and a column for each draw.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

__all__ = ["CELLS", "FOOTPRINT", "GRID", "INTENSIVE", "UNITS", "Land", "prepare"]

FOOTPRINT, CELLS = "footprint_ha", "cells_ha"
# Of a gridded layer, with the year.
GRID = "grid_ha_"
# Names of smaller ground that a piece lies in, joined by '|'.
UNITS = "units"
INTENSIVE = ("canopy_pct", "neighbour_km", "depth_km")


class Land:
    """Pieces sorted by municipality, with where each municipality starts."""

    def __init__(self, frame: pd.DataFrame, inside: np.ndarray, zones: list[str]):
        self.frame, self.zones = frame, zones
        self.inside = inside  # (piece, zone)
        self.areas = frame["area_ha"].to_numpy(float)
        codes = frame["divipola"].to_numpy()
        first = np.ones(len(codes), bool)
        first[1:] = codes[1:] != codes[:-1]
        self.starts, self.town = np.flatnonzero(first), np.cumsum(first) - 1
        self.codes = codes[self.starts]
        self._summing = summing(self.starts, np.arange(len(codes)))
        self.parted = (
            np.bincount(self.town, minlength=len(self.codes)) > 1
        )  # has more than one piece
        self._covers: dict[tuple[str, ...], np.ndarray] = {}
        self._atoms: dict[bytes, Atoms] = {}

    def __contains__(self, column: str) -> bool:
        return column in self.frame

    def covers(self, flags: list[str]) -> np.ndarray:
        """Say which pieces have any of some flags."""
        if tuple(flags) not in self._covers:
            self._covers[tuple(flags)] = self.frame[flags].to_numpy(bool).any(axis=1)
        return self._covers[tuple(flags)]

    def atoms(self, inside: np.ndarray) -> "Atoms":
        """Merge pieces of a municipality that lie in the same zones, ``(piece, zone)``."""
        key = inside.tobytes()
        if key not in self._atoms:
            pattern = inside @ (1 << np.arange(inside.shape[1]))
            order = np.lexsort((pattern, self.town))
            town, pattern = self.town[order], pattern[order]
            first = np.ones(len(order), bool)
            first[1:] = (town[1:] != town[:-1]) | (pattern[1:] != pattern[:-1])
            starts = np.flatnonzero(first)
            members = summing(starts, order)
            frame = pd.DataFrame({"divipola": self.codes[town[starts]]})
            frame["area_ha"] = members @ self.areas
            merged = Land(frame, inside[order[starts]].astype(float), self.zones)
            self._atoms[key] = Atoms(merged, members, *merged.part(merged.parted))
        return self._atoms[key]

    def part(self, towns: np.ndarray) -> tuple["Land", np.ndarray]:
        """Keep some municipalities; say which pieces they have."""
        pieces = np.flatnonzero(towns[self.town])
        kept = self.frame.iloc[pieces].reset_index(drop=True)
        inside = None if self.inside is None else self.inside[pieces]
        return Land(kept, inside, self.zones), pieces

    def total(self, figures: np.ndarray) -> np.ndarray:
        """Sum over the pieces of each municipality."""
        return self._summing @ figures

    def shares(self, figures: np.ndarray) -> np.ndarray:
        """Divide by the municipality's sum; where that is nothing, share by area."""
        whole = self.total(figures)
        nothing = whole <= 0
        shares = figures / np.where(nothing, 1, whole)[self.town]
        if nothing.any():
            by_area = self.areas / self.total(self.areas)[self.town]
            by_area = by_area.reshape(-1, *[1] * (figures.ndim - 1))
            shares = np.where(nothing[self.town], by_area, shares)
        return shares

    def bounded(self, hectares: np.ndarray) -> np.ndarray:
        """Move what exceeds a piece's area to the room left in the same municipality."""
        over = hectares.max(axis=1) > self.areas
        if not over.any():
            return hectares
        pieces = np.flatnonzero(np.isin(self.town, self.town[over]))
        _, starts, town = np.unique(self.town[pieces], return_index=True, return_inverse=True)
        areas, wanted = self.areas[pieces, None], hectares[pieces]
        held = np.minimum(wanted, areas)
        room = areas - held
        whole = summing(starts, np.arange(len(pieces)))
        spilt, free = whole @ (wanted - held), whole @ room
        # ASSUME: what does not fit spreads in proportion to the room left.
        filled = np.divide(spilt, free, out=np.zeros_like(spilt), where=free > 0).clip(0, 1)
        bounded = hectares.copy()
        bounded[pieces] = held + room * filled[town]
        return bounded


class Atoms(NamedTuple):
    """Pieces merged by their zones: what sums them, and those of municipalities that are cut."""

    land: Land
    summing: sparse.csr_array
    cut: Land
    rows: np.ndarray


def summing(starts: np.ndarray, order: np.ndarray) -> sparse.csr_array:
    """Make what sums rows in an order from each start to the next.

    It takes a row of draws at a time, which `add.reduceat` does not.
    """
    places = (np.ones(len(order)), order, np.append(starts, len(order)))
    return sparse.csr_array(places, (len(starts), len(order)))


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
    """Make pieces of a municipality that lie in the same zones and units one row, in one order."""
    extensive = [column for column in ("area_ha", FOOTPRINT, CELLS) if column in pieces]
    extensive += [column for column in pieces if column.startswith(GRID)]
    intensive = [column for column in INTENSIVE if column in pieces]
    keys = ["divipola", *flags, *(column for column in [UNITS] if column in pieces)]
    columns = [*keys, *extensive, *intensive]
    ordered = pieces[columns].sort_values(columns, ignore_index=True)
    for column in intensive:
        # ASSUME: where a covariate is not known it is as in the average piece.
        ordered[column] = ordered[column].fillna(ordered[column].mean()).fillna(0.0)
    ordered[intensive] = ordered[intensive].mul(ordered["area_ha"], axis=0)
    merged = ordered.groupby(keys, as_index=False).sum()
    merged[intensive] = merged[intensive].div(merged["area_ha"], axis=0)
    return merged
