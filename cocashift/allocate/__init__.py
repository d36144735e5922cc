"""Hectares of municipalities are placed on pieces and summed over zones, with bounds and intervals.

`schemas.harmonise` and `schemas.overlay` come in; `schemas.allocate` goes out.
"""
