"""The repository keeps the shape that its readers rely on."""

import glob
import re
import subprocess
import tomllib

import pyogrio
import pytest
import yaml

from tests.conftest import ROOT

RULES = "\n".join(path.read_text("utf-8") for path in (ROOT / "workflow/rules").glob("*.smk"))
SCRIPTS = sorted((ROOT / "workflow/scripts").glob("*.py"))


def test_each_rule_has_its_script_and_each_script_its_rule():
    assert sorted(re.findall(r"^rule (\w+):", RULES, re.MULTILINE)) == [s.stem for s in SCRIPTS]


def test_each_rule_names_its_code_log_software_and_message():
    for rule in re.split(r"^rule ", RULES, flags=re.MULTILINE)[1:]:
        name = rule.partition(":")[0]
        assert f'code=library("{name}")' in rule
        assert f'"../scripts/{name}.py"' in rule
        for part in ("log:", "conda:", "message:"):
            assert part in rule, (name, part)
        assert ("output:" in rule) == (name != "retrieve"), name


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_scripts_are_thin(script):
    text = script.read_text("utf-8")
    assert "def " not in text
    assert "lambda" not in text
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


def test_the_package_takes_its_data_along():
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    # As setuptools reads them; to pathlib `**` means folders only.
    taken = {
        name
        for pattern in setup["package-data"]["cocashift"]
        for name in glob.glob(pattern, root_dir=ROOT / "cocashift", recursive=True)  # noqa: PTH207
    }
    listed = subprocess.check_output(["git", "ls-files"], cwd=ROOT / "cocashift", text=True)
    assert [n for n in listed.split() if not n.endswith(".py") and n not in taken] == []


def test_conda_and_pip_name_the_same_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pip = {re.sub(r"\s", "", line) for line in project["dependencies"]}
    pip.add(f"python{project['requires-python']}")
    conda = yaml.safe_load((ROOT / "envs/cocashift.yaml").read_text("utf-8"))["dependencies"]
    # conda-forge's matplotlib-base is PyPI's matplotlib: without a window toolkit.
    assert {re.sub(r"\s|-base", "", line) for line in conda} == pip


def test_locks_name_versions_and_hashes_and_no_address():
    for lock in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / lock).read_text("utf-8")
        assert "http" not in text
        assert not re.search(r"^--?\w*(index|find)", text, re.MULTILINE)
        for line in re.findall(r"^[a-z0-9].*", text, re.MULTILINE):
            assert re.match(r"[a-z0-9.-]+==\S+", line), line


def test_what_running_needs_is_locked_alike_for_testing():
    versions = [
        set(re.findall(r"^([a-z0-9.-]+==\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-test.lock")
    ]
    assert versions[0] <= versions[1]
    assert not any(name.startswith("pytest") for name in versions[0])


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
    return re.sub(r"^in_(park|ecuador|catatumbo|reserve|council)_", "in_<zone>_", column)


def test_every_column_of_every_table_is_described(maps):
    guide = (ROOT / "docs/outputs.md").read_text("utf-8")
    for table in (maps / "tables").glob("*.csv"):
        assert table.name in guide
        header = table.read_text("utf-8").splitlines()[0].split(",")
        assert [column for column in map(generic, header) if f"`{column}`" not in guide] == []


def test_every_field_of_every_layer_is_described_under_its_name(maps):
    guide = (ROOT / "docs/outputs.md").read_text("utf-8")
    package = maps / "qgis/cocashift.gpkg"
    layers = [name for name, kind in pyogrio.list_layers(package) if kind]
    assert sorted(re.findall(r"^#### `(\w+)`$", guide, re.MULTILINE)) == sorted(layers)
    for layer in layers:
        section = guide.partition(f"#### `{layer}`\n")[2].partition("\n##")[0]
        fields = pyogrio.read_info(package, layer=layer)["fields"]
        assert [field for field in map(generic, fields) if f"`{field}`" not in section] == []


def test_every_published_file_is_described(maps):
    guide = (ROOT / "docs/outputs.md").read_text("utf-8")
    for path in (each for each in maps.rglob("*") if each.is_file()):
        name = re.sub(r"_20\d\d(?=\.)", "_<year>", path.name)
        known = f"`{name}`" in guide or path.parent.name in {"figures", "geoparquet"}
        assert known or path.suffix in {".qml", ".qmd"}, path.name


def test_every_assumption_is_explained():
    method = (ROOT / "docs/method.md").read_text("utf-8")
    marked = 0
    for module in (ROOT / "cocashift").rglob("*.py"):
        marks = module.read_text("utf-8").count("# ASSUME:")
        marked += marks
        if module.name == "ensemble.py":  # docs/intervals.md argues its priors one by one
            continue
        assert method.count(f"(`{module.name}`)") >= marks, module.name
    assert marked > 0
