"""Write the data dictionary, the catalogue of all that is published, and the record of the run."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.catalogue import datapackage, dictionary, record
from cocashift.publish.gis import geopackages

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    params, output, name = snakemake.params, snakemake.output, snakemake.wildcards.dataset
    publication = results.tell(params)
    folder = Path(output.package).parent
    own = Path(output.dictionary).relative_to(folder).as_posix()
    paths = {Path(p).relative_to(folder).as_posix(): p for p in snakemake.input.published}
    tables = {
        path: pd.read_csv(p, dtype=str, keep_default_na=False)
        for path, p in paths.items()
        if path.endswith(".csv")
    }
    fields = dictionary.describe(
        {**tables, own: dictionary.COLUMNS},
        {path: geopackages.columns(p) for path, p in paths.items() if path.endswith(".gpkg")},
        publication.words.groups(publication.zones, publication.scenarios),
        publication.words,
    )
    files.write_table(fields, output.dictionary)
    package = datapackage.describe(
        name,
        fields,
        {**tables, own: fields},
        files.fingerprints([*paths.values(), output.dictionary], folder),
        publication,
    )
    read = tables["tables/quality.csv"]
    run = record.describe(name, params.made_from, params.sources, read)
    files.write_json(package, output.package)
    files.write_json(run, output.record)
