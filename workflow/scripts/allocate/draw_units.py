"""Draw the ensemble for single parks, reserves and councils, year by year."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import intervals, questions, units
from cocashift.allocate.ground import Ground

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    tables = (given.parts, given.editions, given.surfaces, given.cultivation)
    ground = Ground(*map(pd.read_parquet, tables))
    published = {"ensemble": None, "fitted": pd.read_parquet(given.totals)}
    drawn = [
        intervals.of_units(
            questions.of_units(
                ground,
                params.scenarios,
                params.years,
                params.census_cv,
                published[model],
                params.draws,
            )
        )
        for model in params.models
    ]
    named = pd.read_parquet(given.units, columns=["unit", "zone", "name"])
    units.bounded(pd.concat(drawn), ground.pieces, named, ground.cultivation).to_parquet(
        snakemake.output.units
    )
