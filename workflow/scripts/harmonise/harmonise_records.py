"""Lay out coca, spraying and manual eradication, one row per municipality and year."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs, place
from cocashift.harmonise import quality, records, tables

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    layers = params.layers
    units = pd.read_parquet(given.municipalities, columns=["divipola", "area_ha"])
    boundaries, home = units["divipola"], place.of(layers["coca"][0])

    file = Path(given.coca[0]).name
    table, read = tables.read(given.coca[0], layers["coca"][0], "coca_ha")
    records.require_years(table, params.years, read, file)
    areas = units.set_index("divipola")["area_ha"]
    records.require_possible(table, "coca_ha", areas, file)
    cultivation, unplaced, moved = records.cultivation(table, boundaries, home)
    if params.unplaced == "stop":
        records.require_placed(unplaced, params.years, file)
    told = [quality.report("coca", file, [*read, *moved])]

    registers, readings = {}, {}
    for name, figure in records.REGISTERS.items():
        if given[name]:
            registers[name], readings[name] = tables.read(given[name][0], layers[name][0], figure)
    eradication, moved = records.eradication(registers, boundaries, home)
    told += [
        quality.report(name, Path(given[name][0]).name, [*readings[name], *moved[name]])
        for name in registers
    ]

    cultivation.to_parquet(snakemake.output.cultivation)
    unplaced.to_parquet(snakemake.output.unplaced)
    eradication.to_parquet(snakemake.output.eradication)
    pd.concat(told).to_parquet(snakemake.output.quality)
