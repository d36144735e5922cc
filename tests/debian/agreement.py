"""What `make debian` published under another Python agrees with the golden figures.

Its folder is given as ``COCASHIFT_ELSEWHERE``; not among the tests that `make test` finds.
"""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from cocashift.publish.catalogue import datapackage
from tests.conftest import ROOT
from tests.workflow.test_golden import GOLDEN, moves, read

TABLES = Path(os.environ.get("COCASHIFT_ELSEWHERE", ""), "tables")
STREAMS = yaml.safe_load((ROOT / "tests/golden/streams.yaml").read_text("utf-8"))
# shift.csv has the draws of zones.csv over again, sensitivity.csv has fewer of them.
DRAWN = {"sensitivity", "shift", "zones"}


@pytest.mark.parametrize("path", [p for p in GOLDEN if p.stem not in DRAWN], ids=lambda p: p.stem)
def test_figures_agree(path):
    found = moves(path.stem, read(path), read(TABLES / path.name), STREAMS)
    assert found.empty, f"{path.stem}: what moved\n{found.to_string(index=False)}"


@pytest.mark.parametrize("end", ["p10", "p50", "p90"])
def test_medians_and_ends_agree_within_their_errors(end):
    keys = datapackage.KEYS["zones"]
    ours, theirs = (
        pd.read_csv(folder / "zones.csv").set_index(keys)
        for folder in (ROOT / "tests/golden", TABLES)
    )
    assert ours.index.equals(theirs.index)
    figures = [(f"coca_ha_{end}", f"coca_mcse_ha_{end}")]
    figures += [("change_ha" if end == "p50" else f"change_ha_{end}", f"change_mcse_ha_{end}")]
    for name, error in figures:
        drawn = ours[error].notna()
        assert drawn.any()
        errors = np.hypot(ours[error], theirs[error])
        beyond = (ours[name] - theirs[name]).abs() > 5 * errors + 1e-6 * ours[name].abs()
        assert not beyond[drawn].any(), ours.loc[beyond & drawn, name]
