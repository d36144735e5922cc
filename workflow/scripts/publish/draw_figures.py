"""Draw the static figures for reports."""

from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.harmonise.zones import in_force
from cocashift.publish import figures, files, results

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0])
    found, told = results.read(snakemake.input), results.tell(snakemake.params)
    years, words, change = told.years, told.words, found.change
    units, zones = found.municipalities.to_crs(told.crs), found.zones.to_crs(told.crs)
    drawn = {
        "change": figures.change_figure(units, change, found.clusters, told.headline, years, words),
        "compare": figures.years_figure(units, change, years, words),
        "years": figures.series_figure(found.series, told.headline, years, words),
        "zones": figures.zone_figure(units, in_force(zones, years[-1]), words),
        "flows": figures.flow_figure(units, found.flows, years, words),
        "shares": figures.share_figure(found.totals, years, words),
        "events": figures.event_figure(found.event_study, told.headline, words),
    }
    for path in map(Path, snakemake.output):
        files.write_bytes(figures.save(drawn[path.stem], path.suffix[1:]), path)
