# What the rules share: the chosen dataset, its files, and the library modules a script uses.

import ast
import os
from pathlib import Path

import yaml
from snakemake.utils import validate

ROOT = Path(workflow.basedir)
if not (ROOT / "cocashift").is_dir():  # started through workflow/Snakefile
    ROOT = ROOT.parent

validate(config, ROOT / "workflow/schemas/config.schema.yaml")


def read_dataset(name):
    """Read a dataset's description: a name under config/datasets/, or the path of a file."""
    path = Path(name)
    if path.suffix not in {".yaml", ".yml"}:
        path = Path("config/datasets") / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(
            sorted(p.stem for p in Path("config/datasets").glob("*.yaml"))
        )
        raise WorkflowError(
            f"dataset {name!r}: there is no {path}. Known datasets: {known}; "
            "or give the path of a YAML file of your own (see config/README.md)."
        )
    dataset = yaml.safe_load(path.read_text("utf-8"))
    validate(dataset, ROOT / "workflow/schemas/dataset.schema.yaml")
    return path, dataset


DATASET_FILE, description = read_dataset(config["dataset"])
DATASET = DATASET_FILE.stem
# A layer may come in several files, one per edition; a path may name an environment variable.
LAYERS = {
    layer: [
        part | {"path": os.path.expandvars(part["path"])}
        for part in (parts if isinstance(parts, list) else [parts])
    ]
    for layer, parts in description["layers"].items()
}
# A zone needs its layer; what a dataset lacks is left out, and the pages say so.
ZONES = [
    zone
    for zone, definition in config["zones"].items()
    if definition.get("layer", "municipalities") in LAYERS
    and ("border" not in definition or "countries" in LAYERS)
]


wildcard_constraints:
    dataset=DATASET,
    zone="|".join(ZONES),


def files(layer):
    """The files of a layer; none where the dataset lacks it."""
    return [part["path"] for part in LAYERS.get(layer, [])]


def all_files_there(wildcards):
    """Nothing to wait for; but a layer whose file is missing ends the run here, with the remedy."""
    parts = [(layer, part) for layer in LAYERS for part in LAYERS[layer]]
    missing = [
        (layer, part) for layer, part in parts if not Path(part["path"]).is_file()
    ]
    lines = [f"layer {layer!r}: there is no {part['path']}" for layer, part in missing]
    if any("address" not in part for _, part in missing):
        lines.append(f"Check the paths in {DATASET_FILE}.")
    if any("address" in part for _, part in missing):
        remedy = f"snakemake retrieve --config dataset={config['dataset']}"
        lines.append(f"Run `{remedy}` to download what has an address.")
    if missing:
        raise WorkflowError("\n".join(lines))
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


def library(script):
    """The package's files that a script uses, directly or not: an edit to one reruns its rule."""
    found, waiting = set(), [ROOT / "workflow/scripts" / f"{script}.py"]
    while waiting:
        for module in imported(waiting.pop()):
            path = ROOT / "cocashift" / f"{module}.py"
            if path.is_file() and path not in found:
                found.add(path)
                waiting.append(path)
    # A module's data lie beside it under its name: words.yaml, web/.
    data = [path.with_suffix(".yaml") for path in found] + [
        file for path in found for file in path.with_suffix("").rglob("*.*")
    ]
    return sorted(str(relative(path)) for path in [*found, *data] if path.is_file())


def imported(path):
    """What one Python file imports of the package: modules, or names in them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            package, *folders = node.module.split(".")
            if package == "cocashift":
                yield "/".join(folders)
                yield from ("/".join([*folders, alias.name]) for alias in node.names)


def relative(path):
    """A path below the working directory without it, so that a moved folder reruns nothing."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
