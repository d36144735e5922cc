"""Draw the figures for reports."""

from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files, results
from cocashift.publish.figures import gallery, letters, saving

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    found, told = results.read(snakemake.input), results.tell(snakemake.params)
    written = [*told.words.group("").values(), *found.municipalities["municipality"]]
    folder = Path(snakemake.output[0]).parent
    total = len(gallery.WIDTHS_MM) * len([*gallery.MAPS, *gallery.CHARTS])
    with letters.cut("".join(written)) as cut:
        drawn = gallery.draw(found, told, cut)
        for figure, wide_mm, sheet in logs.steps(drawn, "figures", total):
            for form in saving.FORMS:
                path = folder / f"{figure}-{wide_mm}mm.{form}"
                files.write_bytes(saving.save(sheet, form), path)
