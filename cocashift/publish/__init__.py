"""What people open: pages, layers, rasters, figures, tables and their catalogue.

`results.Results` comes in, told as `results.Publication` says; files go out, whole or not at all.
"""
