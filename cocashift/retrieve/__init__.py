"""Retrieving official layers: what a provider serves comes whole and checked, or not at all.

`official` brings all layers of a dataset to their places and `layer` one of them, by way of
`files`, `arcgis` or `socrata`, which ask servers through `transfer`. `lockfile` remembers which
edition came.
"""
