"""The repository keeps the shape that its readers rely on."""

import ast
import glob
import os
import re
import shutil
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter

import pyogrio
import pytest
import yaml

from tests.conftest import ROOT

RULES = {path: path.read_text("utf-8") for path in (ROOT / "workflow/rules").rglob("*.smk")}
SCRIPTS = sorted((ROOT / "workflow/scripts").rglob("*.py"))


def test_each_rule_has_its_script_and_each_script_its_rule():
    rules = [rule for text in RULES.values() for rule in re.findall(r"^rule (\w+):", text, re.M)]
    assert sorted(rules) == sorted(script.stem for script in SCRIPTS)


def test_each_rule_names_its_code_log_software_and_message():
    rules = [
        (path, rule)
        for path, text in RULES.items()
        for rule in re.split(r"^rule ", text, flags=re.MULTILINE)[1:]
    ]
    for path, rule in rules:
        name = rule.partition(":")[0]
        # A stage's rules stand in a file, or a folder, of its name; so do its scripts.
        stage = path.relative_to(ROOT / "workflow/rules").parts[0].removesuffix(".smk")
        script = ROOT / "workflow/scripts" / stage / f"{name}.py"
        assert f'code=library("{stage}/{name}")' in rule
        assert f'"{os.path.relpath(script, path.parent)}"' in rule
        for part in ("log:", "conda:", "message:"):
            assert part in rule, (name, part)
        assert ("output:" in rule) == (name != "retrieve"), name


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_scripts_are_thin(script):
    text = script.read_text("utf-8")
    assert "def " not in text
    assert "lambda" not in text
    # The log accounts for the job: what it was given, what it made.
    assert "logs.write_to(snakemake.log[0], snakemake)" in text
    assert len(text.splitlines()) <= 45


def test_the_snakefile_is_a_table_of_contents():
    text = (ROOT / "Snakefile").read_text("utf-8")
    assert len(text.splitlines()) <= 50
    assert "def " not in text


def test_the_library_knows_no_snakemake_and_prints_nothing():
    for module in (ROOT / "cocashift").rglob("*.py"):
        text = module.read_text("utf-8")
        assert not re.search(r"^(import|from) snakemake", text, re.MULTILINE), module.name
        assert not re.search(r"\bprint\(", text), module.name


def imports(path):
    """What a module of the package imports of it: lines and the modules' parts."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cocashift"):
            for alias in node.names:
                yield node.lineno, [*node.module.split(".")[1:], alias.name]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("cocashift"):
                    yield node.lineno, alias.name.split(".")[1:]


STAGES = ["retrieve", "harmonise", "overlay", "allocate", "migrate", "check", "publish"]


def test_a_stage_imports_only_stages_below_it_and_the_ground_floor():
    climbing = []
    for path in sorted((ROOT / "cocashift").rglob("*.py")):
        own = path.relative_to(ROOT / "cocashift").parts[0]
        floor = STAGES.index(own) if own in STAGES else -1
        for line, parts in imports(path):
            other = parts[0] if parts else ""
            if other in STAGES and STAGES.index(other) > floor:
                climbing.append(f"{path.relative_to(ROOT)}:{line} imports {'.'.join(parts)}")
    assert climbing == []


def test_wings_of_publish_do_not_lean_on_one_another():
    crossing = []
    for wing, others in {
        "pages": {"gis", "figures"},
        "gis": {"pages", "figures"},
        "figures": {"pages", "gis", "catalogue"},
        "catalogue": {"pages", "gis", "figures"},
    }.items():
        for path in sorted((ROOT / "cocashift/publish" / wing).glob("*.py")):
            for line, parts in imports(path):
                if parts[0] == "publish" and len(parts) > 1 and parts[1] in others:
                    crossing.append(f"{path.relative_to(ROOT)}:{line} imports {'.'.join(parts)}")
    for path in sorted((ROOT / "cocashift/publish").glob("*.py")):
        for line, parts in imports(path):
            if parts[0] == "publish" and len(parts) > 1 and parts[1] in {"pages", "gis", "figures"}:
                crossing.append(f"{path.relative_to(ROOT)}:{line} imports {'.'.join(parts)}")
    assert crossing == []


def test_imports_run_in_no_circle():
    root = ROOT / "cocashift"
    arrows = {}
    for path in root.rglob("*.py"):
        found = set()
        for _, parts in imports(path):
            for module in (root.joinpath(*parts), root.joinpath(*parts[:-1])):
                places = [module.with_suffix(".py"), module / "__init__.py"]
                found |= {place for place in places if place.is_file() and place != path}
                if any(place.is_file() for place in places):
                    break
        # A package that gathers its modules' names is not imported by them.
        arrows[path] = found
    try:
        list(TopologicalSorter(arrows).static_order())
    except CycleError as error:
        names = [str(path.relative_to(root)) for path in error.args[1]]
        pytest.fail(f"imports run in a circle: {' → '.join(names)}")


def test_every_stage_says_what_comes_in_and_what_goes_out():
    for stage in STAGES:
        path = ROOT / "cocashift" / stage / "__init__.py"
        tree = ast.parse(path.read_text("utf-8"))
        assert ast.get_docstring(tree), stage
        assert len(tree.body) == 1, f"{path.relative_to(ROOT)} holds code"


def test_modules_can_be_read_in_one_sitting():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / "cocashift").rglob("*.py")
    }
    assert {path: lines for path, lines in lengths.items() if lines > 260} == {}


def test_templates_lie_in_the_folder_of_the_module_that_fills_them():
    listed = subprocess.check_output(["git", "ls-files", "cocashift"], cwd=ROOT, text=True)
    for path in (ROOT / name for name in listed.split() if not name.endswith(".py")):
        name = path.name
        if "web" in path.parts:
            continue
        texts = [*path.parent.glob("*.py"), *path.parent.glob("*.j2")]
        beside = "".join(text.read_text("utf-8") for text in texts)
        assert f'"{name}"' in beside, f"nothing beside {path.relative_to(ROOT)} names it"


def test_the_package_takes_its_data_along():
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    patterns = setup["package-data"]["*"]
    # As setuptools reads them, from each package; to pathlib `**` means folders only.
    taken = {
        (package.parent / name).resolve()
        for package in (ROOT / "cocashift").rglob("__init__.py")
        for pattern in patterns
        for name in glob.glob(pattern, root_dir=package.parent, recursive=True)  # noqa: PTH207
    }
    listed = subprocess.check_output(["git", "ls-files", "cocashift"], cwd=ROOT, text=True)
    data = [ROOT / name for name in listed.split() if not name.endswith(".py")]
    assert [path for path in data if path.resolve() not in taken] == []


def test_an_installed_package_imports_and_renders(tmp_path):
    """Build and install the package into a folder of its own, and use it from there."""
    source = tmp_path / "source"
    for name in ["pyproject.toml", "README.md", "LICENSE"]:
        source.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    shutil.copytree(ROOT / "cocashift", source / "cocashift")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    target = tmp_path / "site"
    subprocess.run(
        [*pip, "--no-deps", "--no-build-isolation", "--target", str(target), str(source)],
        check=True,
    )
    shutil.rmtree(source)
    code = """
import importlib, pkgutil, sys
import cocashift
assert cocashift.__file__.startswith(sys.argv[1]), cocashift.__file__
for module in pkgutil.walk_packages(cocashift.__path__, "cocashift."):
    importlib.import_module(module.name)
from cocashift import schemas
from cocashift.publish.pages import quality
from cocashift.publish.results import Publication, Results
models = ["Quality", "Checks", "Unplaced", "Change", "Cultivation", "PublishedTotals"]
empty = {model.lower(): getattr(schemas, model).empty() for model in models}
empty["published_totals"] = empty.pop("publishedtotals")
found = Results(**empty, totals=schemas.ZoneTotals.empty())
sys.stdout.write(quality.render(found, Publication(years=[2013, 2014], dataset={"title": "Toy"})))
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(target)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "<h1>" in run.stdout


def test_conda_and_pip_name_the_same_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pip = {re.sub(r"\s", "", line) for line in project["dependencies"]}
    pip.add(f"python{project['requires-python']}")
    conda = yaml.safe_load((ROOT / "envs/cocashift.yaml").read_text("utf-8"))["dependencies"]
    # conda-forge's matplotlib-base is PyPI's matplotlib: without a window toolkit.
    assert {re.sub(r"\s|-base", "", line) for line in conda} == pip


LOCKS = [f"requirements{of}.lock" for of in ("", "-slurm", "-cloud", "-test")]
LOWEST = "requirements-lowest.lock"


def test_locks_name_versions_and_hashes_and_no_address():
    for lock in [*LOCKS, LOWEST]:
        text = (ROOT / lock).read_text("utf-8")
        assert "http" not in text
        assert not re.search(r"^--?\w*(index|find)", text, re.MULTILINE)
        for line in re.findall(r"^[a-z0-9].*", text, re.MULTILINE):
            assert re.match(r"[a-z0-9.-]+==\S+", line), line


def test_lower_bounds_are_the_versions_that_are_tested():
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lock = (ROOT / "requirements-lowest.lock").read_text("utf-8")
    locked = dict(
        re.findall(r"^([a-z0-9.-]+)==(\S+)(?: ; python_full_version <|(?= \\))", lock, re.M)
    )
    for each in [*setup["project"]["dependencies"], *setup["dependency-groups"]["test"]]:
        name, lowest = re.match(r"([a-z0-9-]+)(?:\[\w+\])?>=([0-9.]+)", each).groups()
        assert locked[name].removesuffix(".post1").startswith(lowest), (each, locked[name])


def test_what_is_imported_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[<>=]", each)[0] for each in project["dependencies"]}
    ours = {"cocashift", *sys.stdlib_module_names}
    found = set()
    for path in [*(ROOT / "cocashift").rglob("*.py"), *SCRIPTS]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module.partition(".")[0])
    names = {"PIL": "pillow", "ot": "pot", "yaml": "pyyaml", "fontTools": "fonttools"}
    # Parts of these that come as packages of their own, and are nothing without them.
    names |= {"branca": "folium", "markupsafe": "jinja2"}
    assert {names.get(module, module) for module in found - ours} <= asked


def test_what_running_needs_is_locked_alike_for_testing_clusters_and_clouds():
    running, slurm, cloud, testing = (
        set(re.findall(r"^([a-z0-9.-]+==\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in LOCKS
    )
    assert running < slurm < testing
    assert running < cloud < testing
    assert not any(name.startswith("pytest") for name in slurm | cloud)


def keys(schema, defs):
    """Every key that a schema allows, with its part of the schema."""
    for name, part in schema.get("properties", {}).items():
        part = part | defs.get(part.get("$ref", "").rpartition("/")[2], {})
        yield name, part
        yield from keys(part, defs)
        if isinstance(part.get("additionalProperties"), dict):
            inner = part["additionalProperties"]
            yield from keys(inner | defs.get(inner.get("$ref", "").rpartition("/")[2], {}), defs)


def test_every_key_of_the_configuration_is_explained():
    schema = yaml.safe_load((ROOT / "workflow/schemas/config.schema.yaml").read_text("utf-8"))
    guide = (ROOT / "config/README.md").read_text("utf-8")
    assert [name for name, _ in keys(schema, schema["$defs"]) if f"`{name}`" not in guide] == []


def test_every_source_says_who_and_under_which_terms():
    for path in (ROOT / "config/datasets").glob("*.yaml"):
        for layer, parts in yaml.safe_load(path.read_text("utf-8"))["layers"].items():
            for part in parts if isinstance(parts, list) else [parts]:
                assert part["provider"], layer
                assert part["licence"], layer


def generic(column) -> str:
    """A column's name as the guide writes it."""
    column = re.sub(r"_20\d\d(?=_|$)", "_<year>", column)
    column = re.sub(r"_(strict|standard|broad)(?=_|$)", "_<scenario>", column)
    return re.sub(r"^in_(park|ecuador|catatumbo|venezuela|reserve|council)_", "in_<zone>_", column)


def test_every_column_of_every_table_is_described(maps):
    guide = (ROOT / "docs/outputs.md").read_text("utf-8")
    for table in (maps / "tables").glob("*.csv"):
        assert table.name in guide
        header = table.read_text("utf-8").splitlines()[0].split(",")
        assert [column for column in map(generic, header) if f"`{column}`" not in guide] == []


def test_every_field_of_every_layer_is_described_under_its_name(maps):
    guide = (ROOT / "docs/outputs.md").read_text("utf-8")
    package = maps / "qgis/cocashift.gpkg"
    layers = [name for name, _ in pyogrio.list_layers(package) if name != "layer_styles"]
    assert sorted(re.findall(r"^#### `(\w+)`$", guide, re.MULTILINE)) == sorted(layers)
    for layer in layers:
        section = guide.partition(f"#### `{layer}`\n")[2].partition("\n##")[0]
        fields = pyogrio.read_info(package, layer=layer)["fields"]
        assert [field for field in map(generic, fields) if f"`{field}`" not in section] == []


def test_every_published_file_is_described(maps):
    guide = (ROOT / "docs/outputs.md").read_text("utf-8")
    for path in (each for each in maps.rglob("*") if each.is_file()):
        name = re.sub(r"_20\d\d(?=\.)", "_<year>", path.name)
        if path.parent.name == "figures":
            name = path.stem.rpartition("-")[0]
        known = f"`{name}`" in guide or path.parent.name == "geoparquet"
        assert known or path.suffix in {".qml", ".qmd"}, path.name


def test_every_assumption_is_explained():
    method = (ROOT / "docs/method.md").read_text("utf-8")
    marked = 0
    for module in (ROOT / "cocashift").rglob("*.py"):
        marks = module.read_text("utf-8").count("# ASSUME:")
        marked += marks
        if module.parent.name == "ensemble":  # docs/intervals.md argues its priors one by one
            continue
        assert method.count(f"(`{module.name}`)") >= marks, module.name
    assert marked > 0
