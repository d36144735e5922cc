"""cocashift: how much coca cultivation lies off limits to aerial eradication, and how it shifted.

The modules follow the line of the workflow: frames in, frames out. None of them knows Snakemake,
the configuration file or where a file lies.
"""
