"""The frame that publish makes of itself: the dictionary of all fields."""

import pandera.pandas as pa
from pandera.typing import Series

from cocashift.schemas.model import Model

__all__ = ["Dictionary"]


class Dictionary(Model):
    """One row per field of a published table or layer; key `file, layer, field`."""

    file: Series[str] = pa.Field(description="path from the published folder")
    layer: Series[str] = pa.Field(description="empty for tables")
    field: Series[str]
    type: Series[str] = pa.Field(isin=["string", "integer", "number", "boolean"])
    unit: Series[str] = pa.Field(description="empty for text, codes, counts and years")
    name: Series[str] = pa.Field(str_length={"min_value": 1}, description="in words")
    description: Series[str] = pa.Field(str_length={"min_value": 1})
