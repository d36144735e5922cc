"""Download the layers that are missing, record their checksums, and say what came from where."""

import logging
import sys
from functools import partial
from typing import TYPE_CHECKING

from tqdm import tqdm

from cocashift import logs
from cocashift.errors import InputError
from cocashift.retrieve import official, transfer

if TYPE_CHECKING:
    from snakemake.iocontainers import snakemake

if __name__ == "__main__":
    logs.write_to(snakemake.log[0], snakemake)
    logging.getLogger("urllib3").setLevel("ERROR")  # what it asks again is told if it fails
    # The bar and the summary are for the terminal, all else for the log.
    progress = partial(tqdm, file=sys.__stderr__, disable=None)
    with transfer.session() as session:
        receipts, failures = official.retrieve(
            snakemake.params.layers,
            snakemake.params.lock,
            session,
            progress,
            snakemake.params.folder,
        )
    print(official.summary(receipts), flush=True)
    if failures:
        raise InputError("\n".join(map(str, failures)))
