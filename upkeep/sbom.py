"""Write a software bill of materials (CycloneDX 1.6, JSON) and a list of licences.

Usage: python upkeep/sbom.py FOLDER
Writes FOLDER/sbom.cdx.json and FOLDER/licences.csv of what a run has: installed packages, and the
scripts and layers that are vendored for the pages. There is no time in them: the same installation
gives the same bytes.
"""

import csv
import json
import sys
import tomllib
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from upkeep import installed

VENDORED = installed.ROOT / "cocashift/publish/pages/web/vendor"
# What is in vendor/<name>-<version>, with the licence that lies beside it.
LICENCES = {"leaflet": "BSD-2-Clause", "topojson-client": "ISC", "world-atlas": "ISC"}


def packages() -> list[dict]:
    """Describe each installed package."""
    return [
        {
            "type": "library",
            "bom-ref": _ref(name),
            "name": name,
            "version": metadata.version(name),
            "licenses": [{"license": {"name": installed.licence(name)}}],
            "purl": _ref(name),
        }
        for name in installed.everything()
    ]


def vendored() -> list[dict]:
    """Describe each library that lies in the tree, with the checksums of its files."""
    with (VENDORED / "vendor.csv").open(encoding="utf-8") as table:
        files = list(csv.DictReader(table))
    found = []
    for folder in sorted(path for path in VENDORED.iterdir() if path.is_dir()):
        name, _, version = folder.name.rpartition("-")
        found.append(
            {
                "type": "library",
                "bom-ref": f"pkg:npm/{name}@{version}",
                "name": name,
                "version": version,
                "licenses": [{"license": {"id": LICENCES[name]}}],
                "purl": f"pkg:npm/{name}@{version}",
                "components": [
                    {
                        "type": "file",
                        "bom-ref": file["file"],
                        "name": file["file"],
                        "hashes": [{"alg": "SHA-256", "content": file["sha256"]}],
                    }
                    for file in files
                    if file["file"].startswith(f"{folder.name}/")
                ],
            }
        )
    return found


def bill() -> dict:
    """Write the bill: components, and which needs which."""
    project = tomllib.loads((installed.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    own = f"pkg:pypi/cocashift@{project['version']}"
    direct = [*map(_ref, installed.direct()), *(each["bom-ref"] for each in vendored())]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "cocashift",
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": packages() + vendored(),
        "dependencies": [
            {"ref": own, "dependsOn": direct},
            *(
                {"ref": _ref(name), "dependsOn": [*map(_ref, installed.needs(name))]}
                for name in installed.everything()
            ),
        ],
    }


def _ref(name: str) -> str:
    return f"pkg:pypi/{name}@{metadata.version(name)}"


def licences() -> list[dict]:
    """List each component with its licence."""
    return [
        {
            "component": each["name"],
            "version": each["version"],
            "licence": next(iter(each["licenses"][0]["license"].values())),
            "origin": each["purl"].partition("/")[0].removeprefix("pkg:"),
        }
        for each in bill()["components"]
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill(), ensure_ascii=False, indent=2) + "\n"
    (folder / "sbom.cdx.json").write_text(text, "utf-8")
    with (folder / "licences.csv").open("w", encoding="utf-8", newline="") as table:
        rows = licences()
        writer = csv.DictWriter(table, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
