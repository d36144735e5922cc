"""Municipalities are cut along the borders of all zones, and each piece is measured.

`schemas.harmonise` comes in; `schemas.overlay` goes out.
"""
