"""The bundled dataset's figures are those that were committed, and a number that moves is told."""

import pandas as pd
import pytest
import yaml

from cocashift.publish.catalogue import datapackage, moved
from tests.conftest import ROOT

GOLDEN = sorted((ROOT / "tests/golden").glob("*.csv"))
TOLERANCES = yaml.safe_load((ROOT / "tests/golden/tolerances.yaml").read_text("utf-8"))
MEANT = "If it is meant, run `make golden` and commit the files with the reason."


def moves(table: str, golden, found, tolerances=TOLERANCES) -> pd.DataFrame:
    """What moved beyond its tolerance."""
    tolerance = tolerances.get(table, tolerances["default"])
    return moved.between(golden, found, datapackage.KEYS[table], **tolerance)


def read(path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_figures_are_the_golden_ones(maps, path):
    found = moves(path.stem, read(path), read(maps / "tables" / path.name))
    assert found.empty, f"{path.stem}: what moved\n{found.to_string(index=False)}\n{MEANT}"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_figure_that_moves_by_a_thousandth_is_seen(path):
    golden = read(path)
    for column in golden:
        figures = pd.to_numeric(golden[column], errors="coerce")
        rows = figures.index[figures.abs() > 0.01]
        if not figures.notna().any() or not len(rows) or column in datapackage.KEYS[path.stem]:
            continue
        spoilt = golden.copy()
        spoilt.loc[rows[-1], column] = str(figures[rows[-1]] * 1.001)
        found = moves(path.stem, golden, spoilt)
        assert found["column"].tolist() == [column]


def test_golden_files_are_small():
    assert len(GOLDEN) >= 8
    assert sum(path.stat().st_size for path in GOLDEN) < 100_000


def test_the_guide_tells_the_monte_carlo_error_of_the_golden_figures():
    zones = pd.read_csv(ROOT / "tests/golden/zones.csv")
    errors = pd.concat(
        {
            end: pd.DataFrame(
                {
                    "zone": zones["zone"],
                    "ha": zones[f"coca_mcse_ha_{end}"],
                    "part": zones[f"coca_mcse_ha_{end}"] / zones[f"coca_ha_{end}"],
                }
            )
            for end in ("p10", "p50", "p90")
        }
    ).dropna()
    strip = errors["zone"] == "venezuela"
    guide = " ".join((ROOT / "docs/intervals.md").read_text("utf-8").split())
    most = 100 * errors.loc[~strip, "part"].max()
    assert f"it is at most {most:.1f} % of every median" in guide
    of_strip = errors[strip]
    assert f"up to {100 * of_strip['part'].max():.1f} %" in guide
    assert f"at most {of_strip['ha'].max():.0f} ha" in guide


def test_what_is_said_of_eradication_by_hand_is_in_the_register():
    register = pd.read_csv(
        ROOT / "data/raw/bundled/manual_eradication.csv", dtype={"CODDEPTO": str}
    )
    figures = register[["2013", "2014"]].apply(pd.to_numeric)
    country, there = figures.sum(), figures[register["CODDEPTO"] == "54"].sum()
    assert country.tolist() == pytest.approx([22_121, 11_703], abs=0.51)
    assert there.tolist() == pytest.approx([3_573, 673], abs=0.51)
    config = " ".join((ROOT / "config/config.yaml").read_text("utf-8").split())
    assert "3,573 ha were eradicated there in 2013, and 673 ha in 2014" in config
    rivals = (ROOT / "cocashift/publish/pages/rivals.yaml").read_text("utf-8")
    assert "(22,121 → 11,703 ha; there 3,573 → 673 ha)" in rivals
