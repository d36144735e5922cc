"""The contract between the stages: what a row is, the key, and the unit of every number.

Every frame that leaves a stage has passed its model here (`Model.validate(frame)`); the stage
after it may rely on that and cleans nothing. Missing figures stay missing (NaN): none of the
models turns them into zero.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cocashift.schemas.allocate import Allocation, Intervals, ZoneTotals, ZoneUnits
    from cocashift.schemas.answer import (
        Claim,
        Context,
        EventStudy,
        Evidence,
        Sensitivity,
        Shift,
        TimeSeries,
    )
    from cocashift.schemas.check import Checks
    from cocashift.schemas.harmonise import (
        Cultivation,
        Eradication,
        Municipalities,
        Neighbours,
        PublishedTotals,
        Quality,
        Unplaced,
        Zones,
    )
    from cocashift.schemas.migrate import (
        Autocorrelation,
        Centres,
        Change,
        Clusters,
        Flows,
        FlowSummary,
    )
    from cocashift.schemas.overlay import Editions, Parts, Pieces, Surfaces, Units
    from cocashift.schemas.publish import Dictionary

__all__ = [
    "Allocation",
    "Autocorrelation",
    "Centres",
    "Change",
    "Checks",
    "Claim",
    "Clusters",
    "Context",
    "Cultivation",
    "Dictionary",
    "Editions",
    "Eradication",
    "EventStudy",
    "Evidence",
    "FlowSummary",
    "Flows",
    "Intervals",
    "Municipalities",
    "Neighbours",
    "Parts",
    "Pieces",
    "PublishedTotals",
    "Quality",
    "Sensitivity",
    "Shift",
    "Surfaces",
    "TimeSeries",
    "Units",
    "Unplaced",
    "ZoneTotals",
    "ZoneUnits",
    "Zones",
]

HOMES = ("allocate", "answer", "check", "harmonise", "migrate", "overlay", "publish")


def __getattr__(name: str):
    """Load the models when one is first asked for: most views need none, and pandera is large."""
    if name in __all__:
        for home in HOMES:
            module = import_module(f"{__name__}.{home}")
            globals().update({each: vars(module)[each] for each in module.__all__})
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
