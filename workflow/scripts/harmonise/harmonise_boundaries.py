"""Bring municipalities and neighbouring countries to one schema."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs, place
from cocashift.harmonise import municipalities, neighbours, polygons, provenance, quality
from cocashift.harmonise.references import read as read_reference

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, layers, crs = snakemake.input, snakemake.params.layers, snakemake.params.crs
    municipalities.require_metres(crs["publish"])
    stage = logs.stages("municipalities", "join to the gazetteer", "countries", "write")
    next(stage)
    path, layer = given.municipalities[0], layers["municipalities"][0]
    home = place.of(layer)
    units, read = polygons.read(path, layer, crs["publish"])
    municipalities.require_home(units, Path(path).name, home)
    next(stage)
    gazetteer = None
    if given.gazetteer:
        gazetteer = read_reference(given.gazetteer[0], layers["gazetteer"][0])
    files = tuple(Path(file).name for file in [path, *given.gazetteer])
    frame, joined = municipalities.harmonise(units, gazetteer, crs["area"], files, home)
    told = [quality.report("municipalities", provenance.file_name(path, layer), [*read, *joined])]
    next(stage)
    countries = None
    if given.countries:
        path, layer = given.countries[0], layers["countries"][0]
        countries, read = polygons.read(path, layer, crs["publish"])
        told.append(quality.report("countries", provenance.file_name(path, layer), read))
    next(stage)
    # With boxes, so that what lies elsewhere need not be read.
    path = snakemake.output.municipalities
    frame.to_parquet(path, write_covering_bbox=True, row_group_size=512)
    named = [Path(file).name for file in given.countries]
    around = neighbours.harmonise(countries, crs["area"], home, *named)
    around.to_parquet(snakemake.output.neighbours)
    pd.concat(told).to_parquet(snakemake.output.quality)
