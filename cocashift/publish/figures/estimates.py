"""Which of a table's estimates figures tell: those of the best model."""

import pandas as pd

from cocashift.allocate.models import MODELS

__all__ = ["best"]


def best(table: pd.DataFrame) -> pd.DataFrame:
    """Take the rows of the best model that a table has."""
    methods = [method for method in (*MODELS, "areal") if table["method"].eq(method).any()]
    return table[table["method"].eq(methods[0])] if methods else table.head(0)
