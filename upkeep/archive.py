"""Pack a release as an archive of research software takes it: sources, checksums, description.

Usage: python upkeep/archive.py [COMMIT] [FOLDER]
Writes cocashift-<version>.tar.gz, .zenodo.json and SHA256SUMS into FOLDER (dist). The archive holds
what git knows of COMMIT (HEAD), and the description; the same commit gives the same bytes.
"""

import gzip
import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]


def git(*arguments: str) -> bytes:
    """Ask git about this project."""
    return subprocess.check_output(["git", "-C", str(ROOT), *arguments])


def describe(citation: dict) -> str:
    """Say in Zenodo's words what CITATION.cff says."""
    told = {
        "title": citation["title"],
        "description": citation["abstract"],
        "upload_type": citation["type"],
        "version": str(citation["version"]),
        "publication_date": str(citation["date-released"]),
        "creators": [{"name": each["name"]} for each in citation["authors"]],
        "license": citation["license"],
        "access_right": "open",
        "keywords": citation["keywords"],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def archive(commit: str, folder: Path) -> Path:
    """Write the archive of a commit, with what describes and what checks it."""
    name, version = _named(commit)
    citation = yaml.safe_load(git("show", f"{commit}:CITATION.cff"))
    if str(citation["version"]) != version:
        raise SystemExit(f"CITATION.cff says {citation['version']}, pyproject.toml {version}.")
    described = describe(citation)
    whole = f"{name}-{version}"
    added = [f"--prefix={whole}/", f"--add-virtual-file={whole}/.zenodo.json:{described}"]
    tar = git("archive", "--format=tar", *added, commit)
    written = {
        f"{whole}.tar.gz": gzip.compress(tar, mtime=0),
        ".zenodo.json": described.encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in written.items():
        (folder / file).write_bytes(content)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in written.items()]
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")
    return folder / f"{whole}.tar.gz"


def _named(commit: str) -> tuple[str, str]:
    project = tomllib.loads(git("show", f"{commit}:pyproject.toml").decode())["project"]
    return project["name"], project["version"]


if __name__ == "__main__":
    commit, folder = (*sys.argv[1:], *["HEAD", "dist"][len(sys.argv) - 1 :])
    print(f"Wrote {archive(commit, Path(folder))}.")
    changed = git("status", "--porcelain").decode().splitlines()
    if changed:
        print(f"It holds what is committed; {len(changed)} changes here are not.")
