"""Write the data dictionary, the catalogue of all that is published, and the record of the run."""

from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.catalogue import datapackage, dictionary, record
from cocashift.publish.gis import geopackages

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

OWN = "tables/dictionary.csv"

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    params, output, name = snakemake.params, snakemake.output, snakemake.wildcards.dataset
    publication = results.tell(params)
    place, folder = publication.place, Path(output.package).parent
    # By the program's own names, for which the catalogue has its words.
    given = snakemake.input.published
    paths = {place.internal(Path(p).relative_to(folder).as_posix()): p for p in given}
    tables = {path: files.read_table(p, place) for path, p in paths.items() if ".csv" in path}
    fields = dictionary.describe(
        {**tables, OWN: dictionary.COLUMNS},
        {path: geopackages.columns(p, place) for path, p in paths.items() if ".gpkg" in path},
        publication.words.groups(publication.zones, publication.scenarios),
        publication.words,
    )
    files.write_table(fields.map(place.published), output.dictionary)
    package = datapackage.describe(
        name,
        fields,
        {**tables, OWN: fields},
        files.fingerprints([*paths.values(), output.dictionary], folder, place.internal),
        publication,
    )
    read = tables["tables/quality.csv"]
    run = record.describe(name, params.made_from, params.sources, read, place)
    files.write_text(place.published(files.json_text(package)), output.package)
    files.write_json(run, output.record)
