"""cocashift: how much coca cultivation lies off limits to aerial eradication, and how it shifted.

The packages are the stages of the workflow, in its order: `retrieve`, `harmonise`, `overlay`,
`allocate`, `migrate`, `check`, `publish`. Frames in, frames out: none of them knows Snakemake, the
configuration file or where a file lies. `schemas` says what passes from one to the next.
"""
