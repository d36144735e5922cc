"""Write the index page, and the checksums of everything published."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.pages import index

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    found, publication = results.read(given), results.tell(params)
    folder = Path(snakemake.output.sums).parent
    place = publication.place
    published = files.fingerprints(given.published, folder)
    known = {place.internal(path): told for path, told in published.items()}
    citation = yaml.safe_load(Path(given.citation).read_text("utf-8"))
    record = json.loads(Path(given.record).read_text("utf-8"))
    sketches = json.loads(Path(given.sketches).read_text("utf-8"))
    for edition, path in zip(publication.editions, snakemake.output.pages, strict=True):
        html = index.render(found, sketches[edition.language], known, citation, record, edition)
        files.write_text(html, path)
    sums = published | files.fingerprints(snakemake.output.pages, folder)
    lines = [f"{digest}  {path}\n" for path, (_, digest) in sorted(sums.items())]
    files.write_text("".join(lines), snakemake.output.sums)
