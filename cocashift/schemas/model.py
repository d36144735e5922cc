"""What all frames share."""

import pandera.pandas as pa

__all__ = ["DIVIPOLA", "KINDS", "Model"]

DIVIPOLA = r"^\d{5}$"
KINDS = ["category", "scenario"]


class Model(pa.DataFrameModel):
    """What all frames share: exactly the columns named, in that order."""

    class Config:  # noqa: D106
        strict = True
        ordered = True
