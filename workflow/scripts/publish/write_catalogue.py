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
    place = publication.place
    folder = Path(output.package).parent
    own = Path(output.dictionary).relative_to(folder).as_posix()
    paths = {
        place.internal(Path(p).relative_to(folder).as_posix()): p for p in snakemake.input.published
    }
    tables = {
        path: pd.read_csv(p, dtype=str, keep_default_na=False).rename(columns=place.internal)
        for path, p in paths.items()
        if path.endswith(".csv")
    }
    fields = dictionary.describe(
        {**tables, own: dictionary.COLUMNS},
        {
            path: geopackages.columns(p, place)
            for path, p in paths.items()
            if path.endswith(".gpkg")
        },
        publication.words.groups(publication.zones, publication.scenarios),
        publication.words,
    )
    # Descriptions name fields too.
    files.write_table(fields.map(place.published), output.dictionary)
    package = datapackage.describe(
        name,
        fields,
        {**tables, own: fields},
        {
            place.internal(path): told
            for path, told in files.fingerprints(
                [*paths.values(), output.dictionary], folder
            ).items()
        },
        publication,
    )
    read = tables["tables/quality.csv"]
    sources = {place.published(layer): parts for layer, parts in params.sources.items()}
    run = record.describe(name, params.made_from, sources, read)
    files.write_text(place.published(files.json_text(package)), output.package)
    files.write_json(run, output.record)
