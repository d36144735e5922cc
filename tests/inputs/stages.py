"""The scripts that read a dataset, one after another in this process: what they tell of a bad file.

They are those that the rules run, on what the rules would give them of a dataset and the
configuration as it stands; Snakemake, which tells nothing of a file itself, takes seconds to start.
"""

import runpy
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import yaml

from cocashift import datasets, logs
from tests.conftest import ROOT
from tests.toy import Toy

SCHEMA = yaml.safe_load((ROOT / "workflow/schemas/dataset.schema.yaml").read_bytes())
CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_bytes())


class Named(dict):
    """Inputs, outputs or parameters by name, as a script asks for them."""

    __getattr__ = dict.__getitem__


def run(toy: Toy) -> None:
    """Read a dataset, and all that it names, until a script refuses something.

    Raises
    ------
    InputError
        What the script, or the reader of the dataset, says to the user.
    """
    toy.describe()
    read = datasets.read(toy / f"{toy.folder.name}.yaml", SCHEMA)["layers"]
    layers = {name: part if isinstance(part, list) else [part] for name, part in read.items()}
    made = _Made(toy.folder / "made")
    zones = {
        name: each
        for name, each in CONFIG["zones"].items()
        if "border" not in each and each.get("layer", "municipalities") in layers
    }

    def files(*names):
        return {name: [part["path"] for part in layers.get(name, [])] for name in names}

    def of(*names):
        return {name: layers[name] for name in names if name in layers}

    bounds, records = ("municipalities", "countries", "gazetteer"), ("coca", "spraying", "manual")
    surfaces, crs = ("weights", "grid", "cells"), CONFIG["crs"]
    _script(
        "harmonise/harmonise_boundaries",
        files(*bounds),
        made("municipalities", "neighbours", "quality"),
        {"layers": of(*bounds), "crs": crs},
    )
    _script(
        "harmonise/lay_raster",
        made("municipalities"),
        made("raster"),
        CONFIG["mask"] | {"crs": crs["publish"]},
    )
    _script(
        "harmonise/harmonise_records",
        files(*records) | made("municipalities"),
        made("cultivation", "unplaced", "eradication", "quality"),
        {"layers": of(*records), "years": CONFIG["years"], "unplaced": CONFIG["unplaced"]},
    )
    for zone, definition in zones.items():
        layer = definition.get("layer")
        _script(
            "harmonise/harmonise_zone",
            {"layer": files(layer)[layer]} if layer else made("municipalities"),
            {"zone": made(zone)[zone]} | made("quality"),
            {"definition": definition, "layers": of(layer), "crs": crs},
            zone=zone,
        )
    _script(
        "harmonise/harmonise_totals",
        files("totals") | made("cultivation"),
        made("totals", "quality"),
        {
            "layers": of("totals"),
            "known": [*CONFIG["zones"], *CONFIG["scenarios"]],
            "made": [*zones, *CONFIG["scenarios"]],
        },
    )
    _script(
        "overlay/overlay_zones",
        made("municipalities", "cultivation") | {"zones": [*made(*zones).values()], "regions": []},
        made("pieces", "editions"),
        {},
    )
    _script(
        "overlay/describe_pieces",
        files(*surfaces) | made("pieces", "editions", "cultivation"),
        made("surfaces", "quality"),
        {"layers": of(*surfaces)},
    )


class _Made:
    """Names the files that one script makes and another reads."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()

    def __call__(self, *names: str) -> dict[str, str]:
        return {name: str(self.folder / f"{name}.parquet") for name in names}


def _script(name, given, made, params, **wildcards) -> None:
    job = SimpleNamespace(
        input=Named(given),
        output=Named(made),
        params=Named(params),
        wildcards=Named(wildcards),
        log=["log"],
    )
    # What a script tells goes to its log, and its process ends there; here the caller hears it.
    with mock.patch.object(logs, "write_to"):
        path = ROOT / f"workflow/scripts/{name}.py"
        runpy.run_path(str(path), {"snakemake": job}, "__main__")
