"""Layers, rasters and a project that open styled in QGIS."""
