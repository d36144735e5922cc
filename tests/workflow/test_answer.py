"""What the product says is borne out by other seeds, by zones left out, and by its variants."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest
import yaml

from cocashift.allocate import intervals, questions
from cocashift.allocate.ground import Ground
from cocashift.migrate import robustness
from cocashift.migrate.robustness import LARGE_PART, SAME
from cocashift.publish import finding
from cocashift.publish.results import Publication
from tests.conftest import ROOT

EDITIONS = ["bundled", "real"]
YEARS = [2013, 2014]
CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text("utf-8"))


class Tables(HTMLParser):
    """Every table of a page as rows of how many columns their cells span."""

    def __init__(self):
        super().__init__()
        self.tables = []

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append(0)
        elif tag in {"th", "td"}:
            self.tables[-1][-1] += int(dict(attrs).get("colspan", 1))


@pytest.mark.parametrize("which", ["bundled", "spanish", "real", "hostile"])
@pytest.mark.parametrize("page", ["index", "quality"])
def test_every_table_has_as_many_cells_as_headers(edition, which, page):
    """Also with weights and a grid, where every zone has several methods."""
    read = Tables()
    read.feed((edition(which) / f"{page}.html").read_text("utf-8"))
    assert read.tables
    for rows in read.tables:
        assert set(rows) == {rows[0]}


def test_the_edition_with_weights_and_a_grid_has_every_method(edition):
    zones = pd.read_csv(edition("hostile") / "tables/zones.csv")
    assert {"ensemble", "areal", "dasymetric", "grid"} <= set(zones["method"])


def ground_of(folder):
    """What the ensemble of a run is drawn on, by its published folder."""
    processed = folder.parent.parent / "data/processed" / folder.name
    pieces = pd.read_parquet(
        processed / "pieces.parquet", columns=["divipola", "inside", "area_ha"]
    )
    names = ("editions", "surfaces/pieces", "cultivation")
    return Ground(pieces, *(pd.read_parquet(processed / f"{n}.parquet") for n in names))


def asked(drawn: pd.DataFrame) -> pd.Series:
    """The headline's change between the two years, as one draw of the ensemble has it."""
    own = drawn[drawn["zone"].eq(CONFIG["headline"]) & drawn["period"].eq("2013-2014")]
    return own[own["basis"].eq("in_force") & own["left_out"].eq("")].iloc[0]


@pytest.mark.parametrize("which", EDITIONS)
def test_nothing_is_told_that_another_seed_or_a_zone_left_out_contradicts(edition, which):
    folder = edition(which)
    verdict = robustness.of_reading(pd.read_csv(folder / "tables/sensitivity.csv"), "standard")
    ground = ground_of(folder)
    scenarios, editions = CONFIG["scenarios"], ground.editions
    drawn = [
        intervals.of_zones(questions.of_zones(ground, scenarios, YEARS, seed=seed), YEARS)
        for seed in (1, 2)
    ]
    # A zone that is not there at all, and not only left out of the sum.
    drawn += [
        intervals.of_change(
            questions.of_change(
                replace(ground, editions=editions[editions["zone"] != zone]), scenarios, YEARS
            )
        )
        for zone in editions.loc[editions["tier"].isin(["A", "B"]), "zone"].unique()
    ]
    for row in map(asked, drawn):
        low, high = row["national_share_p10"], row["national_share_p90"]
        assert verdict.direction != "rose" or low > -SAME
        assert verdict.direction != "fell" or high < SAME
        low, high = row["share_of_change_p10"], row["share_of_change_p90"]
        assert verdict.side != "inside" or low > LARGE_PART - 0.01
        assert verdict.side != "outside" or high < LARGE_PART + 0.01


@pytest.mark.parametrize("which", EDITIONS)
def test_the_figures_of_the_finding_are_those_of_the_tables(edition, which):
    folder = edition(which)
    shift = pd.read_csv(folder / "tables/shift.csv")
    row = finding.told_row(shift, "standard")
    publication = Publication(
        years=YEARS, headline="standard", sprayed=CONFIG["sprayed"], sources={"claim": []}
    )
    sensitivity = pd.read_csv(folder / "tables/sensitivity.csv").fillna({"variant": ""})
    verdict = robustness.of_reading(sensitivity, "standard")
    told = finding.tell(shift, pd.read_csv(folder / "tables/context.csv"), verdict, publication)
    page = (folder / "index.html").read_text("utf-8")
    for sentence in told:
        assert sentence in page
    numbers = [int(number) for number in re.findall(r"(\d+)%(?! interval)", told[0])]
    expected = [
        (row["change_ha"] + row["change_outside_ha"])
        / (row["coca_ha_first"] / row["national_share_first"]),
        row["share_of_change_p10"],
        row["share_of_change_p90"],
        row["share_of_change"],
    ]
    assert numbers == [pytest.approx(100 * figure, abs=0.51) for figure in expected]


@pytest.mark.parametrize("which", EDITIONS)
def test_the_census_stays_the_census(edition, which):
    """However it is told, hectares inside and outside add up to the record."""
    shift = pd.read_csv(edition(which) / "tables/shift.csv")
    own = shift[shift["kind"] == "scenario"]
    total = own["change_ha"] + own["change_outside_ha"]
    assert total.tolist() == pytest.approx([69_132 - 48_189] * len(own), abs=1)
