"""Write the checksums of everything published."""

from pathlib import Path
from typing import TYPE_CHECKING

from cocashift import logs
from cocashift.publish import files

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    target = snakemake.output.sums
    sums = files.fingerprints(sorted(snakemake.input.published), Path(target).parent)
    lines = [f"{digest}  {path}\n" for path, (_, digest) in sums.items()]
    files.write_text("".join(lines), target)
