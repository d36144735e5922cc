"""The frame that leaves check."""

import pandera.pandas as pa
from pandera.typing import Series

from cocashift.schemas.model import Model

__all__ = ["Checks"]


class Checks(Model):
    """One row per check of a run; key `check`."""

    check: Series[str] = pa.Field(unique=True)
    expected: Series[str]
    found: Series[str]
    ok: Series[bool]
