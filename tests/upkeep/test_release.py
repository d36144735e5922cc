"""A version is said in one place and by all; what is archived is what was committed."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import tarfile
import tomllib
from datetime import date

import pytest
import yaml

from tests.conftest import ROOT, copy_project
from upkeep import archive, release

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_citation_says_what_the_format_asks_for_and_the_project_says():
    assert set(CITATION) == {
        "cff-version",
        "message",
        "title",
        "abstract",
        "type",
        "version",
        "date-released",
        "license",
        "authors",
        "keywords",
    }
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["type"] == "software"
    assert date.fromisoformat(CITATION["date-released"])
    assert str(CITATION["version"]) == PROJECT["version"]
    assert CITATION["license"] == PROJECT["license"]
    assert CITATION["keywords"] == PROJECT["keywords"]
    # Persons have other keys; these are an entity, which has a name.
    assert CITATION["authors"] == PROJECT["authors"]
    assert len(set(CITATION["keywords"])) == len(CITATION["keywords"])


def test_changes_are_kept_in_the_form_that_is_said():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "Unreleased"
    for heading in headings[1:]:
        assert re.fullmatch(r"\d+\.\d+\.\d+ – \d{4}-\d\d-\d\d", heading)
    bullets = re.findall(r"^- (.{0,14})", text, re.MULTILINE)
    kinds = {re.match(r"\*\*(\w+)\*\* ", each)[1] for each in bullets}
    assert kinds <= KINDS


@pytest.fixture
def project(tmp_path):
    for name in ("pyproject.toml", "CITATION.cff", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_a_release_names_its_version_everywhere(project):
    release.release("7.8.9", "2031-02-03", project)
    said = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    assert said == PROJECT | {"version": "7.8.9"}
    cited = yaml.safe_load((project / "CITATION.cff").read_text("utf-8"))
    assert cited == CITATION | {"version": "7.8.9", "date-released": "2031-02-03"}
    text = (project / "CHANGELOG.md").read_text("utf-8")
    assert "## Unreleased\n\n## 7.8.9 – 2031-02-03\n\n- **" in text


@pytest.mark.parametrize("version", ["1.2", "v1.2.3", ""])
def test_what_is_no_version_is_refused(project, version):
    with pytest.raises(SystemExit, match="is no version"):
        release.release(version, "2031-02-03", project)


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The project as it is, committed and packed."""
    folder = copy_project(tmp_path_factory.mktemp("project"))
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.invalid"]
    for line in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "x"]):
        subprocess.run([*git, *line], cwd=folder, check=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "ROOT", folder)
        yield archive.archive("HEAD", tmp_path_factory.mktemp("dist"))


def test_the_archive_holds_what_git_knows_and_its_description(packed):
    listed = archive.git("ls-tree", "-r", "--name-only", "HEAD").decode().splitlines()
    with tarfile.open(packed) as tar:
        names = tar.getnames()
        files = {each.name for each in tar.getmembers() if each.isfile()}
        (whole,) = {name.partition("/")[0] for name in names}
        text = tar.extractfile(f"{whole}/.zenodo.json").read()
        readme = tar.extractfile(f"{whole}/README.md").read()
    assert whole == f"{PROJECT['name']}-{PROJECT['version']}"
    assert packed.name == f"{whole}.tar.gz"
    assert files == {f"{whole}/{name}" for name in [*listed, ".zenodo.json"]}
    assert readme == archive.git("show", "HEAD:README.md")
    assert json.loads(text)["version"] == PROJECT["version"]
    assert text == packed.with_name(".zenodo.json").read_bytes()


def test_the_same_commit_gives_the_same_bytes_and_checksums_tell_them(packed, tmp_path):
    again = archive.archive("HEAD", tmp_path)
    assert again.read_bytes() == packed.read_bytes()
    for line in (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest
    # No day of packing in it.
    assert packed.read_bytes()[4:8] == bytes(4)


def test_the_description_has_the_words_of_zenodo():
    told = json.loads(archive.describe(CITATION))
    assert told["upload_type"] == "software"
    assert told["creators"] == [{"name": "The cocashift developers"}]
    assert told["license"] == "MIT"
    assert {"title", "description", "version", "publication_date", "keywords"} <= set(told)


def test_an_archive_can_be_worked_with(packed, tmp_path):
    with tarfile.open(fileobj=io.BytesIO(packed.read_bytes())) as tar:
        tar.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    line = ["make", "--dry-run", "maps"]
    run = subprocess.run(line, cwd=folder, text=True, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "requirements.lock" in run.stdout
