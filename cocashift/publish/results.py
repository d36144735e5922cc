"""What the publishing modules read: what a run found, and how it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

import geopandas as gpd
import pandas as pd

from cocashift import place
from cocashift.place import Place
from cocashift.words import LANGUAGES, Words

__all__ = ["Publication", "Results", "read", "tell"]

SHAPES = ("municipalities", "zones", "pieces", "centres")
# The years that the statement speaks of.
STATED = (2013, 2014)


@dataclass(frozen=True, kw_only=True)
class Results:
    """The frames of earlier stages, each of the model of `schemas` that goes by its name.

    `totals` is `schemas.ZoneTotals`. A view is given those that its rule names; the others are
    None.
    """

    municipalities: gpd.GeoDataFrame | None = None
    zones: gpd.GeoDataFrame | None = None
    units: pd.DataFrame | None = None
    parts: pd.DataFrame | None = None
    zone_units: pd.DataFrame | None = None
    published_totals: pd.DataFrame | None = None
    pieces: gpd.GeoDataFrame | None = None
    editions: pd.DataFrame | None = None
    cultivation: pd.DataFrame | None = None
    unplaced: pd.DataFrame | None = None
    quality: pd.DataFrame | None = None
    allocation: pd.DataFrame | None = None
    change: pd.DataFrame | None = None
    totals: pd.DataFrame | None = None
    clusters: pd.DataFrame | None = None
    centres: gpd.GeoDataFrame | None = None
    shift: pd.DataFrame | None = None
    flows: pd.DataFrame | None = None
    flow_summary: pd.DataFrame | None = None
    claim: pd.DataFrame | None = None
    evidence: pd.DataFrame | None = None
    series: pd.DataFrame | None = None
    context: pd.DataFrame | None = None
    event_study: pd.DataFrame | None = None
    sensitivity: pd.DataFrame | None = None
    checks: pd.DataFrame | None = None


def read(given: Mapping[str, str | list[str]]) -> Results:
    """Read the frames that a rule names; several files under one name are parts of one frame.

    Parameters
    ----------
    given : mapping
        GeoParquet or Parquet files by name; names that are no frames of `Results` are left aside.
    """
    return Results(**{name: _frame(name, given[name]) for name in _shared(given, Results)})


def tell(params: Mapping) -> "Publication":
    """Take what says how a run is told from the parameters of a rule; others are left aside."""
    return Publication(**{name: params[name] for name in _shared(params, Publication)})


def _shared(given: Mapping, kind: type) -> list[str]:
    """Name what is given and `kind` has."""
    return [each.name for each in fields(kind) if each.name in given.keys()]  # noqa: SIM118


def _frame(name: str, paths: str | list[str]) -> pd.DataFrame:
    open_file = gpd.read_parquet if name in SHAPES else pd.read_parquet
    parts = [open_file(path) for path in ([paths] if isinstance(paths, str) else paths)]
    return parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)


@dataclass(frozen=True, kw_only=True)
class Publication:
    """How a run is told: the same for all its views, of which each is given what it tells.

    Attributes
    ----------
    years : list of int
        First and last year.
    language : str
        Of pages, layers and tables.
    headline : str
        The reading that the finding, and shares off limits, are told in.
    scenarios : dict
        Tiers by reading.
    zones, wanted : list of str
        Zone categories of the run in the order of the configuration, and those it asks for.
    dataset : dict
        Its ``title`` and ``note``; ``part``, how many municipalities there are, where they are a
        part of the country; ``place``, where that is not Colombia.
    sources : dict
        The dataset's layers: each file with ``provider``, ``vintage`` and ``licence``.
    definitions : dict
        Each zone category as the configuration defines it, with its ``basis`` and ``source``.
    sprayed : list of int
        First and last year of the spraying programme.
    crs : str
        In which layers are stored and figures drawn.
    first_language : str
        Of the edition that lies at the root; the others lie in folders of their languages beside
        what is published once: tables, layers and figures.
    """

    years: list[int] = field(default_factory=list)
    language: str = "en"
    headline: str = ""
    scenarios: dict[str, list[str]] = field(default_factory=dict)
    zones: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    dataset: dict = field(default_factory=dict)
    sources: dict[str, list[dict]] = field(default_factory=dict)
    definitions: dict[str, dict] = field(default_factory=dict)
    sprayed: list[int] = field(default_factory=lambda: [0, 9999])
    crs: str = ""
    first_language: str = ""

    @property
    def editions(self) -> list["Publication"]:
        """Itself, and then the same in every other language."""
        first = self.first_language or self.language
        languages = [self.language, *(other for other in LANGUAGES if other != self.language)]
        return [replace(self, language=each, first_language=first) for each in languages]

    def folder(self, language: str = "") -> str:
        """Lead from a page to the folder of another edition; without one, to the root."""
        first = self.first_language or self.language
        up = "" if self.language == first else "../"
        return up + ("" if language in {"", first} else f"{language}/")

    @cached_property
    def place(self) -> Place:
        """The country that it is told of."""
        return place.of(self.dataset)

    @cached_property
    def words(self) -> Words:
        """The catalogue in the language."""
        return Words(self.language, bool(self.dataset.get("part")), self.place)

    @property
    def title(self) -> str:
        """The dataset's title."""
        return self.words.own(self.dataset["title"])

    @property
    def note(self) -> str:
        """The dataset's caveat, or nothing."""
        part, note = self.dataset.get("part"), self.words.note(self.dataset.get("note", ""))
        told = self.words("part.note", count=self.words.number(part)) if part else ""
        return " ".join(filter(None, [told, note]))

    @property
    def stated(self) -> bool:
        """Whether the dataset has the statement, and the two years are those that it speaks of."""
        return "claim" in self.sources and tuple(self.years) == STATED

    @property
    def left_out(self) -> list[str]:
        """Zone categories for which the dataset has no layer."""
        return self.without(self.zones)

    def without(self, found: Iterable[str]) -> list[str]:
        """Zone categories that the run asks for and that have no ground in its results."""
        return sorted(set(self.wanted) - (set(self.zones) & set(found)))
