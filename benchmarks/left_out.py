"""Benchmark: fitted to all published totals but one, does the interval cover the one left out?

The CSV it writes: a row is a published total; what is published, what the record alone gives, and
what the record gives with the other totals. A total that is derived from another of the same zone
is no test of it: totals of one zone are left out together, too, in the rows `zone`.

Usage: python benchmarks/left_out.py OUTPUT.csv DATASET_FOLDER...
"""

import sys
from pathlib import Path

import pandas as pd
import yaml

from cocashift.allocate import intervals, questions
from cocashift.allocate.ground import Ground

CONFIG = yaml.safe_load((Path(__file__).parents[1] / "config/config.yaml").read_text("utf-8"))
# Whether a total is covered does not hang on the last per cent of an end.
DRAWS = 16384
ENDS = ["coca_ha_p10", "coca_ha_p50", "coca_ha_p90"]


def of_dataset(folder: Path) -> pd.DataFrame:
    """Leave out each total of a dataset in turn, and those of each zone together."""
    names = ("pieces", "editions", "surfaces/pieces", "cultivation")
    ground = Ground(*(pd.read_parquet(folder / f"{name}.parquet") for name in names))
    published = pd.read_parquet(folder / "published_totals.parquet")
    alone = _fixed(ground, None)
    rows = []
    for kept, left in _splits(published):
        fitted = _fixed(ground, kept if len(kept) else None)
        for total in left.itertuples():
            key = (total.zone, str(total.year))
            rows.append(
                {
                    "dataset": folder.name,
                    "zone": total.zone,
                    "year": total.year,
                    "left_out": "zone" if len(left) > 1 else "total",
                    "published_ha": total.coca_ha,
                    **{f"record_{end}": alone.loc[key, end] for end in ENDS},
                    **{f"others_{end}": fitted.loc[key, end] for end in ENDS},
                }
            )
    frame = pd.DataFrame(rows)
    for given in ("record", "others"):
        low, high = frame[f"{given}_coca_ha_p10"], frame[f"{given}_coca_ha_p90"]
        frame[f"{given}_covers"] = frame["published_ha"].between(low, high)
    return frame.round(0)


def _splits(published: pd.DataFrame):
    """Give what is kept and what is left out."""
    for place in range(len(published)):
        yield published.drop(index=published.index[place]), published.iloc[[place]]
    for _, of_zone in published.groupby("zone", sort=False):
        if len(of_zone) > 1:
            yield published.drop(index=of_zone.index), of_zone


def _fixed(ground: Ground, published) -> pd.DataFrame:
    """Draw all years, and take zones as of the last year compared."""
    years = CONFIG["years"]
    asked = questions.of_zones(ground, CONFIG["scenarios"], years, published=published, draws=DRAWS)
    found = intervals.of_zones(asked, years)
    return found[found["basis"].eq("fixed")].set_index(["zone", "period"])[ENDS]


if __name__ == "__main__":
    output, folders = Path(sys.argv[1]), map(Path, sys.argv[2:])
    pd.concat(map(of_dataset, folders)).to_csv(output, index=False)
