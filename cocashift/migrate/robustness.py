"""What may be told: a statement that no variant of the run contradicts."""

from dataclasses import dataclass

import pandas as pd

from cocashift.allocate.models import MODELS

__all__ = ["LARGE_PART", "SAME", "Verdict", "of_reading"]

# Half a tenth of a per cent: below it, two printed shares are the same.
SAME = 0.0005
LARGE_PART = 0.5

# Variants that ask the same of the same areas: the whole interval has to stay on its side.
ASKED = ("configured", "zone_left_out", "department_left_out", "edition", "strip", "census")


@dataclass(frozen=True)
class Verdict:
    """What may be told of a reading.

    `direction` is rose, fell, same or unclear; `side` says where more than half of the growth lay:
    inside, outside or unclear. `evidence` names the method that it rests on.
    """

    direction: str
    side: str
    evidence: str


def of_reading(sensitivity: pd.DataFrame, scenario: str) -> Verdict:
    """Tell a direction, and a side, only if they survive.

    They survive if the interval of the run itself, fitted to published totals and not, and with
    each zone, each department, each
    edition and each width, lies on one side; and if no other method and no other reading has its
    best estimate on the other.

    Parameters
    ----------
    sensitivity : DataFrame
        `schemas.Sensitivity`.
    scenario : str
        The reading that is told.

    Returns
    -------
    Verdict
    """
    own = sensitivity[sensitivity["scenario"] == scenario]
    configured = own[own["factor"] == "configured"]
    if configured.empty:  # no ensemble: what single methods say is no more than that
        return Verdict("unclear", "unclear", "")
    asked = own[own["factor"].isin(ASKED)]
    best = [method for method in MODELS if method in set(configured["method"])]
    told = configured[configured["method"] == best[0]].iloc[0]
    direction, side = told["direction"], told["growth_side"]
    estimates = sensitivity["share_change"].dropna()
    against = {"rose": estimates <= -SAME, "fell": estimates >= SAME}
    if not asked["direction"].eq(direction).all() or against.get(direction, estimates.ne(0)).any():
        direction = "unclear" if direction != "same" else direction
    parts = sensitivity["share_of_change"].dropna()
    against = {"inside": parts < LARGE_PART, "outside": parts > LARGE_PART}
    if not asked["growth_side"].eq(side).all() or against.get(side, parts.isna()).any():
        side = "unclear"
    return Verdict(direction, side, told["method"])
