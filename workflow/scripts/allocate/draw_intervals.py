"""Draw the ensemble, or gather its parts: medians and intervals for zones, readings and years."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cocashift import logs
from cocashift.allocate import intervals
from cocashift.allocate.ensemble import Sums
from cocashift.allocate.ground import Ground

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake


def gathered(path: str) -> list[Sums]:
    """Read what a part of the draws has for each question."""
    with np.load(path) as arrays:
        places = sorted({key.partition(" ")[0] for key in arrays})
        fields = Sums.__dataclass_fields__
        return [Sums(*(arrays[f"{place} {field}"] for field in fields)) for place in places]


if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    tables = (given.pieces, given.editions, given.surfaces, given.cultivation)
    ground = Ground(*map(pd.read_parquet, tables))
    if snakemake.wildcards.model == "gridded":
        found = intervals.of_grid(ground, params.scenarios, params.years, draws=params.draws)
    else:
        found = intervals.of_zones(
            ground,
            params.scenarios,
            params.years,
            params.census_cv,
            published=pd.read_parquet(given.totals) if given.totals else None,
            draws=params.draws,
            drawn=list(zip(*map(gathered, given.drawn), strict=True)) if given.drawn else None,
        )
    found.to_parquet(snakemake.output.intervals)
