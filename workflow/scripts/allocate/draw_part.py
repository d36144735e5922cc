"""Draw a part of the ensemble, and sum it up for all that is asked."""

from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.allocate import ensemble, questions
from cocashift.allocate.ground import Ground

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    tables = (given.pieces, given.editions, given.surfaces, given.cultivation)
    asked = questions.of_zones(
        Ground(*map(pd.read_parquet, tables)),
        params.scenarios,
        params.years,
        params.census_cv,
        published=pd.read_parquet(given.totals) if given.totals else None,
        draws=params.draws,
    )
    number, parts = map(int, snakemake.wildcards.scatteritem.split("-of-"))
    drawn = [ensemble.joined(question.draw(number, parts)) for question in asked]
    ensemble.keep(drawn, snakemake.output.drawn)
