"""Simplify the shapes that all maps draw, once, and draw the maps of the index page."""

import json
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.harmonise.zones import in_force
from cocashift.publish import files, results
from cocashift.publish.pages import callouts, ground, sketch

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    given, params = snakemake.input, snakemake.params
    found, publication = results.read(given), results.tell(params)
    change, zones = found.change, in_force(found.zones, publication.years[-1])
    stage = logs.stages("ground of the maps", "maps of the index page", "what stands on them")
    next(stage)
    drawn = ground.draw(
        found.municipalities, zones, change, publication.crs, params.basemap, publication.place
    )
    files.write_text(json.dumps(drawn, separators=(",", ":")), snakemake.output.ground)

    next(stage)
    tiers = publication.scenarios[publication.headline]
    shapes = sketch.gather(found.municipalities, zones, tiers, publication.crs)
    country = sketch.country(shapes, change, publication)
    places = sketch.places(shapes, change, publication)
    next(stage)
    sketches = {
        edition.language: {
            "country": callouts.country(country, change, edition),
            "places": [callouts.place(place, change, edition) for place in places],
        }
        for edition in publication.editions
    }
    files.write_text(json.dumps(sketches, separators=(",", ":")), snakemake.output.sketches)
