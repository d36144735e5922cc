"""Where hypothetical flows go: into land off limits, out of it, or neither."""

import numpy as np
import pandas as pd

__all__ = ["directions"]

# ASSUME: a flow goes into or out of land off limits if the expected shares differ by a quarter.
STEP = 0.25


def directions(flows: pd.DataFrame) -> pd.Series:
    """Say of each flow, `schemas.Flows`, whether it goes into land off limits, out, or neither.

    Returns
    -------
    Series
        ``into``, ``out`` or ``other``: where the expected shares off limits at both ends differ by
        less than a quarter.
    """
    step = flows["to_off_limits_share"] - flows["from_off_limits_share"]
    way = np.select([step >= STEP, step <= -STEP], ["into", "out"], "other")
    return pd.Series(way, index=flows.index, dtype="str")
