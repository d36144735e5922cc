"""What the guides show in blocks runs, and prints what stands there."""

import re
import shlex
import tomllib

import pytest

from cocashift.allocate import zonal
from tests.conftest import ROOT
from tests.docs.guides import NAMES, blocks, figures, prose, read, session

PYTHON = [(name, text) for name in NAMES for text in blocks(read(name), "python")]
# One that imports this workflow is a Snakefile: tests/docs/test_deploy.py runs it.
PYTHON = [(name, text) for name, text in PYTHON if "module " not in text]


@pytest.mark.parametrize(("name", "text"), PYTHON, ids=[name for name, _ in PYTHON])
def test_python_runs(name, text, tmp_path, monkeypatch, capsys):
    for layer, frame in zip(("units", "zones"), zonal.example(), strict=True):
        frame.rename_axis("name").to_file(tmp_path / f"{layer}.gpkg")
    monkeypatch.chdir(tmp_path)
    exec(compile(text, name, "exec"), {})
    assert "nothing is counted twice" in capsys.readouterr().out


def test_some_python_is_shown():
    assert {"README.md", "docs/api.md"} <= {name for name, _ in PYTHON}


def test_the_figures_of_reading_a_result_are_those_of_the_run(tmp_path, monkeypatch):
    """By way of the figures that tests/workflow/test_golden.py holds the run to."""
    (tmp_path / "maps/bundled").mkdir(parents=True)
    (tmp_path / "maps/bundled/tables").symlink_to(ROOT / "tests/golden")
    monkeypatch.chdir(tmp_path)
    known = {80, *session("docs/read.md")}  # 80 % is the width of an interval
    told = figures(prose(read("docs/read.md")))
    assert len(told) >= 8
    assert [each for each in told if each not in known] == []


COMMANDS = [
    (name, line)
    for name in NAMES
    for line in [
        *re.findall(r"`((?:make|snakemake) [^`]+)`", prose(read(name))),
        *(
            line.removeprefix("$ ").partition("#")[0].strip()
            for language in ("console", "text")
            for block in blocks(read(name), language)
            for line in block.splitlines()
        ),
    ]
]


def test_what_is_made_by_name_can_be_made():
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    unknown, seen = [], set()
    for name, line in COMMANDS:
        if line.startswith("make "):
            # Settings, A=<a folder> among them, are no targets.
            asked = re.sub(r"\w+=(<[^>]*>|\S*)", "", line).split()[1:]
            seen |= set(asked)
            unknown += [f"{name}: {line}" for part in asked if part not in targets]
    assert unknown == []
    assert {"maps", "test", "docs", "report"} <= seen


def test_what_snakemake_is_asked_for_is_a_rule():
    rules = (ROOT / "workflow/rules").rglob("*.smk")
    text = "\n".join(path.read_text("utf-8") for path in [ROOT / "Snakefile", *rules])
    rules = set(re.findall(r"^rule (\w+):", text, re.MULTILINE))
    unknown = []
    for name, line in COMMANDS:
        first = shlex.split(line)[1:2] if line.startswith("snakemake ") else []
        if first and re.fullmatch(r"[a-z_]+", first[0]) and first[0] not in rules:
            unknown.append(f"{name}: {line}")
    assert unknown == []


def test_every_command_of_the_makefile_is_told_of():
    listed = " ".join(re.findall(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)).split()
    told = " ".join(line for _, line in COMMANDS)
    assert [name for name in listed if not re.search(rf"\bmake {name}\b", told)] == ["clean"]


def test_doctests_of_the_library_are_part_of_the_tests():
    options = tomllib.loads(read("pyproject.toml"))["tool"]["pytest"]["ini_options"]
    assert "--doctest-modules" in options["addopts"].split()
    assert "cocashift" in options["testpaths"]
