"""The same input gives the same bytes anywhere, and its order gives the same figures."""

import os
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import command, copy_project, need, snakemake
from tests.toy import hostile

TURKISH = Path("/usr/share/i18n/locales/tr_TR")


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def turkish(tmp_path_factory):
    """Where a locale lies whose small I has a dot above."""
    need(TURKISH.exists() and shutil.which("localedef"), "Turkish", "apt-get install locales")
    folder = tmp_path_factory.mktemp("locales")
    made = ["localedef", "-i", "tr_TR", "-f", "UTF-8", f"{folder}/tr_TR.UTF-8"]
    subprocess.run(made, check=True, capture_output=True)
    return folder


def test_folder_cores_umask_zone_locale_and_hash_seed_change_no_byte(
    request, turkish, tmp_path, monkeypatch
):
    published = request.getfixturevalue("hostile")
    expected = files(published)
    toy = hostile(copy_project(tmp_path / "Otra carpeta, más larga"))
    # A GeoPackage tells when it was made; the input must be the same file.
    for path in (published.parents[1] / "toys/hostile").glob("*.[gct][psi][kvf]*"):
        shutil.copy(path, toy / path.name)
    toy.describe()
    given = command(toy.project, *toy.arguments())
    given["args"][-1] = "1"
    given["env"] |= {
        "TZ": "Asia/Kathmandu",
        "LOCPATH": str(turkish),
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "1905",
    }
    mask = os.umask(0o077)
    try:
        # Each process from its beginning: a locale and a seed are settled when Python starts.
        run = subprocess.run(**given, text=True, capture_output=True, check=False)
    finally:
        os.umask(mask)
    assert run.returncode == 0, run.stderr
    found = files(toy.project / "maps/hostile")
    assert set(found) == set(expected)
    assert [name for name in expected if found[name] != expected[name]] == []


# What tells of a file, and so of its order.
ABOUT_FILES = {"quality.csv"}


def test_the_order_of_rows_and_features_changes_no_figure(built, tmp_path):
    project = copy_project(tmp_path / "shuffled")
    for table in sorted((project / "data/raw/bundled").glob("*.csv")):
        head, *rows = table.read_text("utf-8").splitlines(keepends=True)
        table.write_text(head + "".join(pd.Series(rows).sample(frac=1, random_state=5)), "utf-8")
    run = snakemake(project, "--until", "write_tables")
    assert run.returncode == 0, run.stderr
    for table in sorted((project / "maps/bundled/tables").glob("*.csv")):
        if table.name not in ABOUT_FILES:
            # The rows of a statement stand in the order in which it was given.
            found, expected = (
                sorted(path.read_text("utf-8").splitlines())
                for path in (table, built / "maps/bundled/tables" / table.name)
            )
            assert found == expected, table.name
