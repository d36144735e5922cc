# What the rules share: the chosen dataset, its files, and the library modules a script uses.

import atexit
import os
import re
import sys
import time
from functools import cache
from os import environ
from pathlib import Path

import yaml

# This file's own project, also where another workflow uses this one as a module.
ROOT = Path(workflow.current_basedir.get_path_or_uri(secret_free=False)).parents[1]
sys.path.insert(0, str(ROOT))
# Scripts are processes of their own.
environ["PYTHONPATH"] = os.pathsep.join(
    [str(ROOT), *filter(None, [environ.get("PYTHONPATH")])]
)

from cocashift import coverage, datasets, logs, place
from cocashift.errors import InputError, printable
from cocashift.words import LANGUAGES, Words

# What is said when all else has been said: what was wrong, and where it stands.
LAST_WORDS = []
SUCCEEDED = []
BEGUN = time.time()


@atexit.register
def say_last():
    """Say it on the terminal, and leave it to the Makefile, which has a line of its own to add."""
    # Snakemake's own records meet a full disk too, and their last words are a trace.
    if not LAST_WORDS and not SUCCEEDED and Path(".snakemake").is_dir():
        LAST_WORDS.extend(filter(None, [logs.refused(".snakemake")]))
    words = "\n\n".join(LAST_WORDS)
    if words and environ.get("COCASHIFT_LAST_WORDS"):
        Path(environ["COCASHIFT_LAST_WORDS"]).write_text(f"\n{words}\n", "utf-8")
    if words:
        print(f"\n{words}", file=sys.stderr, flush=True)


def newest_log():
    """What the job that wrote last said: Snakemake's own log names none where it is kept quiet."""
    found = Path("logs").rglob("*.log")
    written = [
        each for each in found if each.stat().st_mtime >= BEGUN and logs.said(each)
    ]
    last = max(written, key=lambda each: each.stat().st_mtime, default=None)
    return (
        logs.last_words(f"  log: {last} (check log file") if last else "A job failed."
    )


def stop(message):
    """Stop before any job, with one sentence."""
    LAST_WORDS[:] = [printable(message)]
    raise WorkflowError("The run was stopped:")


@cache
def read_schema(name):
    """Read a schema: what a configuration, or a dataset, may say."""
    return yaml.load((ROOT / "workflow/schemas" / name).read_bytes(), yaml.CSafeLoader)


try:
    config["years"] = datasets.years(config.get("years"))
    if not isinstance(config["years"], list):
        stop(
            f"configuration, years: {config['years']!r} are not two years, as [2013,2014]."
        )
    datasets.numbers(config, read_schema("config.schema.yaml"))
    datasets.require_valid(config, read_schema("config.schema.yaml"), "configuration")
    # Colombia, unless the configuration names another place.
    PLACE = place.of(config)
except InputError as error:
    stop(str(error))
if config["headline"] not in config["scenarios"]:
    stop(
        f"config: headline {config['headline']!r} is not among the scenarios: "
        + ", ".join(config["scenarios"])
    )
# Both stand in the same columns.
both = [zone for zone in config["zones"] if zone in config["scenarios"]]
if both:
    stop(
        f"configuration, zones: {both[0]!r} is a zone and a scenario. Rename one of them."
    )


def read_dataset(name):
    """Read a dataset's description: a name under config/datasets/, or the path of a file."""
    path = Path(name)
    if path.suffix.lower() not in {".yaml", ".yml"}:
        path = Path("config/datasets") / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(
            sorted(p.stem for p in Path("config/datasets").glob("*.yaml"))
        )
        stop(
            f"dataset {name!r}: there is no {path}. Known datasets: {known}; "
            "or give the path of a YAML file of your own (see config/README.md)."
        )
    schema = read_schema("dataset.schema.yaml")
    try:
        dataset = datasets.read(path, schema, PLACE.internal)
    except InputError as error:
        stop(str(error))
    require_used(dataset["layers"], schema["properties"]["layers"]["properties"], path)
    return path, dataset


def require_used(layers, known, path):
    """Stop at a layer that nothing reads: its name is misspelt, or no zone of the run names it."""
    zones = {zone.get("layer") for zone in config["zones"].values()}
    for layer in layers:
        if layer not in known and layer not in zones:
            stop(
                f"{path}, layers: no zone of the configuration has {layer!r} as its `layer`, and "
                f"the layers that need no zone are {', '.join(known)}. Correct the name, or name "
                "it in a zone."
            )


DATASET_FILE, description = read_dataset(config["dataset"])
DATASET = DATASET_FILE.stem
# Folders go by it, and Snakemake reads braces in a path as a wildcard.
if re.search(r"[{}\x00-\x1f]", DATASET):
    stop(
        f"{DATASET_FILE}: folders go by the name of this file, and braces or control characters "
        "cannot stand in it. Rename the file."
    )
# Says whose the folders of this name are.
OWNER = Path("data/processed") / DATASET / "dataset.txt"
if OWNER.is_file():
    owner = Path(OWNER.read_text("utf-8").strip())
    if owner.is_file() and owner.resolve() != DATASET_FILE.resolve():
        stop(
            f"{DATASET_FILE}: maps/{DATASET} and data/processed/{DATASET} belong to {owner}, "
            "another dataset of this name. Rename one of the two files."
        )


onerror:
    # `log` is Snakemake's own, which names those of failed jobs.
    reports = [log] if isinstance(log, str) else log
    told = [
        logs.last_words(Path(each).read_text("utf-8", "replace"))
        for each in reports
    ]
    LAST_WORDS.append("\n".join(filter(None, told)) or newest_log())


onsuccess:
    SUCCEEDED.append(True)
    if made := what_is_made(time.time() - BEGUN):
        print(made, flush=True)


onstart:
    OWNER.parent.mkdir(parents=True, exist_ok=True)
    OWNER.write_text(os.path.relpath(DATASET_FILE) + "\n", "utf-8")


# What a run shows of itself.
include: "progress.smk"


# What pages and layers tell of it.
TOLD = {key: description.get(key, "") for key in ("title", "note")}
# Another place than Colombia goes with each layer that must lie in it, and with what is told.
AT = {"place": config["place"]} if "place" in config else {}
TOLD |= AT
for zone in config["zones"].values():
    zone |= AT if "border" in zone else {}
# A layer may come in several files, one per edition; a path may name an environment variable.
LAYERS = {
    layer: [
        part | AT | {"path": os.path.expandvars(part["path"])}
        for part in (parts if isinstance(parts, list) else [parts])
    ]
    for layer, parts in description["layers"].items()
}
for layer, parts in LAYERS.items():
    for part in parts:
        if re.search(r"[{}]", part["path"]):
            stop(
                f"dataset {DATASET!r}, layer {layer!r}: {part['path']}: Snakemake takes braces in a "
                "path for a wildcard. Rename the file or its folder."
            )
        # What has an address may still be missing: see `retrieved`. Elsewhere a job has its own
        # inputs only.
        missing = workflow.is_main_process and not Path(part["path"]).is_file()
        if missing and Path(part["path"]).is_dir():
            stop(
                f"dataset {DATASET!r}, layer {layer!r}: {part['path']} is a folder, and a layer is a "
                "file. Name a file in it; a layer of a geodatabase (.gdb) is saved as a GeoPackage "
                "first."
            )
        if "address" not in part and missing:
            stop(
                f"dataset {DATASET!r}, layer {layer!r}: there is no {part['path']}. Check its path."
            )
# The grid of one survey, and the statement of one government.
for layer in ("grid", "cells", "claim") if PLACE.elsewhere else ():
    if layer in LAYERS:
        stop(
            f"dataset {DATASET!r}, layer {layer!r}: it is read for Colombia only. Leave it out."
        )
# A part of the country speaks of its study area.
TOLD["part"] = coverage.part(LAYERS["municipalities"][0], PLACE)
# A zone needs its layer; what a dataset lacks is left out, and the pages say so.
ZONES = [
    zone
    for zone, definition in config["zones"].items()
    if definition.get("layer", "municipalities") in LAYERS
    and ("border" not in definition or "countries" in LAYERS)
]
# Of these, the strips inside a border.
BORDERS = {
    zone: config["zones"][zone] for zone in ZONES if "border" in config["zones"][zone]
}


# The report's captions read these; no job does, so a word changed in them reruns nothing.
WORDS = Words(config["language"], place=PLACE)
config["report"] = WORDS.group("report.") | {
    "caveat": WORDS("caveat.net"),
    "parameters": WORDS(
        "report.parameters",
        dataset=DATASET,
        first=config["years"][0],
        last=config["years"][-1],
        zones=", ".join(
            f"{WORDS.zone(zone)} ({config['zones'][zone]['tier']})" for zone in ZONES
        ),
        scenario=WORDS.scenario(config["headline"]),
        tiers=", ".join(config["scenarios"][config["headline"]]),
    ),
}


def reported(path, kind, about, wide=None):
    """Show an output in Snakemake's report, under the words that the index has for it."""
    return report(
        path,
        caption=str(ROOT / "workflow/report/result.rst"),
        category=WORDS(f"report.category.{kind}"),
        labels={
            WORDS("report.shown"): WORDS(about),
            **({WORDS("report.width"): wide} if wide else {}),
            WORDS("report.format"): Path(path).suffix[1:].upper(),
        },
    )


def others(page):
    """A page's editions in the other languages: in folders beside what is published once."""
    return [
        f"maps/{{dataset}}/{language}/{page}"
        for language in LANGUAGES
        if language != config["language"]
    ]


wildcard_constraints:
    dataset=re.escape(DATASET),
    zone="|".join(map(re.escape, ZONES)) or "none",


def files(layer):
    """The files of a layer; none where the dataset lacks it."""
    return [part["path"] for part in LAYERS.get(layer, [])]


def retrieved(wildcards):
    """Nothing to wait for; but the line does not start before its layers have been retrieved."""
    missing = [
        f"layer {layer!r}: there is no {part['path']}."
        for layer, parts in LAYERS.items()
        for part in parts
        if not Path(part["path"]).is_file()
    ]
    if missing:
        remedy = f"snakemake retrieve --config dataset={config['dataset']}"
        stop("\n".join([*missing, f"To download it, run `{remedy}`."]))
    return []


def addressed():
    """What can be retrieved; editions of a layer are numbered, and a shared file comes once."""
    by_path = {}
    for layer, parts in LAYERS.items():
        for number, part in enumerate(parts, start=1):
            if "address" in part:
                name = layer if len(parts) == 1 else f"{layer}-{number}"
                by_path.setdefault(part["path"], (name, part))
    return dict(by_path.values())


def of_layers(*names):
    """The descriptions of some layers: a rule that takes no others reruns for no others."""
    return {name: LAYERS[name] for name in names if name in LAYERS}


def zone_layers(wildcards):
    """The description of the layer that a zone is made from."""
    return of_layers(config["zones"][wildcards.zone].get("layer"))


def zone_inputs(wildcards):
    """What a zone is made from, by the kind of its definition."""
    definition = config["zones"][wildcards.zone]
    if "layer" in definition:
        return {"layer": files(definition["layer"])}
    inputs = {"municipalities": rules.harmonise_boundaries.output.municipalities}
    if "border" in definition:
        inputs["neighbours"] = rules.harmonise_boundaries.output.neighbours
    return inputs


# What a file says of others; reading it as a program would take three times as long.
IMPORTS = re.compile(r"^ *from (cocashift[\w.]*) import (\([^)]*\)|.+)", re.M)
NAMES = re.compile(r'"(\w[\w./-]*)"')


def library(script):
    """The package's files that a script uses, directly or not: an edit to one reruns its rule."""
    found, waiting = set(), [ROOT / "workflow/scripts" / f"{script}.py"]
    while waiting:
        path = waiting.pop()
        used = used_by(path)
        waiting += used - found
        found |= used
    return sorted(str(relative(path)) for path in found)


@cache
def used_by(path):
    """What a file of the package uses of it: rules share most of their files."""
    return imported(path) if path.suffix == ".py" else included(path)


def imported(path):
    """What a Python file uses of the package: modules, and files beside it that it names."""
    text, used = path.read_text("utf-8"), set()
    for source, names in IMPORTS.findall(text):
        whole = ROOT.joinpath(*source.split("."))
        for module in [whole, *(whole / name for name in re.findall(r"\w+", names))]:
            used |= {module.with_suffix(".py"), module / "__init__.py"}
    # A module names its templates, styles and words by their paths from its own folder.
    for named in filter(
        Path.exists, {path.parent / name for name in NAMES.findall(text)}
    ):
        used |= {named, *named.rglob("*.*")} - {*named.rglob("*.py")}
    return {path for path in used if path.is_file()}


def included(path):
    """The templates that a template includes, by their paths from the folder of its module."""
    if path.suffix != ".j2":
        return set()
    names = re.findall(r'{% (?:include|import|from) "([^"]+)"', path.read_text("utf-8"))
    return {path.parent / name for name in names if (path.parent / name).is_file()}


def relative(path):
    """A path below the working directory without it, so that a moved folder reruns nothing."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
