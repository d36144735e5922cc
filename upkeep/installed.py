"""What the installed packages say of themselves: versions, licences, and what they bring along."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]


def plain(name: str) -> str:
    """Write a package's name as the index does."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct() -> list[str]:
    """Name what cocashift itself depends on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return sorted(plain(Requirement(each).name) for each in project["dependencies"])


def needs(name: str) -> list[str]:
    """Name what a package needs here, without its extras."""
    asked = map(Requirement, metadata.requires(name) or [])
    return sorted(
        {
            plain(each.name)
            for each in asked
            if not each.marker or each.marker.evaluate({"extra": ""})
        }
    )


def brings(name: str) -> set[str]:
    """Name all that comes with a package, at whatever distance."""
    found, waiting = set(), [name]
    while waiting:
        new = set(needs(waiting.pop())) - found - {name}
        found |= new
        waiting += new
    return found


def everything() -> list[str]:
    """Name every package that a run has."""
    return sorted(set(direct()).union(*map(brings, direct())))


def licence(name: str) -> str:
    """Tell a package's licence: its expression, its classifiers, its own words, or its file's."""
    told = metadata.metadata(name)
    expression = told.get("License-Expression")
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or []
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    words = (told.get("License") or _licence_file(name)).strip().splitlines()[:1]
    return expression or ", ".join(classified) or " ".join(words)[:60] or "not stated"


def _licence_file(name: str) -> str:
    """Read the file of a licence that comes with a package; nothing if none does."""
    files = metadata.files(name) or []
    beside = [file for file in files if re.search(r"dist-info/(.*/)?LICEN[CS]E", str(file))]
    return beside[0].locate().read_text("utf-8", "replace") if beside else ""
