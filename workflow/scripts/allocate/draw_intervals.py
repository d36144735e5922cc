"""Draw the ensemble, or gather its parts: medians and intervals for zones, readings and years."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import ensemble, intervals, questions
from cocashift.allocate.ground import Ground

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    tables = (given.pieces, given.editions, given.surfaces, given.cultivation)
    ground = Ground(*map(pd.read_parquet, tables))
    if snakemake.wildcards.model == "gridded":
        found = intervals.of_grid(ground, params.scenarios, params.years, draws=params.draws)
    else:
        asked = questions.of_zones(
            ground,
            params.scenarios,
            params.years,
            params.census_cv,
            published=pd.read_parquet(given.totals) if given.totals else None,
            draws=params.draws,
        )
        drawn = zip(*map(ensemble.kept, given.drawn), strict=True) if given.drawn else None
        found = intervals.of_zones(asked, params.years, drawn)
    found.to_parquet(snakemake.output.intervals)
