"""Draw the maps of the index page, in each language."""

import json
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.harmonise.zones import in_force
from cocashift.publish import files, results
from cocashift.publish.pages import callouts, sketch

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    found, publication = results.read(snakemake.input), results.tell(snakemake.params)
    shapes = sketch.gather(
        found.municipalities,
        in_force(found.zones, publication.years[-1]),
        publication.scenarios[publication.headline],
        publication.crs,
    )
    change = found.change
    country = sketch.country(shapes, change, publication)
    places = sketch.places(shapes, change, publication)
    drawn = {
        edition.language: {
            "country": callouts.country(country, change, edition),
            "places": [callouts.place(place, change, edition) for place in places],
        }
        for edition in publication.editions
    }
    files.write_text(json.dumps(drawn, separators=(",", ":")), snakemake.output.sketches)
