"""What all frames share."""

import pandera.pandas as pa

__all__ = ["DIVIPOLA", "KINDS", "Model"]

# Five digits in Colombia; `harmonise.divipola` sees to those of the place.
DIVIPOLA = r"^\d{3,12}$"
KINDS = ["category", "scenario"]


class Model(pa.DataFrameModel):
    """What all frames share: exactly the columns named, in that order."""

    class Config:  # noqa: D106
        strict = True
        ordered = True
